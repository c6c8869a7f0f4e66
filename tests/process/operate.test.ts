/** What an operator does from the command line, with real processes. */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../support/cluster.js'
import { freshDatabase } from '../support/postgres.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ADMIN = { name: 'Ada', username: 'ada', password: 'quiet lamp ninety gravel' }
const OFFICE = { name: 'Records', timeZone: 'America/Denver', opens: '08:00', closes: '17:00' }

type Env = Record<string, string>

let folder: string
let env: Env
let address: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyboard-operate-'))
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  env = {
    PORT: String(port),
    HOST: '',
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: '',
    ORIGIN: '',
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(script: string, args: string[] = [], more: Env = {}) {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    env: { ...process.env, ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const process_ = { child, said: '', code: undefined as number | null | undefined }
  const hear = (text: Buffer) => {
    process_.said += text.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      process_.code = code
      resolve(code)
    }),
  )
  return Object.assign(process_, { ended })
}

/** The server, when it has said the last of its greeting. */
async function start(greeting: RegExp) {
  const server = run('start')
  while (!greeting.test(server.said)) {
    if (server.code !== undefined) throw new Error(`it ended: ${server.said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return server
}

const post = (path: string, body: object) =>
  fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(body),
  })

it('builds pages for use, without the checks of development, even while NODE_ENV says test', async () => {
  expect(process.env.NODE_ENV).toBe('test')
  const assets = join(root, '.build/web/assets')
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(scripts.map((name) => readFile(join(assets, name), 'utf8')))
  expect(texts.join('')).toContain('indexOf')
  // Svelte's own, which takes the place of Array.prototype.indexOf.
  expect(texts.filter((text) => text.includes('state_proxy_equality_mismatch'))).toEqual([])
})

it('goes from nothing through backup, restore, a new passphrase and a move', async () => {
  const first = await start(/setup#\S+/)
  const token = /setup#(\S+)/.exec(first.said)?.[1]
  const office = { ...OFFICE, days: [1, 2, 3, 4, 5], template: null }
  expect((await post('/api/setup', { token, office, admin: ADMIN })).status).toBe(200)
  expect((await post('/api/setup', { token, office, admin: ADMIN })).status).toBe(404)

  const second = run('start')
  expect(await second.ended).toBe(1)
  expect(second.said).toContain(`in use by Tallyboard (process`)
  const neighbour = run('start', [], { DATA_DIR: join(folder, 'other') })
  expect(await neighbour.ended).toBe(1)
  expect(neighbour.said).toContain(`Port ${env.PORT} on 127.0.0.1 is in use`)

  const file = join(folder, 'kept.tar.gz')
  expect(await run('backup', [file]).ended).toBe(0)
  expect((await stat(file)).size).toBeGreaterThan(1_000)
  const early = run('restore', [file])
  expect(await early.ended).toBe(1)
  expect(early.said).toContain('in use by Tallyboard')
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const restored = run('restore', [file])
  expect(await restored.ended).toBe(0)
  expect(restored.said).toContain('The former database is kept in')
  expect((await readdir(join(folder, 'data'))).filter((name) => name !== 'backups')).toEqual([
    'database',
    expect.stringMatching(/^database\.before-/),
  ])

  const reset = run('reset-admin')
  expect(await reset.ended).toBe(0)
  const password = /^ {2}(\S+)$/m.exec(reset.said)?.[1] ?? ''

  const target = await freshDatabase({ migrated: false })
  const moved = run('move-to-postgres', [target.url])
  expect(await moved.ended, moved.said).toBe(0)
  expect(moved.said).toMatch(/^credential +1 {2}[0-9a-f]{32}$/m)
  env = { ...env, DATABASE_URL: target.url }
  const onPostgres = await start(/is ready at/)
  expect(onPostgres.said).not.toContain('setup#')
  const { username } = ADMIN
  const old = await post('/api/session', { username, password: ADMIN.password })
  expect(old.status).toBe(401)
  const fresh = await post('/api/session', { username, password })
  expect(await fresh.json()).toMatchObject({ ok: true, me: { mustChangePassword: true } })
  onPostgres.child.kill('SIGTERM')
  expect(await onPostgres.ended).toBe(0)
  await target.drop()
})

it('names what is wrong with what it was given', async () => {
  const cases: [string, string[], Env, string][] = [
    ['start', [], { PORT: 'http' }, 'PORT must be a whole number from 0 to 65535'],
    ['start', [], { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be like postgresql://'],
    ['demo', [], { HOST: '0.0.0.0', DATABASE_URL: '' }, 'serves this machine only'],
    ['backup', [], { DATABASE_URL: '' }, 'npm run backup -- FILE'],
    [
      'backup',
      ['x'],
      { DATABASE_URL: '', DATA_DIR: join(folder, 'no') },
      'There is no database in',
    ],
    ['move-to-postgres', [], { DATABASE_URL: '' }, 'npm run move-to-postgres -- postgresql://'],
  ]
  for (const [script, args, more, sentence] of cases) {
    const process_ = run(script, args, more)
    expect(await process_.ended).toBe(1)
    expect(process_.said).toContain(sentence)
    expect(process_.said).not.toContain('    at ')
  }
})
