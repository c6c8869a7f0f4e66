/** A simulated clerk at work: claims, works, waits, asks, takes breaks; nothing that a person could not do. */
import type { ShownTask, TaskTypeRow } from '../contract/rows.js'
import type { TemplatePerson } from '../../db/offices/template.js'
import {
  breather,
  fateOf,
  finishedFields,
  handleMinutes,
  outcomeOf,
  paceOf,
  pausesOf,
  workingHours,
  questionOf,
  waitingFor,
  writesNote,
  type Fate,
} from './behaviour.js'
import { between, pick, type Chance } from './chance.js'
import type { Client } from './client.js'
import { dayOf, minuteOf, type DemoClock } from './clock.js'
import type { DemoOffice } from './office.js'

export type Rhythm = {
  now(): Date
  /** Resolves after so many minutes of the demo; rejects when the signal ends the work. */
  rest(minutes: number): Promise<void>
}

export type WorkerOptions = {
  office: DemoOffice
  clock: DemoClock
  person: TemplatePerson
  client: Client
  rhythm: Rhythm
  chance: Chance
  /** False: does only what is given to this person, and takes nothing from the queue. */
  takes: boolean
}

const ASKS = 0.012
const DISPUTES = 0.08

export class Worker {
  readonly #pace: number
  readonly #paused = new Set<string>()
  /** Returned tasks of which the reasons were read. */
  readonly #read = new Set<number>()

  constructor(private readonly options: WorkerOptions) {
    this.#pace = paceOf(options.office.template.id, options.person)
    const minute = this.#minute()
    // Breaks that are over by now are not made up for.
    for (const pause of this.#pauses()) if (pause.to - 3 < minute) this.#paused.add(pause.id)
  }

  /** One thing after another until their own day ends. */
  async work(): Promise<void> {
    while (this.#isOpen() || this.#inHand()) await this.#next()
  }

  #isOpen(): boolean {
    const { from, to } = workingHours(this.options.office.template, this.options.person)
    const minute = this.#minute()
    return minute >= from - 10 && minute < to
  }

  async #next(): Promise<void> {
    const { client, rhythm, chance, takes } = this.options
    const inHand = this.#inHand()
    if (inHand) return this.#handle(inHand)
    if (await this.#pause()) return
    const followUp = this.#mine('waiting').find(
      (task) => (task.followUpAt ?? '') <= rhythm.now().toISOString(),
    )
    if (followUp) {
      await this.#try(client.command('task.resume', { task: followUp.no }))
      return rhythm.rest(0.05)
    }
    await this.#acknowledge()
    const given = this.#mine('assigned').length > 0
    const answer =
      given || takes ? await client.command('task.claimNext', given ? this.#givenOnly() : {}) : null
    const claimed = answer?.ok ? (answer.output as { task: ShownTask | null }).task : null
    await rhythm.rest(claimed ? 0.02 : between(chance, 0.4, 1.2))
  }

  /** Reads why work came back before correcting it; now and then disputes that. What came back is claimed first. */
  async #acknowledge(): Promise<void> {
    const { client, chance } = this.options
    const back = this.#mine('assigned').find(({ no, returned }) => returned && !this.#read.has(no))
    if (!back?.review) return
    this.#read.add(back.no)
    if (chance() < DISPUTES)
      await client.command('review.dispute', {
        review: back.review,
        text: 'I find it right as it is.',
      })
    else await client.command('review.acknowledge', { review: back.review })
  }

  /** Types of what was given, so that somebody who takes nothing from the queue gets nothing else. */
  #givenOnly() {
    return this.options.takes
      ? {}
      : { types: [...new Set(this.#mine('assigned').map(({ type }) => type))] }
  }

  async #pause(): Promise<boolean> {
    const { client, rhythm } = this.options
    const minute = this.#minute()
    const pause = this.#pauses().find(
      ({ id, from, to }) => from <= minute && minute < to - 1 && !this.#paused.has(id),
    )
    if (!pause) {
      if (client.me && client.me.presence !== 'available')
        await client.command('person.presence', { status: 'available' })
      return false
    }
    this.#paused.add(pause.id)
    await client.command('person.presence', { status: pause.presence })
    await rhythm.rest(pause.to - minute)
    await client.command('person.presence', { status: 'available' })
    return true
  }

