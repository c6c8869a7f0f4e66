/** A lead's work on a proposal: asked for, getting better while it is read, taken in part or whole, undone. */
import type { ShownProposal } from '../../server/contract/balance-commands.js'
import type { Failure } from '../../server/contract/errors.js'
import { layLoad } from '../../server/domain/load.js'
import type { App } from '../lib/context.js'
import { counted } from '../lib/words.js'
import type { Lane } from './floor-lanes.js'
import { missingOf } from './balance-absent.js'
import { BalancePart } from './balance-part.svelte.js'
import { BalanceRules } from './balance-rules.svelte.js'
import { loadsOf, mergeRows, takenOf, type MoveRow } from './balance-rows.js'
import { BalanceWatch } from './balance-watch.svelte.js'
import type { FloorView } from './floor.svelte.js'
import { takenWords } from './balance-words.js'
import { lastUndoable } from './undoable.js'

const SECONDS = 3
/** A proposal that takes no longer than this needs no sign that it is being worked out. */
const PATIENCE_MS = 200
/** What changes together is answered by one fresh proposal, and a busy floor is not asked about all the time. */
const QUIET_MS = 1_000
const APART_MS = 5_000
/** So often in a row a fresh proposal is asked for by itself where the servers change under it. */
const MOST_LOST = 3

type Source = Pick<App, 'replica' | 'dispatch' | 'announcer' | 'clock'>

export class BalanceWork {
  #app: Source
  #view: FloorView
  #turn = 0
  #told = 0
  /** The first answer of a search is awaited. */
  #first = false
  #part: BalancePart
  #watch: BalanceWatch
  #renewed = 0
  /** Counts what was asked for anew by itself, so that a refusal is followed by another try. */
  #tries = $state(0)
  readonly rules: BalanceRules

  open = $state(false)
  team = $state<string | null>(null)
  shown = $state.raw<ShownProposal | null>(null)
  rows = $state.raw<readonly MoveRow[]>([])
  /** Numbers of tasks whose move is not wanted. */
  excluded = $state.raw<ReadonlySet<number>>(new Set())
  /** It is being worked out for longer than a moment. */
  slow = $state(false)
  working = $state(false)
  applying = $state(false)
  /** Why there is no proposal. */
  failure = $state<string | null>(null)
  /** Why there is a fresh one. */
  notice = $state<string | null>(null)
  /** What had changed, where this one has taken the place of another by itself. */
  renewed = $state<string | null>(null)
  /** Who is not counted. */
  without = $state.raw<readonly string[]>([])
  /** Somebody reads the rows: none of them goes away. */
  held = $state(false)
  whatIf = $state<string | null>(null)

  constructor(app: Source, view: FloorView) {
    this.#app = app
    this.#view = view
    this.#part = new BalancePart(app, () => this.shown && { ...this.shown, without: this.#without })
    this.#watch = new BalanceWatch(app, view, () => this.shown)
    this.rules = new BalanceRules(app)
  }

