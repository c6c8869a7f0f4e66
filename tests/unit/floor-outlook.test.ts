import { describe, expect, it } from 'vitest'
import { compareQueue } from '../../server/contract/order.js'
import type { Level, PersonRow, ShownTask } from '../../server/contract/rows.js'
import { Times } from '../../web/lib/times.js'
import { callsOf } from '../../web/views/floor-attention.js'
import { bestFor, outlookOf, type MayDo } from '../../web/views/floor-outlook.js'
import { callWords } from '../../web/views/floor-sentences.js'
import { at, everyone, held, iso, known, lanes, office, person, task } from './floor-rows.js'

const now = at('10:00')

type Levels = (person: PersonRow) => Level | null

function look(
  people: PersonRow[],
  tasks: ShownTask[],
  mayDo: MayDo = everyone,
  levelOf: Levels = () => 3,
  told = true,
  now = at('10:00'),
  usual = known({}),
) {
  const all = lanes(people, tasks, now, usual)
  const queue = tasks.filter((one) => one.status === 'queued').sort(compareQueue)
  const abilities = { mayDo, levelOf, told: () => told }
  const outlook = outlookOf(all, tasks, queue, abilities, now, at('23:59'))
  const calls = callsOf({
    lanes: all,
    queue,
    outlook,
    abilities,
    tasks,
    now,
    taskOf: (no) => tasks.find((one) => one.no === no),
    personOf: (id) => people.find((one) => one.id === id),
    rulesOf: () => ({ returnAfter: 50 }),
    office,
  })
  return { outlook, calls }
}

