/** Holds what an open proposal rests on against the board, by the rules by which the server refuses it. */
import type { Basis, ShownProposal } from '../../server/contract/balance-commands.js'
import type { ShownTask, TeamRow } from '../../server/contract/rows.js'
import { basisOf } from '../../server/domain/balance/desk/basis.js'
import {
  changesInWords,
  dayChange,
  rulesChange,
  taskChange,
} from '../../server/domain/balance/desk/changes.js'
import { naming } from '../lib/words.js'
import type { App } from '../lib/context.js'
import type { FloorView } from './floor.svelte.js'

type Seen = Pick<FloorView, 'timetable' | 'personOf'> & { day: { date: string } }

/** The board when a proposal was asked for. */
type Ground = { team: TeamRow; basis: Basis; tasks: ReadonlyMap<number, ShownTask> }

export class BalanceWatch {
  #app: Pick<App, 'replica'>
  #view: Seen
  #shown: () => ShownProposal | null
  #asking: Ground | null = null
  #of: string | null = null
  #ground = $state.raw<Ground | null>(null)

  constructor(app: Pick<App, 'replica'>, view: Seen, shown: () => ShownProposal | null) {
    this.#app = app
    this.#view = view
    this.#shown = shown
  }

  /** A proposal for the team is being asked for now. */
  asks(team: string) {
    const { tables } = this.#app.replica
    const row = tables.team.get(team)
    this.#asking = row
      ? { team: row, basis: this.#basis(row), tasks: new Map(tables.task.entries()) }
      : null
  }

  /** It is there, or a better version of one that was. */
  took({ proposal }: ShownProposal) {
    if (this.#of === proposal) return
    this.#of = proposal
    this.#ground = this.#asking
  }

  forget() {
    this.#of = this.#ground = null
  }

  /** As a text, so that a clock that ticks changes nothing. */
  #day = $derived.by(() => this.#view.day.date)
  /** What is not as it was, in words; null: all is. */
  changed = $derived.by(() => {
    const shown = this.#shown()
    const ground = this.#ground
    if (!shown || !ground) return null
    const changes = [...this.#rules(shown, ground), ...this.#tasks(shown, ground)]
    return changes.length > 0 ? changesInWords(changes) : null
  })

  /** On its own, so that neither a task that changes nor a better version of the proposal reckons it anew. */
  #now = $derived.by(() => {
    const id = this.#ground?.team.id
    const team = id === undefined ? null : this.#app.replica.tables.team.get(id)
    return team ? { name: team.name, basis: this.#basis(team) } : null
  })

  #basis(team: TeamRow): Basis {
    const { tables } = this.#app.replica
    const { timetable } = this.#view
    const rows = { ...tables, timetable, day: this.#day, types: tables.taskType.values() }
    return basisOf(tables.person.values(), team, rows)
  }

  /**
   * What is neither as the server had it nor as it was here at the request: some rows of a lead of several
   * teams are not told to the others, so that the same day has another hash here.
   */
  #rules({ basis: rested }: ShownProposal, { basis: asked }: Ground): string[] {
    if (!this.#now) return []
    const { name, basis: now } = this.#now
    const isNew = (hash?: string, ...known: (string | undefined)[]) => !known.includes(hash)
    const [here, there, then] = [now, rested, asked].map(
      ({ people }) => new Map(people.map(({ person, hash }) => [person, hash])),
    ) as [Map<string, string>, Map<string, string>, Map<string, string>]
    const people = [...new Set([...here.keys(), ...there.keys()])].filter((person) =>
      isNew(here.get(person), there.get(person), then.get(person)),
    )
    const names = people.map((person) => this.#view.personOf(person)?.name ?? 'somebody')
    return [
      ...(isNew(now.rules, rested.rules, asked.rules) ? [rulesChange(name)] : []),
      ...(names.length > 0 ? [dayChange(naming(names))] : []),
    ]
  }

  /** Tasks that would move, and what has been pinned or let go since. */
  #tasks({ moves, seq }: ShownProposal, { team: { id: team }, tasks: asked }: Ground): string[] {
    const { tables, until } = this.#app.replica
    const moving = new Set(moves.map(({ task }) => task))
    const nameOf = (person: string) => this.#view.personOf(person)?.name
    const moved = moves.flatMap(({ task: no, from }) => {
      const was = asked.get(no)
      const now = tables.task.get(no)
      // A screen holds the beginning of a long queue only: what is not here need not be gone.
      if (!was || (!now && was.status === 'queued' && until[team] != null)) return []
      return taskChange(now, { task: no, from, team, seq }, nameOf) ?? []
    })
    const pins = [...asked.values()].flatMap((was) => {
      if (was.team !== team || was.status !== 'assigned' || moving.has(was.no)) return []
      const now = tables.task.get(was.no)
      if (!now || now.holder !== was.holder || now.seq <= seq) return []
      if (Boolean(now.pinned) === Boolean(was.pinned)) return []
      return now.pinned ? `#${now.no} is pinned now` : `#${now.no} is not pinned any more`
    })
    return [...moved, ...pins]
  }
}
