/** The second lead answers calls that the first has left, and keeps a little work in everybody's hand. */
import type { PersonRow, ShownTask } from '../contract/rows.js'
import { compareQueue } from '../contract/order.js'
import type { TemplatePerson } from '../../db/offices/template.js'
import { between, pick, type Chance } from './chance.js'
import type { Client } from './client.js'
import type { DemoOffice } from './office.js'
import type { Rhythm } from './worker.js'

/** Minutes that the first lead, a person perhaps, has to answer. */
const PATIENCE = 6
/** Assigned tasks of one person below which more may be given. */
const LITTLE = 2

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
    return type !== undefined && level >= type.requiredLevel
  }

  #profile({ name }: PersonRow): TemplatePerson | undefined {
    return this.options.office.template.people.find((person) => person.name === name)
  }
}
