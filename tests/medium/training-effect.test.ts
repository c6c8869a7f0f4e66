/** The comparison of a training as it is read from the database, with the periods before the one compared. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Output } from '../../server/contract/commands.js'
import { found } from '../../server/core/found.js'
import { addDays } from '../../server/domain/timetable.js'
import { people, plan } from '../support/floor.js'
import { madeReview } from '../support/made-reviews.js'
import { inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const OFFICE_ID = 'training-effect'
const DAY = '2026-10-20'
const DAYS = 30
const doers = ['ana', 'cy', 'dee', 'eve']
let shared: Node
let node: Node

const keep = (table: 'training_session' | 'attendance', row: { id: string }) =>
  sql`insert into ${sql.table(table)} (office, key, row)
    values (${OFFICE_ID}, ${row.id}, ${JSON.stringify(row)}::jsonb)`.execute(shared.db.db)

let task = 0
/** Twelve checks of each, of work of that day, with so many returns of each. */
async function checks(day: string, returns: number) {
  for (const person of doers)
    for (let at = 0; at < 12; at++) {
      const review = madeReview({
        task: ++task,
        person,
        finishedAt: `${day}T16:00:00.000Z`,
        ...(at < returns ? { result: 'return', reasons: [] } : {}),
      })
      const row = JSON.stringify({ table: 'review', day, row: review })
      await sql`insert into archive (office, key, row)
        values (${OFFICE_ID}, ${`review/${review.id}`}, ${row}::jsonb)`.execute(shared.db.db)
    }
}

async function effect(): Promise<Output<'training.effect'>['trainings'][number]['returns']> {
  const answer = await node.run('lee', 'training.effect', { team: 'permits', days: DAYS })
  if (!answer.ok) throw new Error(answer.error.message)
  const [one] = (answer.output as Output<'training.effect'>).trainings
  if (!one) throw new Error('The training is not there.')
  return one.returns
}

beforeAll(async () => {
  shared = await openNode(await openPglite(), {
    clock: () => new Date('2026-11-23T16:00:00.000Z'),
  })
  const office = plan(OFFICE_ID)
  const [ana] = people
  if (!ana) throw new Error('The small office has changed.')
  const more = doers
    .slice(1)
    .map((id) => ({ ...ana, id, name: id, username: `${id}@${OFFICE_ID}` }))
  await found(shared.db.db, { ...office, people: [...office.people, ...more] })
  node = inOffice(shared, OFFICE_ID)
  const session = { id: 's1', team: 'permits', kind: 'session', topic: 'Seals', type: 'permit' }
  const when = { day: DAY, from: '09:00', to: '10:00', place: null, links: [], at: '', by: 'lee' }
  await keep(
    'training_session',
    Object.assign(session, when, {
      trainer: 'lee',
      state: 'held',
      signed: null,
    }),
  )
  const attended = { id: 's1/ana', session: 's1', person: 'ana', team: 'permits', trainer: 'lee' }
  await keep(
    'attendance',
    Object.assign(attended, {
      need: null,
      attended: true,
      signedAt: null,
      levelBefore: 3,
      levelAfter: 3,
    }),
  )
  await checks(addDays(DAY, -10), 4)
  await checks(addDays(DAY, 10), 2)
})
afterAll(() => shared.close())

it('draws on the three periods before, and on nothing earlier', async () => {
  const short = await effect()
  expect(short).toMatchObject({ earlier: 0, people: { trained: 1, untrained: 3 } })
  expect(short.effect).not.toBeNull()
  await checks(addDays(DAY, -4 * DAYS - 5), 6)
  expect(await effect()).toEqual(short)
  for (const period of [1, 2, 3]) await checks(addDays(DAY, -period * DAYS - 10), 1)
  const long = await effect()
  expect([long.trained, long.untrained]).toEqual([short.trained, short.untrained])
  expect(long.earlier).toBe(4)
  // Few returns in all of those periods: fewer were to be expected than one bad period says.
  expect(long.effect?.expected.middle).toBeLessThan((short.effect?.expected.middle ?? 0) - 0.02)
})
