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

type Ground = {
  plan: PlanRow | null
  proposal: readonly PlanHour[]
  /** Standard minutes of a usual task; null: not known. */
  taskMinutes: number | null
  measure: Measure
  isOver: (hour: number) => boolean
}

const whole = /^\d{1,6}$/

export class PlanForm {
  readonly #ground: Ground
  #cells = $state.raw<PlanCell[]>([])

  /** Begins with the plan as it is, else with the proposal. */
  constructor(ground: Ground) {
    this.#ground = ground
    this.#cells = this.#cellsOf(ground.plan?.hours ?? ground.proposal)
  }

  get cells(): readonly PlanCell[] {
    return this.#cells
  }
  get published() {
    return (this.#ground.plan?.version ?? 0) > 0
  }
  get hours(): PlanHour[] {
    return this.#cells.map(({ hour, tasks, standardMinutes }) => ({ hour, tasks, standardMinutes }))
  }
  sum(measure: Measure) {
    return this.#cells.reduce((all, cell) => all + cell[measure], 0)
  }
  get wrong() {
    return this.#cells.some(({ error }) => error !== null)
  }
  /** Differs from what is saved. */
  get changed() {
    const old = new Map(this.#ground.plan?.hours.map((one) => [one.hour, one]))
    return (
      this.wrong ||
      this.#cells.some(
        ({ hour, tasks, standardMinutes }) =>
          tasks !== (old.get(hour)?.tasks ?? 0) ||
          standardMinutes !== (old.get(hour)?.standardMinutes ?? 0),
      )
    )
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
    const own = new Map(this.#cells.map((cell) => [cell.hour, cell]))
    this.#cells = this.#cellsOf(
      this.#cells.map(({ hour, fixed, proposed }) => {
        const none = { hour, tasks: 0, standardMinutes: 0 }
        return (fixed ? own.get(hour) : proposed) ?? none
      }),
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

  #both({ tasks, standardMinutes }: PlanCell, value: number) {
    const { measure, taskMinutes } = this.#ground
    if (measure === 'tasks')
      return {
        tasks: value,
        standardMinutes: taskMinutes ? Math.round(value * taskMinutes) : standardMinutes,
      }
    return {
      tasks: taskMinutes ? Math.round(value / taskMinutes) : tasks,
      standardMinutes: value,
    }
  }

  #change(hour: number, change: (cell: PlanCell) => PlanCell) {
    this.#cells = this.#cells.map((cell) => (cell.hour === hour ? change(cell) : cell))
  }

  #cellsOf(hours: readonly PlanHour[]): PlanCell[] {
    const { proposal, measure, isOver } = this.#ground
    const proposed = new Map(proposal.map((one) => [one.hour, one]))
    const own = new Map(hours.map((one) => [one.hour, one]))
    const all = [...new Set([...proposed.keys(), ...own.keys()])].sort((a, b) => a - b)
    return all.map((hour) => {
      const one = own.get(hour) ?? { hour, tasks: 0, standardMinutes: 0 }
      return {
        ...one,
        typed: String(one[measure]),
        proposed: proposed.get(hour) ?? null,
        fixed: this.published && isOver(hour),
        error: null,
      }
    })
  }
}
