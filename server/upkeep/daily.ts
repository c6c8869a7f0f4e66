/** What a server does for the embedded database that it holds: a hatch for the operator, a backup a day. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { backUp } from '../../db/backup.js'
import type { Connection } from '../../db/connect.js'
import { openHatch } from './hatch.js'

const HOUR = 3_600_000
const SOON = 60_000
const DAILY = /^daily-\d{4}-\d{2}-\d{2}\.tar\.gz$/

/** @returns ends both */
export async function keepUp(
  db: Connection,
  folder: string,
  { log, daily: wanted }: { log: Logger; daily: boolean },
): Promise<() => Promise<void>> {
  const closeHatch = await openHatch(folder, (file) => backUp(db, file))
  if (!wanted) return closeHatch
  const ending = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const daily = () => {
    running = backUpDaily(db, folder, new Date().toISOString().slice(0, 10), ending.signal).catch((error: unknown) => {
      if (!ending.signal.aborted) log.error({ err: error }, 'the daily backup failed; it is tried again in an hour')
    })
  }
  const first = setTimeout(daily, SOON)
  const timer = setInterval(daily, HOUR)
  first.unref()
  timer.unref()
  return async () => {
    clearTimeout(first)
    clearInterval(timer)
    ending.abort()
    await running
    await closeHatch()
  }
}

/** The day's backup unless it is there; the newest `keep` of them stay. */
export async function backUpDaily(db: Connection, folder: string, day: string, signal?: AbortSignal, keep = 7): Promise<void> {
  const place = join(folder, 'backups')
  await mkdir(place, { recursive: true, mode: 0o700 })
  const file = join(place, `daily-${day}.tar.gz`)
  if (existsSync(file)) return
  await backUp(db, file, signal)
  const all = (await readdir(place)).filter((name) => DAILY.test(name)).sort()
  for (const old of all.slice(0, -keep)) await rm(join(place, old))
}
