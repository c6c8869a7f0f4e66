import type { Kysely } from 'kysely'
import { readByKeys, readQueue, readReferences } from '../../db/queries/board.js'
import type { Database } from '../../db/schema.js'
import { keyOf, type TableName } from '../contract/rows.js'
import { actorOf, type Waiting } from './batch.js'
import type { Board } from './board.js'
import type { Actor, Needs } from './command.js'
import { BatchRows, nothingFetched, type Fetched, type Unit } from './rows.js'

const MORE_QUEUED = 100

/**
 * Reads what a batch looks at and memory does not hold. Rows may be newer than the board: then the
 * fence fails, and what was decided on them is thrown away.
 */
export async function fetchNeeds(db: Kysely<Database>, board: Board, batch: readonly Waiting[]): Promise<Fetched> {
  const fetched = nothingFetched()
  const keys = new Map<TableName, Set<string | number>>()
  const references = new Set<string>()
  const queues = new Map<string, { team: string; types: string[] }>()
  const unit = new BatchRows(board).unit()
  for (const needs of batch.map((one) => needsOf(board, one, unit))) {
    for (const [table, wanted] of Object.entries(needs.rows ?? {}) as [TableName, (string | number)[]][]) {
      for (const key of wanted) if (!has(board, table, key)) add(keys, table, key)
    }
    for (const reference of needs.references ?? []) references.add(reference)
    for (const one of needs.queue ? shortQueues(board, needs.queue, batch.length) : []) {
      queues.set(`${one.team} ${one.types.join(' ')}`, one)
    }
  }
  for (const [table, wanted] of keys) {
    const rows = await readByKeys(db, board.office, table, [...wanted])
    fetched.rows.set(table, new Map(rows.map((row) => [keyOf(table, row), row])))
  }
  for (const found of await readReferences(db, board.office, [...references])) fetched.references.add(found)
  for (const { team, types } of queues.values()) await fetchQueue(db, board, fetched, { team, types, limit: batch.length + MORE_QUEUED })
  return fetched
}

type QueueWanted = { team: string; types: string[]; limit: number }

async function fetchQueue(db: Kysely<Database>, board: Board, fetched: Fetched, { team, types, limit }: QueueWanted) {
  const rows = await readQueue(db, board.office, { teams: [team], types, limit })
  fetched.queues.push({ team, types: new Set(types), rows, complete: rows.length < limit })
  const tasks = fetched.rows.get('task') ?? new Map<string | number, object>()
  for (const task of rows) if (!tasks.has(task.no)) tasks.set(task.no, task)
  fetched.rows.set('task', tasks)
}

function needsOf(board: Board, one: Waiting, rows: Unit): Needs {
  const person = board.tables.person.get(one.person)
  const actor: Actor = person
    ? actorOf(person)
    : { id: one.person, role: 'admin', team: null, leads: [], person: null }
  const { needs } = one.decision as unknown as { needs?(input: object, actor: Actor, rows: Unit): Needs }
  return needs?.(one.input, actor, rows) ?? {}
}

const has = (board: Board, table: TableName, key: string | number) =>
  (board.tables[table] as Map<string | number, unknown>).has(key)

function add(map: Map<TableName, Set<string | number>>, table: TableName, key: string | number): void {
  const set = map.get(table)
  if (set) set.add(key)
  else map.set(table, new Set([key]))
}

/** Queues that go on past memory while too little in memory fits this command. */
function shortQueues(board: Board, { teams, types }: NonNullable<Needs['queue']>, batch: number) {
  const wanted = new Set(types)
  const short = teams.filter((team) => {
    if (!board.until[team]) return false
    let fitting = 0
    for (const no of board.tables.task.queued.get(team) ?? []) {
      const task = board.tables.task.get(no)
      if (task && wanted.has(task.type) && ++fitting > batch) return false
    }
    return true
  })
  return short.map((team) => ({ team, types: [...types].sort() }))
}
