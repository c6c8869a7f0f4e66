/** Every screen, with a full office: readable, reachable and whole at every width, light and dark. */
import type { Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crowded, fillFloor } from '../support/crowded-office.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { openStage, signIn, type Stage } from '../support/stage.js'

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
  it.sequential(
    name,
    async () => {
      const looks = new ScreenLooks()
      await look(looks)
      expect(looks.faults).toEqual([])
    },
    300_000,
  )
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

  // Nobody changes anything here, and each has a page: two side by side take little longer than one.
  describe.concurrent('as clerks and admins see it', () => {
    screens('My work and what opens from it', async (looks) => {
      const ana = await at('ana', '/my')
      await ana.getByRole('button', { name: /^Finish/ }).waitFor()
      await looks.at(ana, 'My work')
      await ana.getByRole('button', { name: /: menu$/ }).click()
      await ana.getByRole('menu', { name: 'You and this device' }).waitFor()
      await looks.at(ana, 'My work, menu')
      await ana.keyboard.press('Escape')
      await ana.getByRole('menu').waitFor({ state: 'detached' })
      for (const [key, dialog] of [
        ['c', 'New task'],
        ['?', 'Keys'],
        ['w', /waits on someone/],
        ['h', /help/i],
      ] as const) {
        await ana.keyboard.press(key)
        await ana.getByRole('dialog', { name: dialog }).waitFor()
        await looks.at(ana, `My work, dialog ${String(dialog)}`)
        await ana.keyboard.press('Escape')
        await ana.getByRole('dialog').waitFor({ state: 'detached' })
      }
      for (const view of ['next', 'queue', 'day']) {
        await at('ana', `/my?view=${view}`)
        await looks.at(ana, `My work, tab ${view}`)
      }
      await ana.getByRole('button', { name: /^Where I am/ }).click()
      await ana.getByRole('menu', { name: 'Where I am' }).waitFor()
      await looks.at(ana, 'My work, menu of presence')
    })

    screens('search, a task, a passphrase', async (looks) => {
      const ana = await at('ana', '/search?q=veteran')
      await ana.getByText('for “veteran”').waitFor()
      await looks.at(ana, 'search')
      await at('ana', '/search?q=zzzz')
      await ana.getByText('for “zzzz”').waitFor()
      await looks.at(ana, 'search without results')
      await at('ana', '/task/1001')
      await ana.getByText('Called Ms. Featherstonehaugh').first().waitFor()
      await looks.at(ana, 'task')
      await at('ana', '/passphrase')
      await ana.getByRole('heading', { name: 'Choose a passphrase' }).waitFor()
      await looks.at(ana, 'passphrase')
    })

    screens('people and what they are given', async (looks) => {
      const ada = await at('ada', '/people')
      await ada.getByText('Srinivasa').first().waitFor()
      await looks.at(ada, 'people')
      await at('ada', '/people?person=clerk-1')
      await ada.getByRole('button', { name: 'Deactivate' }).waitFor()
      await looks.at(ada, 'person')
      await ada.getByRole('button', { name: 'Deactivate' }).click()
      await ada.getByRole('alertdialog').or(ada.getByRole('dialog')).last().waitFor()
      await looks.at(ada, 'person, deactivate?')
      await ada.keyboard.press('Escape')
      await at('ada', '/people?person=new')
      await ada.getByRole('button', { name: 'Add and get' }).click()
      await ada.getByText('Give the name').waitFor()
      await looks.at(ada, 'new person, refused')
      await at('ada', '/people?show=teams')
      await ada.getByText('room 107').waitFor()
      await looks.at(ada, 'teams')
      await at('ada', '/people?show=teams&edit=permits')
      await ada.getByRole('textbox', { name: 'Name' }).waitFor()
      await looks.at(ada, 'team')
    })

    screens('task types and the office', async (looks) => {
      const ada = await at('ada', '/types')
      await ada.getByText('Returned check').first().waitFor()
      await looks.at(ada, 'task types')
      await at('ada', '/types?type=long-1')
      await ada.getByText('Zoning district').or(ada.getByLabel('Name')).first().waitFor()
      await looks.at(ada, 'task type')
      await at('ada', '/office')
      await ada.getByLabel('Office name').waitFor()
      await looks.at(ada, 'office')
    })
  })

  describe.concurrent('as leads see it', () => {
    screens('the floor and what opens from it', async (looks) => {
      const lee = await at('lee', '/floor')
      await lee.getByRole('option').first().waitFor()
      await looks.at(lee, 'floor')
      await lee
        .getByRole('row', { name: /Oluwaseun/ })
        .getByRole('button')
        .first()
        .click()
      await lee.getByRole('menu').waitFor()
      await looks.at(lee, 'floor, menu of a person')
      await lee.keyboard.press('Escape')
      await lee
        .getByRole('option')
        .nth(0)
        .click({ modifiers: ['Control'] })
      await lee
        .getByRole('option')
        .nth(3)
        .click({ modifiers: ['Shift'] })
      await lee.getByText('4 selected').waitFor()
      await looks.at(lee, 'floor, tasks selected')
      await lee.getByRole('button', { name: 'Give to', exact: true }).click()
      await lee.getByRole('dialog', { name: 'Give to' }).waitFor()
      await looks.at(lee, 'floor, who takes the tasks')
      await lee.keyboard.press('Escape')
      await lee.getByRole('button', { name: /^Clear/ }).click()
      await at('lee', '/floor?view=queue')
      await looks.at(lee, 'floor, tab queue')
      await lee.getByRole('group', { name: 'Filter the queue' }).getByText('Other').click()
      await lee.getByRole('menu').waitFor()
      await looks.at(lee, 'floor, menu of types')
      await lee.keyboard.press('Escape')
      await at('lee', '/floor?task=1001')
      await lee.getByText('Called Ms. Featherstonehaugh').first().waitFor()
      await looks.at(lee, 'floor, task beside it')
    })
  })

  screens('the timetable of a crowded team', async (looks) => {
    const lee = await at('lee', '/timetable')
    await lee.getByRole('row', { name: /Oluwaseun/ }).waitFor()
    await looks.at(lee, 'timetable')
    await at('lee', '/timetable?days=7&cover=long-1')
    await lee.getByText('closed').first().waitFor()
    await looks.at(lee, 'timetable, seven days')
  })

  screens('notes and totals before there are any', async (looks) => {
    const lee = await at('lee', '/notes')
    await lee.getByText('No note is written yet').waitFor()
    await looks.at(lee, 'no notes')
    await at('lee', '/totals')
    await lee.getByRole('heading', { name: 'Day totals' }).waitFor()
    await looks.at(lee, 'day totals')
  })

  screens('bringing work in', async (looks) => {
    const lee = await at('lee', '/import')
    await lee.getByText('Drop a CSV file here').waitFor()
    await looks.at(lee, 'import')
    await lee.getByLabel('CSV file').setInputFiles(roughFile())
    await lee.getByRole('heading', { name: 'Preview' }).waitFor()
    await lee.getByRole('button', { name: /^Make .* new type/ }).click()
    await lee.getByRole('button', { name: /^Bring \d+ rows? in/ }).waitFor()
    await looks.at(lee, 'import, ready')
    await lee.getByRole('button', { name: /^Would be refused/ }).click()
    await looks.at(lee, 'import, refused rows')
    await lee.getByRole('button', { name: /^Bring \d+ rows? in/ }).click()
    await lee.getByRole('heading', { name: /came in/ }).waitFor()
    await looks.at(lee, 'import, done')
  })
})

