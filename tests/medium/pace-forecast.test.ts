import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readHistory, readKept } from '../../db/queries/pace.js'
import type { KeptForecast, Outcome } from '../../server/domain/forecast/kept.js'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'
import { foundOffice, inOffice } from '../support/nodes.js'
import { pastWork } from '../support/past-work.js'
import { at, MONDAY, usePaceOffice } from '../support/pace-office.js'

const pace = usePaceOffice('forecast')
const forecast = (who = 'lee') => pace.read(who, 'pace.forecast', { team: 'permits' })

describe('the forecast', () => {
  it('says that it knows too little rather than guess', async () => {
    await pace.bringHistory(4, 9)
    pace.now = at('10:00')
    expect(await forecast()).toMatchObject({ days: 4, none: 'short', forecast: null, held: null })
    pace.now = at('17:30')
    expect(await forecast()).toMatchObject({ none: 'closed', forecast: null })
    pace.now = at('10:00', '2026-11-22')
    expect(await forecast()).toMatchObject({ none: 'closed' })
  })

  it('tells what is still to come and when the queue is clear', async () => {
    await pace.bringHistory(20, 18)
    // Who is off long after their shift began is not counted on.
    await pace.node.do('ana', 'person.presence', { status: 'available' })
    const nos: number[] = []
    for (let n = 0; n < 6; n++) nos.push(await pace.create('08:30', { dueAt: at('17:00') }))
    await pace.finish('ana', '09:40', nos[0]!)
    pace.now = at('10:00')
    const { forecast: said, days } = await forecast()
    // Veterans Day is none.
    expect(days).toBe(19)
    expect(said).toMatchObject({ due: { tasks: 5, waiting: 0 }, minutesATask: 6 })
    const { arrivals, finished, hours, clear } = said!
    expect(arrivals!.low).toBeLessThanOrEqual(14)
    expect(arrivals!.high).toBeGreaterThanOrEqual(10)
    expect(arrivals!.low).toBeGreaterThan(4)
    expect(finished.low).toBeGreaterThan(4)
    expect(hours.map((hour) => hour.at)).toEqual(
      [11, 12, 13, 14, 15, 16, 17].map((hour) => at(`${hour}:00`)),
    )
    expect(hours.at(-1)!.finished).toEqual(finished)
    expect(clear!.mid! > at('10:00') && clear!.mid! < at('12:00')).toBe(true)
    expect(said!.due!.chance).toBeGreaterThan(0.9)
    // The same minute gives the same answer, to everyone of the office.
    const all = await Promise.all(['lee', 'sue', 'ana'].map(forecast))
    expect(all).toEqual(all.map(() => all[0]))
  })

  it('follows a changed shift, leave and an import within the minute, and nothing else', async () => {
    await pace.bringHistory(20, 18)
    for (const who of ['ana', 'ben'])
      await pace.node.do(who, 'person.presence', { status: 'available' })
    for (let n = 0; n < 12; n++) await pace.create('08:30', { dueAt: at('17:00') })
    pace.now = at('10:00')
    const told = async () => (await forecast()).forecast!
    const queue = async () => (await told()).hours[0]!.queue!.mid
    const before = await told()
    await pace.create('10:00')
    expect(await told()).toEqual(before)
    expect(before.clearByClose).toBeGreaterThan(0.5)
    // Only she does mail: with half a day of hers less of it is done, with none nothing.
    await pace.node.do('lee', 'day.adjust', {
      person: 'ana',
      day: MONDAY,
      to: '10:30',
      reason: 'Dentist',
    })
    expect(await queue()).toBeGreaterThan(before.hours[0]!.queue!.mid)
    const { leave } = await pace.node.do('ana', 'leave.ask', {
      from: MONDAY,
      to: MONDAY,
      kind: 'sick',
    })
    await pace.node.do('lee', 'leave.answer', { leave: leave.id, approve: true })
    const alone = await told()
    expect(alone.clearByClose).toBe(0)
    const row = { type: 'mail', title: 'Letter' }
    const rows = Array.from({ length: 30 }, (_, n) => ({ ...row, line: n + 1 }))
    await pace.node.do('lee', 'task.import', { rows })
    expect(await queue()).toBeGreaterThanOrEqual(alone.hours[0]!.queue!.mid + 30)
  })
})

