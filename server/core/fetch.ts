import type { Kysely } from 'kysely'
import { readByKeys, readQueue, readReferences } from '../../db/queries/board.js'
import type { Database } from '../../db/schema.js'
import { keyOf, type TableName } from '../contract/rows.js'
import { actorOf, type Waiting } from './batch.js'
import type { Board } from './board.js'
import type { Actor, Needs } from './command.js'
import { nothingFetched, type Fetched } from './rows.js'

const MORE_QUEUED = 100

/**
 * Reads what a batch looks at and memory does not hold. Rows may be newer than the board: then the
 * fence fails, and what was decided on them is thrown away.
 */
export async function fetchNeeds(db: Kysely<Database>, board: Board, batch: readonly Waiting[]): Promise<Fetched> {
  const fetched = nothingFetched()
  const keys = new Map<TableName, Set<string | number>>()
  const references = new Set<string>()
  const teams = new Set<string>()
  let anyType = false
  const types = new Set<string>()
  for (const needs of batch.map((one) => needsOf(board, one))) {
    for (const [table, wanted] of Object.entries(needs.rows ?? {}) as [TableName, (string | number)[]][]) {
      for (const key of wanted) if (!has(board, table, key)) add(keys, table, key)
    }
    for (const reference of needs.references ?? []) references.add(reference)
    for (const team of needs.queue ? shortTeams(board, needs.queue, batch.length) : []) {
      teams.add(team)
      if (needs.queue?.types === null) anyType = true
      for (const type of needs.queue?.types ?? []) types.add(type)
    }
  }
  for (const [table, wanted] of keys) {
    const rows = await readByKeys(db, board.office, table, [...wanted])
    fetched.rows.set(table, new Map(rows.map((row) => [keyOf(table, row), row])))
  }
  for (const found of await readReferences(db, board.office, [...references])) fetched.references.add(found)
  if (teams.size > 0) {
    fetched.queue = await readQueue(db, board.office, {
      teams: [...teams], ...(anyType ? {} : { types: [...types] }), limit: batch.length + MORE_QUEUED,
    })
    const tasks = fetched.rows.get('task') ?? new Map<string | number, object>()
    for (const task of fetched.queue) if (!tasks.has(task.no)) tasks.set(task.no, task)
    fetched.rows.set('task', tasks)
  }
  return fetched
}

function needsOf(board: Board, one: Waiting): Needs {
  const person = board.tables.person.get(one.person)
  const actor: Actor = person
    ? actorOf(person)
    : { id: one.person, role: 'admin', team: null, leads: [], person: null }
  const { needs } = one.decision as unknown as { needs?(input: object, actor: Actor): Needs }
  return needs?.(one.input, actor) ?? {}
}

const has = (board: Board, table: TableName, key: string | number) =>
  (board.tables[table] as Map<string | number, unknown>).has(key)

function add(map: Map<TableName, Set<string | number>>, table: TableName, key: string | number): void {
  const set = map.get(table)
  if (set) set.add(key)
  else map.set(table, new Set([key]))
}

/** Teams whose queue goes on past memory while too little in memory fits this command. */
function shortTeams(board: Board, queue: NonNullable<Needs['queue']>, batch: number): string[] {
  return queue.teams.filter((team) => {
    if (!board.until[team]) return false
    let fitting = 0
    for (const no of board.tables.task.queued.get(team) ?? []) {
      const task = board.tables.task.get(no)
      if (task && (!queue.types || queue.types.includes(task.type)) && ++fitting > batch) return false
    }
    return true
  })
}