  async #handle(task: ShownTask): Promise<void> {
    const { client, rhythm, chance } = this.options
    const type = client.type(task.type)
    if (!type) return rhythm.rest(1)
    const spent = spentMinutes(task, rhythm.now())
    const needed = handleMinutes(chance, task.standardMinutes, this.#pace) - spent
    // Taken over in the middle: nobody finishes at the very moment.
    const minutes = Math.max(needed, between(chance, 0.3, 3))
    const fate = fateOf(chance, (task.handleMinutes ?? 0) > 0)
    const share = fate.kind === 'finish' ? 1 : fate.share
    if (chance() < ASKS) await this.#ask(task)
    if (writesNote(chance)) await this.#note(task)
    const there = await this.#steps(task, type, minutes, share)
    if (there) await this.#settle(task.no, type, fate)
    await rhythm.rest(breather(chance))
  }

  /** Ticks the steps as the work goes on. @returns false when the task is no longer in hand */
  async #steps(
    task: ShownTask,
    type: TaskTypeRow,
    minutes: number,
    share: number,
  ): Promise<boolean> {
    const { client, rhythm } = this.options
    const open = (task.steps ?? type.steps.map(({ id }) => ({ id, doneAt: null }))).filter(
      ({ doneAt }) => doneAt === null,
    )
    let worked = 0
    for (const [index, step] of open.entries()) {
      const part = ((index + 0.6) / open.length) * minutes
      if (part > share * minutes) break
      await rhythm.rest(part - worked)
      worked = part
      if (!this.#holds(task.no)) return false
      await client.command('task.step', { task: task.no, step: step.id, done: true })
    }
    await rhythm.rest(share * minutes - worked)
    return this.#holds(task.no)
  }

  async #settle(no: number, type: TaskTypeRow, fate: Fate): Promise<void> {
    const { client, office, chance, clock, rhythm } = this.options
    const now = rhythm.now()
    if (fate.kind === 'hold') {
      const followUpAt = new Date(now.getTime() + fate.minutes * 60_000).toISOString()
      const reason = waitingFor(chance, office.script, type.id)
      await this.#try(client.command('task.hold', { task: no, reason, followUpAt }))
    } else if (fate.kind === 'release') {
      await this.#try(
        client.command('task.release', {
          task: no,
          reason: pick(chance, office.template.returnReasons),
        }),
      )
    } else {
      const filling = {
        chance,
        script: office.script,
        day: dayOf(clock, now),
        now: now.toISOString(),
      }
      const fields = finishedFields(type, client.task(no)?.fields ?? {}, filling)
      await this.#try(
        client.command('task.finish', {
          task: no,
          outcome: outcomeOf(chance, office.script, type.id),
          fields,
        }),
      )
    }
  }

  /** A refusal means that somebody else was quicker or changed something: look again in a moment. */
  async #try(asked: ReturnType<Client['command']>): Promise<void> {
    const answer = await asked
    if (!answer.ok) await this.options.rhythm.rest(0.3)
  }

  async #ask(task: ShownTask): Promise<void> {
    const { client, chance, office } = this.options
    if (!client.me?.help)
      await client.command('help.ask', {
        task: task.no,
        text: questionOf(chance, office.script, task.type),
      })
  }

  async #note(task: ShownTask): Promise<void> {
    const { client, chance, office } = this.options
    await client.command('task.note', { task: task.no, text: pick(chance, office.script.notes) })
  }

  #mine(status: ShownTask['status']): ShownTask[] {
    const { client } = this.options
    return client.tasks.filter((task) => task.holder === client.who.me.id && task.status === status)
  }

  /** Of several active tasks the one that was taken last. */
  #inHand(): ShownTask | undefined {
    return this.#mine('active').toSorted((a, b) =>
      (b.claimedAt ?? '').localeCompare(a.claimedAt ?? ''),
    )[0]
  }

  #holds(no: number): boolean {
    const task = this.options.client.task(no)
    return task?.holder === this.options.client.who.me.id && task.status === 'active'
  }

  #pauses() {
    return pausesOf(this.options.person, this.options.office.script)
  }

  #minute(): number {
    return minuteOf(this.options.clock, this.options.rhythm.now())
  }
}

/** Minutes of attention so far; a veiled task does not tell them. */
function spentMinutes(task: ShownTask, now: Date): number {
  const since = task.activeSince ? (now.getTime() - Date.parse(task.activeSince)) / 60_000 : 0
  return (task.handleMinutes ?? 0) + Math.max(0, since)
}
