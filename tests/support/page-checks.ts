/** What must hold on every screen. Each check answers sentences about what is wrong; none is good. */
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'

const entry = fileURLToPath(new URL('page-look.ts', import.meta.url))
let script: Promise<string> | undefined

/** Text that is cut, runs out, is covered or lies on other text; sideways scrolling; small targets. */
export async function layoutFaults(page: Page): Promise<string[]> {
  script ??= bundled()
  return page.evaluate(`(() => { ${await script}; return eyes.look() })()`)
}

/** What lies over a page: axe-core has seen the page itself, so it looks closely at this alone. */
const layers = '[role=menu], [role=dialog], [role=alertdialog]'
/** What only a page with its layers together can break. */
const ofWhole = ['region', 'aria-hidden-focus', 'duplicate-id-aria', 'landmark-unique', 'bypass']

export const hasLayer = async (page: Page) => (await page.locator(layers).count()) > 0

/** Violations of axe-core's own choice of rules. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await hasLayer(page))) return violations(axe(page))
  return [
    ...(await violations(axe(page).include(layers))),
    ...(await violations(axe(page).withRules(ofWhole))),
  ]
}

// The other mode opens a page of its own for each look, and there are no frames here.
const axe = (page: Page) =>
  new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false })

async function violations(builder: AxeBuilder): Promise<string[]> {
  const found = (await builder.analyze()).violations
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.replace(/\s+/g, ' ').slice(0, 200)}`),
  )
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
