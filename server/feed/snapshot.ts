import { compareQueue, positionOf } from '../contract/order.js'
import { wireTables, type OfficeRow, type PersonRow, type TaskRow } from '../contract/rows.js'
import { contractVersion, type Me, type Snapshot, type Until } from '../contract/wire.js'
import { WINDOW, type Board } from '../core/board.js'
import { audienceOf, project, sees, type Viewer } from '../domain/audience.js'

/** Queued tasks that a screen gets of each team, in queue order. */
export const SCREEN_WINDOW = WINDOW.screen

export type PermissionsOf = (role: PersonRow['role']) => string[]

export function meOf(board: Board, person: PersonRow, permissionsOf: PermissionsOf): Me {
  const account = board.tables.account.get(person.id)
  return {
    ...person,
    username: account?.username ?? '',
    mustChangePassword: account?.temporary ?? false,
    permissions: permissionsOf(person.role),
  }
}

/** The board as one viewer may see it, bounded however long the queue is. */
export function snapshotFor(board: Board, viewer: Viewer, me: Me, at: string): Snapshot {
  const { tasks, until } = boundedTasks(board)
  const tables = Object.fromEntries(
    wireTables.map((name) => {
      const rows = name === 'task' ? tasks : [...(board.tables[name] as Map<string, object>).values()]
      const shown = rows.flatMap((row) => (sees(viewer, audienceOf(name, row)) ? [project(viewer, name, row)] : []))
      return [name, shown]
    }),
  ) as Snapshot['tables']
  const office = board.tables.office.get(board.office) as OfficeRow
  return { contract: contractVersion, epoch: board.epoch, seq: board.seq, at, office, me, until, tables }
}

function boundedTasks(board: Board): { tasks: TaskRow[]; until: Until } {
  const tasks: TaskRow[] = []
  const queues = new Map<string, TaskRow[]>()
  for (const team of board.tables.team.keys()) queues.set(team, [])
  for (const task of board.tables.task.values()) {
    if (task.status === 'queued') queues.get(task.team)?.push(task)
    else tasks.push(task)
  }
  const until: Until = {}
  for (const [team, queue] of queues) {
    const more = queue.length > board.window.screen
    const kept = more ? queue.sort(compareQueue).slice(0, board.window.screen) : queue
    const last = kept.at(-1)
    until[team] = more && last ? positionOf(last) : (board.until[team] ?? null)
    tasks.push(...kept)
  }
  return { tasks, until }
}
