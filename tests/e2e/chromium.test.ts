import { expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.js'
import { openStage } from '../support/stage.js'

it('has a Chromium that runs scripts', async () => {
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.setContent('<title>x</title><script>document.title = [1, 2].at(-1)</script>')
  expect(await page.title()).toBe('2')
  await browser.close()
})

it('shows a signed-in clerk the live board, without an error in the page', async () => {
  const stage = await openStage()
  try {
    await stage.do('lee', 'task.create', { type: 'mail', title: 'Tray 3' })
    const page = await stage.person('ana', '/my')
    await page.getByText('Tray 3').first().waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    expect(await page.getByText('9:00').or(page.getByText('09:00')).count()).toBeGreaterThan(0)
  } finally {
    await stage.close()
  }
})
