import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { StandardRow } from '../../server/contract/desk-rows.js'
import { totalLines, totalsCsv, totalsFile, type DayTotals } from '../../web/views/day-totals.js'
import {
  leftOutWords,
  rangeScale,
  ownLines,
  versionLines,
  type Proposal,
} from '../../web/views/standard-words.js'

const sum = (label: string, kind: 'money' | 'count', tasks: number, amount: number) => ({
  field: label.toLowerCase(),
  label,
  kind,
  unit: kind === 'count' ? 'pieces' : null,
  tasks,
  sum: amount,
})
const totals: DayTotals = {
  team: 'pay',
  day: '2026-11-23',
  tasks: 3,
  standardMinutes: 96,
  types: [
    {
      type: 'batch',
      name: 'Batch',
      tasks: 2,
      standardMinutes: 90,
      fields: [
        sum('Fee', 'money', 2, -1204.5),
        sum('Items', 'count', 1, 1300),
        sum('Stamps', 'count', 0, 0),
      ],
    },
    { type: 'odd', name: '=cmd|x', tasks: 1, standardMinutes: 6, fields: [] },
  ],
}

describe('day totals', () => {
  it('have a line a type and, under it, one a field', () => {
    expect(
      totalLines(totals).map(({ name, tasks, work, sum: amount }) => [name, tasks, work, amount]),
    ).toEqual([
      ['Batch', '2', '1 h 30', ''],
      ['Fee', '2', '', '−$1,204.50'],
      ['Items', '1', '', '1,300 pieces'],
      ['Stamps', '0', '', 'none'],
      ['=cmd|x', '1', '6 min', ''],
    ])
  })

  it('stand against the daily counts of the team, also where nothing was finished', () => {
    const counts: Record<string, number> = { batch: 5, odd: 1, plan: 4 }
    const countOf = (type: string) => counts[type] ?? null
    const counted = [
      { type: 'batch', name: 'Batch' },
      { type: 'plan', name: 'Plan' },
    ]
    const said = (over: boolean) =>
      totalLines(totals, { countOf, over }, counted)
        .filter(({ field }) => !field)
        .map(({ name, tasks, count, missed }) => [name, tasks, count, missed])
    expect(said(false)).toEqual([
      ['Batch', '2', 'of 5, 3 to go', false],
      ['=cmd|x', '1', 'of 1, reached', false],
      ['Plan', '0', 'of 4, 4 to go', false],
    ])
    expect(said(true)[0]).toEqual(['Batch', '2', 'of 5, 3 short', true])
    const file = totalsCsv(
      [totals],
      () => 'Pay',
      () => ({ countOf, counted }),
    )
    const rows: string[][] = parse(file, { bom: true, record_delimiter: '\r\n' })
    expect(rows.filter(([, , , field]) => field === '').map((row) => [row[2], row[8]])).toEqual([
      ['Batch', '5'],
      ["'=cmd|x", '1'],
      ['Plan', '4'],
    ])
  })

  it('are numbers in a file, and names that no spreadsheet runs', () => {
    const rows = parse(
      totalsCsv([totals], () => '+Payments'),
      { bom: true, record_delimiter: '\r\n' },
    )
    expect(rows).toEqual([
      ['Day', 'Team', 'Type', 'Field', 'Unit', 'Tasks', 'Standard minutes', 'Sum', 'Daily count'],
      ['2026-11-23', "'+Payments", 'Batch', '', '', '2', '90', '', ''],
      ['2026-11-23', "'+Payments", 'Batch', 'Fee', '$', '2', '', '-1204.50', ''],
      ['2026-11-23', "'+Payments", 'Batch', 'Items', 'pieces', '1', '', '1300', ''],
      ['2026-11-23', "'+Payments", 'Batch', 'Stamps', 'pieces', '0', '', '0', ''],
      ['2026-11-23', "'+Payments", "'=cmd|x", '', '', '1', '6', '', ''],
    ])
    expect([totalsFile('2026-11-23', 'Clerical pool'), totalsFile('2026-11-23', null)]).toEqual([
      'day-totals-clerical-pool-2026-11-23.csv',
      'day-totals-all-teams-2026-11-23.csv',
    ])
  })
})

describe('a standard in words', () => {
  const row = (version: number, more: Partial<StandardRow> = {}): StandardRow => ({
    id: `batch/${version}`,
    type: 'batch',
    team: 'pay',
    version,
    from: '2026-11-23T16:00:00.000Z',
    by: 'lee',
    reason: 'Measured',
    standardMinutes: 20,
    dailyCount: null,
    measured: null,
    ...more,
  })
  const told = { nameOf: () => 'Lee', teamName: () => 'Payments', when: () => '9:00' }

  it('lists versions newest first, each with what it changed', () => {
    const measured = { median: 21.5, low: 9, high: 48, n: 120 }
    const rows = [
      row(1, { was: 25, measured }),
      row(10, { was: 20, dailyCount: 12 }),
      row(9, { withheld: true }),
      row(1, { id: 'x/1', type: 'x' }),
    ]
    expect(versionLines(rows, 'batch', told)).toMatchObject([
      { minutes: '20 min', daily: '12 a day', measured: '' },
      { measured: 'not shown, since it rests on few people' },
      {
        minutes: '25 → 20 min',
        daily: 'no daily count',
        measured: '21.5 min, 8 in 10 between 9 and 48 min (120 tasks)',
      },
    ])
  })

  it('says whose they are, and what changed of when work is due', () => {
    const days = (count: number, citation: string | null = null) =>
      ({ count, unit: 'businessDays', citation }) as const
    const later = '2026-11-24T16:00:00.000Z'
    const rows = [
      row(1, { due: days(4, 'Our goal'), dueWas: null }),
      row(2, { due: null, dueWas: days(4), steps: [{ name: 'Answered', due: days(1) }] }),
      row(1, { id: 'batch@pay/1', forTeam: 'pay', lifted: true, from: later }),
    ]
    expect(versionLines(rows, 'batch', told)).toMatchObject([
      { whose: 'Payments', daily: 'as the type has it', due: '' },
      {
        whose: '',
        due: 'no due time, before: 4 business days; Answered: due after 1 business day',
      },
      { due: 'due after 4 business days (Our goal), before: no due time' },
    ])
    const teams = {
      z: { standardMinutes: 8, dailyCount: 30, due: null },
      a: { standardMinutes: 9.5, dailyCount: null },
    }
    expect(ownLines({ teams }, (team) => team.toUpperCase())).toEqual([
      { team: 'a', name: 'A', words: '9.5 min, no daily count' },
      { team: 'z', name: 'Z', words: '8 min, 30 a day, no due time' },
    ])
  })

  it('says what the measure leaves out', () => {
    const of = (noTiming: number) => leftOutWords({ noTiming, days: 90 } as Proposal)
    expect(of(0)).toBe('Finished in the last 90 days.')
    expect(of(1)).toBe('Finished in the last 90 days; 1 task without timing is left out.')
    expect(of(4)).toBe('Finished in the last 90 days; 4 tasks without timing are left out.')
  })

  it('draws the range and the standard on one line', () => {
    expect(rangeScale({ median: 20, low: 10, high: 40, n: 30 }, 50)).toEqual({
      max: 60,
      from: (10 / 60) * 100,
      to: (40 / 60) * 100,
      median: (20 / 60) * 100,
      present: (50 / 60) * 100,
    })
    expect(rangeScale({ median: 4, low: 1, high: 9, n: 30 }, 5).max).toBe(10)
  })
})
