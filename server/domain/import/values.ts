/** Turning one cell into what a task has: a type, a team, a priority, a field's value. */
import type { DateOrder, Mapping } from '../../contract/import.js'
import type {
  Channel,
  FieldRule,
  FieldValue,
  Priority,
  TaskTypeRow,
  TeamRow,
} from '../../contract/rows.js'
import { officeDay } from '../due.js'
import { readDate, toInstant } from './dates.js'
import { channelWords, priorityWords } from './synonyms.js'
import { plain, sameAs } from './words.js'

/** A value, or why there is none. */
export type Read<T> = { value: T } | { reason: string }

/** A mapping's words, as words are compared. */
export const byWord = <T>(map: Readonly<Record<string, T>>) =>
  new Map(Object.entries(map).map(([key, value]) => [sameAs(key), value]))

export type TypeFound =
  | { kind: 'known'; type: TaskTypeRow }
  /** Will be made under this name before the rows are. */
  | { kind: 'made'; name: string }
  | { kind: 'unknown' }
  | { kind: 'gone'; id: string }

/** Looks types up: the mapping's word first, then the office's own names, then the default. */
export class TypeFinder {
  readonly #mapped: Map<string, string>
  readonly #made: Map<string, string>
  readonly #byId: Map<string, TaskTypeRow>
  readonly #byName: Map<string, TaskTypeRow>
  readonly #default: string | null

  constructor(mapping: Mapping, types: readonly TaskTypeRow[]) {
    const active = types.filter((type) => type.active)
    this.#mapped = byWord(mapping.types)
    this.#made = new Map(mapping.createTypes.map((name) => [sameAs(name), name]))
    this.#byId = new Map(active.map((type) => [type.id, type]))
    this.#byName = new Map(
      active.flatMap((type) => [
        [sameAs(type.id), type] as const,
        [sameAs(type.name), type] as const,
      ]),
    )
    this.#default = mapping.defaultType
  }

  find(word: string): TypeFound {
    const key = sameAs(word)
    const mapped = key === '' ? undefined : this.#mapped.get(key)
    if (mapped !== undefined) return this.#known(mapped)
    const named = this.#byName.get(key)
    if (named) return { kind: 'known', type: named }
    const made = this.#made.get(key)
    if (made !== undefined) return { kind: 'made', name: made }
    return this.#default === null ? { kind: 'unknown' } : this.#known(this.#default)
  }

  #known(id: string): TypeFound {
    const type = this.#byId.get(id)
    return type ? { kind: 'known', type } : { kind: 'gone', id }
  }
}

export class TeamFinder {
  readonly #mapped: Map<string, string>
  readonly #known: Map<string, string>

  constructor(mapping: Mapping, teams: readonly TeamRow[]) {
    this.#mapped = byWord(mapping.teams)
    this.#known = new Map(
      teams.flatMap(({ id, name }) => [[sameAs(name), id] as const, [sameAs(id), id] as const]),
    )
  }

  find(word: string): Read<string> {
    const id = this.#mapped.get(sameAs(word)) ?? this.#known.get(sameAs(word))
    if (id !== undefined && [...this.#known.values()].includes(id)) return { value: id }
    return { reason: `there is no team called “${word}”; choose which one it is` }
  }
}

export function readPriority(word: string, mapped: ReadonlyMap<string, Priority>): Read<Priority> {
  const value = mapped.get(sameAs(word)) ?? priorityWords.get(plain(word))
  return value
    ? { value }
    : { reason: `“${word}” is no priority; choose urgent, high, normal or low for it` }
}

/** A way that is not known is kept as `import`: it decides nothing. */
export function readChannel(word: string, mapped: ReadonlyMap<string, Channel>): Channel {
  const known = mapped.get(sameAs(word))
  if (known) return known
  const words = new Set(plain(word).split(' '))
  return channelWords.find(([telling]) => words.has(telling))?.[1] ?? 'import'
}

const YES = new Set(['yes', 'y', 'true', 't', '1', 'x', 'on', 'checked'])
const NO = new Set(['no', 'n', 'false', 'f', '0', 'off', 'unchecked'])

export type FieldPlace = { order: DateOrder; timeZone: string; opens: string }

/** A cell as the value of a type's field. */
export function readField(rule: FieldRule, text: string, place: FieldPlace): Read<FieldValue> {
  switch (rule.kind) {
    case 'number':
    case 'money':
    case 'count':
      return readNumber(rule, text)
    case 'check':
      if (YES.has(sameAs(text))) return { value: true }
      return NO.has(sameAs(text))
        ? { value: false }
        : { reason: `${rule.label} must be yes or no, not “${text}”` }
    case 'choice': {
      const value = rule.choices.find((choice) => sameAs(choice) === sameAs(text))
      return value
        ? { value }
        : { reason: `${rule.label} must be one of: ${rule.choices.join(', ')}` }
    }
    case 'date':
    case 'datetime':
      return readWhen(rule, text, place)
    case 'computed':
      return { reason: `${rule.label} is counted from other fields` }
    case 'text':
      return { value: text }
  }
}

function readNumber(rule: FieldRule, text: string): Read<FieldValue> {
  const negative = /^\(.*\)$/.test(text)
  const digits = text.replace(/[()$\s]/g, '').replace(/,(?=\d{3}(\D|$))/g, '')
  const value = Number(digits) * (negative ? -1 : 1)
  if (digits === '' || !Number.isFinite(value))
    return { reason: `${rule.label} must be a number, not “${text}”` }
  if (rule.kind === 'count' && (!Number.isInteger(value) || value < 0)) {
    return { reason: `${rule.label} must be a whole number, 0 or more, not “${text}”` }
  }
  return { value }
}

function readWhen(
  rule: FieldRule,
  text: string,
  { order, timeZone, opens }: FieldPlace,
): Read<FieldValue> {
  const read = readDate(text, order)
  if (!read.ok) return { reason: read.reason }
  if (rule.kind === 'datetime') return { value: toInstant(read.date, timeZone, opens) }
  if (read.date.offset === null) return { value: read.date.day }
  return { value: officeDay(toInstant(read.date, timeZone, opens), timeZone).day }
}
