/** A whole office on a real server and PostgreSQL, and people at its screens in real Chromium. */
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { connect } from '../../db/connect.js'
import { hash } from '../../server/auth/passwords.js'
import { readConfig } from '../../server/config.js'
import type { Output, RawInput, WriteName } from '../../server/contract/commands.js'
import { found, type OfficePlan } from '../../server/core/found.js'
import { serve, type Running } from '../../server/serve.js'
import { launchChromium } from './chromium.js'
import { MONDAY_9, OFFICE, plan } from './floor.js'
import { freshDatabase } from './postgres.js'

export const PASSWORD = 'violet stapler counts forms'
const webDir = fileURLToPath(new URL('../../.build/web', import.meta.url))

export type Look = {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
}

export type Stage = {
  running: Running
  browser: Browser
  address: string
  /** The server's time; it goes on from Monday 9:00 in Denver, and a test may move it. */
  clock: { at: () => Date; later(minutes: number): void }
  /** The output of a command of somebody who is not at a screen; it must be accepted. */
  do<N extends WriteName>(who: string, name: N, input: RawInput<N>): Promise<Output<N>>
  /** A browser of its own, not signed in. */
  visitor(look?: Look): Promise<Page>
  /** Somebody who is signed in and sees the live board at `path`. */
  person(username: string, path: string, look?: Look): Promise<Page>
  close(): Promise<void>
}

/** @param founded false: an empty installation, to be set up; `office`: another than the small one, under its id */
export async function openStage({ founded = true, office = plan() } = {}): Promise<Stage> {
  const database = await freshDatabase()
  if (founded) await foundWithPasswords(database.url, office)
  const began = performance.now()
  let ahead = 0
  const at = () => new Date(Date.parse(MONDAY_9) + ahead + performance.now() - began)
  const env = { PORT: '0', LOG_LEVEL: 'warn', DATABASE_URL: database.url }
  const running = await serve(readConfig(env), { webDir, clock: at })
  const { address } = running
  const browser = await launchChromium()
  const contexts: BrowserContext[] = []
  const visitor = async ({ width = 1440, height = 900, colorScheme = 'light' }: Look = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    return page
  }
  return {
    running,
    browser,
    address,
    clock: { at, later: (minutes) => void (ahead += minutes * 60_000) },
    async do(who, name, input) {
      const answer = await running.app.execute(OFFICE, who, name, input)
      if (answer.ok) return answer.output as Output<typeof name>
      throw new Error(`${name} by ${who} was refused: ${answer.error.code}: ${answer.error.message}`)
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
