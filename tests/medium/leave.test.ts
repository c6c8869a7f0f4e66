import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Output } from '../../server/contract/commands.js'
import type { Me } from '../../server/contract/wire.js'
import { rules } from '../../server/commands/rules.js'
import { ruleId } from '../../server/core/rule-id.js'
import { envelopeFor, foldEntries, viewerOf } from '../../server/feed/envelope.js'
import { snapshotFor } from '../../server/feed/snapshot.js'
import { readEntries } from '../../db/queries/log.js'
import type { Entry } from '../../db/queries/commit.js'
import { MONDAY_9, OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
let now = Date.parse(MONDAY_9)
beforeEach(async () => {
  now = Date.parse(MONDAY_9)
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db, { clock: () => new Date(now) })
})
afterEach(() => node.close())

const at = (clock: string) => void (now = Date.parse(`2026-11-23T${clock}:00-07:00`))
/** Signing in and out are the system's own commands, as sessions give them. */
const session = async (command: 'session.begin' | 'session.end', person: string) => {
  const line = node.app.lineOf(OFFICE)
  await line.refresh()
  const input = { person, session: `of-${person}`, last: true }
  const answer = await line.submit(
    {
      id: ruleId(command, person, new Date(now).toISOString()),
      person: 'system',
      session: null,
      name: command,
      input,
      logged: input,
      hash: command,
      decision: rules[command] as never,
      prepared: undefined,
    },
    false,
  )
  expect(answer).toMatchObject({ ok: true })
}
const presence = async (who: string, team: string, day?: string) => {
  const answer = await node.run(who, 'adherence.day', { team, ...(day ? { day } : {}) })
  return answer.ok ? (answer.output as Output<'adherence.day'>) : answer.error.code
}

it('keeps leave from colleagues, and its reasons from administrators, in the snapshot and in what they hear', async () => {
  const before = (await node.app.boardOf(OFFICE)).seq
  const { leave } = await node.do('ana', 'leave.ask', {
    from: '2026-11-30',
    to: '2026-12-01',
    kind: 'sick',
    reason: 'An operation',
  })
  await node.do('lee', 'leave.answer', { leave: leave.id, approve: true, reason: 'Get well' })
  const board = await node.app.boardOf(OFFICE)
  const entries = (await readEntries(node.db.db, OFFICE, before, 10)) as Entry[]
  const span = { office: OFFICE, epoch: board.epoch, from: before, to: board.seq, at: MONDAY_9 }
  const told = (id: string) => {
    const person = board.tables.person.get(id)
    if (!person) throw new Error(`no ${id}`)
    const viewer = viewerOf(person)
    const shot = snapshotFor(board, viewer, person as Me, MONDAY_9)
    return JSON.stringify([shot.tables, envelopeFor(viewer, span, foldEntries(entries))])
  }
  for (const id of ['ana', 'lee', 'sue']) expect(told(id), id).toContain('An operation')
  for (const id of ['ben', 'rae']) {
    expect(told(id), id).not.toContain('An operation')
    expect(told(id), id).not.toContain(leave.id)
  }
  expect(told('ada').split('"from":"2026-11-30"')).toHaveLength(3)
  for (const secret of ['An operation', 'sick', 'Get well'])
    expect(told('ada'), secret).not.toContain(secret)
})

it('tells who answers what each hour keeps against what it asks for, and nobody’s skills', async () => {
  // Three letters of six minutes and a permit of 25, every Monday at 9 in Denver; all due on no day.
  const rows = ['mail', 'mail', 'mail', 'permit'].map((type, at) => ({
    line: at + 2,
    type,
    title: `Letter ${at}`,
    createdAt: '2026-11-16T16:10:00.000Z',
  }))
  await node.do('lee', 'task.import', { rows })
  await node.do('lee', 'type.save', {
    id: 'permit',
    name: 'Permit',
    standardMinutes: 25,
    team: 'permits',
    location: 'City Hall',
  })
  await node.do('lee', 'shift.save', {
    person: 'ben',
    day: '2026-11-30',
    work: { from: '08:00', to: '17:00', location: 'Annex' },
  })
  // It waits outside, so nobody is needed for it.
  const dueAt = '2026-11-30T23:00:00.000Z'
  const { task } = await node.do('ana', 'task.create', { type: 'batch', title: 'Roll', dueAt })
  await node.do('ana', 'task.claim', { task: task.no })
  await node.do('ana', 'task.hold', { task: task.no, reason: 'The lab' })
  const days = { from: '2026-11-30', to: '2026-11-30' }
  const { leave } = await node.do('ana', 'leave.ask', { ...days, kind: 'vacation' })
  const asks = (who: string) => node.run(who, 'leave.coverage', { leave: leave.id })
  for (const who of ['lee', 'sue', 'ada']) {
    const answer = await asks(who)
    if (!answer.ok) throw new Error(`${who}: ${answer.error.message}`)
    const { hours } = answer.output as Output<'leave.coverage'>
    expect(hours.map(({ hour }) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16])
    expect(hours[1]).toMatchObject({ here: 2, of: 3, need: 1 })
    // Ben, who could take permits, is in the Annex.
    expect(hours[1]?.types).toEqual(
      expect.arrayContaining([
        { type: 'permit', left: 1, need: 1 },
        { type: 'mail', left: 1, need: 1 },
        { type: 'batch', left: 2, need: null },
      ]),
    )
  }
  expect(await asks('ana')).toMatchObject({ error: { code: 'not_allowed' } })
  for (const who of ['ben', 'rae'])
    expect(await asks(who)).toMatchObject({ error: { code: 'not_found' } })
})

