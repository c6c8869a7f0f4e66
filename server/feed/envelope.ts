import type { Entry } from '../../db/queries/commit.js'
import type { Drops, Envelope, Puts } from '../contract/wire.js'
import type { PatternRow, ShiftRow } from '../contract/desk-rows.js'
import { keyOf, type PersonRow, type TaskRow } from '../contract/rows.js'
import type { TrainingSessionRow } from '../contract/training-rows.js'
import {
  audienceOf,
  isPersonal,
  project,
  sees,
  toldOf,
  type Audience,
  type Viewer,
} from '../domain/audience.js'
import { isPersonalPattern, isPersonalShift } from '../domain/day-reasons.js'

export type Span = { office: string; epoch: string; from: number; to: number; at: string }

type Change = { table: string; key: string | number; was: Audience | null; row: object | null }

/** One change a key: who could see it before the first of the entries, and what it is after the last. */
export function foldEntries(entries: readonly Entry[]): Change[] {
  const changes = new Map<string, Change>()
  const note = (table: string, key: string | number, was: Audience | null, row: object | null) => {
    const name = `${table} ${key}`
    const first = changes.get(name)
    changes.set(name, { table, key, was: first ? first.was : was, row })
  }
  for (const entry of entries) {
    for (const { t, row, was } of entry.puts) note(t, keyOf(t, row), was, row)
    for (const { t, key, was } of entry.drops) note(t, key, was, null)
  }
  return [...changes.values()]
}

/** What these changes are for one viewer; a row that leaves their sight is a drop. */
export function envelopeFor(viewer: Viewer, span: Span, changes: readonly Change[]): Envelope {
  const puts: Record<string, object[]> = {}
  const drops: Record<string, (string | number)[]> = {}
  for (const { table, key, was, row } of changes) {
    const name = table as 'task'
    if (row && sees(viewer, audienceOf(name, row)))
      (puts[table] ??= []).push(project(viewer, name, row))
    else if (sees(viewer, was)) (drops[table] ??= []).push(key)
  }
  return { ...span, puts: puts as Puts, drops: drops as Drops }
}

/** People for whom these changes are not what they are for others of their role and teams. */
export function concerned(changes: readonly Change[]): Set<string> {
  const people = new Set<string>()
  for (const { table, was, row } of changes) {
    const now = row ? audienceOf(table as 'task', row) : null
    for (const audience of [was, now]) {
      if (!audience || audience === 'all') continue
      if (audience.person) people.add(audience.person)
      for (const other of audience.also ?? []) people.add(other)
    }
    for (const person of row ? toldMore(table, row) : []) people.add(person)
  }
  return people
}

/** People who have more of a row than others of their role and teams. */
function toldMore(table: string, row: object): readonly string[] {
  switch (table) {
    case 'task': {
      const task = row as TaskRow
      if (!isPersonal(task) && toldOf(task) === null) return []
      return [task.holder, task.finishedBy].filter((person) => person !== null)
    }
    case 'person': {
      const { id, freeSince } = row as PersonRow
      return freeSince === undefined ? [] : [id]
    }
    case 'shift':
      return isPersonalShift(row as ShiftRow) ? [(row as ShiftRow).person] : []
    case 'pattern':
      return isPersonalPattern(row as PatternRow) ? [(row as PatternRow).person] : []
    case 'trainingSession': {
      const { trainer, told } = row as TrainingSessionRow
      return told?.people ?? [trainer]
    }
    default:
      return []
  }
}

/** Viewers of one kind share an envelope, unless it concerns one of them personally. */
export const kindOf = (viewer: Viewer) => `${viewer.role}/${[...viewer.leads].sort().join(',')}`

export const viewerOf = (person: PersonRow): Viewer => ({
  id: person.id,
  role: person.role,
  team: person.team,
  leads: person.role === 'lead' ? person.leads : [],
})

/**
 * True when these entries may have changed what this viewer, as they are now, sees at large. What
 * they were before is not in the log, so any change of their place counts.
 */
export const mayHaveChangedSight = (viewer: Viewer, entries: readonly Entry[]): boolean =>
  entries.some(
    ({ command, puts }) =>
      command === 'person.edit' &&
      puts.some(({ t, row }) => t === 'person' && (row as PersonRow).id === viewer.id),
  )

/** True when the entries change what this viewer may see at large: they need a new snapshot. */
export function changesSight(viewer: Viewer, entries: readonly Entry[]): boolean {
  return entries.some((entry) =>
    entry.puts.some(({ t, row }) => {
      if (t !== 'person' || (row as PersonRow).id !== viewer.id) return false
      const next = viewerOf(row as PersonRow)
      return (
        kindOf(next) !== kindOf(viewer) || next.team !== viewer.team || !(row as PersonRow).active
      )
    }),
  )
}
