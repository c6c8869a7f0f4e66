import { describe, expect, it } from 'vitest'
import { at, MONDAY, usePaceOffice } from '../support/pace-office.js'

const pace = usePaceOffice('pace')
const hourOf = async (hour: number, more: object = {}, who = 'lee') => {
  const day = await pace.read(who, 'pace.day', { team: 'permits', ...more })
  const found = day.hours.find((one) => one.hour === hour)
  if (!found) throw new Error(`no hour ${hour}`)
  return found
}
const many = (tasks: number, standardMinutes: number) => ({ tasks, standardMinutes })

describe('an hour of the day', () => {
  it('tells what came, was finished, was waiting and is due', async () => {
    const first = await pace.create('08:10', { dueAt: at('16:30') })
    await pace.create('08:20', { type: 'permit' })
    await pace.create('08:30', { type: 'copy', team: 'records' })
    await pace.finish('ana', '09:05', first)
    const third = await pace.create('09:30')
    await pace.node.do('lee', 'task.cancel', { task: third, reason: 'twice' })
    pace.now = at('10:15')
    expect(await hourOf(8)).toMatchObject({
      finished: many(0, 0),
      arrived: many(2, 31),
      backlog: many(0, 0),
      planned: null,
    })
    // At nine the first was in hand, and the permit waited.
    expect(await hourOf(9)).toMatchObject({
      finished: many(1, 6),
      arrived: many(1, 6),
      backlog: many(1, 25),
    })
    expect(await hourOf(10)).toMatchObject({ finished: many(0, 0), backlog: many(1, 25) })
    expect((await hourOf(11)).backlog).toBeNull()
    expect(await hourOf(16)).toMatchObject({ due: many(1, 6), left: many(0, 0) })
    expect(await hourOf(9, { type: 'permit' })).toMatchObject({
      finished: many(0, 0),
      arrived: many(0, 0),
      backlog: many(1, 25),
    })
  })

  it('is there outside the office’s hours too where something came in it', async () => {
    await pace.create('06:40')
    pace.now = at('20:05')
    await pace.create('20:00')
    expect((await hourOf(6)).arrived).toEqual(many(1, 6))
    expect((await hourOf(20)).arrived).toEqual(many(1, 6))
  })

  it('knows the backlog of an hour in which tasks went in and out of it several times', async () => {
    const no = await pace.create('08:05')
    await pace.node.do('ana', 'task.claim', { task: no })
    pace.now = at('08:40')
    await pace.node.do('ana', 'task.hold', { task: no, reason: 'caller' })
    pace.now = at('09:20')
    await pace.node.do('ana', 'task.resume', { task: no })
    pace.now = at('10:20')
    await pace.node.do('ana', 'task.release', { task: no })
    pace.now = at('11:20')
    const backlogs = await Promise.all(
      [8, 9, 10, 11].map(async (hour) => (await hourOf(hour)).backlog?.tasks),
    )
    expect(backlogs).toEqual([0, 1, 0, 1])
  })

  it('leaves out of today what was brought in as finished, and keeps it in days past', async () => {
    pace.now = at('12:00')
    const rows = [
      { line: 1, type: 'mail', title: 'Today', createdAt: at('08:00'), finishedAt: at('09:30') },
      {
        line: 2,
        type: 'mail',
        title: 'Friday',
        createdAt: at('08:00', '2026-11-20'),
        finishedAt: at('09:30', '2026-11-20'),
      },
    ]
    await pace.node.do('lee', 'task.import', { rows })
    expect((await hourOf(9)).finished).toEqual(many(0, 0))
    expect((await hourOf(9, { day: '2026-11-20' })).finished).toEqual(many(1, 6))
  })

  it('opens to the tasks behind it', async () => {
    const no = await pace.create('08:10', { title: 'For the mayor' })
    await pace.finish('ana', '09:05', no)
    const behind = async (what: 'finished' | 'arrived' | 'due', hour: number, who = 'lee') =>
      pace.read(who, 'pace.tasks', { team: 'permits', day: MONDAY, hour, what })
    expect(await behind('finished', 9)).toMatchObject({
      tasks: [{ no, title: 'For the mayor', finishedBy: 'ana' }],
      more: false,
    })
    expect((await behind('arrived', 8)).tasks.map((task) => task.no)).toEqual([no])
    expect((await behind('finished', 8)).tasks).toEqual([])
    // Who finished it is for the person and their leads alone.
    expect((await behind('finished', 9, 'ana')).tasks[0]).toHaveProperty('finishedBy', 'ana')
    expect((await behind('finished', 9, 'sue')).tasks[0]).not.toHaveProperty('finishedBy')
    expect((await behind('finished', 9, 'ben')).tasks[0]).not.toHaveProperty('handleMinutes')
  })

  it('veils what is confidential', async () => {
    pace.now = at('08:10')
    const { task } = await pace.node.do('lee', 'task.create', {
      type: 'mail',
      title: 'Complaint',
      confidential: true,
    })
    const shown = async (who: string) =>
      (
        await pace.read(who, 'pace.tasks', {
          team: 'permits',
          day: MONDAY,
          hour: 8,
          what: 'arrived',
        })
      ).tasks[0]
    expect(await shown('lee')).toMatchObject({ no: task.no, title: 'Complaint' })
    expect(await shown('ana')).toMatchObject({ no: task.no, confidential: true })
    expect(await shown('ana')).not.toHaveProperty('title')
  })
})

