import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AddressInfo } from 'node:net'
import { createApp, type App } from '../../server/app.js'
import { found } from '../../server/core/found.js'
import { demoPassword, startDemo } from '../../server/demo/main.js'
import { dayOf, midMorning, type DemoClock } from '../../server/demo/clock.js'
import {
  demoOffice,
  demoOffices,
  foundingPlan,
  personId,
  type DemoOffice,
} from '../../server/demo/office.js'
import { planDay } from '../../server/demo/plan.js'
import { PastIds, pastDraw, runSteps, type PastTime } from '../../server/demo/seed.js'
import { Simulation } from '../../server/demo/simulation.js'
import type { SessionEvent } from '../../server/doors/access.js'
import { hash } from '../../server/auth/passwords.js'
import type { Output } from '../../server/contract/commands.js'
import type { Snapshot } from '../../server/contract/wire.js'
import { coverageLeft, lowestOf } from '../../server/domain/leave-coverage.js'
import { qualifies } from '../../server/domain/skill.js'
import { timetableOver } from '../../server/domain/timetable.js'
import { openPglite } from '../support/pglite.js'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

const officeOf = (name: string): DemoOffice => {
  const office = demoOffice(name)
  if (!office) throw new Error(name)
  return office
}

/** The office of half past nine, in memory; the clock goes on from `now` afterwards. */
async function still(name: string, now: Date) {
  const office = officeOf(name)
  const clock = midMorning(now)
  const steps = planDay(office, clock, now)
  const ids = new PastIds(name)
  const time: { now: Date | null; ids: PastIds } = {
    now: new Date(Date.parse(steps[0]?.at ?? '') - 60_000),
    ids,
  }
  let founding = true
  const db = await openPglite()
  await found(
    db.db,
    foundingPlan(office, clock, await hash(demoPassword), {
      at: (time.now ?? now).toISOString(),
      day: dayOf(clock, now),
    }),
  )
  const listeners = new Set<(event: SessionEvent) => void>()
  const app = await createApp({
    db,
    clock: () => time.now ?? new Date(),
    ids: () => (founding ? ids.next() : randomUUID()),
    watch: false,
    draw: pastDraw,
    onSession: (event) => listeners.forEach((hear) => hear(event)),
  })
  endings.push(async () => {
    await app.close()
    await db.close()
  })
  await runSteps(app, name, steps, time as PastTime)
  founding = false
  return { office, clock, app, db, listeners, time }
}

async function rowsOf(app: App, office: string): Promise<Record<string, object[]>> {
  const board = await app.boardOf(office)
  return Object.fromEntries(
    Object.entries(board.tables).map(([name, table]) => [
      name,
      [...(table as Map<unknown, object>).values()],
    ]),
  )
}

const fixed = new Date('2026-11-23T15:15:00Z')
const halfPastNine = '2026-11-23T14:30:00.000Z'

describe('the still demo', () => {
  /** What was made is looked at more than once: making it takes seconds. */
  const boards = new Map<string, Awaited<ReturnType<App['boardOf']>>>()
  const boardOf = async (name: string) => {
    const board = boards.get(name) ?? (await (await still(name, fixed)).app.boardOf(name))
    boards.set(name, board)
    return board
  }

  it('has the same rows at every start', async () => {
    const { app } = await still('denver-311', fixed)
    boards.set('denver-311', await app.boardOf('denver-311'))
    const first = await rowsOf(app, 'denver-311')
    expect(await rowsOf((await still('denver-311', fixed)).app, 'denver-311')).toEqual(first)
  }, 120_000)

  it.each(demoOffices)(
    'is a believable floor: %s',
    async (name) => {
      const { tables } = await boardOf(name)
      const tasks = [...tables.task.values()]
      const of = (status: string) => tasks.filter((task) => task.status === status).length
      expect(tasks.length).toBeGreaterThanOrEqual(60)
      expect(tasks.length).toBeLessThanOrEqual(120)
      expect(of('assigned')).toBeGreaterThan(10)
      expect(of('active')).toBeGreaterThan(4)
      expect(of('waiting')).toBeGreaterThan(0)
      const late = tasks.filter(({ dueAt }) => dueAt !== null && dueAt < halfPastNine).length
      expect(late).toBeGreaterThan(0)
      expect(late).toBeLessThan(12)
      expect(tasks.some(({ priority }) => priority === 'urgent')).toBe(true)
      expect(tasks.some(({ confidential }) => confidential)).toBe(true)
      const people = [...tables.person.values()]
      expect(people.filter(({ help }) => help).length).toBe(1)
      expect(new Set(people.map(({ presence }) => presence)).size).toBeGreaterThan(2)
      expect([...tables.leave.values()].map(({ state }) => state).sort()).toEqual([
        'approved',
        'approved',
        'asked',
        'refused',
      ])
      const [asked] = [...tables.leave.values()].filter(({ state }) => state === 'asked')
      const left = coverageLeft(
        timetableOver(tables.office.get(name)!, tables),
        people
          .filter(({ role, team, leads }) => {
            const works = team === asked?.team || leads.includes(asked?.team ?? '')
            return works && (role === 'clerk' || role === 'lead')
          })
          .map(({ id, grade }) => ({
            id,
            can: new Set(
              [...tables.taskType.values()]
                .filter((type) =>
                  qualifies(tables.skill.get(`${id}/${type.id}`)?.level, type, grade),
                )
                .map((type) => type.id),
            ),
          })),
        asked!,
      )
      expect(lowestOf(left)?.nobody.length).toBeGreaterThan(0)
      const hours = [...tables.tally.values()].map(({ hour }) => hour)
      expect(hours).toEqual(expect.arrayContaining([8, 9]))
    },
    120_000,
  )
})

