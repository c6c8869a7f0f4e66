/** The timetable and the trainings given, in the record of a person. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Output } from '../../server/contract/commands.js'
import { found } from '../../server/core/found.js'
import { plan } from '../support/floor.js'
import { inOffice, openNode, system, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const OFFICE_ID = 'record-timetable'
let now = Date.parse('2026-11-23T16:00:00.000Z')
let shared: Node
let node: Node

async function record(who: string, person: string): Promise<Output<'person.record'>> {
  const answer = await node.run(who, 'person.record', { person })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as Output<'person.record'>
}

beforeAll(async () => {
  shared = await openNode(await openPglite(), { clock: () => new Date(now) })
  await found(shared.db.db, plan(OFFICE_ID))
  node = inOffice(shared, OFFICE_ID)
})
afterAll(() => shared.close())

it('are there whole for the person and their leads, also when they have left the board', async () => {
  const work = { from: '08:00', to: '12:00', breaks: [], blocks: [] }
  const week = [work, work, null, null, null, null, null]
  await node.do('lee', 'pattern.save', { person: 'lee', from: '2026-11-23', weeks: [week] })
  const reason = 'Physiotherapy'
  await node.do('lee', 'shift.save', { person: 'lee', day: '2026-11-26', work, reason })
  const planned = await node.do('lee', 'training.plan', {
    kind: 'session',
    topic: 'Seals',
    type: 'mail',
    trainer: 'lee',
    attendees: [{ person: 'ana' }],
    day: '2026-11-24',
    from: '10:00',
    to: '11:00',
  })
  const whole = {
    pattern: { weeks: [week] },
    given: [{ id: planned.session.id, topic: 'Seals', state: 'planned' }],
  }
  const days = ({ shifts }: Output<'person.record'>) => shifts.map(({ day }) => day)
  const present = await record('lee', 'lee')
  expect(present).toMatchObject(whole)
  expect(days(present)).toEqual(['2026-11-26', '2026-11-24'])
  expect(JSON.stringify(present)).toContain(reason)
  expect((await record('ana', 'ana')).given).toEqual([])
  // A supervisor's reason opens the record, not what a training is about; why a lead's day differs it tells who decides a lead's leave.
  await node.do('sue', 'person.look', { person: 'lee', reason: 'A complaint' })
  const told = await record('sue', 'lee')
  expect(days(told)).toEqual(days(present))
  expect(JSON.stringify(told)).not.toContain('Seals')

  now += 3 * 365 * 86_400_000
  await system(node, 'day.close', { day: '2029-11-20' })
  const board = await node.app.boardOf(node.office)
  expect([board.tables.shift.size, board.tables.trainingSession.size]).toEqual([0, 0])
  // One of somebody else, which has left the board as well.
  await sql`insert into archive (office, key, row)
    select office, 'trainingSession/other', jsonb_set(jsonb_set(row, '{row,trainer}', '"lou"'), '{row,id}', '"other"')
    from archive where office = ${OFFICE_ID} and "table" = 'trainingSession'`.execute(shared.db.db)
  const past = await record('lee', 'lee')
  expect(past).toMatchObject(whole)
  expect(past.given).toHaveLength(1)
  expect(days(past)).toEqual(days(present))
})
