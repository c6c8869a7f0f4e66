/** A proposal in rows, loads and words. */
import { describe, expect, it } from 'vitest'
import type { ShownProposal } from '../../server/contract/balance-commands.js'
import { Times } from '../../web/lib/times.js'
import { loadsOf, mergeRows } from '../../web/views/balance-rows.js'
import {
  cutWords,
  figuresOf,
  proofOf,
  takenLines,
  workedOut,
} from '../../web/views/balance-words.js'
import { missingOf, missingWords, type Missing } from '../../web/views/balance-absent.js'
import { absence } from '../../server/domain/absent.js'
import { move, proposal } from './balance-proposal.js'

describe('rows', () => {
  const names = (id: string | null) => id ?? ''
  const first = mergeRows(
    [],
    [move(3, 'ana', 'tom'), move(1, null, 'ana', 2), move(2, null, 'ana')],
    names,
    false,
  )
  const nos = (rows: typeof first) => rows.map((row) => (row.gone ? -row.move.task : row.move.task))

  it('begin by who gets them and in which order', () => expect(nos(first)).toEqual([2, 1, 3]))
  it('keep their places, with what is new at the end and what is gone only while somebody reads', () => {
    const next = [move(4, null, 'ana'), move(3, 'ana', 'eve'), move(1, null, 'ana')]
    expect(nos(mergeRows(first, next, names, true))).toEqual([-2, 1, 3, 4])
    expect(nos(mergeRows(first, next, names, false))).toEqual([1, 3, 4])
    expect(mergeRows(first, next, names, false)[1]?.move.to).toBe('eve')
  })
  it('keep a reason until there is another', () => {
    const bare = [{ ...move(2, null, 'ana'), why: null }]
    expect(mergeRows(first, bare, names, false)[0]?.move.why).toBe('reason')
  })
})

it('counts loads by what is chosen', () => {
  const moves = [move(1, 'ana', 'tom'), move(2, 'ana', 'tom')]
  const loads = loadsOf({ ...proposal(moves), moves }, [moves[0]!], () => 15)
  expect(loads.map(({ after }) => after)).toEqual([75, 25])
  const takes = (_task: number, person: string) => (person === 'ana' ? 20 : 10)
  const own = loadsOf({ ...proposal(moves), moves }, [moves[0]!], takes)
  expect(own.map(({ after }) => after)).toEqual([80, 30])
})

it('tells the day before and after', () => {
  const times = new Times('Etc/GMT')
  const shown = proposal([move(1, 'ana', 'tom')])
  const figures = figuresOf(shown, shown.people, times)
  expect(figures.map(({ before, after }) => [before, after])).toEqual([
    ['8', '4'],
    ['17:45', '16:05'],
    [null, '1'],
    ['1', '0'],
  ])
  expect(workedOut(shown, times)).toBe('worked out 10:42 in 0.2 s')
  expect(proofOf(shown)).toEqual({
    claim: '42 weighted minutes late',
    rest: 'best found; nothing binds; 1 move',
  })
  expect(proofOf({ words: null })).toBeNull()
  const record = {
    ...shown,
    floorAt: shown.at,
    moves: [move(1, 'ana', 'tom'), move(2, 'tom', 'tom')],
  }
  const told = (holds: boolean, why: string | null) =>
    takenLines({ record, holds, why } as never, times)
  expect(told(true, null)).toEqual([
    '1 move of a proposal as of 10:42: 90 weighted minutes late before, 42 with them.',
    '42 weighted minutes late.',
    'Best found; nothing binds; 1 move.',
    'Computed anew just now from the prices and lists that are kept: it holds.',
  ])
  expect(told(false, 'the prices prove less')[3]).toMatch(/does not hold: the prices prove less\.$/)
})

it('tells what is left out of a plan, why, and what both come to', () => {
  const all = proposal([move(1, 'ana', 'tom'), move(2, 'ana', 'tom')], { heldBack: 3 })
  const told = (more: Partial<ShownProposal>) => cutWords({ ...all, ...more }, 2, (id) => id)
  expect(told({ heldBack: 0 })).toBeNull()
  expect(told({})).toBe('3 more moves would come after these, when there is room.')
  const whole = { late: 4, weighted: 3_260, finish: 323 }
  const after = { ...whole, weighted: 5_978 }
  const beyond = [
    { person: 'tom', tasks: 2 },
    { person: 'eve', tasks: 1 },
  ]
  expect(told({ whole, after: whole })).toBe(
    '3 more moves would come after these, when there is room.',
  )
  expect(told({ whole, after, beyond })).toBe(
    '3 more moves would come after these, when there is room: they take tom 2 and eve 1 over the team’s limit of 2. These 2 moves: 5,978 weighted minutes late; the whole plan: 3,260.',
  )
})

describe('who is counted and not here', () => {
  const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00.000Z`)
  const shift = { from: at('08:00'), to: at('16:00') }
  it.each([
    ['off', '08:59', null],
    ['off', '09:01', 'off'],
    ['off', '07:30', null],
    ['off', '16:00', null],
    ['away', '08:05', 'away'],
    ['away', '07:30', null],
    ['break', '12:00', null],
    ['available', '12:00', null],
  ] as const)('is known by presence and shift: %s at %s', (presence, clock, how) => {
    expect(absence({ presence }, shift, at(clock))).toBe(how)
    expect(absence({ presence }, null, at(clock))).toBeNull()
  })

  it('is told in a line', () => {
    const lanes = ['ana', 'tom', 'eve'].map((id) => ({
      person: { id, name: id, presence: id === 'tom' ? 'away' : 'off' },
      shift: { ...shift, breaks: [] },
    }))
    const missing = missingOf(proposal([]).people, lanes as never, at('11:00'))
    // Eve is not counted, so she is not missed.
    expect(missing.map(({ person, how }) => [person, how])).toEqual([
      ['ana', 'off'],
      ['tom', 'away'],
    ])
    expect(missingWords(missing)).toBe('ana is not here yet, tom is away: counted all the same.')
    const many = ['Ana', 'Ben', 'Cy', 'Di'].map((name): Missing => ({
      person: name,
      name,
      how: 'off',
    }))
    expect(missingWords(many)).toBe('Ana, Ben and 2 more are not here yet: counted all the same.')
    expect(missingWords([])).toBeNull()
  })
})