describe('at risk', () => {
  it('is what nobody is free for in time', () => {
    const tasks = [
      held(1, 'ana', { standardMinutes: 60 }),
      task(2, { dueAt: iso('11:00'), standardMinutes: 30 }),
    ]
    const { outlook } = look([person('ana')], tasks)
    expect(outlook.risk.get(2)).toMatchObject({ begins: at('11:00'), best: { at: at('11:00') } })
    expect(look([person('ana'), person('tom')], tasks).outlook.risk.size).toBe(0)
  })
  it('names nobody for what few may read and somebody has, nor for what is pinned', () => {
    const late = { dueAt: iso('09:00') }
    const secret = { ...late, confidential: true }
    const pinned = held(4, 'ana', { ...late, pinned: true })
    const tasks = [held(1, 'ana', late), held(2, 'ana', secret), task(3, secret), pinned]
    const { outlook } = look([person('ana'), person('tom')], tasks)
    const best = (no: number) => outlook.late.get(no)?.best?.person.id ?? null
    expect([1, 2, 3, 4].map(best)).toEqual(['tom', null, 'tom', null])
  })
  it('names nobody who holds as many as their team allows', () => {
    const tasks = [held(1, 'tom'), task(2, { dueAt: iso('09:00') })]
    const all = lanes([person('ana'), person('tom')], tasks, now, known({}))
    const named = (limit: number | null) =>
      bestFor(tasks[1]!, all, {
        mayDo: ({ id }) => id === 'tom',
        levelOf: () => 3,
        told: () => true,
        limitOf: () => limit,
      })?.person.id ?? null
    expect([null, 2, 1].map((limit) => named(limit))).toEqual(['tom', 'tom', null])
  })
  it('goes by what the one who is free takes for it, not by the standard', () => {
    const tasks = [task(1, { dueAt: iso('10:30') })]
    const slow = known({ 'ana/permit': [8, 16] })
    const risky = (people: PersonRow[], usual = known({})) =>
      look(people, tasks, everyone, () => 3, true, now, usual).outlook.risk.size
    expect(risky([person('ana')])).toBe(0)
    expect(risky([person('ana')], slow)).toBe(1)
    expect(risky([person('tom')], slow)).toBe(0)
  })
  it('counts the queue before it', () => {
    const tasks = [
      task(1, { priority: 'urgent', standardMinutes: 50 }),
      task(2, { dueAt: iso('11:00'), standardMinutes: 30 }),
    ]
    expect([...look([person('ana')], tasks).outlook.risk.keys()]).toEqual([2])
  })
  it('leaves out people who are away or cannot do it', () => {
    const tasks = [task(1, { dueAt: iso('12:00') })]
    const away = look([person('ana', { presence: 'away' })], tasks)
    expect(away.outlook.risk.get(1)).toMatchObject({ begins: null, best: null })
    expect(look([person('ana')], tasks, () => false).outlook.risk.size).toBe(1)
  })
  it('knows of given work from where it lies in its lane, and of work in hand', () => {
    const tasks = [
      held(1, 'ana', {
        status: 'active',
        claimedAt: iso('09:55'),
        standardMinutes: 40,
        dueAt: iso('10:30'),
      }),
      held(2, 'ana', { dueAt: iso('10:50') }),
      held(3, 'ana', { dueAt: iso('16:00') }),
    ]
    expect([...look([person('ana')], tasks).outlook.risk.keys()]).toEqual([1, 2])
  })
  it('names somebody on a break only where nobody is at their desk', () => {
    const tasks = [task(1, { dueAt: iso('09:00') }), held(2, 'tom')]
    const who = (...people: PersonRow[]) => look(people, tasks).outlook.late.get(1)?.best?.person.id
    expect(who(person('ana', { presence: 'break' }), person('tom'))).toBe('tom')
    expect(who(person('ana', { presence: 'break' }))).toBe('ana')
  })
  it('names who can do it alone, then with review, and never who is in training', () => {
    const tasks = [task(1, { dueAt: iso('09:00') })]
    const who = (levels: Record<string, Level | null>, all = tasks) =>
      look(
        Object.keys(levels).map((id) => person(id)),
        all,
        everyone,
        ({ id }) => levels[id]!,
      ).outlook.late.get(1)?.best?.person.id
    const busy = [...tasks, held(2, 'cam', { standardMinutes: 60 })]
    expect(who({ ana: 2, ben: 1, cam: 3 }, busy)).toBe('cam')
    expect(who({ ana: 2, ben: 1 })).toBe('ana')
    expect(who({ ben: 1, dee: 0 })).toBeUndefined()
    expect(who({ ana: null, ben: 1, cam: 2 })).toBe('cam')
    expect(who({ ana: null, ben: 1 })).toBe('ana')
    const full = [...tasks, held(2, 'cam', { standardMinutes: 410 })]
    expect(who({ ana: 2, ben: 1, cam: 4 }, full)).toBe('ana')
  })
  it('says nothing of tomorrow', () => {
    const tasks = [
      held(1, 'ana', { standardMinutes: 600 }),
      task(2, { dueAt: '2026-11-24T08:05:00.000Z' }),
    ]
    expect(look([person('ana')], tasks).outlook.risk.size).toBe(0)
  })
  it('never counts waiting work, which may yet be late', () => {
    const waiting = held(1, 'ana', { status: 'waiting', dueAt: iso('10:01') })
    expect(look([person('ana')], [waiting]).outlook.risk.size).toBe(0)
    expect(look([person('ana')], [{ ...waiting, dueAt: iso('09:00') }]).outlook.late.size).toBe(1)
  })
})

