import { expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.js'

it('has a Chromium that runs scripts', async () => {
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.setContent('<title>x</title><script>document.title = [1, 2].at(-1)</script>')
  expect(await page.title()).toBe('2')
  await browser.close()
})
