/** One simulated person: signs in, works, and steps aside while somebody else is signed in as them. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TemplatePerson } from '../../db/offices/template.js'
import { between, chanceOf, type Chance } from './chance.js'
import { Client, signIn, signOut, type SignedIn } from './client.js'
import { workingHours } from './behaviour.js'
import { minuteOf } from './clock.js'
import { Intake } from './intake.js'
import { SecondLead } from './second-lead.js'
import type { SimulationOptions } from './simulation.js'
import { Worker, type Rhythm } from './worker.js'

const AGAIN_MS = 5_000

export class Puppet {
  /** Sessions of this person that the simulation did not open. */
  readonly #outside = new Set<string>()
  readonly #own = new Set<string>()
  readonly #chance: Chance
  #ended = new AbortController()
  #shift: AbortController | null = null
  #signingIn: Promise<unknown> = Promise.resolve()
  #life: Promise<void> = Promise.resolve()
  #woken: (() => void) | null = null

  constructor(
    private readonly person: TemplatePerson,
    private readonly options: SimulationOptions,
  ) {
    this.#chance = chanceOf(
      `${options.office.template.id}/${person.username}/${options.now().toISOString()}`,
    )
  }

  start(): void {
    this.#ended = new AbortController()
    this.#life = this.#live(this.#ended.signal)
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    this.#shift?.abort()
    this.#woken?.()
    await this.#life
  }

  hear(kind: 'open' | 'end', session: string): void {
    if (kind === 'end') {
      this.#own.delete(session)
      this.#outside.delete(session)
      this.#woken?.()
      return
    }
    // The answer to a sign-in of ours comes after the news of it; until then nobody knows whose it is.
    void this.#signingIn.then(() => {
      if (this.#own.has(session)) return
      this.#outside.add(session)
      this.#shift?.abort()
    })
  }

  async #live(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      try {
        await this.#untilMine(ended)
        await this.#workShift(ended)
      } catch (error) {
        if (ended.aborted) return
        this.options.log.debug(
          { err: error, person: this.person.username },
          'a simulated person starts again',
        )
      }
      await sleep(AGAIN_MS * between(this.#chance, 0.2, 1), undefined, { signal: ended }).catch(
        () => undefined,
      )
    }
  }

  /** Waits while a person plays this one, and outside of their own hours. */
  async #untilMine(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      if (this.#outside.size > 0) await new Promise<void>((done) => (this.#woken = done))
      else if (!this.#isOpen()) await sleep(60_000, undefined, { signal: ended })
      else return
    }
  }

  #isOpen(): boolean {
    const { office, clock, now } = this.options
    const minute = minuteOf(clock, now())
    // What comes in, comes in at night too.
    if (this.person.username === 'intake') return true
    const { from, to } = workingHours(office.template, this.person)
    return minute >= from - 5 && minute < to
  }

  async #workShift(ended: AbortSignal): Promise<void> {
    if (ended.aborted) return
    const who = await this.#signIn()
    if (!who) return
    const shift = new AbortController()
    this.#shift = shift
    const client = new Client(this.options, who, () => shift.abort())
    try {
      if (this.#outside.size > 0 || ended.aborted) return
      await Promise.race([client.opened(), once(shift.signal)])
      await this.#play(client, rhythmOf(this.options, shift.signal))
    } finally {
      this.#shift = null
      shift.abort()
      client.close()
      if (this.#own.has(who.session)) await signOut(this.options, who).catch(() => undefined)
    }
  }

  async #signIn(): Promise<SignedIn | null> {
    const asked = signIn(this.options, this.person.username, this.options.password)
    const known = asked.then((who) => {
      if (who) this.#own.add(who.session)
      return who
    })
    this.#signingIn = known.catch(() => undefined)
    return known
  }

  async #play(client: Client, rhythm: Rhythm): Promise<void> {
    const { office, clock } = this.options
    const { person } = this
    const chance = this.#chance
    const takes = person.username !== 'intake'
    const worker = new Worker({ office, clock, person, client, rhythm, chance, takes })
    const work = worker.work()
    // What stops or fails first ends the shift; the rest is then let go of without a word.
    work.catch(() => undefined)
    if (person.username === 'intake') return new Intake({ office, clock, client, rhythm }).run()
    if (person.username !== 'lead2') return work
    const leading = new SecondLead({ office, client, rhythm, chance }).run()
    leading.catch(() => undefined)
    return Promise.race([work, leading])
  }
}

const once = (signal: AbortSignal) =>
  new Promise<void>((done) =>
    signal.aborted ? done() : signal.addEventListener('abort', () => done(), { once: true }),
  )

function rhythmOf({ now, minuteMs = 60_000 }: SimulationOptions, signal: AbortSignal): Rhythm {
  return { now, rest: (minutes) => sleep(Math.max(0, minutes) * minuteMs, undefined, { signal }) }
}
