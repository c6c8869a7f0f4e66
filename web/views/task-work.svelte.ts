import type { Commands, Output, RawInput, WriteName } from '../../server/contract/commands.js'
import type { Failure } from '../../server/contract/errors.js'
import type { FieldRule, FieldValue, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import type { HistoryEvent } from '../../server/contract/schemas.js'
import type { App } from '../lib/context.js'
import { parseField, showField } from '../lib/field-values.js'
import { checkLines, countedTexts, openDifferences, valuesSoFar } from './counted-fields.js'
import { elapsedMinutes } from './floor-lanes.js'
import { activeOf, missingFields, openSteps } from './my-hand.js'
import { claimantOf } from './my-work.svelte.js'
import { actionsFor, type Action } from './task-actions.js'

export type Asking =
  'hold' | 'release' | 'help' | 'cancel' | 'reopen' | 'check' | 'finish' | 'edit' | 'extend' | null
export type Notice = { text: string; code: Failure['code'] }
export type ShownNote = { key: string; by: string; at: string; text: string; pending: boolean }
type Fetched = { task: ShownTask; history: HistoryEvent[] }
type StepMark = { done: boolean; confirming: boolean }
type Sent<N extends WriteName> = Output<N> | null

/** What is typed into a task and not yet saved; outlives the look at it. */
export class TaskDrafts {
  /** Text of fields that differ from what is saved, by field id. */
  fields = $state<Record<string, string>>({})
  outcome = $state('')
  note = $state('')
}

/**
 * One task on the desk: what the board and its history say, what is typed into it and not yet
 * saved, and what can be done with it.
 */
export class TaskWork {
  readonly no: number
  #app: App
  #fetched = $state.raw<Fetched | null>(null)
  #asked = 0
  #touched = $state(0)
  #said = $state.raw<{ seq: number; note: ShownNote }[]>([])

  readonly drafts: TaskDrafts
  /** What is wrong, by field id. */
  problems = $state.raw<Readonly<Record<string, string>>>({})
  /** The field to go to; a new object asks again. */
  goTo = $state.raw<{ field: string } | null>(null)
  asking = $state<Asking>(null)
  /** Why the last command was refused. */
  notice = $state.raw<Notice | null>(null)
  /** Why the task cannot be shown. */
  missing = $state.raw<string | null>(null)

  constructor(app: App, no: number, drafts = new TaskDrafts()) {
    this.#app = app
    this.no = no
    this.drafts = drafts
  }

  #row = $derived.by(() => this.#app.replica.tables.task.get(this.no) ?? null)
  task = $derived.by<ShownTask | null>(() => {
    const fetched = this.#fetched?.task ?? null
    return this.#row && (!fetched || this.#row.seq >= fetched.seq) ? this.#row : fetched
  })
  /** Changes whenever the history is to be read again. */
  version = $derived.by(() => `${this.#row ? this.#row.seq : 'off the board'}/${this.#touched}`)
  history = $derived.by(() => this.#fetched?.history ?? null)
  type = $derived.by<TaskTypeRow | undefined>(() =>
    this.task ? this.#app.replica.tables.taskType.get(this.task.type) : undefined,
  )
  actions = $derived.by<Set<Action>>(() =>
    this.task ? actionsFor(claimantOf(this.#app), this.task, this.type) : new Set(),
  )
  veiled = $derived.by(() => this.task !== null && this.task.title === undefined)
  mine = $derived.by(() => this.task?.holder === this.#app.replica.viewer.id)
  /** Setting it aside stops a clock that is a law's. */
  standsByLaw = $derived.by(() => {
    const rule = this.task?.clock?.end?.rule
    return rule?.law === true && rule.pauses === true
  })
  #sent = $derived.by(() =>
    [...this.#app.outbox.pending.values()].filter(
      ({ input }) =>
        typeof input === 'object' && input !== null && 'task' in input && input.task === this.no,
    ),
  )

  /** "Finishing" while the answer to a command is awaited, "Confirming" once that takes long; else false. */
  waitsFor(name: WriteName, word: string): string | false {
    const sent = this.#sent.find((one) => one.name === name)
    return sent ? (sent.state === 'confirming' ? 'Confirming' : word) : false
  }

  /** Steps whose tick is not confirmed yet, by step id. */
  steps = $derived.by(() => {
    const marks = new Map<string, StepMark>()
    for (const { name, input, state } of this.#sent) {
      if (name !== 'task.step') continue
      const { step, done } = input as RawInput<'task.step'>
      marks.set(String(step), { done, confirming: state === 'confirming' })
    }
    return marks
  })
  /** Ids of fields that are being saved. */
  saving = $derived.by(
    () =>
      new Set(
        this.#sent.flatMap(({ name, input }) =>
          name === 'task.edit' ? Object.keys((input as RawInput<'task.edit'>).fields ?? {}) : [],
        ),
      ),
  )
  notes = $derived.by<ShownNote[]>(() => {
    const known = (this.history ?? []).flatMap((event) =>
      event.note === undefined || event.command.startsWith('review.')
        ? []
        : [
            {
              key: `${event.seq}`,
              by: event.actor,
              at: event.at,
              text: event.note,
              pending: false,
            },
          ],
    )
    const last = this.history?.at(-1)?.seq ?? -1
    const sent = this.#sent.flatMap(({ id, name, input, since }) =>
      name !== 'task.note'
        ? []
        : [
            {
              key: id,
              by: this.#app.replica.viewer.id,
              at: new Date(since).toISOString(),
              text: (input as RawInput<'task.note'>).text,
              pending: true,
            },
          ],
    )
    const said = this.#said.flatMap(({ seq, note }) => (seq > last ? [note] : []))
    return [...known, ...said, ...sent]
  })

  shared = $derived.by(() =>
    this.task?.holder
      ? activeOf(this.#app.replica.tables.task.values(), this.task.holder).length
      : 1,
  )
  /** Minutes of attention so far; time is shared among all that its holder has active. */
  elapsed = $derived.by(() =>
    this.task ? elapsedMinutes(this.task, this.shared, this.#app.clock.now) : 0,
  )

  /** The text of each field as the form shows it. */
  texts = $derived.by(() => {
    const values = this.task?.fields ?? {}
    const clock = this.#clock()
    const rules = this.type?.fields ?? []
    const texts = Object.fromEntries(
      rules.map((rule) => [
        rule.id,
        this.drafts.fields[rule.id] ?? showField(rule, values[rule.id], clock),
      ]),
    )
    // What is over stays as it was counted then, whatever the type says today.
    return this.#over ? texts : { ...texts, ...countedTexts(rules, this.values, clock) }
  })
  #over = $derived.by(() => this.task?.status === 'done' || this.task?.status === 'cancelled')
  /** Values of the fields, with what is typed and not saved yet. */
  values = $derived.by(() =>
    valuesSoFar(
      this.type?.fields ?? [],
      this.task?.fields ?? {},
      this.drafts.fields,
      this.#clock(),
    ),
  )
  checks = $derived.by(() => (this.veiled ? [] : checkLines(this.type, this.values)))
  openSteps = $derived.by(() =>
    openSteps(this.task?.steps ?? []).filter((step) => !this.steps.get(step.id)?.done),
  )
  missingFields = $derived.by(() =>
    missingFields(this.type, this.task?.fields ?? {}, (rule) => this.drafts.fields[rule.id]),
  )

  #clock = () => ({ now: this.#app.clock.now, times: this.#app.times })

  /** Reads the task and its history. */
  async refresh() {
    const asked = ++this.#asked
    const answer = await this.#app.dispatch('task.get', { task: this.no })
    if (asked !== this.#asked) return
    if (answer.ok) this.#fetched = answer.output
    else if (!this.task) this.missing = answer.error.message
  }

  /** Sends a command; a refusal becomes the notice. Answers null when it was refused. */
  async act<N extends WriteName & keyof Commands>(name: N, input: RawInput<N>): Promise<Sent<N>> {
    const answer = await this.#app.dispatch(name, input)
    if (answer.ok) {
      this.notice = null
      this.#touched++
      return answer.output
    }
    this.refused(answer.error)
    return null
  }

  refused(error: Failure) {
    const taken = error.code === 'task_taken' && error.by
    const { replica, times, clock } = this.#app
    const text =
      taken && error.since
        ? `${replica.tables.person.get(error.by ?? '')?.name ?? 'Somebody'} took #${this.no} at ${times.when(error.since, clock.now)}.`
        : error.message
    this.notice = { text, code: error.code }
    for (const { path, message } of error.problems ?? []) {
      if (path.startsWith('fields.')) this.#problem(path.slice(7), message)
    }
    this.goTo = this.#firstProblem()
  }

  tick = (step: string, done: boolean) => this.act('task.step', { task: this.no, step, done })

  async addNote() {
    const text = this.drafts.note.trim()
    if (text === '') return
    this.drafts.note = ''
    const answer = await this.#app.dispatch('task.note', { task: this.no, text })
    if (answer.ok) {
      const note = {
        key: `said ${answer.seq}`,
        by: this.#app.replica.viewer.id,
        at: new Date(this.#app.clock.exact()).toISOString(),
        text,
        pending: false,
      }
      this.#said = [...this.#said.slice(-4), { seq: answer.seq, note }]
      this.#touched++
      return
    }
    // What was written must not be lost with the refusal.
    this.drafts.note = this.drafts.note ? `${text}\n${this.drafts.note}` : text
    this.refused(answer.error)
  }

  typed = (id: string, text: string) => {
    this.drafts.fields[id] = text
    if (this.problems[id]) this.#problem(id, null)
    for (const check of this.type?.checks ?? [])
      if (id === check.left || id === check.right) this.#problem(check.explain ?? check.right, null)
  }

  /** Saves one field when it is left; what cannot be read stays as it was typed, with the reason. */
  async saveField(rule: FieldRule) {
    const text = this.drafts.fields[rule.id]
    if (text === undefined) return
    const parsed = parseField(rule, text, this.#clock())
    if (!parsed.ok) return this.#problem(rule.id, parsed.message)
    this.#problem(rule.id, null)
    if (parsed.value === (this.task?.fields?.[rule.id] ?? null)) delete this.drafts.fields[rule.id]
    else if (await this.act('task.edit', { task: this.no, fields: { [rule.id]: parsed.value } })) {
      if (this.drafts.fields[rule.id] === text) delete this.drafts.fields[rule.id]
    }
  }

  /**
   * Finishes, or goes to the first field that is missing or cannot be read, or asks when steps are
   * still open. Answers the finished task, or null.
   */
  async finish(anyway = false): Promise<Sent<'task.finish'>> {
    for (const { explain, right } of this.type?.checks ?? []) this.#problem(explain ?? right, null)
    const read = this.#readDrafts()
    for (const rule of this.missingFields)
      this.#problem(rule.id, `${rule.label} is needed to finish`)
    for (const [id, message] of Object.entries(openDifferences(this.type, this.values)))
      if (!this.problems[id]) this.#problem(id, message)
    this.goTo = this.#firstProblem()
    if (this.goTo) return null
    if (!anyway && this.openSteps.length > 0) {
      this.asking = 'finish'
      return null
    }
    const done = await this.act('task.finish', {
      task: this.no,
      outcome: this.drafts.outcome.trim() || undefined,
      fields: Object.keys(read).length > 0 ? read : undefined,
    })
    if (done) this.drafts.fields = {}
    return done
  }

  async tickAll() {
    for (const step of this.openSteps) if (!(await this.tick(step.id, true))) return false
    return true
  }

  #readDrafts(): Record<string, FieldValue> {
    const values: Record<string, FieldValue> = {}
    for (const rule of this.type?.fields ?? []) {
      const text = this.drafts.fields[rule.id]
      if (text === undefined) continue
      const parsed = parseField(rule, text, this.#clock())
      if (parsed.ok) values[rule.id] = parsed.value
      this.#problem(rule.id, parsed.ok ? null : parsed.message)
    }
    return values
  }

  #firstProblem() {
    const first = this.type?.fields.find((rule) => this.problems[rule.id])
    return first ? { field: first.id } : null
  }

  #problem(id: string, message: string | null) {
    const { [id]: _gone, ...others } = this.problems
    this.problems = message === null ? others : { ...others, [id]: message }
  }
}
