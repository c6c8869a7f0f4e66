import { beforeEach, describe, expect, it } from 'vitest'
import { Desk, MONDAY_9 } from '../support/floor.js'

let desk: Desk
let no: number
const make = () => desk.do('lee', 'task.create', { type: 'permit', title: 'Fence, Elm St' }).task.no
const call = (who: string) => desk.board.tables.person.get(who)?.help

beforeEach(() => {
  desk = new Desk()
  no = make()
  desk.do('ana', 'task.claim', { task: no })
  desk.do('ana', 'help.ask', { task: no, text: 'Totals differ' })
})

describe('a call for help about the task in hand', () => {
  it.each([
    ['is finished', () => desk.do('ana', 'task.finish', { task: no })],
    ['is returned by its holder', () => desk.do('ana', 'task.release', { task: no })],
    ['is returned by the lead', () => desk.do('lee', 'task.release', { task: no })],
    ['is set aside', () => desk.do('ana', 'task.hold', { task: no, reason: 'Awaiting fee' })],
    ['is cancelled', () => desk.do('lee', 'task.cancel', { task: no, reason: 'Withdrawn' })],
    ['goes back with its holder’s leaving', () => desk.do('ada', 'person.edit', { person: 'ana', active: false })],
  ])('ends in the same command when the task %s', (_how, end) => {
    end()
    expect(call('ana')).toBeNull()
    const last = desk.entries.at(-1)
    const told = last?.puts.filter(({ t }) => t === 'person')
    // Everyone saw the call, so everyone hears that it is over.
    expect(told).toMatchObject([{ row: { id: 'ana', help: null }, was: 'all' }])
  })

  it('stays while the task stays in hand', () => {
    desk.do('ana', 'task.note', { task: no, text: 'Called the applicant' })
    desk.do('ana', 'task.step', { task: no, step: 'received', done: true })
    desk.do('lee', 'task.edit', { task: no, priority: 'urgent' })
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.claim', { task: make() })
    expect(call('ana')).toEqual({ since: MONDAY_9, task: no, text: 'Totals differ' })
  })

  it('takes a new call’s time from the new call', () => {
    desk.do('ana', 'task.release', { task: no })
    desk.later(30)
    desk.do('ana', 'help.ask', {})
    expect(call('ana')?.since).toBe(desk.now)
  })
})

describe('a call about a task that is set aside or only given', () => {
  it.each([['ben'], [null]])('ends when the lead gives the task on to %s', (to) => {
    desk.do('ana', 'task.hold', { task: no, reason: 'Awaiting fee' })
    desk.do('ana', 'help.ask', { task: no })
    desk.do('lee', 'task.assign', { tasks: [no], to })
    expect(call('ana')).toBeNull()
  })

  it('stays when the lead gives it to who asked, and when they begin it', () => {
    const next = make()
    desk.do('ana', 'help.ask', { task: next })
    desk.do('lee', 'task.assign', { tasks: [next], to: 'ana' })
    desk.do('lee', 'task.assign', { tasks: [next], to: 'ana' })
    desk.do('ana', 'task.claim', { task: next })
    expect(call('ana')).toMatchObject({ task: next })
  })

  it('ends for each of many given on at once', () => {
    const two = make()
    desk.do('lee', 'task.assign', { tasks: [two], to: 'ben' })
    desk.do('ben', 'help.ask', { task: two })
    desk.do('ana', 'task.hold', { task: no, reason: 'Awaiting fee' })
    desk.do('ana', 'help.ask', { task: no })
    desk.do('lee', 'task.assign', { tasks: [no, two], to: null })
    expect([call('ana'), call('ben')]).toEqual([null, null])
  })
})

describe('a call about something else', () => {
  it.each([
    ['another task', () => make()],
    ['no task', () => undefined],
  ])('(%s) outlives the task in hand', (_what, about) => {
    const task = about()
    desk.do('ana', 'help.ask', { task })
    desk.do('ana', 'task.finish', { task: no })
    expect(call('ana')).toMatchObject({ task: task ?? null })
  })

  it('(by somebody who does not hold it) waits until the task is over', () => {
    desk.do('ben', 'help.ask', { task: no })
    desk.do('ana', 'task.release', { task: no })
    expect(call('ben')).toMatchObject({ task: no })
    desk.do('lee', 'task.cancel', { task: no, reason: 'Withdrawn' })
    expect(call('ben')).toBeNull()
  })
})
