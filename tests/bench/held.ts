/**
 * How long the server's own thread is held while a forecast is made and a kept proof is checked again:
 * `npm run bench:held`. For so long no claim is answered. Teams of 20 people and 500 tasks, and of 50 and 2,000.
 * The day's first forecast is told apart: it reads and learns from all past days, in an embedded database that
 * runs on the same thread.
 */
import { loadavg } from 'node:os'
import type { Output, RawInput, ReadName } from '../../server/contract/commands.js'
import { dayBounds } from '../../server/domain/due.js'
import { Dice } from '../support/dice.js'
import { MONDAY_9, OFFICE } from '../support/floor.js'
import { pastWork } from '../support/past-work.js'
import { median, print } from './figures.js'
import { LEAD, openFullDesk, TEAM, type FullDesk } from './full-desk.js'

const MONDAY = '2026-11-23'
const at = (clock: string, day: string) =>
  new Date(
    Date.parse(dayBounds(day, 'America/Denver').from) + Date.parse(`1970-01-01T${clock}:00Z`),
  ).toISOString()

type App = FullDesk['app']

async function run(app: App, name: string, input: object): Promise<object> {
  const answer = await app.execute(OFFICE, LEAD, name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  return answer.output as object
}
const ask = <N extends ReadName>(app: App, name: N, input: RawInput<N>) =>
  run(app, name, input) as Promise<Output<N>>

/** The longest that nothing else got its turn while this ran, and how long it took in all. */
async function heldBy(work: () => Promise<unknown>): Promise<{ held: number; took: number }> {
  let last = performance.now()
  let held = 0
  let open = true
  const look = () => {
    const now = performance.now()
    held = Math.max(held, now - last)
    last = now
    if (open) setImmediate(look)
  }
  setImmediate(look)
  const began = performance.now()
  await work()
  const took = performance.now() - began
  await new Promise((done) => setImmediate(done))
  open = false
  return { held, took }
}

/** Takes a proposal as it is, so that its proof is kept. @returns the record's id */
async function balance(app: App): Promise<string> {
  let shown = await ask(app, 'balance.propose', { team: TEAM, seconds: 2 })
  while (!shown.done)
    shown = await ask(app, 'balance.look', { proposal: shown.proposal, after: shown.version })
  const { proposal, seq } = shown
  // So many are taken at once at most; the proof is of the whole floor all the same.
  const moves = shown.moves.slice(0, 600)
  const done = (await run(app, 'balance.apply', { team: TEAM, proposal, seq, moves })) as {
    record: string | null
  }
  if (done.record === null) throw new Error('nothing was kept')
  return done.record
}

for (const size of [
  { people: 20, tasks: 500 },
  { people: 50, tasks: 2_000 },
]) {
  let now = MONDAY_9
  const desk = await openFullDesk(new Dice(size.tasks), size, () => new Date(now))
  const { app } = desk
  const rows = pastWork(MONDAY, 20, 30, at).map((row) => ({ ...row, type: 't0' }))
  for (let from = 0; from < rows.length; from += 200)
    await run(app, 'task.import', { rows: rows.slice(from, from + 200) })
  await app.boardOf(OFFICE)
  const first = await heldBy(() => ask(app, 'pace.forecast', { team: TEAM }))
  const later = []
  for (let minute = 1; minute <= 5; minute++) {
    now = new Date(Date.parse(MONDAY_9) + minute * 60_000).toISOString()
    later.push(await heldBy(() => ask(app, 'pace.forecast', { team: TEAM })))
  }
  const record = await balance(app)
  // The first starts what has to run.
  await ask(app, 'balance.record', { record })
  const recheck = await heldBy(() => ask(app, 'balance.record', { record }))
  print(`${size.people} × ${size.tasks}`, {
    firstHeldMs: Math.round(first.held),
    firstMs: Math.round(first.took),
    forecastHeldMs: Math.round(median(later.map(({ held }) => held))),
    forecastMs: Math.round(median(later.map(({ took }) => took))),
    recheckHeldMs: Math.round(recheck.held),
    recheckMs: Math.round(recheck.took),
    load: (loadavg()[0] as number).toFixed(1),
  })
  await desk.close()
}
