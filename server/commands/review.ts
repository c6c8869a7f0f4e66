/** Asking for a check, opening and leaving one, and what the checker decides. */
import type { Input } from '../contract/commands.js'
import type { ReviewRow, SealedRow } from '../contract/quality-rows.js'
import type { TaskRow } from '../contract/rows.js'
import type { CommandOf, Ctx, Decision } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { isTheirs, leadsTeam } from '../domain/audience.js'
import { deskRules } from '../domain/desk-rules.js'
import { officeDay } from '../domain/due.js'
import { aloneAt } from '../domain/quality/dispute.js'
import {
  canCheck,
  decidedOf,
  isOfLead,
  openCheckOf,
  openChecks,
  whoHas,
} from '../domain/quality/open-checks.js'
import { doersOf } from '../domain/quality/checkers.js'
import { joined, scoreOf, verdictProblems, type Verdict } from '../domain/quality/outcome.js'
import { dropChecks, openReview, sendBack } from './checks.js'
import { mayTouch, mayUse } from './policy.js'
import { mustBe, needsTask, openStates, save, shown, taskOf } from './tasks.js'

export const reviewAsk: CommandOf<'review.ask'> = {
  needs: needsTask,
  decide(rows, { task: no, asked: wanted = true }, ctx) {
    const task = taskOf(rows, no)
    mayTouch('review.ask', ctx.actor, task)
    if (!wanted) return { task: shown(ctx.actor, save(rows, unasked(rows, task, ctx), ctx)) }
    if (task.status === 'review') refuse('wrong_state', `#${no} is being checked already.`)
    mustBe(task, [...openStates, 'done'], 'checked')
    const asked =
      task.status === 'done'
        ? reopened(rows, task, ctx)
        : // Whoever asked first can take it back; asking once more must not let another do so.
          { ...task, checkAsked: task.checkAsked ?? ctx.actor.id }
    return { task: shown(ctx.actor, save(rows, asked, ctx)) }
  },
}

/** The task without its asking; what was drawn, or asked for before it was finished, stays with the checkers. */
function unasked(rows: Unit, task: TaskRow, { actor }: Ctx): TaskRow {
  const { checkAsked, ...rest } = task
  // Said before it is looked at whether somebody asked, which who does the work must not learn.
  if (isTheirs(actor, task) || doersOf(task).has(actor.id))
    return refuse('not_allowed', 'Nobody takes back the check of work that they had a hand in.')
  if (task.status === 'review' && !checkAsked)
    return refuse('wrong_state', `#${task.no} is with the checkers already; they decide it.`)
  if (!checkAsked) return refuse('wrong_state', `Nobody has asked that #${task.no} be checked.`)
  if (checkAsked !== actor.id)
    return refuse('not_allowed', `Only who asked that #${task.no} be checked takes it back.`)
  return task.status === 'review' ? doneAsBefore(rows, rest) : rest
}

/** What was asked for once it was finished is done again, as long as no checker has begun. */
function doneAsBefore(rows: Unit, task: TaskRow): TaskRow {
  const begun = openChecks(rows, task).flatMap((check) => whoHas(rows, task, check) ?? [])[0]
  if (begun) refuse('wrong_state', `${begun.name} has the check of #${task.no} open.`)
  dropChecks(rows, task)
  const { review: _check, round, ...rest } = task
  return { ...rest, ...(round === 1 ? {} : { round }), status: 'done' }
}

/** Work of today goes from done to its check; it stays counted as produced. */
function reopened(rows: Unit, task: TaskRow, ctx: Ctx): TaskRow {
  const { no, finishedAt, finishedBy } = task
  const dayOf = (instant: string) => officeDay(instant, ctx.office.timeZone).day
  if (!finishedBy || !finishedAt)
    return refuse('wrong_state', `#${no} was brought in as finished; nobody here did the work.`)
  if (task.review)
    return refuse('wrong_state', `#${no} was checked; reopen it if something must be corrected.`)
  if (dayOf(finishedAt) !== dayOf(ctx.now))
    return refuse('wrong_state', `#${no} was finished on an earlier day; reopen it instead.`)
  const round = task.round ?? 1
  const opened =
    openReview(rows, { ...task, round }, { cause: 'asked', share: 1 }, ctx) ??
    refuse('wrong_state', `Nobody here may check #${no}; its own finisher never does.`)
  return { ...opened, checkAsked: ctx.actor.id }
}

/** @throws Refusal `not_allowed` for who may not check it */
function mayCheckIt(rows: Unit, task: TaskRow, doer: string | null, ctx: Ctx): void {
  const { person } = ctx.actor
  if (person && canCheck(rows, person, task, doer)) return
  const why =
    doer === ctx.actor.id || doersOf(task).has(ctx.actor.id)
      ? 'Nobody checks work that they had a hand in; somebody else does.'
      : task.checkedBy?.includes(ctx.actor.id)
        ? 'You checked it before; somebody else looks at it now.'
        : isOfLead(rows, doer)
          ? 'A lead’s own work is checked by another lead of the team or a colleague who can train others in it.'
          : 'A lead of its team, a named checker of its type or a colleague who can train others in it checks it.'
  refuse('not_allowed', `#${task.no}: ${why}`)
}

