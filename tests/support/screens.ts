/** Where things are on the screens, and how one gets to them without a mouse. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The middle of my work. */
export const desk = (page: Page) => page.getByRole('region', { name: 'Task in hand' })
/** A task's row in a list. */
export const row = (page: Page, title: string) => page.getByRole('option', { name: title })
/** Somebody's lane on the floor. */
export const lane = (page: Page, person: string) => page.locator(`[data-person=${person}]`)
/** What was shown as a message. */
export const message = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Messages' }).getByText(words)
/** What is read aloud politely. */
export const aloud = (page: Page) => page.locator('.aloud[role=status][aria-live=polite]')

/** What has the focus, in words; "nothing" when it was lost. */
export const focus = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return 'nothing'
    if (at.matches('main')) return 'the page'
    const label = at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent
    return (label ?? at.textContent ?? at.tagName).replace(/\s+/g, ' ').trim()
  })

/** Presses Tab until it has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const there = () => target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; !(await there()); presses++) {
    if (presses === 80) expect.fail(`Tab does not lead there; it ends at: ${await focus(page)}`)
    await page.keyboard.press('Tab')
  }
}

/** Goes on without a reload. */
export const go = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
