import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sum, type PastDay } from '../../server/domain/forecast/history.js'
import { federalHolidays } from '../../server/domain/holidays.js'
import { baselinesOf } from '../bench/forecasting/baselines.js'
import { clearOnFile } from '../bench/forecasting/clear-file.js'
import { optionsOf } from '../bench/forecasting/options.js'
import { casesOf, warmUp, type Case } from '../bench/forecasting/protocol.js'
import { seriesOf, topGroups, workingDays } from '../bench/forecasting/series.js'
import { readRows, type Row } from '../bench/forecasting/stamps.js'
import { figuresOf } from '../bench/forecasting/summary.js'

const folder = mkdtempSync(join(tmpdir(), 'forecast-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fileOf = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const row = (day: string, hour: number, group = ''): Row => ({
  opened: { day, hour },
  closed: null,
  group,
})

describe('reading stamps', () => {
  it('takes a mark at the start, quotes, commas inside and American times', async () => {
    const file = fileOf(
      'american.csv',
      '\ufeff"Key","Created Date","Closed Date","Type"\r\n1,"04/18/2019 09:55:45 PM","04/19/2019 12:05:00 AM","Noise, loud"\r\n2,05/01/2010 12:30 PM,,Noise\r\n3,,05/02/2010 01:00:00 AM,Noise\r\n',
    )
    const rows = await readRows(file, {
      opened: 'Created Date',
      closed: 'Closed Date',
      group: 'Type',
    })
    expect(rows).toEqual([
      {
        opened: { day: '2019-04-18', hour: 21 },
        closed: { day: '2019-04-19', hour: 0 },
        group: 'Noise, loud',
      },
      { opened: { day: '2010-05-01', hour: 12 }, closed: null, group: 'Noise' },
      { opened: null, closed: { day: '2010-05-02', hour: 1 }, group: 'Noise' },
    ])
  })

  it('drops an offset, and takes ISO with and without seconds, semicolons and day first', async () => {
    const iso = fileOf(
      'iso.csv',
      'at\n2021-03-01T16:59:59.999+02:00\n2021-03-01 08:00\n2021-03-01T23:10:00Z\nnever\n',
    )
    expect((await readRows(iso, { opened: 'at' })).map(({ opened }) => opened)).toEqual([
      { day: '2021-03-01', hour: 16 },
      { day: '2021-03-01', hour: 8 },
      { day: '2021-03-01', hour: 23 },
      null,
    ])
    const german = fileOf('german.csv', 'nr;am\n1;05.03.2021 09:10\n2;25.03.2021 10:20\n')
    expect((await readRows(german, { opened: 'am' })).map(({ opened }) => opened?.day)).toEqual([
      '2021-03-05',
      '2021-03-25',
    ])
  })

  it('names the column that is missing or holds no dates', async () => {
    const file = fileOf('columns.csv', 'opened,what\n2021-03-01 08:00,lamp\n')
    await expect(readRows(file, { opened: 'open' })).rejects.toThrow(
      '--opened: no column "open"; there are opened, what',
    )
    await expect(readRows(file, { opened: 'opened', closed: 'shut' })).rejects.toThrow(
      '--closed: no column "shut"',
    )
    await expect(readRows(file, { opened: 'opened', group: 'kind' })).rejects.toThrow(
      '--group: no column "kind"',
    )
    await expect(readRows(file, { opened: 'what' })).rejects.toThrow(
      '--opened: no cell of column "what" is a date',
    )
  })
})

