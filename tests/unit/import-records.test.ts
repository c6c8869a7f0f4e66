import { describe, expect, it } from 'vitest'
import { parseFile } from '../../server/core/importing/records.js'
import { Refusal } from '../../server/core/refusal.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const text = 'Title,Who\nPermiso año,Zoë\n'
const cellsOf = async (bytes: Uint8Array) =>
  (await parseFile(bytes)).records.map(({ cells }) => cells)
const why = async (bytes: Uint8Array) => {
  try {
    await parseFile(bytes)
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
  throw new Error('was read')
}

describe('encodings', () => {
  it.each([
    ['utf-8', utf8(text)],
    ['utf-8', utf8(`\ufeff${text}`)],
    ['utf-16le', utf16(`\ufeff${text}`)],
    ['utf-16be', utf16(`\ufeff${text}`, true)],
    ['utf-16le', utf16(text)],
    ['utf-16be', utf16(text, true)],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', async (encoding, bytes) => {
    const file = await parseFile(bytes)
    expect(file.encoding).toBe(encoding)
    expect(file.names).toEqual(['Title', 'Who'])
    expect(file.records).toEqual([{ line: 2, cells: ['Permiso año', 'Zoë'] }])
  })

  it('reads the curly quotes and the euro of Windows', async () => {
    const bytes = Buffer.concat([utf8('a\n'), Buffer.from([0x93, 0x80, 0x94, 0x0a])])
    expect(await cellsOf(bytes)).toEqual([['“€”']])
  })
})

describe('what is no CSV', () => {
  const noise = (length: number) =>
    Buffer.from(Array.from({ length }, (_, at) => (at * 97 + (at >> 3)) % 256))
  it.each([
    [
      'a workbook',
      Buffer.concat([Buffer.from('PK\x03\x04'), noise(4000)]),
      'a workbook or a zipped file, not a CSV',
    ],
    [
      'an old workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise(4000)]),
      'a workbook or a document, not a CSV',
    ],
    ['a PDF', utf8('%PDF-1.7\nTitle,Who\n1,2\n'), 'a PDF, not a CSV'],
    [
      'a picture',
      Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), noise(4000)]),
      'not text, so it is no CSV',
    ],
  ])('says of %s what to do', async (_what, bytes, words) => {
    const said = await why(bytes)
    expect(said.message).toContain(words)
    expect(said.message).toContain('save it as CSV')
    expect(said.problems).toEqual([{ path: 'file', message: said.message }])
  })

  it('lets a stray character be the fault of its row', async () => {
    expect(await cellsOf(utf8('Title\na\u0000b\n'))).toEqual([['a\u0000b']])
  })
})

describe('layouts', () => {
  it.each([',', ';', '\t', '|'])('cells parted by %j', async (delimiter) => {
    const rows = [
      ['Title', 'Notes', 'Due'],
      ['Fence', 'a, b; c', '1'],
      ['Shed', 'x | y', '2'],
    ]
    const quoted = rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join('\n')
    const file = await parseFile(utf8(quoted))
    expect(file.delimiter).toBe(delimiter)
    expect(file.records.map(({ cells }) => cells)).toEqual(rows.slice(1))
  })

  it('takes a spreadsheet’s own note of the delimiter', async () => {
    const file = await parseFile(utf8('sep=;\r\nTitle;Who, where\r\nFence;Zoë\r\n'))
    expect(file).toMatchObject({
      delimiter: ';',
      names: ['Title', 'Who, where'],
      records: [{ line: 3 }],
    })
  })

  it.each(['\n', '\r\n', '\r'])(
    'counts physical lines ended by %j, through quotes and blank lines',
    async (end) => {
      const file = await parseFile(
        utf8(['a,b', '1,"x', 'y ""z"""', '', ',', '3,4', '5,6'].join(end)),
      )
      expect(file.records).toEqual([
        { line: 2, cells: ['1', `x${end}y "z"`] },
        { line: 6, cells: ['3', '4'] },
        { line: 7, cells: ['5', '6'] },
      ])
    },
  )

  it('bears quotation marks inside a cell, missing cells at the end, mixed ends', async () => {
    const file = await parseFile(utf8('a,b,c\r\nBob "The" X,2\n3\r4,5,6'))
    expect(file.records).toEqual([
      { line: 2, cells: ['Bob "The" X', '2'] },
      { line: 3, cells: ['3'] },
      { line: 4, cells: ['4', '5', '6'] },
    ])
  })

  it('reads records that lie across the slices it works in', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => `${n},"${'é"",\n'.repeat(n % 30)}"`)
    const file = await parseFile(utf8(`n,x\r\n${rows.join('\r\n')}\r\n`))
    expect(file.records).toHaveLength(5_000)
    expect(file.records.at(-1)?.cells[0]).toBe('4999')
    const lines = rows
      .slice(0, -1)
      .join('\r\n')
      .split(/\r\n|\n/).length
    expect(file.records.at(-1)?.line).toBe(lines + 2)
  })
})

describe('what cannot be read is told', () => {
  it.each([
    ['', 'The file is empty.'],
    ['\ufeff \n\n', 'The file is empty.'],
    ['a,b\n', 'The file has a header and no rows below it.'],
    ['a,,c\n1,2,3\n', 'Column 2 has no name in the first row.'],
    ['Due,Title, due\n1,2,3\n', 'Columns 1 and 3 are both called “due”.'],
    [
      'a,b\n1,2\n3,"x\n4,5\n',
      'A quotation mark in the record that begins on line 3 is never closed.',
    ],
  ])('%j', async (content, message) => {
    expect(await why(utf8(content))).toMatchObject({
      code: 'invalid_input',
      message,
      problems: [{ path: 'file', message }],
    })
  })

  it('a nameless column at the end with nothing in it is left away', async () => {
    expect((await parseFile(utf8('a,b,,\n1,2,,\n'))).names).toEqual(['a', 'b'])
  })
})
