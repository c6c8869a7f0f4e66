import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Output } from '../../server/contract/commands.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import { envelopeFor, foldEntries, viewerOf } from '../../server/feed/envelope.js'
import { snapshotFor } from '../../server/feed/snapshot.js'
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import { OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
let now: Date
beforeEach(async () => {
  const db = await openPglite()
  await foundOffice(db)
  now = new Date('2026-11-23T16:00:00.000Z')
  node = await openNode(db, { clock: () => now })
})
afterEach(() => node.close())

const later = (minutes: number) => void (now = new Date(now.getTime() + minutes * 60_000))
const proposal = async (who: string, type = 'permit') => {
  const answer = await node.run(who, 'standard.proposal', { type })
  return answer.ok ? (answer.output as Output<'standard.proposal'>) : answer.error.code
}
const totals = async (who: string, input: object = { team: 'permits' }) => {
  const answer = await node.run(who, 'totals.day', input)
  return answer.ok ? (answer.output as Output<'totals.day'>) : answer.error.code
}
type Fields = Record<string, number | string>
async function finish(
  type: string,
  spent: number,
  more: { fields?: Fields; confidential?: boolean } = {},
  who = 'lee',
) {
  const { task } = await node.do('lee', 'task.create', {
    type,
    title: 'x',
    confidential: more.confidential,
  })
  await node.do(who, 'task.claim', { task: task.no })
  later(spent)
  await node.do(who, 'task.finish', { task: task.no, fields: more.fields })
}

describe('the measured proposal', () => {
  const many = async (count: number) => {
    for (let minutes = 1; minutes <= count; minutes++) await finish('permit', minutes)
  }

  it('gives median, range and count, and leaves out what has no timing, is old or of other types', async () => {
    await finish('permit', 900)
    now = new Date('2027-03-01T16:00:00.000Z')
    await many(21)
    await finish('permit', 0)
    await finish('mail', 500)
    expect(await proposal('lee')).toEqual({
      type: 'permit',
      standardMinutes: 25,
      dailyCount: null,
      since: new Date(now.getTime() - 90 * 86_400_000).toISOString(),
      days: 90,
      n: 21,
      noTiming: 1,
      measured: { median: 11, low: 3, high: 19, n: 21 },
      withheld: null,
    })
  })

  it('is withheld below twenty tasks, with the reason', async () => {
    await many(19)
    expect(await proposal('sue')).toMatchObject({
      n: 19,
      measured: null,
      withheld: 'Not shown: it takes 20 tasks with known minutes, and the last 90 days have 19.',
    })
  })

  it('is kept with the standard that was set on it', async () => {
    await many(20)
    const reason = 'Measured'
    const { standard } = await node.do('lee', 'standard.set', {
      type: 'permit',
      standardMinutes: 12,
      dailyCount: 8,
      reason,
    })
    expect(standard.measured).toEqual({ median: 10.5, low: 2.9, high: 18.1, n: 20, people: 1 })
    expect(await proposal('ada')).toMatchObject({ standardMinutes: 12, dailyCount: 8 })
    const mail = await node.do('lee', 'standard.set', { type: 'mail', standardMinutes: 5, reason })
    expect(mail.standard.measured).toBeNull()
  })

  it('tells of the minutes of one or two people nobody but their leads, then or later', async () => {
    await many(20)
    expect(await proposal('lee')).toMatchObject({ measured: { median: 10.5 }, withheld: null })
    for (const who of ['sue', 'ada'])
      expect(await proposal(who)).toMatchObject({
        n: 20,
        measured: null,
        withheld: 'Not shown: it takes the work of 3 people, and these 20 tasks are of 1.',
      })
    await node.do('lee', 'standard.set', { type: 'permit', standardMinutes: 12, reason: 'New' })
    const board = await node.app.boardOf(OFFICE)
    const seenBy = (who: string) => {
      const viewer = viewerOf(board.tables.person.get(who) as PersonRow)
      return snapshotFor(board, viewer, {} as Me, now.toISOString()).tables.standard?.[0]?.measured
    }
    expect(seenBy('lee')).toMatchObject({ median: 10.5, people: 1 })
    for (const who of ['ana', 'rae', 'sue', 'ada']) expect(seenBy(who)).toBeNull()
    for (const who of ['ana', 'ben'])
      for (let minutes = 1; minutes <= 10; minutes++) await finish('permit', minutes, {}, who)
    expect(await proposal('sue')).toMatchObject({ n: 40, measured: { n: 40 }, withheld: null })
  })

  it.each([
    ['ana', 'permit', 'not_allowed'],
    ['lee', 'copy', 'not_allowed'],
    ['rae', 'copy', 'not_allowed'],
    ['lee', 'nothing', 'not_found'],
  ])('for %s of %s: %s', async (who, type, code) => {
    expect(await proposal(who, type)).toBe(code)
  })
})

describe('rows and envelopes of standards', () => {
  it('are in the database, and reach every screen; usual minutes only the person and their leads', async () => {
    await finish('permit', 30)
    await node.do('lee', 'standard.set', {
      type: 'permit',
      standardMinutes: 20,
      reason: 'Measured',
    })
    const stored = await sql<{ row: object }>`select row from standard`.execute(node.db.db)
    expect(stored.rows).toMatchObject([{ row: { id: 'permit/1', was: 25, standardMinutes: 20 } }])
    const board = await node.app.boardOf(OFFICE)
    expect(stored.rows[0]?.row).toEqual(board.tables.standard.get('permit/1'))

    const changes = foldEntries((await readEntries(node.db.db, OFFICE, 1, 100)) as Entry[])
    const span = { office: OFFICE, epoch: 'e', from: 1, to: 9, at: now.toISOString() }
    const tell = (who: string) => {
      const person = board.tables.person.get(who)
      if (!person) throw new Error(`nobody is called ${who}`)
      return envelopeFor(viewerOf(person), span, changes).puts
    }
    for (const who of ['ana', 'rae', 'lee', 'sue'])
      expect(tell(who).standard).toMatchObject([{ id: 'permit/1', reason: 'Measured' }])
    expect(tell('lee').usual).toMatchObject([{ id: 'lee/permit', tasks: 1, ratios: 1.2 }])
    for (const who of ['ana', 'rae', 'sue', 'ada']) expect(tell(who).usual).toBeUndefined()
  })
})

describe('day totals', () => {
  beforeEach(async () => {
    await node.do('lee', 'type.save', {
      id: 'batch',
      name: 'Batch',
      standardMinutes: 45,
      team: 'permits',
      fields: [
        { id: 'expected', label: 'Expected', kind: 'money' },
        { id: 'entered', label: 'Entered', kind: 'money' },
        { id: 'items', label: 'Items', kind: 'count', unit: 'items' },
        { id: 'weight', label: 'Weight', kind: 'number', unit: 'oz' },
        {
          id: 'off',
          label: 'Off by',
          kind: 'computed',
          formula: { op: 'difference', of: ['entered', 'expected'] },
        },
        { id: 'note', label: 'Note', kind: 'text' },
      ],
    })
  })

  it('add up tasks, minutes and each field that counts, exactly', async () => {
    await finish('batch', 5, {
      fields: { expected: 0.1, entered: 0.3, items: 3, weight: 2.5, note: '7' },
    })
    await finish('batch', 5, { fields: { expected: 0.2, entered: 0.3 } })
    await finish('mail', 1)
    expect(await totals('lee')).toEqual({
      team: 'permits',
      day: '2026-11-23',
      tasks: 3,
      standardMinutes: 96,
      types: [
        {
          type: 'batch',
          name: 'Batch',
          tasks: 2,
          standardMinutes: 90,
          fields: [
            { field: 'expected', label: 'Expected', kind: 'money', unit: null, tasks: 2, sum: 0.3 },
            { field: 'entered', label: 'Entered', kind: 'money', unit: null, tasks: 2, sum: 0.6 },
            { field: 'items', label: 'Items', kind: 'count', unit: 'items', tasks: 1, sum: 3 },
            { field: 'off', label: 'Off by', kind: 'money', unit: null, tasks: 2, sum: 0.3 },
          ],
        },
        { type: 'mail', name: 'Mail', tasks: 1, standardMinutes: 6, fields: [] },
      ],
    })
  })

  it('are of the office’s day, also of one before, and without what was imported as finished', async () => {
    // A quarter past midnight in Greenwich is still Monday in Denver.
    now = new Date('2026-11-24T00:10:00.000Z')
    await finish('mail', 5)
    now = new Date('2026-11-24T16:00:00.000Z')
    await finish('mail', 5)
    const finishedAt = now.toISOString()
    await node.do('lee', 'task.import', {
      rows: [{ line: 2, type: 'mail', title: 'Old', finishedAt }],
    })
    expect(await totals('lee')).toMatchObject({ day: '2026-11-24', tasks: 1 })
    expect(await totals('lee', { team: 'permits', day: '2026-11-23' })).toMatchObject({ tasks: 1 })
    expect(await totals('lee', { team: 'permits', day: '2026-11-22' })).toMatchObject({
      tasks: 0,
      types: [],
    })
  })

  it('hold confidential amounts for those alone who may read them', async () => {
    await finish('batch', 5, { fields: { expected: 1000 }, confidential: true })
    for (const who of ['lee', 'sue'])
      expect(await totals(who)).toMatchObject({
        tasks: 1,
        types: [{ fields: [{ sum: 1000 }, {}, {}, {}] }],
      })
    for (const who of ['ana', 'rae', 'ada']) expect(await totals(who)).toBe('not_allowed')
    expect(await totals('lee', { team: 'records' })).toBe('not_allowed')
    expect(await totals('sue', { team: 'nowhere' })).toBe('not_found')
  })
})
