import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { denver311 } from '../../db/offices/denver-311.js'
import type { RawMapping } from '../../server/contract/import.js'
import { ColumnCounter } from '../../server/domain/import/columns.js'
import { guessColumns } from '../../server/domain/import/guess.js'
import { office } from '../support/floor.js'
import { Trial } from '../support/import-trial.js'

const data = new URL('../support/files/', import.meta.url)

let trial: Trial
beforeEach(() => void (trial = new Trial()))

describe('guessing', () => {
  const atDenver = { office: { ...office, timeZone: 'America/New_York' }, words: denver311 }

  const boston: RawMapping['columns'] = {
    reference: 'case_enquiry_id',
    createdAt: 'open_dt',
    dueAt: 'target_dt',
    finishedAt: 'closed_dt',
    status: 'case_status',
    type: 'type',
    title: 'type',
    outcome: 'closure_code',
    channel: 'source',
  }
  const newYork: RawMapping['columns'] = {
    reference: 'Unique Key',
    createdAt: 'Created Date',
    dueAt: 'Due Date',
    finishedAt: 'Closed Date',
    status: 'Status',
    type: 'Complaint Type',
    title: 'Complaint Type',
    outcome: 'Resolution Description',
    channel: 'Open Data Channel Type',
  }

  it('reads Boston’s export', async () => {
    const report = await trial.dry(readFileSync(new URL('boston-style.csv', data)), null, atDenver)
    expect(report.mapping.columns).toMatchObject(boston)
    expect(report.mapping.titleMore).toEqual(['neighborhood'])
    expect(report.notes).toEqual([])
    const all = await trial.dry(
      readFileSync(new URL('boston-style.csv', data)),
      { ...report.mapping, defaultType: 'pothole' },
      atDenver,
    )
    expect(all).toMatchObject({ rows: 60, created: 60, refused: 0 })
    expect(all.preview[0]).toMatchObject({ line: 2, type: 'pothole' })
  })

  it('keeps the reference where some rows are there twice, so that they are skipped and not doubled', async () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'a'].map((one) => `${one},Permit,Title of ${one}`)
    const report = await trial.dry(`Reference,Type,Title\n${rows.join('\n')}\n`)
    expect(report.mapping.columns.reference).toBe('Reference')
    expect(report).toMatchObject({ created: 5, skipped: 1 })
    const same = await trial.dry('Reference,Type,Title\nA,Permit,x\nA,Permit,y\nA,Permit,z\n')
    expect(same.mapping.columns.reference).toBeUndefined()
    const numbers = ['1', '2', '3', '4', '5', '1'].map((one) => `${one},Permit,Title of ${one}`)
    const vague = await trial.dry(`No,Type,Title\n${numbers.join('\n')}\n`)
    expect(vague.mapping.columns.reference).toBeUndefined()
  })

  it('speaks of one row as of one', async () => {
    const report = await trial.dry(`Type,Title\nPermit,${'x'.repeat(300)}\n`)
    expect(report.notes).toContain('1 row has a text that is too long; it is shortened.')
  })

  it('keeps the reference of a file with more rows than different values are counted', () => {
    const counter = new ColumnCounter(['Reference'])
    for (let row = 0; row < 205_000; row++) counter.look([`R${row}`])
    expect(guessColumns(counter.profiles(), { types: [], teams: [] })).toEqual({
      reference: 'Reference',
    })
  })

  it('reads a big city’s export of 41 columns, American dates and all', async () => {
    const bytes = readFileSync(new URL('forty-one-columns.csv', data))
    const report = await trial.dry(bytes, null, atDenver)
    expect(report.columns).toHaveLength(41)
    expect(report.mapping.columns).toEqual(newYork)
    expect(report.mapping.titleMore).toEqual(['Descriptor', 'Incident Address'])
    const all = await trial.dry(
      bytes,
      { ...report.mapping, createTypes: report.unknownTypes.map(({ value }) => value) },
      atDenver,
    )
    expect(all).toMatchObject({
      rows: 16,
      created: 16,
      refused: 0,
      notes: ['4 rows have a text that is too long; it is shortened.'],
    })
    expect(all.preview[0]).toMatchObject({
      title: 'Noise - Residential, Loud Music/Party, 100 EXAMPLE STREET',
      type: null,
      typeName: 'Noise - Residential',
      reference: '90000001',
      channel: 'phone',
      createdAt: '2019-01-13T18:00:00.000Z',
      finishedAt: '2019-01-14T18:00:00.000Z',
      dueAt: '2019-01-20T05:00:00.000Z',
    })
    expect(
      all.preview.filter(({ finishedAt }) => finishedAt === null).map(({ line }) => line),
    ).toEqual([8, 13])
  })

  it.each([
    ['boston311_2011_oct_4weeks.csv', 9_386, boston],
    ['nyc311_100_rows.csv', 100, newYork],
  ])(
    '%s, where it is at hand, imports whole',
    async (name, rows, columns) => {
      const path = new URL(`../../../shared/data/${name}`, import.meta.url)
      if (!existsSync(path)) return
      const bytes = readFileSync(path)
      const guess = await trial.dry(bytes, null, atDenver)
      expect(guess.mapping.columns).toMatchObject(columns)
      const createTypes = guess.unknownTypes.map(({ value }) => value)
      const report = await trial.real(bytes, { ...guess.mapping, createTypes }, {}, atDenver)
      expect(report).toMatchObject({
        rows,
        created: rows,
        refused: 0,
        skipped: 0,
        leftOut: 0,
        bad: [],
      })
      expect(trial.calls.filter((call) => call.name === 'type.save')).toHaveLength(
        createTypes.length,
      )
    },
    60_000,
  )

  it.each([
    [
      'Subject,Request Type,Received,Deadline,Name,Comments',
      {
        title: 'Subject',
        type: 'Request Type',
        createdAt: 'Received',
        dueAt: 'Deadline',
        requester: 'Name',
        note: 'Comments',
      },
    ],
    [
      'summary,category,dateOpened,dueBy,contactName,details',
      {
        title: 'summary',
        type: 'category',
        createdAt: 'dateOpened',
        dueAt: 'dueBy',
        requester: 'contactName',
        note: 'details',
      },
    ],
  ])('by the names that other systems use: %s', async (header, columns) => {
    const rows = [
      'Fence,Permit,11/02/2026,11/23/2026,Ann Lee,Two lines',
      'Shed,Permit,11/03/2026,11/24/2026,Bo Ray,None',
      'Deck,Mail,11/04/2026,11/25/2026,Cy Tan,Ask',
    ]
    expect((await trial.dry([header, ...rows].join('\n'))).mapping.columns).toEqual(columns)
  })

  it('takes a column for a team only where its words are teams, for a field only where it holds one', async () => {
    const at = async (team: string, count: string) =>
      (
        await trial.dry(
          `title,department,dollars,count\nA,${team},10.50,${count}\nB,${team},11,${count}\n`,
        )
      ).mapping.columns
    expect(await at('Permits', '3')).toEqual({
      title: 'title',
      team: 'department',
      'fields.dollars': 'dollars',
      'fields.count': 'count',
    })
    expect(await at('PWDx', 'many')).toEqual({ title: 'title', 'fields.dollars': 'dollars' })
  })

  it('says what a person must know', async () => {
    const { notes, columns } = await trial.dry('Due,Subject\n04/05/2026,A\n05/06/2026,B\n')
    expect(notes).toEqual([
      'No column is a reference, so rows that are imported twice become two tasks.',
      '“Due” can be read month first or day first (04/05/2026); it is read month first.',
    ])
    expect(columns).toMatchObject([
      { name: 'Due', guess: 'dueAt', dates: 'ambiguous', filled: 2, distinct: 2 },
      { name: 'Subject', guess: 'title', dates: null },
    ])
  })

  it('reads a doubtful column like the file’s other dates', async () => {
    const report = await trial.dry(
      'Opened,Due,Subject\n25/01/2026 09:00,04/02/2026,A\n26/01/2026 09:00,05/02/2026,B\n',
      { columns: { title: 'Subject', createdAt: 'Opened', dueAt: 'Due' }, defaultType: 'mail' },
    )
    expect(report.preview[0]).toMatchObject({
      createdAt: '2026-01-25T16:00:00.000Z',
      dueAt: '2026-02-05T00:00:00.000Z',
    })
    expect(report.notes).toContain(
      '“Due” can be read month first or day first (04/02/2026); it is read day first.',
    )
  })
})
