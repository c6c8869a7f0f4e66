import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../../db/migrations/', import.meta.url)

/** The beginning of each file's SHA-256. A new migration gets its line here; none that is out ever changes. */
const frozen = {
  '001-board.ts': 'd391f29c18c049a6',
  '002-access.ts': '9e7b674208b969d4',
  '003-desk.ts': '7eb304ed75f8194c',
  '004-quality.ts': 'a8ed8be24efe5c5e',
  '005-reasons.ts': '57d1f8673dc0c73e',
  '006-event-team.ts': 'd34ab77cf97fcbfa',
  '007-counts.ts': '9f01fc187af68069',
  '008-again.ts': '8844a5b5dbc82c79',
}

it('are changed by new ones only, since a database that has run one never runs it again', () => {
  const files = readdirSync(folder).filter((name) => /^\d/.test(name))
  const now = files.sort().map((name) => {
    const text = readFileSync(new URL(name, folder))
    return [name, createHash('sha256').update(text).digest('hex').slice(0, 16)]
  })
  expect(Object.fromEntries(now)).toEqual(frozen)
})
