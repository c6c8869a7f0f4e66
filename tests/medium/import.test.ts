import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readByKeys } from '../../db/queries/board.js'
import { hash } from '../../server/auth/passwords.js'
import type { ImportReport, RawMapping } from '../../server/contract/import.js'
import { found } from '../../server/core/found.js'
import { importRouter, MOST_BYTES } from '../../server/doors/import.js'
import { OFFICE, plan } from '../support/floor.js'
import { openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const password = 'violet stapler counts forms'
const id = '7c5f2b1e-90d3-4f6a-8f4e-2f6a1c9d3b10'
const mapping: RawMapping = {
  columns: {
    title: 'title',
    reference: 'ref',
    createdAt: 'in',
    finishedAt: 'out',
    'fields.fund': 'fund',
    type: 'type',
  },
  defaultType: 'mail',
}
const rows =
  'title,ref,in,out,type,fund\nTray 1,R1,2026-11-20 09:00,,mail,\nTray 2,R2,2026-11-20 09:00,2026-11-20 10:00,,\nTray 3,R3,02/30/2026,,,\nVouchers,R4,,,batch,water\n'

let hashed: string
let node: Node
let address: string
let office = OFFICE
let cookie: string
beforeAll(async () => {
  hashed = await hash(password)
  node = await openNode(await openPglite(), { routers: (house) => [importRouter(house)] })
  await new Promise<void>((done) => node.app.server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(node.app.server.address() as AddressInfo).port}`
})
afterAll(() => node.close())

// Each test has an office of its own.
let offices = 0
beforeEach(async () => {
  office = `${OFFICE}-${++offices}`
  const { people, ...rest } = plan(office)
  await found(node.db.db, { ...rest, people: people.map((one) => ({ ...one, hash: hashed })) })
  cookie = await signIn('ana')
})

async function signIn(username: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ username: `${username}@${office}`, password }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

type Given = {
  file?: string | Uint8Array<ArrayBuffer>
  mapping?: unknown
  dryRun?: boolean
  importId?: string
  more?: Record<string, string>
}
const send = (given: Given, headers: Record<string, string> = {}) => {
  const form = new FormData()
  if (given.mapping !== undefined) form.set('mapping', JSON.stringify(given.mapping))
  if (given.dryRun) form.set('dryRun', 'true')
  if (given.importId) form.set('importId', given.importId)
  for (const [name, value] of Object.entries(given.more ?? {})) form.set(name, value)
  if (given.file !== undefined) form.set('file', new Blob([given.file]), 'Eingänge.csv')
  return fetch(`${address}/api/import`, {
    method: 'POST',
    body: form,
    headers: { origin: address, cookie, ...headers },
  })
}
const answerOf = async (answer: Response) =>
  (await answer.json()) as {
    ok: boolean
    output: ImportReport
    error: { code: string; message: string; problems: { path: string }[] }
  }
const tasks = async () => (await node.app.boardOf(office)).tables.task

describe('importing over HTTP', () => {
  it('needs no id; with one as Idempotency-Key it doubles nothing when it is sent again', async () => {
    const file = 'title,type\nTray 1,mail\n'
    const first = await answerOf(await send({ file }, { 'idempotency-key': id }))
    expect(first).toMatchObject({ ok: true, output: { importId: id, created: 1 } })
    expect(await answerOf(await send({ file }, { 'idempotency-key': id }))).toEqual(first)
    expect((await tasks()).size).toBe(1)
    expect(await answerOf(await send({ file }))).toMatchObject({ ok: true, output: { created: 1 } })
    expect((await tasks()).size).toBe(2)
  })

  it('guesses and foresees without any effect', async () => {
    const answer = await answerOf(await send({ file: rows, dryRun: true }))
    expect(answer.output).toMatchObject({
      dryRun: true,
      rows: 4,
      created: 2,
      refused: 2,
      file: { name: 'Eingänge.csv', encoding: 'utf-8', delimiter: ',' },
      mapping: {
        columns: { title: 'title', reference: 'ref', type: 'type', 'fields.fund': 'fund' },
      },
    })
    expect((await tasks()).size).toBe(0)
  })

  it('creates tasks, history for what was finished, and gives back what it refuses', async () => {
    const { output } = await answerOf(await send({ file: rows, mapping, importId: id }))
    expect(output).toMatchObject({ created: 3, skipped: 0, refused: 1, leftOut: 0, dryRun: false })
    expect(output.refusedRows).toEqual([
      {
        line: 4,
        cells: ['Tray 3', 'R3', '02/30/2026', '', '', ''],
        why: expect.stringMatching(/^in: .*does not exist/) as string,
      },
    ])
    const board = await tasks()
    expect([...board.values()]).toMatchObject([
      {
        title: 'Tray 1',
        reference: 'R1',
        createdAt: '2026-11-20T16:00:00.000Z',
        channel: 'import',
        status: 'queued',
        createdBy: 'ana',
      },
      { title: 'Vouchers', fields: { fund: 'Water' } },
    ])
    const [done] = await readByKeys(node.db.db, office, 'task', [2])
    expect(done).toMatchObject({ status: 'done', finishedAt: '2026-11-20T17:00:00.000Z' })
  })

  it('doubles nothing when it is sent again, corrected or not', async () => {
    const first = await answerOf(await send({ file: rows, mapping, importId: id }))
    expect(await answerOf(await send({ file: rows, mapping, importId: id }))).toEqual(first)
    const foreseen = await answerOf(await send({ file: rows, mapping, dryRun: true }))
    expect(foreseen.output).toMatchObject({ created: 0, skipped: 3 })
    expect(foreseen.output.preview.map(({ here }) => here)).toEqual([true, true, true])
    const corrected = rows.replace('02/30/2026', '2026-11-20')
    const again = await answerOf(
      await send({ file: corrected, mapping, importId: id.replace('7', '8') }),
    )
    expect(again.output).toMatchObject({ created: 1, skipped: 3, refused: 0 })
    expect((await tasks()).size).toBe(3)
  })

  it('goes on where it stopped', async () => {
    const many = `title,ref\n${Array.from({ length: 450 }, (_, n) => `Task ${n},R${n}`).join('\n')}\n`
    const some = { columns: { title: 'title', reference: 'ref' }, defaultType: 'mail' }
    const execute = node.app.house.execute
    let sent = 0
    node.app.house.execute = (caller, asking) =>
      ++sent > 1
        ? Promise.resolve({ ok: false, error: { code: 'not_allowed', message: 'No.' } })
        : execute(caller, asking)
    expect(await answerOf(await send({ file: many, mapping: some, importId: id }))).toMatchObject({
      ok: false,
      error: {
        code: 'not_allowed',
        message: 'No. 200 of 450 rows were taken before; send the same import again to go on.',
      },
    })
    node.app.house.execute = execute
    const { output } = await answerOf(await send({ file: many, mapping: some, importId: id }))
    expect(output).toMatchObject({ created: 450, skipped: 0 })
    expect((await tasks()).size).toBe(450)
  })

  it('tells its progress line by line', async () => {
    const many = `title\n${'x\n'.repeat(401)}`
    const answer = await send(
      { file: many, mapping: { columns: { title: 'title' }, defaultType: 'mail' }, importId: id },
      { accept: 'application/x-ndjson' },
    )
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(lines.slice(0, -1)).toEqual(
      [0, 200, 400, 401].map((done) => ({ progress: { done, total: 401 } })),
    )
    expect(lines.at(-1)).toMatchObject({ ok: true, output: { created: 401 } })
  })

  it('makes task types for whoever may', async () => {
    const file = 'title,type\nA,Zoo\nB,zoo\n'
    const asked = {
      mapping: { columns: { title: 'title', type: 'type' }, createTypes: ['Zoo'] },
      file,
      importId: id,
    }
    expect((await answerOf(await send(asked))).error).toMatchObject({
      code: 'not_allowed',
      message: expect.stringContaining('“Zoo” could not be made') as string,
    })
    cookie = await signIn('ada')
    expect((await answerOf(await send(asked))).output).toMatchObject({ created: 2 })
    const types = (await node.app.boardOf(office)).tables.taskType
    expect([...types.values()].filter(({ name }) => name === 'Zoo')).toHaveLength(1)
    expect((await answerOf(await send(asked))).output).toMatchObject({ created: 2 })
    expect((await tasks()).size).toBe(2)
  })
})

describe('refusals', () => {
  it.each([
    ['not signed in', { file: rows, dryRun: true }, { cookie: '' }, 401, 'not_signed_in', []],
    [
      'from another place',
      { file: rows, dryRun: true },
      { origin: 'https://elsewhere.example' },
      403,
      'not_allowed',
      [],
    ],
    ['without a file', { dryRun: true }, {}, 400, 'invalid_input', ['file']],
    [
      'with an id that is none',
      { file: rows },
      { 'idempotency-key': 'x' },
      400,
      'invalid_input',
      ['Idempotency-Key'],
    ],
    [
      'with unknown parts',
      { file: rows, dryRun: true, more: { color: 'red' } },
      {},
      400,
      'invalid_input',
      ['color'],
    ],
    [
      'with a mapping to nothing',
      { file: rows, dryRun: true, mapping: { columns: { color: 'x' }, x: 1 } },
      {},
      400,
      'invalid_input',
      ['mapping.columns.color', 'mapping.x'],
    ],
    [
      'of a file without a header',
      { file: 'a,,c\n1,2,3\n', dryRun: true },
      {},
      400,
      'invalid_input',
      ['file'],
    ],
  ])('%s', async (_name, given: Given, headers: Record<string, string>, status, code, paths) => {
    const answer = await send(given, headers)
    expect(answer.status).toBe(status)
    const { error } = await answerOf(answer)
    expect(error.code).toBe(code)
    expect(error.problems?.map(({ path }) => path) ?? []).toEqual(paths)
  })

  it('a file that is too large', async () => {
    const answer = await send({ file: new Uint8Array(MOST_BYTES + 1).fill(97), dryRun: true })
    expect(answer.status).toBe(413)
    expect((await answerOf(answer)).error).toMatchObject({
      code: 'too_large',
      message: 'The file is larger than 32 MB; import it in parts.',
    })
  })

  it('a body that is no form', async () => {
    const headers = { origin: address, cookie, 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await fetch(`${address}/api/import`, {
      method: 'POST',
      headers,
      body: '--x\r\nbroken',
    })
    expect(answer.status).toBe(400)
  })

  it('two at once by one person', async () => {
    const two = await Promise.all(
      [1, 2].map(() => send({ file: rows.repeat(3_000), dryRun: true })),
    )
    expect(two.map(({ status }) => status).sort()).toEqual([200, 429])
  })
})

it('reads a real export', async () => {
  const file = new Uint8Array(
    readFileSync(new URL('../support/files/boston-style.csv', import.meta.url)),
  )
  const guess = await answerOf(await send({ file, dryRun: true }))
  const { output } = await answerOf(
    await send({ file, mapping: { ...guess.output.mapping, defaultType: 'copy' }, importId: id }),
  )
  expect(output).toMatchObject({ rows: 60, created: 60, refused: 0 })
})
