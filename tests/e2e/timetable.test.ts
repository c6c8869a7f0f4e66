/** A lead plans a week by pointer, by keyboard and by dialog, and everybody's screen follows. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { focus, message } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

/** The clock stands on Monday 23 November 2026, 9:00; Thursday is Thanksgiving. */
const TUE = '2026-11-24'
const WED = '2026-11-25'

let stage: Stage
let lee: Page, ana: Page

beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/timetable')
  ana = await stage.person('ana', '/my')
})
afterAll(() => stage?.close())
beforeEach(async () => {
  await lee.mouse.move(1, 1)
  await lee.keyboard.press('Escape')
})

const cell = (person: string, day: string) => lee.locator(`[data-cell="${person}/${day}"]`)
const dialog = () => lee.getByRole('dialog')
const undo = () =>
  lee.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last()

/** What the server has drawn for a day, as `8:00-12:00`, or null. */
async function drawn(person: string, day: string) {
  const board = await stage.running.app.boardOf('springfield')
  const row = board.tables.shift.get(`${person}/${day}`)
  return row ? row.work && `${row.work.from}-${row.work.to}` : undefined
}

/** Where a time of day lies on a cell's track; the scale runs from an hour before opening to one after closing. */
async function at(person: string, day: string, hour: number) {
  const box = await cell(person, day).locator('[data-track]').boundingBox()
  if (!box) throw new Error('the cell is not there')
  return { x: box.x + ((hour - 7) / 11) * box.width, y: box.y + box.height / 2 }
}
async function drag(person: string, day: string, from: number, to: number) {
  const begin = await at(person, day, from)
  const end = await at(person, day, to)
  await lee.mouse.move(begin.x, begin.y)
  await lee.mouse.down()
  await lee.mouse.move((begin.x + end.x) / 2, begin.y)
  await lee.mouse.move(end.x, end.y)
}

it('draws, stretches and moves a shift with the pointer, and takes it back', async () => {
  await stage.do('lee', 'shift.save', { person: 'ana', day: TUE, work: null })
  await cell('ana', TUE).getByText('Not at work').waitFor()

  await drag('ana', TUE, 8, 12)
  await cell('ana', TUE).locator('.live').getByText('8:00–12:00').waitFor()
  expect(await drawn('ana', TUE)).toBeNull()
  await lee.mouse.up()
  await message(lee, 'Ana Delgado: Tuesday 8:00–12:00.').waitFor()
  expect(await drawn('ana', TUE)).toBe('08:00-12:00')

  await drag('ana', TUE, 12, 14.5)
  await lee.mouse.up()
  await message(lee, 'Ana Delgado: Tuesday 8:00–14:30.').waitFor()
  await drag('ana', TUE, 11, 12.25)
  await lee.mouse.up()
  await message(lee, 'Ana Delgado: Tuesday 9:15–15:45.').waitFor()
  expect(await drawn('ana', TUE)).toBe('09:15-15:45')

  await undo().click()
  await expect.poll(() => drawn('ana', TUE)).toBe('08:00-14:30')

  await drag('ana', TUE, 10, 12)
  await lee.keyboard.press('Escape')
  await lee.mouse.up()
  await expect.poll(() => cell('ana', TUE).locator('.live').count()).toBe(0)
  expect(await drawn('ana', TUE)).toBe('08:00-14:30')
})

