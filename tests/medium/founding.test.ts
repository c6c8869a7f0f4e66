/** What set-up makes of a ready-made office. */
import { afterEach, expect, it } from 'vitest'
import type { Connection } from '../../db/connect.js'
import { openSetup } from '../../server/auth/setup.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { calendarOf } from '../../server/domain/calendar.js'
import { createSetup } from '../../server/founding.js'
import { openPglite } from '../support/pglite.js'

let connection: Connection
afterEach(() => connection.close())

async function found(template: string, timeZone: string): Promise<OfficeRow> {
  connection = await openPglite()
  const now = new Date('2026-09-01T16:00:00Z')
  const { token } = (await openSetup(connection.db, now))!
  const taken = await createSetup(connection.db, () => now).take({
    token,
    office: {
      name: 'Ours',
      timeZone,
      days: [1, 2, 3, 4, 5],
      opens: '08:00',
      closes: '17:00',
      template,
    },
    admin: { name: 'Ada Moss', username: 'ada', password: 'violet stapler counts forms' },
  })
  expect(taken).toEqual({ ok: true })
  const row = await connection.db.selectFrom('office').select('row').executeTakeFirstOrThrow()
  return row.row as unknown as OfficeRow
}

it.each([
  ['portland-constituent', 'America/Los_Angeles', true],
  ['connecticut-processing', 'America/New_York', false],
])('keeps the holidays of its state: %s', async (template, timeZone, worksOnColumbusDay) => {
  const calendar = calendarOf(await found(template, timeZone))
  expect(calendar.on('2026-10-12').open).toBe(worksOnColumbusDay)
  expect(calendar.on('2026-11-26')).toEqual({ open: false, off: 'Thanksgiving Day' })
})
