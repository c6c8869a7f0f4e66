/** A small believable office for tests, in memory or founded in a database. */
import { decisions } from '../../server/commands/registry.js'
import { rules } from '../../server/commands/rules.js'
import {
  commands,
  type Input,
  type Output,
  type RawInput,
  type WriteName,
} from '../../server/contract/commands.js'
import type { Failure } from '../../server/contract/errors.js'
import type {
  Level,
  OfficeRow,
  Role,
  TaskRow,
  TaskTypeRow,
  TeamRow,
} from '../../server/contract/rows.js'
import { decideBatch, type Waiting } from '../../server/core/batch.js'
import { Board } from '../../server/core/board.js'
import type { FoundedPerson, OfficePlan } from '../../server/core/found.js'
import { nothingFetched } from '../../server/core/rows.js'
import type { Entry } from '../../db/queries/commit.js'

export const OFFICE = 'springfield'
export const MONDAY_9 = '2026-11-23T16:00:00.000Z'

export const office: OfficeRow = {
  id: OFFICE,
  name: 'Springfield City Clerk',
  timeZone: 'America/Denver',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
  demo: null,
}
export const teams: TeamRow[] = [
  { id: 'permits', name: 'Permits', location: 'City Hall' },
  { id: 'records', name: 'Records', location: 'Annex' },
]

/** What a level that a test needs rests on. */
export const asSeen = [{ kind: 'text' as const, ref: null, text: 'As seen at work' }]

export const taskType = (id: string, more: Partial<TaskTypeRow> = {}): TaskTypeRow => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  standardMinutes: 20,
  steps: [],
  fields: [],
  reviewRate: 0,
  requiredLevel: 0,
  team: 'permits',
  priority: 'normal',
  due: null,
  active: true,
  ...more,
})

export const types: TaskTypeRow[] = [
  taskType('permit', {
    standardMinutes: 25,
    requiredLevel: 1,
    due: { count: 2, unit: 'businessDays', citation: null },
    steps: [
      { id: 'received', name: 'Received' },
      { id: 'filed', name: 'Filed' },
    ],
  }),
  taskType('mail', { standardMinutes: 6 }),
  taskType('batch', {
    standardMinutes: 45,
    fields: [
      { id: 'dollars', label: 'Dollars', kind: 'money', required: true, unit: null, choices: [] },
      { id: 'count', label: 'Count', kind: 'count', required: false, unit: null, choices: [] },
      {
        id: 'fund',
        label: 'Fund',
        kind: 'choice',
        required: false,
        unit: null,
        choices: ['General', 'Water'],
      },
    ],
  }),
  taskType('copy', { team: 'records', standardMinutes: 15 }),
]

const person = (
  id: string,
  name: string,
  role: Role,
  team: string | null,
  skills: Record<string, Level> = {},
  leads: string[] = [],
): FoundedPerson => ({
  id,
  name,
  role,
  grade: role === 'clerk' ? 'II' : null,
  team,
  leads,
  username: id,
  hash: 'unused',
  temporary: false,
  skills,
})

export const people: FoundedPerson[] = [
  person('ana', 'Ana Delgado', 'clerk', 'permits', { permit: 3, mail: 3, batch: 3 }),
  person('ben', 'Ben Ito', 'clerk', 'permits', { permit: 2, mail: 0 }),
  person('rae', 'Rae Quill', 'clerk', 'records', { copy: 3 }),
  person('lee', 'Lee Alvarez', 'lead', 'permits', { permit: 4, mail: 4 }, ['permits']),
  person('sue', 'Sue Grant', 'supervisor', null),
  person('ada', 'Ada Moss', 'admin', null),
]

export const plan = (id = OFFICE): OfficePlan => ({
  office: { ...office, id },
  teams,
  types,
  at: MONDAY_9,
  // Usernames are unique in an installation.
  people: people.map((one) => ({
    ...one,
    username: id === OFFICE ? one.username : `${one.username}@${id}`,
  })),
})

