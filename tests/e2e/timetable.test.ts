/** A lead plans a week by pointer, by keyboard and by dialog, and everybody's screen follows. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ScreenLooks } from '../support/screen-looks.js'
import { focus, lane, message } from '../support/screens.js'
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

it('reaches the clerk’s own screen and the floor at once', async () => {
  const floor = await stage.person('sue', '/floor?team=permits')
  const mine = ana.getByRole('region', { name: 'My day' })
  await mine.getByText('8 h 00').or(mine.getByText('7 h 59')).first().waitFor()
  await drag('ana', '2026-11-23', 17, 12)
  await lee.mouse.up()
  await message(lee, 'Ana Delgado: Monday 8:00–12:00.').waitFor()
  await mine
    .getByText(/^(3 h 00|2 h 5\d)$/)
    .first()
    .waitFor()
  await lane(floor, 'ana')
    .getByText(/of (3 h 00|2 h 5\d)/)
    .waitFor()
  await stage.do('lee', 'shift.clear', { person: 'ana', day: '2026-11-23' })
  await lane(floor, 'ana')
    .getByText(/of (8 h 00|7 h 5\d)/)
    .waitFor()
  await floor.context().close()
})

it('lets a supervisor read, and draw nothing', async () => {
  const sue = await stage.person('sue', '/timetable?team=permits')
  const tuesday = sue.locator(`[data-cell="ben/${TUE}"]`)
  await tuesday.waitFor()
  expect(await sue.getByRole('button', { name: 'Copy last week' }).count()).toBe(0)
  expect(await sue.getByRole('button', { name: /: this week$/ }).count()).toBe(0)
  expect(await tuesday.getAttribute('aria-readonly')).toBe('true')
  await tuesday.focus()
  await sue.keyboard.press('Delete')
  await sue.keyboard.press('Shift+ArrowRight')
  await sue.keyboard.press('Enter')
  const dialog = sue.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().waitFor()
  expect(await dialog.getByRole('button', { name: 'Save' }).count()).toBe(0)
  expect(await dialog.getByLabel('Start', { exact: true }).getAttribute('readonly')).not.toBeNull()
  expect(await drawn('ben', TUE)).toBeUndefined()
  await sue.context().close()
})

it('shows a phone one day at a time', async () => {
  const phone = await stage.person('lee', '/timetable?week=2026-11-23', { width: 390, height: 844 })
  await phone.getByRole('heading', { name: /Monday 23 Nov/ }).waitFor()
  await phone.getByRole('button', { name: 'The day after' }).click()
  await phone.getByRole('heading', { name: /Tuesday 24 Nov/ }).waitFor()
  expect(new URL(phone.url()).searchParams.get('day')).toBe(TUE)
  await phone.getByRole('button', { name: /^Ben Ito, Tuesday/ }).click()
  await phone.getByRole('dialog').getByLabel('End', { exact: true }).fill('16')
  await phone.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await message(phone, 'Ben Ito: Tuesday 8:00–16:00.').waitFor()
  await phone.getByRole('button', { name: /^Ben Ito, Tuesday 24 Nov: 8:00–16:00/ }).waitFor()
  await phone.context().close()
})

it('is readable and whole at every width, light and dark, with its dialog', async () => {
  const looks = new ScreenLooks()
  const ben = { breaks: [{ from: '12:00', to: '12:30' }], location: 'Annex' }
  const blocks = [{ from: '14:00', to: '15:00', kind: 'training' as const, text: 'Vital records' }]
  await stage.do('lee', 'shift.save', {
    person: 'ben',
    day: '2026-11-23',
    work: { from: '07:15', to: '18:45', ...ben, blocks },
    note: 'Keys to the annex are with the guard',
  })
  for (const person of ['ana', 'lee'])
    await stage.do('lee', 'shift.save', { person, day: '2026-11-27', work: null })
  await lee.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await lee
    .getByText(/Fri 8–17: nobody can take/)
    .first()
    .waitFor()
  await looks.at(lee, 'timetable')
  await lee.getByRole('button', { name: 'Ben Ito: this week' }).click()
  await lee.getByRole('menu').waitFor()
  await looks.at(lee, 'timetable, menu of a person')
  await lee.keyboard.press('Escape')
  await cell('ben', '2026-11-23').click()
  await dialog().waitFor()
  await dialog().getByLabel('Start of block 1').fill('12:15')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().getByText('must not overlap').first().waitFor()
  await looks.at(lee, 'timetable, a day')
  expect(looks.faults).toEqual([])
  expect(stage.faults).toEqual([])
}, 180_000)
