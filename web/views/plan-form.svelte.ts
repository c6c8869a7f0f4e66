/** The numbers of a plan while a lead corrects them. */
import type { PlanHour, PlanRow } from '../../server/contract/desk-rows.js'
import type { Measure } from '../../server/domain/hour-board.js'
import type { Told } from './refusals.js'

export type PlanCell = PlanHour & {
  /** As typed, in the measure that is edited. */
  typed: string
  proposed: PlanHour | null
  /** What was planned for it stays. */
  fixed: boolean
  error: string | null
}

/** `proposal` and `taskMinutes` may go on changing: read them where they are. */
type Ground = {
  /** As it was when the form was begun. */
  readonly plan: PlanRow | null
  readonly proposal: readonly PlanHour[]
  /** Standard minutes of a usual task; null: not known. */
  readonly taskMinutes: number | null
  isOver: (hour: number) => boolean
}

type Own = PlanHour & Pick<PlanCell, 'typed' | 'error'>

const whole = /^\d{1,6}$/
const nothingAt = (hour: number): PlanHour => ({ hour, tasks: 0, standardMinutes: 0 })

export class PlanForm {
  readonly #ground: Ground
  #measure = $state<Measure>('tasks')
  #own = $state.raw<readonly Own[]>([])

  /** Begins with the plan as it is, else with the proposal. */
  constructor(ground: Ground, measure: Measure) {
    this.#ground = ground
    this.#measure = measure
    this.#own = (ground.plan?.hours ?? ground.proposal).map((one) => this.#typed(one))
  }

  cells = $derived.by<PlanCell[]>(() => {
    const proposed = new Map(this.#ground.proposal.map((one) => [one.hour, one]))
    const own = new Map(this.#own.map((one) => [one.hour, one]))
    const hours = [...new Set([...proposed.keys(), ...own.keys()])].sort((a, b) => a - b)
    return hours.map((hour) => ({
      ...(own.get(hour) ?? this.#typed(nothingAt(hour))),
      proposed: proposed.get(hour) ?? null,
      fixed: this.published && this.#ground.isOver(hour),
    }))
  })
  get published() {
    return (this.#ground.plan?.version ?? 0) > 0
  }
  get hours(): PlanHour[] {
    return this.cells.map(({ hour, tasks, standardMinutes }) => ({ hour, tasks, standardMinutes }))
  }
  sum(measure: Measure) {
    return this.cells.reduce((all, cell) => all + cell[measure], 0)
  }
  get wrong() {
    return this.cells.some(({ error }) => error !== null)
  }
  /** Differs from what it was begun with. */
  get changed() {
    const before = this.#ground.plan?.hours ?? this.#ground.proposal
    const old = new Map(before.map((one) => [one.hour, one]))
    return (
      this.wrong ||
      this.cells.some(
        ({ hour, tasks, standardMinutes }) =>
          tasks !== (old.get(hour)?.tasks ?? 0) ||
          standardMinutes !== (old.get(hour)?.standardMinutes ?? 0),
      )
    )
  }

  /** Goes on in tasks, or in standard minutes, with the same plan. */
  turn(measure: Measure) {
    if (measure === this.#measure) return
    this.#measure = measure
    this.#own = this.#own.map((one) => this.#typed(one))
  }

  /** Takes a number in the measure that is edited; the other follows by the usual task. */
  type(hour: number, typed: string) {
    this.#change(hour, (cell) => {
      const text = typed.trim()
      if (!whole.test(text)) return { ...cell, typed, error: 'A whole number, like 24' }
      return { ...cell, ...this.#both(cell, Number(text)), typed, error: null }
    })
  }

  /** Puts the proposal in place of what is there, but for hours that stay. */
  takeProposal() {
    this.#own = this.cells.map((cell) =>
      cell.fixed ? cell : this.#typed(cell.proposed ?? nothingAt(cell.hour)),
    )
  }

  /** Shows what was refused at its hour; `rest` is what belongs to none. */
  refused(told: Told): string | null {
    const rest: string[] = told.rest ? [told.rest] : []
    for (const [path, message] of Object.entries(told.fields)) {
      const hour = this.hours[Number(/^hours\.(\d+)/.exec(path)?.[1] ?? Number.NaN)]?.hour
      if (hour !== undefined) this.#change(hour, (cell) => ({ ...cell, error: message }))
      else if (path !== 'reason') rest.push(message)
    }
    return rest.length > 0 ? rest.join(' ') : null
  }

  #both({ tasks, standardMinutes }: PlanHour, value: number) {
    const { taskMinutes } = this.#ground
    if (this.#measure === 'tasks')
      return {
        tasks: value,
        standardMinutes: taskMinutes ? Math.round(value * taskMinutes) : standardMinutes,
      }
    return {
      tasks: taskMinutes ? Math.round(value / taskMinutes) : tasks,
      standardMinutes: value,
    }
  }

  #change(hour: number, change: (cell: Own) => Own) {
    this.#own = this.cells.map((cell) => (cell.hour === hour ? change(cell) : cell))
  }

  #typed({ hour, tasks, standardMinutes }: PlanHour): Own {
    const value = this.#measure === 'tasks' ? tasks : standardMinutes
    return { hour, tasks, standardMinutes, typed: String(value), error: null }
  }
}
