/** What the model says of commands on several tasks, of taking them back, and of what happens by itself. */
import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '../../db/queries/commit.js'
import { compareNext, compareQueue } from '../../server/contract/order.js'
import type { TaskRow } from '../../server/contract/rows.js'
import {
  ModelOffice,
  statesFor,
  type Ask,
  type ModelInput,
  type ModelMove,
  type ModelTask,
} from './model-office.js'
import { prioritise, toQueue } from './model-tasks.js'

const writtenBy = ({ puts }: Entry) =>
  new Map(
    puts.flatMap(({ t, row }) => (t === 'task' ? [[(row as TaskRow).no, row as TaskRow]] : [])),
  )

/** The tasks that a lead names, each once and in a state that the command allows. */
function named(office: ModelOffice, entry: Entry, { tasks }: ModelInput, ask: Ask): ModelTask[] {
  return [...new Set(tasks)].map((no) => {
    const task = office.taskOf(entry, no)
    ask(office.leads(entry.actor, task.team), `does not lead the team of #${no}`)
    ask(statesFor[entry.command]?.includes(task.status) ?? false, `#${no} is ${task.status}`)
    ask(!office.isOwnUnderReview(entry.actor, task), `#${no} is their own and being checked`)
    return task
  })
}

const give = (task: ModelTask, to: string, place: number | null) =>
  Object.assign(task, { status: 'assigned', holder: to, pinned: false, place })

export function assign(
  office: ModelOffice,
  entry: Entry,
  input: ModelInput,
  ask: Ask,
): ModelTask[] {
  const tasks = named(office, entry, input, ask)
  const { to } = input
  if (to === null) return tasks.map(toQueue)
  for (const task of tasks) mayHave(office, to, task, ask)
  const held = (task: ModelTask) => task.holder === to && task.status === 'assigned'
  const more = tasks.filter((task) => !held(task)).length
  for (const { team } of tasks)
    ask(office.hasRoom(to, team, more), `${to} gets more than ${team} allows`)
  return tasks.map((task) => give(task, to, null))
}

function mayHave(office: ModelOffice, who: string, { no, team, type }: ModelTask, ask: Ask): void {
  ask(office.worksIn(who, team) && office.qualifies(who, type), `${who} may not have #${no}`)
}

export function change(
  office: ModelOffice,
  entry: Entry,
  input: ModelInput,
  ask: Ask,
): ModelTask[] {
  const { priority, team, dueAt } = input
  return named(office, entry, input, ask).map((task) => {
    if (team !== undefined) {
      ask(office.teams.has(team), `there is no team ${team}`)
      ask(
        team === task.team || task.status === 'queued',
        `#${task.no} was routed while it was held`,
      )
      task.team = team
    }
    if (dueAt !== undefined) {
      ask(keepsLaw(office.rows.get(task.no), dueAt), `#${task.no} is put off beyond the law`)
      task.dueAt = dueAt
    }
    return prioritise(task, priority)
  })
}

/** What the law sets may come earlier, and later only by an extension. */
function keepsLaw(row: TaskRow | undefined, dueAt: string | null): boolean {
  const steps = (row?.steps ?? []).flatMap(({ due, doneAt }) => (due && !doneAt ? [due] : []))
  const lawful = [...steps, ...(row?.clock?.end ? [row.clock.end] : [])]
    .filter(({ rule }) => rule.law)
    .map((due) => due.dueAt)
  const first = lawful.sort()[0]
  return first === undefined || dueAt === row?.dueAt || (dueAt !== null && dueAt <= first)
}

export function pin(office: ModelOffice, entry: Entry, input: ModelInput, ask: Ask): ModelTask[] {
  const tasks = named(office, entry, input, ask)
  return tasks.map((task) => Object.assign(task, { pinned: input.pinned }))
}

export function balance(
  office: ModelOffice,
  entry: Entry,
  { team = '', seq, moves }: ModelInput,
  ask: Ask,
): ModelTask[] {
  const { actor } = entry
  ask(office.leads(actor, team), `does not lead ${team}`)
  ask(new Set(moves.map(({ task }) => task)).size === moves.length, 'a task is there twice')
  const tasks = moves.map((move) => {
    const task = office.taskOf(entry, move.task)
    ask(isAsProposed(office.at(task.no, entry.seq - 1), move, team, seq), `#${task.no} has changed`)
    return task
  })
  const takers = new Set(moves.flatMap(({ from, to }) => (to !== null && to !== from ? [to] : [])))
  moves.forEach(({ from, to }, at) => {
    if (to !== null && to !== from) mayHave(office, to, tasks[at] as ModelTask, ask)
  })
  for (const one of takers) {
    const into = moves.filter(({ from, to }) => to === one && from !== one).length
    const out = moves.filter(({ from, to }) => from === one && to !== one).length
    ask(office.hasRoom(one, team, into - out), `${one} gets more than ${team} allows`)
  }
  return moves.map(({ from, to, place }, at) => {
    const task = tasks[at] as ModelTask
    if (to === null) return toQueue(task)
    return to === from ? Object.assign(task, { place }) : give(task, to, place)
  })
}

/** Whether a task was still such that the move could be made. */
export function isAsProposed(
  was: ReturnType<ModelOffice['at']>,
  { from }: ModelMove,
  team: string,
  seq: number,
): boolean {
  if (!was || was.team !== team || was.seq > seq || was.holder !== from) return false
  return was.status === (from === null ? 'queued' : 'assigned')
}

/** Absent fields as what they mean: not pinned, or none. */
const told = (row: TaskRow) => {
  const { seq: _seq, ...rest } = row
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(given.filter(([key, value]) => key !== 'pinned' || value === true))
}

