/** An office with one large team at work and a long queue, on an embedded database in memory. */
import { connect } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { createApp, type App } from '../../server/app.js'
import type { Level } from '../../server/contract/rows.js'
import { found } from '../../server/core/found.js'
import type { Dice } from '../support/dice.js'
import { MONDAY_9, OFFICE, people, plan, taskType } from '../support/floor.js'

export const LEAD = 'lee'
export const TEAM = 'permits'
const TYPES = 20
/** Of the clerks' time; from 9 to 5 each has eight hours. */
const LOAD = 0.8
const DAY_MINUTES = 480

export type FullDesk = { app: App; close(): Promise<void> }

/** @param size clerks at work, and tasks: three of five queued, the others given and not begun */
export async function openFullDesk(
  dice: Dice,
  size: { people: number; tasks: number },
  clock = () => new Date(MONDAY_9),
): Promise<FullDesk> {
  const db = await connect({})
  await migrate(db.db)
  await foundDesk(db, dice, size)
  const app = await createApp({ db, watch: false, clock })
  await fill(app, dice, size)
  const { usual } = (await app.boardOf(OFFICE)).tables
  for (let i = 0; i < size.people; i++) {
    for (let type = 0; type < TYPES; type++) {
      const id = `c${i}/t${type}`
      const tasks = dice.whole(5, 60)
      const ratios = tasks * (0.75 + 0.5 * dice.next())
      usual.set(id, { id, person: `c${i}`, team: TEAM, type: `t${type}`, tasks, ratios })
    }
  }
  return {
    app,
    async close() {
      await app.close()
      await db.close()
    },
  }
}

async function foundDesk(
  db: Awaited<ReturnType<typeof connect>>,
  dice: Dice,
  size: { people: number; tasks: number },
): Promise<void> {
  const usual = (LOAD * DAY_MINUTES * size.people) / size.tasks
  const types = Array.from({ length: TYPES }, (_, n) =>
    taskType(`t${n}`, {
      standardMinutes: Math.max(1, Math.round(usual * (0.3 + 1.4 * dice.next()))),
    }),
  )
  const lead = people.find(({ id }) => id === LEAD)
  const clerk = people.find(({ role }) => role === 'clerk')
  if (!lead || !clerk) throw new Error('the office has no lead or no clerk')
  const clerks = Array.from({ length: size.people }, (_, n) => ({
    ...clerk,
    id: `c${n}`,
    username: `c${n}`,
    name: `Clerk ${n + 1}`,
    skills: Object.fromEntries(
      types.map(({ id }): [string, Level] => [id, dice.chance(0.8) ? 3 : 0]),
    ),
  }))
  const off = { work: null }
  const week = Array.from({ length: 7 }, () => off.work)
  // The lead leads, and takes no work.
  await found(db.db, { ...plan(), types, people: [{ ...lead, pattern: [week] }, ...clerks] })
}

async function fill(
  app: App,
  dice: Dice,
  { people: count, tasks }: { people: number; tasks: number },
) {
  const run = async (name: string, input: unknown) => {
    const answer = await app.execute(OFFICE, LEAD, name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  }
  for (let done = 0; done < tasks; done += 200) {
    const rows = Array.from({ length: Math.min(200, tasks - done) }, (_, n) => ({
      line: n + 1,
      type: `t${dice.whole(0, TYPES - 1)}`,
      title: `Application ${done + n + 1}`,
      priority: dice.pick(['low', 'normal', 'normal', 'normal', 'high', 'high', 'urgent'] as const),
      dueAt: new Date(
        Date.parse(MONDAY_9) + Math.round((1.5 * dice.next() - 0.05) * DAY_MINUTES) * 60_000,
      ).toISOString(),
    }))
    await run('task.import', { rows })
  }
  const board = await app.boardOf(OFFICE)
  const given = new Map<string, number[]>()
  for (let no = 1; no <= tasks; no++) {
    const task = board.tables.task.get(no)
    if (!task || !dice.chance(0.4)) continue
    const able = Array.from({ length: count }, (_, n) => `c${n}`).filter(
      (id) => (board.tables.skill.get(`${id}/${task.type}`)?.level ?? 0) > 0,
    )
    const to = dice.pick(able)
    given.set(to, [...(given.get(to) ?? []), no])
  }
  for (const [to, nos] of given) await run('task.assign', { tasks: nos, to })
}
