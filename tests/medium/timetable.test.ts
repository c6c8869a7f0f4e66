import type { Socket } from 'socket.io-client'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAll, readByKeys } from '../../db/queries/board.js'
import { hash } from '../../server/auth/passwords.js'
import type { Output } from '../../server/contract/commands.js'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import { found } from '../../server/core/found.js'
import { nextId, OFFICE, plan } from '../support/floor.js'
import { openNode, type Node } from '../support/nodes.js'
import { PASSWORD, signIn } from '../support/office-load.js'
import { openPglite } from '../support/pglite.js'
import { connectScreen } from '../support/wire-screen.js'

const TUE = '2026-11-24'
const morning: WorkDay = {
  from: '08:00',
  to: '12:00',
  breaks: [],
  blocks: [],
  location: null,
}
const week = [morning, morning, null, null, null, null, null]

let node: Node
let socket: Socket | null = null
beforeEach(async () => {
  const db = await openPglite()
  const office = plan()
  const same = await hash(PASSWORD)
  const people = office.people.map((one) => ({
    ...one,
    hash: same,
    ...(one.id === 'ben' ? { pattern: [week] } : {}),
  }))
  await found(db.db, { ...office, people })
  node = await openNode(db)
})
afterEach(async () => {
  socket?.disconnect()
  await node.close()
})

it('is founded with the weeks that people repeat, from their Monday on', async () => {
  expect(await readAll(node.db.db, OFFICE, 'pattern')).toEqual([
    { id: 'ben', person: 'ben', team: 'permits', from: '2026-11-23', weeks: [week] },
  ])
})

it('keeps a drawn day, tells it to a clerk of the team, and answers the same id alike', async () => {
  await new Promise<void>((done) => node.app.server.listen(0, '127.0.0.1', done))
  const address = `http://127.0.0.1:${(node.app.server.address() as AddressInfo).port}`
  const screen = connectScreen(address, {
    cookie: await signIn(address, 'ana'),
    auth: {},
    origin: address,
  })
  socket = screen.socket
  await screen.next('snapshot')
  const id = nextId()
  const input = { person: 'ben', day: TUE, work: morning, note: 'Course' }
  const first = await node.run('lee', 'shift.save', input, id)
  const shift = { id: `ben/${TUE}`, team: 'permits', ...input, by: 'lee' }
  expect(first).toMatchObject({ ok: true, output: { shift } })
  expect(await node.run('lee', 'shift.save', input, id)).toEqual(first)
  expect(await readByKeys(node.db.db, OFFICE, 'shift', [`ben/${TUE}`])).toEqual([shift])
  expect(await screen.next('envelope')).toMatchObject({ puts: { shift: [shift] }, drops: {} })
  await node.do('lee', 'shift.clear', { person: 'ben', day: TUE })
  await expect
    .poll(() => screen.frames.at(-1))
    .toMatchObject({ event: 'envelope', payload: { puts: {}, drops: { shift: [`ben/${TUE}`] } } })
  expect(await readAll(node.db.db, OFFICE, 'shift')).toEqual([])
})

it('copies a week as one entry of the log', async () => {
  for (const person of ['ana', 'lee'])
    await node.do('lee', 'shift.save', { person, day: TUE, work: morning })
  const { seq } = await node.app.boardOf(OFFICE)
  const { changed } = await node.do('lee', 'shift.copyWeek', {
    team: 'permits',
    from: '2026-11-23',
    to: '2026-11-30',
  })
  expect(changed).toBe(2)
  const board = await node.app.boardOf(OFFICE)
  expect(board.seq).toBe(seq + 1)
  expect([...board.tables.shift.keys()].sort()).toEqual([
    'ana/2026-11-24',
    'ana/2026-12-01',
    'lee/2026-11-24',
    'lee/2026-12-01',
  ])
  expect(await readAll(node.db.db, OFFICE, 'shift')).toHaveLength(4)
})

it('knows what usually comes in by the office’s own clock, averaged over the weeks there are', async () => {
  const rows = [
    // Mondays at 9 in Denver, two and one weeks ago; and one late on a Sunday that is Monday in Greenwich.
    { createdAt: '2026-11-09T16:10:00.000Z' },
    { createdAt: '2026-11-16T16:20:00.000Z' },
    { createdAt: '2026-11-16T16:50:00.000Z' },
    { createdAt: '2026-11-16T05:00:00.000Z' },
    // Today, and long ago: not counted.
    { createdAt: '2026-11-23T15:30:00.000Z' },
    { createdAt: '2026-09-14T16:00:00.000Z' },
  ].map((row, at) => ({ ...row, line: at + 2, type: 'mail', title: `Letter ${at}` }))
  await node.do('lee', 'task.import', { rows })
  const usual = async (more: object) => {
    const answer = await node.run('lee', 'arrivals.usual', { team: 'permits', ...more })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.output as Output<'arrivals.usual'>
  }
  expect(await usual({})).toEqual({
    weeks: 2,
    arrivals: [
      { type: 'mail', weekday: 1, hour: 9, standardMinutes: 9 },
      { type: 'mail', weekday: 7, hour: 22, standardMinutes: 3 },
    ],
  })
  expect(await usual({ team: 'records' })).toEqual({ weeks: 0, arrivals: [] })
  expect(await node.run('lee', 'arrivals.usual', { team: 'moon' })).toMatchObject({
    error: { code: 'not_found' },
  })
})
