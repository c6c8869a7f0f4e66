import { describe, expect, it } from 'vitest'
import type { DueRule } from '../../server/contract/clock-rows.js'
import type { ShownTask } from '../../server/contract/rows.js'
import { calendarOf } from '../../server/domain/calendar.js'
import { dueState } from '../../web/lib/due.js'
import { extendRefusal, mayExtend, readExtend, termsOf } from '../../web/views/extend-task.js'
import { clockLines } from '../../web/views/task-clocks.js'
import { Desk, office } from '../support/floor.js'

// Monday 23 November 2026, 9:00 in Denver; Thursday 26 is Thanksgiving.
const cora: DueRule = {
  count: 3,
  unit: 'businessDays',
  citation: 'C.R.S. 24-72-203',
  law: true,
  pauses: true,
  extension: {
    count: 7,
    unit: 'businessDays',
    times: 1,
    reason: true,
    notice: true,
    earliest: false,
  },
}
const DAY = 24 * 60

function bench(
  due: DueRule | null = cora,
  steps: { id: string; name: string; due?: DueRule }[] = [],
) {
  const desk = new Desk()
  desk.do('ada', 'type.save', {
    id: 'request',
    name: 'Request',
    standardMinutes: 30,
    team: 'permits',
    due,
    steps,
  })
  const { no } = desk.do('ana', 'task.create', { type: 'request', title: 'Fence permits' }).task
  desk.do('ana', 'task.claim', { task: no })
  const lines = (days = office, task: ShownTask = desk.task(no)) =>
    clockLines(task, {
      calendar: calendarOf(days),
      now: Date.parse(desk.now),
      nameOf: () => 'Lee Alvarez',
    })
  return { desk, no, lines }
}

describe('the account of a due time', () => {
  it('names source and count', () => {
    expect(bench().lines()).toEqual([
      {
        key: 'end',
        name: 'Due',
        when: 'Fri 27 Nov 17:00',
        note: null,
        how: [
          'Received Mon 23 Nov 9:00. 3 business days: Tue 24, Wed 25 (Thu 26 is Thanksgiving Day), Fri 27; due Fri 27 Nov 17:00',
        ],
        source: { law: true, text: 'C.R.S. 24-72-203' },
      },
    ])
  })

  it('says where the clock stands and stood, and how it was extended', () => {
    const { desk, no, lines } = bench()
    desk.do('ana', 'task.hold', { task: no, reason: 'the requester' })
    expect(lines()[0]?.how[1]).toBe(
      'The clock stands since Mon 23 Nov 9:00; the due time moves when it goes on',
    )
    desk.later(2 * DAY)
    desk.do('ana', 'task.resume', { task: no })
    desk.do('lee', 'task.extend', { task: no, reason: 'many boxes', notice: true })
    const [line] = lines()
    expect(line).toMatchObject({ when: 'Wed 9 Dec 17:00', note: 'extended' })
    expect(line?.how).toEqual([
      'Received Mon 23 Nov 9:00. 3 business days: (Tue 24 did not count: the clock stood) Wed 25 (Thu 26 is Thanksgiving Day), Fri 27, Mon 30; due Mon 30 Nov 17:00',
      'Extended Wed 25 Nov 9:00 by Lee Alvarez, with written notice, because: many boxes. 7 business days: Tue 1, Wed 2, Thu 3, Fri 4, Mon 7, Tue 8, Wed 9; due Wed 9 Dec 17:00',
      'The clock stood while it waited: Mon 23 Nov 9:00 to Wed 25 Nov 9:00',
    ])
  })

  it('tells an extension to a named time', () => {
    const { desk, no, lines } = bench()
    desk.do('lee', 'task.extend', {
      task: no,
      reason: 'x',
      notice: true,
      dueAt: '2026-12-02T22:00:00Z',
    })
    expect(lines()[0]?.how[1]).toMatch(/because: x\. To Wed 2 Dec 15:00, as named$/)
  })

  it('does not pass off today’s calendar for the one by which it was counted', () => {
    const days = { ...office, holidays: [{ day: '2026-11-25', name: 'Snow', hours: null }] }
    expect(bench().lines(days)[0]?.how[0]).toBe(
      'Counted from Mon 23 Nov 9:00 by the office’s days and hours of then, which have changed; by today’s it would be Mon 30 Nov 17:00',
    )
  })

  it('tells what was set by hand from what a rule came to', () => {
    const { desk, no, lines } = bench()
    desk.do('ana', 'task.edit', { task: no, dueAt: '2026-11-25T00:00:00Z' })
    expect(lines().map(({ name, when, note }) => [name, when, note])).toEqual([
      ['Due', 'Tue 24 Nov 17:00', 'set by hand'],
      ['Due', 'Fri 27 Nov 17:00', null],
    ])
    const free = bench(null)
    expect(free.lines()).toEqual([])
    free.desk.do('ana', 'task.edit', { task: free.no, dueAt: '2026-11-25T00:00:00Z' })
    expect(free.lines()).toMatchObject([
      { note: 'set by hand', how: ['It was not counted by a rule.'], source: null },
    ])
  })

  it('has a line for each clock, and says when a step was ticked', () => {
    const { desk, no, lines } = bench(cora, [
      { id: 'ack', name: 'Acknowledged', due: { count: 1, unit: 'businessDays', citation: null } },
    ])
    desk.do('ana', 'task.step', { task: no, step: 'ack', done: true })
    expect(lines().map(({ name, when, note }) => [name, when, note])).toEqual([
      ['Acknowledged', 'Tue 24 Nov 17:00', 'ticked Mon 23 Nov 9:00'],
      ['Whole task', 'Fri 27 Nov 17:00', null],
    ])
  })

  it('is not for who may not read the task', () => {
    const { desk, no, lines } = bench()
    const { title: _title, ...veiled } = desk.task(no)
    expect(lines(office, veiled)).toEqual([])
  })
})

