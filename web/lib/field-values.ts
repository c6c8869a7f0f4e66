/** The fields of a task as text in a form, and back. */
import type { FieldRule, FieldValue } from '../../server/contract/rows.js'
import { valueWords } from '../../server/domain/checks.js'
import type { Times } from './times.js'
import { parseDay, parseWhen, showDay, showWhen } from './when.js'

export type FieldClock = { now: number; times: Times }
export type Parsed = { ok: true; value: FieldValue } | { ok: false; message: string }

const good = (value: FieldValue): Parsed => ({ ok: true, value })
const bad = (message: string): Parsed => ({ ok: false, message })

/** A value as the form shows it. A yes or no is "yes" or "". */
export function showField(
  rule: FieldRule,
  value: FieldValue | undefined,
  { now, times }: FieldClock,
): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : ''
  switch (rule.kind) {
    case 'money':
      return typeof value === 'number' ? value.toFixed(2) : value
    case 'computed':
      return typeof value === 'number'
        ? valueWords(value, rule.formula?.result ?? 'number')
        : String(value)
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
        ? showDay(value, now, times)
        : String(value)
    case 'datetime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
        ? showWhen(value, now, times)
        : String(value)
    default:
      return String(value)
  }
}

/** A field's text where it is only read: "$240.00", "2 lanes", "yes"; "" when it is not filled. */
export function fieldFact(rule: FieldRule, text: string): string {
  if (text === '') return rule.kind === 'check' ? 'no' : ''
  if (rule.kind === 'money') return `$${text}`
  return rule.unit && rule.kind !== 'check' ? `${text} ${rule.unit}` : text
}

/** What was typed, as the value to send; null empties the field. The message says what would be right. */
export function parseField(rule: FieldRule, text: string, { now, times }: FieldClock): Parsed {
  const said = text.trim()
  if (rule.kind === 'check') return good(said === 'yes')
  if (said === '') return good(null)
  switch (rule.kind) {
    case 'number':
    case 'money':
    case 'count':
      return parseNumber(rule.kind, said)
    case 'date': {
      const day = parseDay(said, now, times)
      return day ? good(day) : bad('A day, like 5 Dec or 12/5/2026')
    }
    case 'datetime': {
      const at = parseWhen(said, now, times, '09:00')
      return at ? good(at) : bad('A day and time, like 5 Dec 07:00')
    }
    case 'choice':
      return rule.choices.includes(said) ? good(said) : bad(`One of: ${rule.choices.join(', ')}`)
    case 'computed':
      return bad('Counted from other fields')
    case 'text':
      return good(said)
  }
}

function parseNumber(kind: 'number' | 'money' | 'count', said: string): Parsed {
  const plain = said
    .replace(/^\$\s*/, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
    .replace(/^−/, '-')
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) {
    return bad(
      kind === 'money'
        ? 'Digits only: 240.00'
        : kind === 'count'
          ? 'A whole number: 12'
          : 'Digits only: 12.5',
    )
  }
  const value = Number(plain)
  if (kind === 'count' && (!Number.isInteger(value) || value < 0))
    return bad('A whole number, 0 or more')
  return good(kind === 'money' ? Math.round(value * 100) / 100 : value)
}
