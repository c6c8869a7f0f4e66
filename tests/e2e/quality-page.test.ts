import type { Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OFFICE } from '../support/floor.js'
import { madeReview } from '../support/made-reviews.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page

beforeAll(async () => {
  stage = await openStage()
  const { db } = stage.running.app.house
  for (let task = 1; task <= 24; task++) {
    const returned = task % 6 === 0
    const reasons = [{ reason: 'signature', step: 'filed', text: null }]
    const row = madeReview({ task, ...(returned ? { result: 'return', reasons } : {}) })
    await sql`insert into review (office, key, row) values (${OFFICE}, ${row.id}, ${JSON.stringify(row)}::jsonb)`.execute(
      db,
    )
  }
  lee = await stage.person('lee', '/quality')
})
afterAll(async () => {
  expect(stage?.faults).toEqual([])
  await stage?.close()
})

const look = async (screen: string) => {
  const looks = new ScreenLooks()
  await looks.at(lee, screen)
  expect(looks.faults).toEqual([])
}

it('shows first-pass yield, and opens to the checks behind it', async () => {
  await lee.getByText(/83 % \[64 to 93 %\], 24 checked tasks/).waitFor()
  if (process.env.SHOTS) await lee.screenshot({ path: `${process.env.SHOTS}/yield.png` })
  await look('first-pass yield')
  await lee.setViewportSize({ width: 390, height: 844 })
  const tabs = await lee.getByRole('navigation', { name: 'Quality' }).getByRole('link').all()
  const places = await Promise.all(tabs.map((tab) => tab.boundingBox()))
  expect(places).toHaveLength(4)
  for (const place of places) expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(374)
  if (process.env.SHOTS) await lee.screenshot({ path: `${process.env.SHOTS}/yield-390.png` })
  await lee.setViewportSize({ width: 1440, height: 900 })
  await lee.getByRole('button', { name: 'Permit: show the checks' }).click()
  await lee.getByText('24 checks, the latest first').waitFor()
  await lee.keyboard.press('Escape')
})

it('counts reasons, and says what the checks notice', async () => {
  await lee.getByRole('link', { name: 'Returns' }).click()
  await lee.getByText('4 of 24 checks were returns').waitFor()
  await lee.getByRole('row', { name: /Signature missing.*Permit: Filed 4 100 %/ }).waitFor()
  await look('returns by reason')
  await lee.getByRole('link', { name: 'How much is checked' }).click()
  await lee.getByRole('heading', { name: 'Permit' }).waitFor()
  await look('how much is checked')
  if (process.env.SHOTS) await lee.screenshot({ path: `${process.env.SHOTS}/rates.png` })
})

it('says where no two checkers looked at the same work', async () => {
  await lee.getByRole('link', { name: 'Agreement' }).click()
  await lee
    .getByRole('main')
    .getByText(/two checkers/)
    .first()
    .waitFor()
  await look('agreement')
})

it('shows a supervisor no persons', async () => {
  const sue = await stage.person('sue', '/quality?team=permits')
  // All of it is one person's work.
  await sue.getByText('Not shown: it takes 10 checked tasks of at least 3 people').first().waitFor()
  expect(await sue.getByRole('button', { name: 'Person' }).count()).toBe(0)
  expect(await sue.getByRole('button', { name: /show the checks/ }).count()).toBe(0)
})