it('plans by keyboard alone: from day to day, by quarters of an hour, off and back', async () => {
  await cell('ben', TUE).focus()
  await lee.keyboard.press('ArrowRight')
  expect(await focus(lee)).toContain('Ben Ito, Wednesday 25 Nov: 8:00–17:00')
  await lee.keyboard.press('ArrowLeft')
  await lee.keyboard.down('Shift')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowUp'])
    await lee.keyboard.press(key)
  await lee.keyboard.up('Shift')
  await message(lee, 'Ben Ito: Tuesday 8:30–16:45.').waitFor()
  expect(await drawn('ben', TUE)).toBe('08:30-16:45')
  // One command for all of it.
  expect(
    (await stage.log('shift.save')).filter(
      ({ input }) => (input as { person: string }).person === 'ben',
    ),
  ).toHaveLength(1)

  await lee.keyboard.press('Delete')
  await message(lee, 'Ben Ito: Tuesday not at work.').waitFor()
  expect(await drawn('ben', TUE)).toBeNull()
  await lee.keyboard.press('Enter')
  await dialog().getByRole('button', { name: 'As usual: 8:00–17:00' }).click()
  await message(lee, 'Ben Ito: Tuesday as usual, 8:00–17:00.').waitFor()
  expect(await drawn('ben', TUE)).toBeUndefined()
  expect(await focus(lee)).toContain('Ben Ito, Tuesday 24 Nov')
})

it('takes times, breaks, blocks and a place in a dialog, and says what is wrong with them', async () => {
  await cell('ana', WED).click()
  await dialog().getByLabel('Start', { exact: true }).fill('9')
  await dialog().getByLabel('End', { exact: true }).fill('8:30')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().getByText('a shift cannot cross midnight').waitFor()
  await dialog().getByLabel('End', { exact: true }).fill('3 pm')
  await dialog().getByRole('button', { name: 'Add a break' }).click()
  await dialog().getByLabel('Start of break 1').fill('12')
  await dialog().getByLabel('End of break 1').fill('12:30')
  await dialog().getByRole('button', { name: 'Add a block' }).click()
  await dialog().getByLabel('Start of block 1').fill('12:15')
  await dialog().getByLabel('End of block 1').fill('13:00')
  await dialog().getByLabel('Text of block 1').fill('Vital records')
  await dialog().getByLabel('Location').fill('Annex')
  await dialog().getByLabel('Note').fill('Helps at the counter')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().getByText('must not overlap the break 12:00–12:30').waitFor()
  await dialog().getByLabel('Start of block 1').fill('14')
  await dialog().getByLabel('End of block 1').fill('15')
  await lee.keyboard.press('Enter')
  await dialog().waitFor({ state: 'detached' })
  await message(lee, 'Ana Delgado: Wednesday 9:00–15:00.').waitFor()
  await cell('ana', WED).getByText('Annex · Helps at the counter').waitFor()
  expect(await cell('ana', WED).getAttribute('aria-label')).toBe(
    'Ana Delgado, Wednesday 25 Nov: 9:00–15:00, break 12:00–12:30, Training: Vital records 14:00–15:00, Annex, Helps at the counter',
  )
})

it('repeats a day every week and copies a week', async () => {
  await cell('ben', WED).focus()
  await lee.keyboard.press('Enter')
  await dialog().getByLabel('End', { exact: true }).fill('12:00')
  await dialog().getByLabel('Repeat').selectOption('1')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await message(lee, 'Ben Ito: every Wednesday 8:00–12:00.').waitFor()
  await lee.getByRole('button', { name: 'The week after' }).click()
  await lee.getByText('30 Nov – 6 Dec').waitFor()
  expect(new URL(lee.url()).searchParams.get('week')).toBe('2026-11-30')
  await cell('ben', '2026-12-02').getByText('8:00–12:00').waitFor()
  await cell('ben', '2026-12-03').getByText('8:00–17:00').waitFor()

  await cell('ana', '2026-12-02').getByText('8:00–17:00').waitFor()
  await lee.getByRole('button', { name: 'Copy last week' }).click()
  await message(lee, /^2 days copied from 23–29 Nov\./).waitFor()
  await cell('ana', '2026-12-02').getByText('9:00–15:00').waitFor()
  expect(await drawn('ana', '2026-12-01')).toBe('08:00-14:30')
  await undo().click()
  await message(lee, '2 days are as they were.').waitFor()
  expect(await drawn('ana', '2026-12-01')).toBeUndefined()
  await lee.getByRole('button', { name: 'This week', exact: true }).click()
})
