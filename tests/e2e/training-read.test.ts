/** What there is to read of training: procedures, job breakdowns; and how all its screens look. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScreenLooks } from '../support/screen-looks.js'
import { go, message } from '../support/screens.js'
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
const tuesday = '2026-11-24'

it('has a procedure read by everyone it is for, again with each version', async () => {
  await go(lee, '/training/procedures')
  await lee.getByRole('button', { name: 'Add a procedure' }).click()
  const form = dialog('Add a procedure')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('Name must not be empty.').waitFor()
  await form.getByLabel('Name').fill('Fee schedule 2027')
  await form.getByLabel('Text').fill('Use table B from January.')
  await form.getByRole('button', { name: 'Save' }).click()
  const item = need('Fee schedule 2027')
  await item.getByText('To be read by you').waitFor()

  await ana.getByRole('button', { name: 'Read: Fee schedule 2027' }).click()
  const text = ana.getByRole('dialog', { name: 'Fee schedule 2027' })
  await text.getByText('Use table B from January.').waitFor()
  await text.getByRole('button', { name: 'Read and understood' }).click()
  await message(ana, 'Read and understood: Fee schedule 2027.').waitFor()
  await item.getByRole('button', { name: /^Read:/ }).click()
  await dialog('Fee schedule 2027').getByRole('button', { name: 'Read and understood' }).click()
  await item.getByText('Read by 2 of 3').waitFor()
  await item.getByText('Not read yet by 1').click()
  await item.getByText('Ben Ito').waitFor()

  await item.getByRole('button', { name: /^Change/ }).click()
  const change = dialog('Change a procedure')
  await change.getByLabel('What is different').fill('Table B has a new line')
  await change.getByRole('button', { name: 'Save' }).click()
  await message(lee, 'Saved: Fee schedule 2027, version 2.').waitFor()
  await ana.getByText('to be read again: version 2').waitFor()
  await ana.getByRole('button', { name: 'Read: Fee schedule 2027' }).click()
  await text.getByText('New since you read version 1').waitFor()
  await ana.keyboard.press('Escape')
})

it('writes a job breakdown that everyone can read', async () => {
  await go(lee, '/training/sheet/permit')
  await lee.getByRole('button', { name: 'Write it' }).click()
  await lee.getByLabel('Key points of step 1').fill('Blue ink\nBoth pages')
  await lee.getByRole('button', { name: 'Save' }).click()
  await lee.getByText('Say what the step is').waitFor()
  await lee.getByLabel('Step 1', { exact: true }).fill('Check the signature')
  await lee.getByLabel('Reasons of step 1').fill('Unsigned permits are void')
  await lee.getByRole('button', { name: 'Save' }).click()
  await message(lee, 'Saved: Permit, version 1.').waitFor()
  await go(ben, '/training/sheet/permit')
  const row = ben.getByRole('row', { name: /Check the signature/ })
  await row.getByText('Both pages').waitFor()
  expect(await ben.getByRole('button', { name: 'Change' }).count()).toBe(0)
  await ben.emulateMedia({ media: 'print' })
  expect(await ben.getByRole('link', { name: 'My work' }).isVisible()).toBe(false)
  expect(await row.isVisible()).toBe(true)
  await ben.emulateMedia({ media: 'screen' })
})

it(
  'is readable, reachable and whole at every width, light and dark',
  { timeout: 400_000 },
  async () => {
    await stage.do('lee', 'skill.set', {
      person: 'ben',
      type: 'mail',
      level: 1,
      trainer: 'lee',
      evidence: [{ kind: 'text', text: 'Begins today' }],
    })
    await stage.do('lee', 'target.set', { team: 'permits', type: 'permit', level: 3, headcount: 5 })
    await stage.do('lee', 'need.record', {
      person: null,
      team: 'permits',
      topic: 'Fee schedule 2027',
      seen: 'A new table that not everyone has read, with words that go on for more than one line',
      by: tuesday,
      priority: 'high',
    })
    const { session } = await stage.do('lee', 'training.plan', {
      kind: 'sideBySide',
      topic: 'Mail',
      type: 'mail',
      trainer: 'lee',
      attendees: [{ person: 'ana' }],
      day: '2026-11-27',
      from: '14:00',
      to: '15:00',
      links: [{ name: 'Postage table', url: 'https://example.gov/postage' }],
    })
    expect(session.state).toBe('planned')
    const looks = new ScreenLooks()
    await go(lee, '/training')
    await cell('ana', 'permit').waitFor()
    await looks.at(lee, 'matrix')
    await cell('ben', 'mail').click()
    await looks.at(lee, 'level')
    await lee.keyboard.press('Escape')
    await lee.locator('[data-target=permit]').click()
    await looks.layout(lee, 'targets', [1440, 390])
    await lee.keyboard.press('Escape')
    await lee.keyboard.press('t')
    await dialog('Record a need').waitFor()
    await looks.at(lee, 'record a need')
    await lee.keyboard.press('Escape')
    await go(lee, '/training/needs')
    await looks.at(lee, 'needs')
    await go(lee, '/training/sessions')
    await looks.at(lee, 'sessions')
    await lee.getByRole('button', { name: 'Plan a training' }).click()
    await dialog('Plan a training').waitFor()
    await looks.at(lee, 'plan a training')
    await lee.keyboard.press('Escape')
    await go(lee, '/training/procedures')
    await looks.at(lee, 'procedures')
    await lee.getByRole('button', { name: 'Add a procedure' }).click()
    await looks.layout(lee, 'a procedure', [1440, 390])
    await lee.keyboard.press('Escape')
    await go(lee, '/training/sheet/permit')
    await looks.at(lee, 'job breakdown')
    await lee.getByRole('button', { name: 'Change' }).click()
    await looks.layout(lee, 'job breakdown, written', [1440, 1024, 390])
    await go(ana, '/my?view=day')
    await ana.getByText('My training').waitFor()
    await looks.at(ana, 'my day with training')
    expect(looks.faults).toEqual([])
    expect(stage.faults).toEqual([])
  },
)
