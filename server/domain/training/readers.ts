/** Whom a procedure is for, and who has still to read it. */
import type { Level, PersonRow, TaskTypeRow } from '../../contract/rows.js'
import type { ProcedureRow, ReadingRow } from '../../contract/training-rows.js'
import { qualifies } from '../skill.js'

type Of = {
  types: { get(id: string): TaskTypeRow | null | undefined }
  /** Level by `<person>/<type>`; null: none on record. */
  level(id: string): Level | null | undefined
}

/** Its team's people, or the whole office's; where it names types, those who do one of them. */
export function isFor(
  { team, types }: Pick<ProcedureRow, 'team' | 'types'>,
  person: PersonRow,
  of: Of,
): boolean {
  if (!person.active || (person.role !== 'clerk' && person.role !== 'lead')) return false
  if (team !== null && person.team !== team && !person.leads.includes(team)) return false
  if (types.length === 0) return true
  return types.some((id) => {
    const type = of.types.get(id)
    const level = of.level(`${person.id}/${id}`)
    const may = type && person.team === type.team && qualifies(null, type, person.grade)
    return type && (level == null ? may : level > 0)
  })
}

/** Whether somebody for whom it is must still read its present version. */
export const isUnread = (
  { mustRead, active, version }: ProcedureRow,
  reading: Pick<ReadingRow, 'version'> | null | undefined,
): boolean => active && mustRead && (reading?.version ?? 0) < version
