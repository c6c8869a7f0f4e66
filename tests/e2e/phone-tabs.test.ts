/** The tabs at the lower end of a phone: where a thumb looks for them on every page. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../support/stage.js'

const phone = { width: 390, height: 844 }
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** The tabs' names on a page, without how much waits: that is told where it is known. */
async function tabsOf(who: string, paths: readonly string[]) {
  const page = await stage.person(who, paths[0] ?? '/', phone)
  const tabs = page.getByRole('navigation', { name: 'Tabs' })
  const seen: string[][] = []
  for (const path of paths) {
    await page.goto(`${stage.address}${path}`)
    await page.locator('main[aria-busy=false]').waitFor()
    const names = async () => (await tabs.innerText()).replace(/ [\d,]+/g, '').split(/\n+/)
    await expect.poll(async () => (await names()).length).toBeGreaterThan(3)
    seen.push(await names())
  }
  return { page, tabs, seen }
}

it('are the same on every page, for a lead and for a clerk', async () => {
  const lead = await tabsOf('lee', ['/floor', '/pace', '/my', '/training'])
  const leads = ['Floor', 'Queue', 'My work', 'Search', 'New task']
  expect(lead.seen).toEqual([leads, leads, leads, leads])
  const clerk = await tabsOf('ana', ['/my', '/me', '/leave'])
  const clerks = ['In hand', 'Next', 'Queue', 'My day']
  expect(clerk.seen).toEqual([clerks, clerks, clerks])

  await clerk.tabs.getByText('My day').click()
  await clerk.page.getByRole('heading', { name: 'My day' }).waitFor()
  await clerk.tabs.getByText('Queue').click()
  await expect.poll(() => new URL(clerk.page.url()).search).toBe('?view=queue')
  expect(stage.faults).toEqual([])
})

it('leave a clerk a way to a new task and to the search', async () => {
  const { page } = await tabsOf('ana', ['/my'])
  await page.getByRole('button', { name: /: menu$/ }).click()
  await page.getByRole('menuitem', { name: 'New task' }).click()
  const dialog = page.getByRole('dialog', { name: 'New task' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: /: menu$/ }).click()
  await page.getByRole('menuitem', { name: 'Search' }).click()
  await expect.poll(() => new URL(page.url()).pathname).toBe('/search')
  expect(stage.faults).toEqual([])
})

it('keep a long name in its tab where a phone is narrow', async () => {
  const { tabs, page } = await tabsOf('ada', ['/floor'])
  await page.setViewportSize({ width: 320, height: 640 })
  const each = tabs.locator('a, button')
  const cut = () =>
    each.evaluateAll((all) =>
      all
        .flatMap((tab) => [tab, ...tab.querySelectorAll('span')])
        .filter((one) => one.scrollWidth > one.clientWidth)
        .map((one) => one.textContent?.trim()),
    )
  expect(await tabs.innerText()).toContain('Bring work in')
  expect(await cut()).toEqual([])
})
