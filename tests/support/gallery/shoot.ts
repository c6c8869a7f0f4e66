/**
 * Takes pictures of gallery pages, light and dark, at 1440, 1024 and 390 px:
 * `npx tsx tests/support/gallery/shoot.ts '/floor?as=lead' [--at 1440] [--light|--dark] [--out DIR] [--base URL]`
 * and says what went wrong in the page: errors, horizontal scrolling, accessibility.
 */
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../chromium.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    at: { type: 'string', multiple: true, default: ['1440', '1024', '390'] },
    light: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    out: { type: 'string', default: join(tmpdir(), 'gallery') },
    base: { type: 'string', default: 'http://127.0.0.1:5170' },
    axe: { type: 'boolean', default: false },
    press: { type: 'string' },
    click: { type: 'string' },
  },
})

const heights: Record<string, number> = { 1440: 900, 1024: 768, 390: 844 }
const schemes = (['light', 'dark'] as const).filter(
  (scheme) => values.light === values.dark || values[scheme],
)

async function open(
  browser: Browser,
  path: string,
  width: number,
  scheme: 'light' | 'dark',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: heights[width] ?? 900 },
    colorScheme: scheme,
    deviceScaleFactor: 1,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.log(`  error: ${error.message}`))
  page.on(
    'console',
    (message) => message.type() === 'error' && console.log(`  console: ${message.text()}`),
  )
  await page.goto(new URL(path, values.base).href)
  await page.waitForSelector('main:not([aria-busy=true])')
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(700)
  if (values.click) await page.locator(values.click).first().click()
  if (values.press) for (const key of values.press.split(' ')) await page.keyboard.press(key)
  await page.waitForTimeout(400)
  return page
}

async function judge(page: Page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (over > 0) console.log(`  scrolls sideways by ${over} px`)
  if (!values.axe) return
  const { violations } = await new AxeBuilder({ page }).analyze()
  for (const { id, help, nodes } of violations)
    console.log(`  axe ${id}: ${help}; ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`)
}

const browser = await launchChromium()
await mkdir(values.out, { recursive: true })
for (const path of positionals) {
  for (const width of values.at.flatMap((one) => one.split(','))) {
    for (const scheme of schemes) {
      const page = await open(browser, path, Number(width), scheme)
      const file = join(
        values.out,
        `${path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}-${width}-${scheme}.png`,
      )
      await page.screenshot({ path: file })
      console.log(file)
      await judge(page)
      await page.context().close()
    }
  }
}
await browser.close()