describe('whose figures one sees', () => {
  it('a person’s are theirs and their lead’s', async () => {
    const [one, two] = [await pace.create('08:10'), await pace.create('08:11')]
    await pace.finish('ana', '08:40', one)
    await pace.node.do('lee', 'task.claim', { task: two })
    const own = { team: 'permits', person: 'ana' }
    for (const who of ['ana', 'lee']) {
      expect(await hourOf(8, own, who)).toMatchObject({
        finished: many(1, 6),
        arrived: null,
        backlog: null,
        planned: null,
      })
    }
    for (const who of ['ben', 'rae', 'sue', 'ada']) {
      expect(await pace.code(who, 'pace.day', own)).toBe('not_allowed')
      expect(
        await pace.code(who, 'pace.tasks', { ...own, day: MONDAY, hour: 8, what: 'finished' }),
      ).toBe('not_allowed')
      expect(await pace.code(who, 'pace.day', { team: 'permits' })).toBe('ok')
    }
    expect(await pace.code('lee', 'pace.day', { team: 'records', person: 'rae' })).toBe(
      'not_allowed',
    )
    expect(await pace.code('lee', 'pace.day', { team: 'permits', person: 'nobody' })).toBe(
      'not_found',
    )
    expect(await pace.code('lee', 'pace.day', { team: 'nowhere' })).toBe('not_found')
    expect(await pace.code('lee', 'pace.day', { team: 'permits', type: 'nothing' })).toBe(
      'not_found',
    )
    expect(await pace.code('lee', 'pace.forecast', { team: 'nowhere' })).toBe('not_found')
  })
})

describe('the backlog of an hour', () => {
  const behind = (hour: number, more: object = {}, who = 'lee') =>
    pace.read(who, 'pace.tasks', { team: 'permits', day: MONDAY, hour, what: 'backlog', ...more })
  const stood = async (hour: number, more: object = {}) =>
    (await behind(hour, more)).then?.map(({ no, status }) => [no, status])

  it('opens to the tasks that were open then, as they stood then', async () => {
    const done = await pace.create('08:05')
    const held = await pace.create('08:10')
    const queued = await pace.create('08:15', { type: 'permit' })
    const cancelled = await pace.create('08:20')
    await pace.finish('ana', '08:50', done)
    await pace.node.do('ana', 'task.claim', { task: held })
    pace.now = at('09:10')
    await pace.node.do('lee', 'task.cancel', { task: cancelled, reason: 'twice' })
    await pace.node.do('ana', 'task.hold', { task: held, reason: 'caller' })
    pace.now = at('10:30')
    await pace.node.do('ana', 'task.resume', { task: held })
    await pace.node.do('ana', 'task.finish', { task: held })
    await pace.create('10:40')
    expect(await stood(8)).toEqual([])
    expect(await stood(9)).toEqual([
      [queued, 'queued'],
      [cancelled, 'queued'],
      [held, 'active'],
    ])
    expect(await stood(10)).toEqual([
      [held, 'waiting'],
      [queued, 'queued'],
    ])
    // As many as the bar is high were queued or waiting.
    expect((await hourOf(9)).backlog?.tasks).toBe(2)
    expect((await hourOf(10)).backlog?.tasks).toBe(2)
    expect(await stood(10, { type: 'permit' })).toEqual([[queued, 'queued']])
    // What they are by now is told beside it.
    expect((await behind(10)).tasks.map(({ status }) => status)).toEqual(['done', 'queued'])
    expect(await stood(14)).toEqual([])
  })

  it('counts a task in the team in which it was then', async () => {
    const routed = await pace.create('08:10')
    const stays = await pace.create('08:15')
    pace.now = at('09:30')
    await pace.node.do('lee', 'task.change', {
      tasks: [routed],
      team: 'records',
    })
    pace.now = at('10:30')
    const of = (team: string) =>
      Promise.all([9, 10].map(async (hour) => (await stood(hour, { team }))?.map(([no]) => no)))
    expect(await of('permits')).toEqual([[routed, stays], [stays]])
    expect(await of('records')).toEqual([[], [routed]])
    const bars = (team: string) =>
      Promise.all([9, 10].map(async (hour) => (await hourOf(hour, { team })).backlog?.tasks))
    expect(await bars('permits')).toEqual([2, 1])
    expect(await bars('records')).toEqual([0, 1])
  })
})
