/** Puts the simulated people to work, and lets go of one at once when a person takes their place. */
import type { Logger } from 'pino'
import type { SessionEvent } from '../doors/access.js'
import type { DemoClock } from './clock.js'
import { personId, type DemoOffice } from './office.js'
import { Puppet } from './puppet.js'

export type SimulationOptions = {
  office: DemoOffice
  clock: DemoClock
  address: string
  /** What their browsers would send. */
  origin: string
  /** Of all accounts. */
  password: string
  now(): Date
  log: Logger
  /** Milliseconds that a minute of the demo takes; only a test makes it shorter. */
  minuteMs?: number
}

export class Simulation {
  readonly #puppets: Map<string, Puppet>

  constructor(private readonly options: SimulationOptions) {
    const { template } = options.office
    const people = template.people.filter(({ username }) =>
      /^(clerk\d|lead2|intake)$/.test(username),
    )
    this.#puppets = new Map(
      people.map((person) => [personId(template.id, person.username), new Puppet(person, options)]),
    )
  }

  start(): void {
    for (const puppet of this.#puppets.values()) puppet.start()
  }

  /** Sessions that open and end: whose they are decides who plays whom. */
  readonly hear = ({ office, person, kind, session }: SessionEvent): void => {
    if (office === this.options.office.template.id) this.#puppets.get(person)?.hear(kind, session)
  }

  /** Everybody stops where they are and signs out. */
  async stop(): Promise<void> {
    await Promise.all([...this.#puppets.values()].map((puppet) => puppet.stop()))
  }
}
