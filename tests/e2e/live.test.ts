/** Lists that live while somebody is at them, the address that says where one is, long queues, search. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { desk, focus, row } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ana: Page

beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/floor')
  ana = await stage.person('ana', '/my')
})
afterAll(() => stage?.close())

const made = async (title: string, more: object = {}) =>
  (await stage.do('lee', 'task.create', { type: 'permit', title, ...more })).task.no
const floorQueue = () => lee.getByRole('listbox', { name: 'Queue' })
const titles = (page: Page, list: string) =>
  page.getByRole('listbox', { name: list }).getByRole('option').locator('.title').allTextContents()
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)
const drawer = (no: number) => lee.getByRole('article', { name: `Task ${no}` })

it('keeps every row where it is under the pointer, and lets what is new wait', async () => {
  const list = 'Queue that I may claim'
  const first = await made('First in the queue')
  await row(ana, 'First in the queue').hover()
  // It comes below all others and is shown at once; from then on it has its place too.
  await made('Second in the queue')
  await row(ana, 'Second in the queue').hover()
  const place = await row(ana, 'Second in the queue').boundingBox()
  await made('Urgent, above all', { priority: 'urgent' })
  await stage.do('ben', 'task.claim', { task: first })

  await ana.getByRole('button', { name: '1 new' }).waitFor()
  await row(ana, 'First in the queue').getByText('taken by Ben Ito').waitFor()
  expect(await titles(ana, list)).toEqual(['First in the queue', 'Second in the queue'])
  expect(await row(ana, 'Second in the queue').boundingBox()).toEqual(place)
  await ana.getByRole('button', { name: '1 new' }).click()
  await row(ana, 'Urgent, above all').waitFor()
  expect(await titles(ana, list)).toEqual(['Urgent, above all', 'Second in the queue'])
  await ana.mouse.move(1, 1)
})

it('keeps them too while the focus is in the list, and follows again once it has left', async () => {
  const list = 'Queue that I may claim'
  await ana.getByRole('listbox', { name: list }).focus()
  const before = await titles(ana, list)
  await made('More urgent still', { priority: 'urgent', dueAt: stage.clock.at().toISOString() })
  await ana.getByRole('button', { name: '1 new' }).waitFor()
  expect(await titles(ana, list)).toEqual(before)
  await desk(ana).focus()
  await row(ana, 'More urgent still').waitFor()
  // A list that grows draws its last row with the frame after.
  await expect.poll(() => titles(ana, list)).toEqual(['More urgent still', ...before])
})

it('keeps filters and the open task in the address: reload, back and forward', async () => {
  const no = await made('Letters of Monday', { type: 'mail' })
  await lee.getByRole('button', { name: /^Mail/ }).click()
  await expect.poll(() => titles(lee, 'Queue')).toEqual(['Letters of Monday'])
  expect(param(lee, 'type')).toBe('mail')
  await row(lee, 'Letters of Monday').click()
  await drawer(no).waitFor()
  expect(param(lee, 'task')).toBe(String(no))

  await lee.reload()
  await drawer(no).waitFor()
  await expect.poll(() => titles(lee, 'Queue')).toEqual(['Letters of Monday'])
  expect(await lee.getByRole('button', { name: /^Mail/ }).getAttribute('aria-pressed')).toBe('true')

  await lee.goBack()
  await drawer(no).waitFor({ state: 'detached' })
  expect([param(lee, 'type'), param(lee, 'task')]).toEqual(['mail', null])
  await expect.poll(() => titles(lee, 'Queue')).toEqual(['Letters of Monday'])
  await lee.goForward()
  await drawer(no).waitFor()
  await lee.keyboard.press('Escape')
  await drawer(no).waitFor({ state: 'detached' })
  await lee.getByRole('button', { name: 'Clear', exact: true }).click()
  await row(lee, 'Second in the queue').waitFor()
  expect([param(lee, 'type'), param(lee, 'task')]).toEqual([null, null])
})

it('finds a task by number, title, requester and reference', async () => {
  const no = await made('Awning over the bakery', {
    requester: 'Juniper Holt',
    reference: 'PRM-2026-0451',
  })
  const found = () => lee.getByRole('list', { name: 'Tasks found' })
  await lee.keyboard.press('/')
  expect(await focus(lee)).toMatch(/^Search/)
  await lee.keyboard.type(`#${no}`)
  await lee.keyboard.press('Enter')
  await found().getByText('Awning over the bakery').waitFor()
  // Who searches goes on searching.
  expect(await focus(lee)).toMatch(/^Search/)
  for (const words of [String(no), 'awning', 'juniper', 'PRM-2026-0451']) {
    await lee.keyboard.press('Control+a')
    await lee.keyboard.type(words)
    await lee.getByText(`for “${words}”`).waitFor()
    await found().getByText('Awning over the bakery').waitFor()
    expect(param(lee, 'q')).toBe(words)
  }
  await lee.keyboard.press('ArrowDown')
  await lee.keyboard.press('Enter')
  await drawer(no).waitFor()
  await lee.keyboard.press('Escape')
  await drawer(no).waitFor({ state: 'detached' })
  await lee.keyboard.press('/')
  await lee.keyboard.press('Control+a')
  await lee.keyboard.type('nothing of this name')
  await lee.getByRole('heading', { name: 'Nothing is called that' }).waitFor()
})

it('scrolls through a queue of more than 500 and holds only a few rows of it', async () => {
  await lee.goto(`${stage.address}/floor`)
  await floorQueue().waitFor()
  for (let from = 0; from < 700; from += 200) {
    const rows = Array.from({ length: Math.min(200, 700 - from) }, (_, index) => ({
      line: from + index + 1,
      type: 'permit',
      title: `Row ${from + index + 1}`,
      priority: 'low' as const,
    }))
    await stage.do('lee', 'task.import', { rows })
  }
  await lee.getByText(/^70\d tasks · /).waitFor()
  const pages: string[] = []
  lee.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('"queue.page"')) pages.push(String(payload))
    }),
  )
  // A screen that opens on the long queue holds its head.
  await lee.reload()
  await floorQueue().waitFor()
  await floorQueue().focus()
  const last = row(lee, 'Row 700')
  await expect
    .poll(
      async () => {
        await lee.keyboard.press('End')
        expect(await lee.getByRole('option').count()).toBeLessThan(80)
        return last.count()
      },
      { timeout: 15_000 },
    )
    .toBe(1)
  expect(pages.length).toBeGreaterThan(0)
  expect(Number(await last.getAttribute('aria-posinset'))).toBeGreaterThan(700)
  expect(await last.getAttribute('aria-posinset')).toBe(await last.getAttribute('aria-setsize'))
  await last.getByText('Row 700').waitFor()
  await lee.keyboard.press('Home')
  await row(lee, 'More urgent still').waitFor()
  expect(await last.count()).toBe(0)
  expect(await lee.getByRole('option').count()).toBeLessThan(80)
  expect(stage.faults).toEqual([])
})
