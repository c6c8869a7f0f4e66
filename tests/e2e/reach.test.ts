/** Where the focus may go, and what somebody who only looks on is offered. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { focus, row } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const made = [
    ['permit', 'Fence on Elm Street'],
    ['permit', 'Shed on Elm Street'],
    ['mail', 'Letters of Monday'],
  ] as const
  for (const [type, title] of made) await stage.do('ana', 'task.create', { type, title })
  await stage.do('rae', 'task.create', { type: 'copy', title: 'Deed of 1911' })
})
afterAll(() => stage?.close())

/** Names of what can be reached by Tab though it is cut off where nothing scrolls by hand. */
const unseen = (page: Page) =>
  page.evaluate(() => {
    const reachable = 'a[href], button, input, select, textarea, [tabindex]'
    return [...document.querySelectorAll<HTMLElement>(reachable)].flatMap((one) => {
      if (one.tabIndex < 0 || one.matches(':disabled')) return []
      if (!one.checkVisibility({ visibilityProperty: true })) return []
      one.focus({ preventScroll: true })
      const { left, top, right, bottom, width, height } = one.getBoundingClientRect()
      if (width * height === 0) return []
      const seen = { left: Math.max(left, 0), top, right: Math.min(right, innerWidth), bottom }
      for (let at = one.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at)
        const edge = at.getBoundingClientRect()
        if (/hidden|clip/.test(overflowX)) {
          seen.left = Math.max(seen.left, edge.left)
          seen.right = Math.min(seen.right, edge.right)
        }
        if (/hidden|clip/.test(overflowY)) {
          seen.top = Math.max(seen.top, edge.top)
          seen.bottom = Math.min(seen.bottom, edge.bottom)
        }
      }
      const whole = seen.right - seen.left >= width / 2 && seen.bottom - seen.top >= height / 2
      return whole ? [] : [(one.ariaLabel ?? one.textContent ?? one.tagName).trim()]
    })
  })

it.each([
  ['ana', ['/my', '/search?q=elm', '/task/1']],
  ['lee', ['/floor', '/floor?view=queue', '/import']],
  ['ada', ['/floor', '/people', '/types', '/office']],
])('lets %s reach nothing that is out of sight', async (who, paths) => {
  const page = await stage.person(who, paths[0]!, { width: 1024, height: 768 })
  const found: string[] = []
  for (const path of paths) {
    await page.evaluate((to) => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
    await page.locator('main[aria-busy=false]').waitFor()
    for (const width of [1440, 1024, 768, 390]) {
      await page.setViewportSize({ width, height: 844 })
      // The bar folds in the frame after the page has its new width.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      for (const name of await unseen(page)) found.push(`${path} at ${width}: ${name}`)
    }
  }
  expect(found).toEqual([])
  await page.context().close()
})

it('keeps who searches in the field, and leads from there into the results', async () => {
  const ana = await stage.person('ana', '/my')
  const field = /^Search by number/
  await ana.keyboard.press('/')
  await expect.poll(() => focus(ana)).toMatch(field)
  await ana.keyboard.type('elm')
  await ana.keyboard.press('Enter')
  await ana.getByText('for “elm”').waitFor()
  expect(await focus(ana)).toMatch(field)
  await ana.keyboard.type(' shed')
  await ana.getByText('for “elm shed”').waitFor()
  expect(await focus(ana)).toMatch(field)
  await ana.keyboard.press('ArrowDown')
  await expect.poll(() => focus(ana)).toMatch(/^Shed on Elm Street/)
  await ana.keyboard.press('ArrowUp')
  await expect.poll(() => focus(ana)).toMatch(field)
  await ana.keyboard.press('Enter')
  await ana.getByRole('article', { name: 'Task 2' }).waitFor()
  await ana.context().close()
})

it('asks to whom a task is given in the same words beside the task as on the floor', async () => {
  const lee = await stage.person('lee', '/floor')
  const people = lee.getByRole('dialog', { name: 'Give to' }).getByRole('option')
  const told = async () => {
    await people.first().waitFor()
    const words = await people.allInnerTexts()
    await lee.keyboard.press('Escape')
    await people.first().waitFor({ state: 'detached' })
    return words.map((one) => one.replace(/\s+/g, ' '))
  }
  await row(lee, 'Letters of Monday').click({ button: 'right' })
  await lee.getByRole('menuitem', { name: 'Give to…' }).click()
  const onFloor = await told()
  await row(lee, 'Letters of Monday').click()
  await lee.getByRole('article', { name: 'Task 3' }).waitFor()
  await lee.getByRole('button', { name: /^Give to…/ }).click()
  expect(await told()).toEqual(onFloor)
  expect(onFloor).toHaveLength(3)
  expect(onFloor.at(-1)).toMatch(/Ben Ito no skill for Mail$/)
  await lee.context().close()
})

it('shows a supervisor every team, and offers nothing that would be refused', async () => {
  const sue = await stage.person('sue', '/floor')
  await row(sue, 'Deed of 1911').waitFor()
  await row(sue, 'Fence on Elm Street').waitFor()
  const filters = sue.getByRole('group', { name: 'Filter the queue' })
  await filters.getByRole('button', { name: 'Team' }).click()
  await sue.getByRole('menuitemcheckbox', { name: 'Records' }).click()
  await expect.poll(() => row(sue, 'Fence on Elm Street').count()).toBe(0)
  await sue.keyboard.press('Escape')
  await sue
    .getByRole('banner')
    .getByRole('button', { name: /2 teams/ })
    .click()
  await sue.getByRole('menuitemcheckbox', { name: 'Permits' }).click()
  await row(sue, 'Fence on Elm Street').waitFor()

  await filters.getByRole('button', { name: 'Holder' }).click()
  expect(await sue.getByRole('menuitemcheckbox').allInnerTexts()).toEqual([
    'Unassigned',
    'Waiting on others',
    'All open',
  ])
  await sue.keyboard.press('Escape')
  await row(sue, 'Fence on Elm Street').click({ button: 'right' })
  expect(await sue.getByRole('menuitem').allInnerTexts()).toEqual([expect.stringMatching(/^Open/)])
  await sue.keyboard.press('Escape')
  expect(await sue.getByRole('button', { name: /^(Give|Select|Reply)/ }).count()).toBe(0)
  await sue.context().close()
  expect(stage.faults).toEqual([])
})

it('changes its colours at once and together where motion is reduced', async () => {
  const ana = await stage.person('ana', '/my')
  await ana.emulateMedia({ reducedMotion: 'reduce' })
  const link = ana.getByRole('link', { name: 'My work' })
  const colours = await link.evaluate((one) => {
    const colour = () => getComputedStyle(one).color
    const light = colour()
    document.documentElement.dataset.theme = 'dark'
    return [light, colour()]
  })
  expect(colours).toEqual(['rgb(26, 28, 31)', 'rgb(236, 237, 238)'])
  await ana.context().close()
})

it('says whose work board it is before anybody has signed in', async () => {
  const visitor = await stage.visitor()
  await visitor.goto(stage.address)
  await visitor.getByText('The work board of Springfield City Clerk').waitFor()
  await visitor.context().close()
})
