/** The whole of a work leader's duty: returns for one cause, a suggestion, a need, a training, a level, and whether it helped. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSeen, people, plan } from '../support/floor.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { go, message } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

const DAY = 24 * 60
const looks = new ScreenLooks()
let stage: Stage
let lee: Page, ana: Page

/** A third clerk, so that two untrained people are left to compare with. */
const withCy = () => {
  const [known] = people
  if (!known) throw new Error('The small office has changed.')
  const cy = { ...known, id: 'cy', name: 'Cy Marsh', username: 'cy' }
  return { ...plan(), people: [...plan().people, cy] }
}

const article = (name: string | RegExp) => lee.getByRole('article', { name })
const dialog = (name: string) => lee.getByRole('dialog', { name })

/** Letters of one person, each finished and checked; the first so many come back unsigned and are corrected. */
async function letters(who: string, count: number, unsigned: number): Promise<void> {
  for (let letter = 1; letter <= count; letter++) {
    const { no } = (await stage.do('lee', 'task.create', { type: 'mail', title: 'Letter' })).task
    await stage.do(who, 'task.claim', { task: no })
    await stage.do(who, 'task.finish', { task: no })
    if (letter <= unsigned) {
      const reasons = [{ reason: 'signature' }]
      await stage.do('lee', 'review.decide', { task: no, result: 'return', reasons })
      await stage.do(who, 'task.claim', { task: no })
      await stage.do(who, 'task.finish', { task: no })
    }
    await stage.do('lee', 'review.decide', { task: no, result: 'pass' })
  }
}

beforeAll(async () => {
  stage = await openStage({ office: withCy() })
  const mail = { id: 'mail', name: 'Mail', standardMinutes: 6, team: 'permits', reviewRate: 1 }
  await stage.do('lee', 'type.save', mail)
  // Which work two checkers get is drawn; here every check is one.
  await stage.do('ada', 'office.save', { desk: { blindShare: 0 } })
  await stage.do('ada', 'person.edit', {
    person: 'ben',
    skills: { permit: 2, mail: 3 },
    evidence: asSeen,
  })
  await letters('ana', 10, 4)
  await letters('ben', 12, 0)
  await letters('cy', 12, 0)
  stage.clock.later(DAY)
  lee = await stage.person('lee', '/training')
  ana = await stage.person('ana', '/my')
})
afterAll(() => stage?.close())

it('suggests a training from returns for one cause, with its evidence, to the lead alone', async () => {
  const suggested = lee.getByRole('region', { name: /^Suggested from the record/ })
  const found = suggested.getByRole('article', { name: /^Ana Delgado, .*Signature missing/ })
  await found
    .getByText(
      '4 of 10 checked came back: Signature missing. In the rest of the office none of 24.',
    )
    .waitFor()
  await found.getByText(/Chance of a false alarm: \d/).waitFor()
  await found.getByRole('button', { name: 'Open the 4 returns' }).click()
  await looks.at(lee, 'a suggestion with its evidence')
  await go(ana, '/me')
  await ana
    .getByText(/for what training it suggests/)
    .first()
    .waitFor()
  expect(await ana.getByText('came back: Signature missing').count()).toBe(0)
  await go(ana, '/my')
  await found.getByRole('button', { name: /^Accept/ }).click()
  await message(lee, /^A need is recorded: Ana Delgado, /).waitFor()
  await found.waitFor({ state: 'detached' })
  const [entry] = await stage.log('suggestion.accept')
  expect(entry?.input).toMatchObject({ key: 'returns/permits/ana/mail/signature' })
})

it('plans a training for the need, holds it, and is signed by both', async () => {
  await go(lee, '/training/needs')
  const need = article(/^Ana Delgado, /)
  await looks.at(lee, 'the need')
  await need.getByRole('button', { name: /^Actions/ }).click()
  await lee.getByRole('menuitem', { name: 'Plan a training…' }).click()
  const form = dialog('Plan a training')
  expect(await form.getByRole('checkbox', { name: /^Ana Delgado/ }).isChecked()).toBe(true)
  await form.getByLabel('Trainer').selectOption('lee')
  await form.getByLabel('Day').fill('2026-11-24')
  await form.getByLabel('From').fill('09:10')
  await form.getByLabel('Until').fill('09:20')
  await form.getByRole('button', { name: 'Plan it' }).click()
  await message(lee, /^Planned: .*, today, 9:10–9:20\.$/).waitFor()
  await ana.getByText(/today, 9:10–9:20, with Lee Alvarez/).waitFor()

  stage.clock.later(22)
  await go(lee, '/training/sessions')
  const held = article(/^Mail: Signature missing, /)
  await held.getByText('Over, not signed by the trainer').waitFor({ timeout: 30_000 })
  await held.getByRole('button', { name: 'Ana Delgado came' }).click()
  await held.getByLabel('Level of Ana Delgado now').selectOption('4')
  await looks.at(lee, 'a training to sign')
  await held.getByRole('button', { name: /^Sign as its trainer/ }).click()
  await message(lee, /^Signed: /).waitFor()
  await ana.getByRole('button', { name: /^I was taught this/ }).click()
  await message(ana, 'Signed: you were taught this.').waitFor()
  await held.getByText('came, seen at level 4, signed').waitFor()
})

it('gives the level with the training as its evidence', async () => {
  await go(lee, '/training')
  await lee.locator('[data-cell="ana/mail"]').click()
  await lee.keyboard.press('4')
  const level = dialog('Ana Delgado, Mail')
  await level.getByRole('checkbox', { name: /seen at level 4$/ }).check()
  await level.getByRole('button', { name: 'Set to 4' }).click()
  await message(lee, 'Ana Delgado, Mail: 4, can train others.').waitFor()
  const [entry] = (await stage.log('skill.set')).slice(-1)
  expect(entry?.input).toMatchObject({
    person: 'ana',
    type: 'mail',
    level: 4,
    evidence: [{ kind: 'session' }],
  })
})

it('says at first that there is too little to tell, and with more work whether it helped', async () => {
  await go(lee, '/training/effect')
  await lee.getByRole('heading', { name: 'Signature missing' }).waitFor()
  await lee.getByText('Too little to tell.').first().waitFor()
  await lee.getByText(/^It takes two untrained people/).waitFor()
  await looks.at(lee, 'too little to tell')

  stage.clock.later(DAY)
  await letters('ana', 12, 0)
  await letters('ben', 10, 0)
  await letters('cy', 10, 0)
  const later = await stage.person('lee', '/training/effect')
  await later.getByRole('heading', { name: 'Signature missing' }).waitFor()
  const returns = later.locator('main')
  await returns
    .getByText('Returns fell from 40 % to 0 % [0 to 24 %]; 22 checked tasks of 1 trained.')
    .waitFor()
  await returns.getByText(/^Without the training \d+ % \[\d+ to \d+ %\] were/).waitFor()
  await returns.getByText('The 2 untrained went from 0 % to 0 %.').waitFor()
  // With so few nobody may say that it helped; and she was picked for a bad spell.
  expect(await later.getByText('It helped.', { exact: true }).count()).toBe(0)
  await returns.getByText(/^1 of 1 were chosen for what was seen in their work/).waitFor()
  await returns.getByText('Less than a day has passed since, against 90 days before.').waitFor()
  await looks.at(later, 'whether it helped')
})

it('looks right on the way', () => {
  expect(looks.faults).toEqual([])
  expect(stage.faults).toEqual([])
})
