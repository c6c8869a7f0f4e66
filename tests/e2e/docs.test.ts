import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docsRouter } from '../../server/doors/docs.js'
import { launchChromium } from '../support/chromium.js'
import { openPostgresNode, type Node } from '../support/nodes.js'
import { freshDatabase, type FreshDatabase } from '../support/postgres.js'

let database: FreshDatabase
let node: Node
let browser: Browser
let address: string
beforeAll(async () => {
  database = await freshDatabase()
  node = await openPostgresNode(database.url, { routers: () => [docsRouter()] })
  await new Promise<void>((done) => node.app.server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(node.app.server.address() as AddressInfo).port}`
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await node?.close()
  await database?.drop()
})

it('shows the interface from this server alone, under the strict policy', async () => {
  const page = await browser.newPage()
  const foreign: string[] = []
  const faults: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
      foreign.push(request.url())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  const answer = await page.goto(`${address}/api/docs`)
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'")
  expect(answer?.headers()['content-security-policy']).not.toMatch(/unsafe/)
  const claim = page.locator('.opblock', { has: page.locator('[data-path="/api/task.claim"]') })
  await claim.waitFor()
  expect(await page.locator('.opblock').count()).toBeGreaterThan(35)
  await claim.locator('.opblock-summary-control').first().click()
  await claim.getByText('Idempotency-Key').first().waitFor()
  await page.getByText('task_taken').first().waitFor()
  expect(
    await claim
      .locator('.opblock-summary-method')
      .evaluate((one) => getComputedStyle(one).backgroundColor),
  ).not.toBe('rgba(0, 0, 0, 0)')
  expect(foreign).toEqual([])
  expect(faults).toEqual([])
  await page.close()
})
