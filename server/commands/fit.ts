/** Whom a task can be given to. */
import type { PersonRow, TaskRow } from '../contract/rows.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { hasGrade, lacksTrainer } from '../domain/skill.js'
import { fault, type Fault } from './faults.js'
import { isQualified, typeOf } from './tasks.js'

export const takesTasks = ({ active, role }: PersonRow) =>
  active && (role === 'clerk' || role === 'lead')

export const worksIn = ({ role, team, leads }: PersonRow, of: string) =>
  team === of || (role === 'lead' && leads.includes(of))

/** @throws Refusal unless the person is somebody who takes tasks */
export function takerOf(rows: Unit, id: string): PersonRow {
  const person = rows.get('person', id)
  if (!person) return refuse('not_found', `There is no person ${id} in this office.`)
  if (!takesTasks(person)) {
    refuseInput([
      { path: 'to', message: `${person.name} does not take tasks here; choose a clerk or a lead` },
    ])
  }
  return person
}

/** Why this person cannot have the task; empty when they can. */
export function fitFault(rows: Unit, task: TaskRow, person: PersonRow, at: number): Fault[] {
  if (!worksIn(person, task.team)) {
    return fault(at, 'not_allowed', `${person.name} is not in the team of #${task.no}`)
  }
  const type = typeOf(rows, task.type)
  if (isQualified(rows, person.id, type)) return []
  if (!hasGrade(person.grade, type)) {
    const needs = `#${task.no} (${type.name}) needs grade ${type.requiredGrade}`
    return fault(at, 'not_qualified', `${needs}, and ${person.name} has ${person.grade ?? 'none'}`)
  }
  return fault(
    at,
    'not_qualified',
    lacksTrainer(rows.get('skill', `${person.id}/${type.id}`))
      ? `${person.name} is in training for #${task.no} (${type.name}) and has no trainer yet`
      : `${person.name} has no skill for #${task.no} (${type.name})`,
  )
}
