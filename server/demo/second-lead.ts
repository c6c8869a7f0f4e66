/** The second lead answers calls that the first has left, and keeps a little work in everybody's hand. */
import type { PersonRow, ShownTask } from '../contract/rows.js'
import { compareQueue } from '../contract/order.js'
import type { TemplatePerson } from '../../db/offices/template.js'
import { hasGrade } from '../domain/skill.js'
import { between, pick, type Chance } from './chance.js'
import { verdictOf } from './checking.js'
import type { Client } from './client.js'
import type { DemoOffice } from './office.js'
import type { Rhythm } from './worker.js'

/** Minutes that the first lead, a person perhaps, has to answer. */
const PATIENCE = 6
/** Assigned tasks of one person below which more may be given. */
const LITTLE = 2

/** Minutes after which a check that nobody has done is the second lead's. */
const LEFT = 12

export type SecondLeadOptions = {
  office: DemoOffice
  client: Client
  rhythm: Rhythm
  chance: Chance
}

export class SecondLead {
  constructor(private readonly options: SecondLeadOptions) {}

  async run(): Promise<void> {
    const { rhythm, chance } = this.options
    for (;;) {
      await rhythm.rest(between(chance, 0.5, 1.5))
      await this.#answer()
      if (chance() < 0.25) await this.#deal()
      else if (chance() < 0.5) await this.#check()
    }
  }

  async #answer(): Promise<void> {
    const { client, rhythm } = this.options
    const since = new Date(rhythm.now().getTime() - PATIENCE * 60_000).toISOString()
    const asking = client.people.find(
      ({ help, team }) =>
        help && help.since < since && team !== null && client.me?.leads.includes(team),
    )
    if (asking) await client.command('help.answer', { person: asking.id })
  }

  /** Looks at what has waited a while to be checked; what is fresh is left to the first lead. */
  async #check(): Promise<void> {
    const { client, chance, office, rhythm } = this.options
    const { template } = office
    const since = new Date(rhythm.now().getTime() - LEFT * 60_000).toISOString()
    const waiting = client.tasks
      .filter(
        ({ status, team, finishedAt, finishedBy }) =>
          status === 'review' &&
          client.me?.leads.includes(team) &&
          finishedBy !== client.me.id &&
          (finishedAt ?? '') < since,
      )
      .toSorted(compareQueue)
    const task = waiting[0]
    const type = task && client.type(task.type)
    const doer = client.people.find(({ id }) => id === task?.finishedBy)
    const person = doer && this.#profile(doer)
    const me = client.me && this.#profile(client.me)
    if (!task || !type || !person || !me) return
    const taken = await client.command('review.take', { task: task.no })
    if (!taken.ok) return
    await rhythm.rest(between(chance, 0.4, 1.2))
    const verdict = verdictOf({
      office: template,
      type,
      person,
      task: task.no,
      round: task.round ?? 1,
      checker: me.username,
      items: client.checklist(type.id),
      weaknesses: office.script.weaknesses,
    })
    await client.command('review.decide', { task: task.no, ...verdict })
  }

  async #deal(): Promise<void> {
    const { client, chance } = this.options
    const idle = client.people.filter((person) => this.#mayGive(person))
    if (idle.length === 0) return
    const person = pick(chance, idle)
    const tasks = client.tasks
      .filter(
        (task) =>
          task.status === 'queued' && task.team === person.team && this.#suits(person, task),
      )
      .toSorted(compareQueue)
      .slice(0, Math.round(between(chance, 1, 3)))
      .map(({ no }) => no)
    if (tasks.length > 0) await client.command('task.assign', { tasks, to: person.id })
  }

  #mayGive(person: PersonRow): boolean {
    const { client } = this.options
    if (
      person.presence !== 'available' ||
      person.team === null ||
      !client.me?.leads.includes(person.team)
    )
      return false
    const given = client.tasks.filter(
      ({ holder, status }) => holder === person.id && status === 'assigned',
    )
    return this.#profile(person)?.username.startsWith('clerk') === true && given.length < LITTLE
  }

  #suits(person: PersonRow, task: ShownTask): boolean {
    const type = this.options.client.type(task.type)
    const level = this.#profile(person)?.skills[task.type] ?? 0
    return type !== undefined && level >= type.requiredLevel && hasGrade(person.grade, type)
  }

  #profile({ name }: PersonRow): TemplatePerson | undefined {
    return this.options.office.template.people.find((person) => person.name === name)
  }
}
