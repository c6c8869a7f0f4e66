/** A lead changes many tasks at once, with keys and by touch, and takes it back as a whole. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { message, row, tabTo } from '../support/screens.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page
let nos: number[]

beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/floor')
})
afterAll(() => stage?.close())
beforeEach(async () => {
  nos = []
  for (const title of ['Shed A', 'Shed B', 'Shed C']) {
    nos.push((await stage.do('ana', 'task.create', { type: 'permit', title })).task.no)
  }
  await row(lee, 'Shed C').first().waitFor()
  return async () => {
    await lee.keyboard.press('Escape')
    for (const task of nos) await stage.do('lee', 'task.cancel', { task, reason: 'The test ends' })
    await expect.poll(() => row(lee, 'Shed').count()).toBe(0)
  }
})

const priorities = async () => Promise.all(nos.map(async (no) => (await stage.task(no)).priority))
const last = async (command: 'task.change') => (await stage.log(command)).at(-1)
const queue = () => lee.getByRole('listbox', { name: 'Queue' })

async function selectAll() {
  await tabTo(lee, queue())
  await lee.keyboard.press('Control+a')
  await lee.getByText('3 selected').waitFor()
}
async function change(item: string) {
  await lee.getByRole('button', { name: 'Change' }).click()
  await lee
    .getByRole('menuitem', { name: item })
    .or(lee.getByRole('menuitemcheckbox', { name: item }))
    .or(lee.getByRole('menuitemradio', { name: item }))
    .click()
}

it('raises the priority of all that are selected with one command, and undoes it with one', async () => {
  await selectAll()
  await change('High')
  await message(lee, /priority high/).waitFor()
  expect(await priorities()).toEqual(['high', 'high', 'high'])
  expect(await last('task.change')).toMatchObject({
    actor: 'lee',
    input: { tasks: expect.arrayContaining(nos) as number[], priority: 'high' },
  })
  await lee.getByRole('button', { name: 'Undo' }).click()
  await message(lee, /^Undone/).waitFor()
  expect(await priorities()).toEqual(['normal', 'normal', 'normal'])
  expect(await stage.log('undo.apply')).toHaveLength(1)
})

it('undoes nothing once one of them has moved on, and says which', async () => {
  await selectAll()
  await change('Low')
  await message(lee, /priority low/).waitFor()
  await stage.do('ana', 'task.claim', { task: nos[1]! })
  await lee.getByRole('button', { name: 'Undo' }).click()
  await message(lee, `Nothing was undone: #${nos[1]} has moved on since.`).waitFor()
  expect(await priorities()).toEqual(['low', 'low', 'low'])
})

it('gives a due time to all, and routes them to another team, on a phone by touch too', async () => {
  const looks = new ScreenLooks()
  await selectAll()
  await lee.getByRole('button', { name: 'Change' }).click()
  await looks.at(lee, 'what can be changed of a selection')
  await lee.getByRole('menuitem', { name: 'Due time…' }).click()
  await lee.getByRole('dialog', { name: 'Due time' }).waitFor()
  await lee.keyboard.type('some day')
  await lee.keyboard.press('Enter')
  await lee.getByText('A time, like 13:00, fri or 5 dec 9:00').waitFor()
  await looks.at(lee, 'a due time for a selection')
  await lee.getByRole('textbox', { name: 'Due' }).fill('5 dec 9:00')
  await lee.keyboard.press('Enter')
  await message(lee, /: due /).waitFor()
  expect((await stage.task(nos[0]!)).dueAt).toBe((await stage.task(nos[2]!)).dueAt)
  expect(looks.faults).toEqual([])

  await lee.setViewportSize({ width: 390, height: 844 })
  await lee
    .getByRole('button', { name: /^Queue/ })
    .first()
    .click()
  await lee.getByText('3 selected').waitFor()
  await change('Records')
  await message(lee, /: to Records/).waitFor()
  expect(await Promise.all(nos.map(async (no) => (await stage.task(no)).team))).toEqual([
    'records',
    'records',
    'records',
  ])
  await lee.getByRole('button', { name: 'Undo' }).click()
  await message(lee, /^Undone/).waitFor()
  await lee.setViewportSize({ width: 1440, height: 900 })
})

it('changes tasks on lanes together: chosen by keys and by touch, in one command with one undo', async () => {
  await stage.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
  const chip = (at: number) => lee.locator(`[role=grid] [data-task="${nos[at]}"]`)
  await chip(2).waitFor()
  await chip(0).focus()
  await lee.keyboard.press('Space')
  await lee.getByText('1 selected').waitFor()
  expect(await lee.getByRole('menu').count()).toBe(0)
  await chip(2).focus()
  await lee.keyboard.press('Shift+Space')
  await lee.getByText('3 selected').waitFor()
  const looks = new ScreenLooks()
  await looks.at(lee, 'tasks selected on a lane')
  expect(looks.faults).toEqual([])
  await change('Keep with its holder')
  await message(lee, /stays with its holder/).waitFor()
  const pinned = async () => Promise.all(nos.map(async (no) => (await stage.task(no)).pinned))
  expect(await pinned()).toEqual([true, true, true])
  await lee.getByRole('button', { name: 'Undo' }).click()
  await message(lee, /^Undone/).waitFor()
  expect(await pinned()).not.toContain(true)
  await chip(1).focus()
  await lee.keyboard.press('Escape')
  await lee.getByText('3 selected').waitFor({ state: 'hidden' })

  // By touch: the first from its menu, the others by a tap.
  await chip(0).click()
  await lee.getByRole('menuitem', { name: 'Select' }).click()
  await chip(1).click()
  await lee.getByText('2 selected').waitFor()
  await change('Back to the queue')
  await message(lee, /back in the queue/).waitFor()
  expect((await Promise.all(nos.map((no) => stage.task(no)))).map(({ status }) => status)).toEqual([
    'queued',
    'queued',
    'assigned',
  ])
})

it('changes what a search found, with keys and by touch', async () => {
  await lee.goto(`${new URL(lee.url()).origin}/search?q=shed`)
  const found = lee.getByRole('list', { name: 'Tasks found' })
  await found.getByRole('link').nth(2).waitFor()
  await found.getByRole('link').first().focus()
  await lee.keyboard.press('Space')
  await lee.getByText('1 selected').waitFor()
  await lee.keyboard.press('Shift+ArrowDown')
  await lee.keyboard.press('Control+a')
  await lee.getByText('3 selected').waitFor()
  const looks = new ScreenLooks()
  await looks.at(lee, 'tasks selected in a search')
  await change('Urgent')
  await message(lee, /priority urgent/).waitFor()
  expect(await priorities()).toEqual(['urgent', 'urgent', 'urgent'])
  await lee.getByRole('button', { name: 'Undo' }).click()
  await message(lee, /^Undone/).waitFor()
  expect(await priorities()).toEqual(['normal', 'normal', 'normal'])
  await lee.keyboard.press('Escape')

  await lee.setViewportSize({ width: 390, height: 844 })
  await lee.getByRole('button', { name: 'Clear' }).click()
  await lee.getByRole('button', { name: 'Select' }).click()
  await found.getByRole('link').first().click()
  await found.getByRole('checkbox').nth(1).click()
  await lee.getByText('2 selected').waitFor()
  await looks.at(lee, 'tasks selected in a search on a phone')
  expect(looks.faults).toEqual([])
  await lee.setViewportSize({ width: 1440, height: 900 })
  await lee.goto(`${new URL(lee.url()).origin}/floor`)
})

it('changes what a lead may claim, from My work, and offers it to no clerk', async () => {
  await lee.goto(`${new URL(lee.url()).origin}/my`)
  const list = lee.getByRole('listbox', { name: 'Queue that I may claim' })
  await tabTo(lee, list)
  await lee.keyboard.press('Control+a')
  await lee.getByText(/^\d+ selected/).waitFor()
  const looks = new ScreenLooks()
  await looks.at(lee, 'tasks selected in My work')
  await change('Low')
  await message(lee, /priority low/).waitFor()
  expect(await priorities()).toEqual(['low', 'low', 'low'])
  await lee.getByRole('button', { name: 'Undo' }).click()
  await message(lee, /^Undone/).waitFor()
  expect(looks.faults).toEqual([])
  const ana = await stage.person('ana', '/my')
  await ana.getByRole('listbox', { name: 'Queue that I may claim' }).waitFor()
  expect(await ana.getByRole('button', { name: 'Select' }).count()).toBe(0)
  await lee.goto(`${new URL(lee.url()).origin}/floor`)
})