it('counts as left for a type only who has its grade', async () => {
  for (const [person, grade] of [
    ['ana', 'II'],
    ['ben', 'I'],
    ['lee', 'III'],
  ] as const)
    await node.do('ada', 'person.edit', { person, grade })
  const days = { from: '2026-11-30', to: '2026-11-30', kind: 'vacation' } as const
  const { leave } = await node.do('ana', 'leave.ask', days)
  const left = async () => {
    const answer = await node.run('lee', 'leave.coverage', { leave: leave.id })
    if (!answer.ok) throw new Error(answer.error.message)
    const { hours } = answer.output as Output<'leave.coverage'>
    return hours[0]?.types.find(({ type }) => type === 'permit')?.left
  }
  const permit = { id: 'permit', name: 'Permit', standardMinutes: 25, team: 'permits' }
  expect(await left()).toBe(2)
  await node.do('lee', 'type.save', { ...permit, requiredGrade: 'II' })
  expect(await left()).toBe(1)
  await node.do('lee', 'type.save', { ...permit, requiredGrade: 'III' })
  // Not Ana's to take any more, so her leave takes nothing of it away.
  expect(await left()).toBeUndefined()
})

it('lets administrators look on: they answer, speak for and cancel nobody’s but their own', async () => {
  const days = { from: '2026-11-30', to: '2026-12-01', kind: 'vacation' } as const
  const { leave } = await node.do('ana', 'leave.ask', days)
  const refusals = [
    await node.run('ada', 'leave.answer', { leave: leave.id, approve: true }),
    await node.run('ada', 'leave.word', { leave: leave.id, favours: true }),
    await node.run('ada', 'leave.cancel', { leave: leave.id, reason: 'x' }),
    await node.run('ada', 'leave.ask', { ...days, person: 'ana' }),
  ]
  for (const answer of refusals)
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_allowed' } })
  const { leave: own } = await node.do('ada', 'leave.ask', { ...days, reason: 'A wedding' })
  expect(own.reason).toBe('A wedding')
  await node.do('ada', 'leave.cancel', { leave: own.id })
})

it('tells a lead how the team’s presence went, with the events behind it', async () => {
  at('08:20')
  await session('session.begin', 'ben')
  at('09:00')
  await node.do('ana', 'person.presence', { status: 'break' })
  await node.do('ben', 'person.presence', { status: 'away' })
  at('09:30')
  await node.do('ben', 'person.presence', { status: 'available' })
  at('10:00')
  await session('session.end', 'ben')
  at('10:30')
  const found = await presence('lee', 'permits')
  if (typeof found === 'string') throw new Error(found)
  expect(found.day).toBe('2026-11-23')
  expect(found.people.map(({ person }) => person)).toEqual(['ana', 'ben', 'lee'])
  expect(found.people[1]).toMatchObject({
    atWork: 70,
    outOfPlace: 80,
    lateStart: 20,
    earlyLeave: 30,
    shift: { from: '2026-11-23T15:00:00.000Z', to: '2026-11-24T00:00:00.000Z', pauses: [] },
  })
  expect(found.people[1]?.stretches.map(({ kind }) => kind)).toEqual([
    'out',
    'here',
    'out',
    'here',
    'out',
  ])
  expect(
    found.people[1]?.events.map(({ at: when, sentence }) => [when.slice(11, 16), sentence]),
  ).toEqual([
    ['15:20', 'Signed in'],
    ['16:00', 'Said: away'],
    ['16:30', 'Said: at the desk'],
    ['17:00', 'Signed out'],
  ])
})

it('is for leads of the team, and for each person about themselves', async () => {
  const who = async (...asked: [string, string]) => {
    const found = await presence(...asked)
    return typeof found === 'string' ? found : found.people.map(({ person }) => person)
  }
  expect(await who('ana', 'permits')).toEqual(['ana'])
  expect(await who('ana', 'records')).toBe('not_allowed')
  expect(await who('lee', 'records')).toBe('not_allowed')
  expect(await who('sue', 'permits')).toBe('not_allowed')
  expect(await who('ada', 'permits')).toBe('not_allowed')
  expect(await who('lee', 'moon')).toBe('not_found')
  expect(await presence('lee', 'permits', '2026-11-24')).toBe('invalid_input')
  expect(await presence('lee', 'permits', '2026-11-01')).toBe('invalid_input')
})

it('looks at a day that is over as it ended, and at no shift where there was leave', async () => {
  at('08:00')
  await node.do('ana', 'person.presence', { status: 'break' })
  await node.do('ana', 'person.presence', { status: 'available' })
  const { leave } = await node.do('ben', 'leave.ask', {
    from: '2026-11-23',
    to: '2026-11-23',
    kind: 'sick',
  })
  await node.do('lee', 'leave.answer', { leave: leave.id, approve: true })
  at('16:00')
  await node.do('ana', 'person.presence', { status: 'off' })
  now += 24 * 3_600_000
  const found = await presence('lee', 'permits', '2026-11-23')
  if (typeof found === 'string') throw new Error(found)
  expect(found.people[0]).toMatchObject({
    person: 'ana',
    atWork: 480,
    outOfPlace: 60,
    earlyLeave: 60,
  })
  expect(found.people[1]).toMatchObject({
    person: 'ben',
    shift: null,
    cause: 'leave',
    outOfPlace: 0,
  })
  const today = await presence('lee', 'permits')
  if (typeof today === 'string') throw new Error(today)
  expect(today.people[0]).toMatchObject({ atWork: 0, events: [] })
})
