import type { Output } from '../../server/contract/commands.js'
import type { ItemAnswer, ReviewResult } from '../../server/contract/quality-rows.js'
import type { Failure } from '../../server/contract/errors.js'
import { deskRules } from '../../server/domain/desk-rules.js'
import { checksAnything } from '../../server/domain/quality/checkers.js'
import type { App } from '../lib/context.js'

export type Queue = Output<'review.queue'>
export type Got = Output<'review.get'>

/** Whether checking may come to the viewer, so that they are shown the way to it. */
export function mayCheckHere({ replica }: Pick<App, 'replica'>): boolean {
  if (!replica.ready) return false
  const { viewer, tables } = replica
  const own = [...tables.skill.values()].filter(({ person }) => person === viewer.id)
  return checksAnything(
    viewer,
    own.map(({ level }) => level),
  )
}

/** What waits to be checked by the viewer, kept current with the board. */
export class ChecksView {
  #app: App
  #queue = $state.raw<Queue | null>(null)
  #asked = 0
  refusal = $state.raw<string | null>(null)

  constructor(app: App) {
    this.#app = app
  }

  /** Changes whenever the queue is to be read again. */
  version = $derived.by(() => {
    const { task, review } = this.#app.replica.tables
    const tasks = [...task.values()].filter(({ status }) => status === 'review')
    // Open checks are on nobody's board; who opens one is seen at the next reading.
    const rows = [...review.values()].filter(({ dispute }) => dispute)
    return [
      ...tasks.map(({ no, seq }) => `${no}:${seq}`),
      ...rows.map(({ id, dispute }) => `${id}:${dispute?.decision?.at}`),
    ].join()
  })
  ready = $derived.by(() => this.#queue !== null)
  checks = $derived.by(() => this.#queue?.checks ?? [])
  disputes = $derived.by(() => this.#queue?.disputes ?? [])

  async refresh() {
    const asked = ++this.#asked
    const answer = await this.#app.dispatch('review.queue', {})
    if (asked !== this.#asked) return
    this.refusal = answer.ok ? null : answer.error.message
    if (answer.ok) this.#queue = answer.output
  }

  /** The first that nobody else has open, but for one. */
  nextAfter(no: number): number | null {
    const me = this.#app.replica.viewer.id
    const free = this.checks.filter(
      ({ check }) => check.task !== no && (check.checker === null || check.checker === me),
    )
    return free[0]?.check.task ?? null
  }
}

type Chosen = { step: string; text: string }

/** One check on the desk: what is answered and not yet sent. */
export class CheckWork {
  readonly no: number
  #app: App
  got = $state.raw<Got | null>(null)
  missing = $state.raw<string | null>(null)
  answers = $state<Record<string, ItemAnswer>>({})
  /** By reason. */
  reasons = $state<Record<string, Chosen>>({})
  note = $state('')
  returning = $state(false)
  sending = $state<ReviewResult | null>(null)
  refusal = $state.raw<Failure | null>(null)

  constructor(app: App, no: number) {
    this.#app = app
    this.no = no
  }

  items = $derived.by(() => this.got?.checklist?.items ?? [])
  /** The office's list. */
  known = $derived.by(() => deskRules(this.#app.replica.office).returnReasons)
  open = $derived.by(() => this.items.filter(({ id }) => !this.answers[id]).length)
  critical = $derived.by(() =>
    this.items.find((one) => one.critical && this.answers[one.id] === 'no'),
  )
  /** Why it cannot be passed now; null: it can. */
  noPass = $derived.by(() =>
    this.critical
      ? `“${this.critical.text}” is critical: return it.`
      : this.open > 0
        ? `${this.open} of ${this.items.length} to answer.`
        : null,
  )
  problems = $derived.by(
    () => new Map((this.refusal?.problems ?? []).map(({ path, message }) => [path, message])),
  )

  /** Opens it for this checker. @returns false where somebody else has it or nothing waits */
  async begin(): Promise<boolean> {
    const taken = await this.#app.dispatch('review.take', { task: this.no })
    const answer = await this.#app.dispatch('review.get', { task: this.no })
    if (!answer.ok) this.missing = answer.error.message
    else this.got = answer.output
    if (!taken.ok && answer.ok && answer.output.check) this.missing = taken.error.message
    return taken.ok && answer.ok
  }

  async leave(): Promise<void> {
    await this.#app.dispatch('review.leave', { task: this.no })
  }

  answer(id: string, given: ItemAnswer) {
    this.answers[id] = given
    this.refusal = null
  }

  choose(reason: string, on: boolean) {
    if (on) this.reasons[reason] = { step: '', text: '' }
    else delete this.reasons[reason]
    this.refusal = null
  }

  /** @returns whether it was taken */
  async decide(result: ReviewResult): Promise<boolean> {
    if (this.sending) return false
    this.sending = result
    const note = this.note.trim()
    const reasons = Object.entries(this.reasons).map(([reason, { step, text }]) => ({
      reason,
      step: step || null,
      text: text.trim() || null,
    }))
    const answer = await this.#app.dispatch('review.decide', {
      task: this.no,
      result,
      answers: { ...this.answers },
      ...(result === 'return' ? { reasons } : {}),
      ...(note && result !== 'pass' ? { note } : {}),
    })
    this.sending = null
    this.refusal = answer.ok ? null : answer.error
    return answer.ok
  }

  /** @returns why it was refused; null: it was taken */
  async settle(review: string, upheld: boolean, text: string): Promise<string | null> {
    const answer = await this.#app.dispatch('review.settle', { review, upheld, text })
    return answer.ok ? null : answer.error.message
  }
}
