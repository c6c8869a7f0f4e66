/** What the model says of finished work and its check: who is checked, by whom, and where the task goes. */
import type { Entry } from '../../db/queries/commit.js'
import type { ReviewRow, SealedRow } from '../../server/contract/quality-rows.js'
import type { TaskRow } from '../../server/contract/rows.js'
import {
  nobodys,
  type Ask,
  type ModelInput,
  type ModelOffice,
  type ModelTask,
} from './model-office.js'

type Put = 'task' | 'review' | 'sealed'
type Written = { task: TaskRow; review: ReviewRow; sealed: SealedRow }
const written = <T extends Put>({ puts }: Entry, table: T): Written[T][] =>
  puts.flatMap(({ t, row }) => (t === table ? [row as unknown as Written[T]] : []))

/** Whether somebody ever had a task in hand, ticked a step of it or finished it. */
function did(office: ModelOffice, who: string, no: number): boolean {
  const row = office.rows.get(no)
  const held = office.lives.get(no)?.some((one) => one.status === 'active' && one.holder === who)
  return held === true || row?.steps.some(({ doneBy }) => doneBy === who) === true
}

/** A lead of the team, a named checker, or a colleague who could teach it; never who did part of it. */
function mayCheck(office: ModelOffice, who: string, task: ModelTask, doer: string | null): boolean {
  const person = office.people.get(who)
  if (!person?.active || who === doer || did(office, who, task.no)) return false
  if (person.role !== 'lead' && person.role !== 'clerk') return false
  if (office.leads(who, task.team)) return true
  if (office.rows.get(task.no)?.confidential) return false
  const teaches = office.skills.get(`${who}/${task.type}`)?.level === 4
  // A lead's own work is for another lead, or for who could teach it.
  const ofLead = doer !== null && office.people.get(doer)?.role === 'lead'
  const named = person.checks?.includes(task.type) && (!ofLead || teaches || person.role === 'lead')
  return named === true || (teaches && person.team === task.team)
}

/** The share of such work of theirs that is checked; 0 and 1 leave nothing to chance. */
function shareOf(office: ModelOffice, who: string, type: string): number {
  const row = office.types.get(type)
  // What a lead has set counts for their own work from the office's tenth up.
  const own = office.rates.get(`${type}/*/${who}`)
  // What they changed has lessened nothing of their own.
  const floor = own?.floor ? own.share : 0
  const fair = (share: number, by?: string) => (by === who ? Math.max(share, 0.1, floor) : share)
  const usual = fair(row?.reviewRate ?? 0, row?.reviewRateBy)
  const grade = office.people.get(who)?.grade ?? null
  const { level, since } = office.skills.get(`${who}/${type}`) ?? {}
  // Who was put in training, with a trainer, is always checked.
  if (since !== undefined && level === 1) return 1
  if (usual <= 0) return 0
  if (grade === 'I' || level === undefined || level === 1 || level === 2) return 1
  const named = [`${type}/*/${who}`, ...(grade ? [`${type}/${grade}/*`] : []), `${type}/*/*`]
  const rate = named.map((id) => office.rates.get(id)).find((one) => one && !one.floor)
  return Math.max(floor, rate ? fair(rate.share, rate.by) : usual)
}

/** Done, or waiting for its check: all of what came back or was asked for, and else as the share says. */
export function finish(office: ModelOffice, entry: Entry, task: ModelTask, ask: Ask): ModelTask[] {
  const before = office.rows.get(task.no)
  const row = written(entry, 'task').find(({ no }) => no === task.no)
  const opened = written(entry, 'review')
  const checked = row?.status === 'review'
  const possible = [...office.people.keys()].some((id) => mayCheck(office, id, task, entry.actor))
  const share = shareOf(office, entry.actor, task.type)
  const sure = before?.returned || before?.checkAsked || share === 1
  ask(!checked || possible, 'nobody may check it')
  if (possible && sure) ask(checked, 'it should be checked')
  if (!sure && share === 0) ask(!checked, 'it should not be checked')
  ask(checked ? opened.length > 0 : opened.length === 0, `${opened.length} checks were opened`)
  ask(opened.length < 3, `${opened.length} checks were opened`)
  for (const { task: of, person, result, checker } of opened)
    ask(
      of === task.no && person === entry.actor && result === null && checker === null,
      'its check is of something else',
    )
  return [Object.assign(task, nobodys, { status: checked ? 'review' : 'done' })]
}

/** The open checks of a task: none, one, or two of which neither checker hears. */
function openOf(office: ModelOffice, no: number): ReviewRow[] {
  const first = office.reviews.get(office.rows.get(no)?.review ?? '')
  if (!first || first.result !== null) return []
  const twin = first.twin === null ? undefined : office.reviews.get(first.twin)
  return twin ? [first, twin] : [first]
}

/** First in the list of who did it, or in the queue where they can do it no more. */
function sendBack(office: ModelOffice, task: ModelTask): ModelTask {
  const doer = office.rows.get(task.no)?.finishedBy ?? ''
  const theirs = office.worksIn(doer, task.team) && office.qualifies(doer, task.type)
  const given = { status: 'assigned', holder: doer, pinned: true, place: null }
  return Object.assign(task, theirs ? given : { ...nobodys, status: 'queued' })
}

