/** Starts a node, real or demo; drains on SIGTERM. */
import { OperatorError } from '../db/settings.js'
import { openSetup } from './auth/setup.js'
import { readConfig } from './config.js'
import { serve, type Running } from './serve.js'
import { tasks } from './upkeep/tasks.js'

const PATIENCE_MS = 20_000
/** The first screens after a start go first. */
const WARM_AFTER_MS = 3_000

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const [task = '', ...argv] = process.argv.slice(2)
  if (Object.hasOwn(tasks, task)) return tasks[task]?.(argv, readConfig(process.env))
  const starting = task === 'demo' ? startDemo(argv) : start()
  stopOnSignal(starting)
  const { app } = await starting
  setTimeout(() => app.warm(), WARM_AFTER_MS).unref()
}

async function startDemo(argv: string[]): Promise<Running> {
  const demo = await import('./demo/main.js')
  return demo.startDemo({ argv, env: process.env })
}

async function start(): Promise<Running> {
  const running = await serve(readConfig(process.env))
  await greet(running)
  return running
}

async function greet({ app, address }: Running): Promise<void> {
  say(`Tallyboard is ready at ${address}`)
  const setup = await openSetup(app.house.db, new Date())
  if (setup) say(`This installation is empty. Open this link to set it up; it works once:\n  ${address}/setup#${setup.token}`)
}

/** A signal during the start waits for its end: half a start cannot be drained. */
function stopOnSignal(starting: Promise<Running>): void {
  let stopping = false
  const stop = () => {
    // npm hands a signal on that the terminal has sent already; once is enough.
    if (stopping) return
    stopping = true
    setTimeout(() => giveUp(`Stopping took longer than ${PATIENCE_MS / 1_000} s.`), PATIENCE_MS).unref()
    starting.then((running) => running.stop()).then(() => process.exit(0), giveUp)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function giveUp(error: unknown): never {
  const said = error instanceof OperatorError ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${String(said)}\n`)
  process.exit(1)
}

main().catch(giveUp)
