import type { CommandOf } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import { mayTouch } from './policy.js'
import { mustBe, needsTask, save, settleTime, shown, taskOf } from './tasks.js'

export const taskHold: CommandOf<'task.hold'> = {
  needs: needsTask,
  decide(rows, { task: no, reason, followUpAt }, ctx) {
    const before = taskOf(rows, no)
    mayTouch('task.hold', ctx.actor, before)
    mustBe(before, ['active'], 'set aside')
    if (followUpAt && followUpAt <= ctx.now) refuseInput([{ path: 'followUpAt', message: 'must be in the future: say when to ask again' }])
    settleTime(rows, before.holder, ctx)
    const task = taskOf(rows, no)
    const held = { ...task, status: 'waiting' as const, waitingFor: reason, followUpAt: followUpAt ?? null, activeSince: null }
    return { task: shown(ctx.actor, save(rows, held, ctx)) }
  },
}

/**
 * A team's limit does not stop it: what comes back from outside is theirs already, and whoever asked for it has
 * waited. It counts from then on, so that nothing new is taken up before there is room again.
 */
export const taskResume: CommandOf<'task.resume'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const before = taskOf(rows, no)
    mayTouch('task.resume', ctx.actor, before)
    mustBe(before, ['waiting'], 'resumed')
    settleTime(rows, before.holder, ctx)
    const task = taskOf(rows, no)
    // The one resumed last is in hand, so it counts as claimed now.
    const active = { ...task, status: 'active' as const, waitingFor: null, followUpAt: null, activeSince: ctx.now, claimedAt: ctx.now }
    return { task: shown(ctx.actor, save(rows, active, ctx)) }
  },
}