const revealed = (office: ModelOffice, task: ModelTask, results: readonly string[]) =>
  results.includes('return') ? sendBack(office, task) : Object.assign(task, { status: 'done' })

function decide(office: ModelOffice, entry: Entry, input: ModelInput, ask: Ask): ModelTask[] {
  const task = office.taskOf(entry, input.task)
  const checks = openOf(office, task.no)
  const sealed = checks.flatMap(({ id }) => office.sealed.get(id) ?? [])
  ask(checks.length > 0, 'it has no open check')
  ask(
    sealed.every(({ checker }) => checker !== entry.actor),
    'has decided it before',
  )
  const others = checks.filter(({ id }) => !office.sealed.has(id))
  ask(
    others.some(({ checker }) => free(office, task, checker, entry.actor)),
    'somebody else has it open',
  )
  if (checks.length === 2 && sealed.length === 0) {
    ask(written(entry, 'sealed').length === 1, 'it should stay sealed')
    return []
  }
  return [revealed(office, task, [...sealed.map(({ result }) => result), input.result])]
}

/** A check is free for the actor when nobody, or nobody who may, has it open. */
const free = (office: ModelOffice, task: ModelTask, checker: string | null, actor: string) =>
  checker === null ||
  checker === actor ||
  !mayCheck(office, checker, task, office.rows.get(task.no)?.finishedBy ?? null)

/** Once a working day is over the first of two blind checks counts alone. */
function unseal(office: ModelOffice, entry: Entry, input: ModelInput, ask: Ask): ModelTask[] {
  const sealed = office.sealed.get(input.review)
  if (written(entry, 'task').length === 0) return []
  const task = office.taskOf(entry, input.task)
  ask(task.status === 'review' && sealed !== undefined, 'nothing of it is sealed')
  return [revealed(office, task, [sealed?.result ?? ''])]
}

/** What somebody says to a check of their own work, or a second checker to a dispute. */
function answer(office: ModelOffice, entry: Entry, input: ModelInput, ask: Ask): ModelTask[] {
  const review = office.reviews.get(input.review)
  if (!review) throw new Error(`#${entry.seq} ${entry.command}: there is no check ${input.review}`)
  const task = office.taskOf(entry, review.task)
  const twin = review.twin === null ? undefined : office.reviews.get(review.twin)
  if (entry.command !== 'review.settle') {
    ask(review.person === entry.actor && review.result !== null, 'it is no check of their work')
    if (entry.command === 'review.acknowledge') return review.acknowledgedAt === null ? [task] : []
    ask(review.result === 'return' && !review.dispute && !twin?.dispute, 'it cannot be disputed')
    return [task]
  }
  ask(!!review.dispute && !review.dispute.decision, 'no dispute waits')
  ask(mayCheck(office, entry.actor, task, review.person), 'may not check it')
  const returners = [review, ...(twin?.result === 'return' ? [twin] : [])]
  ask(
    returners.every(({ checker }) => checker !== entry.actor),
    'decides about their own return',
  )
  const row = office.rows.get(task.no)
  const same = !!row?.returned && row.round === review.round
  if (!input.upheld || !same) return [task]
  const idle = task.status === 'assigned' || task.status === 'queued'
  return [
    idle
      ? Object.assign(task, nobodys, { status: 'done' })
      : Object.assign(task, { pinned: false }),
  ]
}

/** Asked for while it is open it is marked; finished today it goes to its check. */
function askFor(office: ModelOffice, entry: Entry, input: ModelInput, ask: Ask): ModelTask[] {
  const task = office.taskOf(entry, input.task)
  ask(office.leads(entry.actor, task.team), 'does not lead its team')
  if (input.asked === false) {
    const before = office.rows.get(task.no)
    ask(before?.checkAsked === entry.actor, 'did not ask for it')
    ask(before?.holder !== entry.actor, 'has a hand in it')
    return [Object.assign(task, task.status === 'review' ? { status: 'done' } : {})]
  }
  ask(task.status !== 'review' && task.status !== 'cancelled', `the task is ${task.status}`)
  return [Object.assign(task, task.status === 'done' ? { status: 'review' } : {})]
}

export function onReview(
  office: ModelOffice,
  entry: Entry,
  input: ModelInput,
  ask: Ask,
): ModelTask[] {
  switch (entry.command) {
    case 'review.ask':
      return askFor(office, entry, input, ask)
    case 'review.unseal':
      return unseal(office, entry, input, ask)
    case 'review.take':
    case 'review.leave':
    case 'review.decide': {
      const task = office.taskOf(entry, input.task)
      const doer = office.rows.get(task.no)?.finishedBy ?? null
      ask(task.status === 'review', `the task is ${task.status}`)
      ask(mayCheck(office, entry.actor, task, doer), 'may not check it')
      return entry.command === 'review.decide' ? decide(office, entry, input, ask) : []
    }
    default:
      return answer(office, entry, input, ask)
  }
}