describe('options', () => {
  const given = ['--file', 'a.csv', '--opened', 'at']

  it('has the federal holidays and 8 to 17 unless told', () => {
    const options = optionsOf(given)
    expect(options.hours).toEqual({ opens: 8, closes: 17 })
    expect(options.holidays.has('2021-11-25')).toBe(true)
    expect(optionsOf([...given, '--holidays', 'none']).holidays.has('2021-11-25')).toBe(false)
    const listed = optionsOf([
      ...given,
      '--holidays',
      fileOf('days.txt', 'day,name\n2021-05-13,Ascension\n5/24/2021\n'),
    ]).holidays
    expect(['2021-05-13', '2021-05-24', '2021-11-25'].map((day) => listed.has(day))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('refuses what it does not understand', () => {
    expect(() => optionsOf(['--file', 'a.csv'])).toThrow('--opened COL')
    expect(() => optionsOf([...given, '--hours', '17-8'])).toThrow('--hours')
    expect(() => optionsOf([...given, '--days', 'all'])).toThrow('--days')
  })
})

describe('days and series', () => {
  it('are Monday to Friday from first to last, without calendar holidays, empty ones too', () => {
    const rows = [
      row('2021-11-22', 9),
      row('2021-11-30', 9),
      { opened: null, closed: { day: '2022-01-01', hour: 9 }, group: '' },
    ]
    expect(workingDays(rows, federalHolidays)).toEqual([
      '2021-11-22',
      '2021-11-23',
      '2021-11-24',
      '2021-11-26',
      '2021-11-29',
      '2021-11-30',
    ])
  })

  it('count each opening hour, and nothing outside of them', () => {
    const [all] = seriesOf(
      [
        row('2021-11-22', 7),
        row('2021-11-22', 8),
        row('2021-11-22', 16),
        row('2021-11-22', 17),
        row('2021-11-23', 9),
      ],
      { opens: 8, closes: 17 },
      federalHolidays,
      { closed: false, group: false },
    )
    expect(all?.days).toEqual([
      { day: '2021-11-22', counts: [1, 0, 0, 0, 0, 0, 0, 0, 1] },
      { day: '2021-11-23', counts: [0, 1, 0, 0, 0, 0, 0, 0, 0] },
    ])
  })

  it('takes the ten groups with most rows', () => {
    const rows = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: n + 1 }, () => row('2021-11-22', 9, `g${n}`)),
    ).flat()
    expect(topGroups([...rows, row('2021-11-22', 9)])).toEqual([
      'g11',
      'g10',
      'g9',
      'g8',
      'g7',
      'g6',
      'g5',
      'g4',
      'g3',
      'g2',
    ])
  })
})

const workday = (n: number) =>
  new Date(Date.UTC(2021, 0, 4 + Math.floor(n / 5) * 7 + (n % 5))).toISOString().slice(0, 10)
const days = (totals: readonly number[]): PastDay[] =>
  totals.map((total, n) => ({ day: workday(n), counts: [total, total] }))

describe('baselines', () => {
  it('look at the same weekday of last week and of the last four', () => {
    const history = days([
      1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 5, 0, 0, 0, 0,
    ])
    const [opening, second] = baselinesOf(history, workday(25), 'rest')
    expect(opening?.lastWeek.quantile(0.1)).toBe(10)
    expect(second?.lastWeek.quantile(0.9)).toBe(5)
    expect(opening?.mean4.quantile(0.5)).toBe(7)
    expect(opening?.poisson4.quantile(0.5)).toBe(7)
    expect(opening?.emp20.quantile(0.75)).toBe(0)
  })

  it('gives M4 the dispersion that the past has shown', () => {
    const [opening] = baselinesOf(
      days(Array.from({ length: 60 }, (_, n) => (Math.floor(n / 5) % 2 ? 40 : 80))),
      workday(60),
      'rest',
    )
    expect(opening?.M4.quantile(0.5)).toBeGreaterThan(110)
    expect((opening?.M4.quantile(0.9) ?? 0) - (opening?.M4.quantile(0.1) ?? 0)).toBeGreaterThan(80)
    expect(
      (opening?.poisson4.quantile(0.9) ?? 0) - (opening?.poisson4.quantile(0.1) ?? 0),
    ).toBeLessThan(35)
  })
})

