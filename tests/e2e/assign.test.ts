/** A lead gives work and takes it back, by mouse, by menu and by keyboard, and hears who calls. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { aloud, desk, focus, lane, message, row, tabTo } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ana: Page

beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/floor')
  ana = await stage.person('ana', '/my')
})
afterAll(() => stage?.close())
beforeEach(async () => {
  // The pointer rests where it holds no list.
  await lee.mouse.move(1, 1)
})

afterEach(async () => {
  for (const no of open.splice(0)) {
    const { status } = await stage.task(no)
    if (status !== 'done')
      await stage.do('lee', 'task.cancel', { task: no, reason: 'The test ends' })
  }
})

const open: number[] = []
async function made(title: string, more: { type?: string; priority?: 'urgent' } = {}) {
  const { task } = await stage.do('ana', 'task.create', { type: 'permit', title, ...more })
  open.push(task.no)
  return task.no
}
const chip = (no: number) => lee.locator(`[data-person] [data-task="${no}"]`)
const taker = (name: string) =>
  lee.getByRole('dialog', { name: 'Give to' }).getByRole('option').filter({ hasText: name })
const queue = () => lee.getByRole('listbox', { name: 'Queue' })
const nextList = () => ana.getByRole('listbox', { name: 'Next for me' })
const holder = async (no: number) => {
  const { status, holder } = await stage.task(no)
  return `${status} ${holder}`
}

it('assigns by dragging a row to a lane, and the clerk sees it come', async () => {
  const no = await made('Fence on Elm Street')
  await row(lee, 'Fence on Elm Street').dragTo(lane(lee, 'ana'))

  await message(lee, `Ana Delgado was given #${no}.`).waitFor()
  await chip(no).waitFor()
  await expect.poll(() => row(lee, 'Fence on Elm Street').count()).toBe(0)
  await nextList().getByText('Fence on Elm Street').waitFor()
  expect(await holder(no)).toBe('assigned ana')
  await row(ana, 'Fence on Elm Street').click()
  await desk(ana).getByText('Given to you by Lee Alvarez, not begun').waitFor()

  await chip(no).dragTo(lee.getByRole('region', { name: 'Queue' }))
  await message(lee, `#${no} back in the queue.`).waitFor()
  await desk(ana).getByText('In the queue', { exact: true }).waitFor()
  expect(await holder(no)).toBe('queued null')
})

it('assigns and takes back by menu', async () => {
  const no = await made('Porch on Oak Street')
  await row(lee, 'Porch on Oak Street').click({ button: 'right' })
  await lee.getByRole('menuitem', { name: 'Give to…' }).click()
  await taker('Ben Ito').click()
  await message(lee, `Ben Ito was given #${no}.`).waitFor()
  await expect.poll(() => holder(no)).toBe('assigned ben')

  await chip(no).click()
  await lee.getByRole('menuitem', { name: /Back to the queue/ }).click()
  await message(lee, `#${no} back in the queue.`).waitFor()
  await row(lee, 'Porch on Oak Street').waitFor()
  expect(await holder(no)).toBe('queued null')
})

it('assigns one and several, and takes back, by keyboard alone', async () => {
  const nos = [await made('Shed A'), await made('Shed B'), await made('Shed C')]
  await tabTo(lee, queue())
  await lee.keyboard.press('End')
  await lee.keyboard.press('a')
  await lee.getByRole('dialog', { name: 'Give to' }).waitFor()
  expect(await focus(lee)).toBe('Name')
  await lee.keyboard.type('del')
  await lee.keyboard.press('Enter')
  await message(lee, `Ana Delgado was given #${nos[2]}.`).waitFor()
  expect(await holder(nos[2]!)).toBe('assigned ana')
  expect(await focus(lee)).toBe('Queue')

  await lee.keyboard.press('ArrowUp')
  await lee.keyboard.press('Space')
  await lee.keyboard.press('Shift+ArrowUp')
  await lee.getByText('2 selected').waitFor()
  await lee.keyboard.press('a')
  await lee.getByRole('dialog', { name: 'Give to' }).getByText('2 tasks').waitFor()
  await lee.keyboard.type('ben')
  await lee.keyboard.press('Enter')
  await message(lee, `Ben Ito was given #${nos[1]}, #${nos[0]}.`).waitFor()
  for (const no of nos.slice(0, 2)) expect(await holder(no)).toBe('assigned ben')
  const { task, log } = { task: await stage.task(nos[0]!), log: await stage.log('task.assign') }
  expect(log.at(-1)).toMatchObject({ seq: task.seq, input: { to: 'ben' } })

  await tabTo(lee, lee.locator('[data-person] [data-stop][tabindex="0"]'))
  while (!(await chip(nos[0]!).evaluate((one) => one === document.activeElement)))
    await lee.keyboard.press(
      (await lane(lee, 'ben').locator(':focus').count()) ? 'ArrowRight' : 'ArrowDown',
    )
  await lee.keyboard.press('Delete')
  await message(lee, `#${nos[0]} back in the queue.`).waitFor()
  expect(await holder(nos[0]!)).toBe('queued null')
  expect(await focus(lee)).not.toBe('nothing')
})

it('says in words why somebody cannot take a task, and changes nothing', async () => {
  const no = await made('Letters of Monday', { type: 'mail' })
  const letters = row(lee, 'Letters of Monday')
  await letters.click({ button: 'right' })
  await lee.getByRole('menuitem', { name: 'Give to…' }).click()
  const ben = taker('Ben Ito')
  expect(await ben.getAttribute('aria-disabled')).toBe('true')
  await ben.getByText('no skill for Mail').waitFor()
  await ben.click({ force: true })
  await lee.keyboard.press('Escape')

  await letters.hover()
  await lee.mouse.down()
  await lane(lee, 'ben').hover()
  await lane(lee, 'ben').hover({ position: { x: 30, y: 30 } })
  await lane(lee, 'ben').getByText('Cannot take it').waitFor()
  await lee.mouse.up()
  expect(await holder(no)).toBe('queued null')
})

it('says in words that a task was begun meanwhile, and leaves it where it is', async () => {
  const no = await made('Garage on Pine Street')
  await row(lee, 'Garage on Pine Street').click({ button: 'right' })
  await lee.getByRole('menuitem', { name: 'Give to…' }).click()
  await lee.getByRole('dialog', { name: 'Give to' }).waitFor()
  await stage.do('ana', 'task.claim', { task: no })
  await taker('Ben Ito').click()
  const refusal = `Nothing was assigned: #${no} is in Ana Delgado's hand; release it first.`
  await message(lee, refusal).waitFor()
  expect(await holder(no)).toBe('active ana')
  await lane(lee, 'ana').getByText('Garage on Pine Street').waitFor()
})

it('brings a call for help to the lead, seen and heard, and the answer back', async () => {
  const no = await made('Barn on Ash Street')
  await stage.do('ana', 'task.claim', { task: no })
  await ana.keyboard.press('Escape')
  await desk(ana).getByRole('heading', { name: 'Barn on Ash Street' }).waitFor()
  await ana.keyboard.press('h')
  await ana.getByLabel('What is the matter').fill('The plan is unreadable')
  await ana.keyboard.press('Enter')

  const call = `Ana Delgado asks for help, #${no}: The plan is unreadable`
  await message(lee, call).waitFor()
  await expect.poll(() => aloud(lee).textContent()).toContain(call)
  const needs = lee.getByRole('region', { name: 'Needs you now' })
  await needs.getByText('The plan is unreadable').waitFor()
  await lane(lee, 'ana')
    .getByText(/Asked for help/)
    .waitFor()
  await lee.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Reply' }).click()
  await message(lee, 'They see that you are coming.').waitFor()
  await lane(lee, 'ana')
    .getByText(/Asked for help/)
    .waitFor({ state: 'detached' })
  await desk(ana).getByRole('button', { name: 'Ask for help' }).waitFor()
})

it('announces an urgent task to the lead', async () => {
  const no = await made('Wall about to fall', { priority: 'urgent' })
  await message(lee, `Urgent in the queue: #${no} Wall about to fall.`).waitFor()
  await expect.poll(() => aloud(lee).textContent()).toContain('Wall about to fall')
  await lee.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Open' }).click()
  await lee.getByRole('article', { name: `Task ${no}` }).waitFor()
  expect(new URL(lee.url()).searchParams.get('task')).toBe(String(no))
  expect(stage.faults).toEqual([])
})
