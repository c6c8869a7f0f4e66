/** What the model says of commands on one task, of new tasks, and of whoever moves or leaves. */
import type { Entry } from '../../db/queries/commit.js'
import { compareNext, compareQueue } from '../../server/contract/order.js'
import type { PersonRow, TaskRow } from '../../server/contract/rows.js'
import {
  nobodys,
  OPEN,
  statesFor,
  type Ask,
  type ModelInput,
  type ModelOffice,
  type ModelTask,
} from './model-office.js'
import { finish } from './model-quality.js'

/** In the queue, as if nobody had ever taken it. */
export const toQueue = (task: ModelTask): ModelTask =>
  Object.assign(task, nobodys, { status: 'queued' })

/** What becomes urgent no longer waits at a place that it was given before. */
export function prioritise(task: ModelTask, priority = task.priority): ModelTask {
  const place = priority === 'urgent' && task.priority !== 'urgent' ? null : task.place
  return Object.assign(task, { priority, place })
}

/** Each is in turn what the command makes of it, if the command may. */
export function onTask(
  office: ModelOffice,
  entry: Entry,
  input: ModelInput,
  ask: Ask,
): ModelTask[] {
  const { actor, command } = entry
  const task = office.taskOf(entry, input.task)
  const person = office.people.get(actor)
  ask(person !== undefined && person.active, 'the actor is nobody of this office')
  const leads = office.leads(actor, task.team)
  const mine = task.holder === actor
  const states = statesFor[command]
  if (states) ask(states.includes(task.status), `the task is ${task.status}`)
  switch (command) {
    case 'task.claim':
      return claim(office, task, actor, ask)
    case 'task.finish':
      ask(mine, 'not the holder')
      return finish(office, entry, task, ask)
    case 'task.step':
      ask(mine, 'not the holder')
      return [task]
    case 'task.release':
    case 'task.hold':
    case 'task.resume':
      ask(mine || leads, 'neither holder nor lead')
      return [moved(task, command)]
    case 'task.cancel':
      ask(
        leads || (task.status === 'queued' && task.createdBy === actor),
        'neither lead nor its creator',
      )
      ask(!office.isOwnUnderReview(actor, task), 'their own work is being checked')
      return [Object.assign(task, nobodys, { status: 'cancelled' })]
    case 'task.reopen':
      ask(leads, 'not the lead')
      return [toQueue(task)]
    case 'task.edit':
      ask(mine || leads, 'neither holder nor lead')
      ask(!office.isOwnUnderReview(actor, task), 'their own work is being checked')
      return [edit(office, task, input, ask)]
    case 'task.extend':
      ask(mine || leads, 'neither holder nor lead')
      return [extend(office, entry, task, input, ask)]
    case 'task.note':
      return [task]
    default:
      throw new Error(`the model does not know ${command}`)
  }
}

function claim(office: ModelOffice, task: ModelTask, actor: string, ask: Ask): ModelTask[] {
  const mine = task.holder === actor
  ask(
    task.status === 'queued' || (mine && ['assigned', 'active'].includes(task.status)),
    `the task is ${task.status} with ${task.holder}`,
  )
  ask(office.leads(actor, task.team) || office.worksIn(actor, task.team), 'it is of another team')
  if (mine && task.status === 'active') return []
  ask(office.qualifies(actor, task.type), `${actor} has no skill for ${task.type}`)
  ask(mine || office.hasRoom(actor, task.team), `${actor} holds as many as the team allows`)
  return [Object.assign(task, { status: 'active', holder: actor, place: null })]
}

function moved(task: ModelTask, command: string): ModelTask {
  if (command === 'task.release') return toQueue(task)
  return Object.assign(task, { status: command === 'task.hold' ? 'waiting' : 'active' })
}

function edit(office: ModelOffice, task: ModelTask, input: ModelInput, ask: Ask): ModelTask {
  const { type = task.type, team = task.team } = input
  ask(
    (type === task.type && team === task.team) || task.status === 'queued',
    'moved while it was held',
  )
  const dueAt = input.dueAt === undefined ? task.dueAt : input.dueAt
  if (input.reference) office.references.add(input.reference)
  return prioritise(Object.assign(task, { type, team, dueAt }), input.priority)
}

