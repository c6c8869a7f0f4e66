import { describe, expect, it } from 'vitest'
import type { ShownTask } from '../../server/contract/rows.js'
import { Times } from '../../web/lib/times.js'
import { changedKeys, editDraft, readEdit } from '../../web/views/edit-task.js'
import { freshest, ordered } from '../../web/views/search-results.js'
import {
  facts,
  openDue,
  originFacts,
  priorityNote,
  stateLine,
  type Telling,
} from '../../web/views/task-words.js'

const now = Date.parse('2026-11-23T17:42:00Z')
const times = new Times('America/Denver')
const names: Record<string, string> = {
  priya: 'Priya Raman',
  renee: 'Renee Alvarez',
  marcus: 'Marcus Webb',
}
const tell: Telling = {
  me: 'marcus',
  nameOf: (id) => names[id] ?? 'somebody',
  teamOf: () => 'Permits',
  times,
  now,
}
const task: ShownTask = {
  no: 4121,
  type: 'permit',
  team: 'permits',
  status: 'queued',
  priority: 'normal',
  holder: null,
  dueAt: '2026-11-23T20:00:00.000Z',
  createdAt: '2026-11-20T22:12:00.000Z',
  claimedAt: null,
  followUpAt: null,
  finishedAt: null,
  standardMinutes: 25,
  confidential: false,
  seq: 7,
  title: 'Street closure',
  channel: 'mail',
  reference: 'ROW-1187',
  requester: null,
  createdBy: 'renee',
}

describe('a task in words', () => {
  const line = (change: Partial<ShownTask>) => stateLine({ ...task, ...change }, tell)
  const at = '2026-11-23T17:30:00.000Z'
  it.each([
    [{}, 'In the queue'],
    [{ status: 'active', holder: 'marcus', claimedAt: at }, 'In hand since 10:30'],
    [{ status: 'active', holder: 'priya', claimedAt: at }, 'In hand of Priya Raman since 10:30'],
    [
      { status: 'assigned', holder: 'marcus', assignedBy: 'renee' },
      'Given to you by Renee Alvarez, not begun',
    ],
    [
      { status: 'assigned', holder: 'marcus', assignedBy: 'marcus' },
      'Given to you by yourself, not begun',
    ],
    [{ status: 'assigned', holder: 'priya' }, 'Given to Priya Raman, not begun'],
    [
      { status: 'waiting', holder: 'marcus', followUpAt: '2026-11-23T21:00:00.000Z' },
      'Waiting, follow-up 14:00',
    ],
    [{ status: 'waiting', holder: 'priya' }, 'Waiting, held by Priya Raman'],
    [
      { status: 'done', finishedBy: 'marcus', finishedAt: '2026-11-20T22:30:00.000Z' },
      'Finished by you, 20 Nov 15:30',
    ],
    [
      { status: 'cancelled', finishedBy: 'renee', finishedAt: at },
      'Cancelled by Renee Alvarez, 10:30',
    ],
    [{ status: 'review' }, 'Being checked'],
  ] satisfies [Partial<ShownTask>, string][])('%j', (change, said) => {
    expect(line(change)).toBe(said)
  })
  it('tells where it came from, and nothing of what is veiled', () => {
    expect(originFacts(task, tell)).toEqual(['Ref. ROW-1187', 'came by mail, Fri 20 Nov'])
    expect(originFacts({ ...task, title: undefined }, tell)).toEqual([])
  })
  it('lists the facts that there are', () => {
    const list = facts({ ...task, holder: 'marcus', outcome: 'Approved', status: 'done' }, tell)
    expect(list).toContainEqual({ name: 'Holder', value: 'You' })
    expect(list).toContainEqual({ name: 'Created', value: 'Fri 20 Nov 15:12 by Renee Alvarez' })
    expect(list).toContainEqual({ name: 'Outcome', value: 'Approved' })
    expect(list.map(({ name }) => name)).not.toContain('Requester')
    const check = (status: ShownTask['status']) =>
      facts({ ...task, status, checkAsked: 'renee' }, tell).find(({ name }) => name === 'Check')
    expect(check('active')?.value).toBe('asked for by Renee Alvarez, when it is finished')
    expect(check('review')?.value).toBe('asked for by Renee Alvarez')
  })
  it('finds finished work neither late nor at risk', () => {
    const late = { ...task, dueAt: '2026-11-23T17:00:00.000Z' }
    expect(openDue(late, now)).toBe('late')
    expect(openDue({ ...late, status: 'done' }, now)).toBeNull()
    expect(priorityNote(task)).toBeNull()
    expect(priorityNote({ ...task, priority: 'urgent' })).toBe('Urgent')
  })
})

describe('correcting a task', () => {
  const clock = { now, times, closes: '17:00' }
  const before = editDraft(task, clock)
  it('reads back what it shows as no change', () => {
    expect(before.due).toBe('23 Nov 13:00')
    expect(readEdit(task, before, { ...before }, clock)).toEqual({ ok: true, input: null })
  })
  it('sends only what was changed, with the seq that it was read at', () => {
    const after = { ...before, requester: ' Ortiz ', due: '', reference: '' }
    expect(changedKeys(before, after).sort()).toEqual(['due', 'reference', 'requester'])
    expect(readEdit(task, before, after, clock)).toEqual({
      ok: true,
      input: { task: 4121, seq: 7, requester: 'Ortiz', reference: null, dueAt: null },
    })
  })
  it('says what it cannot read', () => {
    expect(readEdit(task, before, { ...before, title: ' ' }, clock)).toMatchObject({
      problems: { title: expect.any(String) },
    })
    expect(readEdit(task, before, { ...before, due: 'soonish' }, clock)).toMatchObject({
      problems: { due: expect.any(String) },
    })
  })
})

describe('what a search found', () => {
  it('puts the number that was asked for first, then open work, then the newest', () => {
    const found = [
      { ...task, no: 12, status: 'done' as const },
      { ...task, no: 14 },
      { ...task, no: 13, status: 'cancelled' as const },
      { ...task, no: 15 },
    ]
    expect(ordered(found, 'holt').map(({ no }) => no)).toEqual([15, 14, 13, 12])
    expect(ordered(found, ' #12 ').map(({ no }) => no)).toEqual([12, 15, 14, 13])
  })
  it('shows the board’s row where that is newer', () => {
    expect(freshest(task, { ...task, seq: 8, status: 'active' }).status).toBe('active')
    expect(freshest(task, { ...task, seq: 6, status: 'active' }).status).toBe('queued')
    expect(freshest(task, undefined)).toBe(task)
  })
})
