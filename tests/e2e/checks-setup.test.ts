/** What a lead sets up for checks: "check this one", who else checks, checklists, and rates that can be set. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OFFICE } from '../support/floor.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { lane, message, tabTo } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ben: Page
const looks = new ScreenLooks()

beforeAll(async () => {
  stage = await openStage()
  await stage.do('lee', 'type.save', {
    id: 'mail',
    name: 'Mail',
    standardMinutes: 6,
    team: 'permits',
    reviewRate: 0.25,
  })
  lee = await stage.person('lee', '/floor')
  ben = await stage.person('ben', '/my')
})
afterAll(async () => {
  expect(stage?.faults).toEqual([])
  await stage?.close()
})

const dialog = (name: string) => lee.getByRole('dialog', { name })
const begun = async (title: string) => {
  const { no } = (await stage.do('lee', 'task.create', { type: 'permit', title })).task
  await stage.do('ana', 'task.claim', { task: no })
  return no
}
const person = async (id: string) => {
  const entry = (await stage.log('checker.set')).at(-1)
  expect(entry?.input).toMatchObject({ person: id })
  return (entry?.input as { types: string[] }).types
}

it('has a task checked from the floor, without its holder being told', async () => {
  const no = await begun('Fence on Elm Street')
  const hand = lane(lee, 'ana').getByRole('button', { name: /Fence on Elm Street/ })
  await hand.click()
  await lee.getByRole('menuitem', { name: 'Check this one' }).click()
  await message(lee, `#${no} is checked when it is finished.`).waitFor()
  await hand.click()
  await lee.getByRole('menuitem', { name: 'Take back the check' }).click()
  await message(lee, `#${no} is checked only if it is drawn.`).waitFor()
  expect((await stage.log('review.ask')).at(-1)?.input).toMatchObject({ asked: false })
  await hand.click()
  await lee.getByRole('menuitem', { name: 'Check this one' }).click()
  await message(lee, `#${no} is checked when it is finished.`).waitFor()

  const seenBy = async (who: string) =>
    JSON.stringify(await stage.running.app.execute(OFFICE, who, 'task.get', { task: no }))
  expect(await seenBy('lee')).toMatch(/"checkAsked":"lee"/)
  expect(await seenBy('ana')).toContain('Fence on Elm Street')
  expect(await seenBy('ana')).not.toMatch(/checkAsked|review\.ask/)

  await stage.do('ana', 'task.finish', { task: no })
  expect((await stage.task(no)).status).toBe('review')
})

it('has finished work of today checked, with a reason', async () => {
  const no = await begun('Porch on Oak Street')
  await stage.do('ana', 'task.finish', { task: no })
  await lee.goto(`${stage.address}/task/${no}`)
  const more = lee.getByRole('button', { name: 'More', exact: true }).first()
  await more.click()
  await lee.getByRole('menuitem', { name: 'Check this one' }).click()
  await dialog(`Check #${no}`).getByText('It goes to a checker now').waitFor()
  await dialog(`Check #${no}`).getByLabel(/^Why/).fill('The first of its kind')
  await lee.keyboard.press('Enter')
  await message(lee, `#${no} is with the checkers.`).waitFor()
  expect((await stage.task(no)).status).toBe('review')
  expect((await stage.log('review.ask')).at(-1)?.input).toMatchObject({
    reason: 'The first of its kind',
  })
  // Nothing more to ask for.
  await more.click()
  await lee.getByRole('menuitem', { name: 'Record a training need' }).waitFor()
  expect(await lee.getByRole('menuitem', { name: 'Check this one' }).count()).toBe(0)
  await lee.keyboard.press('Escape')
})

it('names a checker from the floor, who then has a way to the checks', async () => {
  expect(await ben.getByRole('link', { name: 'Checks' }).count()).toBe(0)
  await lee.goto(`${stage.address}/floor`)
  await lane(lee, 'ben').getByRole('button', { name: 'Ben Ito' }).click()
  await lee.getByRole('menuitem', { name: 'What they may check…' }).click()
  const box = dialog('What Ben Ito may check')
  expect(await box.getByRole('checkbox').count()).toBe(3)
  await box.getByLabel('Mail').check()
  await looks.at(lee, 'what somebody may check')
  await box.getByRole('button', { name: 'Save' }).click()
  await message(lee, 'Ben Ito may check 1 type of work.').waitFor()
  expect(await person('ben')).toEqual(['mail'])
  await ben.getByRole('link', { name: 'Checks' }).first().waitFor()
})

it('names one from the matrix, and takes it away again', async () => {
  await lee.goto(`${stage.address}/training`)
  await tabTo(lee, lee.locator('[data-cell="ana/permit"]'))
  await lee.keyboard.press('Enter')
  await dialog('Ana Delgado, Permit').getByText('No named checker of this work.').waitFor()
  await dialog('Ana Delgado, Permit').getByRole('button', { name: 'What they may check…' }).click()
  await dialog('What Ana Delgado may check').getByLabel('Permit').check()
  await lee.keyboard.press('Enter')
  await message(lee, 'Ana Delgado may check 1 type of work.').waitFor()
  expect(await person('ana')).toEqual(['permit'])

  await stage.do('lee', 'checker.set', { person: 'ana', types: [] })
  await tabTo(lee, lee.locator('[data-cell="ana/permit"]'))
  await lee.keyboard.press('Enter')
  await dialog('Ana Delgado, Permit').getByText('No named checker of this work.').waitFor()
  await lee.keyboard.press('Escape')
})

it('lets an administrator name a checker and write a checklist too', async () => {
  const ada = await stage.person('ada', '/people?person=ana')
  await ada.getByRole('button', { name: 'What they may check…' }).click()
  const dialog = ada.getByRole('dialog', { name: 'What Ana Delgado may check' })
  await dialog.getByLabel('Mail').check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await message(ada, 'Ana Delgado may check 1 type of work.').waitFor()
  await stage.do('lee', 'checker.set', { person: 'ana', types: [] })
  await ada.goto(`${stage.address}/types?type=batch`)
  await ada.getByText('No checklist').waitFor()
  await looks.at(ada, 'a type with its checklist')
  await ada.getByRole('button', { name: 'Edit the checklist of Batch' }).click()
  await ada.getByRole('textbox', { name: 'Question 1', exact: true }).fill('Summed')
  await ada.getByRole('button', { name: 'Save the checklist' }).click()
  await ada.getByText('Checklist: 1 question').waitFor()
})

it('offers a rate only where a share is drawn, and leads to where one is set', async () => {
  await lee.goto(`${stage.address}/quality?tab=rates`)
  const part = (name: string) =>
    lee.locator('section').filter({ has: lee.getByRole('heading', { name, exact: true }) })
  await part('Mail').getByText('25 % checked').waitFor()
  await lee.getByRole('button', { name: 'Change how much of Mail is checked' }).waitFor()
  await part('Permit').getByText('not checked', { exact: true }).waitFor()
  expect(
    await lee.getByRole('button', { name: 'Change how much of Permit is checked' }).count(),
  ).toBe(0)
  await looks.at(lee, 'how much is checked')
  await lee.getByRole('button', { name: 'Change how much of Mail is checked' }).click()
  const rate = lee.getByRole('dialog', { name: 'How much of Mail is checked' })
  await rate.getByLabel('Whose work').selectOption({ label: 'Grade II' })
  await rate.getByLabel('Share checked, in per cent').fill('40')
  await rate.getByLabel('Reason').fill('A new form')
  await looks.at(lee, 'setting a share')
  await lee.keyboard.press('Enter')
  await message(lee, 'Mail, Grade II: 40 % is checked.').waitFor()
  await part('Mail').getByText('set by Lee Alvarez: A new form').waitFor()
  expect((await stage.log('rate.set')).at(-1)?.input).toMatchObject({ grade: 'II', share: 0.4 })
  await lee.getByRole('button', { name: 'Change how much of Mail is checked of grade II' }).click()
  await rate.getByRole('button', { name: 'As before it was set' }).click()
  await message(lee, 'Mail, Grade II: checked as before.').waitFor()
  await part('Mail').getByText('set by Lee Alvarez: A new form').waitFor({ state: 'detached' })
  await part('Permit').getByRole('link', { name: 'set the share checked in Task types' }).click()
  await lee.getByLabel(/^Share checked/).waitFor()
  expect(new URL(lee.url()).searchParams.get('type')).toBe('permit')
  await lee.getByLabel(/^Share checked/).fill('all')
  await lee.getByRole('button', { name: 'Save', exact: true }).click()
  await lee.getByText('Give the share of finished work to check, 0 to 100 %').waitFor()
  await lee.getByLabel(/^Share checked/).fill('12.5')
  await lee.getByRole('button', { name: 'Save', exact: true }).click()
  await expect
    .poll(async () => (await stage.log('type.save')).at(-1)?.input)
    .toMatchObject({ id: 'permit', reviewRate: 0.125 })
  await lee.goto(`${stage.address}/quality?tab=rates`)
  await part('Permit').getByText('13 % checked').waitFor()
  await lee.getByRole('button', { name: 'Change how much of Permit is checked' }).waitFor()
})

it('writes a checklist: words, weight, step, critical and order', async () => {
  await lee.goto(`${stage.address}/quality?tab=rates`)
  await lee.getByRole('button', { name: 'Edit the checklist of Permit' }).click()
  const question = (at: number) => lee.getByRole('group', { name: `Question ${at}`, exact: true })
  const words = (at: number) => question(at).getByRole('textbox', { name: `Question ${at}` })
  await words(1).waitFor()
  await lee.getByRole('button', { name: 'Save the checklist' }).click()
  await question(1).getByText('The question needs words; write it or remove it.').waitFor()
  await expect.poll(() => words(1).evaluate((at) => at === document.activeElement)).toBe(true)

  await lee.keyboard.type('Dated')
  await lee.keyboard.press('Enter')
  await expect.poll(() => words(2).evaluate((at) => at === document.activeElement)).toBe(true)
  await lee.keyboard.type('Signed')
  await question(2).getByLabel('Weight').fill('heavy')
  await question(2).getByLabel('Step').selectOption({ label: 'Filed' })
  await question(2).getByLabel('Critical').check()
  await lee.getByRole('button', { name: 'Save the checklist' }).click()
  await question(2).getByText('Weight must be a number from 0 to 100.').waitFor()
  await question(2).getByLabel('Weight').fill('3')
  await looks.at(lee, 'a checklist being written')
  await lee.getByRole('button', { name: /^Move Signed, 2 of 2/ }).press('ArrowUp')
  await lee.getByRole('button', { name: 'Save the checklist' }).click()
  await message(lee, 'Permit: 2 questions, version 1.').waitFor()
  expect((await stage.log('checklist.save')).at(-1)?.input).toEqual({
    type: 'permit',
    items: [
      { text: 'Signed', weight: 3, critical: true, step: 'filed' },
      { text: 'Dated', weight: 1, critical: false, step: null },
    ],
  })
  await lee.getByText('Checklist: 2 questions, 1 critical').waitFor()

  // What is there keeps its id; leaving asks first.
  await lee.getByRole('button', { name: 'Edit the checklist of Permit' }).click()
  await words(2).fill('Dated by the applicant')
  await lee.getByRole('button', { name: 'Cancel' }).click()
  await lee.getByRole('button', { name: 'Go on editing' }).click()
  await stage.do('lee', 'checklist.save', { type: 'permit', items: [{ text: 'Another' }] })
  await lee.getByText('Lee Alvarez saved version 2 meanwhile. Saving here replaces it.').waitFor()
  await lee.getByRole('button', { name: 'Save the checklist' }).click()
  await message(lee, 'Permit: 2 questions, version 3.').waitFor()
  expect((await stage.log('checklist.save')).at(-1)?.input).toMatchObject({
    items: [{ id: 'signed' }, { id: 'dated', text: 'Dated by the applicant' }],
  })
})

it('looks right', () => expect(looks.faults).toEqual([]))
