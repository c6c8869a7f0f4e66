/** The made-up office's server, in the page: the real decisions over rows in memory, without log or database. */
import {
  commands,
  isCommandName,
  isWrite,
  type CommandName,
  type Output,
} from '../../../server/contract/commands.js'
import { compareQueue, positionOf } from '../../../server/contract/order.js'
import type { PersonRow, ShownTask } from '../../../server/contract/rows.js'
import type { Answer, Envelope, Me, Snapshot } from '../../../server/contract/wire.js'
import { permissionsOf } from '../../../server/commands/policy.js'
import { decisions } from '../../../server/commands/registry.js'
import { Board } from '../../../server/core/board.js'
import type { Actor, Ctx, Tools } from '../../../server/core/command.js'
import { Refusal } from '../../../server/core/refusal.js'
import { BatchRows, type Unit } from '../../../server/core/rows.js'
import { project } from '../../../server/domain/audience.js'
import type { Entry } from '../../../db/queries/commit.js'
import { envelopeFor, foldEntries, viewerOf } from '../../../server/feed/envelope.js'
import { meOf, snapshotFor } from '../../../server/feed/snapshot.js'
import type { Choice } from './choice.js'
import { officeAt } from './fixture.js'

type Loose = {
  prepare?(asked: object, tools: Tools): Promise<unknown>
  decide(rows: Unit, input: object, ctx: Ctx, prepared: unknown): object
  present?(output: object, asked: object, tools: Tools): object
}

const tools: Tools = {
  hash: (password) => Promise.resolve(`plain:${password}`),
  verify: () => Promise.resolve(true),
  problemsOf: (password) => ([...password].length < 15 ? ['must have at least 15 characters'] : []),
  fingerprint: (label, text) => Promise.resolve(`${label} ${text}`),
  figures: () => Promise.resolve([]),
  figuresOfNote: () => Promise.resolve([]),
  passphraseFor: () => 'ledger-copper-window-barley',
  credentialOf: (_office, person) =>
    Promise.resolve({
      id: person,
      username: person,
      hash: '',
      temporary: false,
      changedAt: '2026-01-01T00:00:00.000Z',
    }),
  keptChecks: () => Promise.resolve([]),
  measure: () => Promise.resolve(null),
  suggestion: () => Promise.resolve(null),
  known: () => Promise.resolve(null),
}

export class Desk {
  readonly choice: Choice
  readonly board: Board
  readonly entries: Entry[] = []
  user: string | null
  #listeners = new Set<(envelope: Envelope) => void>()

