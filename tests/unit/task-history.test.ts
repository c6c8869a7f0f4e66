import { describe, expect, it } from 'vitest'
import type { ShownTask } from '../../server/contract/rows.js'
import type { HistoryEvent } from '../../server/contract/schemas.js'
import { sentence } from '../../server/reads/sentence.js'
import { Times } from '../../web/lib/times.js'
import { historyLines } from '../../web/views/task-history.js'

const tell = {
  me: 'marcus',
  nameOf: () => 'Priya Raman',
  teamOf: () => 'Permits',
  times: new Times('America/Denver'),
  now: Date.parse('2026-11-23T17:42:00Z'),
}
const task = { no: 7, dueAt: '2026-11-23T17:00:00.000Z', finishedAt: null } as ShownTask
const event = (seq: number, at: string, changes: Partial<HistoryEvent> = {}): HistoryEvent => ({
  seq,
  at: `2026-11-23T${at}:00.000Z`,
  actor: 'priya',
  command: 'task.create',
  status: 'queued',
  holder: null,
  sentence: `Event ${seq}.`,
  ...changes,
})
const told = (history: HistoryEvent[], changes: Partial<ShownTask> = {}) =>
  historyLines(history, { ...task, ...changes }, tell).map((line) => line.sentence)

describe('the history of a late task', () => {
  const arrival = event(1, '15:00')
  it('says where it stood when its due time passed', () => {
    expect(told([arrival, event(2, '17:20', { status: 'active', holder: 'priya' })])).toEqual([
      'Event 1.',
      'The due time passed: it was in the queue, nobody had taken it.',
      'Event 2.',
    ])
    expect(told([arrival, event(2, '16:20', { status: 'active', holder: 'priya' })]).at(-1)).toBe(
      'The due time passed: Priya Raman had it in hand.',
    )
    expect(told([arrival, event(2, '16:20', { status: 'assigned', holder: 'marcus' })])[2]).toBe(
      'The due time passed: you had not begun it.',
    )
  })

  it('names the day of what was not today', () => {
    const dueAt = '2026-11-20T22:00:00.000Z'
    const old = { ...event(1, '15:00'), at: '2026-11-20T16:00:00.000Z' }
    expect(historyLines([old], { ...task, dueAt }, tell).map(({ when }) => when)).toEqual([
      '20 Nov 9:00',
      '20 Nov 15:00',
    ])
  })

  it('says nothing of the sort while it is in time, was in time, or has none', () => {
    expect(told([arrival], { dueAt: '2026-11-23T18:00:00.000Z' })).toHaveLength(1)
    expect(told([arrival], { finishedAt: '2026-11-23T16:59:00.000Z' })).toHaveLength(1)
    expect(told([arrival], { dueAt: null })).toHaveLength(1)
  })

  it('is kept out of what was logged: a task that came in late has no such moment', () => {
    expect(told([event(1, '17:10')])).toEqual(['Event 1.'])
  })
})

it('tells what the priority and the due time became', () => {
  const edit = {
    ...event(3, '16:00'),
    command: 'task.edit',
    input: { task: 7, priority: 'high', dueAt: null, title: 'X' },
  }
  const naming = {
    person: () => 'Renee',
    time: (at: string) => at,
    stepName: String,
    extendedTo: () => null,
    reason: String,
  }
  expect(
    sentence(
      edit as unknown as Parameters<typeof sentence>[0],
      { no: 7, before: undefined, open: true, checks: true, me: 'lee' },
      naming,
    ),
  ).toBe('Renee changed the priority to high, the due time to none and the title.')
})

it('says that a check was asked for, and that this was taken back', () => {
  const naming = {
    person: () => 'Renee',
    time: String,
    stepName: String,
    extendedTo: () => null,
    reason: String,
  }
  const said = (input: object) =>
    sentence(
      { command: 'review.ask', actor: 'lee', status: 'active', input } as never,
      { no: 7, before: undefined, open: true, checks: true, me: 'lee' },
      naming,
    )
  expect(said({ task: 7, reason: 'New form' })).toBe('Renee asked for it to be checked: New form.')
  expect(said({ task: 7, asked: false })).toBe('Renee took back that it be checked.')
})