describe('at the end of a connection and of a session', () => {
  screens('the fullest top bars, live and offline', async (looks) => {
    const each = async (who: string) => {
      const { page, cut } = await onALine(who)
      await page.getByText('Live', { exact: true }).waitFor()
      await looks.layout(page, `top bar of ${who}`, barWidths)
      await cut()
      await page.getByText('reconnecting').waitFor()
      await looks.layout(page, `top bar of ${who}, offline`, barWidths)
      for (const width of [1440, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        const nav = page.getByRole('navigation', { name: 'Pages' })
        await expect.poll(() => nav.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0)
      }
      if (who === 'lee') await looks.at(page, 'floor, offline')
      await page.context().close()
    }
    await Promise.all(['ada', 'lee'].map(each))
  })

  screens('before a session ends', async (looks) => {
    const rae = await stage.visitor()
    const toldHowLong = new Promise<void>((done) => {
      const heard = ({ payload }: { payload: string | Buffer }) => {
        if (String(payload).includes('idleUntil')) done()
      }
      rae.on('websocket', (line) => line.on('framereceived', heard))
    })
    await rae.goto(stage.address)
    await signIn(rae, 'rae')
    await toldHowLong
    stage.clock.later(28.5)
    await rae.getByRole('dialog', { name: 'Are you still there?' }).waitFor()
    await looks.at(rae, 'before a session ends')
  })
})

/** Between the widths at which something in the bar folds, too. */
const barWidths = [1440, 1280, 1200, 1024, 768, 600]

/** Somebody whose connection can be cut for good. */
async function onALine(who: string) {
  const page = await stage.visitor()
  const lines: WebSocketRoute[] = []
  let isCut = false
  await page.routeWebSocket(/socket\.io/, async (line) => {
    if (isCut) return line.close()
    lines.push(line)
    line.connectToServer()
  })
  await page.goto(stage.address)
  await signIn(page, who)
  await page.locator('main[aria-busy=false]').waitFor()
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const cut = async () => {
    isCut = true
    for (const line of lines) await line.close()
  }
  return { page, cut }
}

function roughFile() {
  const rows = Array.from({ length: 60 }, (_, at) => [
    `10100034${at}`,
    at % 9 === 7 ? '31/31/2026' : `2026-11-${10 + (at % 10)} 09:0${at % 10}`,
    ['Schedule a Bulk Item Pickup', 'Unsatisfactory Living Conditions (Rental Unit)', 'Permit'][
      at % 3
    ],
    '"=HYPERLINK(""https://example.gov"",""a very long title that somebody typed into one cell of a sheet, with everything"")"',
    at % 11 === 5 ? 'whenever' : 'high',
    'Maximiliana Featherstonehaugh & Sons',
    'n/a',
  ])
  const head =
    'Case Enquiry Identification Number,Opened,Type,Title,Priority,Requester,Neighborhood'
  const text = [head, ...rows.map((row) => row.join(','))].join('\r\n')
  const name = 'service requests of the fourth quarter, corrected by R. Holt (final) (2).csv'
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}