  constructor(choice: Choice) {
    this.choice = choice
    this.board = new Board(officeAt(Date.now(), choice.state))
    this.user = choice.as === 'out' ? null : choice.as === 'new' ? 'intake' : choice.as
    if (choice.state === 'live') setInterval(() => void this.#mail(), 4_000)
  }

  person(): PersonRow | null {
    return this.board.tables.person.get(this.user ?? '') ?? null
  }

  me(): Me | null {
    const person = this.person()
    if (!person) return null
    return {
      ...meOf(this.board, person, permissionsOf),
      mustChangePassword: this.choice.as === 'new',
    }
  }

  snapshot(): Snapshot {
    const person = this.person()
    const me = this.me()
    if (!person || !me) throw new Error('nobody is signed in')
    return snapshotFor(this.board, viewerOf(person), me, new Date().toISOString())
  }

  onEnvelope(listener: (envelope: Envelope) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Answers as the real one would; `as` is a person's id. */
  async execute(as: string | null, id: string, name: string, input: unknown): Promise<Answer> {
    const person = this.board.tables.person.get(as ?? '')
    if (!person) return { ok: false, error: { code: 'not_signed_in', message: 'Sign in again.' } }
    if (!isCommandName(name))
      return { ok: false, error: { code: 'not_found', message: `There is no command ${name}.` } }
    const parsed = commands[name].input.safeParse(input)
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        message,
      }))
      return {
        ok: false,
        error: { code: 'invalid_input', message: problems[0]?.message ?? 'not valid', problems },
      }
    }
    try {
      if (isWrite(name)) return await this.#write(person, id, name, parsed.data as object)
      return {
        ok: true,
        output: this.#read(name, parsed.data as Record<string, unknown>),
        seq: this.board.seq,
      }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.failure }
      throw error
    }
  }

  async #write(
    person: PersonRow,
    id: string,
    name: keyof typeof decisions,
    input: object,
  ): Promise<Answer> {
    const decision = decisions[name] as unknown as Loose
    const asked = { input, actor: person, office: this.board.office, id }
    const prepared = await decision.prepare?.(asked, tools)
    const unit = new BatchRows(this.board).unit()
    const seq = this.board.seq + 1
    const at = new Date().toISOString()
    const office = unit.get('office', this.board.office)
    if (!office) throw new Error('the office has no row')
    const actor: Actor = { ...viewerOf(person), person }
    const ctx: Ctx = {
      actor,
      office,
      now: at,
      seq,
      newId: () => crypto.randomUUID(),
      draw: () => 0.5,
      session: 'gallery',
    }
    const output = decision.decide(unit, input, ctx, prepared)
    const entry: Entry = {
      seq,
      at,
      actor: person.id,
      command: name,
      id,
      input,
      reason: null,
      ...unit.commit(),
    }
    this.#commit(entry)
    return { ok: true, output: decision.present?.(output, asked, tools) ?? output, seq }
  }

  #commit(entry: Entry) {
    const from = this.board.seq
    this.board.advance([entry], entry.id)
    this.entries.push(entry)
    const viewer = this.person()
    if (!viewer) return
    const span = {
      office: this.board.office,
      epoch: this.board.epoch,
      from,
      to: entry.seq,
      at: entry.at,
    }
    const envelope = envelopeFor(viewerOf(viewer), span, foldEntries([entry]))
    for (const listener of this.#listeners) listener(structuredClone(envelope))
  }

  #read(name: CommandName, input: Record<string, unknown>): object {
    if (name === 'session.extend') return this.#extended()
    if (name === 'task.get') return this.#task(Number(input.task))
    if (name === 'task.search') return this.#search(String(input.text).toLowerCase())
    return this.#page(input)
  }

  #extended(): Output<'session.extend'> {
    const idleUntil = new Date(Date.now() + 30 * 60_000).toISOString()
    return { idleUntil, until: new Date(Date.now() + 12 * 3_600_000).toISOString() }
  }

  #shown(): ShownTask[] {
    const person = this.person()
    if (!person) return []
    return [...this.board.tables.task.values()].map(
      (task) => project(viewerOf(person), 'task', task) as ShownTask,
    )
  }

  #task(no: number): Output<'task.get'> {
    const task = this.#shown().find((one) => one.no === no)
    if (!task)
      throw new Refusal({ code: 'not_found', message: `There is no task #${no} in this office.` })
    const name = (id: string) => this.board.tables.person.get(id)?.name ?? id
    const created = {
      seq: 1,
      at: task.createdAt,
      actor: 'intake',
      command: 'task.create',
      status: 'queued' as const,
      holder: null,
      sentence: `${name('intake')} put it into the queue.`,
      note: 'Site plan is folded inside the envelope.',
    }
    const taken =
      task.claimedAt && task.holder
        ? [
            {
              seq: 2,
              at: task.claimedAt,
              actor: task.holder,
              command: 'task.claim',
              status: 'active' as const,
              holder: task.holder,
              sentence: `${name(task.holder)} took it in hand.`,
            },
          ]
        : []
    const later = this.entries.filter((entry) =>
      entry.puts.some(({ t, row }) => t === 'task' && (row as ShownTask).no === no),
    )
    const told = later.map(({ seq, at, actor, command, input }) => {
      const note = (input as { text?: string }).text
      return {
        seq,
        at,
        actor,
        command,
        status: task.status,
        holder: task.holder,
        sentence: `${name(actor)} did ${command}.`,
        ...(note ? { note } : {}),
      }
    })
    return { task, history: [created, ...taken, ...told] }
  }

  #search(text: string): Output<'task.search'> {
    const has = ({ no, title, requester, reference }: ShownTask) =>
      `#${no} ${title ?? ''} ${requester ?? ''} ${reference ?? ''}`.toLowerCase().includes(text)
    return { tasks: this.#shown().filter(has).slice(0, 30) }
  }

  #page(input: Record<string, unknown>): Output<'queue.page'> {
    const after = input.after as Output<'queue.page'>['until']
    const limit = Number(input.limit ?? 250)
    const all = this.#shown()
      .filter(
        (task) =>
          task.status === 'queued' &&
          task.team === input.team &&
          (!after || compareQueue(task, after) > 0),
      )
      .sort(compareQueue)
    const tasks = all.slice(0, limit)
    const last = tasks.at(-1)
    return {
      seq: this.board.seq,
      tasks,
      until: all.length > limit && last ? positionOf(last) : null,
    }
  }

  /** Work keeps arriving. */
  async #mail() {
    const priority = Math.random() < 0.2 ? 'urgent' : 'normal'
    await this.execute('intake', crypto.randomUUID(), 'task.create', {
      type: 'pothole',
      title: 'Pothole, just called in',
      priority,
    })
  }
}