describe('the protocol', () => {
  it('warms up for 5 days on a short file, else 20, and scores each hour of each day left', () => {
    expect([warmUp(29), warmUp(30)]).toEqual([5, 20])
    const { rest, single } = casesOf(
      { group: null, target: 'opened', days: days([5, 6, 7, 8, 9, 10, 11]) },
      Infinity,
    )
    expect(rest.map(({ day, hour, actual }) => [day, hour, actual])).toEqual([
      [0, 0, 20],
      [0, 1, 10],
      [1, 0, 22],
      [1, 1, 11],
    ])
    expect(single.map(({ day, hour, actual }) => [day, hour, actual])).toEqual([
      [0, 0, 10],
      [0, 0, 10],
      [0, 1, 10],
      [1, 0, 11],
      [1, 0, 11],
      [1, 1, 11],
    ])
    expect(
      casesOf({ group: null, target: 'opened', days: days([5, 6, 7, 8, 9, 10, 11]) }, 1).rest,
    ).toHaveLength(2)
  })

  it('sees nothing that is not over, and nothing older than 80 days', () => {
    const totals = Array.from({ length: 103 }, (_, n) => 20 + ((n * 7) % 13))
    const lossAt = (changed: number, hour: number) => {
      const series = days(totals.map((total, n) => (n === changed ? total + 9 : total)))
      return casesOf({ group: null, target: 'opened', days: series }, Infinity)
        .rest.filter((at) => at.day === 82 && at.hour === hour)
        .map(({ baselines }) => baselines)
    }
    // Day 102 is the 82nd scored; of its history day 21 is too old and day 22 is not.
    expect(lossAt(21, 0)).toEqual(lossAt(-1, 0))
    expect(lossAt(22, 0)).not.toEqual(lossAt(-1, 0))
  })

  it('averages TOP10 in units of each series, and compares with the best in hindsight', () => {
    const at = (loss: number, actual: number): Case => ({
      day: 0,
      hour: 0,
      actual,
      loss,
      inclusive: 1,
      strict: 0,
      mid: 0.5,
      baselines: {
        lastWeek: 9 * loss,
        mean4: 9 * loss,
        poisson4: 9 * loss,
        M4: 2 * loss,
        SES: 1.25 * loss,
        emp20: 3 * loss,
      },
    })
    const figures = figuresOf('TOP10', 'opened', [[at(10, 100)], [at(1, 2)], [at(1, 0)]], 8)
    expect(figures.loss).toBeCloseTo((0.1 + 0.5) / 2)
    expect(figures.skillVsBest).toBeCloseTo(0.2)
    expect(figures.skillVsM4).toBeCloseTo(0.5)
    expect(figures.coverage).toEqual({ inclusive: 1, strict: 0, mid: 0.5 })
    expect(Object.keys(figures)).toEqual([
      'name',
      'target',
      'days',
      'loss',
      'baselines',
      'skillVsBest',
      'skillVsM4',
      'coverage',
      'byHorizon',
    ])
    expect(figuresOf('ALL', 'opened', [[at(10, 100)]], 8).loss).toBe(10)
    expect(sum(Object.values(figures.byHorizon).map(({ loss }) => loss))).toBeCloseTo(figures.loss)
  })
})

describe('the clear time on a file', () => {
  /** Each day ten come at eight: five are closed in that hour, five in the next. */
  const days = workingDays([row('2026-01-05', 8), row('2026-03-06', 8)], { has: () => false })
  const rows: Row[] = days.flatMap((day) =>
    Array.from({ length: 10 }, (_, n) => ({
      opened: { day, hour: 8 },
      closed: { day, hour: n < 5 ? 8 : 9 },
      group: '',
    })),
  )
  const hours = { opens: 8, closes: 12 }
  const none = { has: () => false }

  it('asks only at the hours at which something waits, and finds when as many are finished', () => {
    const series = seriesOf(rows, hours, none, { closed: true, group: false })
    const [all, ...groups] = clearOnFile(rows, series, hours, Infinity)
    expect(groups).toEqual([])
    const scored = days.length - warmUp(days.length)
    expect(all).toMatchObject({ name: 'ALL', days: scored, forecasts: scored, reached: 1 })
    expect(all?.mid.counts).toBeGreaterThan(0.5)
    // Never closed by evening: what waits is not reached.
    const open = rows.map((one) => ({ ...one, closed: one.closed?.hour === 8 ? one.closed : null }))
    const late = seriesOf(open, hours, none, { closed: true, group: false })
    expect(clearOnFile(open, late, hours, 3)[0]).toMatchObject({ days: 3, reached: 0 })
  })

  it('says nothing where the file does not tell when items were closed', () => {
    const series = seriesOf(rows, hours, none, { closed: false, group: false })
    expect(clearOnFile(rows, series, hours, Infinity)).toEqual([])
  })
})
