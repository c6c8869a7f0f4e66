/** Whom a measured work standard reaches where it tells of few people: one rule for what is asked and what is kept. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Output } from '../../server/contract/commands.js'
import { MONDAY_9, nextId } from '../support/floor.js'
import { Hearing, ways } from '../support/hearing.js'
import { foundOffice, inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let shared: Node
let node: Node
let now = Date.parse(MONDAY_9)
beforeAll(async () => {
  shared = await openNode(await openPglite(), { clock: () => new Date(now) })
})
afterAll(() => shared.close())
beforeEach(async () => {
  now = Date.parse(MONDAY_9)
  const office = `office-${nextId().slice(-8)}`
  await foundOffice(shared.db, office)
  node = inOffice(shared, office)
  await node.do('ada', 'person.edit', { person: 'ben', skills: { mail: 2 } })
})

type Asked = { type: 'mail'; team?: string }
const everyone = ['ana', 'rae', 'lee', 'sue', 'ada'] as const

async function finish(who: string, count: number, team = 'permits') {
  for (let minutes = 1; minutes <= count; minutes++) {
    const { task } = await node.do(who, 'task.create', { type: 'mail', title: 'Letter', team })
    await node.do(who, 'task.claim', { task: task.no })
    now += minutes * 60_000
    await node.do(who, 'task.finish', { task: task.no })
  }
}
async function proposal(who: string, more: Partial<Asked> = {}) {
  const answer = await node.run(who, 'standard.proposal', { type: 'mail', ...more })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as Output<'standard.proposal'>
}
const set = async (more: Partial<Asked> = {}, by = 'lee') =>
  (
    await node.do(by, 'standard.set', {
      type: 'mail',
      standardMinutes: 5,
      reason: 'Measured',
      ...more,
    })
  ).standard
const timing = (individualTiming: boolean) =>
  node.do('ada', 'office.save', { desk: { individualTiming } })
const kept = async () => [...(await node.app.boardOf(node.office)).tables.standard.values()]

/** Who is told the measure of a standard that is set now, alike by every way in which its row comes. */
async function toldOfRow(more: Partial<Asked> = {}, by = 'lee') {
  const hearing = new Hearing(node, everyone, () => new Date(now).toISOString())
  let id = ''
  const heard = await hearing.of(async () => void ({ id } = await set(more, by)))
  const told: string[] = []
  for (const who of everyone) {
    const rows = ways.map((way) => heard.get(who)?.[way].standard?.find((row) => row.id === id))
    for (const row of rows) {
      expect([who, row]).toEqual([who, rows[0]])
      expect(row?.withheld).toBe(row?.measured ? undefined : true)
    }
    if (rows[0]?.measured) told.push(who)
  }
  return told
}
const toldByAsking = async (more: Partial<Asked> = {}) => {
  const told: string[] = []
  for (const who of ['lee', 'sue', 'ada']) if ((await proposal(who, more)).measured) told.push(who)
  return told
}

it('is nobody’s, asked for or kept, in an office that does not time individuals', async () => {
  await finish('ana', 20)
  expect((await set()).measured).toMatchObject({ n: 20, people: 1 })
  await timing(false)
  expect((await kept()).map(({ measured }) => measured)).toEqual([null])
  const few =
    'Not shown: this office does not time individuals; it takes the work of 3 people, and these 20 tasks are of 1.'
  for (const asked of [{}, { team: 'permits' }]) {
    expect(await proposal('lee', asked)).toMatchObject({ measured: null, withheld: few })
    expect((await set(asked)).measured).toBeNull()
  }
  expect((await kept()).map(({ measured }) => measured)).toEqual([null, null, null])
})

it('stays, of many, where individuals are not timed', async () => {
  for (const who of ['ana', 'ben', 'lee']) await finish(who, 7)
  const of = { n: 21, people: 3 }
  await set()
  await timing(false)
  expect((await proposal('lee')).measured).toMatchObject({ n: 21 })
  expect((await set()).measured).toMatchObject(of)
  expect(await kept()).toMatchObject([{ measured: of }, { measured: of }])
})

it('is no other team’s lead’s, although the type is of the lead’s own team', async () => {
  await finish('rae', 20, 'records')
  expect([await toldByAsking(), await toldOfRow()]).toEqual([[], []])
  await finish('ana', 20)
  expect([await toldByAsking(), await toldOfRow()]).toEqual([[], []])
  const own = { team: 'permits' }
  expect([await toldByAsking(own), await toldOfRow(own)]).toEqual([['lee'], ['lee']])
  const other = { team: 'records' }
  expect((await proposal('sue', other)).measured).toBeNull()
  expect(await toldOfRow(other, 'ada')).toEqual([])
})

it('is told alike by asking and by its row, of a type that is no one team’s', async () => {
  const mail = { id: 'mail', name: 'Mail', standardMinutes: 6, team: null }
  await node.do('ada', 'type.save', mail)
  await finish('ana', 20)
  expect([await toldByAsking(), await toldOfRow({}, 'ada')]).toEqual([['lee'], ['lee']])
  await finish('rae', 1, 'records')
  expect([await toldByAsking(), await toldOfRow({}, 'ada')]).toEqual([[], []])
})

it('is of few where one of three people did more than half', async () => {
  await finish('ana', 20)
  for (const who of ['ben', 'lee']) await finish(who, 2)
  expect(await proposal('sue')).toMatchObject({
    measured: null,
    withheld: 'Not shown: more than half of these 24 tasks are of one person.',
  })
  expect([await toldByAsking(), await toldOfRow()]).toEqual([['lee'], ['lee']])
  for (const who of ['ben', 'lee']) await finish(who, 8)
  expect([await toldByAsking(), await toldOfRow()]).toEqual([['lee', 'sue', 'ada'], [...everyone]])
  const [, row] = await kept()
  expect(row?.measured).toMatchObject({ n: 40, people: 3, most: 20, teams: ['permits'] })
})
