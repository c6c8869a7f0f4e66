/** A data folder with a busy office: people at work, usually 40, and tasks in one queue, usually 500. */
import { connect } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { createApp } from '../../server/app.js'
import { hash } from '../../server/auth/passwords.js'
import { midMorning } from '../../server/demo/clock.js'
import { found } from '../../server/core/found.js'
import { OFFICE, people, plan } from '../support/floor.js'

export const PASSWORD = 'only for this bench run'
export const QUEUED = 500
export const PEOPLE = 40

/** `people` with their lead among them; `queued` beside what they hold. */
export type Size = { people: number; queued: number }

/** Fills an empty folder; nobody has it open afterwards. */
export async function foundBusyOffice(dataDir: string, size: Size = { people: PEOPLE, queued: QUEUED }): Promise<void> {
  const db = await connect({ dataDir })
  await migrate(db.db)
  const secret = await hash(PASSWORD)
  const lead = people.find(({ role }) => role === 'lead')
  const clerk = people.find(({ role }) => role === 'clerk')
  if (!lead || !clerk) throw new Error('the office has no lead or no clerk')
  const clerks = Array.from({ length: size.people - 1 }, (_, n) => ({ ...clerk, id: `clerk${n}`, username: `clerk${n}`, name: `Clerk Number ${n + 1}` }))
  const { office, ...rest } = plan()
  const clock = midMorning(new Date())
  await found(db.db, {
    ...rest,
    // Whenever it runs, the floor is at work.
    office: { ...office, timeZone: clock.timeZone, days: [1, 2, 3, 4, 5, 6, 7] },
    people: [lead, ...clerks].map((one) => ({ ...one, hash: secret })),
  })
  const app = await createApp({ db, watch: false })
  const run = async (who: string, name: string, input: unknown) => {
    const answer = await app.execute(OFFICE, who, name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  }
  // Each of the clerks gets three, so that lanes are drawn as they are on a busy floor.
  const total = size.queued + clerks.length * 3
  for (let left = total; left > 0; left -= 200) {
    const rows = Array.from({ length: Math.min(200, left) }, (_, n) => ({ line: n + 1, type: n % 3 ? 'mail' : 'permit', title: `Letter ${left - n} about the fence` }))
    await run(lead.id, 'task.import', { rows })
  }
  for (const [n, { id }] of clerks.entries()) {
    await run(lead.id, 'task.assign', { tasks: [1, 2, 3].map((one) => n * 3 + one), to: id })
    await run(id, 'task.claimNext', {})
  }
  await app.close()
  await db.close()
}

/** The cookie of a new session, as `name=value`. */
export async function signIn(address: string, username: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`${username} cannot sign in: ${await answer.text()}`)
  return cookie
}
