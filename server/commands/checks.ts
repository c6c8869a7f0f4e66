/** The check within a task's life: drawn when it is finished, found again, given back for correction. */
import type { ReturnedFor, ReviewRow } from '../contract/quality-rows.js'
import type { PersonRow, TaskRow, TaskTypeRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { deskRules } from '../domain/desk-rules.js'
import { canCheck, openChecks, skillOf } from '../domain/quality/open-checks.js'
import { causeOf, shareFor, type Cause, type Share } from '../domain/quality/sampling.js'
import { uncount } from './tally.js'
import { isQualified, nobodys, save, typeOf } from './tasks.js'
import { unteach } from './usual.js'

export const checkersOf = (rows: Unit, task: TaskRow, doer: string | null): PersonRow[] =>
  [...rows.all('person')].filter((person) => canCheck(rows, person, task, doer))

/**
 * What becomes of a task that was just finished: it is done, or its check opens. Work that nobody here could
 * check is done, since it would wait for ever; that it went unchecked is kept for the leads.
 * @param done with its finisher, its time, and its status as done
 */
export function afterFinish(rows: Unit, done: TaskRow, type: TaskTypeRow, ctx: Ctx): TaskRow {
  const {
    returned,
    checkAsked,
    review: _last,
    unchecked: _before,
    round: before = 0,
    ...task
  } = done
  const round = before + 1
  const share = shareOf(rows, type, ctx)
  const draw = ctx.draw(`review ${task.no}/${round}`)
  const cause = causeOf({ share, returned: !!returned, asked: !!checkAsked, draw })
  const checked = cause && openReview(rows, { ...task, round }, { cause, share: share.share }, ctx)
  return (
    checked ?? {
      ...task,
      ...(round > 1 ? { round } : {}),
      ...(cause === null ? {} : { unchecked: cause }),
    }
  )
}

function shareOf(rows: Unit, type: TaskTypeRow, ctx: Ctx): Share {
  const { id, person } = ctx.actor
  const skill = rows.get('skill', `${id}/${type.id}`)
  const grade = person?.grade ?? null
  const doer = { id, grade, level: skill?.level ?? null, given: skill?.since !== undefined }
  return shareFor(type, doer, (rate) => rows.get('rate', rate), deskRules(ctx.office).leadShare)
}

type Why = { cause: Cause; share: number }

/** Who checked an earlier round leaves this one to others, unless there are none. */
function forFreshEyes<T extends TaskRow>(rows: Unit, task: T): T {
  if (!task.checkedBy || checkersOf(rows, task, task.finishedBy).length > 0) return task
  return { ...task, checkedBy: undefined }
}

/**
 * Opens the check of finished work; now and then two of them, for two checkers who do not hear of each other.
 * @param task with the round that it is in
 * @returns the task in review; null where nobody may check it
 */
export function openReview(
  rows: Unit,
  finished: TaskRow & { round: number },
  why: Why,
  ctx: Ctx,
): TaskRow | null {
  const task = forFreshEyes(rows, finished)
  const checkers = checkersOf(rows, task, task.finishedBy)
  if (checkers.length === 0 || !task.finishedBy || !task.finishedAt) return null
  const blind = ctx.draw(`blind ${task.no}/${task.round}`) < deskRules(ctx.office).blindShare
  const id = `${task.no}.${task.round}`
  const first = reviewOf(rows, task, why, id)
  const twin = blind && checkers.length > 1 ? `${id}.2` : null
  rows.put('review', { ...first, twin })
  if (twin) rows.put('review', { ...first, id: twin, twin: first.id })
  const { checkAsked: _asked, ...rest } = task
  return { ...rest, ...nobodys, claimedAt: task.claimedAt, status: 'review', review: first.id }
}

function reviewOf(
  rows: Unit,
  task: TaskRow & { round: number },
  { cause, share }: Why,
  id: string,
): ReviewRow {
  const person = task.finishedBy ?? ''
  return {
    id,
    task: task.no,
    round: task.round,
    type: task.type,
    team: task.team,
    person,
    grade: rows.get('person', person)?.grade ?? null,
    level: skillOf(rows, person, task.type),
    finishedAt: task.finishedAt ?? '',
    cause,
    share,
    checker: null,
    checkedAt: null,
    result: null,
    checklist: null,
    answers: {},
    score: null,
    reasons: [],
    note: null,
    acknowledgedAt: null,
    dispute: null,
    twin: null,
  }
}

/** What was counted and learnt of work that is not finished after all. What was imported finished never was. */
export function takeBack(rows: Unit, task: TaskRow, ctx: Ctx): void {
  if (!task.finishedBy) return
  uncount(rows, task, ctx)
  unteach(rows, task)
}

/** Ends the checks of work that needs none any more, as if it had not been finished. */
export function dropChecks(rows: Unit, task: TaskRow): void {
  for (const { id } of openChecks(rows, task)) {
    rows.drop('review', id)
    rows.drop('sealed', id)
  }
}

/** The round before, so that work whose check was withdrawn is drawn again: nobody re-rolls what was drawn. */
export function roundBefore({ round = 0 }: TaskRow): { round?: number } {
  return round > 1 ? { round: round - 1 } : {}
}

const worksIn = ({ team, role, leads }: PersonRow, of: string) =>
  team === of || (role === 'lead' && leads.includes(of))

/** Who corrects returned work: who did it, unless they have left it or the team; null: whoever takes it. */
function corrector(rows: Unit, task: TaskRow): PersonRow | null {
  const doer = task.finishedBy ? rows.get('person', task.finishedBy) : null
  if (!doer?.active || !worksIn(doer, task.team)) return null
  return isQualified(rows, doer.id, typeOf(rows, task.type)) ? doer : null
}

const givesWork = (rows: Unit, by: string, { team }: TaskRow) => {
  const person = rows.get('person', by)
  return person?.role === 'lead' && person.leads.includes(team)
}

export type Return = { by: string; reasons: ReturnedFor[]; note: string | null }

/**
 * Gives finished work back to who did it, first in their list. Its outcome and differences stay, in case a
 * dispute shows that it was right.
 */
export function sendBack(
  rows: Unit,
  task: TaskRow,
  { by, reasons, note }: Return,
  ctx: Ctx,
): TaskRow {
  takeBack(rows, task, ctx)
  const doer = corrector(rows, task)
  const given = doer
    ? {
        status: 'assigned' as const,
        holder: doer.id,
        // Only leads give work; that somebody else did would tell everyone that it came back.
        assignedBy: givesWork(rows, by, task) ? by : 'system',
        assignedAt: ctx.now,
        pinned: true,
      }
    : { status: 'queued' as const }
  const returned = { at: ctx.now, by, reasons, note }
  return save(
    rows,
    { ...task, ...nobodys, finishedAt: null, finishedBy: null, ...given, returned },
    ctx,
  )
}
