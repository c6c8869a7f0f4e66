/** A lead's day by the hour at real screens: planned, corrected, published, explained, signed. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScreenLooks } from '../support/screen-looks.js'
import { focus, go, message, tabTo } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

// Monday 23 November 2026, 9:00 in Denver: Ana and Ben work from 8 to 17.
let stage: Stage
let lee: Page
const tasks: number[] = []

beforeAll(async () => {
  stage = await openStage()
  for (let made = 0; made < 6; made++)
    tasks.push((await stage.do('ana', 'task.create', { type: 'mail', title: 'Letter' })).task.no)
  lee = await stage.person('lee', '/hours')
})
afterAll(async () => {
  expect(stage?.faults).toEqual([])
  await stage?.close()
})

const look = async (page: Page, screen: string) => {
  const looks = new ScreenLooks()
  await looks.at(page, screen)
  expect(looks.faults).toEqual([])
}
const planned = (hour: string) => lee.getByLabel(`Tasks, ${hour}`)
const row = (hour: number) => lee.locator(`tr[data-hour="${hour}"]`)
const opener = (hour: number) => row(hour).locator('.open')

it('proposes a plan, which the lead corrects and publishes', async () => {
  await lee.getByText('No plan is published for this day').waitFor()
  await look(lee, 'hours without a plan')
  await lee.getByRole('button', { name: 'Plan the day' }).click()
  // Two people, 60 minutes, 80 %; a letter is 6 minutes.
  await lee.getByText('A task is 6 standard minutes: the mean of 6 open').waitFor()
  expect(await planned('9:00 to 10:00').inputValue()).toBe('16')
  await planned('9:00 to 10:00').fill('many')
  await lee.getByRole('button', { name: 'Publish' }).click()
  await lee.getByText('A whole number, like 24').waitFor()
  expect(await stage.log('plan.publish')).toHaveLength(0)
  await planned('9:00 to 10:00').fill('3')
  await planned('8:00 to 9:00').fill('0')
  await lee.getByRole('button', { name: 'Save the draft' }).click()
  await message(lee, 'The draft was saved.').waitFor()
  await look(lee, 'a plan that is corrected')
  await lee.getByRole('button', { name: 'Publish' }).click()
  await message(lee, 'The plan was published: version 1.').waitFor()
})

it('keeps each change of a published plan with its reason', async () => {
  // What was planned for an hour that is over is no field any more.
  await planned('8:00 to 9:00').waitFor({ state: 'detached' })
  await planned('10:00 to 11:00').fill('12')
  await lee.getByRole('button', { name: 'Publish the change' }).click()
  await lee.getByText('Say why a plan that is published changes').waitFor()
  await look(lee, 'a change without its reason')
  await lee.getByLabel('Reason for the change').fill('Ben is at the counter')
  await lee.getByRole('button', { name: 'Publish the change' }).click()
  await message(lee, 'The plan was published: version 2.').waitFor()
  await lee.getByText('Ben is at the counter').waitFor()
  const [first, second] = await stage.log('plan.publish')
  expect(first?.input).toMatchObject({ team: 'permits', day: '2026-11-23' })
  expect(second?.input).toMatchObject({ reason: 'Ben is at the counter' })
})

it('explains an hour by keyboard and signs it off', async () => {
  await stage.do('ana', 'task.claim', { task: tasks[0]! })
  await stage.do('ana', 'task.finish', { task: tasks[0]! })
  stage.clock.later(61)
  // Nobody was at the screen for an hour: the session is over.
  lee = await stage.person('lee', '/hours')
  await row(9).getByText('No cause yet').waitFor()
  expect(await row(9).textContent()).toMatch(/3.*1.*−2.*−2/)
  await look(lee, 'the hours of a day')
  await tabTo(lee, opener(8))
  await lee.keyboard.press('ArrowDown')
  expect(await focus(lee)).toBe('9:00 to 10:00')
  await lee.keyboard.press('Enter')
  const editor = lee.getByRole('form', { name: 'Hour 9:00 to 10:00' })
  await editor.waitFor()
  await lee.keyboard.press('Escape')
  await editor.waitFor({ state: 'detached' })
  expect(await focus(lee)).toBe('9:00 to 10:00')
  await lee.keyboard.press('Enter')
  await editor.getByRole('button', { name: 'Save and sign off' }).click()
  await editor.getByText('Name the cause of the miss before you sign off.').waitFor()
  await editor.getByLabel('Cause').selectOption({ label: 'System or equipment down' })
  await editor.getByLabel('What happened').fill('Permit register down 9:20 to 9:41')
  await look(lee, 'an hour that is explained')
  await editor.getByLabel('What happened').press('Enter')
  await row(9).getByText('Permit register down').waitFor()
  expect(await focus(lee)).toBe('9:00 to 10:00')
  await lee.keyboard.press('s')
  await row(9)
    .getByText(/^Lee Alvarez 10:0\d$/)
    .waitFor()
  expect(await stage.log('hour.sign')).toMatchObject([{ input: { day: '2026-11-23', hour: 9 } }])
})

it('asks for a reason before it changes what is signed', async () => {
  await opener(9).click()
  const editor = lee.getByRole('form', { name: 'Hour 9:00 to 10:00' })
  await editor.getByLabel('Countermeasure').fill('Paper log')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await editor.getByText(/signed off; say why it changes/).waitFor()
  await editor.getByLabel('Reason for the change').fill('Agreed with the register')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await row(9).getByText('Paper log').waitFor()
  await row(9).getByRole('button', { name: 'Sign off' }).waitFor()
})

it('has the words of the hour that a link leads to', async () => {
  const words = (hour: string) =>
    lee.getByRole('form', { name: `Hour ${hour}` }).getByLabel('Countermeasure')
  await opener(9).click()
  expect(await words('9:00 to 10:00').inputValue()).toBe('Paper log')
  await words('9:00 to 10:00').fill('Typed and not saved')
  await go(lee, '/hours?hour=8')
  await words('8:00 to 9:00').waitFor()
  expect(await words('8:00 to 9:00').inputValue()).toBe('')
  await lee.keyboard.press('Escape')
  await words('8:00 to 9:00').waitFor({ state: 'detached' })
})

it('opens the tasks behind a number, and counts the causes of the week', async () => {
  await row(9)
    .getByRole('button', { name: /1 finished: show the tasks/ })
    .click()
  const drawer = lee.getByRole('dialog', { name: 'Finished 9:00 to 10:00' })
  await drawer.getByRole('link', { name: `#${tasks[0]} Letter` }).waitFor()
  await look(lee, 'the tasks of an hour')
  await lee.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  const causes = lee.getByRole('region', { name: 'Causes of the week' })
  const bar = causes.getByRole('button', { name: /^System or equipment down: 2 tasks in 1 hour/ })
  await bar.focus()
  await lee.keyboard.press('Enter')
  await causes.getByRole('link', { name: /9:00 to 10:00/ }).waitFor()
  await look(lee, 'the causes of the week')
  await causes.getByRole('button', { name: 'Data table' }).click()
  await causes.getByRole('row', { name: /System or equipment down 2 1 100 % 100 %/ }).waitFor()
})

it('stands on the pace of the day too, below the charts, in their unit', async () => {
  const page = await stage.person('lee', '/pace')
  const board = page.getByRole('region', { name: 'Hour by hour' })
  const nine = board.locator('tr[data-hour="9"]')
  await nine.getByText('Permit register down').waitFor()
  // What the line says of the hour is what the board says.
  await page.locator('.missed', { hasText: '9:00 to 10:00, 2 short' }).waitFor()
  await page
    .getByRole('region', { name: 'Causes of the week' })
    .getByText('2 tasks short of plan')
    .waitFor()
  await look(page, 'the hours on the pace of the day')
  await nine.getByRole('button', { name: /1 finished: show the tasks/ }).click()
  await page.getByRole('dialog', { name: '9:00 to 10:00' }).waitFor()
  await page.keyboard.press('Escape')
  await nine.locator('.open').click()
  const editor = board.getByRole('form', { name: 'Hour 9:00 to 10:00' })
  await editor.getByLabel('Countermeasure').fill('Paper log, entered from 10:00')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await nine.getByText('Paper log, entered from 10:00').waitFor()
  // A point of the chart is of an hour too; nobody signs it by that.
  await page.locator('.charts [data-hour="9"]').first().focus()
  await page.setViewportSize({ width: 1440, height: 420 })
  await page.keyboard.press('s')
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(await stage.log('hour.sign')).toHaveLength(1)
  await page.getByRole('button', { name: 'Standard minutes' }).click()
  await page.getByText('standard minutes short of plan').waitFor()
  await page.close()
})

it('shows a supervisor the same without a way to change it', async () => {
  const sue = await stage.person('sue', '/hours?team=permits')
  await sue.getByText('Permit register down').first().waitFor()
  expect(await sue.getByRole('button', { name: 'Sign off' }).count()).toBe(0)
  expect(await sue.getByRole('link', { name: 'Plan', exact: true }).count()).toBe(0)
})

it('calls the lead to a team that is behind its plan, and opens the hour', async () => {
  stage.clock.later(180)
  lee = await stage.person('lee', '/floor')
  const list = lee.getByRole('region', { name: 'Needs you now' })
  const call = list.getByRole('listitem').filter({ hasText: 'Behind plan' })
  await call.getByRole('button', { name: /^Open 1\d:00$/ }).click()
  await lee.getByRole('form', { name: /^Hour 1\d:00/ }).waitFor()
})
