/** The form that extends a due time: what the rule allows, what is typed, what is sent. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Failure } from '../../server/contract/errors.js'
import type { ExtensionRule } from '../../server/contract/clock-rows.js'
import type { ShownTask } from '../../server/contract/rows.js'
import type { Calendar } from '../../server/domain/calendar.js'
import { amountWords, momentWords } from '../../server/domain/due-words.js'
import { extendedTo } from '../../server/domain/task-clock.js'

export type Terms = {
  rule: ExtensionRule
  /** The latest time that the rule allows; null: as far as the reason needs. */
  most: string | null
  /** What the rule allows, in a sentence. */
  says: string
}

/** Whether the rule allows an extension now. */
export function mayExtend({ clock }: Pick<ShownTask, 'clock'>): boolean {
  const rule = clock?.end?.rule.extension
  return Boolean(clock && rule && (rule.times === null || clock.extensions.length < rule.times))
}

export function termsOf(task: ShownTask, calendar: Calendar): Terms | null {
  const { clock } = task
  const rule = clock?.end?.rule.extension
  if (!clock?.end || !rule) return null
  const most = extendedTo(clock.end.rule, clock.end.dueAt, calendar, clock.waits)
  const say = (at: string) => momentWords(at, calendar.timeZone, clock.from)
  const allows =
    most === null || rule.count === null
      ? 'Its rule allows as long as the reason needs.'
      : `Its rule allows ${amountWords({ count: rule.count, unit: rule.unit })} more: ${say(most)} at the latest.`
  return { rule, most, says: `Due ${say(clock.end.dueAt)}. ${allows}` }
}

export type ExtendDraft = { reason: string; until: string; notice: boolean }
export type ExtendProblems = { reason?: string; dueAt?: string; notice?: string; rest?: string }
export type ExtendReady =
  { ok: true; input: RawInput<'task.extend'> } | { ok: false; problems: ExtendProblems }

/** @param read the instant that was typed; null when it is none */
export function readExtend(
  no: number,
  draft: ExtendDraft,
  terms: Terms,
  read: (text: string) => string | null,
): ExtendReady {
  const problems: ExtendProblems = {}
  const reason = draft.reason.trim()
  const until = draft.until.trim()
  const dueAt = until === '' ? null : read(until)
  if (terms.rule.reason && reason === '') problems.reason = 'Say why in a few words'
  if (until !== '' && dueAt === null) problems.dueAt = 'A time, like fri, 5 dec or 5 dec 9:00'
  else if (dueAt === null && (terms.rule.earliest || terms.most === null))
    problems.dueAt = 'Name the earliest time at which it will be done'
  if (terms.rule.notice && !draft.notice)
    problems.notice = 'Send the requester written notice first, then tick this'
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    input: {
      task: no,
      ...(reason === '' ? {} : { reason }),
      ...(dueAt === null ? {} : { dueAt }),
      ...(draft.notice ? { notice: true } : {}),
    },
  }
}

export function extendRefusal(failure: Failure): ExtendProblems {
  const problems: ExtendProblems = {}
  for (const { path, message } of failure.problems ?? []) {
    const key = path === 'reason' || path === 'dueAt' || path === 'notice' ? path : 'rest'
    problems[key] = message
  }
  return Object.keys(problems).length > 0 ? problems : { rest: failure.message }
}
