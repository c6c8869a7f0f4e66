import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShiftRow, WorkDay } from '../../server/contract/desk-rows.js'
import { workingSpans } from '../../server/domain/load.js'
import {
  hourSpan,
  meanMinutes,
  officeHours,
  plannableHours,
  planPeople,
  proposePlan,
} from '../../server/domain/plan.js'
import { personShift, timetableFrom } from '../../server/domain/timetable.js'
import { office, people } from '../support/floor.js'

const MONDAY = '2026-11-23'
const day = (from: string, to: string, breaks: WorkDay['breaks'] = []): WorkDay => ({
  from,
  to,
  breaks,
  blocks: [],
  location: null,
})
const timetable = (work: Record<string, WorkDay | null>, at = office, on = MONDAY) => {
  const shifts = new Map(
    Object.entries(work).map(([person, one]): [string, ShiftRow] => [
      `${person}/${on}`,
      { id: `${person}/${on}`, person, team: 'permits', day: on, work: one, note: null, by: 'lee' },
    ]),
  )
  return timetableFrom(at, { shift: shifts, pattern: new Map(), leave: [] })
}
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

describe('the plan that is proposed', () => {
  it('is the working minutes of each hour times the utilisation', () => {
    const plan = proposePlan({
      timetable: timetable({
        ana: day('08:00', '12:00', [{ from: '10:00', to: '10:15' }]),
        ben: day('09:30', '11:00'),
      }),
      people: [{ id: 'ana' }, { id: 'ben' }],
      day: MONDAY,
      utilisation: 0.8,
      taskMinutes: 12,
    })
    const minutes = Object.fromEntries(plan.map((one) => [one.hour, one.standardMinutes]))
    expect(minutes).toMatchObject({ 8: 48, 9: 72, 10: 84, 11: 48, 12: 0, 16: 0 })
    expect(plan.map(({ tasks }) => tasks)).toEqual([4, 6, 7, 4, 0, 0, 0, 0, 0])
  })

  it('holds an hour before opening in which somebody works, and none on a day off', () => {
    const early = timetable({ ana: day('07:00', '09:00'), ben: null })
    const staff = { people: [{ id: 'ana' }, { id: 'ben' }], day: MONDAY }
    expect(plannableHours({ ...staff, timetable: early })[0]).toBe(7)
    const sunday = { timetable: timetable({}), people: [{ id: 'ana' }], day: '2026-11-22' }
    expect(plannableHours(sunday)).toEqual([])
    expect(proposePlan({ ...sunday, utilisation: 0.8, taskMinutes: 10 })).toEqual([])
  })

  it('proposes no tasks where nobody knows what one takes', () => {
    const ground = {
      timetable: timetable({}),
      people: [{ id: 'ana' }],
      day: MONDAY,
      utilisation: 1,
    }
    const plan = proposePlan({ ...ground, taskMinutes: null })
    expect(sum(plan.map(({ tasks }) => tasks))).toBe(0)
    expect(sum(plan.map(({ standardMinutes }) => standardMinutes))).toBe(540)
  })

  const clock = fc.integer({ min: 0, max: 96 }).map((quarter) => {
    const minutes = Math.min(quarter * 15, 1439)
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  })
  const works = fc
    .tuple(clock, clock, clock, clock)
    .map((four) => [...new Set(four)].sort())
    .filter((four) => four.length === 4)
    .map(([from = '', breakFrom = '', breakTo = '', to = '']) =>
      day(from, to, [{ from: breakFrom, to: breakTo }]),
    )

  // The days on which the clocks of Denver change are among them.
  it('loses no minute over a day, whatever the shifts, also when the clocks change', () => {
    fc.assert(
      fc.property(
        fc.array(works, { maxLength: 4 }),
        fc.constantFrom(MONDAY, '2026-03-08', '2026-11-01'),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (all, on, utilisation) => {
          const staff = all.map((_, at) => ({ id: `p${at}` }))
          const table = timetable(
            Object.fromEntries(all.map((one, at) => [`p${at}`, one])),
            office,
            on,
          )
          const plan = proposePlan({
            timetable: table,
            people: staff,
            day: on,
            utilisation,
            taskMinutes: 7,
          })
          const shifts = staff.flatMap(({ id }) => personShift(table, id, on) ?? [])
          const spans = shifts.flatMap((shift) => workingSpans(shift, shift.from))
          const worked = sum(spans.map(({ from, to }) => to - from)) / 60_000
          expect(sum(plan.map((one) => one.standardMinutes))).toBe(Math.round(worked * utilisation))
          expect(
            plan.every(({ tasks, standardMinutes }) => tasks >= 0 && standardMinutes >= 0),
          ).toBe(true)
          expect(plan.map(({ hour }) => hour)).toEqual(
            [...new Set(plan.map(({ hour }) => hour))].sort((a, b) => a - b),
          )
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('the hours of a day', () => {
  it('follow each other without a gap, the skipped one empty and the double one double', () => {
    for (const [on, odd, length] of [
      [MONDAY, 2, 60],
      ['2026-03-08', 2, 0],
      ['2026-11-01', 1, 120],
    ] as const) {
      const spans = Array.from({ length: 24 }, (_, hour) => hourSpan(on, hour, office.timeZone))
      spans.slice(1).forEach(({ from }, at) => expect(from).toBe(spans[at]?.to))
      expect(((spans[odd]?.to ?? 0) - (spans[odd]?.from ?? 0)) / 60_000).toBe(length)
    }
  })

  it('reach to the end of the hour in which the office closes', () => {
    const { calendar } = timetable({}, { ...office, closes: '16:30' })
    expect(officeHours(calendar, MONDAY).at(-1)).toBe(16)
    expect(officeHours(timetable({}).calendar, MONDAY)).toHaveLength(9)
  })
})

it('counts the clerks of a team, and its lead only where there is no clerk', () => {
  const active = people.map((one) => ({ ...one, active: true }))
  expect(planPeople(active, 'permits').map(({ id }) => id)).toEqual(['ana', 'ben'])
  const gone = active.map((one) => ({ ...one, active: one.role !== 'clerk' }))
  expect(planPeople(gone, 'permits').map(({ id }) => id)).toEqual(['lee'])
})

it('weighs a mean by tasks', () => {
  expect(
    meanMinutes([
      { tasks: 3, standardMinutes: 30 },
      { tasks: 1, standardMinutes: 50 },
    ]),
  ).toBe(20)
  expect(meanMinutes([])).toBeNull()
})
