import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect, type Connection } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { migrations, type Migration } from '../../db/migrations/all.js'

let connection: Connection
beforeAll(async () => {
  connection = await connect({})
})
beforeEach(async () => {
  await connection.pglite?.exec('drop schema public cascade; create schema public')
})
afterAll(() => connection.close())

const creates = (table: string): Migration => ({
  up: async (db) => {
    await db.schema.createTable(table).addColumn('n', 'integer').execute()
  },
})
const tables = async () =>
  (await connection.db.introspection.getTables()).map(({ name }) => name).sort()

it('runs what is missing, in the order of the names, once', async () => {
  const two = { '002-b': creates('b'), '001-a': creates('a') }
  expect(await migrate(connection.db, two)).toEqual(['001-a', '002-b'])
  expect(await migrate(connection.db, two)).toEqual([])
  expect(await migrate(connection.db, { ...two, '003-c': creates('c') })).toEqual(['003-c'])
  expect(await tables()).toEqual(['a', 'b', 'c', 'migration'])
})

it('keeps nothing of a migration that fails, and goes on from there', async () => {
  const breaks: Migration = {
    up: async (db) => {
      await creates('b').up(db)
      await sql`select 1 / 0`.execute(db)
    },
  }
  const broken = { '001-a': creates('a'), '002-b': breaks }
  await expect(migrate(connection.db, broken)).rejects.toThrow('division by zero')
  expect(await tables()).toEqual(['a', 'migration'])
  expect(await migrate(connection.db, { ...broken, '002-b': creates('b') })).toEqual(['002-b'])
})

it('refuses a database that a newer program has used', async () => {
  await migrate(connection.db, { '001-a': creates('a'), '002-new': creates('b') })
  await expect(migrate(connection.db, { '001-a': creates('a') })).rejects.toThrow(
    'The database was used by a newer Tallyboard (it has had the change "002-new"). ' +
      'Start that version or a later one, or restore a backup made by this one.',
  )
})

it('refuses a migration that was slipped in before one already done', async () => {
  await migrate(connection.db, { '002-b': creates('b') })
  const slipped = migrate(connection.db, { '001-a': creates('a'), '002-b': creates('b') })
  await expect(slipped).rejects.toThrow('out of order')
})

it('brings an empty database up to this program', async () => {
  expect(await migrate(connection.db)).toEqual(Object.keys(migrations).sort())
  expect(await tables()).toEqual(expect.arrayContaining(['log', 'meta', 'session', 'task']))
})