/** Office days before Monday on which somebody finished so many, told by their own log of finishing. */
async function workedBy(who: string, type: string, days: number, each: number) {
  const before: string[] = []
  for (let day = addDays(MONDAY, -1); before.length < days; day = addDays(day, -1))
    if (weekdayOf(day) <= 5 && day !== '2026-11-11') before.unshift(day)
  for (const day of before) {
    for (let n = 0; n < each; n++) {
      pace.now = at(`${String(8 + n).padStart(2, '0')}:10`, day)
      const { task } = await pace.node.do('ana', 'task.create', { type, title: 'Letter' })
      await pace.node.do(who, 'task.claim', { task: task.no })
      pace.now = at(`${String(8 + n).padStart(2, '0')}:20`, day)
      await pace.node.do(who, 'task.finish', { task: task.no })
    }
  }
}

describe('the forecast of a part', () => {
  it('of a type is learnt from that type, and tells its own queue', async () => {
    await pace.bringHistory(20, 18)
    const permits = pastWork(MONDAY, 20, 9, at).map((row) => ({ ...row, type: 'permit' }))
    await pace.bring(permits)
    for (const who of ['ana', 'ben'])
      await pace.node.do(who, 'person.presence', { status: 'available' })
    for (let n = 0; n < 6; n++) await pace.create('08:30')
    await pace.create('08:40', { type: 'permit' })
    pace.now = at('10:00')
    const of = async (type?: string) =>
      (await pace.read('lee', 'pace.forecast', { team: 'permits', ...(type && { type }) }))
        .forecast!
    const [all, mail, permit] = [await of(), await of('mail'), await of('permit')]
    expect(mail.arrivals!.mid).toBeGreaterThan(1.5 * permit.arrivals!.mid)
    expect(all.arrivals!.mid).toBeGreaterThan(mail.arrivals!.mid)
    expect(mail.minutesATask).toBeCloseTo(6)
    expect(permit.minutesATask).toBeCloseTo(25)
    expect(permit.hours[0]!.queue!.mid).toBeLessThanOrEqual(all.hours[0]!.queue!.mid)
    // All is clear only when each type has been.
    expect(permit.clear!.low! <= all.clear!.mid!).toBe(true)
    const said = await pace.read('ana', 'pace.forecast', { team: 'permits', type: 'mail' })
    // Six days of twenty are needed before the first can be judged.
    expect(said).toMatchObject({ days: 19, held: { days: 14 }, heldClear: null })
    expect(said.held!.share).toBeGreaterThan(0.5)
    expect(await of('copy').catch((error: Error) => error.message)).toBeNull()
  })

  it('of a person is for their leads, from ten days of theirs, on a day on which they work', async () => {
    await pace.bringHistory(20, 18)
    await workedBy('ana', 'mail', 11, 3)
    await workedBy('ben', 'permit', 4, 1)
    pace.now = at('08:00')
    const of = (person: string, who = 'lee') =>
      pace.read(who, 'pace.forecast', { team: 'permits', person })
    const said = await of('ana')
    expect(said).toMatchObject({ days: 11, none: null, held: { days: 6 } })
    expect(said.forecast).toMatchObject({ arrivals: null, clear: null, due: null, minutesATask: 6 })
    // She has finished three a day, all of them by eleven.
    expect([2, 3, 4]).toContain(said.forecast!.finished.mid)
    expect(said.forecast!.finished.high).toBeLessThanOrEqual(6)
    expect(await of('ben')).toMatchObject({ days: 4, none: 'short', forecast: null })
    const { db, office } = pace.node
    const span = [at('00:00', '2026-11-01'), at('00:00')]
    const counted = await readHistory(db.db, office, span, { team: 'permits', person: 'ana' })
    expect(counted).toMatchObject([{ mark: 'finished', slot: 0, tasks: 33 }])
    const code = (who: string, more: object = {}) =>
      pace.code(who, 'pace.forecast', { team: 'permits', person: 'ana', ...more })
    for (const who of ['ana', 'ben', 'sue', 'rae']) expect(await code(who)).toBe('not_allowed')
    expect(await code('lee', { type: 'mail' })).toBe('invalid_input')
    const { leave } = await pace.node.do('ana', 'leave.ask', {
      from: MONDAY,
      to: MONDAY,
      kind: 'sick',
    })
    await pace.node.do('lee', 'leave.answer', { leave: leave.id, approve: true })
    expect(await of('ana')).toMatchObject({ none: 'away', forecast: null })
  })
})

