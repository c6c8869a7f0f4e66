/**
 * An office as its rules say it should be, told by its log alone. It knows nothing of the commands'
 * code: who may do what to a task in which state is written here a second time, and each entry's
 * rows are compared with it.
 */
import type { Entry } from '../../db/queries/commit.js'
import { compareQueue } from '../../server/contract/order.js'
import type {
  PersonRow,
  Priority,
  SkillRow,
  Status,
  TaskRow,
  TaskTypeRow,
} from '../../server/contract/rows.js'

export type ModelTask = {
  no: number
  type: string
  team: string
  priority: Priority
  dueAt: string | null
  status: Status
  holder: string | null
  createdBy: string
}
type Input = Record<string, never> & {
  task: number
  tasks: number[]
  to: string | null
  person: string
  active?: boolean
  type?: string
  team?: string
  types?: string[]
  priority?: Priority
  dueAt?: string | null
  reference?: string | null
  rows: (Input & { finishedAt?: string | null })[]
}
type Moment = { seq: number; status: Status; holder: string | null }

const OPEN: readonly Status[] = ['queued', 'assigned', 'active', 'waiting', 'review']
/** In which states each command may find its task. */
export const statesFor: Record<string, readonly Status[]> = {
  'task.release': ['assigned', 'active', 'waiting'],
  'task.finish': ['active'],
  'task.step': ['active'],
  'task.hold': ['active'],
  'task.resume': ['waiting'],
  'task.assign': ['queued', 'assigned', 'waiting'],
  'task.cancel': OPEN,
  'task.reopen': ['done', 'cancelled'],
  'task.edit': OPEN,
  'task.extend': OPEN,
  'task.note': OPEN,
}

export class Model {
  seq = 0
  lastNo = 0
  readonly tasks = new Map<number, ModelTask>()
  readonly people = new Map<string, PersonRow>()
  readonly types = new Map<string, TaskTypeRow>()
  readonly skills = new Map<string, SkillRow>()
  readonly teams = new Set<string>()
  readonly references = new Set<string>()
  /** What each task was after each entry that changed it. */
  readonly lives = new Map<number, Moment[]>()
  /** The task that each `task.claimNext` should have given, by the seq of its entry. */
  readonly nexts = new Map<number, number | null>()

  /** Takes the next entry. @throws Error when it breaks a rule or its rows are not what it should cause */
  replay(entry: Entry): void {
    const ask = (ok: boolean, what: string) => {
      if (!ok) throw new Error(`#${entry.seq} ${entry.command} by ${entry.actor}: ${what}`)
    }
    ask(entry.seq === this.seq + 1, `follows ${this.seq}`)
    this.seq = entry.seq
    const touched = this.#decide(entry, ask)
    this.#takeSetUp(entry)
    this.#compare(entry, touched, ask)
  }

  /** What a task was once the entry at `seq` was written. */
  at(no: number, seq: number): Moment | null {
    return this.lives.get(no)?.findLast((moment) => moment.seq <= seq) ?? null
  }

  /** True when at some moment from `from` to `to` the task was such. */
  wasEver(no: number, from: number, to: number, such: (moment: Moment | null) => boolean): boolean {
    const within = this.lives.get(no)?.filter(({ seq }) => seq > from && seq <= to) ?? []
    return [this.at(no, from), ...within].some(such)
  }

  #decide(entry: Entry, ask: Ask): ModelTask[] {
    const input = (entry.input ?? {}) as Input
    const { command } = entry
    if (command === 'task.create') return [this.#create(entry, input)]
    if (command === 'task.import') return this.#import(entry, input)
    if (command === 'task.claimNext') return this.#claimNext(entry, input, ask)
    if (command === 'task.assign') return this.#assign(entry, input, ask)
    if (command === 'person.edit') return this.#leave(input)
    return command.startsWith('task.') ? this.#onTask(entry, input, ask) : []
  }

