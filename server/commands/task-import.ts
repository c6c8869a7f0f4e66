import type { Input } from '../contract/commands.js'
import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { typeFor } from '../domain/standard.js'
import { againstLawOf } from './law-due.js'
import { mayUse } from './policy.js'
import { newTask } from './task-create.js'
import { fieldProblems, save } from './tasks.js'

type Row = Input<'task.import'>['rows'][number]
type Refused = { line: number; column: string; reason: string }

/** Rows that are already here by their reference are skipped; bad ones are refused one by one. */
export const taskImport: CommandOf<'task.import'> = {
  needs: ({ rows }) => ({ references: rows.flatMap(({ reference }) => reference ?? []) }),
  decide(rows, input, ctx) {
    mayUse('task.import', ctx.actor)
    const skipped: number[] = []
    const refused: Refused[] = []
    let created = 0
    for (const row of input.rows) {
      if (row.reference && rows.hasReference(row.reference)) {
        skipped.push(row.line)
        continue
      }
      const problems = take(rows, row, ctx)
      if (problems.length > 0) refused.push(...problems)
      else created++
    }
    return { created, skipped, refused }
  },
}

function take(rows: Unit, row: Row, ctx: Ctx): Refused[] {
  const type = rows.get('taskType', row.type)
  if (!type?.active) return [{ line: row.line, column: 'type', reason: `there is no task type ${row.type}` }]
  const team = row.team ?? type.team ?? ctx.actor.team ?? rows.all('team').next().value?.id
  if (!team || !rows.get('team', team)) return [{ line: row.line, column: 'team', reason: `there is no team ${team ?? ''}` }]
  const wrong = fieldProblems(type, row.fields ?? {})
  if (wrong.length > 0) return wrong.map(({ path, message }) => ({ line: row.line, column: path, reason: message }))
  const late = row.finishedAt ? null : againstLawOf(typeFor(type, team), row, ctx)
  if (late) return [{ line: row.line, column: 'dueAt', reason: `must ${late}` }]
  if (row.reference) rows.addReference(row.reference)
  const task = newTask(rows, { ...row, channel: row.channel ?? 'import' }, { type, team, ctx })
  save(rows, row.finishedAt ? finished(task, row, row.finishedAt) : task, ctx)
  return []
}

/** Work that was finished elsewhere comes in as history: it never joins the queue or today's counts. */
const finished = (task: TaskRow, row: Row, at: string): TaskRow => ({
  ...task, status: 'done', finishedAt: at, outcome: row.outcome ?? null,
})
