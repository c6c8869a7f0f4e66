/**
 * The demo to ready on an existing folder, against making it anew; and what the server keeps in
 * memory, idle and with 200 screens connected.
 */
import { fork, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import build from '../support/build-setup.js'
import { freePort } from '../support/cluster.js'
import { ServerProcess } from '../support/server-process.js'
import { foundBusyOffice, signIn } from './busy-office.js'
import { median, print } from './figures.js'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const SCREENS = 200
const root = fileURLToPath(new URL('../..', import.meta.url))

/** Seconds from the command to the first answer that it is ready. */
async function demoToReady(folder: string): Promise<number> {
  const port = await freePort()
  const env = { ...process.env, DATA_DIR: folder, PORT: String(port) }
  const began = performance.now()
  const demo = spawn('npm', ['run', 'demo', '--', '--still'], { cwd: root, env, stdio: 'ignore' })
  const ended = new Promise((done) => demo.once('exit', done))
  const ready = () => fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.ok, () => false)
  while (!(await ready())) {
    if (demo.exitCode !== null) throw new Error('the demo did not come up')
    await new Promise((done) => setTimeout(done, 20))
  }
  const seconds = (performance.now() - began) / 1_000
  demo.kill('SIGTERM')
  await ended
  return seconds
}

async function start(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tallyboard-start-'))
  try {
    const fresh = await demoToReady(folder)
    const again: number[] = []
    for (let n = 0; n < ROUNDS; n++) again.push(await demoToReady(folder))
    print('demo-ready', { existingS: median(again), slowestS: Math.max(...again), freshS: fresh, ratio: median(again) / fresh })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Resident megabytes as the server itself reports them; the least of some, once it has settled. */
async function residentMb(address: string): Promise<number> {
  let least = Infinity
  for (let n = 0; n < 10; n++) {
    const text = await fetch(`${address}/metrics`).then((answer) => answer.text())
    least = Math.min(least, Number(/^tallyboard_process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20)
    await new Promise((done) => setTimeout(done, 500))
  }
  return least
}

async function memory(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tallyboard-memory-'))
  await foundBusyOffice(folder)
  const server = await ServerProcess.start({ port: await freePort(), dataDir: folder })
  try {
    const cookie = await signIn(server.address, 'lee')
    const idleMb = await residentMb(server.address)
    const path = fileURLToPath(new URL('screens.ts', import.meta.url))
    const screens = fork(path, [server.address, cookie, String(SCREENS)], { execArgv: ['--import', 'tsx'] })
    await new Promise<void>((done) => screens.on('message', ({ ready }: { ready?: true }) => ready && done()))
    const withScreensMb = await residentMb(server.address)
    print('memory', { idleMb, screens: SCREENS, withScreensMb, ratio: withScreensMb / idleMb, kbAScreen: ((withScreensMb - idleMb) * 1_024) / SCREENS })
    screens.kill()
  } finally {
    await server.end('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

await build()
await start()
await memory()
