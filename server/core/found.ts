import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { commitBatch, insertGenesis, type DocumentName, type Entry } from '../../db/queries/commit.js'
import type { Database } from '../../db/schema.js'
import type { PatternRow } from '../contract/desk-rows.js'
import type { ChecklistItem, ChecklistRow } from '../contract/quality-rows.js'
import type { Grade, Level, OfficeRow, PersonRow, Role, TableName, TaskTypeRow, TeamRow } from '../contract/rows.js'
import { keyOf } from '../contract/rows.js'
import { officeDay } from '../domain/due.js'
import { mondayOf } from '../domain/timetable.js'

export type FoundedPerson = {
  id: string
  name: string
  role: Role
  grade: Grade | null
  team: string | null
  leads: string[]
  username: string
  /** argon2id */
  hash: string
  temporary: boolean
  skills: Record<string, Level>
  /** The weeks that their work repeats, from the week of founding on. */
  pattern?: PatternRow['weeks']
}

export type OfficePlan = {
  office: OfficeRow
  teams: TeamRow[]
  types: TaskTypeRow[]
  people: FoundedPerson[]
  /** What a checker looks at, by task type. */
  checklists?: Record<string, ChecklistItem[]>
  at: string
}

/**
 * Creates an office whole: the log's genesis (seq 0) and one entry with all its rows (seq 1).
 * @throws DatabaseError 23505 when the office's id or a username is taken; nothing is left behind.
 */
export async function found(db: Kysely<Database>, plan: OfficePlan): Promise<void> {
  const office = plan.office.id
  const puts = rowsOf(plan)
  const entry: Entry = {
    seq: 1, at: plan.at, actor: 'system', command: 'office.found', id: randomUUID(),
    input: { name: plan.office.name }, reason: null, drops: [],
    puts: puts.map(([t, row]) => ({ t, row, was: null })),
  }
  const mark = randomUUID()
  const byTable = new Map<DocumentName, Map<string | number, object>>()
  for (const [table, row] of puts) put(byTable, table, keyOf(table, row), row)
  for (const person of plan.people) {
    const { id, username, hash, temporary } = person
    put(byTable, 'credential', id, { id, username, hash, temporary, changedAt: plan.at })
  }
  await db.transaction().execute(async (tx) => {
    await insertGenesis(tx, { office, mark, at: plan.at, id: randomUUID() })
    await commitBatch(tx, {
      office, seq: 0, mark, newMark: randomUUID(), entries: [entry], answers: [], events: [],
      puts: byTable, drops: new Map(),
    })
  })
}

function put(map: Map<DocumentName, Map<string | number, object>>, table: DocumentName, key: string | number, row: object) {
  const rows = map.get(table) ?? new Map<string | number, object>()
  rows.set(key, row)
  map.set(table, rows)
}

function rowsOf(plan: OfficePlan): [TableName, object][] {
  const from = mondayOf(officeDay(plan.at, plan.office.timeZone).day)
  const people = plan.people.flatMap((person): [TableName, object][] => {
    const { id, name, role, grade, team, leads, username, temporary } = person
    const row: PersonRow = {
      id, name, role, grade, team, leads, active: true, presence: 'off', presenceSince: plan.at, help: null,
    }
    const skills = Object.entries(person.skills).map(([type, level]): [TableName, object] => [
      'skill', { id: `${id}/${type}`, person: id, team, type, level },
    ])
    const pattern = patternOf(person, from)
    return [
      ['person', row], ['account', { id, username, temporary }], ...skills,
      ...(pattern ? [['pattern', pattern] satisfies [TableName, object]] : []),
    ]
  })
  return [
    ['office', plan.office],
    ...plan.teams.map((team): [TableName, object] => ['team', team]),
    ...plan.types.map((type): [TableName, object] => ['taskType', type]),
    ...checklistRows(plan).map((row): [TableName, object] => ['checklist', row]),
    ...people,
  ]
}

const patternOf = ({ id, team, pattern }: FoundedPerson, from: string): PatternRow | null =>
  pattern ? { id, person: id, team, from, weeks: pattern } : null

const checklistRows = ({ types, checklists = {}, at }: OfficePlan): ChecklistRow[] =>
  types.flatMap(({ id, team }) => {
    const items = checklists[id]
    return items ? [{ id, team, version: 1, at, by: 'system', items }] : []
  })