describe('a server that ends while a forecast is being made', () => {
  it('ends in peace, and says to whoever asked that they should ask again', async () => {
    await pace.bringHistory(20, 18)
    const row = { type: 'mail', title: 'Letter' }
    for (let n = 0; n < 10; n++) {
      const rows = Array.from({ length: 200 }, (_, one) => ({ ...row, line: one + 1 }))
      await pace.node.do('lee', 'task.import', { rows })
    }
    const ask = (more: object) =>
      pace.node.run('lee', 'pace.forecast', { team: 'permits', ...more })
    const both = () => [ask({}), ask({ type: 'mail' })]
    // What they are learnt from is learnt once a day; then either is one sum, and one waits for the other.
    pace.now = at('10:00')
    for (const one of await Promise.all(both())) expect(one).toMatchObject({ ok: true })
    pace.now = at('10:01')
    const asked = both()
    await Promise.race(asked)
    const began = performance.now()
    await pace.node.app.close()
    expect(performance.now() - began).toBeLessThan(3_000)
    const answers = await Promise.all(asked)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'unavailable' } })
  })
})

const kept = (office = pace.node.office) =>
  readKept<KeptForecast | Outcome>(pace.node.db.db, office, 'forecast', {
    from: '2026-01-01',
    to: '2027-01-01',
  })

describe('what was forecast', () => {
  it('is kept once an hour, and scored when the day is over', async () => {
    await pace.bringHistory(10, 18)
    await pace.node.app.boardOf(pace.node.office)
    let no = 0
    for (const clock of ['07:30', '08:02', '08:30', '09:01', '17:20']) {
      pace.now = at(clock)
      // It waits from 8:30 on; who could do it is off.
      if (clock === '08:30') no = await pace.create(clock)
      await pace.node.app.sweep()
      await pace.node.app.sweep()
    }
    expect(await kept()).toMatchObject([
      { team: 'permits', day: MONDAY, hour: 0, clear: { byClose: 1, already: 1 } },
      { team: 'permits', day: MONDAY, hour: 1, clear: { byClose: 0 } },
    ])
    await pace.finish('ana', '17:30', no)
    pace.now = at('08:01', '2026-11-24')
    await pace.node.app.sweep()
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

  it('is kept in every other office when it cannot be made in one', async () => {
    await pace.bringHistory(10, 18)
    const { db } = pace.node
    await foundOffice(db, 'forecast-other')
    const other = inOffice(pace.node, 'forecast-other')
    const rows = pastWork(MONDAY, 10, 18, at)
    await other.do('lee', 'task.import', { rows })
    // Nothing that a forecast can be learnt from.
    const broken = JSON.stringify({ table: 'forecast', day: MONDAY, row: null })
    await sql`insert into archive (office, key, row)
      values (${pace.node.office}, 'forecast/broken', ${broken}::jsonb)`.execute(db.db)
    pace.now = at('08:02')
    await pace.node.app.sweep()
    expect((await kept('forecast-other')).map(({ team }) => team)).toEqual(['permits'])
  })

  it('tells how often its bands held, once five days are scored', async () => {
    await pace.bringHistory(12, 18)
    await pace.node.app.boardOf(pace.node.office)
    let day = MONDAY
    for (let n = 0; n < 6; n++) {
      pace.now = at('08:02', day)
      await pace.node.app.sweep()
      const { held, heldClear } = await forecast()
      expect(held).toEqual(n < 5 ? null : expect.objectContaining({ days: 5 }))
      // Nothing was queued on any of them, and that was said.
      expect(heldClear).toEqual(n < 5 ? null : { days: 5, forecasts: 5, share: 0.8 })
      do day = addDays(day, 1)
      while (weekdayOf(day) > 5 || day === '2026-11-26')
    }
  })
})