/** Where somebody gets their assignment back, the time in which they are to begin it begins anew. */
const begunAnew = (before: TaskRow, { assignedAt }: TaskRow): TaskRow =>
  before.status === 'assigned' ? { ...before, assignedAt } : before

/** Every task is again what it was before, in all its fields, and none may have moved on. */
export function takeBack(
  office: ModelOffice,
  entry: Entry,
  { undo: id }: ModelInput,
  ask: Ask,
): ModelTask[] {
  const undo = office.undos.get(id)
  if (!undo) throw new Error(`#${entry.seq} takes back ${id}, which is not there`)
  ask(undo.gone === Infinity, 'it was taken back before')
  ask(undo.by === entry.actor, `it was ${undo.by} who did that`)
  ask(Date.parse(entry.at) < ModelOffice.until(undo), 'the time for it is over')
  const written = writtenBy(entry)
  return [...undo.before].map(([no, before]) => {
    const task = office.taskOf(entry, no)
    ask(office.at(no, entry.seq - 1)?.seq === undo.seq, `#${no} has moved on`)
    ask(
      office.leads(entry.actor, before.team),
      `does not lead ${before.team}, to which #${no} goes`,
    )
    const holder = before.holder === null ? null : office.people.get(before.holder)
    ask(holder === null || holder?.active === true, `${before.holder} has left`)
    const row = written.get(no)
    if (before.holder !== null && before.holder !== office.rows.get(no)?.holder)
      mayHave(office, before.holder, { ...task, team: before.team }, ask)
    ask(
      row !== undefined && isDeepStrictEqual(told(row), told(begunAnew(before, row))),
      `#${no} is ${JSON.stringify(row)}, was ${JSON.stringify(before)}`,
    )
    const { type, team, priority, dueAt, status } = before
    const { pinned = false, place = null } = before
    const then = { type, team, priority, dueAt, status, holder: before.holder, pinned, place }
    return Object.assign(task, then)
  })
}

/**
 * What nobody began in time goes back, if it is still the same assignment and the team wants that; only the next
 * of its holder, and only while they have nothing in hand.
 */
export function returned(
  office: ModelOffice,
  entry: Entry,
  { task: no, assignedAt }: ModelInput,
): ModelTask[] {
  const task = office.tasks.get(no)
  const after = task && office.teams.get(task.team)?.rules?.returnAfter
  if (!task?.holder || !after || office.rows.get(no)?.assignedAt !== assignedAt) return []
  const hand = [...office.tasks.values()].filter(({ holder }) => holder === task.holder)
  const next = hand.filter((one) => office.mayLie(one)).sort(compareNext)[0]
  if (next?.no !== no || hand.some(({ status }) => status === 'active')) return []
  const free = Date.parse(office.free.get(task.holder) ?? assignedAt)
  const due = Math.max(free, Date.parse(assignedAt)) + after * 60_000
  return due <= Date.parse(entry.at) ? [toQueue(task)] : []
}

/**
 * Out of the queue to clerks at their desks who may have it, one each: what comes before it and is like it has
 * gone to somebody too.
 */
export function pushed(
  office: ModelOffice,
  entry: Entry,
  { team = '', returned: back }: ModelInput,
  ask: Ask,
): ModelTask[] {
  const written = writtenBy(entry)
  const takers = [...written.values()].map(({ holder }) => holder)
  ask(new Set(takers).size === takers.length, 'pushed two to one person')
  ask(takers.length === 0 || office.teams.get(team)?.rules?.push === true, `${team} pushes nothing`)
  const came = (no: number, from?: string) =>
    back.some(({ task, by }) => task === no && (from === undefined || by === from))
  const like = ({ type, no, priority }: ModelTask) => {
    const { standardMinutes, confidential } = office.rows.get(no) ?? {}
    return `${type} ${standardMinutes} ${priority === 'urgent'} ${confidential}`
  }
  const tasks = [...written.values()].map((row) => {
    const task = office.taskOf(entry, row.no)
    const isQueued = task.team === team && task.status === 'queued'
    ask(isQueued, `#${task.no} is not in the queue of ${team}`)
    ask(!row.confidential, `#${task.no} is confidential`)
    const before = [...office.tasks.values()].find(
      (one) =>
        one.status === 'queued' &&
        one.team === team &&
        !written.has(one.no) &&
        !came(one.no) &&
        like(one) === like(task) &&
        compareQueue(one, task) < 0,
    )
    ask(before === undefined, `#${before?.no} comes before #${task.no}`)
    return task
  })
  for (const task of tasks) mayBeGiven(office, task, written.get(task.no)?.holder ?? '', ask)
  for (const { no } of tasks) ask(!came(no, written.get(no)?.holder ?? ''), `#${no} has come back`)
  return tasks.map((task) => give(task, written.get(task.no)?.holder ?? '', null))
}

function mayBeGiven(office: ModelOffice, task: ModelTask, to: string, ask: Ask): void {
  const taker = office.people.get(to)
  const isClerk = taker?.active === true && taker.role === 'clerk' && taker.team === task.team
  ask(isClerk, `${to} is no clerk`)
  ask(taker?.presence === 'available', `${to} is ${taker?.presence}`)
  const hasNext = [...office.tasks.values()].some(
    ({ holder, status, team }) => holder === to && status === 'assigned' && team === task.team,
  )
  ask(!hasNext, `${to} has a next task`)
  ask(office.hasRoom(to, task.team), `${to} holds as many as ${task.team} allows`)
  mayHave(office, to, task, ask)
  ask(office.skills.get(`${to}/${task.type}`)?.level !== 1, `${to} is in training for it`)
}
