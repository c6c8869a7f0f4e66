import { clearShare, emptyAfter } from '../../server/domain/forecast/cleared.js'
import { floorOf } from '../../server/reads/forecast-floor.js'
import { Desk, office, taskType } from '../support/floor.js'
import { describe, expect, it } from 'vitest'
import {
  sampleQuantile,
  seededChance,
  simulateFloor,
  type Floor,
} from '../../server/domain/forecast/clear.js'
import { countDistribution } from '../../server/domain/forecast/count-distribution.js'
import { scoreClear } from '../support/made-up-floor.js'

const exact = { mean: 0, spread: 0 }
/** One person, one type, nothing uncertain, nothing new. */
const floor = (change: Partial<Floor> = {}): Floor => ({
  closes: 480,
  people: [{ spans: [{ from: 0, to: 480 }], types: [0], held: [] }],
  queue: [],
  handling: [exact],
  utilisation: 1,
  arrivals: { count: { quantile: () => 0 }, stretches: [], mix: [] },
  daySpread: 0,
  checkpoints: [],
  ...change,
})
const task = (standardMinutes: number, due = false) => ({ type: 0, standardMinutes, due })
const play = (change: Partial<Floor>, seed = 1, runs = 50) =>
  simulateFloor(floor(change), seededChance(seed), runs)
const median = (change: Partial<Floor>) => sampleQuantile(play(change).clear, 0.5)

describe('a floor without chance', () => {
  it('is clear when the last task is taken', () => {
    expect(median({})).toBe(0)
    expect(median({ queue: [task(30)] })).toBe(0)
    expect(median({ queue: [task(30), task(20), task(10)] })).toBe(50)
  })

  it('works around breaks, and slower where less of a shift is for tasks', () => {
    const people = [
      {
        spans: [
          { from: 0, to: 20 },
          { from: 60, to: 480 },
        ],
        types: [0],
        held: [],
      },
    ]
    expect(median({ people, queue: [task(30), task(20)] })).toBe(70)
    expect(median({ queue: [task(40), task(20)], utilisation: 0.8 })).toBe(50)
  })

  it('is not clear today where the shift ends before', () => {
    const people = [{ spans: [{ from: 0, to: 40 }], types: [0], held: [] }]
    const { clear, due } = play({ people, queue: [task(30, true), task(20), task(5)] })
    expect(sampleQuantile(clear, 0.1)).toBe(Infinity)
    expect(due).toBe(1)
    expect(play({ people, queue: [task(30), task(20, true)] }).due).toBe(0)
  })

  it('lets people do first what they hold, and only what they can do', () => {
    const spans = [{ from: 0, to: 480 }]
    const people = [
      { spans, types: [0], held: [{ ...task(60, true), spent: 20 }] },
      { spans, types: [1], held: [] },
    ]
    const handling = [exact, exact]
    // Whoever can do it is busy for the 40 minutes that are left of theirs… in hand, then takes it.
    const { clear, due } = play({ people, handling, queue: [task(10)] })
    expect(sampleQuantile(clear, 0.5)).toBe(40)
    expect(due).toBe(1)
    expect(median({ people, handling, queue: [{ type: 1, standardMinutes: 10 }] })).toBe(0)
  })

  it('asks after one type while people go on with all of them', () => {
    const two = [task(30), { type: 1, standardMinutes: 20 }, task(10)]
    const people = [{ spans: [{ from: 0, to: 480 }], types: [0, 1], held: [] }]
    const part = (of?: number) =>
      play({ people, handling: [exact, exact], queue: two, of, checkpoints: [10, 40] })
    const told = ({ clear, queue }: ReturnType<typeof part>) => [
      sampleQuantile(clear, 0.5),
      ...queue.map((lengths) => sampleQuantile(lengths, 0.5)),
    ]
    expect(told(part())).toEqual([50, 2, 1])
    expect(told(part(0))).toEqual([50, 1, 1])
    expect(told(part(1))).toEqual([30, 1, 0])
  })

  it('tells how long the queue is at the hours', () => {
    const { queue } = play({
      queue: [task(30), task(30), task(30), task(30)],
      checkpoints: [0, 45, 480],
    })
    expect(queue.map((lengths) => sampleQuantile(lengths, 0.5))).toEqual([4, 2, 0])
  })

  it('takes new work at its time, and waits for it', () => {
    const arrivals = {
      count: { quantile: () => 3 },
      stretches: [{ from: 100, to: 100, share: 1 }],
      mix: [{ type: 0, standardMinutes: 50, share: 1 }],
    }
    const { clear, queue } = play({
      arrivals,
      queue: [task(10), task(10)],
      checkpoints: [99, 101, 160, 240],
    })
    expect(sampleQuantile(clear, 0.5)).toBe(10)
    expect(queue.map((lengths) => sampleQuantile(lengths, 0.5))).toEqual([0, 2, 1, 0])
  })
})

const uncertain = (people: number, seed = 3) => {
  const spans = [
    { from: 0, to: 240 },
    { from: 270, to: 480 },
  ]
  const arrivals = {
    count: countDistribution(40, 120),
    stretches: [{ from: 0, to: 480, share: 1 }],
    mix: [{ type: 0, standardMinutes: 15, share: 1 }],
  }
  const queue = Array.from({ length: 60 }, (_, n) => task(15, n % 3 === 0))
  const handling = [{ mean: 0.1, spread: 0.6 }]
  return simulateFloor(
    floor({
      people: Array.from({ length: people }, () => ({ spans, types: [0], held: [] })),
      arrivals,
      queue,
      handling,
      utilisation: 0.8,
      daySpread: 0.1,
    }),
    seededChance(seed),
    400,
  )
}

