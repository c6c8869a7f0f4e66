import type { CommandOf } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import { calendarOf } from '../domain/calendar.js'
import { momentWords } from '../domain/due-words.js'
import { extendClock, nextDue } from '../domain/task-clock.js'
import { mayTouch } from './policy.js'
import { mustBe, needsTask, openStates, save, shown, taskOf } from './tasks.js'

export const taskExtend: CommandOf<'task.extend'> = {
  needs: needsTask,
  decide(rows, { task: no, reason, dueAt, notice }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('task.extend', ctx.actor, task)
    mustBe(task, openStates.filter((status) => status !== 'review'), 'extended')
    const clock = extendClock(
      task,
      { reason: reason ?? null, dueAt: dueAt ?? null, notice: notice ?? false },
      {
        person: ctx.actor.id,
        now: ctx.now,
        calendar: calendarOf(ctx.office),
        tell: (instant) => momentWords(instant, ctx.office.timeZone, ctx.now),
      },
    )
    if ('path' in clock) {
      if (clock.path === 'task')
        refuse('wrong_state', `#${no} cannot be extended: ${clock.message}.`)
      refuseInput([clock])
    }
    // Extended, it follows its clock again, also where its due time had been set by hand.
    const next = nextDue({ ...task, clock })
    return {
      task: shown(ctx.actor, save(rows, { ...task, clock, dueAt: next ?? task.dueAt }, ctx)),
    }
  },
}
