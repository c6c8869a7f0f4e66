/** The timetable by every role: why a day is not as usual, and what somebody is trained in, wherever it could show. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import type { Me } from '../../server/contract/wire.js'
import { found } from '../../server/core/found.js'
import { concerned, envelopeFor, foldEntries, viewerOf } from '../../server/feed/envelope.js'
import { envelopesSince } from '../../server/feed/resume.js'
import { snapshotFor } from '../../server/feed/snapshot.js'
import { MONDAY_9, people, plan } from '../support/floor.js'
import { inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const OFFICE_ID = 'who-hears'
/** Herself, a clerk of her team, one of another, a lead of another, her lead, a supervisor, an administrator. */
const everyone = ['ana', 'ben', 'rae', 'rob', 'lee', 'sue', 'ada'] as const

let shared: Node
let node: Node

beforeAll(async () => {
  shared = await openNode(await openPglite())
  const office = plan(OFFICE_ID)
  const lee = people.find(({ id }) => id === 'lee')
  if (!lee) throw new Error('The small office has changed.')
  const rob = { ...lee, id: 'rob', name: 'Rob Stone', username: `rob@${OFFICE_ID}` }
  await found(shared.db.db, {
    ...office,
    people: [...office.people, { ...rob, team: 'records', leads: ['records'], skills: {} }],
  })
  node = inOffice(shared, OFFICE_ID)
})
afterAll(() => shared.close())

const TUE = '2026-11-24'
/** All that somebody is told: their board, every frame since, a resumed screen, and the reads of the timetable. */
async function heard(who: string, since: number): Promise<string> {
  const board = await node.app.boardOf(OFFICE_ID)
  const person = board.tables.person.get(who)
  if (!person) throw new Error(`no ${who}`)
  const viewer = viewerOf(person)
  const entries = (await readEntries(node.db.db, OFFICE_ID, since, 50)) as Entry[]
  const at = MONDAY_9
  const span = { office: OFFICE_ID, epoch: board.epoch, from: since, to: board.seq, at }
  return JSON.stringify([
    snapshotFor(board, viewer, person as Me, at).tables,
    entries.map((entry) => envelopeFor(viewer, span, foldEntries([entry]))),
    await envelopesSince(node.db.db, board, viewer, { epoch: board.epoch, since, at }),
    await node.run(who, 'adherence.day', { team: 'permits', day: TUE }),
    await node.run(who, 'arrivals.usual', { team: 'permits' }),
  ])
}
const hear = async (word: string, since: number) => {
  const told = await Promise.all(everyone.map(async (who) => [who, await heard(who, since)]))
  return told.filter(([, text]) => text?.includes(word)).map(([who]) => who)
}
const work = { from: '08:00', to: '16:00' }
const headOf = async () => (await node.app.boardOf(OFFICE_ID)).seq

it('is for the person, their leads and whoever decides their leave; that it is so is for the team', async () => {
  const since = await headOf()
  await node.do('lee', 'shift.save', { person: 'ana', day: TUE, work, note: 'Counter B' })
  await node.do('lee', 'day.adjust', {
    person: 'ana',
    day: TUE,
    from: '10:00',
    reason: 'An operation',
  })
  await node.do('lee', 'shift.copyWeek', {
    team: 'permits',
    from: '2026-11-23',
    to: '2026-11-30',
    people: ['ana'],
  })
  await node.do('lee', 'day.swap', { a: 'ana', dayA: '2026-11-25', b: 'ben', dayB: '2026-11-25' })
  expect(await hear('Counter B', since)).toEqual(everyone)
  expect(await hear('"from":"10:00"', since)).toEqual(everyone)
  expect(await hear('An operation', since)).toEqual(['ana', 'lee'])
  expect(await hear('exchanged with Ben', since)).toEqual(['ana', 'lee'])
  expect(await hear('exchanged with Ana', since)).toEqual(['ben', 'lee'])
  expect(await hear('toSupervisors', since)).toEqual([])
  // An administrator draws over it and takes that back: neither tells them, nor loses it.
  const { undo } = await node.do('ada', 'shift.clear', { person: 'ana', day: TUE })
  await node.do('ada', 'undo.apply', { undo: undo ?? '' })
  expect(await hear('An operation', since)).toEqual(['ana', 'lee'])
})

