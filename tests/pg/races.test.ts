import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../db/connect.js'
import { readEntries } from '../../db/queries/log.js'
import { compareQueue } from '../../server/contract/order.js'
import { loadBoard } from '../../server/core/load.js'
import { nextId, OFFICE } from '../support/floor.js'
import { foundOffice, openPostgresNode, type Node } from '../support/nodes.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let database: FreshDatabase
let nodes: Node[]

beforeEach(async () => {
  database = await freshDatabase()
  const db = await connect({ databaseUrl: database.url })
  await foundOffice(db)
  await db.close()
  nodes = []
})
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

const open = async () => {
  const node = await openPostgresNode(database.url)
  nodes.push(node)
  return node
}

/** People who can do everything, added once. */
async function clerks(node: Node, count: number): Promise<string[]> {
  const added = await Promise.all(
    Array.from({ length: count }, (_, n) => node.do('ada', 'person.add', { username: `crowd${n}`, name: `Crowd ${n}`, role: 'clerk', team: 'permits' })),
  )
  return added.map(({ person }) => person.id)
}

async function expectWholeLog(node: Node): Promise<void> {
  const entries = await readEntries(node.db.db, OFFICE, 0, 100_000)
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1))
}

async function expectSame(node: Node): Promise<void> {
  await node.app.lineOf(OFFICE).refresh()
  const memory = await node.app.boardOf(OFFICE)
  const fresh = await loadBoard(node.db.db, OFFICE)
  expect(memory.seq).toBe(fresh?.seq)
  for (const [name, table] of Object.entries(memory.tables)) {
    expect(new Map([...(table as Map<never, never>)].sort()), name).toEqual(new Map([...(fresh?.tables[name as 'task'] ?? [])].sort()))
  }
}

describe('64 people', () => {
  it('race for one task: one wins, the others learn who and since when', async () => {
    const node = await open()
    const crowd = await clerks(node, 64)
    const { no } = (await node.do('lee', 'task.create', { type: 'permit', title: 'The one' })).task
    const answers = await Promise.all(crowd.map((who) => node.run(who, 'task.claim', { task: no })))
    const winners = crowd.filter((_, n) => answers[n]?.ok)
    expect(winners).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.error).toMatchObject({ code: 'task_taken', by: winners[0] })
  })

  it('take 1,000 tasks by claimNext: each once, in queue order', async () => {
    const node = await open()
    const crowd = await clerks(node, 64)
    const priorities = ['urgent', 'high', 'normal', 'low'] as const
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ line: n + 1, type: 'mail', title: `Letter ${n}`, priority: priorities[n % 4] }))
    for (let n = 0; n < 5; n++) await node.do('lee', 'task.import', { rows: rows.slice(n * 200, n * 200 + 200) })
    const taken: { seq: number; task: Parameters<typeof compareQueue>[0] }[] = []
    await Promise.all(crowd.map(async (who) => {
      for (;;) {
        const answer = await node.run(who, 'task.claimNext', {})
        if (!answer.ok) throw new Error(answer.error.message)
        const { task } = answer.output as { task: (typeof taken)[number]['task'] | null }
        if (!task) return
        taken.push({ seq: answer.seq, task })
      }
    }))
    taken.sort((a, b) => a.seq - b.seq)
    const order = taken.map(({ task }) => task)
    expect(new Set(order.map(({ no }) => no)).size).toBe(1_000)
    expect(order).toEqual([...order].sort(compareQueue))
    await expectSame(node)
  })
})

describe('two nodes on one office', () => {
  it('never give a task two holders, keep one gapless log, and end alike', async () => {
    const [one, two] = [await open(), await open()]
    const rows = Array.from({ length: 120 }, (_, n) => ({ line: n + 1, type: 'permit', title: `Fence ${n}` }))
    await one.do('lee', 'task.import', { rows })
    const answers = await Promise.all(
      rows.flatMap((_, n) => [one.run('ana', 'task.claim', { task: n + 1 }), two.run('ben', 'task.claim', { task: n + 1 })]),
    )
    for (let n = 0; n < rows.length; n++) {
      expect([answers[2 * n]?.ok, answers[2 * n + 1]?.ok].filter(Boolean)).toHaveLength(1)
    }
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))
    expect(new Set(refused)).toEqual(new Set(['task_taken']))
    await expectWholeLog(one)
    await expectSame(one)
    await expectSame(two)
  })

  it('give one effect and one answer to an id that is sent to both at once', async () => {
    const [one, two] = [await open(), await open()]
    for (let n = 0; n < 20; n++) {
      const id = nextId()
      const input = { type: 'mail', title: `Letter ${n}` }
      const [a, b] = await Promise.all([one.run('ana', 'task.create', input, id), two.run('ana', 'task.create', input, id)])
      expect(a).toMatchObject({ ok: true })
      expect(b).toEqual(a)
    }
    await one.app.lineOf(OFFICE).refresh()
    expect((await one.app.boardOf(OFFICE)).tables.task.size).toBe(20)
  })

  it('refuse nobody by what another node has undone', async () => {
    const [one, two] = [await open(), await open()]
    const { no } = (await one.do('ana', 'task.create', { type: 'permit', title: 'x' })).task
    await one.do('ana', 'task.claim', { task: no })
    await two.app.lineOf(OFFICE).refresh()
    await one.do('ana', 'task.release', { task: no })
    // The second node's memory still says that Ana has it.
    expect(await two.run('ben', 'task.claim', { task: no })).toMatchObject({ ok: true })
  })

  it('hear of each other by notification, and read nothing for their own', async () => {
    const [one, two] = [await open(), await open()]
    await Promise.all([one.app.boardOf(OFFICE), two.app.boardOf(OFFICE)])
    const reads = [one, two].map(({ app }) => vi.spyOn(app.lineOf(OFFICE), 'refresh'))
    await one.do('ana', 'task.create', { type: 'permit', title: 'x' })
    await expect.poll(async () => (await two.app.boardOf(OFFICE)).seq, { timeout: 5_000 }).toBe(2)
    // The other's answer arrives after both listeners heard of the first commit.
    await two.do('ana', 'task.create', { type: 'permit', title: 'y' })
    await expect.poll(async () => (await one.app.boardOf(OFFICE)).seq, { timeout: 5_000 }).toBe(3)
    expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1])
  })

  it('catch up without notifications, and after the listening connection was killed', async () => {
    const [one, two] = [await open(), await open()]
    await two.app.boardOf(OFFICE)
    const kill = await connect({ databaseUrl: database.url })
    const { sql } = await import('kysely')
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`.execute(kill.db)
    await kill.close()
    await one.do('ana', 'task.create', { type: 'permit', title: 'x' })
    await two.app.lookAround()
    expect((await two.app.boardOf(OFFICE)).seq).toBe(2)
    // The listener comes back by itself and hears again.
    await new Promise((done) => setTimeout(done, 600))
    await one.do('ana', 'task.create', { type: 'permit', title: 'y' })
    await expect.poll(async () => (await two.app.boardOf(OFFICE)).seq, { timeout: 5_000 }).toBe(3)
  })
})
