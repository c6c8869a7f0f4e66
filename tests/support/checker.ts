/** Verifies every answer that was given against the log, as told by the model. */
import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '../../db/queries/commit.js'
import { commands, isCommandName, isWrite } from '../../server/contract/commands.js'
import type { Failure } from '../../server/contract/errors.js'
import type { ShownTask } from '../../server/contract/rows.js'
import type { Answer } from '../../server/contract/wire.js'
import { foreign } from '../../server/doors/reply.js'
import { isAsProposed } from './model-many.js'
import { statesFor, type ModelInput } from './model-office.js'
import { Model } from './model.js'

/** A command that somebody sent, and what came back; null: nothing did, and it is not known whether it was done. */
export type Call = {
  person: string
  id: string
  name: string
  input: unknown
  answer: Answer | null
  /** Log positions known for certain when it was sent, and at the latest when it was answered. */
  from: number
  to: number
}

/** @throws Error naming the first entry or answer that breaks a promise */
export function checkOffice(entries: readonly Entry[], calls: readonly Call[]): Model {
  const model = new Model()
  const done = new Map<string, Entry>()
  for (const entry of entries) {
    const key = `${entry.actor} ${entry.id}`
    if (done.has(key))
      throw new Error(`${key} is in the log twice: ${done.get(key)?.seq} and ${entry.seq}`)
    done.set(key, entry)
    model.replay(entry)
  }
  const told = new Map<string, Answer>()
  for (const call of calls) {
    if (!call.answer || !isCommandName(call.name) || !isWrite(call.name)) continue
    const key = `${call.person} ${call.id}`
    const say = (what: string): never => {
      throw new Error(
        `${call.name} ${JSON.stringify(call.input)} by ${call.person} (${call.id}): ${what}`,
      )
    }
    const entry = done.get(key)
    if (!call.answer.ok) {
      if (
        call.answer.error.code === 'unavailable' ||
        call.answer.error.code === 'command_id_reused'
      )
        continue
      if (call.answer.error.message === foreign.message) say('was taken for another site’s')
      if (entry && entry.seq <= call.from)
        say(`was refused with ${call.answer.error.code} after it had been done at ${entry.seq}`)
      checkRefusal(model, call, call.answer.error, say)
      continue
    }
    if (!entry) return say(`was acknowledged at ${call.answer.seq} and is not in the log`)
    checkAcknowledged(model, call, { answer: call.answer, entry }, say)
    const before = told.get(key)
    if (before && !isDeepStrictEqual(before, call.answer)) say('was answered in two ways')
    told.set(key, call.answer)
  }
  return model
}

type Say = (what: string) => never
type Told = { answer: Answer & { ok: true }; entry: Entry }

function checkAcknowledged(model: Model, call: Call, { answer, entry }: Told, say: Say): void {
  if (entry.seq !== answer.seq) say(`says ${answer.seq}, the log has it at ${entry.seq}`)
  if (entry.command !== call.name) say(`the log has ${entry.command}`)
  if (!sameInput(call, entry)) say(`the log has ${JSON.stringify(entry.input)}`)
  const output = answer.output as { task?: ShownTask | null; tasks?: ShownTask[] }
  const shown = [...(output.tasks ?? []), ...(output.task ? [output.task] : [])]
  for (const task of shown) {
    const was = model.at(task.no, entry.seq)
    if (was?.status !== task.status || was.holder !== task.holder)
      say(`shows #${task.no} ${task.status} with ${task.holder}`)
  }
  if (call.name === 'task.claimNext' && (output.task?.no ?? null) !== model.nexts.get(entry.seq)) {
    say(`gave ${output.task?.no}, the next was ${model.nexts.get(entry.seq)}`)
  }
}

function sameInput(call: Call, entry: Entry): boolean {
  if (!isCommandName(call.name)) return false
  const spec = commands[call.name]
  if ('secret' in spec) return true
  const parsed: unknown = JSON.parse(JSON.stringify(spec.input.parse(call.input ?? {})))
  return isDeepStrictEqual(parsed, entry.input)
}

