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

/** Violations of axe-core's own choice of rules, or of `rules` alone. */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  // The other mode opens a page of its own for each look, and there are no frames here.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false })
  if (rules) axe.withRules(rules)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, help, nodes }) =>
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
