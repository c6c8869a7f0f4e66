import { flushSync } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { describe, expect, it } from 'vitest'
import { offices } from '../../db/offices/all.js'
import type { ShownTask } from '../../server/contract/rows.js'
import type { App } from '../../web/lib/context.js'
import { Times } from '../../web/lib/times.js'
import { NewTaskForm } from '../../web/views/new-task-form.svelte.js'
import { TaskWork } from '../../web/views/task-work.svelte.js'
import { task as shownTask } from '../support/small-board.js'

const types = offices.get('st-louis-clerical')?.types ?? []
const now = Date.parse('2026-11-23T17:42:00Z')

/** A payment batch in hand, whose server says nothing by itself. */
function bench(more: Partial<ShownTask> = {}) {
  const held = shownTask(7, {
    type: 'payment-batch',
    status: 'active',
    holder: 'ana',
    fields: {},
    steps: [],
    ...more,
  })
  const sent: { name: string; input: unknown }[] = []
  const person = { id: 'ana', name: 'Ana', role: 'clerk', team: 'payments', leads: [], help: null }
  const tables = {
    task: new SvelteMap([[7, held]]),
    taskType: new SvelteMap(types.map((type) => [type.id, type])),
    person: new SvelteMap([['ana', person]]),
    skill: new SvelteMap(),
    team: new SvelteMap(),
  }
  const app = {
    replica: { tables, viewer: person, office: { timeZone: 'America/Chicago' } },
    clock: { now, exact: () => now },
    times: new Times('America/Chicago'),
    outbox: { pending: new SvelteMap() },
    dispatch: (name: string, input: unknown) => {
      sent.push({ name, input })
      return Promise.resolve({ ok: true, seq: 9, output: { task: { ...held, status: 'done' } } })
    },
  } as unknown as App
  return { app, sent, work: new TaskWork(app, 7) }
}
const fill = (work: TaskWork, texts: Record<string, string>) => {
  for (const [id, text] of Object.entries(texts)) work.typed(id, text)
  flushSync()
}
const equal = {
  'expected-count': '41',
  'entered-count': '41',
  'expected-dollars': '$1,204.50',
  'entered-dollars': '1204.5',
}

describe('fields that count, on the desk', () => {
  it('follow what is typed, before it is saved', () => {
    const { work } = bench({ fields: { 'expected-count': 41 } })
    expect(work.texts['count-difference']).toBe('')
    fill(work, { 'entered-count': '40', 'expected-dollars': '90.10', 'entered-dollars': '90' })
    expect(work.texts).toMatchObject({ 'count-difference': '−1', 'dollar-difference': '−$0.10' })
    fill(work, { 'entered-count': 'forty' })
    expect(work.texts['count-difference']).toBe('')
  })

  it('are as they were stored once the task is over', () => {
    const fields = { 'expected-count': 41, 'entered-count': 40, 'count-difference': -3 }
    expect(bench({ status: 'done', holder: null, fields }).work.texts['count-difference']).toBe(
      '−3',
    )
    expect(bench({ fields }).work.texts['count-difference']).toBe('−1')
  })

  it('say how each check stands', () => {
    const { work } = bench()
    const states = () => work.checks.map(({ label, state }) => `${label} ${state}`)
    expect(states()).toEqual([])
    fill(work, { 'expected-count': '41' })
    expect(states()).toEqual(['Count half'])
    fill(work, equal)
    expect(states()).toEqual(['Count agrees', 'Dollars agrees'])
    fill(work, { 'entered-count': '40' })
    expect(work.checks[0]).toMatchObject({
      state: 'open',
      words: 'Expected count is 41, Entered count is 40, the difference is −1',
      explain: 'Reason for difference',
    })
    fill(work, { 'reason-for-difference': 'One voucher was void' })
    expect(states()).toEqual(['Count explained', 'Dollars agrees'])
  })

  it('go to the field that explains instead of finishing, and finish once it does', async () => {
    const { work, sent } = bench()
    fill(work, { ...equal, 'entered-count': '40', 'entered-dollars': '1200' })
    expect(await work.finish(true)).toBeNull()
    expect(work.goTo).toEqual({ field: 'reason-for-difference' })
    expect(work.problems['reason-for-difference']).toBe(
      'Count differs by −1 and Dollars differs by −$4.50. Say why, or mend the figures.',
    )
    expect(sent).toEqual([])
    fill(work, { 'reason-for-difference': 'One voucher was void' })
    expect(await work.finish(true)).not.toBeNull()
    expect(sent[0]).toMatchObject({
      name: 'task.finish',
      input: { fields: { 'entered-count': 40, 'reason-for-difference': 'One voucher was void' } },
    })
  })

  it('forget the fault when the figures are mended instead', async () => {
    const { work, sent } = bench()
    fill(work, { ...equal, 'entered-count': '40' })
    await work.finish(true)
    fill(work, { 'entered-count': '41' })
    expect(work.problems).toEqual({})
    await work.finish(true)
    expect(sent.map(({ name }) => name)).toEqual(['task.finish'])
  })
})

it('are counted in the form of a new task, and not sent with it', () => {
  const values = new Map<string, string>()
  globalThis.sessionStorage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage
  const { app, sent } = bench()
  const form = new NewTaskForm(app)
  form.draft.type = 'penalty'
  form.draft.title = 'Late license'
  form.draft.fields = { 'rate-a-day': '1.35', 'days-late': '9', 'tax-or-fee': '210' }
  expect(form.texts).toMatchObject({ penalty: '$12.15', 'total-due': '$222.15' })
  void form.create('create')
  expect(sent[0]?.input).toMatchObject({
    fields: { 'rate-a-day': 1.35, 'days-late': 9, 'tax-or-fee': 210 },
  })
  expect((sent[0]?.input as { fields: object }).fields).not.toHaveProperty('penalty')
})