  #onTask(entry: Entry, input: Input, ask: Ask): ModelTask[] {
    const { actor, command } = entry
    const task = this.tasks.get(input.task)
    if (!task) throw new Error(`#${entry.seq} ${command}: there is no task ${input.task}`)
    const person = this.people.get(actor)
    ask(person !== undefined && person.active, 'the actor is nobody of this office')
    const leads = this.#leads(actor, task.team)
    const mine = task.holder === actor
    const states = statesFor[command]
    if (states) ask(states.includes(task.status), `the task is ${task.status}`)
    switch (command) {
      case 'task.claim':
        ask(
          task.status === 'queued' || (mine && ['assigned', 'active'].includes(task.status)),
          `the task is ${task.status} with ${task.holder}`,
        )
        ask(leads || this.#worksIn(actor, task.team), 'the task is of another team')
        return mine && task.status === 'active' ? [] : [this.#begin(task, actor, ask)]
      case 'task.finish':
        ask(mine, 'not the holder')
        return [Object.assign(task, { status: 'done', holder: null })]
      case 'task.step':
        ask(mine, 'not the holder')
        return [task]
      case 'task.release':
      case 'task.hold':
      case 'task.resume':
        ask(mine || leads, 'neither holder nor lead')
        return [this.#moved(task, command)]
      case 'task.cancel':
        ask(
          leads || (task.status === 'queued' && task.createdBy === actor),
          'neither lead nor its creator',
        )
        return [Object.assign(task, { status: 'cancelled', holder: null })]
      case 'task.reopen':
        ask(leads, 'not the lead')
        return [Object.assign(task, { status: 'queued', holder: null })]
      case 'task.edit':
        ask(mine || leads, 'neither holder nor lead')
        return [this.#edit(task, input, ask)]
      case 'task.extend':
        ask(mine || leads, 'neither holder nor lead')
        return [task]
      case 'task.note':
        return [task]
      default:
        throw new Error(`the model does not know ${command}`)
    }
  }

  #moved(task: ModelTask, command: string): ModelTask {
    if (command === 'task.release') return Object.assign(task, { status: 'queued', holder: null })
    return Object.assign(task, { status: command === 'task.hold' ? 'waiting' : 'active' })
  }

  #begin(task: ModelTask, actor: string, ask: Ask): ModelTask {
    ask(this.#qualifies(actor, task.type), `${actor} has no skill for ${task.type}`)
    return Object.assign(task, { status: 'active', holder: actor })
  }

  #create(entry: Entry, input: Input, at = 0): ModelTask {
    const type = this.types.get(input.type ?? '')
    const written = entry.puts.filter(({ t }) => t === 'task')[at]?.row as TaskRow
    const task: ModelTask = {
      no: ++this.lastNo,
      type: input.type ?? '',
      team: input.team ?? type?.team ?? this.people.get(entry.actor)?.team ?? written.team,
      priority: input.priority ?? type?.priority ?? 'normal',
      // The rule for due times has tests of its own.
      dueAt: input.dueAt === undefined ? written.dueAt : input.dueAt,
      status: 'queued',
      holder: null,
      createdBy: entry.actor,
    }
    if (input.reference) this.references.add(input.reference)
    this.tasks.set(task.no, task)
    return task
  }

  #import(entry: Entry, { rows }: Input): ModelTask[] {
    const made: ModelTask[] = []
    for (const row of rows) {
      if (row.reference && this.references.has(row.reference)) continue
      if (!this.types.has(row.type ?? '') || (row.team && !this.teams.has(row.team))) continue
      const task = this.#create(entry, row, made.length)
      if (row.finishedAt) task.status = 'done'
      made.push(task)
    }
    return made
  }

