/** Looks at screens in every width and both colour schemes, and keeps what is wrong with them. */
import type { Page } from 'playwright-core'
import { axeFaults, hasLayer, layoutFaults } from './page-checks.js'

const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const

export class ScreenLooks {
  /** Each with the screen and the width at which it was seen. */
  readonly faults: string[] = []

  /** At these widths, and without axe-core. */
  async layout(page: Page, screen: string, widths: readonly number[]): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      for (const fault of await settled(page)) this.faults.push(`${screen} at ${width}: ${fault}`)
    }
    await page.setViewportSize(sizes[0])
  }

  /** @param axe false: axe-core has seen what this screen consists of elsewhere */
  async at(page: Page, screen: string, { axe = true } = {}): Promise<void> {
    const over = await hasLayer(page)
    for (const size of sizes) {
      // What lies over a page is laid out anew by its own few breakpoints only.
      if (over && size.width === 1280) continue
      await page.setViewportSize(size)
      const said = (fault: string) => this.faults.push(`${screen} at ${size.width}: ${fault}`)
      ;(await settled(page)).forEach(said)
      if (!axe) continue
      // Light where it is widest and dark where it is narrowest: the colours are the same few everywhere.
      if (size.width === 1440) (await axeFaults(page)).forEach(said)
      if (size.width !== 390) continue
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      ;(await axeFaults(page)).forEach((fault) => said(`in the dark ${fault}`))
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    }
    await page.setViewportSize(sizes[0])
  }
}

/** Faults that stay when the page has taken its new size. */
async function settled(page: Page): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    await page.evaluate(nextFrame)
    const faults = await layoutFaults(page)
    if (faults.length === 0 || tries === 6) return faults
  }
}

const nextFrame = () =>
  new Promise<void>((done) => {
    const painted = () => requestAnimationFrame(() => setTimeout(done, 20))
    void document.fonts.ready.then(() => requestAnimationFrame(painted))
  })