it('moves reasons of days that stood in the note to where only those concerned read them', async () => {
  const before = Object.entries(migrations).filter(([name]) => name < '005')
  await migrate(connection.db, Object.fromEntries(before))
  const shift = (person: string, day: string, note: string | null, more: object = {}) => ({
    id: `${person}/${day}`,
    ...{ person, team: 'desk', day, work: null, note, by: 'lee', ...more },
  })
  const rows = [
    shift('ana', '2026-11-23', 'An operation'),
    shift('ana', '2026-11-30', 'An operation'),
    shift('ana', '2026-11-24', 'Counter B'),
    shift('ben', '2026-11-24', 'Swapped with Ana: Tue 24 Nov and Wed 25 Nov'),
    shift('rae', '2026-11-24', 'Swapped with pleasure'),
    shift('ben', '2026-11-25', 'Counter B', { reason: 'A hearing' }),
    shift('ben', '2026-11-26', 'An operation'),
  ]
  for (const row of rows)
    await sql`insert into shift (office, key, row) values ('o', ${row.id}, ${JSON.stringify(row)}::jsonb)`.execute(
      connection.db,
    )
  // A day long past is no longer on the board.
  const past = shift('ana', '2026-09-01', 'An operation')
  const archive = async (table: string, row: typeof past) =>
    sql`insert into archive (office, key, row) values ('o', ${`${table}/${row.id}`},
      ${JSON.stringify({ table, day: row.day, row })}::jsonb)`.execute(connection.db)
  await archive('shift', past)
  await archive('shift', shift('ana', '2026-09-02', 'Counter B'))
  await archive('plan', past)
  const log = async (seq: number, command: string, input: object, row: object) => {
    const puts = JSON.stringify([{ t: 'shift', row }])
    await sql`insert into log (office, seq, mark, at, actor, command, id, input, puts, drops) values
      ('o', ${seq}, 'm', '2026-11-20', 'lee', ${command}, ${`c${seq}`}, ${JSON.stringify(input)}::jsonb,
      ${puts}::jsonb, '[]'::jsonb)`.execute(connection.db)
  }
  await log(1, 'day.adjust', { person: 'ana', day: '2026-11-23', reason: 'An operation' }, rows[0]!)
  await log(2, 'shift.copyWeek', { team: 'desk' }, rows[1]!)
  await log(3, 'shift.save', { person: 'ana', note: 'Counter B' }, rows[2]!)
  await log(4, 'day.swap', { a: 'ana', b: 'ben' }, rows[3]!)
  await log(5, 'shift.copyWeek', { team: 'desk' }, past)
  const epoch = async () =>
    (
      await sql<{ value: string }>`select value from meta where key = 'epoch'`.execute(
        connection.db,
      )
    ).rows[0]?.value
  const epochBefore = await epoch()
  expect(await migrate(connection.db)).toContain('005-reasons')

  const kept = await sql<{ key: string; note: string | null; reason: string | null }>`
    select key, row->>'note' note, row->>'reason' reason from shift order by key`.execute(
    connection.db,
  )
  expect(kept.rows).toEqual([
    { key: 'ana/2026-11-23', note: null, reason: 'An operation' },
    { key: 'ana/2026-11-24', note: 'Counter B', reason: null },
    { key: 'ana/2026-11-30', note: null, reason: 'An operation' },
    { key: 'ben/2026-11-24', note: null, reason: 'Swapped with Ana: Tue 24 Nov and Wed 25 Nov' },
    { key: 'ben/2026-11-25', note: 'Counter B', reason: 'A hearing' },
    { key: 'ben/2026-11-26', note: 'An operation', reason: null },
    { key: 'rae/2026-11-24', note: 'Swapped with pleasure', reason: null },
  ])
  const gone = await sql<{ key: string; note: string | null; reason: string | null }>`
    select key, row->'row'->>'note' note, row->'row'->>'reason' reason from archive
    order by key`.execute(connection.db)
  expect(gone.rows).toEqual([
    { key: 'plan/ana/2026-09-01', note: 'An operation', reason: null },
    { key: 'shift/ana/2026-09-01', note: null, reason: 'An operation' },
    { key: 'shift/ana/2026-09-02', note: 'Counter B', reason: null },
  ])
  // Nobody is sent the old rows again, and no screen goes on from them.
  const carrying = await sql<{ seq: number }>`select seq from log where puts is not null`.execute(
    connection.db,
  )
  expect(carrying.rows.map(({ seq }) => Number(seq))).toEqual([3])
  expect(await epoch()).not.toBe(epochBefore)
})

it('keeps events from before tasks’ teams were kept with them', async () => {
  const before = Object.entries(migrations).filter(([name]) => name < '005')
  await migrate(connection.db, Object.fromEntries(before))
  const event = (seq: number, more = sql``, team = sql``) =>
    sql`insert into event (office, no, seq, status, holder${more})
      values ('o', 7, ${seq}, 'queued', null${team})`.execute(connection.db)
  await event(1)
  const done = await migrate(connection.db)
  expect(done.slice(0, 2)).toEqual(['005-reasons', '006-event-team'])
  await event(2, sql`, team`, sql`, 'desk'`)
  const events = await sql`select seq::int, team from event order by seq`.execute(connection.db)
  expect(events.rows).toEqual([
    { seq: 1, team: null },
    { seq: 2, team: 'desk' },
  ])
  const index = await sql`select indexdef from pg_indexes where indexname = 'event_team'`.execute(
    connection.db,
  )
  expect(index.rows).toMatchObject([{ indexdef: expect.stringContaining('(office, team, no)') }])
})