  #claimNext(entry: Entry, { types, team }: Input, ask: Ask): ModelTask[] {
    const { actor } = entry
    const wanted = [...this.tasks.values()]
      .filter((task) => (!types || types.includes(task.type)) && (!team || task.team === team))
      .sort(compareQueue)
    const next =
      wanted.find((task) => task.status === 'assigned' && task.holder === actor) ??
      wanted.find(
        (task) =>
          task.status === 'queued' &&
          this.#worksIn(actor, task.team) &&
          this.#qualifies(actor, task.type),
      )
    this.nexts.set(entry.seq, next?.no ?? null)
    if (!next) return []
    const written = entry.puts.flatMap(({ t, row }) => (t === 'task' ? [row as TaskRow] : []))
    ask(
      written.some(({ no }) => no === next.no),
      `the next was ${next.no}, it took ${written.map(({ no }) => no).join()}`,
    )
    return [Object.assign(next, { status: 'active', holder: actor })]
  }

  #assign(entry: Entry, { tasks, to }: Input, ask: Ask): ModelTask[] {
    return [...new Set(tasks)].map((no) => {
      const task = this.tasks.get(no)
      if (!task) throw new Error(`#${entry.seq} assigns ${no}, which is not there`)
      ask(this.#leads(entry.actor, task.team), 'not the lead')
      ask(statesFor['task.assign']?.includes(task.status) ?? false, `#${no} is ${task.status}`)
      if (to === null) return Object.assign(task, { status: 'queued', holder: null })
      ask(
        this.#worksIn(to, task.team) && this.#qualifies(to, task.type),
        `${to} may not have #${no}`,
      )
      return Object.assign(task, { status: 'assigned', holder: to })
    })
  }

  #edit(task: ModelTask, input: Input, ask: Ask): ModelTask {
    const { type = task.type, team = task.team } = input
    ask(
      (type === task.type && team === task.team) || task.status === 'queued',
      'moved while it was held',
    )
    const dueAt = input.dueAt === undefined ? task.dueAt : input.dueAt
    if (input.reference) this.references.add(input.reference)
    return Object.assign(task, { type, team, dueAt, priority: input.priority ?? task.priority })
  }

  #leave({ person, active }: Input): ModelTask[] {
    if (active !== false || !this.people.get(person)?.active) return []
    const held = [...this.tasks.values()].filter(
      (task) => task.holder === person && OPEN.includes(task.status),
    )
    return held.map((task) => Object.assign(task, { status: 'queued', holder: null }))
  }

  #takeSetUp({ puts }: Entry): void {
    for (const { t, row } of puts) {
      if (t === 'person') this.people.set((row as PersonRow).id, row as PersonRow)
      if (t === 'taskType') this.types.set((row as TaskTypeRow).id, row as TaskTypeRow)
      if (t === 'skill') this.skills.set((row as SkillRow).id, row as SkillRow)
      if (t === 'team') this.teams.add((row as { id: string }).id)
    }
  }

  /** Each row that the entry wrote is as the model has it, and none that it should have written is missing. */
  #compare(entry: Entry, touched: readonly ModelTask[], ask: Ask): void {
    const written = new Map(
      entry.puts.flatMap(({ t, row }) =>
        t === 'task' ? [[(row as TaskRow).no, row as TaskRow] as const] : [],
      ),
    )
    for (const { no } of touched) ask(written.has(no), `#${no} should have been written`)
    for (const [no, row] of written) {
      const task = this.tasks.get(no)
      ask(task !== undefined, `#${no} is not known`)
      // Where a rule counts, its due times have tests of their own.
      if (task && row.clock && (entry.input as Input | null)?.dueAt === undefined)
        task.dueAt = row.dueAt
      for (const [key, value] of Object.entries(task ?? {})) {
        ask(
          row[key as keyof TaskRow] === value,
          `#${no}: ${key} is ${String(row[key as keyof TaskRow])}, should be ${String(value)}`,
        )
      }
      ask(row.seq === entry.seq, `#${no} says seq ${row.seq}`)
      const life = this.lives.get(no) ?? []
      this.lives.set(no, [...life, { seq: entry.seq, status: row.status, holder: row.holder }])
    }
  }

  #leads = (person: string, team: string) => {
    const row = this.people.get(person)
    return row?.role === 'lead' && row.leads.includes(team)
  }

  #worksIn(person: string, team: string): boolean {
    const row = this.people.get(person)
    if (!row?.active || (row.role !== 'clerk' && row.role !== 'lead')) return false
    return row.team === team || this.#leads(person, team)
  }

  #qualifies(person: string, typeId: string): boolean {
    const bar = this.types.get(typeId)?.requiredLevel ?? 0
    const skill = this.skills.get(`${person}/${typeId}`)
    return skill ? skill.level >= Math.max(1, bar) : bar === 0
  }
}

type Ask = (ok: boolean, what: string) => void