describe('a floor with chance', () => {
  it('gives the same answer for the same seed', () => {
    expect(uncertain(5)).toEqual(uncertain(5))
    expect(uncertain(5, 4).clear).not.toEqual(uncertain(5).clear)
  })

  it('is never slower with more people', () => {
    const plays = [3, 4, 5, 7, 10].map((people) => uncertain(people))
    for (const p of [0.1, 0.5, 0.9]) {
      const times = plays.map(({ clear }) => sampleQuantile(clear, p))
      expect(times).toEqual([...times].sort((a, b) => b - a))
    }
    const due = plays.map((one) => one.due)
    expect(due).toEqual([...due].sort((a, b) => a - b))
    expect(due[0]).toBeLessThan(due.at(-1) ?? 0)
  })

  it('holds what its 80 % bands say, in made-up offices that it does not know', () => {
    const { mid, cleared, type } = scoreClear(11, { offices: 60, days: 8, runs: 200 })
    expect(cleared).toBeGreaterThan(0.4)
    expect(cleared).toBeLessThan(0.97)
    expect(mid).toBeGreaterThan(0.73)
    expect(mid).toBeLessThan(0.87)
    expect(type.cleared).toBeGreaterThan(cleared)
    expect(type.mid).toBeGreaterThan(0.73)
    expect(type.mid).toBeLessThan(0.87)
  }, 60_000)
})

describe('when a queue really was clear', () => {
  const at = (clock: string) => `2026-11-23T${clock}:00.000Z`
  const event = (no: number, clock: string | null, status: string) => ({
    no,
    at: clock === null ? null : at(clock),
    status,
    standardMinutes: 6,
  })
  // Two wait when the day begins, one comes, all are taken by 10:00; another comes and stays.
  const events = [
    event(1, null, 'queued'),
    event(1, '08:30', 'active'),
    event(1, '08:50', 'done'),
    event(2, null, 'queued'),
    event(2, '08:30', 'assigned'),
    event(2, '09:10', 'active'),
    event(3, '08:10', 'queued'),
    event(3, '10:00', 'active'),
    event(4, '11:00', 'queued'),
  ]
  const empty = (moments: string[], queued: number) =>
    emptyAfter(moments.map(at), at('17:00'), queued, events)

  it('is told from what is queued now and what happened since', () => {
    expect(empty(['08:00', '09:00', '10:30', '11:00'], 1)).toEqual([
      at('10:00'),
      at('10:00'),
      at('10:30'),
      null,
    ])
    // One more has been there all along.
    expect(empty(['08:00', '10:30'], 2)).toEqual([null, null])
    expect(emptyAfter([at('08:00')], at('09:30'), 1, events)).toEqual([null])
  })

  it('is in the band or not; clear already, or not by closing, counts by its chance', () => {
    const said = { low: at('09:00'), mid: at('10:00'), high: null, byClose: 0.6, already: 0.05 }
    const share = (was: string | null) => clearShare(said, at('08:00'), was && at(was))
    expect([share('08:59'), share('09:00'), share('16:59')]).toEqual([0, 1, 1])
    expect(share(null)).toBeCloseTo((0.9 - 0.6) / 0.4)
    expect(share('08:00')).toBe(0)
    const never = { low: null, mid: null, high: null, byClose: 0, already: 0 }
    expect([null, at('12:00')].map((was) => clearShare(never, at('08:00'), was))).toEqual([0.8, 0])
  })
})

it('plays nobody at work that is bound to a place where they are not today', () => {
  const desk = new Desk()
  const { board, now } = desk
  board.tables.taskType.set('mail', taskType('mail', { location: 'Annex' }))
  const seen = { board, office, team: 'permits', now, day: '2026-11-23' }
  const mail = [...board.tables.taskType.keys()].indexOf('mail')
  const able = () =>
    floorOf(seen, [], { closes: 480, checkpoints: [] }).floor.people.map(({ types }) =>
      types.includes(mail),
    )
  // Ben has no skill for it.
  expect(able()).toEqual([false, false])
  board.tables.team.set('permits', { id: 'permits', name: 'Permits', location: 'annex' })
  expect(able()).toEqual([true, false])
})

it('plays no more of a queue than a day can hold, and tells how much is left', () => {
  const desk = new Desk()
  const { board, now } = desk
  const seen = { board, office, team: 'permits', now, day: '2026-11-23' }
  const [one, two] = [...board.tables.taskType.keys()]
  board.tables.backlog.clear()
  board.until['permits'] = { priority: 'low', dueAt: null, no: 1 }
  for (const type of [one!, two!]) {
    const id = `permits/${type}/low`
    const row = { id, team: 'permits', type, priority: 'low' as const }
    board.tables.backlog.set(id, { ...row, tasks: 1_000_000, standardMinutes: 6_000_000 })
  }
  const shown = board.queueOf('permits').length
  const of = (type?: string) => floorOf({ ...seen, type }, [], { closes: 480, checkpoints: [] })
  expect(of().floor.queue).toHaveLength(50_000)
  expect(of().floor.queue.at(-1)).toMatchObject({ type: 0, standardMinutes: 6 })
  expect(of().beyond).toBe(2_000_000 + shown - here() - 50_000)
  expect(of(two).beyond).toBe(1_000_000 - here(two))
  function here(type?: string) {
    const mine = [...board.tables.task.values()].filter(
      (task) => task.team === 'permits' && ['queued', 'waiting'].includes(task.status),
    )
    return mine.filter(
      (task) => [one, two].includes(task.type) && (type ?? task.type) === task.type,
    ).length
  }
})
