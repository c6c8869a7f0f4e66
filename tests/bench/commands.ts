/**
 * Durable claim + finish pairs a second on PostgreSQL with fsync on: the line against the usual way,
 * a transaction a command that locks the office's row and counts seq from it. Rounds alternate, so
 * that a machine whose speed drifts is fair to both; the ratio is taken round by round.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { connect } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { createCluster } from '../support/cluster.js'
import { foundOffice, openPostgresNode } from '../support/nodes.js'
import { OFFICE } from '../support/floor.js'
import { median, percentile, print } from './figures.js'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const PAIRS = 1_500

type Side = { create(count: number): Promise<number[]>; claim(no: number, client: number): Promise<void>; finish(no: number, client: number): Promise<void> }

async function round(side: Side, clients: number): Promise<{ perSecond: number; latencies: number[] }> {
  const count = clients === 1 ? Math.round(PAIRS / 10) : PAIRS
  const tasks = await side.create(count)
  const latencies: number[] = []
  const timed = async (run: () => Promise<void>) => {
    const began = performance.now()
    await run()
    latencies.push(performance.now() - began)
  }
  const began = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let no = tasks.pop(); no !== undefined; no = tasks.pop()) {
        const task = no
        await timed(() => side.claim(task, client))
        await timed(() => side.finish(task, client))
      }
    }),
  )
  return { perSecond: (2 * count) / ((performance.now() - began) / 1_000), latencies }
}

async function lineSide(url: string): Promise<Side & { close(): Promise<void> }> {
  const db = await connect({ databaseUrl: url })
  await migrate(db.db)
  await foundOffice(db)
  await db.close()
  const node = await openPostgresNode(url, { clock: () => new Date() })
  const people = await Promise.all(Array.from({ length: 64 }, async (_, n) => {
    const { person } = await node.do('ada', 'person.add', { username: `clerk${n}`, name: `Clerk ${n}`, role: 'clerk', team: 'permits' })
    return person.id
  }))
  const who = (client: number) => people[client] ?? ''
  return {
    async create(count) {
      const before = (await node.app.boardOf(OFFICE)).lastNo
      for (let left = count; left > 0; left -= 200) {
        const rows = Array.from({ length: Math.min(200, left) }, (_, n) => ({ line: n + 1, type: 'mail', title: 'Letter' }))
        await node.do('lee', 'task.import', { rows })
      }
      return Array.from({ length: count }, (_, n) => before + n + 1)
    },
    claim: async (task, client) => void (await node.do(who(client), 'task.claim', { task })),
    finish: async (task, client) => void (await node.do(who(client), 'task.finish', { task })),
    close: () => node.close(),
  }
}

/** What most boards do: lock, read, decide, write, commit. The rows are as wide as ours. */
async function usualSide(url: string): Promise<Side & { close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 32 })
  await pool.query(`create table usual_office (id text primary key, seq bigint not null);
    insert into usual_office values ('o', 0);
    create table usual_task (no serial primary key, status text not null, holder text, row jsonb not null);
    create table usual_log (seq bigint primary key, id uuid unique, actor text, command text, at timestamptz, body jsonb)`)
  // The cluster is removed under the pool's idle connections.
  pool.on('error', () => {})
  const body = JSON.stringify({ title: 'Letter', type: 'mail', team: 'permits', steps: [], fields: {}, standardMinutes: 6 })
  const change = async (no: number, from: string, to: string) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const office = await client.query(`select seq from usual_office where id = 'o' for update`)
      const task = await client.query('select status, row from usual_task where no = $1', [no])
      if (task.rows[0].status !== from) throw new Error('wrong state')
      const seq = Number(office.rows[0].seq) + 1
      const row = JSON.stringify({ ...task.rows[0].row, status: to })
      await client.query('update usual_task set status = $2, holder = $3, row = $4 where no = $1', [no, to, 'ana', row])
      await client.query('insert into usual_log values ($1, $2, $3, $4, now(), $5)', [seq, randomUUID(), 'ana', to, row])
      await client.query(`update usual_office set seq = $1 where id = 'o'`, [seq])
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  return {
    async create(count) {
      const made = await pool.query(`insert into usual_task (status, row) select 'queued', $2 from generate_series(1, $1::int) returning no`, [count, body])
      return made.rows.map(({ no }: { no: number }) => no)
    },
    claim: (no) => change(no, 'queued', 'active'),
    finish: (no) => change(no, 'active', 'done'),
    close: () => pool.end(),
  }
}

const cluster = await createCluster({ settings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } })
try {
  for (const name of ['bench_line', 'bench_usual']) {
    const admin = new pg.Client({ connectionString: cluster.url('postgres') })
    await admin.connect()
    await admin.query(`create database ${name}`)
    await admin.end()
  }
  const line = await lineSide(cluster.url('bench_line'))
  const usual = await usualSide(cluster.url('bench_usual'))
  for (const clients of [1, 32, 64]) {
    const ratios: number[] = []
    const speeds: number[] = []
    const latencies: number[] = []
    const slow: number[] = []
    await round(line, clients)
    await round(usual, clients)
    for (let n = 0; n < ROUNDS; n++) {
      const a = await round(line, clients)
      const b = await round(usual, clients)
      ratios.push(a.perSecond / b.perSecond)
      speeds.push(a.perSecond)
      latencies.push(...a.latencies)
      slow.push(...b.latencies)
    }
    print('commands', {
      clients, ratio: median(ratios), commandsPerSecond: median(speeds),
      p50Ms: percentile(latencies, 50), p99Ms: percentile(latencies, 99),
      usualP50Ms: percentile(slow, 50), usualP99Ms: percentile(slow, 99),
    })
  }
  await line.close()
  await usual.close()
} finally {
  await cluster.remove()
}
