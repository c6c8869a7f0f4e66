import { describe, expect, it } from 'vitest'
import {
  mappingSchema,
  type ImportColumn,
  type ImportReport,
  type RawMapping,
} from '../../server/contract/import.js'
import type { MappingRow } from '../../server/contract/rows.js'
import {
  dateReading,
  fitted,
  savedMappings,
  targetLines,
  unusedColumns,
  unusedFields,
  withColumn,
} from '../../web/views/import-mapping.js'
import {
  counts,
  reasons,
  refusedFile,
  refusedName,
  summary,
} from '../../web/views/import-result.js'
import {
  choose,
  madeType,
  makeRest,
  mergeWords,
  nameOf,
  newTypes,
  titled,
  undecided,
  withWords,
  wordProblems,
} from '../../web/views/import-types.js'
import { taskType, types } from '../support/floor.js'

const column = (name: string, more: Partial<ImportColumn> = {}): ImportColumn => ({
  name,
  samples: [`${name} 1`],
  filled: 9,
  distinct: 9,
  guess: null,
  dates: null,
  ...more,
})
const mapping = (raw: RawMapping) => mappingSchema.parse(raw)
const columns = [
  column('Case'),
  column('Kind'),
  column('Opened', { dates: 'ambiguous', samples: ['', '03/04/2026'] }),
  column('Closed', { dates: 'mdy' }),
  column('Zip'),
]
const base = mapping({
  columns: { title: 'Kind', type: 'Kind', reference: 'Case', createdAt: 'Opened' },
  titleMore: ['Zip'],
})
const fee = taskType('fee', {
  fields: [
    { id: 'amount', label: 'Amount', kind: 'money', required: false, unit: null, choices: [] },
  ],
})

describe('what a column means', () => {
  it('shows what is read into what, with samples, and what is wanting', () => {
    const lines = targetLines(
      columns,
      mapping({ columns: { type: 'Kind', 'fields.amount': 'Case' } }),
      [fee],
    )
    expect(lines[0]).toMatchObject({
      target: 'title',
      header: '',
      error: 'Choose the column that says what each task is.',
    })
    expect(lines[1]).toMatchObject({
      target: 'type',
      header: 'Kind',
      samples: ['Kind 1'],
      error: null,
    })
    expect(lines.at(-1)).toMatchObject({
      target: 'fields.amount',
      label: 'Amount',
      note: 'Fee',
      header: 'Case',
    })
    expect(unusedFields(base, [fee])).toEqual([{ id: 'amount', label: 'Amount', of: 'Fee' }])
  })
  it('needs no type column where all rows have one type', () => {
    const lines = targetLines(
      columns,
      mapping({ columns: { title: 'Kind' }, defaultType: 'permit' }),
      types,
    )
    expect(lines.find(({ target }) => target === 'type')?.error).toBeNull()
  })
  it('names the columns that do not come in', () => {
    expect(unusedColumns(columns, base).map(({ name }) => name)).toEqual(['Closed'])
  })
  it('forgets the words of a type column that is exchanged, and no others', () => {
    const worded = { ...base, types: { a: 'permit' }, createTypes: ['b'] }
    expect(withColumn(worded, 'type', 'Zip')).toMatchObject({ types: {}, createTypes: [] })
    expect(withColumn(worded, 'dueAt', 'Closed')).toMatchObject({
      types: { a: 'permit' },
      columns: { dueAt: 'Closed' },
    })
    expect(withColumn(worded, 'reference', '').columns).not.toHaveProperty('reference')
    expect(withColumn(worded, 'title', 'Zip').titleMore).toEqual([])
  })
  it('says when dates can be read both ways, with one of them', () => {
    expect(dateReading(columns, base)).toEqual({
      columns: ['Opened'],
      found: 'ambiguous',
      example: '03/04/2026',
    })
    expect(dateReading(columns, mapping({ columns: { dueAt: 'Closed' } }))).toMatchObject({
      found: 'mdy',
      example: null,
    })
    expect(dateReading(columns, mapping({ columns: {} })).found).toBeNull()
  })
})

describe('saved mappings', () => {
  const row = (id: string, saved: unknown): MappingRow => ({
    id,
    name: id,
    by: 'p',
    at: '2026-11-23T16:00:00.000Z',
    mapping: saved,
  })
  it('come fitting ones first; what cannot be read is not offered', () => {
    const saved = savedMappings(
      [
        row('b', { columns: { title: 'Gone', type: 'Kind' } }),
        row('a', base),
        row('c', { columns: 7 }),
      ],
      columns,
    )
    expect(saved.map((one) => [one.row.id, one.missing])).toEqual([
      ['a', []],
      ['b', ['Gone']],
    ])
  })
  it('lose what the file or the office no longer has', () => {
    const [saved] = savedMappings(
      [
        row('a', {
          columns: { title: 'Gone', type: 'Kind' },
          types: { x: 'permit', y: 'nowhere' },
          defaultType: 'nowhere',
        }),
      ],
      columns,
    )
    const map = new Map(types.map((type) => [type.id, type]))
    expect(saved && fitted(saved, map)).toMatchObject({
      columns: { type: 'Kind' },
      types: { x: 'permit' },
      defaultType: null,
    })
  })
  it('takes a type that was made since it was saved as the office’s own', () => {
    const made = row('a', { ...base, createTypes: ['PERMIT ', 'Graffiti'] })
    const [saved] = savedMappings([made], columns)
    const map = new Map(types.map((type) => [type.id, type]))
    expect(saved && fitted(saved, map).createTypes).toEqual(['Graffiti'])
  })
})

