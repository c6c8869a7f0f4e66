/** The demo's data folder: kept while its day lasts, made anew after that. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '../../db/connect.js'
import { lockFolder } from '../../db/lock.js'
import { migrate } from '../../db/migrate.js'
import { createApp } from '../app.js'
import { found } from '../core/found.js'
import { clockOf, dayOf, midMorning, minuteOf, minutesOf, type DemoClock } from './clock.js'
import { keepPastForecasts } from './forecasts.js'
import { foundingPlan, type DemoOffice } from './office.js'
import { planDay, type Step } from './plan.js'
import { PastIds, pastDraw, runSteps } from './seed.js'

/** Beside the database, written when it is whole. */
const MARK = 'demo.json'
/** Raised whenever another past comes out of the same day. */
const VERSION = 7
/** A demo is no longer worth keeping when its office is about to close. */
const LATEST = minutesOf('16:00')

type Mark = { version: number; timeZone: string; day: string; still: boolean }

export type Making = {
  fresh: boolean
  still: boolean
  hash(): Promise<string>
  say(line: string): void
}

/**
 * Sees to it that the folder holds the office of today.
 * @returns the clock that the office goes by, and whether the folder was made just now
 * @throws OperatorError when another process has the folder
 */
export async function prepareFolder(
  folder: string,
  office: DemoOffice,
  now: Date,
  making: Making,
): Promise<{ clock: DemoClock; made: boolean }> {
  const lock = await lockFolder(folder)
  try {
    const kept = making.fresh ? null : await keptClock(folder, now, making.still)
    if (kept) return { clock: kept, made: false }
    return { clock: await makeFolder(folder, office, now, making), made: true }
  } finally {
    await lock.release()
  }
}

/** Null when the folder is empty, half made, of another day or past its working hours. */
async function keptClock(folder: string, now: Date, still: boolean): Promise<DemoClock | null> {
  const text = await readFile(join(folder, MARK), 'utf8').catch(() => null)
  if (text === null) return null
  const mark = JSON.parse(text) as Mark
  // What simulated people did is not what a still demo shows.
  if (mark.version !== VERSION || (still && !mark.still)) return null
  const clock = clockOf(mark.timeZone)
  if (dayOf(clock, now) !== mark.day || minuteOf(clock, now) >= LATEST) return null
  if (mark.still !== still) await writeMark(folder, { ...mark, still })
  return clock
}

const writeMark = (folder: string, mark: Mark) =>
  writeFile(join(folder, MARK), `${JSON.stringify(mark)}\n`)

/** Made beside the folder and moved into place, so that a demo is whole or not there. */
async function makeFolder(
  folder: string,
  office: DemoOffice,
  now: Date,
  { still, hash, say }: Making,
): Promise<DemoClock> {
  const clock = midMorning(now)
  const until = still ? undefined : Math.floor(minuteOf(clock, now))
  const steps = planDay(office, clock, now, until)
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  say(`Making ${office.template.name} and its past (${steps.length} events) …`)
  const began = performance.now()
  const day = dayOf(clock, now)
  await fill(unfinished, office, { clock, day, steps, hash: await hash() })
  await writeMark(unfinished, { version: VERSION, timeZone: clock.timeZone, day, still })
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
  say(`Making the office: done in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  return clock
}

type Filling = { clock: DemoClock; day: string; steps: Step[]; hash: string }

async function fill(
  folder: string,
  office: DemoOffice,
  { clock, day, steps, hash }: Filling,
): Promise<void> {
  const first = steps[0]?.at ?? new Date().toISOString()
  const ids = new PastIds(office.template.id)
  const time = { now: new Date(Date.parse(first) - 60_000), ids }
  const db = await connect({ dataDir: folder })
  try {
    await migrate(db.db)
    await found(db.db, foundingPlan(office, clock, hash, { at: time.now.toISOString(), day }))
    const app = await createApp({
      db,
      clock: () => time.now,
      ids: ids.next,
      watch: false,
      draw: pastDraw,
    })
    try {
      await runSteps(app, office.template.id, steps, time)
      await keepPastForecasts(app, db.db, office.template.id, time.now.toISOString())
    } finally {
      await app.close()
    }
  } finally {
    await db.close()
  }
}
