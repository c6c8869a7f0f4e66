/** `npm run demo`: a believable office at work, on this machine only. */
import { join, resolve } from 'node:path'
import { fail } from '../../db/settings.js'
import { hash } from '../auth/passwords.js'
import { mustBeLoopback, readConfig, type Config } from '../config.js'
import type { SessionEvent } from '../doors/access.js'
import { serve, type Running } from '../serve.js'
import { prepareFolder } from './folder.js'
import { demoOffice, personId, type DemoOffice } from './office.js'
import { readOptions } from './options.js'
import { Simulation } from './simulation.js'
import type { DemoClock } from './clock.js'

export const demoPassword = 'tallyboard-demo'

export type Start = {
  argv: readonly string[]
  env: NodeJS.ProcessEnv
  say?: (line: string) => void
}

const aloud = (line: string) => void process.stdout.write(`${line}\n`)

/**
 * Makes the office of today if need be, serves it, and puts the simulated clerks to work.
 * @throws OperatorError with a sentence for the person at the terminal
 */
export async function startDemo({ argv, env, say = aloud }: Start): Promise<Running> {
  const options = readOptions(argv)
  const config = { ...readConfig({ LOG_LEVEL: 'warn', ...env }), databaseUrl: null }
  mustBeLoopback(config)
  const office = demoOffice(options.office)
  if (!office) throw fail(`There is no demo office "${options.office}".`)
  const folder = join(resolve(config.dataDir), `demo-${options.office}`)
  const making = { ...options, say, hash: () => hash(demoPassword) }
  const { clock, made } = await prepareFolder(folder, office, new Date(), making)
  const listeners = new Set<(event: SessionEvent) => void>()
  const running = await serve(
    { ...config, dataDir: folder },
    {
      daily: false,
      onSession: (event) => listeners.forEach((hear) => hear(event)),
    },
  )
  say(greeting(office, running.address, clock, options.still))
  if (options.still) return running
  return simulate(running, { office, clock, config, made, listeners })
}

type Scene = {
  office: DemoOffice
  clock: DemoClock
  config: Config
  made: boolean
  listeners: Set<(event: SessionEvent) => void>
}

async function simulate(
  running: Running,
  { office, clock, config, made, listeners }: Scene,
): Promise<Running> {
  if (!made) await endSessions(running, office)
  const simulation = new Simulation({
    office,
    clock,
    address: running.address,
    origin: config.origins[0] ?? running.address,
    password: demoPassword,
    now: () => new Date(),
    log: running.app.house.log,
  })
  listeners.add(simulation.hear)
  simulation.start()
  const stop = async () => {
    await simulation.stop()
    await running.stop()
  }
  return { ...running, stop }
}

/** Sessions of an earlier run: whose they were is not known any more, so everybody signs in again. */
async function endSessions({ app }: Running, { template }: DemoOffice): Promise<void> {
  for (const { username } of template.people) {
    await app.execute(template.id, personId(template.id, username), 'session.endAll', {})
  }
}

function greeting(
  { template, script }: DemoOffice,
  address: string,
  clock: DemoClock,
  still: boolean,
): string {
  const at = new Intl.DateTimeFormat('en-GB', {
    timeZone: clock.timeZone,
    hour: '2-digit',
    minute: '2-digit',
  })
  return [
    `Tallyboard demo is ready at ${address}`,
    `  ${template.name} (${script.office}), ${at.format(new Date())} there, ${still ? 'nobody at work' : 'simulated clerks at work'}`,
    '  Sign in as lead, supervisor, admin or clerk1 … clerk8',
    `  Password of all of them: ${demoPassword}`,
    ...(still
      ? []
      : ['  Sign in as a clerk to take over from the simulation; sign out to give it back.']),
  ].join('\n')
}
