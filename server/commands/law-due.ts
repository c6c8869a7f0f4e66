/** The law's due time: nobody may set a later one, whichever command names it. */
import type { TaskRow, TaskTypeRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import { calendarOf } from '../domain/calendar.js'
import { momentWords } from '../domain/due-words.js'
import { lawDue, startClocks } from '../domain/task-clock.js'

type Clocked = Pick<TaskRow, 'clock' | 'steps' | 'status'>

/** What is wrong with that due time by the law of these clocks, after "must"; null: it may be so. */
export function beyondLaw(
  clocked: Clocked,
  dueAt: string | null,
  { office, now }: Ctx,
): string | null {
  const law = lawDue(clocked)
  if (!law || (dueAt !== null && dueAt <= law.dueAt)) return null
  const until = momentWords(law.dueAt, office.timeZone, now)
  const source = `(${law.rule.citation ?? 'see its type'})`
  return dueAt === null
    ? `not be taken away: ${until} is the law’s ${source}`
    : `not be after ${until}: that is the law’s ${source}`
}

/** Correcting is no way around the law: what may be added to its clock, its own rule says. */
export function againstLaw(task: TaskRow, dueAt: string | null, ctx: Ctx): string | null {
  const message = dueAt === task.dueAt ? null : beyondLaw(task, dueAt, ctx)
  return message && `${message}; extend it instead, where its rule allows that`
}

/** The same for work that is only coming in, by the rules that its type has in its team. */
export function againstLawOf(
  type: TaskTypeRow,
  { createdAt, dueAt }: { createdAt?: string | undefined; dueAt?: string | null | undefined },
  ctx: Ctx,
): string | null {
  if (dueAt === undefined) return null
  const started = startClocks(type, createdAt ?? ctx.now, calendarOf(ctx.office))
  return beyondLaw({ ...started, status: 'queued' }, dueAt, ctx)
}
