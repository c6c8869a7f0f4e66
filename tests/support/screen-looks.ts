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
      const look = async () => {
        await page.setViewportSize({ width, height: 800 })
        return settled(page)
      }
      const faults = await answered(`${screen} at ${width}`, look())
      for (const fault of faults) this.faults.push(`${screen} at ${width}: ${fault}`)
    }
    await page.setViewportSize(sizes[0])
  }

  /** Laid out at every width; for axe-core wide in both colour schemes and narrow in the dark. */
  async at(page: Page, screen: string): Promise<void> {
    for (const size of sizes) {
      const where = `${screen} at ${size.width}`
      for (const fault of await answered(where, seen(page, size)))
        this.faults.push(`${where}: ${fault}`)
    }
    await answered(`${screen}, light again`, scheme(page, 'light'))
    await page.setViewportSize(sizes[0])
  }
}

async function seen(page: Page, size: (typeof sizes)[number]): Promise<string[]> {
  await page.setViewportSize(size)
  const faults = await settled(page)
  if (size.width !== 1440 && size.width !== 390) return faults
  faults.push(...(await axeFaults(page)), ...(await colourFaults(page)))
  if (size.width === 390) return faults
  await scheme(page, 'dark')
  const dark = await colourFaults(page)
  return [...faults, ...dark.map((fault) => `in the dark ${fault}`)]
}

/** A page that is asked for a script's answer has no time limit of its own, and would not say where it hangs. */
async function answered<T>(where: string, look: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${where}: the page does not answer`)), 60_000)
  })
  return Promise.race([look, late]).finally(() => clearTimeout(timer))
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
    await new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done, 10))
      // A window that has nothing to paint is given no frame.
      setTimeout(done, 1_000)
    })
    const moving = document.getAnimations().some(({ playState }) => playState === 'running')
    if (frames > 0 && !moving) return
  }
}
