/** A lead's whole morning at real screens: planned, upset, balanced, explained. Each part builds on the one before. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, colourFaults, layoutFaults } from '../support/page-checks.js'
import { desk, go, lane, message, row } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

// Monday 23 November 2026, 9:00 in Denver: Ana, Ben and Lee are in from 8 to 17.
const TODAY = '2026-11-23'
/** Too soon for eight permits of 25 minutes, even with three people: not all can be in time. */
const TEN = '2026-11-23T17:00:00.000Z'

let stage: Stage
let lee: Page, ana: Page, ben: Page
/** The floor on the lead's second screen. */
let floor: Page
const nos: number[] = []

beforeAll(async () => {
  stage = await openStage()
  for (let n = 1; n <= 8; n++) {
    const permit = { type: 'permit', title: `Permit ${n}`, dueAt: TEN } as const
    nos.push((await stage.do('lee', 'task.create', permit)).task.no)
  }
  await stage.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
  lee = await stage.person('lee', '/timetable')
  await lee.emulateMedia({ reducedMotion: 'reduce' })
  floor = await stage.person('lee', '/floor')
  ana = await stage.person('ana', '/my')
  ben = await stage.person('ben', '/my')
})
afterAll(async () => {
  expect(stage?.faults).toEqual([])
  await stage?.close()
})

/** As wide as a desk; each screen's own test looks at every width. */
const look = async (page: Page) => {
  expect([
    ...(await layoutFaults(page)),
    ...(await axeFaults(page)),
    ...(await colourFaults(page)),
  ]).toEqual([])
}
const coverage = () => lee.getByRole('region', { name: 'Coverage' }).getByRole('img').first()
/** What the bar of a lane says of the rest of the shift, in minutes. */
const left = async (person: string) => {
  const said = await lane(floor, person).getByRole('img').first().getAttribute('aria-label')
  const [, hours, minutes] =
    /, (?:(\d+) h )?(\d+)(?: min)? left in the shift/.exec(said ?? '') ?? []
  return minutes === undefined ? said : 60 * Number(hours ?? 0) + Number(minutes)
}
const drawer = () => lee.getByRole('dialog', { name: 'Balance proposal' })
const proposed = async () => {
  await drawer().locator('[data-working=false]').waitFor({ state: 'attached' })
  return drawer().getByRole('group', { name: 'Moves' }).getByRole('listitem').allInnerTexts()
}
const holders = () => Promise.all(nos.map(async (no) => (await stage.task(no)).holder))

it('plans the day: who is in until when, and what each hour should bring', async () => {
  await lee.locator(`[data-cell="ben/${TODAY}"]`).click()
  const shift = lee.getByRole('dialog')
  await shift.getByLabel('End', { exact: true }).fill('16:00')
  await shift.getByRole('button', { name: 'Save' }).click()
  await lee.locator(`[data-cell="ben/${TODAY}"]`).getByText('8:00–16:00').waitFor()
  await look(lee)

  await go(lee, '/hours')
  await lee.getByRole('button', { name: 'Plan the day' }).click()
  await lee.getByLabel('Tasks, 10:00 to 11:00').fill('5')
  await lee.getByRole('button', { name: 'Publish' }).click()
  await message(lee, 'The plan was published: version 1.').waitFor()
  await look(lee)
})

it('answers an absence knowing what is left, and coverage and load change at once', async () => {
  await go(lee, '/timetable')
  const before = await coverage().getAttribute('aria-label')
  const whole = await left('ben')
  expect(whole).toBeGreaterThan(410)
  await ben.getByRole('button', { name: 'Ask for leave' }).click()
  const asking = ben.getByRole('dialog', { name: 'Ask for leave' })
  await asking.getByLabel('First day').fill(TODAY)
  await asking.getByLabel('Last day').fill(TODAY)
  await asking.getByLabel('Only some hours of the day').check()
  await asking.getByLabel('From').fill('13:00')
  await asking.getByLabel('Until').fill('16:00')
  await asking.getByLabel('Kind').selectOption('sick')
  await asking.getByRole('button', { name: 'Ask for leave' }).click()

  await go(lee, '/floor')
  const calls = lee.getByRole('region', { name: 'Needs you now' })
  await calls.getByText('Ben Ito asks for leave.').waitFor()
  await calls.getByRole('button', { name: 'Answer' }).click()
  const asked = lee.getByRole('article', { name: /^Ben Ito, Mon 23 Nov, 13:00–16:00/ })
  await asked.getByText(/^Mon 13–16: 2 of 3 here/).waitFor()
  await look(lee)
  await asked.getByRole('button', { name: /^Approve/ }).click()
  await message(lee, 'Approved: Ben Ito, Mon 23 Nov, 13:00–16:00.').waitFor()

  await expect.poll(() => left('ben')).toBeLessThanOrEqual(Number(whole) - 180)
  await go(lee, '/timetable')
  await expect.poll(() => coverage().getAttribute('aria-label')).not.toBe(before)
  await go(lee, '/floor')
})

