/** The open checks of a task, who has them, and who may decide them and disputes about them. */
import type { DecidedCheck, OpenCheck } from '../../contract/quality-commands.js'
import type { ReviewRow } from '../../contract/quality-rows.js'
import type { Key, PersonRow, Rows, TableName, TaskRow } from '../../contract/rows.js'
import { doersOf, mayCheck } from './checkers.js'

/** Where rows are found: a unit of work, or a board. */
export type Shelf = { get<T extends TableName>(table: T, key: Key<T>): Rows[T] | null }

/** The open checks of a task: none, one, or two where two checkers look blind. */
export function openChecks(rows: Shelf, task: TaskRow): ReviewRow[] {
  const first = task.review ? rows.get('review', task.review) : null
  if (!first || first.result !== null) return []
  const twin = first.twin ? rows.get('review', first.twin) : null
  return twin ? [first, twin] : [first]
}

export const skillOf = (rows: Shelf, person: string, type: string) =>
  rows.get('skill', `${person}/${type}`)?.level ?? null

export const isOfLead = (rows: Shelf, doer: string | null) =>
  doer !== null && rows.get('person', doer)?.role === 'lead'

type Whose = { doer: string | null; before?: readonly string[] | undefined }

const allows = (rows: Shelf, person: PersonRow, task: TaskRow, { doer, before = [] }: Whose) =>
  person.active &&
  mayCheck(person, skillOf(rows, person.id, task.type), task, {
    barred: new Set([...doersOf(task), ...(doer === null ? [] : [doer]), ...before]),
    ofLead: isOfLead(rows, doer),
  })

/** Whether somebody may check this work. @param doer who finished the round in question */
export const canCheck = (rows: Shelf, person: PersonRow, task: TaskRow, doer: string | null) =>
  allows(rows, person, task, { doer, before: task.checkedBy })

/**
 * Who has a check open. Somebody who may no longer check it, or has left, has it no more.
 * @returns null: it is free
 */
export function whoHas(rows: Shelf, task: TaskRow, check: ReviewRow): PersonRow | null {
  const person = check.checker === null ? null : rows.get('person', check.checker)
  if (!person) return null
  return rows.get('sealed', check.id) || canCheck(rows, person, task, check.person) ? person : null
}

/** What a checker may know of an open check. */
export const openCheckOf = (check: ReviewRow, checker: string | null): OpenCheck => ({
  // Of two blind checkers neither learns which of the two checks is theirs, so both read one id.
  id: `${check.task}.${check.round}`,
  task: check.task,
  round: check.round,
  type: check.type,
  team: check.team,
  person: check.person,
  finishedAt: check.finishedAt,
  corrected: check.cause === 'returned',
  checker,
})

/** What whoever decides a check or a dispute about it gets back: nothing of how the work was drawn. */
export function decidedOf(review: ReviewRow): DecidedCheck {
  const {
    cause: _cause,
    share: _share,
    grade: _grade,
    level: _level,
    twin: _twin,
    ...decided
  } = review
  return { ...decided, id: review.result === null ? `${review.task}.${review.round}` : review.id }
}

/** The returns that a dispute is about: this one, and its twin's where both checkers returned it. */
export function disputedOf(rows: Shelf, review: ReviewRow): ReviewRow[] {
  const twin = review.twin ? rows.get('review', review.twin) : null
  return twin?.result === 'return' ? [review, twin] : [review]
}

/** Why this person cannot decide the dispute; null: they can. */
export function whyNotSettled(
  rows: Shelf,
  actor: PersonRow | null,
  task: TaskRow,
  review: ReviewRow,
): string | null {
  if (actor && (review.person === actor.id || doersOf(task).has(actor.id)))
    return 'Nobody decides a dispute about their own work.'
  if (disputedOf(rows, review).some(({ checker }) => checker === actor?.id))
    return 'You returned it; a second checker decides the dispute.'
  const may = actor && allows(rows, actor, task, { doer: review.person })
  return may ? null : 'Only who may check such work decides a dispute about it.'
}