it('makes up for what the first form of two changes left undone', async () => {
  const before = Object.entries(migrations).filter(([name]) => name < '008')
  await migrate(connection.db, Object.fromEntries(before))
  const day = { id: 'ana/2026-09-01', person: 'ana', team: 'desk', day: '2026-09-01', work: null }
  const run = (text: string) => sql.raw(text).execute(connection.db)
  await run('drop index event_team')
  await sql`insert into archive (office, key, row) values ('o', 'shift/ana/2026-09-01',
    ${JSON.stringify({ table: 'shift', day: day.day, row: { ...day, note: 'An operation', by: 'lee' } })}::jsonb)`.execute(
    connection.db,
  )
  await sql`insert into log (office, seq, mark, at, actor, command, id, input, puts, drops) values
    ('o', 1, 'm', '2026-09-01', 'lee', 'day.adjust', 'c1',
    ${JSON.stringify({ person: 'ana', day: day.day, reason: 'An operation' })}::jsonb, '[]'::jsonb, '[]'::jsonb)`.execute(
    connection.db,
  )
  expect(await migrate(connection.db)).toEqual(['008-again'])
  const kept =
    await sql`select row->'row'->>'note' note, row->'row'->>'reason' reason from archive`.execute(
      connection.db,
    )
  expect(kept.rows).toEqual([{ note: null, reason: 'An operation' }])
  const index = await sql`select 1 from pg_indexes where indexname = 'event_team'`.execute(
    connection.db,
  )
  expect(index.rows).toHaveLength(1)
})

it('leaves the epoch alone where no reason has to be moved', async () => {
  const before = Object.entries(migrations).filter(([name]) => name < '005')
  await migrate(connection.db, Object.fromEntries(before))
  const epoch = () => sql`select value from meta where key = 'epoch'`.execute(connection.db)
  const was = (await epoch()).rows
  const next = Object.entries(migrations).filter(([name]) => name < '006')
  await migrate(connection.db, Object.fromEntries(next))
  expect((await epoch()).rows).toEqual(was)
})

it('lets teams whose count was left open go on with that of the type', async () => {
  const before = Object.entries(migrations).filter(([name]) => name < '007')
  await migrate(connection.db, Object.fromEntries(before))
  const rows = [
    {
      id: 'mail',
      teams: {
        permits: { standardMinutes: 8, dailyCount: null },
        copy: { standardMinutes: 5, dailyCount: 9 },
      },
    },
    { id: 'call', teams: { copy: { standardMinutes: 5 } } },
    { id: 'visit', teams: null },
    { id: 'other' },
  ]
  for (const row of rows)
    await sql`insert into task_type (office, key, row) values ('o', ${row.id}, ${JSON.stringify(row)}::jsonb)`.execute(
      connection.db,
    )
  await migrate(connection.db)
  const kept = await sql<{ row: object }>`select row from task_type order by key`.execute(
    connection.db,
  )
  expect(kept.rows.map(({ row }) => row)).toEqual([
    rows[1],
    {
      id: 'mail',
      teams: { permits: { standardMinutes: 8 }, copy: { standardMinutes: 5, dailyCount: 9 } },
    },
    rows[3],
    rows[2],
  ])
})

it('gives counts as numbers and dates as text, in UTC', async () => {
  const found = await sql`
    select 9007199254740991::int8 as big, date '2026-03-08' as day,
      timestamptz '2026-03-08 01:30:00-07' as at, '{"a": [1]}'::jsonb as doc`.execute(connection.db)
  expect(found.rows).toEqual([
    {
      big: 9_007_199_254_740_991,
      day: '2026-03-08',
      at: '2026-03-08 08:30:00+00',
      doc: { a: [1] },
    },
  ])
})
