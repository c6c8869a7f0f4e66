/** A drawn task from finish to return, correction and pass, by keyboard; and a dispute. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScreenLooks } from '../support/screen-looks.js'
import { message } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ana: Page, ben: Page
const looks = new ScreenLooks()

beforeAll(async () => {
  stage = await openStage()
  await stage.do('lee', 'type.save', {
    id: 'mail',
    name: 'Mail',
    standardMinutes: 6,
    team: 'permits',
    reviewRate: 1,
  })
  await stage.do('lee', 'checklist.save', {
    type: 'mail',
    items: [
      { text: 'Signed', critical: true, weight: 3 },
      { text: 'Dated' },
      { text: 'Copy kept' },
    ],
  })
  lee = await stage.person('lee', '/checks')
  ana = await stage.person('ana', '/my')
  ben = await stage.person('ben', '/my')
})
afterAll(() => stage?.close())

const inHand = async (title: string) => {
  const { no } = (await stage.do('lee', 'task.create', { type: 'mail', title })).task
  await stage.do('ana', 'task.claim', { task: no })
  return no
}
const returned = (page: Page) => page.getByRole('region', { name: 'Returned for correction' })

it('goes from finish to return to correction to pass', async () => {
  await lee.getByText('Nothing waits to be checked').waitFor()
  const no = await inHand('Letter to the Hills')
  await ana.getByRole('heading', { name: 'Letter to the Hills' }).waitFor()
  await ana.getByRole('button', { name: /^Finish/ }).click()
  await expect.poll(async () => (await stage.task(no)).status).toBe('review')

  await lee.getByRole('link', { name: /Letter to the Hills/ }).click()
  await lee.getByRole('group', { name: /Signed/ }).waitFor()
  await lee.keyboard.press('y')
  await lee.keyboard.press('n')
  await lee.keyboard.press('a')
  await lee.getByText('3 of 3 answered').waitFor()
  await lee.keyboard.press('r')
  await lee.getByLabel('Signature missing').check()
  await lee.getByLabel(/^What exactly/).fill('Page 2')
  await looks.at(lee, 'an open check')
  await lee.getByRole('button', { name: 'Return for correction' }).click()
  await message(lee, `#${no}: Returned for correction.`).waitFor()

  // It comes first, says why, and what to do.
  await stage.do('lee', 'task.assign', {
    tasks: [
      (await stage.do('lee', 'task.create', { type: 'mail', title: 'Now', priority: 'urgent' }))
        .task.no,
    ],
    to: 'ana',
  })
  await ana.keyboard.press('n')
  await returned(ana).getByText('Signature missing: Page 2').waitFor()
  await returned(ana).getByText('Correct it and finish it again').waitFor()
  await returned(ana).getByRole('button', { name: 'I have read it' }).click()
  await returned(ana).getByRole('button', { name: 'I have read it' }).waitFor({ state: 'detached' })
  await looks.at(ana, 'a returned task')
  await ana.getByRole('button', { name: /^Finish/ }).click()
  await expect.poll(async () => (await stage.task(no)).round).toBe(2)

  await lee.getByRole('link', { name: /Letter to the Hills.*corrected/ }).click()
  await lee.getByRole('heading', { name: 'Round 1: Returned for correction' }).waitFor()
  for (const key of ['y', 'y', 'y', 'p']) await lee.keyboard.press(key)
  await message(lee, `#${no}: Passed.`).waitFor()
  expect((await stage.task(no)).status).toBe('done')
})

it('is disputed by who did it and decided by a second checker', async () => {
  const no = await inHand('Letter to the Lakes')
  await stage.do('ana', 'task.finish', { task: no })
  const { review } = await stage.do('lee', 'review.decide', {
    task: no,
    result: 'return',
    answers: { signed: 'no', dated: 'yes', 'copy-kept': 'yes' },
    reasons: [{ reason: 'signature' }],
  })
  await stage.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
  await ana.goto(`${stage.address}/my?look=${no}`)
  await returned(ana).getByRole('button', { name: 'Dispute…' }).click()
  const dialog = ana.getByRole('dialog', { name: 'Dispute the return' })
  await dialog.getByRole('button', { name: 'Dispute' }).click()
  await dialog.getByText('Say it in a few words').waitFor()
  await dialog.getByLabel('Why the work is right').fill('It is on page 2')
  await dialog.getByRole('button', { name: 'Dispute' }).click()
  await returned(ana).getByText('You disputed this return').waitFor()

  await ben.getByRole('link', { name: 'Checks' }).first().click()
  await ben.getByRole('link', { name: /Letter to the Lakes/ }).click()
  await ben.getByText('“It is on page 2”').waitFor()
  await looks.at(ben, 'a dispute')
  await ben.getByLabel('What you found').fill('It is there')
  await ben.getByRole('button', { name: 'The work was right' }).click()
  await message(ben, `#${no}: The work was right.`).waitFor()
  const task = await stage.task(no)
  expect([task.status, task.finishedBy]).toEqual(['done', 'ana'])
  const checks = await stage.running.app.execute('springfield', 'ana', 'person.checks', {
    person: 'ana',
  })
  expect(JSON.stringify(checks)).toContain(review.id)
})

it('is for those alone who may check, and looks right', async () => {
  await looks.at(lee, 'the list of checks')
  const rae = await stage.person('rae', '/checks')
  await rae.getByText('Nothing waits to be checked').waitFor()
  expect(await rae.getByRole('link', { name: 'Checks' }).count()).toBe(0)
  expect(looks.faults).toEqual([])
  expect(stage.faults).toEqual([])
})
