import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { denature, neutralise, toCsv } from '../../server/domain/csv.js'

describe('exported cells', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ['-5', '-5'],
    ['+3.25', '+3.25'],
    ["O'Brien", "O'Brien"],
    ["'tis", "'tis"],
    ['a=b', 'a=b'],
    ['', ''],
  ])('%j becomes %j', (text, safe) => {
    expect(neutralise(text)).toBe(safe)
    expect(denature(safe)).toBe(text)
  })

  it('never begin a formula, and come back as they were', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...`=+-@'\t "a1,;\r\n`) }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const safe = neutralise(text)
        expect(/^[\s]*[=@＝]/.test(safe)).toBe(false)
        expect(denature(safe)).toBe(text)
      }),
    )
  })

  it('survive a round trip through a CSV reader', () => {
    const cells = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom(...`ab=,"'\r\n;é `) }), {
        minLength: 2,
        maxLength: 2,
      }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(cells, (rows) => {
        const records = parse(toCsv(rows), { bom: true, record_delimiter: '\r\n' })
        expect(records.map((record) => record.map(denature))).toEqual(rows)
      }),
    )
  })

  it('have the mark by which spreadsheets know UTF-8, and CRLF ends', () => {
    expect(
      toCsv([
        ['a', 1, null, true],
        ['ü, "x"', undefined, -2, false],
      ]),
    ).toBe('\ufeffa,1,,true\r\n"ü, ""x""",,-2,false\r\n')
  })
})
