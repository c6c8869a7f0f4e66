/** What a refused form says: each problem at its field, and the rest above the buttons. */
import type { Failure, Problem } from '../../server/contract/errors.js'

export type Told = {
  /** By path, a sentence that names the field and what to do. */
  fields: Readonly<Record<string, string>>
  /** What belongs to no field of the form; null: nothing. */
  rest: string | null
}

export const nothingTold: Told = { fields: {}, rest: null }

/** Field names by path; a path below one (`leads.0`) takes the name of the nearest above it. */
export type Labels = Readonly<Record<string, string>>

export function labelOf(path: string, labels: Labels): string | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const label = labels[at]
    if (label !== undefined) return label
  }
  return null
}

/** What is said of a field, and not a sentence of its own. */
const predicate = /^(must|has|is|are|may|can|cannot|needs|should)\b/

/** "must not be empty" becomes "Office name must not be empty."; what is a sentence stays one. */
export function sentence(label: string, message: string): string {
  const whole = predicate.test(message)
    ? `${label} ${message}`
    : message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}

export function tellProblems(problems: readonly Problem[], labels: Labels): Told {
  const fields: Record<string, string> = {}
  const rest: string[] = []
  for (const { path, message } of problems) {
    const label = labelOf(path, labels)
    if (label === null) rest.push(sentence(path, message))
    else fields[path] ??= sentence(label, message)
  }
  return { fields, rest: rest.length > 0 ? rest.join(' ') : null }
}

export function tell(failure: Failure, labels: Labels): Told {
  if (!failure.problems || failure.problems.length === 0)
    return { fields: {}, rest: failure.message }
  return tellProblems(failure.problems, labels)
}

/** The first problem at a path or anywhere below it. */
export function problemUnder(told: Told, path: string): string | null {
  const own = told.fields[path]
  if (own !== undefined) return own
  const below = Object.keys(told.fields).find((one) => one.startsWith(`${path}.`))
  return below === undefined ? null : (told.fields[below] ?? null)
}

/** The problems below a path, by what comes after it. */
export const problemsUnder = (told: Told, path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(told.fields).flatMap(([one, words]) =>
      one.startsWith(`${path}.`) ? [[one.slice(path.length + 1), words]] : [],
    ),
  )

export const isTold = (told: Told) => told.rest !== null || Object.keys(told.fields).length > 0
