/**
 * The built server under load, killed at a random moment and started again. `SEEDS` sets how many
 * moments are tried on each database, `MINUTES` when to stop trying; `npm run soak` tries hundreds.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type ConnectOptions } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import { hash } from '../../server/auth/passwords.js'
import { found } from '../../server/core/found.js'
import { checkOffice } from '../support/checker.js'
import { createCluster, freePort, type Cluster } from '../support/cluster.js'
import { Dice } from '../support/dice.js'
import { OFFICE, people, plan } from '../support/floor.js'
import { OfficeLoad, PASSWORD, signIn } from '../support/office-load.js'
import { freshDatabase } from '../support/postgres.js'
import { ServerProcess, type ServerPlace } from '../support/server-process.js'

const soak = process.env.npm_lifecycle_event === 'soak'
const seeds = Array.from({ length: Number(process.env.SEEDS ?? (soak ? 200 : 6)) }, (_, n) => n + 1)
const deadline = performance.now() + Number(process.env.MINUTES ?? (soak ? 60 : 30)) * 60_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyboard-kill-'))
  await prepare({ dataDir: join(folder, 'founded') })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function prepare(options: ConnectOptions): Promise<void> {
  const db = await connect(options)
  await migrate(db.db)
  const same = await hash(PASSWORD)
  const office = plan()
  await found(db.db, {
    ...office,
    people: office.people.map((person) => ({ ...person, hash: same })),
  })
  await db.close()
}

type Installation = { place: ServerPlace; remove(): Promise<void> }

async function onPglite(): Promise<Installation> {
  const dataDir = await mkdtemp(join(folder, 'data-'))
  await cp(join(folder, 'founded'), dataDir, { recursive: true })
  return {
    place: { port: await freePort(), dataDir },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}

async function onPostgres(): Promise<Installation> {
  const database = await freshDatabase()
  await prepare({ databaseUrl: database.url })
  return {
    place: { port: await freePort(), databaseUrl: database.url },
    remove: () => database.drop(),
  }
}

async function readLog({ dataDir, databaseUrl }: ServerPlace): Promise<Entry[]> {
  const db = await connect(databaseUrl ? { databaseUrl } : { dataDir: dataDir as string })
  const entries = await readEntries(db.db, OFFICE, 0, 1_000_000)
  await db.close()
  return entries as Entry[]
}

async function openLoad(server: ServerProcess, dice: Dice): Promise<OfficeLoad> {
  const cookies = new Map<string, string>()
  for (const { id, username } of people) cookies.set(id, await signIn(server.address, username))
  return new OfficeLoad(dice, server.address, cookies)
}

/** Lets everybody work until so many commands were answered, then ends the server beneath them. */
async function endUnderLoad(
  server: ServerProcess,
  load: OfficeLoad,
  signal: 'SIGKILL' | 'SIGTERM',
  answers: number,
) {
  const reached = load.answers(answers)
  const work = load.work()
  await Promise.race([reached, work])
  const code = await server.end(signal)
  load.stop()
  await work
  return code
}

/** @throws with the server's own last words when it did not end in peace. */
async function expectDrained(server: ServerProcess, load: OfficeLoad, answers: number): Promise<void> {
  const code = await endUnderLoad(server, load, 'SIGTERM', answers)
  expect(code, server.said()).toBe(0)
}

async function expectKept(place: ServerPlace, load: OfficeLoad): Promise<void> {
  const entries = await readLog(place)
  checkOffice(entries, load.calls)
  expect(load.calls.filter(({ answer }) => answer?.ok).length).toBeGreaterThan(20)
}

async function killAndResume({ place }: Installation, seed: number): Promise<void> {
  const dice = new Dice(seed)
  let server = await ServerProcess.start(place)
  try {
    const load = await openLoad(server, dice)
    await endUnderLoad(server, load, 'SIGKILL', dice.whole(30, 300))
    expect(load.unknown.length).toBeGreaterThan(0)
    server = await ServerProcess.start(place)
    await load.resolve()
    expect(load.unknown).toEqual([])
    await expectDrained(server, load, dice.whole(30, 100))
    await expectKept(place, load)
  } finally {
    await server.end('SIGKILL')
  }
}

describe.each([
  ['the embedded database', onPglite],
  ['PostgreSQL', onPostgres],
] as const)('a server on %s', (_, install) => {
  it.for(seeds)(
    'killed in the middle of work loses nothing that it acknowledged, seed %i',
    async (seed, { skip }) => {
      if (performance.now() > deadline) return skip()
      const installation = await install()
      try {
        await killAndResume(installation, seed)
      } finally {
        await installation.remove()
      }
    },
  )

  it('drains when npm is told to end', async () => {
    const { place, remove } = await install()
    const server = await ServerProcess.start({ ...place, npm: true })
    try {
      const load = await openLoad(server, new Dice(1))
      await expectDrained(server, load, 100)
      await expectKept(place, load)
    } finally {
      await server.end('SIGKILL')
      await remove()
    }
  }, 240_000)
})

/** Runs one statement as the superuser of a cluster of its own. */
async function onCluster(cluster: Cluster, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  // Its own end is what some of these statements ask for.
  client.on('error', () => {})
  return client.query(statement).then(
    ({ rows }) => client.end().then(() => rows as unknown[]),
    (error: unknown) => client.end().then(() => Promise.reject(error as Error)),
  )
}

/** Ends the whole of PostgreSQL at once and starts it again, with recovery from its log. */
async function endCluster(cluster: Cluster): Promise<void> {
  await cluster.kill()
  await cluster.start()
}

/** Ends one process that works for the server; PostgreSQL then throws out everybody and recovers. */
async function endBackend(cluster: Cluster, database: string): Promise<void> {
  const rows = await onCluster(
    cluster,
    `select pid from pg_stat_activity where datname = '${database}' order by state <> 'active', pid limit 1`,
  )
  process.kill((rows[0] as { pid: number }).pid, 'SIGKILL')
}

describe('PostgreSQL beneath a server that lives on', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await createCluster({ settings: { fsync: 'on', full_page_writes: 'on' } })
  }, 60_000)
  afterAll(() => cluster?.remove())

  const halves = seeds.slice(0, Math.ceil(seeds.length / 2))
  const ways = { 'as a whole': endCluster, 'one of its processes': endBackend }

  it.for(Object.keys(ways).flatMap((way) => halves.map((seed) => [way, seed] as const)))(
    'killed %s in the middle of work loses nothing that was acknowledged, seed %i',
    async ([way, seed], { skip }) => {
      if (performance.now() > deadline) return skip()
      const dice = new Dice(seed)
      const database = `kill_${way.startsWith('one') ? 'one' : 'all'}_${seed}`
      await onCluster(cluster, `create database ${database}`)
      const place = { port: await freePort(), databaseUrl: cluster.url(database) }
      await prepare({ databaseUrl: place.databaseUrl })
      const server = await ServerProcess.start(place)
      try {
        const load = await openLoad(server, dice)
        const reached = load.answers(dice.whole(50, 400))
        const work = load.work()
        await Promise.race([reached, work])
        await ways[way as keyof typeof ways](cluster, database)
        // The server itself was never started again: it has to find its way back alone.
        await Promise.race([load.answers(200), work])
        load.stop()
        await work
        await load.resolve()
        expect(load.unknown).toEqual([])
        expect(server.ended).toBe(false)
        expect(await server.end('SIGTERM')).toBe(0)
        await expectKept(place, load)
      } finally {
        await server.end('SIGKILL')
        await onCluster(cluster, `drop database if exists ${database} with (force)`)
      }
    },
  )
})
