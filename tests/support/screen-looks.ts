/** Looks at screens in every width and both colour schemes, and keeps what is wrong with them. */
import type { Page } from 'playwright-core'
import { axeFaults, colourFaults, layoutFaults } from './page-checks.js'

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

  /** Laid out at every width; for axe-core wide in both colour schemes and narrow in the dark. */
  async at(page: Page, screen: string): Promise<void> {
    for (const size of sizes) {
      await page.setViewportSize(size)
      const said = (fault: string) => this.faults.push(`${screen} at ${size.width}: ${fault}`)
      ;(await settled(page)).forEach(said)
      if (size.width !== 1440 && size.width !== 390) continue
      ;(await axeFaults(page)).forEach(said)
      ;(await colourFaults(page)).forEach(said)
      if (size.width === 390) continue
      await scheme(page, 'dark')
      ;(await colourFaults(page)).forEach((fault) => said(`in the dark ${fault}`))
    }
    await scheme(page, 'light')
    await page.setViewportSize(sizes[0])
  }
}

async function scheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(quiet)
}

/** Faults that stay when the page has taken its new size. */
async function settled(page: Page): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    await page.evaluate(quiet)
    const faults = await layoutFaults(page)
    if (faults.length === 0 || tries === 6) return faults
  }
}

/** Painted, with all that moves at its end: an inherited colour goes down one element a frame. */
const quiet = async () => {
  await document.fonts.ready
  for (let frames = 0; frames < 60; frames++) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 10)))
    const moving = document.getAnimations().some(({ playState }) => playState === 'running')
    if (frames > 0 && !moving) return
  }
}
