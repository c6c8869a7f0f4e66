/** A note from draft to the supervisor, the notice at first sign-in, and one's own record. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScreenLooks } from '../support/screen-looks.js'
import { message } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ana: Page, sue: Page, ada: Page
const looks = new ScreenLooks()

beforeAll(async () => {
  stage = await openStage()
  const { task } = await stage.do('lee', 'task.create', { type: 'mail', title: 'A letter' })
  await stage.do('ana', 'task.claim', { task: task.no })
  await stage.do('ana', 'task.finish', { task: task.no })
})
afterAll(() => stage?.close())

it('fills a note from the record, has it signed, answered and sent, and keeps who read it', async () => {
  lee = await stage.person('lee', '/notes')
  await lee.getByRole('button', { name: 'New note' }).click()
  const dialog = lee.getByRole('dialog', { name: 'New note' })
  await dialog.getByRole('button', { name: 'Fill in the figures' }).click()
  await dialog.getByText('Choose whom the note is about.').waitFor()
  await dialog.getByLabel('Person').selectOption({ label: 'Ana Delgado' })
  await dialog.getByLabel('First day').fill('2026-11-02')
  await dialog.getByLabel('Last day').fill('2026-11-20')
  await dialog.getByRole('button', { name: 'Fill in the figures' }).click()
  const draft = lee.getByRole('article', { name: /^Draft, Ana Delgado/ })
  await draft.getByText('Not shown: it takes 10').first().waitFor()
  await draft.getByRole('button', { name: 'Sign' }).click()
  await draft
    .getByText(/write at least a sentence/i)
    .first()
    .waitFor()
  await draft.getByLabel('Production', { exact: true }).fill('Took on the counter for a week.')
  await draft.getByLabel('Training', { exact: true }).fill('Batches: done twice with Lee.')
  await draft.getByLabel('What comes next').fill('Batches alone by Christmas.')
  await looks.at(lee, 'a draft')
  await draft.getByRole('button', { name: 'Sign' }).click()
  await message(lee, /^Signed: Ana Delgado/).waitFor()

  ana = await stage.person('ana', '/me')
  await ana.getByRole('button', { name: /^Open the note of/ }).click()
  await ana.getByText('Took on the counter for a week.').waitFor()
  await ana.getByLabel('Your answer').fill('Agreed, with Lee at hand.')
  await ana.getByRole('button', { name: 'Answer', exact: true }).click()
  await message(ana, 'Your answer stands with the note.').waitFor()
  await lee.getByText('Agreed, with Lee at hand.').waitFor()
  await lee.getByRole('button', { name: 'Send to the supervisors' }).click()
  await message(lee, /^Sent to the supervisors: Ana Delgado/).waitFor()

  sue = await stage.person('sue', '/notes')
  await sue.getByRole('link', { name: /^Ana Delgado/ }).click()
  await sue.getByText('Agreed, with Lee at hand.').waitFor()
  await looks.at(sue, 'a note read by a supervisor')
  await ana.getByText(/Your note of Mon 2 Nov to Fri 20 Nov/).waitFor()
  expect(await stage.log('note.open')).toHaveLength(1)
})

it('opens a record to a supervisor with a reason, which the person reads', async () => {
  await sue.getByRole('button', { name: 'Look at a record…' }).click()
  const dialog = sue.getByRole('dialog', { name: 'Look at a record' })
  await dialog.getByLabel('Person').selectOption({ label: 'Ana Delgado' })
  await dialog.getByLabel('Reason').fill('A complaint about a permit')
  await dialog.getByRole('button', { name: 'Open the record' }).click()
  await sue.getByText('Ana Delgado sees that you opened this page.').waitFor()
  await ana.getByText('Reason: A complaint about a permit').waitFor()
})

it('shows all that is held about oneself, and gives it as a file', async () => {
  await ana.getByRole('button', { name: 'Show the tasks' }).click()
  await ana.getByText('A letter').waitFor()
  await looks.at(ana, 'my record')
  const coming = ana.waitForEvent('download')
  await ana.getByRole('button', { name: 'Export as data' }).click()
  const file = await (await coming).path()
  const { record, work } = JSON.parse(await readFile(file, 'utf8')) as {
    record: { notes: unknown[]; looks: unknown[] }
    work: { title: string }[]
  }
  expect([record.notes.length, work.map(({ title }) => title)]).toEqual([1, ['A letter']])
  expect(record.looks.length).toBeGreaterThan(1)
})

it('asks for the notice first when an admin has filled it in, and keeps nobody from work', async () => {
  ada = await stage.person('ada', '/notice')
  await ada.getByRole('button', { name: 'Fill in…' }).click()
  await ada.getByRole('button', { name: 'Save as a new version' }).click()
  await message(ada, /^Version 1 is in force/).waitFor()
  const ben = await stage.person('ben', '/my')
  await ben.getByRole('heading', { name: /^What Springfield City Clerk records/ }).waitFor()
  await looks.at(ben, 'the notice first')
  await ben.getByRole('button', { name: 'Read later' }).click()
  await ben.getByRole('heading', { name: 'My day' }).waitFor()
  await ben.getByRole('link', { name: 'Read it' }).click()
  await ben.getByRole('button', { name: 'I have read this' }).click()
  await ben.getByText(/^You acknowledged this version/).waitFor()
  await ada.getByRole('listitem').filter({ hasText: 'Ben Ito' }).getByText('Mon 23 Nov').waitFor()
  await looks.at(ada, 'the notice')
})

it('lets an admin switch the timing of individuals off', async () => {
  await ada.getByRole('button', { name: 'I have read this' }).click()
  await ada.goto(`${stage.address}/office`)
  const form = ada.getByRole('form', { name: 'Checks and fairness' })
  await form.getByLabel('Time how long each person has a task in hand').uncheck()
  await form.getByText(/is forgotten when you save/).waitFor()
  await looks.layout(ada, 'checks and fairness', [1440, 390])
  await form.getByRole('button', { name: 'Save checks and fairness' }).click()
  await message(ada, 'The rules of checks and fairness were saved.').waitFor()
})

it('is laid out and readable at every width', () => {
  expect(looks.faults).toEqual([])
  expect(stage.faults).toEqual([])
})