it('does not let a task become late by a clock that stands', () => {
  const { desk, no } = bench()
  const late = Date.parse('2026-12-24T00:00:00Z')
  expect(dueState(desk.task(no), late)).toBe('late')
  desk.do('ana', 'task.hold', { task: no, reason: 'the requester' })
  expect(dueState(desk.task(no), late)).toBeNull()
})

describe('the form that extends', () => {
  const terms = () => {
    const { desk, no } = bench()
    return termsOf(desk.task(no), calendarOf(office))!
  }
  const read = (text: string) => (text === 'wed' ? '2026-12-02T00:00:00.000Z' : null)
  const draft = { reason: ' many boxes ', until: '', notice: true }

  it('is offered while the rule allows one', () => {
    const { desk, no } = bench()
    expect(mayExtend(desk.task(no))).toBe(true)
    desk.do('lee', 'task.extend', { task: no, reason: 'x', notice: true })
    expect(mayExtend(desk.task(no))).toBe(false)
    const plain = bench({ count: 3, unit: 'businessDays', citation: null })
    expect(mayExtend(plain.desk.task(plain.no))).toBe(false)
  })

  it('says what the rule allows', () => {
    expect(terms().says).toBe(
      'Due Fri 27 Nov 17:00. Its rule allows 7 business days more: Tue 8 Dec 17:00 at the latest.',
    )
  })

  it('asks for what the rule asks for, and sends only what was said', () => {
    expect(readExtend(7, { reason: ' ', until: 'soon', notice: false }, terms(), read)).toEqual({
      ok: false,
      problems: {
        reason: 'Say why in a few words',
        dueAt: 'A time, like fri, 5 dec or 5 dec 9:00',
        notice: 'Send the requester written notice first, then tick this',
      },
    })
    expect(readExtend(7, draft, terms(), read)).toEqual({
      ok: true,
      input: { task: 7, reason: 'many boxes', notice: true },
    })
    expect(readExtend(7, { ...draft, until: 'wed' }, terms(), read)).toMatchObject({
      input: { dueAt: '2026-12-02T00:00:00.000Z' },
    })
    const open = { ...terms(), most: null }
    expect(readExtend(7, draft, open, read)).toMatchObject({
      problems: { dueAt: 'Name the earliest time at which it will be done' },
    })
  })

  it('puts a refusal at its field', () => {
    const problems = [{ path: 'dueAt', message: 'its rule allows less' }]
    expect(extendRefusal({ code: 'invalid_input', message: 'no', problems })).toEqual({
      dueAt: 'its rule allows less',
    })
    expect(extendRefusal({ code: 'wrong_state', message: 'It is done.' })).toEqual({
      rest: 'It is done.',
    })
  })
})
