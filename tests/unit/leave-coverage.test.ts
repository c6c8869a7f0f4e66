import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeaveRow, ShiftRow, WorkDay } from '../../server/contract/desk-rows.js'
import {
  asIfApproved,
  coverageLeft,
  enoughOf,
  gapsOf,
  lowestOf,
  shortsOf,
  type Colleague,
} from '../../server/domain/leave-coverage.js'
import { overlaps } from '../../server/domain/leave.js'
import {
  addDays,
  personShift,
  timetableFrom,
  type Timetable,
} from '../../server/domain/timetable.js'

const TUESDAY = '2026-11-24'
const leave = (more: Partial<LeaveRow> = {}): LeaveRow => ({
  id: 'l1',
  person: 'ana',
  team: 'permits',
  from: TUESDAY,
  to: TUESDAY,
  part: null,
  kind: 'vacation',
  reason: null,
  state: 'asked',
  askedAt: '',
  askedBy: 'ana',
  word: null,
  answer: null,
  ...more,
})
const shift = (person: string, work: Partial<WorkDay> | null, day = TUESDAY): ShiftRow => ({
  id: `${person}/${day}`,
  person,
  team: 'permits',
  day,
  work: work && { from: '08:00', to: '17:00', breaks: [], blocks: [], location: null, ...work },
  note: null,
  by: 'lee',
})
const table = (
  shifts: ShiftRow[] = [],
  approved: LeaveRow[] = [],
  timeZone = 'America/Denver',
): Timetable =>
  timetableFrom(
    { timeZone, days: [1, 2, 3, 4, 5], opens: '08:00', closes: '17:00' },
    {
      shift: new Map(shifts.map((one) => [one.id, one])),
      pattern: new Map(),
      leave: approved,
    },
  )
const who = (id: string, ...can: string[]): Colleague => ({ id, can: new Set(can) })
const team = [who('ana', 'vital', 'mail'), who('ben', 'mail'), who('cy', 'vital', 'mail')]

describe('coverage that is left', () => {
  it('counts who remains in each hour that the person would have worked, and who can take each type', () => {
    const hours = coverageLeft(table([shift('cy', { from: '12:00' })]), team, leave())
    expect(hours.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16])
    expect(hours[0]).toMatchObject({ day: TUESDAY, here: 1, of: 3 })
    expect(Object.fromEntries(hours[0]?.types ?? [])).toEqual({ vital: 0, mail: 1 })
    expect(hours[4]).toMatchObject({ here: 2 })
    expect(lowestOf(hours)).toEqual({
      day: TUESDAY,
      from: 8,
      to: 12,
      here: 1,
      of: 3,
      nobody: ['vital'],
    })
    expect(gapsOf(hours)).toEqual([])
  })

  it('leaves out days and hours in which they would not have been at work anyway', () => {
    const drawn = [shift('ana', { to: '12:00', breaks: [{ from: '10:00', to: '11:00' }] })]
    const days = { from: '2026-11-21', to: TUESDAY }
    const hours = coverageLeft(
      table([...drawn, shift('ana', null, '2026-11-23')]),
      team,
      leave(days),
    )
    expect(hours.map(({ day, hour }) => `${day} ${hour}`)).toEqual(
      [8, 9, 11].map((hour) => `${TUESDAY} ${hour}`),
    )
    expect(coverageLeft(table(), team, leave({ part: { from: '17:00', to: '18:00' } }))).toEqual([])
    expect(lowestOf([])).toBeNull()
  })

  it('looks only at the hours of partial leave, by the lowest moment of each', () => {
    const part = { from: '10:30', to: '12:00' }
    const lunch = shift('ben', { breaks: [{ from: '11:30', to: '11:45' }] })
    const hours = coverageLeft(table([lunch]), team, leave({ part }))
    expect(hours.map(({ hour, here }) => [hour, here])).toEqual([
      [10, 2],
      [11, 1],
    ])
  })

  it('counts for a type that is bound to a place only who is there that day', () => {
    const hall = team.map((one) => ({ ...one, place: 'City Hall' }))
    const bound = { locationOf: (type: string) => (type === 'vital' ? ' city  hall' : null) }
    const left = (shifts: ShiftRow[]) =>
      Object.fromEntries(coverageLeft(table(shifts), hall, leave(), bound)[0]?.types ?? [])
    expect(left([])).toEqual({ vital: 1, mail: 2 })
    expect(left([shift('cy', { location: 'Annex' })])).toEqual({ vital: 0, mail: 2 })
    // Ana herself is elsewhere that day: nobody misses her for it.
    expect(left([shift('ana', { location: 'Annex' })])).toEqual({ mail: 2 })
  })

  it('stands against what each hour asks for, by type and in all', () => {
    const demand = (type: string, _day: string, hour: number) =>
      type === 'mail' ? (hour === 10 || hour === 11 ? 130 : 60) : null
    const hours = coverageLeft(table(), team, leave(), { types: ['mail', 'vital'], demand })
    expect(hours[0]?.need).toEqual({ all: 1, types: new Map([['mail', 1]]) })
    expect(hours[2]?.need).toEqual({ all: 3, types: new Map([['mail', 3]]) })
    expect(shortsOf(hours)).toEqual([
      { type: 'mail', day: TUESDAY, from: 10, to: 12, left: 2, need: 3 },
    ])
    expect(enoughOf(hours)).toEqual([])
    expect(lowestOf(hours)).toMatchObject({ from: 8, to: 10, here: 2, need: 1 })
    const calm = { types: ['mail', 'vital'], demand: () => 60 }
    const enough = coverageLeft(table(), team, leave(), calm)
    expect([enoughOf(enough), shortsOf(enough)]).toEqual([['vital', 'mail'], []])
    expect(coverageLeft(table(), team, leave())[0]).not.toHaveProperty('need')
  })

  it('tells of a type that is left to nobody in another hour than the lowest', () => {
    const shifts = [shift('ben', { from: '10:00' }), shift('cy', { to: '16:00' })]
    const hours = coverageLeft(table(shifts), [...team, who('di', 'mail')], leave())
    expect(lowestOf(hours)).toMatchObject({ from: 16, to: 17, here: 2, nobody: ['vital'] })
    const early = coverageLeft(
      table([
        shift('ben', { from: '10:00' }),
        shift('di', { from: '10:00' }),
        shift('cy', { to: '16:00' }),
      ]),
      [...team, who('di', 'mail')],
      leave(),
    )
    expect(lowestOf(early)).toMatchObject({ from: 8, to: 10, here: 1, nobody: [] })
    expect(gapsOf(early)).toEqual([
      { day: TUESDAY, from: 16, to: 17, here: 2, of: 4, nobody: ['vital'] },
    ])
  })

  it('counts others’ approved leave as gone, and says the same before and after the approval', () => {
    const other = leave({ id: 'l2', person: 'cy', state: 'approved' })
    expect(lowestOf(coverageLeft(table([], [other]), team, leave()))).toMatchObject({ here: 1 })
    const approved = leave({ state: 'approved' })
    expect(coverageLeft(table([], [approved]), team, approved)).toEqual(
      coverageLeft(table(), team, leave()),
    )
  })
})

