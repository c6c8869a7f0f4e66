/** Deciding a batch of commands over memory, and folding it into one statement's parts. */
import type { Answer } from '../contract/wire.js'
import type { Failure } from '../contract/errors.js'
import type { PersonRow, TaskRow } from '../contract/rows.js'
import type { Batch, DocumentName, Entry, StoredAnswer } from '../../db/queries/commit.js'
import type { Board } from './board.js'
import type { Actor, AnyDecision, Ctx } from './command.js'
import { Refusal } from './refusal.js'
import { BatchRows, ShortSight, type Fetched, type Unit } from './rows.js'

/** A command that waits in the line. */
export type Waiting = {
  id: string
  /** A person's id, or `system`. */
  person: string
  session: { hash: string; createdAt: string } | null
  name: string
  input: object
  /** The input as the log may keep it: without secrets. */
  logged: object
  /** Of command name, logged input and a fingerprint of the rest: other content under the same id is an error. */
  hash: string
  decision: AnyDecision
  prepared: unknown
  answer(answer: Answer): void
}

export type Decided = {
  batch: Batch
  accepted: { waiting: Waiting; stored: StoredAnswer }[]
  refused: { waiting: Waiting; failure: Failure }[]
}

export type Chance = Pick<Ctx, 'newId' | 'draw'> & { incident(error: unknown): string }

const SYSTEM: Actor = { id: 'system', role: 'admin', team: null, leads: [], person: null }

export const actorOf = (person: PersonRow): Actor => ({
  id: person.id,
  role: person.role,
  team: person.team,
  leads: person.role === 'lead' ? person.leads : [],
  person,
})

/** Decides in order; a refusal throws away only its own changes. Nothing is written yet. */
export function decideBatch(
  board: Board,
  fetched: Fetched,
  waiting: readonly Waiting[],
  now: string,
  chance: Chance,
): Decided {
  const rows = new BatchRows(board, fetched)
  const mark = chance.newId()
  const batch: Batch = {
    office: board.office,
    seq: board.seq,
    mark: board.mark,
    newMark: mark,
    entries: [],
    answers: [],
    events: [],
    puts: new Map(),
    drops: new Map(),
  }
  const decided: Decided = { batch, accepted: [], refused: [] }
  const done = new Map<string, { hash: string; stored: StoredAnswer }>()
  for (const one of waiting) {
    const twin = done.get(`${one.person} ${one.id}`)
    if (twin) {
      if (twin.hash === one.hash) decided.accepted.push({ waiting: one, stored: twin.stored })
      else decided.refused.push({ waiting: one, failure: reused })
      continue
    }
    const seq = board.seq + batch.entries.length + 1
    const outcome = decideOne(
      rows,
      one,
      { now, seq, newId: chance.newId, draw: (label) => chance.draw(`${board.office} ${label}`) },
      chance,
    )
    if ('failure' in outcome) {
      decided.refused.push({ waiting: one, failure: outcome.failure })
      continue
    }
    batch.entries.push(outcome.entry)
    batch.answers.push({ ...outcome.stored, at: now })
    decided.accepted.push({ waiting: one, stored: outcome.stored })
    done.set(`${one.person} ${one.id}`, { hash: one.hash, stored: outcome.stored })
  }
  fold(batch, rows)
  return decided
}

export const reused: Failure = {
  code: 'command_id_reused',
  message: 'This id was already used for another command; send it again with a new id.',
}

type Moment = Pick<Ctx, 'now' | 'seq' | 'newId' | 'draw'>

type Outcome = { failure: Failure } | { entry: Entry; stored: StoredAnswer }

function decideOne(rows: BatchRows, one: Waiting, moment: Moment, chance: Chance): Outcome {
  const unit = rows.unit()
  try {
    const office = unit.get('office', rows.board.office)
    if (!office) throw new Error(`office ${rows.board.office} has no row`)
    const session = one.session?.hash ?? null
    const ctx: Ctx = { ...moment, office, session, actor: signedIn(unit, one) }
    const output = (
      one.decision as unknown as {
        decide(rows: Unit, input: object, ctx: Ctx, prepared: unknown): object
      }
    ).decide(unit, one.input, ctx, one.prepared)
    const { puts, drops } = unit.commit()
    const reason = (one.input as { reason?: unknown }).reason
    const entry: Entry = {
      seq: moment.seq,
      at: moment.now,
      actor: one.person,
      command: one.name,
      id: one.id,
      input: one.logged,
      reason: typeof reason === 'string' ? reason : null,
      puts,
      drops,
    }
    const stored = {
      person: one.person,
      id: one.id,
      seq: moment.seq,
      command: one.name,
      hash: one.hash,
      output,
    }
    return { entry, stored }
  } catch (error) {
    if (error instanceof ShortSight) throw error
    if (error instanceof Refusal) return { failure: error.failure }
    const incident = chance.incident(error)
    return { failure: internal(incident) }
  }
}

export const internal = (incident: string): Failure => ({
  code: 'internal',
  message: `Something went wrong here; nothing was changed. Tell your administrator the number ${incident}.`,
  incident,
})

/** @throws Refusal `not_signed_in` for an ended session or a person who has left */
function signedIn(rows: Unit, one: Waiting): Actor {
  if (one.person === 'system') return SYSTEM
  const person = rows.get('person', one.person)
  const ended = one.session && (rows.get('ended', one.session.hash) ?? endedBefore(rows, one))
  if (!person?.active || ended) {
    throw new Refusal({
      code: 'not_signed_in',
      message: 'You are no longer signed in; sign in again.',
    })
  }
  return actorOf(person)
}

function endedBefore(rows: Unit, one: Waiting) {
  const all = rows.get('ended', one.person)
  const { session } = one
  return all && session && session.createdAt <= all.at && session.hash !== all.except ? all : null
}

/** One last put or drop a key: an upsert may not touch a row twice. */
function fold(batch: Batch, rows: BatchRows): void {
  for (const [table, slots] of rows.overlay) {
    const puts = new Map<string | number, object>()
    const drops = new Set<string | number>()
    for (const [key, slot] of slots) {
      if (slot.row) puts.set(key, slot.row)
      else drops.add(key)
    }
    batch.puts.set(table as DocumentName, puts)
    batch.drops.set(table as DocumentName, drops)
  }
  if (rows.credentials.size > 0) batch.puts.set('credential', new Map(rows.credentials))
  if (rows.archived.size > 0) batch.puts.set('archive', new Map(rows.archived))
  for (const entry of batch.entries) {
    for (const put of entry.puts) {
      if (put.t !== 'task') continue
      const { no, status, holder, team } = put.row as TaskRow
      batch.events.push({ no, seq: entry.seq, status, holder, team })
    }
  }
}
