/** The life of a legal due time at real screens: counted, standing, extended, explained, changed. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OFFICE, plan, taskType } from '../support/floor.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { message, tabTo } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

// Monday 23 November 2026, 9:00 in Denver; Thursday 26 is Thanksgiving.
const request = taskType('request', {
  name: 'Records request',
  standardMinutes: 30,
  steps: [
    {
      id: 'acknowledged',
      name: 'Acknowledged',
      due: { count: 1, unit: 'businessDays', citation: 'House rule 7', ends: 'sameTime' },
    },
    { id: 'released', name: 'Released' },
  ],
  due: {
    count: 3,
    unit: 'businessDays',
    citation: 'C.R.S. 24-72-203(3)(b)',
    law: true,
    pauses: true,
    extension: {
      count: 7,
      unit: 'businessDays',
      times: 1,
      reason: true,
      notice: true,
      earliest: false,
    },
  },
})

let stage: Stage
let lee: Page
let ada: Page
let no = 0

beforeAll(async () => {
  const office = plan()
  stage = await openStage({ office: { ...office, types: [...office.types, request] } })
  no = (await stage.do('ana', 'task.create', { type: 'request', title: 'Fence permits of 2019' }))
    .task.no
  await stage.do('ana', 'task.claim', { task: no })
  lee = await stage.person('lee', `/task/${no}`)
})
afterAll(async () => {
  expect(stage?.faults).toEqual([])
  await stage?.close()
})

const due = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Due times' }).locator('details').filter({ hasText: name })
const look = async (page: Page, screen: string) => {
  const looks = new ScreenLooks()
  await looks.at(page, screen)
  expect(looks.faults).toEqual([])
}

it('shows both due times; each opens by key to its source and count', async () => {
  await due(lee, 'Acknowledged').getByText('Tue 24 Nov 9:00').first().waitFor()
  const whole = due(lee, 'Whole task')
  await whole.getByText('Fri 27 Nov 17:00').first().waitFor()
  expect(await whole.getByText('C.R.S.').isVisible()).toBe(false)
  await tabTo(lee, whole.locator('summary'))
  await lee.keyboard.press('Enter')
  await whole
    .getByText(
      '3 business days: Tue 24, Wed 25 (Thu 26 is Thanksgiving Day), Fri 27; due Fri 27 Nov 17:00',
    )
    .waitFor()
  await whole.getByText('The law: C.R.S. 24-72-203(3)(b)').waitFor()
  await whole.getByText('Not legal advice').waitFor()
  await look(lee, 'a task with two clocks')
})

it('stands while it waits, and goes on later', async () => {
  await stage.do('ana', 'task.step', { task: no, step: 'acknowledged', done: true })
  await stage.do('ana', 'task.hold', { task: no, reason: 'the requester' })
  await lee
    .getByText(/clock stands since 9:0\d/)
    .first()
    .waitFor()
  stage.clock.later(2 * 24 * 60)
  await stage.do('ana', 'task.resume', { task: no })
  // Nobody was at the screen for two days: the session is over.
  lee = await stage.person('lee', `/task/${no}`)
  await due(lee, 'Whole task').locator('summary').click()
  // It stood at the closing of Tuesday, so Monday is the third day.
  await due(lee, 'Whole task').getByText('Mon 30 Nov 17:00').first().waitFor()
  await due(lee, 'Whole task')
    .getByText(/The clock stood while it waited: Mon 23 Nov/)
    .waitFor()
})

it('is extended with a reason and written notice, and says so', async () => {
  await lee.getByRole('button', { name: 'More' }).click()
  await lee.getByRole('menuitem', { name: 'Extend the due time' }).click()
  const dialog = lee.getByRole('dialog', { name: `Extend the due time of #${no}` })
  await dialog.getByText('Its rule allows 7 business days more: Wed 9 Dec 17:00').waitFor()
  await look(lee, 'the dialog that extends')
  await dialog.getByRole('button', { name: 'Extend' }).click()
  await dialog.getByText('Say why in a few words').waitFor()
  await dialog.getByLabel('Reason').fill('many boxes')
  await dialog.getByLabel('Until').fill('11 dec')
  await dialog.getByLabel('Written notice').check()
  await dialog.getByRole('button', { name: 'Extend' }).click()
  await dialog.getByText('its rule allows Wed 9 Dec 17:00 at the latest').waitFor()
  await dialog.getByLabel('Until').fill('')
  await dialog.getByRole('button', { name: 'Extend' }).click()
  await message(lee, new RegExp(`#${no} is due Wed 9 Dec 17:00`)).waitFor()
  await due(lee, 'Whole task')
    .getByText(/Extended .* by Lee Alvarez, with written notice, because: many boxes/)
    .waitFor()
  await lee
    .getByText(/extended its due time to .*9 Dec.*, with written notice: many boxes/)
    .waitFor()
  expect(await stage.log('task.extend')).toHaveLength(1)
})

it('is changed in the type, with an example that follows', async () => {
  ada = await stage.person('ada', '/types')
  await ada.getByRole('link', { name: 'Records request' }).click()
  const drawer = ada
    .getByRole('dialog')
    .or(ada.getByRole('complementary'))
    .filter({ hasText: 'Standard minutes' })
  const whole = drawer.getByRole('group', { name: 'Due', exact: true })
  await whole.getByText(/Received today at 10:00: 3 business days:/).waitFor()
  await whole.getByText(/^Extended: due/).waitFor()
  await whole.getByLabel('Due after, count').fill('1')
  await whole.getByText(/Received today at 10:00: 1 business day:/).waitFor()
  await look(ada, 'the editor of a type with clocks')
  await drawer.getByRole('button', { name: 'Take this clock away' }).click()
  await drawer.getByLabel('Give a step a clock of its own').selectOption({ label: 'Released' })
  await drawer.getByLabel('Released, due after, count').fill('2')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Say why, for whoever asks next year.').waitFor()
  await drawer.getByLabel('Why the due rule changes').fill('The office promises it sooner')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await message(ada, 'Records request was saved.').waitFor()
  const [entry] = await stage.log('type.save')
  expect(entry?.input).toMatchObject({
    reason: 'The office promises it sooner',
    due: { count: 1, law: true, pauses: true, extension: { count: 7, notice: true } },
    steps: [
      { id: 'acknowledged', due: null },
      { id: 'released', due: { count: 2, unit: 'businessDays' } },
    ],
  })

  // What changed is kept as a version; a team can have its own minutes and its own rule.
  await ada.getByRole('link', { name: 'Records request' }).click()
  await drawer.getByText('1 version').click()
  await drawer
    .getByText(/^due after 1 business day .*, before: 3 business days; Released: due after 2/)
    .waitFor()
  await drawer.getByRole('button', { name: 'Set a new standard' }).click()
  await drawer.getByLabel('For', { exact: true }).selectOption({ label: 'Records alone' })
  await drawer.getByLabel('Standard minutes').fill('22')
  await drawer.getByLabel('Another due rule').check()
  await drawer.getByLabel('New tasks due after, count').fill('4')
  await drawer.getByRole('textbox', { name: 'Reason' }).fill('Their boxes are small')
  await look(ada, 'a standard of one team')
  await drawer.getByRole('button', { name: 'Set the standard' }).click()
  await message(ada, 'The standard of Records is 22 min now.').waitFor()
  await drawer.getByText(/^22 min, due after 4 business days/).waitFor()
  const { taskType } = (await stage.running.app.boardOf(OFFICE)).tables
  expect(taskType.get('request')?.teams).toMatchObject({
    records: { standardMinutes: 22, due: { count: 4, law: true } },
  })
  await drawer.getByRole('button', { name: /^As all\s*, for Records$/ }).click()
  const why = ada.getByRole('dialog', { name: 'The standard of all for Records' })
  await why.getByRole('button', { name: 'Lift its own' }).click()
  await why.getByText('Say it in a few words').waitFor()
  await why.getByRole('textbox', { name: 'Reason' }).fill('Their boxes are big now')
  await why.getByRole('button', { name: 'Lift its own' }).click()
  await message(ada, 'Records has the standard of all again.').waitFor()
})

it('counts the office’s own days once they are entered', async () => {
  await ada.goto(`${stage.address}/office`)
  await ada.getByRole('button', { name: 'Add a local holiday' }).click()
  await ada.getByLabel('Date of day 1').fill('2026-11-27')
  await ada.getByRole('button', { name: 'Save', exact: true }).click()
  await ada.getByText('Name the day').waitFor()
  await ada.getByLabel('Name of day 1').fill('Day after Thanksgiving')
  await look(ada, 'the days of the office')
  await ada.getByRole('button', { name: 'Save', exact: true }).click()
  await message(ada, 'The office was saved.').waitFor()
  const { task } = await stage.do('ana', 'task.create', { type: 'request', title: 'Sign permits' })
  // Wednesday 25: Thursday and Friday are off.
  expect(task.dueAt).toBe('2026-12-01T00:00:00.000Z')
})
