import { describe, expect, it } from 'vitest'
import { fit, restOfDay } from '../../server/domain/forecast/day.js'
import { hitRate, isOutcome, keptCount } from '../../server/domain/forecast/kept.js'
import { pastForecasts } from '../../server/domain/forecast/past.js'
import { addDays } from '../../server/domain/timetable.js'
import { Dice } from '../support/dice.js'

const hours = 4
const dice = new Dice(5)
const days = (most: number) =>
  Array.from({ length: 20 }, (_, n) => ({
    day: addDays('2026-10-01', n),
    counts: Array.from({ length: hours }, () => dice.whole(2, most)),
  }))
const arrived = days(12)
const finished = days(9)
const past = (n = 20) =>
  pastForecasts({
    team: 'desk',
    arrived: arrived.slice(0, n),
    finished: finished.slice(0, n),
    hours,
    at: (day, hour) => `${day}T0${hour}:00:00.000Z`,
  })

describe('forecasts of days that are over', () => {
  it('know the days before and what had come by then, and nothing else', () => {
    const rows = past()
    const days = [...new Set(rows.map(({ day }) => day))]
    expect(days).toEqual(arrived.slice(5).map(({ day }) => day))
    // A day of which less is known after it is told alike.
    expect(rows.slice(0, past(9).length)).toEqual(past(9))
    const first = rows[1]!
    expect(first).toEqual({
      team: 'desk',
      day: '2026-10-06',
      hour: 1,
      at: '2026-10-06T01:00:00.000Z',
      arrived: keptCount(
        restOfDay(fit(arrived.slice(0, 5), { day: '2026-10-06', hours }), 1, arrived[5]!.counts),
      ),
      finished: keptCount(
        restOfDay(fit(finished.slice(0, 5), { day: '2026-10-06', hours }), 1, finished[5]!.counts),
      ),
    })
  })

  it('are of no hour that a day does not have', () => {
    const at = (day: string, hour: number) => (hour < 3 ? `${day}T0${hour}:00:00.000Z` : undefined)
    const rows = pastForecasts({ team: 'desk', arrived, finished, hours, at })
    const told = rows.filter((row) => !isOutcome(row))
    expect(new Set(told.map((row) => 'hour' in row && row.hour))).toEqual(new Set([0, 1, 2]))
  })

  it('are scored by what became of each day', () => {
    const rows = past()
    const outcomes = rows.filter(isOutcome)
    expect(outcomes.map((one) => one.arrived)).toEqual(arrived.slice(5).map(({ counts }) => counts))
    expect(hitRate(rows)).toMatchObject({ days: 15, forecasts: 15 * hours * 2 })
    expect(past(5)).toEqual([])
  })
})