  /** Teams that the viewer leads, of those looked at. */
  teams = $derived.by(() => this.#view.teams.filter((team) => this.#view.leads({ team: team.id })))
  /** Why nothing can be asked for now, in words. */
  away = $derived.by(() =>
    this.#app.replica.freshness.state === 'stale'
      ? 'Not while the connection is away: the floor may have changed.'
      : null,
  )
  chosen = $derived.by(() =>
    this.rows.flatMap(({ move, gone }) => (gone || this.excluded.has(move.task) ? [] : [move])),
  )
  offered = $derived.by(() => this.rows.filter(({ gone }) => !gone).map(({ move }) => move))
  #without = $derived.by(() =>
    this.offered.flatMap(({ task }) => (this.excluded.has(task) ? [task] : [])),
  )
  /** What the chosen moves come to, and what is proved of that. */
  worth = $derived.by(() => {
    const { shown } = this
    if (!shown) return null
    const { after, words } = (this.#without.length > 0 && this.#part.last) || shown
    return { at: shown.at, before: shown.before, after, words, moves: this.chosen }
  })
  /** Only the order in which people would take what they have. */
  isOrder = $derived.by(() => this.offered.length === 0 && (this.shown?.order.length ?? 0) > 0)
  loads = $derived.by(() => {
    const lanes = new Map(this.#view.lanes.map((lane) => [lane.person.id, lane]))
    const minutesOf = (no: number, person: string) => {
      const task = this.#view.taskOf(no)
      return task ? Math.ceil(lanes.get(person)?.minutesOf(task) ?? task.standardMinutes) : 0
    }
    return this.shown ? loadsOf(this.shown, this.chosen, minutesOf) : []
  })
  /** The team whose rules are shown. */
  ruled = $derived.by(() => this.teams.find(({ id }) => id === this.team) ?? null)
  /** Counted, though they are not here. */
  missing = $derived.by(() =>
    this.shown ? missingOf(this.shown.people, this.#view.lanes, this.#view.now) : [],
  )
  /** What the proposal rests on and is not as it was any more, in words; null: all is. */
  changed = $derived.by(() => this.#watch.changed)
  /** The command of the viewer's on tasks that can still be undone. */
  undoable = $derived.by(() => {
    const { viewer, tables } = this.#app.replica
    return lastUndoable(tables.undo.values(), viewer.id, this.#app.clock.now, 'tasks')
  })

  start(team: string | null = this.team) {
    const led = this.teams.find(({ id }) => id === team) ?? this.teams[0]
    if (!led || this.away !== null) return
    if (!this.open || led.id !== this.team) this.without = []
    this.open = true
    this.team = led.id
    this.notice = null
    void this.#ask()
  }

  close = () => {
    if (!this.open) return
    this.#turn++
    this.open = false
    this.stop()
    this.notice = null
    this.#clear()
  }

  /** Good enough: the search ends here; before the first of it is there, whatever is searched for the viewer. */
  stop = () => {
    if (!this.working) return
    const proposal = this.#first ? undefined : this.shown?.proposal
    void this.#app.dispatch('balance.stop', proposal === undefined ? {} : { proposal })
  }

  /**
   * Where what the proposal rests on has changed, a fresh one takes its place, once nothing has changed for a
   * moment: what is there of it keeps its row. Called in an effect. @returns its end
   */
  keepFresh = (): (() => void) | undefined => {
    const { changed, applying } = this
    if (changed === null || applying || this.away !== null) return undefined
    void this.#tries
    const wait = Math.max(QUIET_MS, this.#renewed + APART_MS - Date.now())
    const timer = setTimeout(() => {
      this.#renewed = Date.now()
      void this.#ask(changed).then(() => this.#tries++)
    }, wait)
    return () => clearTimeout(timer)
  }

  /** A fresh one that does not count them; with nobody: that counts all again. */
  count(without: readonly string[]) {
    if (this.away !== null) return
    this.without = without
    void this.#ask()
  }

  toggle(task: number, on: boolean) {
    const next = new Set(this.excluded)
    if (on) next.delete(task)
    else next.add(task)
    this.excluded = next
    void this.#followPart()
  }

  toggleAll(on: boolean) {
    this.excluded = on ? new Set() : new Set(this.offered.map(({ task }) => task))
    void this.#followPart()
  }

  /** The reader has left the list: what is gone may go. */
  release = () => {
    this.held = false
    this.rows = this.rows.filter(({ gone }) => !gone)
  }

  async apply(all: boolean) {
    const { shown, team } = this
    if (!shown || !team || this.applying || this.away !== null) return
    const moves = all ? this.offered : this.chosen
    if (moves.length === 0 && !this.isOrder) return
    const { proposal, seq, basis } = shown
    const partly = moves.length < this.offered.length
    const order = (partly && this.#part.current?.order) || shown.order
    const input = { team, proposal, seq, basis, moves: takenOf(moves, order) }
    if (input.moves.length === 0) return
    this.applying = true
    const answer = await this.#app.dispatch('balance.apply', input)
    this.applying = false
    if (answer.ok) {
      this.close()
      const { undo, until, record } = answer.output
      this.#tell(takenWords(moves.length, record ?? null), undo, until)
    } else await this.#refused(answer.error)
  }

  async undo(undo: string) {
    const answer = await this.#app.dispatch('undo.apply', { undo })
    const { announcer } = this.#app
    announcer.close(this.#told)
    if (!answer.ok) announcer.show(answer.error.message, { tone: 'late' })
    else announcer.show(`Undone: ${counted(answer.output.tasks.length, 'task')} as before.`)
    if (answer.ok && this.open) void this.#ask()
  }

  /** Asks what would change if a person were in until then (epoch milliseconds). */
  async askWhatIf(person: string, until: number) {
    const { shown } = this
    if (!shown) return
    this.whatIf = null
    const input = { proposal: shown.proposal, person, until: new Date(until).toISOString() }
    const answer = await this.#app.dispatch('balance.whatIf', input)
    if (!answer.ok && answer.error.code === 'stale') return this.#refused(answer.error)
    this.whatIf = answer.ok ? answer.output.sentence : answer.error.message
  }

  /** Where a person's work would end when what is chosen is taken; null where nothing is proposed. */
  endOf(lane: Lane): number | null {
    const load = this.open ? this.loads.find(({ person }) => person === lane.person.id) : undefined
    if (!load || load.after === 0) return null
    return layLoad([{ no: 0, minutes: load.after }], lane.shift, this.#view.now).freeAt
  }

  /** @param changed what has, where the proposal that is shown stays until there is a fresh one */
  async #ask(changed: string | null = null) {
    const turn = ++this.#turn
    if (changed === null) this.#clear()
    this.working = this.#first = true
    const timer = setTimeout(() => (this.slow = turn === this.#turn), PATIENCE_MS)
    try {
      await this.#follow(turn, changed)
    } finally {
      clearTimeout(timer)
      if (turn === this.#turn) this.working = this.slow = false
    }
  }

  async #follow(turn: number, changed: string | null) {
    const team = this.team as string
    const propose = () => {
      this.#first = true
      this.#watch.asks(team)
      const without = this.without.length > 0 ? { without: [...this.without] } : {}
      return this.#app.dispatch('balance.propose', { team, seconds: SECONDS, ...without })
    }
    let answer = await propose()
    for (let lost = 0; turn === this.#turn;) {
      if (!answer.ok) {
        // Another server answers now. The rows stay until it has a proposal of its own.
        if (answer.error.code === 'stale' && lost++ < MOST_LOST) {
          answer = await propose()
          continue
        }
        this.failure = answer.error.message
        return
      }
      if (this.#first) this.renewed = changed
      this.#first = false
      this.#take(answer.output)
      if (answer.output.done) return
      const { proposal, version: after } = answer.output
      answer = await this.#app.dispatch('balance.look', { proposal, after })
    }
  }

  #take(shown: ShownProposal) {
    this.#watch.took(shown)
    this.shown = shown
    this.failure = null
    const nameOf = (id: string | null) => (id === null ? '' : (this.#view.personOf(id)?.name ?? id))
    this.rows = mergeRows(this.rows, shown.moves, nameOf, this.held)
    void this.#followPart()
  }

  async #followPart() {
    const failure = await this.#part.follow()
    if (failure) await this.#refused(failure)
  }

  #clear() {
    this.shown = null
    this.#part.forget()
    this.#watch.forget()
    this.rows = []
    this.excluded = new Set()
    this.failure = this.whatIf = this.renewed = null
    this.working = this.slow = this.held = false
  }

  async #refused({ code, message }: Failure) {
    if (code !== 'stale') {
      this.failure = message
      return
    }
    const asking = this.#ask()
    this.notice = `${message} This is a fresh proposal.`
    await asking
  }

  #tell(text: string, undo: string, until: string) {
    const { announcer, clock } = this.#app
    announcer.close(this.#told)
    this.#told = announcer.show(text, {
      action: { label: 'Undo', run: () => void this.undo(undo) },
      stays: Math.max(1_000, Date.parse(until) - clock.now),
    })
  }
}
