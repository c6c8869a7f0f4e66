import type { ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import { calendarOf } from '../../server/domain/calendar.js'
import { standardFor, typeFor } from '../../server/domain/standard.js'
import { startClocks } from '../../server/domain/task-clock.js'
import type { App } from '../lib/context.js'
import { parseWhen } from '../lib/when.js'
import { priorityWords } from '../lib/words.js'
import { countedTexts, valuesSoFar } from './counted-fields.js'
import { whyNotClaim } from './my-claims.js'
import { claimantOf } from './my-work.svelte.js'
import {
  emptyDraft,
  isTouched,
  matchTypes,
  nextDraft,
  readDraft,
  refusalProblems,
  type NewTaskDraft,
  type Problems,
} from './new-task.js'

export type Then = 'create' | 'claim' | 'another'

const place = 'tallyboard.new-task'

function kept(): NewTaskDraft {
  try {
    const saved = sessionStorage.getItem(place) ?? '{}'
    return { ...emptyDraft(), ...(JSON.parse(saved) as Partial<NewTaskDraft>) }
  } catch {
    return emptyDraft()
  }
}

/** The form for a new task. What is typed stays in this tab until it is created, even over a reload. */
export class NewTaskForm {
  #app: App
  draft = $state(kept())
  /** By field: `title`, `due`, `fields.<id>`, …; '' belongs to none. */
  problems = $state.raw<Problems>({})
  sending = $state<Then | null>(null)

  constructor(app: App) {
    this.#app = app
  }

  #tables = $derived.by(() => this.#app.replica.tables)
  type = $derived.by(() => this.#tables.taskType.get(this.draft.type))
  options = $derived.by(() =>
    matchTypes(this.#tables.taskType.values(), '').map((type) => ({
      value: type.id,
      label: type.name,
      hint: `${Math.round(standardFor(type, this.#teamOf(type)).standardMinutes)} min`,
    })),
  )
  teams = $derived.by(() =>
    [...this.#tables.team.values()]
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ value: id, label: name })),
  )
  #teamOf = ({ team }: TaskTypeRow) =>
    this.draft.team || (team ?? this.#app.replica.viewer.team ?? '')
  #ownTeam = $derived.by(() => this.type?.team ?? this.#app.replica.viewer.team ?? '')
  /** What the empty choices stand for. */
  defaults = $derived.by(() => {
    const team = this.#tables.team.get(this.#ownTeam)?.name
    return {
      priority: this.type ? `${priorityWords[this.type.priority]}, as its type` : 'As its type',
      team: this.type && team ? `${team}, as its type` : 'As its type',
    }
  })
  /** Text by field, the computed ones as they come to so far. */
  texts = $derived.by<Record<string, string>>(() => {
    const rules = this.type?.fields ?? []
    const clock = { now: this.#app.clock.now, times: this.#app.times }
    const values = valuesSoFar(rules, {}, this.draft.fields, clock)
    return { ...this.draft.fields, ...countedTexts(rules, values, clock) }
  })
  mayClaim = $derived.by(() => {
    const team = this.draft.team || this.#ownTeam || this.teams[0]?.value || ''
    const fresh = { status: 'queued' as const, team, holder: null }
    return this.type !== undefined && whyNotClaim(claimantOf(this.#app), fresh, this.type) === null
  })
  /** When it will be due if nothing is typed, as the server reckons it. */
  #dueByRule = $derived.by(() => {
    const { clock, times, replica } = this.#app
    if (!this.type) return undefined
    const { now } = clock
    const { dueAt: at } = startClocks(
      typeFor(this.type, this.#teamOf(this.type)),
      new Date(now).toISOString(),
      calendarOf(replica.office),
    )
    if (at === null) return 'empty: no due time'
    return `empty: ${times.dueLine(at, now)}, by its type`
  })
  /** How what was typed as due is understood. */
  dueHint = $derived.by(() => {
    const { clock, times, replica } = this.#app
    const text = this.draft.due.trim()
    if (text === '') return this.#dueByRule
    const at = parseWhen(text, clock.now, times, replica.office.closes)
    return at ? times.dueLine(at, clock.now) : undefined
  })
  /** "Creating", or "Confirming" once the answer takes long. */
  word = $derived.by(() => {
    const sent = [...this.#app.outbox.pending.values()].find(({ name }) => name === 'task.create')
    return sent?.state === 'confirming' ? 'Confirming' : 'Creating'
  })
  fieldProblems = $derived.by(() =>
    Object.fromEntries(
      Object.entries(this.problems).flatMap(([key, text]) =>
        key.startsWith('fields.') ? [[key.slice(7), text]] : [],
      ),
    ),
  )
  touched = $derived.by(() => isTouched(this.draft))

  /** Where the focus goes after a refusal: a field's key, or null. */
  get firstProblem(): string | null {
    const inOrder = ['type', 'title', 'due', 'requester', 'reference', 'team']
    const fields = (this.type?.fields ?? []).map(({ id }) => `fields.${id}`)
    return [...inOrder, ...fields, 'note'].find((key) => this.problems[key]) ?? null
  }

  clear(key: string) {
    if (!this.problems[key]) return
    const { [key]: _gone, ...others } = this.problems
    this.problems = others
  }

  keep() {
    sessionStorage.setItem(place, JSON.stringify(this.draft))
  }

  /** What was typed is on its way to the server: the next form begins empty. */
  forget() {
    sessionStorage.removeItem(place)
  }

  empty() {
    this.draft = emptyDraft()
    this.problems = {}
  }

  /** The task, once the server has it; null when something is wrong, which `problems` then says. */
  async create(then: Then): Promise<ShownTask | null> {
    if (this.sending) return null
    const { clock, times, replica, dispatch } = this.#app
    const reading = { now: clock.now, times, closes: replica.office.closes }
    const ready = readDraft(this.draft, this.type, reading)
    this.problems = ready.ok ? {} : ready.problems
    if (!ready.ok) return null
    this.sending = then
    const answer = await dispatch('task.create', ready.input)
    this.sending = null
    if (!answer.ok) {
      this.problems = refusalProblems(answer.error)
      return null
    }
    this.draft = nextDraft(this.draft)
    if (then !== 'another') this.forget()
    return answer.output.task
  }
}
