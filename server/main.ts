/** Starts a node, real or demo; drains on SIGTERM. */
import { OperatorError } from '../db/settings.js'
import { openSetup } from './auth/setup.js'
import { readConfig } from './config.js'
import { serve, type Running } from './serve.js'
import { tasks } from './upkeep/tasks.js'

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const [task = '', ...argv] = process.argv.slice(2)
  if (Object.hasOwn(tasks, task)) return tasks[task]?.(argv, readConfig(process.env))
  const demo = process.argv[2] === 'demo'
  const running = demo
    ? await (await import('./demo/main.js')).startDemo({ argv: process.argv.slice(3), env: process.env })
    : await serve(readConfig(process.env))
  stopOnSignal(running)
  if (!demo) await greet(running)
}

async function greet({ app, address }: Running): Promise<void> {
  say(`Tallyboard is ready at ${address}`)
  const setup = await openSetup(app.house.db, new Date())
  if (setup) say(`This installation is empty. Open this link to set it up; it works once:\n  ${address}/setup#${setup.token}`)
}

function stopOnSignal(running: { stop(): Promise<void> }): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  // npm hands a signal on that the terminal has sent already; once is enough.
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof OperatorError ? error.message : error)
  process.exit(1)
})
