/** Procedures, whom they are for, and who has read the present version. Pure. */
import type { Level, PersonRow, TaskTypeRow } from '../../server/contract/rows.js'
import type { ProcedureRow, ReadingRow } from '../../server/contract/training-rows.js'
import { isFor, isUnread } from '../../server/domain/training/readers.js'

export type ProcedureLine = {
  procedure: ProcedureRow
  /** "Read by 7 of 11"; null: nobody must, or the viewer is told of nobody. */
  count: string | null
  /** Names of those the viewer is told of. */
  read: string[]
  unread: string[]
  /** It is for the viewer, who has not read this version. */
  mine: boolean
  /** The version that the viewer has read last; null: none. */
  myVersion: number | null
  changes: boolean
}

type Ground = {
  people: readonly PersonRow[]
  readings: readonly ReadingRow[]
  types: { get(id: string): TaskTypeRow | null | undefined }
  /** Level by `<person>/<type>`; null: none on record, or not told. */
  level: (id: string) => Level | null
  me: string
  told: (person: PersonRow) => boolean
  changes: boolean
}

export function procedureLine(procedure: ProcedureRow, ground: Ground): ProcedureLine {
  const versions = new Map(
    ground.readings
      .filter((one) => one.procedure === procedure.id)
      .map(({ person, version }) => [person, version]),
  )
  const hasRead = (id: string) => (versions.get(id) ?? 0) >= procedure.version
  const own = versions.get(ground.me)
  const audience = ground.people.filter((person) => isFor(procedure, person, ground))
  const told = audience.filter(ground.told).sort((a, b) => a.name.localeCompare(b.name))
  const read = told.filter(({ id }) => hasRead(id)).map(({ name }) => name)
  const unread = told.filter(({ id }) => !hasRead(id)).map(({ name }) => name)
  return {
    procedure,
    count:
      procedure.mustRead && told.length > 0 ? `Read by ${read.length} of ${told.length}` : null,
    read,
    unread,
    mine:
      audience.some(({ id }) => id === ground.me) &&
      isUnread(procedure, own === undefined ? null : { version: own }),
    myVersion: own ?? null,
    changes: ground.changes,
  }
}