describe('words for types', () => {
  const report = {
    unknownTypes: [
      { value: 'POTHOLE REPAIR', rows: 7, guess: null },
      { value: 'Permits', rows: 2, guess: 'permit' },
    ],
    mapping: base,
  }
  const words = mergeWords([], report)
  it('takes a suggestion as a choice, and leaves the rest open', () => {
    expect(words.map(({ choice }) => choice.kind)).toEqual(['none', 'known'])
    expect(undecided(words)).toHaveLength(1)
    expect(withWords(base, words)).toMatchObject({ types: { Permits: 'permit' }, createTypes: [] })
  })
  it('keeps what was chosen when the file is looked at again', () => {
    const chosen = choose(words, 'Permits', { kind: 'new', name: 'Permits', minutes: '5' })
    const again = mergeWords(chosen, {
      unknownTypes: [{ value: 'permits', rows: 3, guess: 'permit' }],
      mapping: withWords(base, chosen),
    })
    expect(again.find(({ value }) => value === 'Permits')).toMatchObject({
      rows: 3,
      choice: { kind: 'new' },
    })
    expect(again).toHaveLength(2)
  })
  it('makes one type for all words that share a name', () => {
    const made = makeRest(words, '12')
    const two = choose(made, 'Permits', { kind: 'new', name: 'pothole repair', minutes: '9' })
    expect(newTypes(two, 'permits')).toEqual([
      {
        words: ['POTHOLE REPAIR', 'Permits'],
        input: { name: 'Pothole repair', standardMinutes: 12, requiredLevel: 0, team: 'permits' },
      },
    ])
    expect(withWords(base, two).createTypes).toEqual(['POTHOLE REPAIR', 'Permits'])
    expect(nameOf(two, 'POTHOLE REPAIR')).toBe('Pothole repair')
    expect(withWords(base, madeType(two, ['POTHOLE REPAIR', 'Permits'], 'pothole')).types).toEqual({
      'POTHOLE REPAIR': 'pothole',
      Permits: 'pothole',
    })
  })
  it('refuses a name that is taken, an empty one and minutes that are none', () => {
    const name = types[0]?.name ?? ''
    const wrong = (choice: { name: string; minutes: string }) =>
      wordProblems(choose(words, 'Permits', { kind: 'new', ...choice }), types).Permits
    expect(wrong({ name: name.toUpperCase(), minutes: '5' })).toContain('already')
    expect(wrong({ name: ' ', minutes: '5' })).toBe('Name the new type.')
    expect(wrong({ name: 'New', minutes: '0' })).toContain('standard minutes')
    expect(wrong({ name: 'New', minutes: '2,5' })).toBeUndefined()
  })
  it('does not shout', () => {
    expect([titled('STREET  LIGHT OUT'), titled('DMV'), titled('Noise - Residential')]).toEqual([
      'Street light out',
      'DMV',
      'Noise - Residential',
    ])
  })
})

describe('what came of it', () => {
  const report = {
    dryRun: false,
    rows: 10,
    created: 7,
    skipped: 1,
    leftOut: 0,
    refused: 2,
    columns: [column('Case'), column('Note'), column('Why refused')],
    refusedRows: [
      {
        line: 3,
        cells: ['1', '=HYPERLINK("http://x")', 'old reason'],
        why: 'Opened: no date; Kind: unknown',
      },
    ],
  } as unknown as ImportReport
  it('counts every row once', () => {
    expect(counts(report).map(({ label, rows }) => [label, rows])).toEqual([
      ['Created', 7],
      ['Skipped', 1],
      ['Refused', 2],
    ])
    expect(summary(report)).toBe('10 rows: 7 created, 1 skipped, 2 refused')
  })
  it('writes refused rows with the reason and without formulas', () => {
    const lines = refusedFile(report).replace('\ufeff', '').split('\r\n')
    expect(lines[0]).toBe('Case,Note,Why refused')
    expect(lines[1]).toBe(
      `1,"'=HYPERLINK(""http://x"")",Opened: no date; Kind: unknown`.replace(
        'Opened: no date; Kind: unknown',
        '"Opened: no date; Kind: unknown"',
      ),
    )
    expect(refusedName('boston.csv')).toBe('boston refused.csv')
    expect(refusedName('boston refused.csv')).toBe('boston refused.csv')
  })
  it('puts rows with one reason together', () => {
    const bad = ['2x', '3x', '3x'].map((text, at) => ({
      line: at + 2,
      column: 'Opened',
      reason: `“${text}” is not a date`,
    }))
    expect(reasons([...bad, { line: 9, column: 'Kind', reason: 'is blank' }])).toEqual([
      { column: 'Opened', reason: '“2x” is not a date', alike: 1, rows: 3, first: 2 },
      { column: 'Kind', reason: 'is blank', alike: 0, rows: 1, first: 9 },
    ])
  })
})
