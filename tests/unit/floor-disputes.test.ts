import { describe, expect, it } from 'vitest'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { OfficeRow, ShownTask } from '../../server/contract/rows.js'
import { Times } from '../../web/lib/times.js'
import { callsOf } from '../../web/views/floor-attention.js'
import { waitingDisputes } from '../../web/views/floor-checks.js'
import { callAction, callWords } from '../../web/views/floor-sentences.js'
import { at, office, task } from './floor-rows.js'

const now = at('10:00')
const times = new Times('UTC')

describe('a dispute that waits for its second checker', () => {
  const friday = '2026-11-20T09:30:00.000Z'
  const disputed = (no: number, at: string, more: object = {}) =>
    ({
      id: `${no}.1`,
      task: no,
      team: 'desk',
      person: 'ana',
      checker: 'lee',
      dispute: { at, text: 'It is signed', decision: null },
      ...more,
    }) as unknown as ReviewRow
  const ground = {
    viewer: 'lee',
    leads: ({ team }: { team: string }) => team === 'desk',
    office: office as OfficeRow,
    now,
  }
  const decision = { by: 'lou', at: friday, upheld: true, text: 'It is' }
  const all = [
    disputed(3, '2026-11-20T10:30:00.000Z'),
    disputed(2, friday),
    disputed(4, friday, { team: 'other' }),
    disputed(5, friday, { person: 'lee' }),
    disputed(6, friday, { dispute: { at: friday, text: 'x', decision } }),
    disputed(7, friday, { dispute: null }),
    disputed(1, '2026-11-19T09:30:00.000Z'),
  ]

  it('is called after a working day, also to who returned it and never to who did the work', () => {
    const numbers = (at: Partial<typeof ground>) =>
      waitingDisputes(all, { ...ground, ...at }).map(({ no }) => no)
    expect(numbers({})).toEqual([1, 2])
    expect(numbers({ now: now + 30 * 60_000 })).toEqual([1, 2, 3])
    expect(numbers({ viewer: 'ana' })).toEqual([5])
    expect(numbers({ leads: () => false })).toEqual([])
  })

  it('is one call that leads to the checks', () => {
    const callsFor = (reviews: ReviewRow[], known?: ShownTask) =>
      callsOf({
        lanes: [],
        queue: [],
        outlook: { late: new Map(), risk: new Map(), begins: new Map() } as never,
        abilities: { mayDo: () => false, levelOf: () => 3, told: () => true },
        tasks: [],
        taskOf: () => known,
        personOf: () => undefined,
        rulesOf: () => undefined,
        office,
        now,
        disputes: waitingDisputes(reviews, ground),
      })
    const words = (calls: ReturnType<typeof callsFor>) =>
      calls.map((call) => callWords(call, times, now).sentence)
    const waits = 'is disputed and waits for a second checker since 20 Nov 9:30.'
    expect(words(callsFor(all.slice(1, 2)))).toEqual([`The return of #2 ${waits}`])
    expect(words(callsFor(all.slice(1, 2), task(2)))).toEqual([`The return of #2 Task 2 ${waits}`])
    const [many] = callsFor(all)
    if (!many) throw new Error('nobody is called')
    expect(callWords(many, times, now)).toMatchObject({
      kind: 'Disputed',
      sentence: '2 disputed returns wait for a second checker, the first since 19 Nov 9:30.',
    })
    expect(callAction(many, true)).toEqual({ kind: 'checks', label: 'Open checks' })
  })
})
