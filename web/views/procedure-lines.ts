/** Procedures, whom they are for, and who has read the present version. Pure. */
import type { PersonRow } from '../../server/contract/rows.js'
import type { ProcedureRow, ReadingRow } from '../../server/contract/training-rows.js'
import { takesWork } from './my-claims.js'

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
  me: string
  told: (person: PersonRow) => boolean
  changes: boolean
}

/** Whom a procedure is for: those who take work, of its team or of the whole office. */
export const isFor = (
  { team }: Pick<ProcedureRow, 'team'>,
  person: Pick<PersonRow, 'active' | 'role' | 'team' | 'leads'>,
) =>
  person.active &&
  takesWork(person) &&
  (team === null || person.team === team || person.leads.includes(team))

export function procedureLine(procedure: ProcedureRow, ground: Ground): ProcedureLine {
  const versions = new Map(
    ground.readings
      .filter((one) => one.procedure === procedure.id)
      .map(({ person, version }) => [person, version]),
  )
  const hasRead = (id: string) => (versions.get(id) ?? 0) >= procedure.version
  const audience = ground.people.filter((person) => isFor(procedure, person))
  const told = audience
    .filter(ground.told)
    .sort((a, b) => a.name.localeCompare(b.name))
  const read = told.filter(({ id }) => hasRead(id)).map(({ name }) => name)
  const unread = told.filter(({ id }) => !hasRead(id)).map(({ name }) => name)
  return {
    procedure,
    count:
      procedure.mustRead && told.length > 0 ? `Read by ${read.length} of ${told.length}` : null,
    read,
    unread,
    mine: procedure.mustRead && audience.some(({ id }) => id === ground.me) && !hasRead(ground.me),
    myVersion: versions.get(ground.me) ?? null,
    changes: ground.changes,
  }
}
