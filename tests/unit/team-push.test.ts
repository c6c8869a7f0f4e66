import { beforeEach, describe, expect, it } from 'vitest'
import { teamPush, type TeamPush } from '../../server/commands/team-push.js'
import { decideBatch, type Waiting } from '../../server/core/batch.js'
import type { AnyDecision } from '../../server/core/command.js'
import { nothingFetched } from '../../server/core/rows.js'
import { Desk, nextId } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const make = (type = 'permit', more: object = {}) =>
  desk.do('lee', 'task.create', { type, title: 'x', ...more }).task.no
const given = (to = 'ana', type = 'permit') => {
  const no = make(type)
  desk.do('lee', 'task.assign', { tasks: [no], to })
  return no
}
const where = (no: number) => {
  const { status, holder, place } = desk.task(no)
  return [status, holder, place]
}

describe('a team that pushes its work', () => {
  const pushed = (returned: TeamPush['returned'] = null) => {
    const input: TeamPush = { team: 'permits', returned }
    const one: Waiting = {
      id: nextId(),
      person: 'system',
      session: null,
      name: 'team.push',
      input,
      logged: input,
      hash: '',
      decision: teamPush as unknown as AnyDecision,
      prepared: undefined,
      answer: () => {},
    }
    const chance = {
      newId: nextId,
      draw: () => 0.5,
      incident: (error: unknown) => {
        throw error
      },
    }
    const { batch } = decideBatch(desk.board, nothingFetched(), [one], desk.now, chance)
    desk.board.advance(batch.entries, batch.newMark)
  }
  beforeEach(
    () => void desk.do('lee', 'team.rules', { team: 'permits', push: true, reserveMinutes: 60 }),
  )

  it('gives the next to the clerk with most room by minutes, not by count', () => {
    // Ana holds three letters, 18 minutes; Ben one permit, 25 minutes.
    for (let n = 0; n < 3; n++) given('ana', 'mail')
    given('ben')
    const no = make()
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
    expect(desk.task(no).assignedBy).toBe('system')
  })

  it('reckons with what it takes each of them', () => {
    const usual = { person: 'ana', team: 'permits', type: 'mail', tasks: 8, ratios: 32 }
    desk.board.tables.usual.set('ana/mail', { id: 'ana/mail', ...usual })
    // Three letters take Ana 45 minutes and not 18, so Ben has more room.
    for (let n = 0; n < 3; n++) given('ana', 'mail')
    given('ben')
    const no = make()
    pushed()
    expect(where(no)).toEqual(['assigned', 'ben', undefined])
  })

  it('keeps the reserve free but for urgent work, and looks further where nobody can take the first', () => {
    // At 16:00 an hour is left: no permit fits beside the reserve.
    desk.now = '2026-11-23T23:00:00.000Z'
    const no = make('permit')
    pushed()
    expect(where(no)[0]).toBe('queued')
    const urgent = make('permit', { priority: 'urgent' })
    pushed()
    expect(where(urgent)[0]).toBe('assigned')
  })

  it('gives nothing to anybody before their shift begins or after it is over', () => {
    const no = make('mail', { priority: 'urgent' })
    for (const clock of [
      '2026-11-23T14:59:00.000Z',
      '2026-11-24T00:00:00.000Z',
      '2026-11-28T17:00:00.000Z',
    ]) {
      desk.now = clock
      pushed()
      expect(where(no)[0]).toBe('queued')
    }
    desk.now = '2026-11-24T15:00:00.000Z'
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
  })

  it('gives nothing back to whoever returned it, to nobody away, and nothing when it is off', () => {
    const no = make('mail')
    pushed({ task: no, by: 'ana' })
    expect(where(no)[0]).toBe('queued')
    desk.do('ana', 'person.presence', { status: 'break' })
    pushed()
    expect(where(no)[0]).toBe('queued')
    desk.do('ana', 'person.presence', { status: 'available' })
    desk.do('lee', 'team.rules', { team: 'permits', push: false })
    pushed()
    expect(where(no)[0]).toBe('queued')
    desk.do('lee', 'team.rules', { team: 'permits', push: true })
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
  })
})
