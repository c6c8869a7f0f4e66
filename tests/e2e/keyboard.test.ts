/** A bit of a day without a mouse. Wherever one is, the focus is somewhere that means something. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { desk, focus, message, row, tabTo } from '../support/screens.js'
import { openStage, PASSWORD, type Stage } from '../support/stage.js'

let stage: Stage
let ana: Page

beforeAll(async () => {
  stage = await openStage()
  ana = await stage.visitor()
})
afterAll(() => stage?.close())

const press = async (...keys: string[]) => {
  for (const key of keys) await ana.keyboard.press(key)
}
const dialog = (name: string | RegExp) => ana.getByRole('dialog', { name })
const title = (name: string) => desk(ana).getByRole('heading', { name })
const focusIs = (name: string | RegExp) => expect.poll(() => focus(ana)).toMatch(name)
/** Where one-key shortcuts act on the task in hand, and Space ticks its next step. */
const atDesk = () => focusIs(/^(Task in hand|the page)$/)

it('signs in, and is in the page', async () => {
  await ana.goto(`${stage.address}/my`)
  await focusIs(/^User name/)
  await ana.keyboard.type('ana')
  await press('Tab')
  await focusIs(/^Passphrase/)
  await ana.keyboard.type(PASSWORD)
  await press('Enter')
  await ana.locator('main[aria-busy=false]').waitFor()
  await focusIs(/^the page$/)
})

it('lists the keys, and Escape closes the list', async () => {
  await press('?')
  await dialog('Keys').waitFor()
  for (const label of ['Claim next', 'Finish', 'Wait on someone', 'Ask for help', 'New task'])
    await dialog('Keys').getByRole('listitem').filter({ hasText: label }).waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  await press('Escape')
  await dialog('Keys').waitFor({ state: 'detached' })
  expect(await focus(ana)).not.toBe('nothing')
})

it('enters a payment batch with its own fields', async () => {
  await press('c')
  await dialog('New task').waitFor()
  await focusIs(/^Type/)
  await ana.keyboard.type('bat')
  await press('Enter')
  await focusIs(/^Title/)
  await ana.keyboard.type('Counter receipts of Friday')
  await tabTo(ana, dialog('New task').getByLabel('Requester'))
  await ana.keyboard.type('Cash desk')
  await tabTo(ana, dialog('New task').getByLabel('Dollars'))
  await ana.keyboard.type('1,204.50')
  await press('Tab')
  await focusIs(/^Count/)
  await ana.keyboard.type('18')
  await press('Control+Enter')
  await dialog('New task').waitFor({ state: 'detached' })
  await message(ana, '#1 Counter receipts of Friday is in the queue.').waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  expect(await stage.task(1)).toMatchObject({
    type: 'batch',
    requester: 'Cash desk',
    fields: { dollars: 1204.5, count: 18 },
    createdBy: 'ana',
  })
})

it('claims it, notes something and lets it wait', async () => {
  await press('n')
  await title('Counter receipts of Friday').waitFor()
  await atDesk()
  expect((await stage.task(1)).status).toBe('active')

  await press('m')
  await focusIs(/^Add a note/)
  await ana.keyboard.type('One receipt has no date')
  await press('Enter')
  await desk(ana).getByText('One receipt has no date').waitFor()
  await focusIs(/^Add a note/)
  await expect.poll(async () => (await stage.task(1)).notes).toBe(1)
  await press('Escape')
  await atDesk()

  await press('w')
  await dialog('#1 waits on someone').waitFor()
  await focusIs(/^On what or whom/)
  await press('Enter')
  await dialog('#1 waits on someone').getByText('Say it in a few words').waitFor()
  await ana.keyboard.type('The cashier')
  await press('Tab')
  await focusIs(/^Follow up/)
  await ana.keyboard.type('14:00')
  await press('Enter')
  await message(ana, '#1 waits.').waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  await row(ana, 'Counter receipts of Friday').getByText('follow-up 14:00').waitFor()
  expect(await stage.task(1)).toMatchObject({
    status: 'waiting',
    waitingFor: 'The cashier',
    followUpAt: '2026-11-23T21:00:00.000Z',
  })
})

it('ticks a step, asks for help and takes the call back, and finishes', async () => {
  await stage.do('lee', 'task.create', { type: 'permit', title: 'Fence on Elm Street' })
  await row(ana, 'Fence on Elm Street').waitFor()
  await press('n')
  await title('Fence on Elm Street').waitFor()
  await atDesk()
  await press('Space')
  await desk(ana).getByText('Steps 1 of 2').waitFor()
  await expect
    .poll(async () => (await stage.task(2)).steps?.map(({ doneBy }) => doneBy))
    .toEqual(['ana', null])
  await atDesk()

  await press('h')
  await dialog('Ask for help with #2').waitFor()
  await focusIs(/^What is the matter/)
  await ana.keyboard.type('The plan is torn')
  await press('Enter')
  await message(ana, 'Your lead sees that you asked for help.').waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  await tabTo(ana, desk(ana).getByRole('button', { name: 'Withdraw call for help' }))
  await press('Enter')
  await message(ana, 'Your call for help is withdrawn.').waitFor()
  expect(await focus(ana)).not.toBe('nothing')

  await press('f')
  await dialog('1 step of #2 is still open').waitFor()
  await focusIs(/^Tick it and finish/)
  await press('Enter')
  await message(ana, '#2 is finished.').waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  expect(await stage.task(2)).toMatchObject({ status: 'done', finishedBy: 'ana' })
})

it('takes the waiting batch up again and finishes it', async () => {
  await tabTo(ana, ana.getByRole('listbox', { name: 'Next for me' }))
  await press('Enter')
  await title('Counter receipts of Friday').waitFor()
  await focusIs(/^Take up again/)
  await press('Enter')
  await desk(ana)
    .getByText(/^In hand since 9:/)
    .waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  await press('f')
  await message(ana, '#1 is finished.').waitFor()
  expect(await focus(ana)).not.toBe('nothing')
  expect(await stage.task(1)).toMatchObject({ status: 'done', finishedBy: 'ana' })
  expect(stage.faults).toEqual([])
})