describe('the demo’s folder', () => {
  it('is kept while its day lasts, and made anew when asked', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tallyboard-demo-'))
    endings.push(() => rm(dataDir, { recursive: true, force: true }))
    const start = async (...argv: string[]) => {
      const said: string[] = []
      const running = await startDemo({
        argv,
        env: { DATA_DIR: dataDir, PORT: '0' },
        say: (line) => said.push(line),
      })
      const seq = (await running.app.boardOf('denver-311')).seq
      return { running, seq, said: said.join('\n') }
    }
    const one = await start('--still')
    expect(one.said).toContain(demoPassword)
    expect((await fetch(`${one.running.address}/readyz`)).status).toBe(200)
    // Every day behind it from the sixth on was forecast by its hours, and scored.
    const lead = personId('denver-311', 'lead')
    const forecast = await one.running.app.execute('denver-311', lead, 'pace.forecast', {
      team: 'cases',
    })
    const { days, held } = (forecast as { output: Output<'pace.forecast'> }).output
    expect(days).toBeGreaterThan(15)
    expect(held).toMatchObject({ days: days - 5, forecasts: (days - 5) * 9 * 2 })
    expect(held?.share).toBeGreaterThan(0.5)
    await one.running.app.execute('denver-311', personId('denver-311', 'clerk1'), 'task.create', {
      type: 'tree',
      title: 'Kept',
    })
    await one.running.stop()
    const two = await start('--still')
    await two.running.stop()
    expect(two.seq).toBe(one.seq + 1)
    expect(two.said).not.toContain('Making')
    const three = await start('--still', '--fresh')
    await three.running.stop()
    expect(three.seq).toBe(one.seq)
  }, 180_000)

  it('serves this machine only', async () => {
    await expect(
      startDemo({ argv: [], env: { HOST: '0.0.0.0', DATA_DIR: tmpdir() } }),
    ).rejects.toThrow(/this machine only/)
  })
})

describe('the simulated clerks', () => {
  it('work over the socket, leave to a person who signs in, and come back', async () => {
    const now = new Date()
    const { office, clock, app, db, listeners, time } = await still('denver-311', now)
    time.now = null
    await new Promise<void>((done) => app.server.listen(0, '127.0.0.1', done))
    const address = `http://localhost:${(app.server.address() as AddressInfo).port}`
    const simulation = simulationOf(office, clock, address)
    listeners.add(simulation.hear)
    simulation.start()
    endings.push(() => simulation.stop())
    const clerk = personId('denver-311', 'clerk1')
    const done = async () => {
      const found = await sql<{
        n: number
      }>`select count(*)::int n from log where actor = ${clerk}`.execute(db.db)
      return found.rows[0]?.n ?? 0
    }
    const before = await done()
    await vi.waitFor(async () => expect(await done()).toBeGreaterThan(before + 2), {
      timeout: 20_000,
    })
    await vi.waitFor(async () => expect(await inHand(app, clerk)).toHaveLength(1), {
      timeout: 20_000,
      interval: 20,
    })

    const cookie = await signInAs(address, 'clerk1')
    await new Promise((over) => setTimeout(over, 300))
    const held = await inHand(app, clerk)
    const taken = await done()
    await new Promise((over) => setTimeout(over, 2_500))
    expect(await done()).toBe(taken)
    expect(await inHand(app, clerk)).toEqual(held)
    const snapshot = (await (
      await fetch(`${address}/api/snapshot`, { headers: { cookie } })
    ).json()) as Snapshot
    expect(snapshot.me.presence).not.toBe('off')

    await fetch(`${address}/api/session`, {
      method: 'DELETE',
      headers: { cookie, origin: address },
    })
    const left = await done()
    await vi.waitFor(async () => expect(await done()).toBeGreaterThan(left + 1), {
      timeout: 20_000,
    })
  }, 90_000)
})

/** A minute of theirs takes 200 ms; a task is a second or two. */
const simulationOf = (office: DemoOffice, clock: DemoClock, address: string) =>
  new Simulation({
    office,
    clock,
    address,
    origin: address,
    password: demoPassword,
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    minuteMs: 200,
  })

const inHand = async (app: App, person: string) =>
  [...(await app.boardOf('denver-311')).tables.task.values()].filter(
    ({ holder, status }) => holder === person && status === 'active',
  )

async function signInAs(address: string, username: string): Promise<string> {
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ username, password: demoPassword }),
  })
  expect(response.status).toBe(200)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
