/** Every screen, with a full office: readable, reachable and whole at every width, light and dark. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crowded, fillFloor } from '../support/crowded-office.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
const pages = new Map<string, Page>()
beforeAll(async () => {
  stage = await openStage({ office: crowded() })
})
afterAll(() => stage?.close())

/** One page a person; asked again it goes to another place without a reload. */
async function at(who: string, path: string): Promise<Page> {
  const open = pages.get(who)
  if (!open) {
    const page = await stage.person(who, path)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    pages.set(who, page)
    return page
  }
  await open.keyboard.press('Escape')
  await open.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  return open
}

/** A group of screens; what is wrong with any of them is told together. */
function screens(name: string, look: (looks: ScreenLooks) => Promise<void>): void {
  it(name, async () => {
    const looks = new ScreenLooks()
    await look(looks)
    expect(looks.faults).toEqual([])
  })
}

describe('before work comes', () => {
  screens('sign-in', async (looks) => {
    const page = await stage.visitor()
    await page.goto(stage.address)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await looks.at(page, 'sign-in')
    await page.getByLabel('User name').fill('ana')
    await page.getByLabel('Passphrase').fill('not hers at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('form [class*=message]').first().waitFor()
    await looks.at(page, 'sign-in refused')
    await page.context().close()
  })

  screens('an empty office', async (looks) => {
    const sue = await at('sue', '/floor')
    await sue.getByText('Nothing is waiting').first().waitFor()
    await looks.at(sue, 'empty floor')
    const rae = await at('rae', '/my')
    await rae.getByText('Nothing is in hand').waitFor()
    await looks.at(rae, 'empty My work')
  })
})

describe('with work', () => {
  beforeAll(() => fillFloor(stage))

  screens('floor', async (looks) => {
    const lee = await at('lee', '/floor')
    await lee.getByRole('option').first().waitFor()
    await looks.at(lee, 'floor')
  })
})
