/** What must hold on every screen. Each check answers sentences about what is wrong; none is good. */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'

const entry = fileURLToPath(new URL('page-look.ts', import.meta.url))
let script: Promise<string> | undefined

/** Text that is cut, runs out, is covered or lies on other text; sideways scrolling; small targets. */
export const layoutFaults = (page: Page) => ask(page, 'look')
/** Violations of axe-core's own choice of rules, but for colours. */
export const axeFaults = (page: Page) => ask(page, 'axeFaults')
/** Violations of axe-core's rules about colours, in the scheme that is shown. */
export const colourFaults = (page: Page) => ask(page, 'colourFaults')

async function ask(page: Page, check: 'look' | 'axeFaults' | 'colourFaults'): Promise<string[]> {
  // It is long, and a document keeps it.
  if (!(await page.evaluate('"eyes" in window'))) await page.evaluate(await (script ??= bundled()))
  return page.evaluate(`eyes.${check}()`)
}

/** What looks at a page, as one script. */
async function bundled(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, name: 'eyes', formats: ['iife'] } },
  })) as Rolldown.RolldownOutput[]
  const [chunk] = built[0]?.output ?? []
  if (!chunk) throw new Error('what looks at a page was not built')
  return chunk.code
}
