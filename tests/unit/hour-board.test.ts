import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HourNoteRow } from '../../server/contract/desk-rows.js'
import {
  dayTotals,
  hourLines,
  inForce,
  missesOf,
  paretoOf,
  type HourDay,
} from '../../server/domain/hour-board.js'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00.000Z`)
const plan = [8, 9, 10, 11].map((hour) => ({ hour, tasks: 20, standardMinutes: 200 }))
const note = (hour: number, more: Partial<HourNoteRow> = {}): HourNoteRow => ({
  id: `desk/2026-11-23/${hour}`,
  team: 'desk',
  day: '2026-11-23',
  hour,
  cause: null,
  text: null,
  countermeasure: null,
  signed: null,
  ...more,
})
const board = (more: Partial<HourDay> = {}) =>
  hourLines({
    day: '2026-11-23',
    timeZone: 'Etc/UTC',
    hours: [8, 9, 10, 11],
    plan,
    actuals: [
      { hour: 8, tasks: 21, standardMinutes: 210 },
      { hour: 9, tasks: 15, standardMinutes: 150.2 },
      { hour: 10, tasks: 8, standardMinutes: 80 },
    ],
    notes: [],
    measure: 'tasks',
    now: at('10:30'),
    ...more,
  })

describe('the hour-by-hour board', () => {
  it('holds what was finished against the part of the plan that is due by now', () => {
    const lines = board()
    expect(lines.map(({ state }) => state)).toEqual(['over', 'over', 'now', 'ahead'])
    expect(lines.map(({ difference }) => difference)).toEqual([1, -5, -2, null])
    expect(lines.map(({ total }) => total)).toEqual([1, -4, -6, null])
    expect(lines[2]).toMatchObject({ plan: 20, planByNow: 10, actual: 8, missed: false })
    expect(lines[1]?.missed).toBe(true)
    expect(dayTotals(lines)).toEqual({ plan: 80, planByNow: 50, actual: 44, difference: -6 })
  })

  it('counts in standard minutes when asked, and calls less than half of one no miss', () => {
    const actuals = [{ hour: 8, tasks: 20, standardMinutes: 199.6 }]
    const [first] = board({ measure: 'standardMinutes', actuals, now: at('09:00') })
    expect(first?.difference).toBeCloseTo(-0.4)
    expect(first?.missed).toBe(false)
  })

  it('shows what was finished without a plan, and measures it against nothing', () => {
    const lines = board({ plan: null, hours: [8] })
    expect(lines.map(({ hour }) => hour)).toEqual([8, 9, 10])
    expect(
      lines.every(
        ({ plan: one, difference, missed }) => one === null && difference === null && !missed,
      ),
    ).toBe(true)
    expect(dayTotals(lines)).toMatchObject({ plan: null, difference: null, actual: 44 })
  })

  it('knows no plan from a draft', () => {
    const row = { id: 'desk/d', team: 'desk', day: 'd', hours: plan, versions: [] }
    expect(inForce({ ...row, version: 0 })).toBeNull()
    expect(inForce({ ...row, version: 2 })).toBe(plan)
    expect(inForce(undefined)).toBeNull()
  })
})

describe('the causes of a week', () => {
  it('are ordered by what they cost, with what nobody explained among them', () => {
    const first = missesOf(board({ notes: [note(9, { cause: 'system' })], now: at('10:00') }))
    expect(first).toEqual([{ cause: 'system', missed: 5 }])
    const causes = paretoOf([
      ...first,
      { cause: null, missed: 9 },
      { cause: 'system', missed: 1 },
      { cause: 'absence', missed: 0 },
    ])
    expect(causes.map(({ cause, hours, missed }) => [cause, hours, missed])).toEqual([
      [null, 1, 9],
      ['system', 2, 6],
      ['absence', 1, 0],
    ])
    expect(causes.map(({ cumulative }) => cumulative)).toEqual([0.6, 1, 1])
  })

  it('share out all that was missed, in falling order', () => {
    const miss = fc.record({
      cause: fc.constantFrom('a', 'b', 'c', null),
      missed: fc.integer({ min: 0, max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(miss), (misses) => {
        const causes = paretoOf(misses)
        const all = misses.reduce((sum, { missed }) => sum + missed, 0)
        expect(causes.reduce((sum, { missed }) => sum + missed, 0)).toBe(all)
        expect(causes.reduce((sum, { hours }) => sum + hours, 0)).toBe(misses.length)
        const amounts = causes.map(({ missed }) => missed)
        expect(amounts).toEqual([...amounts].sort((a, b) => b - a))
        if (all > 0) expect(causes.at(-1)?.cumulative).toBeCloseTo(1)
        expect(paretoOf([...misses].reverse())).toEqual(causes)
      }),
    )
  })
})
