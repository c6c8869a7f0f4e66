import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../db/connect.js'
import { readKept } from '../../db/queries/pace.js'
import type { Output, RawInput, ReadName } from '../../server/contract/commands.js'
import type { KeptForecast, Outcome } from '../../server/domain/forecast/kept.js'
import { dayBounds } from '../../server/domain/due.js'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'
import { foundOffice, inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'
import { pastWork } from '../support/past-work.js'

const MONDAY = '2026-11-23'
/** A wall-clock time of an office day in Denver, which is seven hours behind in November. */
const at = (clock: string, day = MONDAY) =>
  new Date(
    Date.parse(dayBounds(day, 'Etc/GMT+7').from) + Date.parse(`1970-01-01T${clock}:00Z`),
  ).toISOString()

let db: Connection
let node: Node
let now: string
let offices = 0
beforeAll(async () => {
  db = await openPglite()
})
afterAll(() => db.close())
beforeEach(async () => {
  const office = `pace-${++offices}`
  await foundOffice(db, office)
  now = at('08:00')
  node = inOffice(await openNode(db, { clock: () => new Date(now) }), office)
})
afterEach(() => node.app.close())

async function read<N extends ReadName>(
  who: string,
  name: N,
  input: RawInput<N>,
): Promise<Output<N>> {
  const answer = await node.run(who, name, input)
  if (!answer.ok)
    throw new Error(`${name} by ${who}: ${answer.error.code}: ${answer.error.message}`)
  return answer.output as Output<typeof name>
}
const code = (who: string, name: ReadName, input: object) =>
  node.run(who, name, input).then((answer) => (answer.ok ? 'ok' : answer.error.code))
const create = async (clock: string, more: Partial<RawInput<'task.create'>> = {}) => {
  now = at(clock)
  return (await node.do('ana', 'task.create', { type: 'mail', title: 'Letter', ...more })).task.no
}
const finish = async (who: string, clock: string, no: number) => {
  await node.do(who, 'task.claim', { task: no })
  now = at(clock)
  await node.do(who, 'task.finish', { task: no })
}
const hourOf = async (hour: number, more: object = {}, who = 'lee') => {
  const day = await read(who, 'pace.day', { team: 'permits', ...more })
  const found = day.hours.find((one) => one.hour === hour)
  if (!found) throw new Error(`no hour ${hour}`)
  return found
}
const many = (tasks: number, standardMinutes: number) => ({ tasks, standardMinutes })

describe('an hour of the day', () => {
  it('tells what came, was finished, was waiting and is due', async () => {
    const first = await create('08:10', { dueAt: at('16:30') })
    await create('08:20', { type: 'permit' })
    await create('08:30', { type: 'copy', team: 'records' })
    await finish('ana', '09:05', first)
    const third = await create('09:30')
    await node.do('lee', 'task.cancel', { task: third, reason: 'twice' })
    now = at('10:15')
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

  it('knows the backlog of an hour in which tasks went in and out of it several times', async () => {
    const no = await create('08:05')
    await node.do('ana', 'task.claim', { task: no })
    now = at('08:40')
    await node.do('ana', 'task.hold', { task: no, reason: 'caller' })
    now = at('09:20')
    await node.do('ana', 'task.resume', { task: no })
    now = at('10:20')
    await node.do('ana', 'task.release', { task: no })
    now = at('11:20')
    const backlogs = await Promise.all(
      [8, 9, 10, 11].map(async (hour) => (await hourOf(hour)).backlog?.tasks),
    )
    expect(backlogs).toEqual([0, 1, 0, 1])
  })

  it('leaves out of today what was brought in as finished, and keeps it in days past', async () => {
    now = at('12:00')
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
    await node.do('lee', 'task.import', { rows })
    expect((await hourOf(9)).finished).toEqual(many(0, 0))
    expect((await hourOf(9, { day: '2026-11-20' })).finished).toEqual(many(1, 6))
  })

  it('opens to the tasks behind it', async () => {
    const no = await create('08:10', { title: 'For the mayor' })
    await finish('ana', '09:05', no)
    const behind = async (what: 'finished' | 'arrived' | 'due', hour: number, who = 'lee') =>
      read(who, 'pace.tasks', { team: 'permits', day: MONDAY, hour, what })
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
    now = at('08:10')
    const { task } = await node.do('lee', 'task.create', {
      type: 'mail',
      title: 'Complaint',
      confidential: true,
    })
    const shown = async (who: string) =>
      (await read(who, 'pace.tasks', { team: 'permits', day: MONDAY, hour: 8, what: 'arrived' }))
        .tasks[0]
    expect(await shown('lee')).toMatchObject({ no: task.no, title: 'Complaint' })
    expect(await shown('ana')).toMatchObject({ no: task.no, confidential: true })
    expect(await shown('ana')).not.toHaveProperty('title')
  })
})

describe('whose figures one sees', () => {
  it('a person’s are theirs and their lead’s', async () => {
    const [one, two] = [await create('08:10'), await create('08:11')]
    await finish('ana', '08:40', one)
    await node.do('lee', 'task.claim', { task: two })
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
      expect(await code(who, 'pace.day', own)).toBe('not_allowed')
      expect(
        await code(who, 'pace.tasks', { ...own, day: MONDAY, hour: 8, what: 'finished' }),
      ).toBe('not_allowed')
      expect(await code(who, 'pace.day', { team: 'permits' })).toBe('ok')
    }
    expect(await code('lee', 'pace.day', { team: 'records', person: 'rae' })).toBe('not_allowed')
    expect(await code('lee', 'pace.day', { team: 'permits', person: 'nobody' })).toBe('not_found')
    expect(await code('lee', 'pace.day', { team: 'nowhere' })).toBe('not_found')
    expect(await code('lee', 'pace.day', { team: 'permits', type: 'nothing' })).toBe('not_found')
    expect(await code('lee', 'pace.forecast', { team: 'nowhere' })).toBe('not_found')
  })
})

async function bringHistory(days: number, each: number) {
  const rows = pastWork(MONDAY, days, each, at)
  for (let from = 0; from < rows.length; from += 200)
    await node.do('lee', 'task.import', { rows: rows.slice(from, from + 200) })
}
const forecast = (who = 'lee') => read(who, 'pace.forecast', { team: 'permits' })

describe('the forecast', () => {
  it('says that it knows too little rather than guess', async () => {
    await bringHistory(4, 9)
    now = at('10:00')
    expect(await forecast()).toMatchObject({ days: 4, none: 'short', forecast: null, held: null })
    now = at('17:30')
    expect(await forecast()).toMatchObject({ none: 'closed', forecast: null })
    now = at('10:00', '2026-11-22')
    expect(await forecast()).toMatchObject({ none: 'closed' })
  })

  it('tells what is still to come and when the queue is clear', async () => {
    await bringHistory(20, 18)
    // Who is off long after their shift began is not counted on.
    await node.do('ana', 'person.presence', { status: 'available' })
    const nos: number[] = []
    for (let n = 0; n < 6; n++) nos.push(await create('08:30', { dueAt: at('17:00') }))
    await finish('ana', '09:40', nos[0]!)
    now = at('10:00')
    const { forecast: said, days } = await forecast()
    // Veterans Day is none.
    expect(days).toBe(19)
    expect(said).toMatchObject({ due: { tasks: 5, waiting: 0 }, minutesATask: 6 })
    const { arrivals, finished, hours, clear } = said!
    expect(arrivals.low).toBeLessThanOrEqual(14)
    expect(arrivals.high).toBeGreaterThanOrEqual(10)
    expect(arrivals.low).toBeGreaterThan(4)
    expect(finished.low).toBeGreaterThan(4)
    expect(hours.map((hour) => hour.at)).toEqual(
      [11, 12, 13, 14, 15, 16, 17].map((hour) => at(`${hour}:00`)),
    )
    expect(hours.at(-1)!.finished).toEqual(finished)
    expect(clear.mid! > at('10:00') && clear.mid! < at('12:00')).toBe(true)
    expect(said!.due.chance).toBeGreaterThan(0.9)
    // The same minute gives the same answer, to everyone of the office.
    const all = await Promise.all(['lee', 'sue', 'ana'].map(forecast))
    expect(all).toEqual(all.map(() => all[0]))
  })

  it('follows a changed shift, leave and an import within the minute, and nothing else', async () => {
    await bringHistory(20, 18)
    for (const who of ['ana', 'ben']) await node.do(who, 'person.presence', { status: 'available' })
    for (let n = 0; n < 12; n++) await create('08:30', { dueAt: at('17:00') })
    now = at('10:00')
    const told = async () => (await forecast()).forecast!
    const queue = async () => (await told()).hours[0]!.queue.mid
    const before = await told()
    await create('10:00')
    expect(await told()).toEqual(before)
    expect(before.clearByClose).toBeGreaterThan(0.5)
    // Only she does mail: with half a day of hers less of it is done, with none nothing.
    await node.do('lee', 'day.adjust', {
      person: 'ana',
      day: MONDAY,
      to: '10:30',
      reason: 'Dentist',
    })
    expect(await queue()).toBeGreaterThan(before.hours[0]!.queue.mid)
    const { leave } = await node.do('ana', 'leave.ask', { from: MONDAY, to: MONDAY, kind: 'sick' })
    await node.do('lee', 'leave.answer', { leave: leave.id, approve: true })
    const alone = await told()
    expect(alone.clearByClose).toBe(0)
    const row = { type: 'mail', title: 'Letter' }
    const rows = Array.from({ length: 30 }, (_, n) => ({ ...row, line: n + 1 }))
    await node.do('lee', 'task.import', { rows })
    expect(await queue()).toBeGreaterThanOrEqual(alone.hours[0]!.queue.mid + 30)
  })
})

const kept = () =>
  readKept<KeptForecast | Outcome>(node.db.db, node.office, 'forecast', {
    from: '2026-01-01',
    to: '2027-01-01',
  })

describe('what was forecast', () => {
  it('is kept once an hour, and scored when the day is over', async () => {
    await bringHistory(10, 18)
    await node.app.boardOf(node.office)
    let no = 0
    for (const clock of ['07:30', '08:02', '08:30', '09:01', '17:20']) {
      now = at(clock)
      // It waits from 8:30 on; who could do it is off.
      if (clock === '08:30') no = await create(clock)
      await node.app.sweep()
      await node.app.sweep()
    }
    expect(await kept()).toMatchObject([
      { team: 'permits', day: MONDAY, hour: 0, clear: { byClose: 1, already: 1 } },
      { team: 'permits', day: MONDAY, hour: 1, clear: { byClose: 0 } },
    ])
    await finish('ana', '17:30', no)
    now = at('08:01', '2026-11-24')
    await node.app.sweep()
    const rows = await kept()
    expect(rows[2]).toMatchObject({
      day: MONDAY,
      arrived: [1, 0, 0, 0, 0, 0, 0, 0, 0],
      clear: [
        { hour: 0, at: at('08:02') },
        { hour: 1, at: null },
      ],
    })
    expect(rows[2]).toHaveProperty('width.finished')
    expect(rows[3]).toMatchObject({ day: '2026-11-24', hour: 0 })
    expect(rows).toHaveLength(4)
  })

  it('tells how often its bands held, once five days are scored', async () => {
    await bringHistory(12, 18)
    await node.app.boardOf(node.office)
    let day = MONDAY
    for (let n = 0; n < 6; n++) {
      now = at('08:02', day)
      await node.app.sweep()
      const { held, heldClear } = await forecast()
      expect(held).toEqual(n < 5 ? null : expect.objectContaining({ days: 5 }))
      // Nothing was queued on any of them, and that was said.
      expect(heldClear).toEqual(n < 5 ? null : { days: 5, forecasts: 5, share: 0.8 })
      do day = addDays(day, 1)
      while (weekdayOf(day) > 5 || day === '2026-11-26')
    }
  })
})
