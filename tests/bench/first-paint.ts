/**
 * First paint of the floor with 500 queued tasks and 40 people in real Chromium: from the click on
 * the address to the painted queue and lanes. The baseline is the finished page as dead HTML with its
 * styles inlined: what Chromium itself needs to fetch, lay out and paint the same content.
 */
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import build from '../support/build-setup.js'
import { launchChromium } from '../support/chromium.js'
import { freePort } from '../support/cluster.js'
import { ServerProcess } from '../support/server-process.js'
import { foundBusyOffice, PEOPLE, QUEUED, signIn } from './busy-office.js'
import { median, percentile, print } from './figures.js'

const ROUNDS = Number(process.env.ROUNDS ?? 9)
const LANES = 8
const ROWS = 10

/**
 * Runs in the page before anything of it: notes when rows and lanes stand in the next painted frame.
 * A text, since what compiles this file would put names of its own into a function.
 */
const watch = `(function look() {
  const count = (what) => document.querySelectorAll(what).length
  if (count('[role=option]') < ${ROWS} || count('[data-person]') < ${LANES}) return requestAnimationFrame(look)
  // The frame in which they are found is painted before the second callback from now.
  requestAnimationFrame(() => requestAnimationFrame(() => (window.paintedAt = performance.now())))
})()`

async function paint(page: Page, address: string): Promise<number> {
  await page.goto(address)
  await page.waitForFunction(() => 'paintedAt' in window)
  return page.evaluate(() => (window as typeof window & { paintedAt: number }).paintedAt)
}

const frozen = (page: Page) =>
  page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
    const body = document.body.cloneNode(true) as HTMLElement
    for (const script of body.querySelectorAll('script')) script.remove()
    return `<!doctype html><html lang="en"><style>${rules.join('\n')}</style>${body.outerHTML}</html>`
  })

await build()
const folder = await mkdtemp(join(tmpdir(), 'tallyboard-paint-'))
await foundBusyOffice(folder)
const server = await ServerProcess.start({ port: await freePort(), dataDir: folder })
const browser = await launchChromium()
let dead = ''
const plain = createServer((_, answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(dead))
await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done))
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name = '', value = ''] = (await signIn(server.address, 'lee')).split('=')
  await context.addCookies([{ name, value, url: server.address }])
  await context.addInitScript(watch)
  const page = await context.newPage()
  const floor = `${server.address}/floor`
  const still = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`
  const cold = await paint(page, floor)
  dead = await frozen(page)
  await paint(page, still)
  const ours: number[] = []
  const bare: number[] = []
  for (let n = 0; n < ROUNDS; n++) {
    ours.push(await paint(page, floor))
    bare.push(await paint(page, still))
  }
  const ratio = median(ours.map((one, n) => one / (bare[n] ?? Number.NaN)))
  print('first-paint', { queued: QUEUED, people: PEOPLE, ratio, p50Ms: median(ours), maxMs: percentile(ours, 100), firstVisitMs: cold, deadHtmlP50Ms: median(bare) })
} finally {
  plain.close()
  await browser.close()
  await server.end('SIGTERM')
  await rm(folder, { recursive: true, force: true })
}
