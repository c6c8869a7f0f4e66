/** Whether two boards show the same: all rows, and queued tasks as far as both hold them. */
import { isDeepStrictEqual } from 'node:util'
import { compareQueue, type Position } from '../../server/contract/order.js'
import type { ShownTask } from '../../server/contract/rows.js'

type Shown = {
  seq: number
  until: Record<string, Position | null>
  tables: { [table: string]: ReadonlyMap<string | number, object> | undefined }
}

/** Null when alike; else the first difference, in words. */
export function difference(
  one: Shown,
  other: Shown,
  except: readonly string[] = [],
): string | null {
  if (one.seq !== other.seq) return `at seq ${one.seq} and ${other.seq}`
  const names = new Set([...Object.keys(one.tables), ...Object.keys(other.tables)])
  for (const name of names) {
    if (except.includes(name)) continue
    const [a, b] = [shown(name, one, other), shown(name, other, one)]
    for (const key of new Set([...a.keys(), ...b.keys()])) {
      if (isDeepStrictEqual(a.get(key), b.get(key))) continue
      return `${name} ${key} at ${one.seq}: ${JSON.stringify(a.get(key))} and ${JSON.stringify(b.get(key))}`
    }
  }
  return null
}

function shown(
  name: string,
  { tables }: Shown,
  other: Shown,
): ReadonlyMap<string | number, object> {
  const rows = tables[name] ?? new Map<string | number, object>()
  if (name !== 'task') return rows
  // Each holds at least what lies within its own edge, so both hold what lies within both edges.
  const within = (task: ShownTask) => {
    const edge = other.until[task.team]
    return task.status !== 'queued' || edge == null || compareQueue(task, edge) <= 0
  }
  return new Map([...rows].filter(([, row]) => within(row as ShownTask)))
}
