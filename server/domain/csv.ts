/** Tables as CSV (RFC 4180) that a spreadsheet opens as text and never runs. */

export type CsvCell = string | number | boolean | null | undefined

/** A cell that begins so is a formula to Excel, LibreOffice or Google Sheets; full-width signs too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/
const NEUTRALISED = /^'+\s*[=+\-@\t\r\n＝＋－＠]/

const isFormula = (text: string) =>
  (FORMULA.test(text) || FORMULA.test(text.trimStart())) && !PLAIN_NUMBER.test(text)

/** Puts an apostrophe before what a spreadsheet would run; numbers stay numbers. */
export const neutralise = (text: string) =>
  isFormula(text) || NEUTRALISED.test(text) ? `'${text}` : text

/** Takes back what `neutralise` did. */
export const denature = (text: string) => (NEUTRALISED.test(text) ? text.slice(1) : text)

function cellOf(value: CsvCell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? neutralise(value) : String(value)
  return /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const BOM = '\ufeff'

/** Comma separated, CRLF ended, with the mark by which spreadsheets know UTF-8. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  BOM + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
