import { flushSync } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { describe, expect, it } from 'vitest'
import type { ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import type { Answer } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { Times } from '../../web/lib/times.js'
import { NewTaskForm } from '../../web/views/new-task-form.svelte.js'
import { TaskWork } from '../../web/views/task-work.svelte.js'

const now = Date.parse('2026-11-23T17:42:00Z')
const office = { timeZone: 'America/Denver', days: [1, 2, 3, 4, 5], opens: '08:00', closes: '17:00' }
const field = { kind: 'text' as const, unit: null, choices: [] }
const permit: TaskTypeRow = {
  id: 'permit',
  name: 'Permit',
  standardMinutes: 25,
  reviewRate: 0,
  requiredLevel: 0,
  team: 'permits',
  priority: 'normal',
  due: null,
  active: true,
  steps: [],
  fields: [
    { ...field, id: 'to', label: 'Routed to', required: true },
    { ...field, id: 'fee', label: 'Fee paid', kind: 'money', required: false },
  ],
}
const held: ShownTask = {
  no: 4121,
  type: 'permit',
  team: 'permits',
  status: 'active',
  priority: 'normal',
  holder: 'marcus',
  dueAt: null,
  createdAt: '2026-11-20T15:12:00.000Z',
  claimedAt: '2026-11-23T17:30:00.000Z',
  followUpAt: null,
  finishedAt: null,
  standardMinutes: 25,
  confidential: false,
  seq: 7,
  title: 'Street closure',
  activeSince: '2026-11-23T17:30:00.000Z',
  handleMinutes: 0,
  fields: {},
  steps: [
    { id: 'received', name: 'Received', doneAt: null, doneBy: null },
    { id: 'filed', name: 'Filed', doneAt: null, doneBy: null },
  ],
}

type Sent = { name: string; input: Record<string, unknown>; answer: (answer: Answer) => void }

/** A desk whose server answers when the test says so. */
function bench(task = held) {
  const sent: Sent[] = []
  const pending = new SvelteMap<string, object>()
  const person = (id: string, name: string) => ({
    id,
    name,
    role: 'clerk',
    team: 'permits',
    leads: [],
    help: null,
  })
  const tables = {
    task: new SvelteMap([[task.no, task]]),
    taskType: new SvelteMap([[permit.id, permit]]),
    person: new SvelteMap([
      ['marcus', person('marcus', 'Marcus Webb')],
      ['priya', person('priya', 'Priya Raman')],
    ]),
    skill: new SvelteMap(),
    team: new SvelteMap([['permits', { id: 'permits', name: 'Permits', location: null }]]),
  }
  const dispatch = (name: string, input: Record<string, unknown>) => {
    const id = `${sent.length}`
    pending.set(id, { id, name, input, since: now, state: 'sent' })
    return new Promise<Answer>((resolve) => {
      sent.push({
        name,
        input,
        answer: (answer) => {
          pending.delete(id)
          resolve(answer)
        },
      })
    })
  }
  const app = {
    replica: { tables, viewer: person('marcus', 'Marcus Webb'), office },
    clock: { now, exact: () => now },
    times: new Times('America/Denver'),
    outbox: { pending },
    dispatch,
  } as unknown as App
  return { app, sent, tables, work: new TaskWork(app, task.no) }
}

const settle = () => new Promise<void>((done) => setTimeout(done))
const ok = (output: object = {}, seq = 8): Answer => ({ ok: true, output, seq })

describe('a task on the desk', () => {
  it('goes to the first field that is missing instead of finishing', async () => {
    const { work, sent } = bench()
    work.typed('fee', '24O')
    expect(await work.finish()).toBeNull()
    expect(work.problems).toEqual({
      to: 'Routed to is needed to finish',
      fee: 'Digits only: 240.00',
    })
    expect(work.goTo).toEqual({ field: 'to' })
    expect(sent).toEqual([])
  })

  it('asks about open steps, then sends what is typed with the finish', async () => {
    const { work, sent } = bench()
    work.typed('to', 'Traffic Engineering')
    work.typed('fee', '$240')
    work.drafts.outcome = ' Approved '
    expect(await work.finish()).toBeNull()
    expect(work.asking).toBe('finish')
    const finished = work.finish(true)
    expect(sent[0]).toMatchObject({
      name: 'task.finish',
      input: { task: 4121, outcome: 'Approved', fields: { to: 'Traffic Engineering', fee: 240 } },
    })
    expect(work.waitsFor('task.finish', 'Finishing')).toBe('Finishing')
    sent[0]?.answer(ok({ task: { ...held, status: 'done' } }))
    expect(await finished).not.toBeNull()
    expect(work.waitsFor('task.finish', 'Finishing')).toBe(false)
    expect(work.drafts.fields).toEqual({})
  })

  it('puts the server’s problems at their fields', async () => {
    const { work, sent } = bench()
    work.typed('to', 'x')
    const finished = work.finish(true)
    const problems = [{ path: 'fields.to', message: 'Routed to must be a department' }]
    sent[0]?.answer({ ok: false, error: { code: 'invalid_input', message: 'No', problems } })
    expect(await finished).toBeNull()
    expect(work.problems).toEqual({ to: 'Routed to must be a department' })
    expect(work.goTo).toEqual({ field: 'to' })
    expect(work.drafts.fields).toEqual({ to: 'x' })
  })

  it('saves a field when it is left, and keeps what cannot be read', async () => {
    const { work, sent } = bench()
    const [to, fee] = permit.fields
    if (!to || !fee) throw new Error('the type has two fields')
    work.typed('fee', 'much')
    await work.saveField(fee)
    expect([work.texts.fee, work.problems.fee]).toEqual(['much', 'Digits only: 240.00'])
    work.typed('to', 'Traffic')
    const saved = work.saveField(to)
    expect([...work.saving]).toEqual(['to'])
    work.typed('to', 'Traffic Engineering')
    sent[0]?.answer(ok())
    await saved
    expect(work.texts.to).toBe('Traffic Engineering')
  })

  it('sends nothing for a field that is as it was', async () => {
    const { work, sent } = bench({ ...held, fields: { to: 'Traffic' } })
    const [to] = permit.fields
    work.typed('to', 'Traffic')
    if (to) await work.saveField(to)
    expect(sent).toEqual([])
    expect(work.drafts.fields).toEqual({})
  })

  it('shows a tick as wanted while it is not confirmed', async () => {
    const { work, sent } = bench()
    const ticked = work.tick('received', true)
    expect(work.steps.get('received')).toEqual({ done: true, confirming: false })
    expect(work.openSteps.map(({ id }) => id)).toEqual(['filed'])
    sent[0]?.answer({
      ok: false,
      error: { code: 'wrong_state', message: '#4121 is in the queue.' },
    })
    await ticked
    expect(work.openSteps).toHaveLength(2)
    expect(work.notice?.text).toBe('#4121 is in the queue.')
  })

  it('tells who took it, and when', async () => {
    const { work, sent } = bench({ ...held, status: 'queued', holder: null })
    const claimed = work.act('task.claim', { task: 4121 })
    const by = { by: 'priya', since: '2026-11-23T17:41:00.000Z' }
    sent[0]?.answer({ ok: false, error: { code: 'task_taken', message: 'Taken.', ...by } })
    expect(await claimed).toBeNull()
    expect(work.notice?.text).toBe('Priya Raman took #4121 at 10:41.')
  })

  it('shows a note at once, keeps it until the history has it, and gives it back when refused', async () => {
    const { work, sent } = bench()
    work.drafts.note = 'Fee paid in full.'
    const added = work.addNote()
    expect(work.notes).toMatchObject([{ by: 'marcus', text: 'Fee paid in full.', pending: true }])
    expect(work.drafts.note).toBe('')
    sent[0]?.answer(ok({}, 8))
    await added
    expect(work.notes).toMatchObject([{ text: 'Fee paid in full.', pending: false }])
    const read = work.refresh()
    const event = {
      seq: 8,
      at: '2026-11-23T17:42:00.000Z',
      actor: 'marcus',
      command: 'task.note',
      note: 'Fee paid in full.',
    }
    sent[1]?.answer(ok({ task: { ...held, seq: 8 }, history: [event] }))
    await read
    expect(work.notes).toHaveLength(1)
    work.drafts.note = 'Again'
    const refused = work.addNote()
    work.drafts.note = 'more'
    sent[2]?.answer({ ok: false, error: { code: 'not_allowed', message: 'No.' } })
    await refused
    expect(work.drafts.note).toBe('Again\nmore')
  })

  it('believes the newer of board and history, and the latest answer only', async () => {
    const { work, sent, tables } = bench()
    const first = work.refresh()
    const second = work.refresh()
    sent[1]?.answer(ok({ task: { ...held, seq: 9, status: 'done' }, history: [] }))
    sent[0]?.answer(ok({ task: { ...held, seq: 8, title: 'Older' }, history: [] }))
    await Promise.all([first, second])
    expect(work.task).toMatchObject({ seq: 9, status: 'done' })
    tables.task.set(4121, { ...held, seq: 10, title: 'Reopened' })
    flushSync()
    expect(work.task?.title).toBe('Reopened')
  })

  it('counts time on, shared among all that one holds', () => {
    const { work, tables } = bench()
    expect(work.elapsed).toBe(12)
    tables.task.set(4122, { ...held, no: 4122 })
    expect([work.shared, work.elapsed]).toEqual([2, 6])
  })
})

describe('the form for a new task', () => {
  const store = new Map<string, string>()
  const storage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  }
  const fresh = () => {
    store.clear()
    Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true })
    const desk = bench()
    return { ...desk, form: new NewTaskForm(desk.app) }
  }

  it('says when it is due if nothing is typed, by the rule of its type', () => {
    const { form, tables } = fresh()
    expect(form.dueHint).toBeUndefined()
    tables.taskType.set('permit', { ...permit, due: { count: 4, unit: 'businessHours', citation: null } })
    form.draft.type = 'permit'
    expect(form.dueHint).toBe('empty: 14:42 today, in 4 h 00, by its type')
    tables.taskType.set('permit', { ...permit, due: null })
    expect(form.dueHint).toBe('empty: no due time')
  })

  it('keeps what was typed when it is refused, and says why at the field', async () => {
    const { form, sent } = fresh()
    Object.assign(form.draft, { type: 'permit', title: 'Crane' })
    const created = form.create('create')
    expect(form.word).toBe('Creating')
    const problems = [{ path: 'title', message: 'must be said otherwise' }]
    sent[0]?.answer({ ok: false, error: { code: 'invalid_input', message: 'No', problems } })
    expect(await created).toBeNull()
    expect([form.draft.title, form.firstProblem, form.problems.title]).toEqual([
      'Crane',
      'title',
      'must be said otherwise',
    ])
  })

  it('sends one command however often it is asked', async () => {
    const { form, sent } = fresh()
    Object.assign(form.draft, { type: 'permit', title: 'Crane' })
    void form.create('create')
    void form.create('create')
    await settle()
    expect(sent).toHaveLength(1)
  })

  it('begins the next one with the same kind of work', async () => {
    const { form, sent } = fresh()
    Object.assign(form.draft, { type: 'permit', title: 'Crane', channel: 'mail' })
    const created = form.create('another')
    sent[0]?.answer(ok({ task: { ...held, no: 5000 } }))
    expect((await created)?.no).toBe(5000)
    expect(form.draft).toMatchObject({ type: 'permit', title: '', channel: 'mail' })
  })

  it('offers to claim only what one may claim', () => {
    const { form, tables } = fresh()
    form.draft.type = 'permit'
    expect(form.mayClaim).toBe(true)
    tables.taskType.set('permit', { ...permit, requiredLevel: 3 })
    expect(form.mayClaim).toBe(false)
  })

  it('survives a reload of the page', () => {
    const { form, app } = fresh()
    form.draft.title = 'Half typed'
    form.keep()
    expect(new NewTaskForm(app).draft.title).toBe('Half typed')
    form.forget()
    expect(new NewTaskForm(app).draft.title).toBe('')
  })
})
