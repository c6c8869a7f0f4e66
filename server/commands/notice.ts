/** The notice of what is recorded: its text, and who has acknowledged it. */
import type { CommandOf } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import { mayUse } from './policy.js'

export const noticeSave: CommandOf<'notice.save'> = {
  decide(rows, text, ctx) {
    mayUse('notice.save', ctx.actor)
    const version = (ctx.office.notice?.version ?? 0) + 1
    const notice = { version, at: ctx.now, ...text }
    rows.put('office', { ...ctx.office, notice })
    return { notice }
  },
}

export const noticeAcknowledge: CommandOf<'notice.acknowledge'> = {
  decide(rows, { version }, ctx) {
    mayUse('notice.acknowledge', ctx.actor)
    const present = ctx.office.notice?.version
    if (present === undefined)
      return refuse('wrong_state', 'This office has no notice yet; an administrator fills it in.')
    if (version !== present)
      refuse(
        'wrong_state',
        `The notice has changed: version ${present} is in force. Read it, then acknowledge that one.`,
      )
    const { id, team } = ctx.actor
    const before = rows.get('acknowledgement', id)
    if (before?.version === version) return { acknowledgement: before }
    const acknowledgement = { id, team, version, at: ctx.now }
    rows.put('acknowledgement', acknowledgement)
    return { acknowledgement }
  },
}
