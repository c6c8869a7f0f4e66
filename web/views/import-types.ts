/** The file's words for types, and what becomes of each. */
import type { RawInput } from '../../server/contract/commands.js'
import type { ImportReport, Mapping } from '../../server/contract/import.js'
import type { TaskTypeRow } from '../../server/contract/rows.js'
import { numberOf } from './due-form.js'

export type TypeChoice =
  | { kind: 'known'; type: string; suggested: boolean }
  /** `minutes` as typed. */
  | { kind: 'new'; name: string; minutes: string }
  /** Its rows take the type for all others, or are refused. */
  | { kind: 'none' }

export type TypeWord = {
  value: string
  /** Null: known from a saved mapping, and not counted. */
  rows: number | null
  choice: TypeChoice
}

/** As one, however it is spaced: the server folds white space in a type's name. */
export const folded = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
const same = (a: string, b: string) => folded(a) === folded(b)

function remembered(mapping: Mapping): TypeWord[] {
  return [
    ...Object.entries(mapping.types).map(([value, type]): TypeWord => ({
      value,
      rows: null,
      choice: { kind: 'known', type, suggested: false },
    })),
    ...mapping.createTypes.map((value): TypeWord => ({
      value,
      rows: null,
      choice: { kind: 'new', name: value, minutes: String(mapping.createMinutes) },
    })),
  ]
}

/** The words so far, with those that a report adds; what was chosen stays. */
export function mergeWords(
  words: readonly TypeWord[],
  report: Pick<ImportReport, 'unknownTypes' | 'mapping'>,
): TypeWord[] {
  const merged = [...words]
  for (const word of remembered(report.mapping)) {
    if (!merged.some(({ value }) => same(value, word.value))) merged.push(word)
  }
  for (const { value, rows, guess } of report.unknownTypes) {
    const at = merged.findIndex((word) => same(word.value, value))
    const known = merged[at]
    if (known) merged[at] = { ...known, rows }
    else
      merged.push({
        value,
        rows,
        choice: guess ? { kind: 'known', type: guess, suggested: true } : { kind: 'none' },
      })
  }
  return merged
}

export const choose = (words: readonly TypeWord[], value: string, choice: TypeChoice): TypeWord[] =>
  words.map((word) => (word.value === value ? { ...word, choice } : word))

/** All words that have no type yet become types of their own. */
export const makeRest = (words: readonly TypeWord[], minutes: string): TypeWord[] =>
  words.map((word) =>
    word.choice.kind === 'none'
      ? { ...word, choice: { kind: 'new', name: titled(word.value), minutes } }
      : word,
  )

/** A word as a type's name: one line, at most 80 characters, and not all in capitals. */
export function titled(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim().slice(0, 80).trim()
  const shouted = line.length > 4 && line === line.toUpperCase()
  return shouted ? line[0] + line.slice(1).toLowerCase() : line
}

/** The mapping with these choices; new types are named by the file's word until they are made. */
export function withWords(mapping: Mapping, words: readonly TypeWord[]): Mapping {
  const types: Record<string, string> = {}
  const createTypes: string[] = []
  for (const { value, choice } of words) {
    if (choice.kind === 'known') types[value] = choice.type
    else if (choice.kind === 'new') createTypes.push(value)
  }
  return { ...mapping, types, createTypes }
}

/** Problems by the file's word. */
export function wordProblems(
  words: readonly TypeWord[],
  types: Iterable<TaskTypeRow>,
): Record<string, string> {
  const problems: Record<string, string> = {}
  const taken = [...types]
  for (const { value, choice } of words) {
    if (choice.kind !== 'new') continue
    const minutes = numberOf(choice.minutes)
    const clash = taken.find((type) => same(type.name, choice.name))
    if (choice.name.trim() === '') problems[value] = 'Name the new type.'
    else if (clash) problems[value] = `There is a type ${clash.name} already: choose it instead.`
    else if (!(minutes > 0 && minutes <= 10_000))
      problems[value] = 'Give the standard minutes, more than 0.'
  }
  return problems
}

export type NewType = { words: string[]; input: RawInput<'type.save'> }

/** The types to make before the rows come, of that team, one for all words that share a name. */
export function newTypes(words: readonly TypeWord[], team: string | null): NewType[] {
  const made = new Map<string, NewType>()
  for (const { value, choice } of words) {
    if (choice.kind !== 'new') continue
    const key = choice.name.trim().toLowerCase()
    const known = made.get(key)
    if (known) known.words.push(value)
    else
      made.set(key, {
        words: [value],
        input: {
          name: choice.name,
          standardMinutes: numberOf(choice.minutes),
          requiredLevel: 0,
          team,
        },
      })
  }
  return [...made.values()]
}

/** Words whose type has been made point at it. */
export const madeType = (
  words: readonly TypeWord[],
  of: readonly string[],
  type: string,
): TypeWord[] =>
  words.map((word) =>
    of.includes(word.value) ? { ...word, choice: { kind: 'known', type, suggested: false } } : word,
  )

/** What a preview row's type will be called. */
export const nameOf = (words: readonly TypeWord[], typeName: string): string => {
  const choice = words.find(({ value }) => same(value, typeName))?.choice
  return choice?.kind === 'new' ? choice.name : typeName
}

export const undecided = (words: readonly TypeWord[]) =>
  words.filter(({ choice }) => choice.kind === 'none')
