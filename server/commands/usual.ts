import type { TaskRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { timed } from './tasks.js'
import { learn, unlearn } from '../domain/usual.js'

const idOf = ({ finishedBy, type }: TaskRow) => `${finishedBy ?? ''}/${type}`

/** What a task took teaches what such tasks usually take who finished it. */
export function teach(rows: Unit, task: TaskRow, ctx: Ctx): void {
  if (!timed(ctx)) return
  const id = idOf(task)
  const learnt = learn(rows.get('usual', id), task.handleMinutes, task.standardMinutes)
  const person = task.finishedBy ? rows.get('person', task.finishedBy) : null
  if (learnt && person)
    rows.put('usual', { id, person: person.id, team: person.team, type: task.type, ...learnt })
}

/** Takes that back for a task that is open again. */
export function unteach(rows: Unit, task: TaskRow): void {
  const usual = rows.get('usual', idOf(task))
  if (!usual) return
  const left = unlearn(usual, task.handleMinutes, task.standardMinutes)
  if (left) rows.put('usual', { ...usual, ...left })
  else rows.drop('usual', usual.id)
}
