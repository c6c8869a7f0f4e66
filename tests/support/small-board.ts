/** A board of plain maps and the rows to fill it, for what keeps a screen in step. */
import { vi } from 'vitest'
import type { Position } from '../../server/contract/order.js'
import { wireTables, type ShownTask } from '../../server/contract/rows.js'
import {
  contractVersion,
  type Envelope,
  type Me,
  type Snapshot,
} from '../../server/contract/wire.js'
import type { SyncBoard } from '../../web/replica/sync.js'

export const begin = Date.parse('2026-11-23T17:42:00.000Z')
export const at = (seconds: number) => new Date(begin + seconds * 1_000).toISOString()

export const me: Me = {
  id: 'ana',
  name: 'Ana',
  role: 'clerk',
  grade: 'II',
  team: 'desk',
  leads: [],
  active: true,
  presence: 'available',
  presenceSince: at(0),
  help: null,
  username: 'ana',
  mustChangePassword: false,
  permissions: ['task.claim'],
}

export const task = (no: number, change: Partial<ShownTask> = {}): ShownTask => ({
  no,
  type: 'mail',
  team: 'desk',
  status: 'queued',
  priority: 'normal',
  holder: null,
  dueAt: null,
  createdAt: at(0),
  claimedAt: null,
  followUpAt: null,
  finishedAt: null,
  standardMinutes: 6,
  confidential: false,
  seq: 1,
  title: `Tray ${no}`,
  ...change,
})

export function snapshot(
  seq: number,
  tasks: ShownTask[] = [],
  change: Partial<Snapshot> = {},
): Snapshot {
  const tables = Object.fromEntries(
    wireTables.map((name) => [name, []]),
  ) as unknown as Snapshot['tables']
  const office = {
    id: 'o',
    name: 'Office',
    timeZone: 'Etc/GMT',
    days: [1],
    opens: '08:00',
    closes: '17:00',
    demo: null,
  }
  return {
    contract: contractVersion,
    epoch: 'e1',
    seq,
    at: at(0),
    office,
    me,
    until: { desk: null },
    tables: { ...tables, task: tasks },
    ...change,
  }
}

export const envelope = (
  from: number,
  to: number,
  tasks: ShownTask[] = [],
  drops: number[] = [],
  change: Partial<Envelope> = {},
): Envelope => ({
  office: 'o',
  epoch: 'e1',
  from,
  to,
  at: at(to),
  puts: { task: tasks },
  drops: { task: drops },
  ...change,
})

export class MapBoard implements SyncBoard {
  epoch = ''
  seq = 0
  me: Me | null = null
  until: Record<string, Position | null> = {}
  readonly task = new Map<number, ShownTask>()
  readonly tables = { task: this.task } as { task: Map<number, ShownTask> } & {
    [table: string]: Map<string | number, never>
  }
  loads = 0
  onApplied: (envelope: Envelope) => void = () => undefined

  load(shot: Snapshot) {
    this.loads++
    this.epoch = shot.epoch
    this.seq = shot.seq
    this.me = shot.me
    this.until = shot.until
    this.task.clear()
    for (const row of shot.tables.task) this.task.set(row.no, row)
  }
  applied(one: Envelope) {
    this.onApplied(one)
  }
  get numbers() {
    return [...this.task.keys()].sort((a, b) => a - b)
  }
}

/** Lets promises that are ready go on, without letting time pass. */
export const settle = () => vi.advanceTimersByTimeAsync(0)