it('balances with a certificate, and the clerk’s list changes; undoes; and balances again', async () => {
  await lee.keyboard.press('b')
  const moves = await proposed()
  const forBen = moves.filter((words) => words.includes('Ben'))
  expect(forBen.length).toBeGreaterThan(0)
  const proof = await drawer().locator('.proof').innerText()
  expect(proof).toMatch(/^\d+ weighted minutes late; no plan under these .* has fewer/)
  await look(lee)
  await lee.keyboard.press('Enter')
  await message(lee, /^Balanced: \d+ tasks? ha(s|ve) moved\.$/).waitFor()
  const balanced = await holders()
  const bens = nos.filter((_, at) => balanced[at] === 'ben')
  expect(bens).toHaveLength(forBen.length)
  const task = await stage.task(bens[0]!)
  await row(ben, task.title!).click()
  await desk(ben).getByText(`Given to you by Lee Alvarez, not begun: ${task.why}`).waitFor()
  await look(ben)
  expect(await row(ana, task.title!).count()).toBe(0)

  await lee
    .getByRole('region', { name: 'Messages' })
    .getByRole('button', { name: 'Undo' })
    .last()
    .click()
  await message(lee, /^Undone: \d+ tasks? as before\.$/).waitFor()
  expect(new Set(await holders())).toEqual(new Set(['ana']))
  await row(ana, task.title!).waitFor()
  await row(ben, task.title!).waitFor({ state: 'detached' })

  await lee.keyboard.press('b')
  await proposed()
  await lee.keyboard.press('Enter')
  await expect.poll(async () => (await stage.log('balance.apply')).length).toBe(2)
  await expect
    .poll(async () => (await holders()).filter((one) => one === 'ben').length)
    .toBeGreaterThan(0)
})

it('explains the miss of 10 o’clock, signs it, and finds its tasks in the pace of the day', async () => {
  const mine = (await holders()).map((one, at) => (one === 'ana' ? nos[at]! : null))
  const done = mine.find((no) => no !== null)!
  stage.clock.later(75)
  await stage.do('ana', 'task.claim', { task: done })
  stage.clock.later(25)
  await stage.do('ana', 'task.finish', { task: done })
  stage.clock.later(25)
  // Nobody was at the screen meanwhile: the session is over.
  await lee.context().close()
  lee = await stage.person('lee', '/hours')
  await lee.emulateMedia({ reducedMotion: 'reduce' })
  const ten = lee.locator('tr[data-hour="10"]')
  expect(await ten.innerText()).toMatch(/5\s+1\s+−4/)
  await ten.locator('.open').click()
  const editor = lee.getByRole('form', { name: 'Hour 10:00' })
  await editor.getByLabel('Cause').selectOption({ label: 'System or equipment down' })
  await editor.getByLabel('What happened').fill('Permit register down 10:05 to 10:40')
  await editor.getByLabel('Countermeasure').fill('Paper log')
  await look(lee)
  await editor.getByRole('button', { name: 'Save and sign off' }).click()
  await ten.getByText(/^Lee Alvarez 11:0\d$/).waitFor()

  await go(lee, '/pace')
  const hours = lee.getByRole('list', { name: 'Hours of the day, finished work' })
  await hours.getByRole('button', { name: /^10:00 to 11:00: 1 task finished/ }).click()
  const list = lee.getByRole('dialog', { name: '10:00 to 11:00' })
  await list.getByRole('link', { name: new RegExp(`#${done}`) }).waitFor()
  await look(lee)
})