/** The office's board as founding leaves it, without a database. */
export function newBoard(): Board {
  const at = MONDAY_9
  return new Board({
    office: OFFICE,
    epoch: 'epoch',
    seq: 1,
    mark: 'mark',
    lastNo: 0,
    until: { permits: null, records: null },
    rows: {
      office: [office],
      team: teams,
      taskType: types,
      person: people.map(({ id, name, role, grade, team, leads }) => ({
        id,
        name,
        role,
        grade,
        team,
        leads,
        active: true,
        presence: 'available',
        presenceSince: at,
        help: null,
      })),
      account: people.map(({ id, username }) => ({ id, username, temporary: false })),
      skill: people.flatMap(({ id, team, skills }) =>
        Object.entries(skills).map(([type, level]) => ({
          id: `${id}/${type}`,
          person: id,
          team,
          type,
          level,
        })),
      ),
    },
  })
}

let ids = 0
export const nextId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`

export type Tried<N extends WriteName> =
  { ok: true; output: Output<N>; entry: Entry } | { ok: false; error: Failure }

/** Decides commands one after the other on a board, as the line does, without a database. */
export class Desk {
  now = MONDAY_9
  /** What chance says of a label. */
  draws: (label: string) => number = () => 0.5
  readonly entries: Entry[] = []
  /** Every task that there was, as a database would give those that have left the board. */
  readonly #tasks = new Map<string | number, object>()
  constructor(readonly board = newBoard()) {}

  try<N extends WriteName>(who: string, name: N, input: RawInput<N>, prepared?: unknown): Tried<N> {
    const parsed = commands[name].input.parse(input) as Input<N>
    return this.#decide(who, name, parsed, decisions[name], prepared) as Tried<N>
  }

  /** Lets the system decide one of its own, as the clock would. */
  rule(name: keyof typeof rules, input: object): void {
    const tried = this.#decide('system', name, input, rules[name], undefined)
    if (!tried.ok) throw new Error(`${name} was refused: ${tried.error.message}`)
  }

  #decide(
    person: string,
    name: string,
    input: object,
    decision: object,
    prepared: unknown,
  ): Tried<WriteName> {
    const waiting: Waiting = {
      id: nextId(),
      person,
      session: null,
      name,
      input,
      logged: input,
      hash: '',
      decision: decision as Waiting['decision'],
      prepared,
      answer: () => {},
    }
    const chance = {
      newId: nextId,
      draw: (label: string) => this.draws(label),
      incident: (error: unknown): string => {
        throw error
      },
    }
    const fetched = { ...nothingFetched(), rows: new Map([['task' as const, this.#tasks]]) }
    const { batch, accepted, refused } = decideBatch(
      this.board,
      fetched,
      [waiting],
      this.now,
      chance,
    )
    const refusal = refused[0]
    if (refusal) return { ok: false, error: refusal.failure }
    for (const { t, row } of batch.entries.flatMap(({ puts }) => puts))
      if (t === 'task') this.#tasks.set((row as TaskRow).no, row)
    this.board.advance(batch.entries, batch.newMark)
    this.entries.push(...batch.entries)
    return {
      ok: true,
      output: accepted[0]?.stored.output as Output<WriteName>,
      entry: batch.entries[0] as Entry,
    }
  }

  /** The output of a command that must be accepted. */
  do<N extends WriteName>(who: string, name: N, input: RawInput<N>, prepared?: unknown): Output<N> {
    const tried = this.try(who, name, input, prepared)
    if (!tried.ok)
      throw new Error(`${name} by ${who} was refused: ${tried.error.code}: ${tried.error.message}`)
    return tried.output
  }

  /** The code with which a command is refused; `ok` when it is not. */
  code<N extends WriteName>(who: string, name: N, input: RawInput<N>): string {
    const tried = this.try(who, name, input)
    return tried.ok ? 'ok' : tried.error.code
  }

  later(minutes: number): void {
    this.now = new Date(Date.parse(this.now) + minutes * 60_000).toISOString()
  }

  task(no: number) {
    const task = this.board.tables.task.get(no)
    if (!task) throw new Error(`#${no} is not on the board`)
    return task
  }
}