const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`)
const part = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }))
const begins = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2024-01-01', days))
const asked = fc
  .record({ from: begins, days: fc.integer({ min: 0, max: 8 }), part: fc.option(part) })
  .map(({ from, days, part: hours }) => leave({ from, to: addDays(from, days), part: hours }))
const zone = fc.constantFrom('America/Denver', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Etc/GMT')

describe('for any leave', () => {
  it('never counts more than the team less the person, nor more for a type than are here', () => {
    fc.assert(
      fc.property(asked, zone, (one, timeZone) => {
        const hours = coverageLeft(table([], [], timeZone), team, one)
        for (const { here, of, types, day, hour } of hours) {
          expect(here).toBeLessThanOrEqual(of - 1)
          for (const count of types.values()) expect(count).toBeLessThanOrEqual(here)
          expect(day >= one.from && day <= one.to).toBe(true)
          expect(hour >= 8 && hour < 17).toBe(true)
        }
        const keys = hours.map(({ day, hour }) => `${day} ${hour}`)
        expect(new Set(keys).size).toBe(keys.length)
        const lowest = lowestOf(hours)
        if (lowest) expect(lowest.here).toBe(Math.min(...hours.map(({ here }) => here)))
        else expect(hours).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('takes nothing from others, and what it takes is there again when it is cancelled', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const before = table()
        const after = asIfApproved(before, one)
        for (let day = one.from; day <= one.to; day = addDays(day, 1)) {
          expect(personShift(after, 'ben', day)).toEqual(personShift(before, 'ben', day))
          if (!one.part) expect(personShift(after, 'ana', day)).toBeNull()
        }
        expect(asIfApproved(before, { ...one, person: 'ben' }).leave('ana')).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('overlaps itself, and overlapping goes both ways', () => {
    fc.assert(
      fc.property(asked, asked, (a, b) => {
        expect(overlaps(a, a)).toBe(true)
        expect(overlaps(a, b)).toBe(overlaps(b, a))
      }),
    )
  })
})