/** The check that is the actor's to do: theirs already, or one that nobody has. */
function checkFor(rows: Unit, task: TaskRow, ctx: Ctx): ReviewRow {
  const checks = openChecks(rows, task)
  const mine = checks.find(({ checker }) => checker === ctx.actor.id)
  if (mine && rows.get('sealed', mine.id))
    return refuse('wrong_state', `You have checked #${task.no}; another checker looks at it too.`)
  const free = mine ?? checks.find((check) => whoHas(rows, task, check) === null)
  if (free) return free
  const names = checks.flatMap((check) => whoHas(rows, task, check)?.name ?? [])
  return refuse('wrong_state', `${names[0] ?? 'Somebody'} has the check of #${task.no} open.`)
}

/** @throws Refusal in the order visible, allowed, state */
function found(rows: Unit, no: number, ctx: Ctx): TaskRow {
  const task = taskOf(rows, no)
  mayUse('review.decide', ctx.actor)
  const doer = task.finishedBy ?? openChecks(rows, task)[0]?.person ?? null
  mayCheckIt(rows, task, doer, ctx)
  mustBe(task, ['review'], 'checked now')
  return task
}

export const reviewTake: CommandOf<'review.take'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const check = checkFor(rows, found(rows, no, ctx), ctx)
    if (check.checker !== ctx.actor.id) rows.put('review', { ...check, checker: ctx.actor.id })
    return { check: openCheckOf(check, ctx.actor.id) }
  },
}

export const reviewLeave: CommandOf<'review.leave'> = {
  needs: needsTask,
  decide(rows, { task: no }, ctx) {
    const task = found(rows, no, ctx)
    const open = openChecks(rows, task).filter(
      ({ id, checker }) => checker !== null && !rows.get('sealed', id),
    )
    const leads = leadsTeam(ctx.actor, task.team)
    const left =
      open.find(({ checker }) => checker === ctx.actor.id) ?? (leads ? open[0] : undefined)
    if (!left) return refuse('wrong_state', `You do not have the check of #${no} open.`)
    rows.put('review', { ...left, checker: null })
    return { check: openCheckOf(left, null) }
  },
}

export const reviewDecide: CommandOf<'review.decide'> = {
  needs: needsTask,
  decide(rows, input, ctx) {
    const task = found(rows, input.task, ctx)
    const check = checkFor(rows, task, ctx)
    const sealed = sealedOf(rows, task, check, input, ctx)
    const twin = check.twin ? rows.get('review', check.twin) : null
    const other = twin ? rows.get('sealed', twin.id) : null
    if (twin && !other) {
      rows.put('sealed', sealed)
      rows.put('review', { ...check, checker: ctx.actor.id })
    } else reveal(rows, task, other ? [other, sealed] : [sealed], ctx)
    return {
      task: shown(ctx.actor, taskOf(rows, task.no)),
      review: decidedOf(rows.get('review', check.id) ?? check),
    }
  },
}

/** @throws Refusal `invalid_input` naming what is missing or does not fit */
function sealedOf(
  rows: Unit,
  task: TaskRow,
  { id }: ReviewRow,
  { result, answers = {}, reasons = [], note }: Input<'review.decide'>,
  ctx: Ctx,
): SealedRow {
  const checklist = rows.get('checklist', task.type)
  const items = checklist?.items ?? []
  const verdict: Verdict = { result, answers, reasons, note: note ?? null }
  const reasonsHere = deskRules(ctx.office).returnReasons
  const problems = verdictProblems(verdict, { items, reasons: reasonsHere, steps: task.steps })
  if (problems.length > 0) refuseInput(problems)
  const version = items.length > 0 ? (checklist?.version ?? null) : null
  const score = scoreOf(items, answers)
  return { id, checker: ctx.actor.id, at: ctx.now, checklist: version, score, ...verdict }
}

/** All that was decided becomes known at one moment, and the task goes its way. */
function reveal(rows: Unit, task: TaskRow, all: readonly SealedRow[], ctx: Ctx): void {
  for (const { id, checker, checklist, score, result, answers, reasons, note } of all) {
    const row = rows.get('review', id)
    if (!row) continue
    const said = { checker, checklist, score, result, answers, reasons, note }
    rows.put('review', { ...row, ...said, checkedAt: ctx.now })
    rows.drop('sealed', id)
  }
  const checkedBy = [...new Set([...(task.checkedBy ?? []), ...all.map(({ checker }) => checker)])]
  const { checkAsked: _asked, ...known } = task
  const checked = { ...known, checkedBy }
  const { reasons, note } = joined(all)
  const returner = all.find((one) => one.result === 'return')
  if (returner) sendBack(rows, checked, { by: returner.checker, reasons, note }, ctx)
  else save(rows, { ...checked, status: 'done' }, ctx)
}

export type Unseal = { task: number; review: string }

/** Lets the first of two blind checks count alone, once a working day has passed without the other. */
export const reviewUnseal: Decision<Unseal, object> = {
  needs: needsTask,
  decide(rows, { task: no, review: id }, ctx) {
    const task = rows.get('task', no)
    const sealed = rows.get('sealed', id)
    const row = rows.get('review', id)
    if (task?.status !== 'review' || !sealed || !row) return {}
    if (aloneAt(sealed.at, ctx.office) > ctx.now) return {}
    if (row.twin) rows.drop('review', row.twin)
    rows.put('review', { ...row, twin: null })
    reveal(rows, { ...task, review: id }, [sealed], ctx)
    return {}
  },
}

/** Checks that were opened and not done go back to all checkers when the day is over. */
export function freeChecks(rows: Unit): void {
  for (const check of [...rows.all('review')]) {
    if (check.result !== null || check.checker === null || rows.get('sealed', check.id)) continue
    rows.put('review', { ...check, checker: null })
  }
}
