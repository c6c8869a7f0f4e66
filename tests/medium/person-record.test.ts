/** Who reaches whose figures, by every door, and that each look is written down for the person. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Output, RawInput } from '../../server/contract/commands.js'
import { snapshotFor } from '../../server/feed/snapshot.js'
import { viewerOf } from '../../server/feed/envelope.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import { noticeWords, signedNote } from '../support/fairness-cases.js'
import { MONDAY_9, nextId } from '../support/floor.js'
import { foundOffice, inOffice, openNode, system, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let shared: Node
let node: Node
let now = Date.parse(MONDAY_9)
beforeAll(async () => {
  const db = await openPglite()
  shared = await openNode(db, { clock: () => new Date(now) })
})
afterAll(() => shared.close())
beforeEach(async () => {
  now = Date.parse(MONDAY_9)
  const office = `office-${nextId().slice(-8)}`
  await foundOffice(shared.db, office)
  node = inOffice(shared, office)
})

const later = (minutes: number) => void (now += minutes * 60_000)
const code = async (who: string, name: string, input: object) => {
  const answer = await node.run(who, name, input)
  return answer.ok ? 'ok' : answer.error.code
}
const record = async (who: string, person?: string) => {
  const answer = await node.run(who, 'person.record', person ? { person } : {})
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as Output<'person.record'>
}
const work = async (who: string, input: RawInput<'person.work'>) => {
  const answer = await node.run(who, 'person.work', input)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as Output<'person.work'>
}
const tables = async (who: string) => {
  const board = await node.app.boardOf(node.office)
  const person = board.tables.person.get(who) as PersonRow
  return snapshotFor(board, viewerOf(person), person as Me, MONDAY_9).tables
}
const finished = async (minutes = 12, type = 'mail') => {
  const { task } = await node.do('lee', 'task.create', { type, title: 'Letter' })
  await node.do('ana', 'task.claim', { task: task.no })
  later(minutes)
  await node.do('ana', 'task.finish', { task: task.no })
  return task.no
}
const timing = (individualTiming: boolean) =>
  node.do('ada', 'office.save', { desk: { individualTiming } })

it('shows a record to the person and the leads of their team, and to nobody else by any id', async () => {
  await finished()
  expect((await record('ana')).finished).toEqual([{ type: 'mail', tasks: 1, standardMinutes: 6 }])
  expect((await record('lee', 'ana')).person.id).toBe('ana')
  for (const who of ['ben', 'rae', 'sue', 'ada'])
    for (const name of ['person.record', 'person.work'])
      for (const person of ['ana', 'lee', 'nobody-of-that-id'])
        expect([who, name, person, await code(who, name, { person })]).toEqual([
          who,
          name,
          person,
          'not_allowed',
        ])
  expect(await code('lee', 'person.record', { person: 'rae' })).toBe('not_allowed')
})

it('holds what was set, learnt and produced, and needs and trainings of long ago', async () => {
  await finished(12)
  await finished(6)
  const mail = { id: 'mail', name: 'Mail', standardMinutes: 6, team: 'permits', reviewRate: 0.2 }
  await node.do('lee', 'type.save', { ...mail, steps: [], fields: [] })
  await node.do('lee', 'rate.set', { type: 'mail', person: 'ana', share: 0.5, reason: 'New to it' })
  const { need } = await node.do('lee', 'need.record', {
    person: 'ana',
    topic: 'Stamps',
    seen: 'Two upside down',
  })
  await node.do('lee', 'need.close', { need: need.id, state: 'dropped', text: 'Seen since' })
  const { session } = await node.do('lee', 'training.plan', {
    kind: 'sideBySide',
    topic: 'Stamps',
    trainer: 'lee',
    attendees: [{ person: 'ana' }],
    day: '2026-11-24',
    from: '10:00',
    to: '11:00',
  })
  const known = await record('ana')
  expect(known.rates).toMatchObject([{ type: 'mail', share: 0.5, reason: 'New to it' }])
  expect(known.usual).toMatchObject([{ type: 'mail', tasks: 2 }])
  expect(known.production).toEqual([
    { day: '2026-11-23', type: 'mail', tasks: 2, standardMinutes: 12, handleMinutes: 18 },
  ])
  expect((await record('ben')).rates).toEqual([])
  await node.do('sue', 'person.look', { person: 'ana', reason: 'A complaint' })
  const minutes = ({ production }: Output<'person.record'>) =>
    production.map(({ tasks, handleMinutes }) => [tasks, handleMinutes])
  const told = await record('sue', 'ana')
  expect([told.usual, told.rates, minutes(told)]).toEqual([[], [], [[2, null]]])
  await timing(false)
  expect(minutes(await record('ana'))).toEqual([[2, null]])
  // Three years on they have left the board, and are held all the same.
  later(3 * 365 * 24 * 60)
  await system(node, 'day.close', { day: '2026-11-23' })
  const board = await node.app.boardOf(node.office)
  expect([board.tables.trainingNeed.size, board.tables.trainingSession.size]).toEqual([0, 0])
  const past = await record('ana')
  expect(past.needs).toMatchObject([{ topic: 'Stamps', closed: { text: 'Seen since' } }])
  expect(past.trainings).toMatchObject([
    { session: session.id, topic: 'Stamps', day: '2026-11-24' },
  ])
  expect([(await record('ben')).needs, (await record('ben')).trainings]).toEqual([[], []])
})

it('writes down that somebody looked, once an hour, for the person alone', async () => {
  await record('lee', 'ana')
  await record('lee', 'ana')
  const { looks } = await record('ana')
  expect(looks.map(({ by, what, reason }) => [by, what, reason])).toEqual([
    ['lee', 'Your record', null],
  ])
  later(60)
  await record('lee', 'ana')
  await node.run('lee', 'pace.day', { team: 'permits', person: 'ana' })
  await node.run('lee', 'adherence.day', { team: 'permits' })
  expect((await record('ana')).looks.map(({ what }) => what).sort()).toEqual([
    'Your pace today',
    'Your presence on Mon 23 Nov',
    'Your record',
    'Your record',
  ])
  expect((await record('lee', 'ana')).looks).toEqual([])
  for (const who of ['ben', 'lee', 'sue', 'ada'])
    expect((await tables(who)).look.filter(({ person }) => person === 'ana')).toEqual([])
  expect((await tables('ana')).look).toHaveLength(4)
})

it('opens a record to a supervisor for an hour, with a reason that the person reads', async () => {
  expect(await code('sue', 'person.record', { person: 'ana' })).toBe('not_allowed')
  await node.do('sue', 'person.look', { person: 'ana', reason: 'A complaint' })
  expect((await record('sue', 'ana')).person.id).toBe('ana')
  expect(await code('sue', 'person.record', { person: 'ben' })).toBe('not_allowed')
  later(60)
  expect(await code('sue', 'person.record', { person: 'ana' })).toBe('not_allowed')
  expect((await record('ana')).looks.map(({ reason }) => reason)).toContain('A complaint')
  expect(await code('lee', 'person.look', { person: 'ana', reason: 'Why not' })).toBe('not_allowed')
})

it('tells minutes and who finished what to nobody but the person and their leads', async () => {
  const no = await finished()
  const told = async (who: string) => {
    const answer = await node.run(who, 'task.get', { task: no })
    return answer.ok ? (answer.output as Output<'task.get'>).task : null
  }
  for (const who of ['ana', 'lee'])
    expect(await told(who)).toMatchObject({ handleMinutes: 12, claimedAt: MONDAY_9 })
  for (const who of ['ben', 'rae', 'sue', 'ada'])
    expect([who, (await told(who))?.handleMinutes, (await told(who))?.claimedAt]).toEqual([
      who,
      undefined,
      null,
    ])
  const hours = await node.run('sue', 'hour.tasks', { team: 'permits', day: '2026-11-23', hour: 9 })
  if (!hours.ok) throw new Error(hours.error.message)
  const [task] = (hours.output as Output<'hour.tasks'>).tasks
  expect([task?.no, task?.finishedBy, task?.handleMinutes]).toEqual([no, undefined, undefined])
  const { task: open } = await node.do('lee', 'task.create', { type: 'mail', title: 'Open' })
  await node.do('ana', 'task.claim', { task: open.no })
  const row = async (who: string) => (await tables(who)).task.find((one) => one.no === open.no)
  for (const who of ['ben', 'rae', 'sue', 'ada'])
    expect(await row(who)).not.toHaveProperty('activeSince')
  for (const who of ['ana', 'lee']) expect(await row(who)).toHaveProperty('activeSince')
})

it('gives the board of a supervisor only that a note is there; what it says is read by a logged command', async () => {
  const note = await signedNote(node, '2026-11-20')
  expect((await tables('sue')).note).toEqual([])
  expect(await code('sue', 'note.open', { note })).toBe('not_found')
  expect(await code('lee', 'note.send', { note })).toBe('wrong_state')
  await node.do('ana', 'note.answer', { note, text: 'I was ill on Friday.' })
  await node.do('lee', 'note.send', { note })
  const [seen] = (await tables('sue')).note
  expect([seen?.id, seen?.production, seen?.figures, seen?.answer?.text]).toEqual([
    note,
    '',
    [],
    null,
  ])
  const { note: read } = await node.do('sue', 'note.open', { note })
  expect([read.production, read.answer?.text]).toEqual(['Steady.', 'I was ill on Friday.'])
  expect((await record('ana')).notes[0]?.readBy.map(({ by }) => by)).toEqual(['sue'])
  for (const who of ['ben', 'rae', 'ada']) {
    expect((await tables(who)).note).toEqual([])
    expect(await code(who, 'note.see', { note })).toMatch(/not_found|not_allowed/)
  }
})

it('keeps a note to its states, and its figures as they were signed', async () => {
  const period = { person: 'ana', from: '2026-11-20', to: '2026-11-20' }
  const { note } = await node.do('lee', 'note.draft', period)
  expect((await tables('ana')).note).toEqual([])
  expect(await code('lee', 'note.sign', { note: note.id })).toBe('invalid_input')
  await node.do('lee', 'note.write', { note: note.id, production: 'a', training: 'b', next: 'c' })
  expect(await code('lee', 'note.send', { note: note.id })).toBe('wrong_state')
  await node.do('lee', 'note.sign', { note: note.id })
  for (const [name, input] of [
    ['note.write', { note: note.id, production: 'Other' }],
    ['note.sign', { note: note.id }],
    ['note.draft', period],
  ] as const)
    expect([name, await code('lee', name, input)]).toEqual([name, 'wrong_state'])
  await node.do('ana', 'note.answer', { note: note.id, text: null })
  expect(await code('ana', 'note.answer', { note: note.id, text: 'More' })).toBe('wrong_state')
  expect(await code('lee', 'note.draft', { ...period, to: '2026-11-23' })).toBe('invalid_input')
  expect(await code('lee', 'note.draft', { ...period, person: 'lee' })).toBe('not_allowed')
  expect(await code('lee', 'note.draft', { ...period, person: 'rae' })).toBe('not_allowed')
})

it('refuses to sign figures that the record has outgrown', async () => {
  await finished()
  later(24 * 60)
  const { note } = await node.do('lee', 'note.draft', {
    person: 'ana',
    from: '2026-11-23',
    to: '2026-11-23',
  })
  expect(note.figures[0]).toMatchObject({ value: '6 standard minutes', count: '1 task on 1 day' })
  expect(note.figures[1]?.value).toBe('Not shown: it takes 10')
  await node.do('lee', 'note.write', { note: note.id, production: 'a', training: 'b', next: 'c' })
  const [task] = (await work('ana', {})).tasks
  await node.do('lee', 'task.reopen', { task: task?.no ?? 0, reason: 'Wrong letter' })
  expect(await code('lee', 'note.sign', { note: note.id })).toBe('stale')
  const again = await node.do('lee', 'note.draft', {
    person: 'ana',
    from: '2026-11-23',
    to: '2026-11-23',
  })
  expect([again.note.id, again.note.production, again.note.figures[0]?.count]).toEqual([
    note.id,
    'a',
    '0 tasks on 0 days',
  ])
  await node.do('lee', 'note.sign', { note: note.id })
})

it('derives, keeps and shows no minutes of a person while timing is off', async () => {
  const before = await finished(12)
  expect((await tables('ana')).usual).toHaveLength(1)
  const { task } = await node.do('lee', 'task.create', { type: 'mail', title: 'In hand' })
  await node.do('ana', 'task.claim', { task: task.no })
  later(5)
  await timing(false)
  const { usual, tally, task: rows } = await tables('ana')
  expect(usual).toEqual([])
  expect(tally.map(({ handleMinutes }) => handleMinutes)).toEqual([0, 0])
  const held = rows.find(({ no }) => no === task.no)
  expect([held?.handleMinutes, held?.activeSince]).toEqual([0, null])
  later(5)
  await node.do('ana', 'task.finish', { task: task.no })
  await finished(30)
  const after = await tables('ana')
  expect(after.usual).toEqual([])
  expect(after.tally.every(({ handleMinutes }) => handleMinutes === 0)).toBe(true)
  for (const who of ['ana', 'lee']) {
    const answer = await node.run(who, 'task.get', { task: before })
    if (!answer.ok) throw new Error(answer.error.message)
    expect((answer.output as Output<'task.get'>).task).not.toHaveProperty('handleMinutes')
    expect((answer.output as Output<'task.get'>).task.claimedAt).toBeNull()
    expect(await code(who, 'adherence.day', { team: 'permits' })).toBe('wrong_state')
    expect(await code(who, 'pace.day', { team: 'permits', person: 'ana' })).toBe('wrong_state')
    expect(await code(who, 'pace.day', { team: 'permits' })).toBe('ok')
    for (const one of (await work(who, { person: 'ana' })).tasks)
      expect([one.no, one.handleMinutes ?? 0, one.claimedAt]).toEqual([one.no, 0, null])
  }
  await timing(true)
  await finished(7)
  expect((await tables('ana')).usual).toMatchObject([{ tasks: 1 }])
})

it('asks nobody for the notice before they may work, and asks again when it has changed', async () => {
  expect(await code('ana', 'notice.acknowledge', { version: 1 })).toBe('wrong_state')
  const { notice } = await node.do('ada', 'notice.save', noticeWords)
  expect(await code('lee', 'notice.save', noticeWords)).toBe('not_allowed')
  expect(await code('ana', 'task.create', { type: 'mail', title: 'Urgent' })).toBe('ok')
  await node.do('ana', 'notice.acknowledge', { version: notice.version })
  expect((await tables('ben')).acknowledgement).toEqual([])
  for (const who of ['ana', 'lee', 'ada'])
    expect((await tables(who)).acknowledgement).toHaveLength(1)
  await node.do('ada', 'notice.save', { ...noticeWords, where: 'At the annex as well.' })
  expect(await code('ana', 'notice.acknowledge', { version: 1 })).toBe('wrong_state')
})

it('ticks the next grade from the record, and by a lead what no figure measures', async () => {
  const { next } = await record('ana')
  expect(next?.grade).toBe('III')
  expect(next?.steps.map(({ criterion, met }) => [criterion, met])).toEqual([
    ['iii-levels', false],
    ['iii-yield', null],
    ['iii-leads', null],
  ])
  await node.do('lee', 'grade.tick', { person: 'ana', criterion: 'iii-leads', met: true })
  expect((await record('ana')).next?.steps[2]).toMatchObject({ met: true, ticked: true })
  expect(
    await code('lee', 'grade.tick', { person: 'ana', criterion: 'iii-yield', met: true }),
  ).toBe('wrong_state')
  expect(
    await code('ana', 'grade.tick', { person: 'ana', criterion: 'iii-leads', met: true }),
  ).toBe('not_allowed')
  await node.do('ada', 'office.save', { desk: { gradeCriteria: [] } })
  expect((await record('ana')).next?.steps).toEqual([])
})
