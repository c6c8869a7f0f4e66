/**
 * What is wrong with an input, in words that say what to do about it. A schema that words its own
 * fault is heard first; these are for all the others, zod's own everywhere in the process. Imported where
 * every command gets its spec, so that whoever has a command has the words.
 */
import { z } from 'zod'

type Raw<Issue extends z.core.$ZodIssue = z.core.$ZodIssue> = z.core.$ZodRawIssue<Issue>

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named values',
  record: 'an object with named values',
  null: 'null',
}

const formats: Record<string, string> = {
  date: 'must be a day like 2026-11-23',
  datetime: 'must be an instant like 2026-11-23T17:00:00.000Z',
  time: 'must be a time like 08:30',
  guid: 'must be a uuid',
  uuid: 'must be a uuid',
}

const MISSING = 'is missing; it '
const MUST = 'must be '

/** What was not given at all is not wrong, but missing. */
const orMissing = ({ input }: { input?: unknown }, message: string) =>
  input === undefined ? `${MISSING}${message}` : message

/** "a", "a or b", "a, b or c". */
function anyOf(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`
}

const entries = (count: number, what: string) =>
  `${count} ${count === 1 && what === 'entries' ? 'entry' : count === 1 ? what.slice(0, -1) : what}`

/** What a text or a list is counted in; null: a number is meant itself. */
const countedIn = (origin: string) =>
  origin === 'string' ? 'characters' : origin === 'array' || origin === 'set' ? 'entries' : null

function tooSmall({ origin, minimum, inclusive, exact }: Raw<z.core.$ZodIssueTooSmall>): string {
  const what = countedIn(origin)
  if (!what)
    return inclusive === false ? `must be more than ${minimum}` : `must be ${minimum} or more`
  if (exact) return `must have exactly ${entries(Number(minimum), what)}`
  return Number(minimum) === 1
    ? 'must not be empty'
    : `must have at least ${entries(Number(minimum), what)}`
}

function tooBig({ origin, maximum, inclusive, exact }: Raw<z.core.$ZodIssueTooBig>): string {
  const what = countedIn(origin)
  if (!what)
    return inclusive === false ? `must be less than ${maximum}` : `must be ${maximum} or less`
  return `must have ${exact ? 'exactly' : 'at most'} ${entries(Number(maximum), what)}`
}

/** What each way of giving it would have asked for, where all of them speak of the value as a whole. */
function noneOf(issue: Raw<z.core.$ZodIssueInvalidUnion>): string {
  if (Array.isArray(issue.options)) return MUST + anyOf(issue.options.map(String))
  const asked = issue.errors.flatMap((way) => way.filter(({ path }) => path.length === 0))
  const names = asked.flatMap(({ message }) => {
    const told = message.startsWith(MISSING) ? message.slice(MISSING.length) : message
    return told.startsWith(MUST) ? told.slice(MUST.length) : []
  })
  return names.length === 0 ? 'is not what can stand here' : MUST + anyOf([...new Set(names)])
}

/** @returns undefined where zod may say it itself */
export function plainWords(issue: Raw): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'never' || issue.expected === 'undefined') return 'must be left out'
      return orMissing(issue, MUST + (kinds[issue.expected] ?? `a ${issue.expected}`))
    case 'invalid_value':
      return orMissing(
        issue,
        MUST + anyOf(issue.values.map((value) => (value === '' ? 'empty' : String(value)))),
      )
    case 'invalid_union':
      return orMissing(issue, noneOf(issue))
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formats[issue.format] ?? 'is not written as it should be'
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `must not have ${anyOf(issue.keys)}, not known here`
    case 'invalid_key':
      return `cannot have that name: a name here ${issue.issues[0]?.message ?? 'is another'}`
    default:
      return undefined
  }
}

z.config({ customError: plainWords })

/** For the schema of what may also be null: zod tells nobody that it may, so its words have to. */
export const orNull = {
  error: (issue: Raw) =>
    issue.code === 'invalid_type' ? `${plainWords(issue)} or null` : undefined,
}
