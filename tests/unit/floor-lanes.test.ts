import { describe, expect, it } from 'vitest'
import { basisWords, elapsedMinutes, onFloor } from '../../web/views/floor-lanes.js'
import { at, desk, held, iso, known, lanes, person, task } from './floor-rows.js'

const now = at('10:00')
const nobody = new Set<string>()

describe('who has a lane', () => {
  it('is who works in the team or leads it', () => {
    expect(onFloor(person('ana'), desk, nobody)).toBe(true)
    expect(
      onFloor(person('renee', { role: 'lead', team: null, leads: ['desk'] }), desk, nobody),
    ).toBe(true)
    expect(onFloor(person('joel', { team: 'mail' }), desk, nobody)).toBe(false)
    expect(onFloor(person('sue', { role: 'supervisor' }), desk, nobody)).toBe(false)
    expect(onFloor(person('sam', { active: false }), desk, nobody)).toBe(false)
  })
  it('is also who still holds a task of the team', () => {
    expect(lanes([person('joel', { team: 'mail' })], [held(1, 'joel')], now)).toHaveLength(1)
  })
  it('keeps the order of names, whatever people do', () => {
    const people = [person('tom'), person('ana', { presence: 'off' }), person('lena')]
    expect(lanes(people, [held(1, 'tom')], now).map((lane) => lane.person.id)).toEqual([
      'ana',
      'lena',
      'tom',
    ])
  })
})

describe('a lane', () => {
  const tasks = [
    held(1, 'ana', {
      status: 'active',
      claimedAt: iso('09:00'),
      activeSince: iso('09:50'),
      handleMinutes: 12,
    }),
    held(2, 'ana', {
      status: 'active',
      claimedAt: iso('09:50'),
      activeSince: iso('09:50'),
      handleMinutes: 0,
    }),
    held(3, 'ana', { priority: 'low' }),
    held(4, 'ana', { priority: 'urgent' }),
    held(5, 'ana', { status: 'waiting' }),
    task(6),
  ]
  const [lane] = lanes([person('ana')], tasks, now)

  it('has the task taken up last in hand, and shares the time among all that are active', () => {
    expect(lane?.inHand?.no).toBe(2)
    expect(lane?.elapsed).toBe(5)
    expect(lane?.beside.map(({ no }) => no)).toEqual([1])
  })
  it('lays out what is in hand first, then what was given in queue order; waiting takes no time', () => {
    expect(lane?.load.blocks.map(({ no }) => no)).toEqual([2, 1, 4, 3])
    expect(lane?.load.assigned).toBe(20 + 8 + 25 + 25)
    expect(lane?.waiting.map(({ no }) => no)).toEqual([5])
  })
})

describe('what is learnt of a person', () => {
  // Eight tasks at twice the standard beside the eight that everybody begins with: half as long again.
  const usual = known({ 'ana/permit': [8, 16], 'tom/permit': [8, 4] })
  const tasks = [
    held(1, 'ana', { status: 'active', claimedAt: iso('09:55'), activeSince: iso('09:55') }),
    held(2, 'ana'),
    held(3, 'ana', { type: 'mail', standardMinutes: 6 }),
    held(4, 'tom'),
    held(5, 'eve'),
  ]
  const [ana, eve, tom] = lanes([person('ana'), person('tom'), person('eve')], tasks, now, usual)
  const named = (type: string) => type.toUpperCase()

  it('is how wide each block of their lane is, in hand and next; a type they never did by the standard', () => {
    expect(ana?.load.assigned).toBe(37.5 - 5 + 37.5 + 6)
    expect(tom?.load.assigned).toBe(18.75)
    expect(eve?.load.assigned).toBe(25)
    expect(ana?.load.blocks.map(({ ends }) => ends)).toEqual([
      now + 32.5 * 60_000,
      now + 70 * 60_000,
      now + 76 * 60_000,
    ])
  })
  it('is told with the figures, as is what is by the standard', () => {
    expect(ana && basisWords(ana.basis, 'Ana', named)).toBe(
      'Minutes expected of Ana, learnt from 8 finished tasks; MAIL by the standard.',
    )
    expect(tom && basisWords(tom.basis, 'you', named)).toBe(
      'Minutes expected of you, learnt from 8 finished tasks.',
    )
    expect(eve && basisWords(eve.basis, 'Eve', named)).toBe(
      'Standard minutes: nothing is known here of what such tasks take Eve.',
    )
  })
})

it('counts no minutes where they are not told, though everyone knows when it was claimed', () => {
  expect(
    elapsedMinutes(held(1, 'ana', { status: 'active', claimedAt: iso('09:30') }), 1, now),
  ).toBe(0)
})