it('is told to supervisors where they decide', async () => {
  const since = await headOf()
  await node.do('ada', 'office.save', { desk: { leaveBy: 'supervisor' } })
  await node.do('lee', 'day.adjust', {
    person: 'ana',
    day: '2026-11-27',
    to: '12:00',
    reason: 'A hearing',
  })
  await node.do('ada', 'office.save', { desk: { leaveBy: 'lead' } })
  expect(await hear('A hearing', since)).toEqual(['ana', 'lee', 'sue'])
  // A lead's own is always a supervisor's to decide.
  await node.do('lee', 'day.adjust', {
    person: 'lee',
    day: '2026-11-27',
    to: '12:00',
    reason: 'A christening',
  })
  expect(await hear('A christening', since)).toEqual(['lee', 'sue'])
})

it('is for those who take part, their trainer and leads; others see that there is a training', async () => {
  const since = await headOf()
  const { session: plannedOne } = await node.do('lee', 'training.plan', {
    kind: 'session',
    topic: 'Forged seals',
    type: 'mail',
    trainer: 'lee',
    attendees: [{ person: 'ana' }],
    links: [{ name: 'Forgeries', url: 'https://example.gov/seals' }],
    day: TUE,
    from: '13:00',
    to: '14:00',
  })
  await node.do('lee', 'pattern.save', {
    person: 'ana',
    from: '2026-12-07',
    weeks: [
      [
        {
          ...work,
          blocks: [{ from: '09:00', to: '10:00', kind: 'training', text: 'Old seals' }],
        },
        ...Array<null>(6).fill(null),
      ],
    ],
  })
  const folded = foldEntries((await readEntries(node.db.db, OFFICE_ID, since, 50)) as Entry[])
  expect(concerned(folded)).toContain('ana')
  expect(await hear('Forged seals', since)).toEqual(['ana', 'lee'])
  expect(await hear('example.gov/seals', since)).toEqual(['ana', 'lee'])
  expect(await hear('Old seals', since)).toEqual(['ana', 'lee'])
  const board = JSON.parse(await heard('ben', since)) as [{ shift: { id: string; work: object }[] }]
  expect(board[0].shift.find(({ id }) => id === `ana/${TUE}`)?.work).toMatchObject({
    blocks: [{ from: '13:00', to: '14:00', kind: 'training', text: null }],
  })
  await node.do('lee', 'training.cancel', {
    session: plannedOne.id,
    reason: 'The seals were found',
  })
  expect(await hear('The seals were found', since)).toEqual(['ana', 'lee'])
  expect(await hear(plannedOne.id, since)).toEqual(everyone)
  expect(await hear('"told"', since)).toEqual([])
})

it('tells what a meeting or something else is about to the same people, and passes it along in no swap', async () => {
  const since = await headOf()
  const thursday = '2026-12-03'
  const blocks = [
    { from: '09:00', to: '10:00', kind: 'meeting' as const, text: 'Works council' },
    { from: '11:00', to: '12:00', kind: 'other' as const, text: 'Occupational doctor' },
    { from: '13:00', to: '14:00', kind: 'training' as const, text: 'Old ledgers' },
  ]
  await node.do('lee', 'shift.save', { person: 'ana', day: thursday, work: { ...work, blocks } })
  for (const { text } of blocks) expect(await hear(text, since)).toEqual(['ana', 'lee'])
  // Who draws without being told loses none of it.
  await node.do('ada', 'shift.save', {
    person: 'ana',
    day: thursday,
    work: { ...work, to: '15:00', blocks: blocks.map((block) => ({ ...block, text: null })) },
  })
  for (const { text } of blocks) expect(await hear(text, since)).toEqual(['ana', 'lee'])
  const board = await node.app.boardOf(OFFICE_ID)
  expect(board.tables.shift.get(`ana/${thursday}`)?.work?.blocks).toEqual(blocks)

  await node.do('lee', 'day.swap', { a: 'ana', dayA: thursday, b: 'ben', dayB: thursday })
  const taken = board.tables.shift.get(`ben/${thursday}`)?.work
  expect(taken?.blocks).toEqual(blocks.map((block) => ({ ...block, text: null })))
  for (const { text } of blocks) expect(await hear(text, since)).toEqual(['ana', 'lee'])
})

it('says of a clash what is planned only to who is told', async () => {
  const friday = '2026-12-04'
  const block = { from: '09:00', to: '10:00', kind: 'meeting' as const, text: 'Grievance' }
  await node.do('lee', 'shift.save', {
    person: 'ana',
    day: friday,
    work: { ...work, blocks: [block] },
  })
  const clash = (who: string) =>
    node.run(who, 'training.plan', {
      kind: 'session',
      topic: 'Seals',
      trainer: who,
      attendees: [{ person: 'ana' }],
      day: friday,
      from: '09:00',
      to: '10:00',
    })
  expect(JSON.stringify(await clash('lee'))).toContain('Grievance')
  expect(JSON.stringify(await clash('rob'))).not.toContain('Grievance')
})