/** What a refusal says was true at some moment between asking and answering. */
function checkRefusal(model: Model, call: Call, error: Failure, say: Say): void {
  if (call.name === 'undo.apply') return checkUndo(model, call, error, say)
  if (call.name === 'balance.apply') return checkBalance(model, call, error, say)
  const { task: no, tasks } = call.input as { task?: number; tasks?: number[] }
  if (tasks) return checkMany(model, call, tasks, error, say)
  if (no === undefined) return
  const { from, to } = call
  if (
    error.code === 'task_taken' &&
    !model.wasEver(no, from, to, (moment) => moment?.holder === error.by)
  ) {
    say(`says that ${error.by} had it, who never did`)
  }
  if (error.code === 'not_found' && model.at(no, from)) say('says that it is not there')
  // Their state is not all that can forbid these.
  if (call.name === 'task.edit' || call.name === 'task.extend') return
  const states = statesFor[call.name]
  if (error.code !== 'wrong_state' || !states) return
  // A team's limit forbids claiming what its state allows.
  // Nor does anybody end the check of their own work.
  if (call.name === 'task.cancel' && model.checkedWork.has(`${no}/${call.person}`)) return
  if (!model.wasEver(no, from, to, (moment) => moment !== null && !states.includes(moment.status)))
    say('says that its state forbids it')
}

/** At least one of the tasks was such as the refusal says. */
function checkMany(
  model: Model,
  { name, person, input, from, to }: Call,
  tasks: readonly number[],
  error: Failure,
  say: Say,
): void {
  if (error.code === 'not_found') {
    const { to: taker } = input as { to?: string | null }
    if (tasks.every((no) => model.at(no, from)) && (taker == null || model.people.has(taker)))
      say('says that one is not there')
  }
  if (name !== 'task.change' && name !== 'task.pin') return
  const ever = (such: Parameters<Model['wasEver']>[3]) =>
    tasks.some((no) => model.wasEver(no, from, to, such))
  if (error.code === 'not_allowed') {
    const unled = ever((one) => one !== null && model.everUnled(person, one.team, from, to))
    if (!unled && !model.everUnled(person, null, from, to))
      say(`says that they do not lead the team: ${error.message}`)
  }
  if (error.code === 'wrong_state') {
    const { team } = input as Partial<ModelInput>
    const states = statesFor[name] ?? []
    const routed = (one: NonNullable<ReturnType<Model['at']>>) =>
      team !== undefined && team !== one.team && one.status !== 'queued'
    const own = tasks.some((no) => model.checkedWork.has(`${no}/${person}`))
    if (!own && !ever((one) => one !== null && (!states.includes(one.status) || routed(one))))
      say(`says that a state forbids it: ${error.message}`)
  }
}

function checkUndo(model: Model, call: Call, error: Failure, say: Say): void {
  const { undo: id } = call.input as ModelInput
  const { from, to, person } = call
  const undo = model.undos.get(id)
  const there = undo !== undefined && undo.seq <= from && undo.gone > to
  if (error.code === 'not_found' && there && undo.by === person) say('says that it is not there')
  if (error.code !== 'stale') return
  if (!undo || undo.by !== person) return say('tells of what is not theirs')
  // Days of the timetable have tests of their own.
  if (undo.before.size === 0) return
  const moved = (no: number) => model.wasEver(no, from, to, (one) => one?.seq !== undo.seq)
  if (![...undo.before.keys()].some(moved)) say('says that one has moved on')
}

function checkBalance(model: Model, call: Call, error: Failure, say: Say): void {
  const { team = '', seq, moves } = call.input as ModelInput
  const { from, to, person } = call
  if (error.code === 'not_allowed' && !model.everUnled(person, team, from, to)) {
    // A taker of another team is refused so too.
    if (moves.every((move) => move.to === null || move.to === move.from))
      say(`says that they do not lead the team: ${error.message}`)
  }
  // Whose day it is or where their work can be done is not told by the tasks.
  if (error.code !== 'stale' || error.problems?.every(({ path }) => path.endsWith('.to'))) return
  const changed = moves.some((move) =>
    model.wasEver(move.task, from, to, (one) => !isAsProposed(one, move, team, seq)),
  )
  if (!changed) say('says that the floor has changed')
}
