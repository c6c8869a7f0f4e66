/** What comes in: the real day's curve, a little thinned or thickened so that the office neither drowns nor idles. */
import type { ShownTask } from '../contract/rows.js'
import { todaysArrivals, type Arrival } from './arrivals.js'
import type { Client } from './client.js'
import { dayOf, minuteOf, type DemoClock } from './clock.js'
import type { DemoOffice } from './office.js'
import type { Rhythm } from './worker.js'

/** Open tasks below which more comes in than in Boston, and at which nothing does any more. */
const FEW = 70
const USUAL = 95
const MANY = 116
/** Open tasks for each clerk of a team at which its own work slows down and stops. */
const TEAM_USUAL = 11
const TEAM_MANY = 15
/** Boston's days that follow the demo's in the records. */
const NEXT_DAYS = 2
/** The latest that an arrival still counts as just come in. */
const LATE = 5

const open = ({ status }: ShownTask) => status !== 'done' && status !== 'cancelled'

const slope = (value: number, full: number, empty: number) =>
  Math.min(1, Math.max(0, (empty - value) / (empty - full)))

/**
 * How many tasks one of Boston's becomes, from 0 to 2, by how much is open in all and for each
 * clerk of the task's team.
 */
export function weightOf(openTasks: number, openPerClerk: number): number {
  const more = openTasks < USUAL ? 1 + slope(openTasks, FEW, USUAL) : slope(openTasks, USUAL, MANY)
  return more * slope(openPerClerk, TEAM_USUAL, TEAM_MANY)
}

export type IntakeOptions = { office: DemoOffice; clock: DemoClock; client: Client; rhythm: Rhythm }

export class Intake {
  #credit = 0
  #spare: Arrival[] = []

  constructor(private readonly options: IntakeOptions) {}

  /** Brings in day after day, until the rhythm ends it. */
  async run(): Promise<void> {
    const { office, clock, rhythm } = this.options
    let passed = minuteOf(clock, rhythm.now())
    const first = dayOf(clock, rhythm.now())
    for (let shift = 0; ; shift = (shift + 1) % (NEXT_DAYS + 1)) {
      const day = dayOf(clock, rhythm.now())
      this.#spare = todaysArrivals(office, (shift + 1) % (NEXT_DAYS + 1)).filter(
        ({ minute }) => minute > 480,
      )
      const coming = todaysArrivals(office, shift).filter(
        ({ minute }) => day !== first || minute > passed,
      )
      for (const arrival of coming) await this.#bring(arrival)
      await rhythm.rest(1_440 - minuteOf(clock, rhythm.now()) + 0.1)
      passed = 0
    }
  }

  async #bring(arrival: Arrival): Promise<void> {
    const { clock, rhythm } = this.options
    const wait = arrival.minute - minuteOf(clock, rhythm.now())
    // The machine slept: what came in meanwhile stays out.
    if (wait < -LATE) return
    if (wait > 0) await rhythm.rest(wait)
    this.#credit = Math.min(this.#credit + this.#weight(arrival), 2)
    for (
      let next: Arrival | undefined = arrival;
      next && this.#credit >= 1;
      next = this.#spare.shift()
    ) {
      this.#credit -= 1
      await this.options.client.command('task.create', next.input)
    }
  }

  #weight(arrival: Arrival): number {
    const { client, office } = this.options
    const team = office.types.get(arrival.input.type)?.team
    const tasks = client.tasks.filter(open)
    const clerks = office.template.people.filter(
      (person) => person.role === 'clerk' && person.team === team,
    ).length
    const ofTeam = tasks.filter((task) => task.team === team).length
    return weightOf(tasks.length, ofTeam / Math.max(1, clerks))
  }
}
