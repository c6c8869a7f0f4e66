/**
 * A command sent by one person until it is on the screens of 200 others, at 20 commands a second.
 * The screens live in a process of their own.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import { connect } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { found } from '../../server/core/found.js'
import { hash } from '../../server/auth/passwords.js'
import { createApp } from '../../server/app.js'
import { OFFICE, plan } from '../support/floor.js'
import { percentile, print } from './figures.js'

const SCREENS = 200
const COMMANDS = 400
const PER_SECOND = 20
const PASSWORD = 'only for this bench run'

async function serve() {
  const db = await connect({})
  await migrate(db.db)
  const secret = await hash(PASSWORD)
  const { people, ...rest } = plan()
  await found(db.db, { ...rest, people: people.map((one) => ({ ...one, hash: secret })) })
  const app = await createApp({ db })
  await new Promise<void>((done) => app.server.listen(0, '127.0.0.1', done))
  const { port } = app.server.address() as AddressInfo
  return { app, db, address: `http://127.0.0.1:${port}` }
}

async function signIn(address: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ username: 'ana', password: PASSWORD }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const { app, db, address } = await serve()
const cookie = await signIn(address)
const screens = fork(fileURLToPath(new URL('screens.ts', import.meta.url)), [address, cookie, String(SCREENS)], { execArgv: ['--import', 'tsx'] })
const sentAt = new Map<number, number>()
const waits: number[] = []
let arrived = 0
const done = new Promise<void>((resolve) => {
  screens.on('message', (message: { ready?: true; seq?: number; at?: number[] }) => {
    if (message.ready) return void send()
    const sent = sentAt.get(message.seq ?? 0)
    if (sent === undefined) return
    for (const at of message.at ?? []) waits.push(at - sent)
    if (++arrived === COMMANDS) resolve()
  })
})

async function send(): Promise<void> {
  for (let n = 0; n < COMMANDS; n++) {
    const began = performance.timeOrigin + performance.now()
    void app.execute(OFFICE, 'lee', 'task.create', { type: 'mail', title: `Letter ${n}` }).then((answer) => {
      if (answer.ok) sentAt.set(answer.seq, began)
    })
    await new Promise((next) => setTimeout(next, 1_000 / PER_SECOND))
  }
}

await done
print('fan-out', { screens: SCREENS, perSecond: PER_SECOND, p50Ms: percentile(waits, 50), p99Ms: percentile(waits, 99), seen: waits.length })
screens.kill()
await app.close()
await db.close()
