/** Which column is what, by name and by content. */
import { importTargets, type ImportTarget, type Mapping } from '../../contract/import.js'
import type { FieldRule, TaskTypeRow, TeamRow } from '../../contract/rows.js'
import { MOST_DISTINCT, type Profile } from './columns.js'
import { detailNames, headerNames, placeNames } from './synonyms.js'
import { plain, sameAs } from './words.js'

export type OfficeWords = { types: readonly TaskTypeRow[]; teams: readonly TeamRow[] }

type Target = (typeof importTargets)[number]

/** Below this a column is left alone: a wrong guess costs a person more than none. */
const ENOUGH = 0.5

/** @returns header by target; a header serves one target, but for a title that is the type's name */
export function guessColumns(
  profiles: readonly Profile[],
  office: OfficeWords,
): Mapping['columns'] {
  const rows = Math.max(0, ...profiles.map(({ filled }) => filled))
  const candidates = profiles
    .flatMap((profile) =>
      importTargets.map((target) => ({
        target,
        profile,
        score: scoreOf(target, profile, rows, office),
      })),
    )
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score)
  const columns: Mapping['columns'] = {}
  const used = new Set<string>()
  for (const { target, profile } of candidates) {
    if (columns[target] !== undefined || used.has(profile.name)) continue
    columns[target] = profile.name
    used.add(profile.name)
  }
  columns.title ??= columns.type ?? columns.note
  if (columns.title === undefined) delete columns.title
  for (const [target, name] of fieldColumns(profiles, used, office)) columns[target] = name
  return columns
}

/** A title that is only a type's name says little: what kind and where tell one task from the next. */
export function guessTitleMore(
  profiles: readonly Profile[],
  columns: Mapping['columns'],
): string[] {
  if (columns.title === undefined || columns.title !== columns.type) return []
  const rows = Math.max(0, ...profiles.map(({ filled }) => filled))
  const first = (names: readonly string[]) =>
    names
      .map((name) =>
        profiles.find((profile) => profile.plain === name && profile.filled > rows / 2),
      )
      .find(
        (profile) =>
          profile !== undefined && profile.name !== columns.title && profile.name !== columns.note,
      )?.name
  return [first(detailNames), first(placeNames)].filter((name) => name !== undefined)
}

function scoreOf(target: Target, profile: Profile, rows: number, office: OfficeWords): number {
  if (profile.filled === 0) return 0
  const score = nameScore(target, profile.plain)
  return score > 0 && fits[target]({ profile, rows, office }) ? score : 0
}

/** 1 for the surest name, a little less for each after it; endings count for names of two words and more. */
function nameScore(target: Target, name: string): number {
  const names = headerNames[target]
  const at = names.indexOf(name)
  if (at >= 0) return 1 - at / (names.length * 4)
  const ending = names.findIndex((known) => known.includes(' ') && name.endsWith(` ${known}`))
  return ending >= 0 ? 0.7 - ending / (names.length * 10) : 0
}

type Seen = { profile: Profile; rows: number; office: OfficeWords }
const isDate = ({ profile }: Seen) => profile.dates !== null
const isText = ({ profile }: Seen) => profile.dates === null && profile.numeric < 0.5
const isShort = ({ profile }: Seen) => profile.longest <= 120
/** Names that are a reference only where nothing else could be meant: also a house, a row or a sort of work has one. */
const VAGUE = new Set(['id', 'key', 'number', 'no', 'case', 'sr'])

/** Doubles are rows to skip; but what repeats as a rule tells no row from the next. */
function tellsApart({ profile: { plain: name, filled, distinct } }: Seen): boolean {
  const counted = Math.min(filled, MOST_DISTINCT)
  return VAGUE.has(name) ? distinct >= counted * 0.98 : distinct > counted / 2
}

const isFew = ({ profile }: Seen) => profile.dates === null && profile.distinct <= 40

/** Whether the content can be what the name says. */
const fits: Record<Target, (seen: Seen) => boolean> = {
  createdAt: isDate,
  dueAt: isDate,
  finishedAt: isDate,
  reference: (seen) =>
    !isDate(seen) && isShort(seen) && tellsApart(seen) && seen.profile.filled > seen.rows / 2,
  status: ({ profile }) => profile.statuses >= 0.8,
  type: (seen) => {
    const { filled, distinct } = seen.profile
    return isText(seen) && isShort(seen) && distinct <= Math.max(20, filled / 2)
  },
  title: (seen) => isText(seen) && seen.profile.distinct > seen.profile.filled * 0.2,
  team: ({ profile, office }) => knownShare(profile.values, profile.filled, office.teams) >= 0.5,
  priority: isFew,
  channel: isFew,
  outcome: isText,
  requester: isText,
  note: (seen) => !isDate(seen),
}

function knownShare(
  values: ReadonlyMap<string, number>,
  filled: number,
  known: readonly { id: string; name: string }[],
): number {
  const names = new Set(known.flatMap(({ id, name }) => [sameAs(id), sameAs(name)]))
  let count = 0
  for (const [value, rows] of values) if (names.has(sameAs(value))) count += rows
  return count / Math.max(1, filled)
}

/** Columns that are called like a field of the office's task types, and hold what it holds. */
function* fieldColumns(
  profiles: readonly Profile[],
  used: ReadonlySet<string>,
  office: OfficeWords,
): Generator<[ImportTarget, string]> {
  const rules = office.types.flatMap((type) =>
    type.fields.filter(({ kind }) => kind !== 'computed'),
  )
  const taken = new Set<string>()
  for (const profile of profiles) {
    if (used.has(profile.name) || profile.filled === 0) continue
    const rule = rules.find(
      ({ id, label }) =>
        !taken.has(id) && (plain(id) === profile.plain || plain(label) === profile.plain),
    )
    const alike = rules.filter(({ id }) => id === rule?.id)
    if (!rule || !alike.every((one) => holds(one, profile))) continue
    taken.add(rule.id)
    yield [`fields.${rule.id}`, profile.name]
  }
}

function holds(rule: FieldRule, { filled, dates, numeric, distinct, values }: Profile): boolean {
  switch (rule.kind) {
    case 'number':
    case 'money':
    case 'count':
      return numeric > 0.9
    case 'date':
    case 'datetime':
      return dates !== null
    case 'check':
      return distinct <= 4
    case 'choice':
      return (
        knownShare(
          values,
          filled,
          rule.choices.map((name) => ({ id: name, name })),
        ) > 0.9
      )
    case 'computed':
      return false
    case 'text':
      return true
  }
}
