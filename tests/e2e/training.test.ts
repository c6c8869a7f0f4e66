/** Training by keyboard and pointer: the matrix, a need in ten seconds, a training from plan to signature. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { go, lane, message, tabTo } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ana: Page, ben: Page

beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/training')
  ana = await stage.person('ana', '/my')
  ben = await stage.person('ben', '/my')
})
afterAll(() => stage?.close())

const cell = (person: string, type: string) => lee.locator(`[data-cell="${person}/${type}"]`)
const dialog = (name: string | RegExp) => lee.getByRole('dialog', { name })
const need = (name: string | RegExp) => lee.getByRole('article', { name })
const today = '2026-11-23'
const tuesday = '2026-11-24'

it('is walked with the arrow keys, and a typed figure gives a level with what it rests on', async () => {
  await tabTo(lee, cell('ana', 'permit'))
  await lee.keyboard.press('ArrowDown')
  await lee.keyboard.press('ArrowRight')
  expect(await cell('ben', 'mail').evaluate((one) => one === document.activeElement)).toBe(true)
  await lee.keyboard.press('Home')
  await lee.keyboard.press('Control+End')
  // The last row that can be reached is the number needed.
  expect(
    await lee.evaluate(() => document.activeElement?.getAttribute('data-target')),
  ).not.toBeNull()
  await lee.keyboard.press('Control+Home')
  await lee.keyboard.press('ArrowDown')

  await lee.keyboard.press('3')
  const level = dialog('Ben Ito, Permit')
  await level.getByText('Now 2, can do with review.').waitFor()
  expect(await level.getByRole('radio', { name: /^3/ }).isChecked()).toBe(true)
  await lee.keyboard.press('Enter')
  await level.getByText('Say what the new level rests on.').waitFor()
  await lee.keyboard.type('Ten permits without a return')
  await lee.keyboard.press('Enter')
  await message(lee, 'Ben Ito, Permit: 3, can do alone.').waitFor()
  await level.waitFor({ state: 'detached' })
  expect(await cell('ben', 'permit').getAttribute('aria-label')).toBe(
    'Ben Ito, Permit: 3, can do alone',
  )
  // The focus is where it was.
  await expect
    .poll(() => cell('ben', 'permit').evaluate((one) => one === document.activeElement))
    .toBe(true)
  const [entry] = (await stage.log('skill.set')).slice(-1)
  expect(entry?.input).toMatchObject({
    person: 'ben',
    type: 'permit',
    level: 3,
    evidence: [{ kind: 'text', ref: null, text: 'Ten permits without a return' }],
  })
})

it('gives level 1 a trainer of level 4, and shows what the level rests on', async () => {
  await cell('ben', 'mail').click()
  const level = dialog('Ben Ito, Mail')
  await lee.keyboard.press('1')
  await level.getByText('Without a trainer they cannot take this work.').waitFor()
  await level.getByLabel('Trainer').selectOption('lee')
  await level.getByText('They may take this work, and it is always checked.').waitFor()
  await level.getByLabel('What it rests on').fill('Begins today')
  await level.getByRole('button', { name: 'Set to 1' }).click()
  await message(lee, 'Ben Ito, Mail: 1, in training.').waitFor()
  await cell('ben', 'mail').click()
  await level.getByText('What the present level rests on').waitFor()
  await level.getByText('Begins today').waitFor()
  await lee.keyboard.press('Escape')
})

it('sets how many are needed, and says the gap in words', async () => {
  await lee.locator('[data-target=permit]').focus()
  await lee.keyboard.press('Enter')
  const targets = dialog('Targets: Permit')
  await targets
    .getByRole('group', { name: /^Level 3 or better/ })
    .getByLabel('People')
    .fill('5')
  await targets
    .getByRole('group', { name: /^Level 4/ })
    .getByLabel('People')
    .fill('1')
  await targets.getByRole('button', { name: 'Save' }).click()
  await message(lee, 'Targets for Permit are set.').waitFor()
  const grid = lee.getByRole('grid', { name: 'Training matrix' })
  await grid.getByText('2 short').waitFor()
  expect(await lee.locator('[data-target=permit]').textContent()).toContain('5')
})

it('records a need in a few keys from a cell, from a task and from a lane', async () => {
  await cell('ana', 'batch').focus()
  await lee.keyboard.press('t')
  const form = dialog('Record a need')
  await form.waitFor()
  expect(await form.getByLabel('Person').inputValue()).toBe('ana')
  expect(await form.getByLabel('Skill').inputValue()).toBe('batch')
  await expect
    .poll(() => form.getByLabel('What was seen').evaluate((one) => one === document.activeElement))
    .toBe(true)
  await lee.keyboard.type('Totals typed twice')
  await lee.keyboard.press('Enter')
  await message(lee, 'Recorded: Ana Delgado, Batch.').waitFor()
  expect(await cell('ana', 'batch').getAttribute('aria-label')).toContain('1 need open')

  const { task } = await stage.do('lee', 'task.create', { type: 'permit', title: 'Fence, Elm St' })
  await stage.do('lee', 'task.assign', { tasks: [task.no], to: 'ben' })
  await go(lee, `/floor?task=${task.no}`)
  await lee
    .getByRole('dialog', { name: `#${task.no}` })
    .getByText('Fence, Elm St')
    .waitFor()
  await lee.keyboard.press('t')
  await form.getByText('Fence, Elm St').waitFor()
  expect(await form.getByLabel('Person').inputValue()).toBe('ben')
  await form.getByRole('button', { name: /^Save/ }).click()
  await form.getByText('Say in a few words what was seen.').waitFor()
  await form.getByLabel('What was seen').fill('Stamped before it was read')
  await lee.keyboard.press('Enter')
  await message(lee, 'Recorded: Ben Ito, Permit.').waitFor()
  await go(lee, '/floor')
  await lane(lee, 'ben').getByRole('button', { name: 'Ben Ito' }).focus()
  await lee.keyboard.press('Enter')
  const item = lee.getByRole('menuitem', { name: 'Record a training need' })
  await item.waitFor()
  for (let steps = 0; steps < 20; steps++) {
    if (await item.evaluate((one) => one === document.activeElement)) break
    await lee.keyboard.press('ArrowDown')
  }
  await lee.keyboard.press('Enter')
  await form.waitFor()
  expect(await form.getByLabel('Person').inputValue()).toBe('ben')
  await lee.keyboard.press('Escape')

  await go(lee, '/training/needs')
  const own = need('Ben Ito, Permit')
  await own.getByText('Stamped before it was read').waitFor()
  await own.getByRole('button', { name: `#${task.no}` }).waitFor()
  // A clerk has no such key and no such page.
  await ana.keyboard.press('t')
  await go(ana, '/training')
  await ana.getByText('This page is for leads.').waitFor()
  expect(await ana.getByRole('dialog').count()).toBe(0)
  await go(ana, '/my')
})

it('takes over from a returned task what it came back for', async () => {
  const { task } = await stage.do('lee', 'task.create', { type: 'permit', title: 'Deck, Oak St' })
  await stage.do('lee', 'review.ask', { task: task.no })
  await stage.do('ana', 'task.claim', { task: task.no })
  await stage.do('ana', 'task.finish', { task: task.no })
  await stage.do('lee', 'review.decide', {
    task: task.no,
    result: 'return',
    reasons: [{ reason: 'signature', text: 'page 2' }],
  })
  await go(lee, `/task/${task.no}`)
  await lee.getByRole('heading', { name: 'Deck, Oak St' }).waitFor()
  await lee.keyboard.press('t')
  const form = dialog('Record a need')
  await form.waitFor()
  expect(await form.getByLabel('Person').inputValue()).toBe('ana')
  expect(await form.getByLabel('Topic').inputValue()).toMatch(/signature/i)
  await lee.keyboard.press('Enter')
  await message(lee, /^Recorded: Ana Delgado, Permit: .*ignature/).waitFor()
  const [entry] = (await stage.log('need.record')).slice(-1)
  expect(entry?.input).toMatchObject({
    person: 'ana',
    evidence: [{ kind: 'review' }, { kind: 'task', ref: String(task.no) }],
  })
  await go(lee, '/training/needs')
})

it('plans a training from a need, says what it does to cover, and books it', async () => {
  await need('Ben Ito, Permit')
    .getByRole('button', { name: /^Actions/ })
    .click()
  await lee.getByRole('menuitem', { name: 'Plan a training…' }).click()
  const form = dialog('Plan a training')
  expect(await form.getByLabel('Skill').inputValue()).toBe('permit')
  expect(await form.getByRole('checkbox', { name: /^Ben Ito/ }).isChecked()).toBe(true)
  await form.getByRole('button', { name: 'Plan it' }).click()
  await form.getByText('Choose who trains.').waitFor()
  await form.getByLabel('Trainer').selectOption('lee')
  await form.getByLabel('Day').fill(tuesday)
  await form.getByLabel('From').fill('10:00')
  await form.getByLabel('Until').fill('09:00')
  await form.getByRole('button', { name: 'Plan it' }).click()
  await form.getByText('Until must be after it begins.').waitFor()
  await form.getByLabel('Until').fill('11:00')
  // Lee and Ben are at level 3 or better, and so is Ana: she alone is left.
  await form.getByText('Permit, tomorrow 10:00 to 11:00: only Ana can do it alone.').waitFor()
  await form.getByLabel('Place').fill('Room 2')
  await form.getByRole('button', { name: 'Plan it' }).click()
  await message(lee, 'Planned: Permit, tomorrow, 10:00–11:00.').waitFor()
  await need('Ben Ito, Permit').getByText('Trainer Lee Alvarez, tomorrow, 10:00–11:00').waitFor()
  // Its time is in the timetable, where the trainee reads of it too.
  await ben.getByText('tomorrow, 10:00–11:00, with Lee Alvarez, Room 2').waitFor()
  await go(lee, `/timetable?week=${tuesday}`)
  await lee
    .getByRole('gridcell', { name: /Training: Permit 10:00–11:00/ })
    .and(lee.locator(`[data-cell="ben/${tuesday}"]`))
    .waitFor()
  expect(await ana.getByText('with Lee Alvarez').count()).toBe(0)
})

it('is attended, signed by its trainer, acknowledged by the trainee, and gives the level', async () => {
  await go(lee, '/training/sessions')
  const own = need(/^Permit, /)
  expect(await own.getByRole('button', { name: /^Sign/ }).count()).toBe(0)
  await own.getByRole('button', { name: /^Change/ }).click()
  const change = dialog('Change a training')
  await change.getByLabel('Day').fill(today)
  await change.getByLabel('From').fill('09:10')
  await change.getByLabel('Until').fill('09:20')
  await change.getByRole('button', { name: 'Save' }).click()
  await message(lee, 'Changed: Permit, today, 9:10–9:20.').waitFor()
  await ben.getByText('today, 9:10–9:20, with Lee Alvarez, Room 2').waitFor()
  stage.clock.later(21)
  await own.getByText('Over, not signed by the trainer').waitFor({ timeout: 30_000 })
  const sign = own.getByRole('button', { name: /^Sign as its trainer/ })
  await own.getByText('Say first who came.').waitFor()
  await own.getByRole('button', { name: 'Ben Ito came' }).click()
  await own.getByLabel('Level of Ben Ito now').selectOption('4')
  await sign.click()
  await message(lee, /^Signed: Permit/).waitFor()
  await own.getByText('came, seen at level 4, not signed by them yet').waitFor()

  await ben.getByRole('button', { name: 'I was taught this: Permit' }).click()
  await message(ben, 'Signed: you were taught this.').waitFor()
  await own.getByText('came, seen at level 4, signed').waitFor()
  expect(await ben.getByText('My training').count()).toBe(0)

  await go(lee, '/training')
  await cell('ben', 'permit').click()
  await lee.keyboard.press('4')
  const level = dialog('Ben Ito, Permit')
  await level.getByRole('checkbox', { name: /seen at level 4$/ }).check()
  await level.getByRole('button', { name: 'Set to 4' }).click()
  await message(lee, 'Ben Ito, Permit: 4, can train others.').waitFor()
  const [entry] = (await stage.log('skill.set')).slice(-1)
  expect(entry?.input).toMatchObject({ level: 4, evidence: [{ kind: 'session' }] })
})

it('shows what the record suggests; a key accepts the first, and a reason dismisses one', async () => {
  const wednesday = { from: '2026-11-25', to: '2026-11-25', kind: 'vacation' as const }
  for (const [who, by] of [
    ['ana', 'lee'],
    ['lee', 'sue'],
  ] as const) {
    const { leave } = await stage.do(who, 'leave.ask', wednesday)
    await stage.do(by, 'leave.answer', { leave: leave.id, approve: true })
  }
  await go(lee, '/floor')
  await go(lee, '/training')
  // Ben is at level 1 in mail, and nobody but Ana can do a batch.
  const cover = lee.getByRole('region', { name: 'Cover this week, alone or better' })
  await cover
    .getByRole('listitem')
    .filter({ hasText: 'Batch' })
    .getByText('Ana on leave, back Friday 27 Nov')
    .waitFor()
  const suggested = lee.getByRole('region', { name: /^Suggested from the record/ })
  const mail = suggested.getByRole('article', { name: 'Permits, Mail' })
  await mail.getByRole('button', { name: /^Dismiss/ }).click()
  const reason = dialog('Dismiss a suggestion')
  await reason.getByRole('button', { name: 'Dismiss' }).click()
  await reason.getByText('Say it in a few words').waitFor()
  await lee.keyboard.type('Mail can wait a day')
  await lee.keyboard.press('Enter')
  await message(lee, 'Dismissed. It comes back when there is more to it.').waitFor()
  await mail.waitFor({ state: 'detached' })

  const batch = suggested.getByRole('article', { name: 'Permits, Batch' })
  await batch.getByText(/Nobody can take Batch alone on Wed 25 Nov/).waitFor()
  await lee.keyboard.press('a')
  await message(lee, /^A need is recorded: All, \d people, Batch\.$/).waitFor()
  await batch.waitFor({ state: 'detached' })
  await need(/^All, \d people, Batch$/).waitFor()
  const [entry] = await stage.log('suggestion.accept')
  expect(entry?.input).toMatchObject({ key: expect.stringContaining('batch') as string })
  // Neither comes back while there is no more to it.
  await go(lee, '/floor')
  await go(lee, '/training')
  await suggested.getByText(/nothing$/).waitFor()
  await go(ana, '/training/needs')
  await ana.getByText('This page is for leads.').waitFor()
  await go(ana, '/my')
})

it('closes a need with what shows it, and drops none without a reason', async () => {
  await go(lee, '/training/needs')
  const own = need('Ana Delgado, Batch')
  const choose = async (item: string) => {
    await own.getByRole('button', { name: /^Actions/ }).click()
    await lee.getByRole('menuitem', { name: item }).click()
  }
  await choose('Change…')
  await dialog('Change a need').getByLabel('By', { exact: false }).first().fill('2026-11-20')
  await dialog('Change a need').getByRole('button', { name: /^Save/ }).click()
  await own.getByText('20 Nov, 3 days late').waitFor()
  await choose('Drop it…')
  await dialog('Drop the need').getByRole('button', { name: 'Drop it' }).click()
  await dialog('Drop the need').getByText('Say it in a few words').waitFor()
  await lee.keyboard.press('Escape')
  await choose('It is met…')
  await dialog('The need is met').getByLabel('What shows it').fill('Ten clean batches')
  await lee.keyboard.press('Enter')
  await own.getByText('Met: Ten clean batches').waitFor()
})
