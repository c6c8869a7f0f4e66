import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../db/connect.js'
import { readEntries } from '../../db/queries/log.js'
import { nextId, OFFICE } from '../support/floor.js'
import { foundOffice, openPostgresNode, type Node } from '../support/nodes.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let database: FreshDatabase
let node: Node
let other: Node

beforeEach(async () => {
  database = await freshDatabase()
  const db = await connect({ databaseUrl: database.url })
  await foundOffice(db)
  await db.close()
  node = await openPostgresNode(database.url)
  other = await openPostgresNode(database.url)
  await node.app.boardOf(OFFICE)
})
afterEach(async () => {
  await Promise.all([node.close(), other.close()])
  await database.drop()
})

const input = { type: 'mail', title: 'Tray 3' }
const entries = () => readEntries(node.db.db, OFFICE, 0, 1_000)
const seqs = async () => (await entries()).map(({ seq }) => seq)

describe('the fence', () => {
  it('stops a node whose memory is behind: it reads on and decides again', async () => {
    await other.do('ana', 'task.create', input)
    await other.do('ana', 'task.claim', { task: 1 })
    expect(await node.run('ben', 'task.claim', { task: 1 })).toMatchObject({ error: { code: 'not_qualified' } })
    expect(await node.run('lee', 'task.claim', { task: 1 })).toMatchObject({ error: { code: 'task_taken', by: 'ana' } })
    expect(await node.run('ana', 'task.create', input)).toMatchObject({ ok: true, seq: 4, output: { task: { no: 2 } } })
  })

  it('answers what another node has already done under the same id', async () => {
    const id = nextId()
    const first = await other.run('ana', 'task.create', input, id)
    expect(await node.run('ana', 'task.create', input, id)).toEqual(first)
    expect(await seqs()).toEqual([1, 2])
  })

  it('gives a retry its answer rather than a refusal by itself', async () => {
    await other.do('lee', 'task.create', input)
    const id = nextId()
    const first = await other.run('ana', 'task.claim', { task: 1 }, id)
    await other.do('ana', 'task.finish', { task: 1 })
    expect(await node.run('ana', 'task.claim', { task: 1 }, id)).toEqual(first)
  })

  it('makes a node behind a pruned log read everything anew', async () => {
    for (let n = 0; n < 5; n++) await other.do('ana', 'task.create', input)
    await sql`update log set puts = null, drops = null where seq < 6`.execute(node.db.db)
    expect(await node.run('ana', 'task.create', input)).toMatchObject({ ok: true, seq: 7, output: { task: { no: 6 } } })
  })

  it('makes a node whose log was cut away behind it start over', async () => {
    for (let n = 0; n < 5; n++) await other.do('ana', 'task.create', input)
    await sql`delete from log where seq < 6`.execute(node.db.db)
    expect(await node.run('ana', 'task.create', input)).toMatchObject({ ok: true, seq: 7 })
  })

  it('stops memory that is ahead of a restored database', async () => {
    await node.do('ana', 'task.create', input)
    await node.do('ana', 'task.create', input)
    for (const table of ['log', 'event', 'answer']) await sql.raw(`delete from ${table} where seq > 2`).execute(node.db.db)
    await sql`delete from task where key = 2`.execute(node.db.db)
    expect(await node.run('ana', 'task.create', input)).toMatchObject({ ok: true, seq: 3, output: { task: { no: 2 } } })
    expect(await seqs()).toEqual([1, 2, 3])
  })

  it('tells a database that was restored and went on from the one that memory knows', async () => {
    await node.do('ana', 'task.create', input)
    // The same seq, written by somebody else in another history.
    await sql`update log set mark = 'another history' where seq = 2`.execute(node.db.db)
    await sql`update task set row = row || '{"title": "of the other history"}' where key = 1`.execute(node.db.db)
    const answer = await node.run('lee', 'task.claim', { task: 1 })
    expect(answer).toMatchObject({ ok: true, output: { task: { title: 'of the other history' } } })
  })

  it('sends every screen a new snapshot when the epoch has changed', async () => {
    const board = await node.app.boardOf(OFFICE)
    await sql`update meta set value = to_jsonb('restored'::text) where key = 'epoch'`.execute(node.db.db)
    await node.app.lookAround()
    const fresh = await node.app.boardOf(OFFICE)
    expect(fresh).not.toBe(board)
    expect(fresh.epoch).toBe('restored')
  })

  it('proves a refusal against the log before it leaves', async () => {
    await node.do('ana', 'task.create', input)
    await node.do('ana', 'task.claim', { task: 1 })
    await other.do('ana', 'task.release', { task: 1 })
    expect(await node.run('lee', 'task.claim', { task: 1 })).toMatchObject({ ok: true })
  })
})

describe('a connection lost at commit', () => {
  const killOthers = () => sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike '%insert into log%'`.execute(other.db.db)

  it('leaves no double and no loss: the outcome is read from the log', async () => {
    // Commits wait inside the statement, so that the kill meets them half-way.
    await sql.raw(`create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.05); return new; end $$`).execute(node.db.db)
    await sql.raw(`create trigger slow before insert on log for each row execute function slow()`).execute(node.db.db)
    const sent: Promise<unknown>[] = []
    for (let round = 0; round < 8; round++) {
      for (let n = 0; n < 3; n++) sent.push(node.run('ana', 'task.create', { type: 'mail', title: `Letter ${round}-${n}` }))
      await new Promise((done) => setTimeout(done, 40))
      await killOthers()
    }
    const answers = (await Promise.all(sent)) as { ok: boolean; seq: number }[]
    const log = await entries()
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, n) => n + 1))
    const titles = log.slice(1).map(({ input: one }) => (one as { title: string }).title)
    expect(new Set(titles).size).toBe(titles.length)
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(titles).toHaveLength(24)
  })

  it('answers unavailable while the database is away, and the same id finds its outcome later', async () => {
    const impatient = await openPostgresNode(database.url, { patience: 300 })
    await impatient.app.boardOf(OFFICE)
    await sql.raw(`alter table log rename to log_away`).execute(node.db.db)
    const id = nextId()
    expect(await impatient.run('ana', 'task.create', input, id)).toMatchObject({ error: { code: 'unavailable' } })
    await sql.raw(`alter table log_away rename to log`).execute(node.db.db)
    expect(await impatient.run('ana', 'task.create', input, id)).toMatchObject({ ok: true, seq: 2 })
    await impatient.close()
  })
})