/** The end of its clock comes later, and when it was named, then. */
function extend(
  office: ModelOffice,
  { puts }: Entry,
  task: ModelTask,
  { dueAt }: ModelInput,
  ask: Ask,
): ModelTask {
  const endOf = (row: TaskRow | undefined) => row?.clock?.end?.dueAt ?? ''
  const written = puts.find(({ t, row }) => t === 'task' && (row as TaskRow).no === task.no)
  const end = endOf(written?.row as TaskRow | undefined)
  ask(end > endOf(office.rows.get(task.no)), `its clock ends ${end}`)
  ask(dueAt === undefined || end === dueAt, `its clock ends ${end}, ${dueAt} was asked`)
  return task
}

/** @param at its place among the tasks that the entry wrote */
export function create(office: ModelOffice, entry: Entry, input: ModelInput, at = 0): ModelTask {
  const type = office.types.get(input.type ?? '')
  const written = entry.puts.filter(({ t }) => t === 'task')[at]?.row as TaskRow
  const task: ModelTask = {
    no: ++office.lastNo,
    type: input.type ?? '',
    team: input.team ?? type?.team ?? office.people.get(entry.actor)?.team ?? written.team,
    priority: input.priority ?? type?.priority ?? 'normal',
    // The rule for due times has tests of its own.
    dueAt: input.dueAt === undefined ? written.dueAt : input.dueAt,
    status: 'queued',
    ...nobodys,
    createdBy: entry.actor,
  }
  if (input.reference) office.references.add(input.reference)
  office.tasks.set(task.no, task)
  return task
}

export function importRows(office: ModelOffice, entry: Entry, { rows }: ModelInput): ModelTask[] {
  const made: ModelTask[] = []
  for (const row of rows) {
    if (row.reference && office.references.has(row.reference)) continue
    if (!office.types.has(row.type ?? '') || (row.team && !office.teams.has(row.team))) continue
    if (isBeyondLaw(office, entry, row, made.length)) continue
    const task = create(office, entry, row, made.length)
    if (row.finishedAt) task.status = 'done'
    made.push(task)
  }
  return made
}

/** A due time after the law's keeps a line out; when that is has tests of its own, so what was written tells. */
function isBeyondLaw(
  office: ModelOffice,
  entry: Entry,
  row: ModelInput['rows'][number],
  at: number,
): boolean {
  if (row.dueAt === undefined || row.finishedAt) return false
  // It may bind the whole or a step, for everyone or in a team.
  if (!JSON.stringify(office.types.get(row.type ?? '')).includes('"law":true')) return false
  const written = entry.puts.filter(({ t }) => t === 'task')[at]?.row as TaskRow | undefined
  return !written || (['type', 'title', 'dueAt'] as const).some((key) => written[key] !== row[key])
}

export function claimNext(
  office: ModelOffice,
  entry: Entry,
  { types, team }: ModelInput,
  ask: Ask,
): ModelTask[] {
  const { actor } = entry
  const wanted = [...office.tasks.values()].filter(
    (task) => (!types || types.includes(task.type)) && (!team || task.team === team),
  )
  const given = wanted.filter((task) => task.status === 'assigned' && task.holder === actor)
  const free = wanted.filter(
    (task) =>
      task.status === 'queued' &&
      office.worksIn(actor, task.team) &&
      office.hasRoom(actor, task.team) &&
      office.qualifies(actor, task.type),
  )
  // What came back from its check comes first.
  const told = (task: ModelTask) => ({ ...task, returned: office.rows.get(task.no)?.returned })
  const next = given.sort((a, b) => compareNext(told(a), told(b)))[0] ?? free.sort(compareQueue)[0]
  office.nexts.set(entry.seq, next?.no ?? null)
  if (!next) return []
  const written = entry.puts.flatMap(({ t, row }) => (t === 'task' ? [(row as TaskRow).no] : []))
  ask(written.includes(next.no), `the next was ${next.no}, it took ${written.join()}`)
  return [Object.assign(next, { status: 'active', holder: actor, place: null })]
}

/** Who takes no tasks any more holds none; who moves keeps what they have begun. */
export function move({ tasks }: ModelOffice, { puts }: Entry, { person }: ModelInput): ModelTask[] {
  const now = puts.flatMap(({ t, row }) => (t === 'person' ? [row as PersonRow] : []))[0]
  if (!now) return []
  const takes = now.active && (now.role === 'clerk' || now.role === 'lead')
  const works = (team: string) =>
    now.team === team || (now.role === 'lead' && now.leads.includes(team))
  return [...tasks.values()]
    .filter(({ holder, status }) => holder === person && OPEN.includes(status))
    .filter(({ status, team }) => !takes || (status === 'assigned' && !works(team)))
    .map(toQueue)
}
