/** From a file's bytes to text: which encoding, which delimiter. */
import type { ImportReport } from '../../contract/import.js'

export type Encoding = ImportReport['file']['encoding']
export type Delimiter = ImportReport['file']['delimiter']

const SAMPLE = 64 * 1024

/**
 * By its mark; without one UTF-16 by its zero bytes, UTF-8 if every byte fits, else Windows-1252,
 * in which any bytes are text.
 */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const encoding = marked(bytes) ?? zeroed(bytes)
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), encoding }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: ofWindows(bytes), encoding: 'windows-1252' }
  }
}

const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const TO_CSV = 'Open it in the program that made it, save it as CSV, and choose that file.'
const others: readonly { begins: Uint8Array; what: string }[] = [
  { begins: ascii('PK\x03\x04'), what: 'a workbook or a zipped file' },
  { begins: ascii('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), what: 'a workbook or a document' },
  { begins: ascii('%PDF-'), what: 'a PDF' },
]

/** More of its characters than this are none that text has: it is something else. */
const MOST_CONTROLS = 0.02

/** Why these bytes are no text, as a sentence; null when they may be. A stray character is the row's own fault. */
export function whyNoText(bytes: Uint8Array, text: string): string | null {
  const other = others.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte))
  if (other) return `The file is ${other.what}, not a CSV. ${TO_CSV}`
  const sample = text.slice(0, SAMPLE)
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001f\u007f]/g)?.length ?? 0
  return controls > sample.length * MOST_CONTROLS && controls > 8
    ? `The file is not text, so it is no CSV. ${TO_CSV}`
    : null
}

/** What Windows-1252 has at 0x80 to 0x9f. Node 20 decodes that range as if it were Latin-1. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const ofWindows = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => WINDOWS[char.charCodeAt(0) - 0x80] ?? char)

function marked(bytes: Uint8Array): Encoding | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** Text of mostly Latin letters has every other byte zero in UTF-16, and none in UTF-8. */
function zeroed(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, SAMPLE)
  let even = 0
  let odd = 0
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const many = sample.length / 4
  if (odd > many && even < odd / 10) return 'utf-16le'
  return even > many && odd < even / 10 ? 'utf-16be' : null
}

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']

/** `sep=;` in the first line is a spreadsheet's own note and not a row. */
const NOTE = /^sep=([,;\t|])\r?\n/i

export function findDelimiter(text: string): { delimiter: Delimiter; skip: number } {
  const note = NOTE.exec(text)
  if (note) return { delimiter: note[1] as Delimiter, skip: note[0].length }
  const counts = delimiters.map((delimiter) => ({
    delimiter,
    score: evenness(text.slice(0, SAMPLE), delimiter),
  }))
  return { delimiter: counts.sort((a, b) => b.score - a.score)[0]?.delimiter ?? ',', skip: 0 }
}

/** Cells beyond the first, where the first records agree on how many there are. */
function evenness(text: string, delimiter: string): number {
  const counts: number[] = []
  let quoted = false
  let count = 0
  let any = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    if (quoted) continue
    if (char === delimiter) count++
    if (char !== '\n' && char !== '\r') any = true
    else if (any) {
      counts.push(count)
      count = 0
      any = false
    }
    if (counts.length === 20) break
  }
  const header = counts[0] ?? count
  const agreeing = counts.filter((one) => one === header).length / Math.max(1, counts.length)
  return header * agreeing
}
