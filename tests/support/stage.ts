/** A whole office on a real server and PostgreSQL, and people at its screens in real Chromium. */
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { connect } from '../../db/connect.js'
import { readEntries } from '../../db/queries/log.js'
import { hash } from '../../server/auth/passwords.js'
import { readConfig } from '../../server/config.js'
import type { Output, RawInput, WriteName } from '../../server/contract/commands.js'
import { found, type OfficePlan } from '../../server/core/found.js'
import { serve, type Running } from '../../server/serve.js'
import type { Cable } from './cable.js'
import { launchChromium } from './chromium.js'
import { MONDAY_9, OFFICE, plan } from './floor.js'
import type { Entry } from '../../db/queries/commit.js'
import { freshDatabase } from './postgres.js'

export const PASSWORD = 'violet stapler counts forms'
const webDir = fileURLToPath(new URL('../../.build/web', import.meta.url))

export type Look = {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
}

export type Stage = {
  readonly running: Running
  browser: Browser
  address: string
  /** The server's time; it goes on from Monday 9:00 in Denver, and a test may move it. */
  clock: { at: () => Date; later(minutes: number): void }
  /** The output of a command of somebody who is not at a screen; it must be accepted. */
  do<N extends WriteName>(who: string, name: N, input: RawInput<N>): Promise<Output<N>>
  /** A task as the server has it. */
  task(no: number): Promise<Output<'task.get'>['task']>
  /** What the office's log says of a command, in order. */
  log(command: WriteName): Promise<Pick<Entry, 'seq' | 'id' | 'actor' | 'input'>[]>
  /** Errors that pages threw. */
  readonly faults: readonly string[]
  /** The server ends and another takes its place, at the same address. */
  restart(): Promise<void>
  /** A browser of its own, not signed in. */
  visitor(look?: Look): Promise<Page>
  /** Somebody who is signed in and sees the live board at `path`. */
  person(username: string, path: string, look?: Look): Promise<Page>
  close(): Promise<void>
}

type Options = {
  /** False: an empty installation, to be set up. */
  founded?: boolean
  /** Another office than the small one, under its id. */
  office?: OfficePlan
  /** Runs between the screens and the server; whoever laid it takes it away. */
  cable?: Cable
}

export async function openStage({
  founded = true,
  office = plan(),
  cable,
}: Options = {}): Promise<Stage> {
  const database = await freshDatabase()
  if (founded) await foundWithPasswords(database.url, office)
  const began = performance.now()
  let ahead = 0
  const at = () => new Date(Date.parse(MONDAY_9) + ahead + performance.now() - began)
  const up = (port: number) => {
    const origin = cable && { ORIGIN: cable.address }
    const env = { PORT: String(port), LOG_LEVEL: 'warn', DATABASE_URL: database.url, ...origin }
    return serve(readConfig(env), { webDir, clock: at })
  }
  let running = await up(0)
  const port = Number(new URL(running.address).port)
  cable?.plug(port)
  const address = cable?.address ?? running.address
  const browser = await launchChromium()
  const contexts: BrowserContext[] = []
  const faults: string[] = []
  const visitor = async ({ width = 1440, height = 900, colorScheme = 'light' }: Look = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme })
    contexts.push(context)
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error.stack ?? error)))
    page.setDefaultTimeout(15_000)
    return page
  }
  return {
    get running() {
      return running
    },
    faults,
    browser,
    address,
    clock: { at, later: (minutes) => void (ahead += minutes * 60_000) },
    async do(who, name, input) {
      const answer = await running.app.execute(OFFICE, who, name, input)
      if (answer.ok) return answer.output as Output<typeof name>
      throw new Error(
        `${name} by ${who} was refused: ${answer.error.code}: ${answer.error.message}`,
      )
    },
    async task(no) {
      const answer = await running.app.execute(OFFICE, 'lee', 'task.get', { task: no })
      if (answer.ok) return (answer.output as Output<'task.get'>).task
      throw new Error(`#${no} cannot be read: ${answer.error.message}`)
    },
    async log(command) {
      const entries = await readEntries(running.app.house.db, OFFICE, 0, 10_000)
      return entries.filter((entry) => entry.command === command)
    },
    async restart() {
      await running.stop()
      running = await up(port)
    },
    visitor,
    async person(username, path, look) {
      const page = await visitor(look)
      await page.goto(`${address}${path}`)
      await signIn(page, username)
      await page.locator('main[aria-busy=false]').waitFor()
      return page
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await running.stop()
      await database.drop()
    },
  }
}

export async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Passphrase').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function foundWithPasswords(url: string, office: OfficePlan): Promise<void> {
  const db = await connect({ databaseUrl: url })
  const same = await hash(PASSWORD)
  await found(db.db, { ...office, people: office.people.map((one) => ({ ...one, hash: same })) })
  await db.close()
}