describe('what needs the lead', () => {
  it('names the first of each kind before the second of any', () => {
    const tasks = [task(1, { dueAt: iso('09:00') }), task(2, { dueAt: iso('09:30') })]
    const people = [
      person('ana', { help: { since: iso('09:58'), task: 1, text: 'stuck' } }),
      person('tom'),
    ]
    expect(look(people, tasks).calls.map(({ key }) => key)).toEqual([
      'late/1',
      'help/ana',
      'free/tom',
      'late/2',
    ])
  })
  it('offers a free person only what they can do', () => {
    const tasks = [task(1, { type: 'vital' }), task(2), task(3)]
    const { calls } = look([person('tom')], tasks, (_, one) => one.type === 'permit')
    expect(calls).toMatchObject([{ kind: 'free', count: 2, next: { no: 2 } }])
  })
  it('offers a free person in training nothing that is still too much for them', () => {
    const { calls } = look([person('tom')], [task(1)], everyone, () => 1)
    expect(calls).toEqual([])
  })
  it('says why nobody is named', () => {
    const tasks = [task(1, { dueAt: iso('09:00') })]
    const said = (mayDo: MayDo, level: Level | null, told = true) =>
      look([person('tom')], tasks, mayDo, () => level, told).calls.map(
        (call) => callWords(call, new Times('UTC'), now).sentence,
      )
    const due = '#1 Task 1: due 9:00.'
    expect(said(everyone, 1)).toEqual([`${due} Nobody here can do it alone or with review.`])
    expect(said(() => false, 0)).toEqual([`${due} Nobody here can take it.`])
    expect(said(everyone, null, false)).toEqual([
      `${due} Nobody has it yet.`,
      'Tom has nothing in hand; 1 task of their team is waiting.',
    ])
  })
  it('calls nobody free who has work, a break, or asked for help', () => {
    const people = [
      person('ana'),
      person('ben', { presence: 'break' }),
      person('lena', { help: { since: iso('09:00'), task: null, text: null } }),
    ]
    expect(look(people, [held(1, 'ana'), task(2)]).calls.map(({ kind }) => kind)).toEqual(['help'])
  })
  it('offers another only if they begin a given task sooner', () => {
    const tasks = [
      held(1, 'ana', { status: 'active', claimedAt: iso('10:00'), standardMinutes: 90 }),
      held(2, 'ana', { dueAt: iso('11:00') }),
      held(3, 'tom', { standardMinutes: 15 }),
    ]
    const risk = (people: PersonRow[]) =>
      look(people, tasks).calls.find(({ kind }) => kind === 'risk')
    expect(risk([person('ana'), person('tom')])).toMatchObject({
      give: { person: { id: 'tom' }, at: at('10:15') },
    })
    expect(risk([person('ana'), person('tom', { presence: 'off' })])).toMatchObject({ give: null })
  })
  it('reminds of a follow-up once its time has come', () => {
    const waiting = (no: number, clock: string) =>
      held(no, 'ana', { status: 'waiting', followUpAt: iso(clock) })
    expect(
      look([person('ana')], [waiting(1, '09:00'), waiting(2, '11:00')]).calls.map(({ key }) => key),
    ).toEqual(['followUp/1'])
  })
})

it('warns of what goes back to the queue in the last fifth of its time', () => {
  const given = (no: number, from: string) => held(no, 'ana', { assignedAt: iso(from) })
  const list = [given(1, '09:19'), given(2, '09:10')]
  const { calls } = look([person('ana')], list)
  const warned = calls.filter(({ kind }) => kind === 'untouched')
  expect(warned.map(({ key }) => key)).toEqual(['untouched/1'])
  expect(callWords(warned[0]!, new Times('Etc/GMT'), now)).toMatchObject({
    kind: 'Not begun',
    age: 'in 9 min',
  })
  // Of what lies behind the first nothing is said, nor of any while something is in hand or just was.
  const untouched = (people: PersonRow[], tasks: ShownTask[]) =>
    look(people, tasks).calls.filter(({ kind }) => kind === 'untouched')
  const active = held(3, 'ana', { status: 'active', claimedAt: iso('09:30') })
  expect(untouched([person('ana')], [...list, active])).toEqual([])
  expect(untouched([person('ana', { freeSince: iso('09:21') })], list)).toEqual([])
  expect(untouched([person('ana', { freeSince: iso('09:10') })], list)).toHaveLength(1)
  // By now its 50 minutes would be long over; of the office's hours only 40 have passed.
  const overnight = [held(1, 'ana', { assignedAt: '2026-11-20T16:49:00.000Z' })]
  const early = look([person('ana')], overnight, everyone, () => 3, true, at('08:30')).calls
  expect(early.filter(({ kind }) => kind === 'untouched')).toMatchObject([{ since: at('08:39') }])
  expect(callWords(warned[0]!, new Times('Etc/GMT'), now).sentence).toMatch(
    /has not begun it; it goes back to the queue in 9 min\.$/,
  )
})
