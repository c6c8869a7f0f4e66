/** What is held about oneself and what one may say to it; and whether trainings helped. */
import type { Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import { OFFICE } from '../support/floor.js'
import { madeReview } from '../support/made-reviews.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { message } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let ana: Page
const looks = new ScreenLooks()
const signature = [{ reason: 'signature', step: null, text: 'Page 2' }]

const keep = (table: 'review' | 'training_session' | 'attendance', row: { id: string }) =>
  sql`insert into ${sql.table(table)} (office, key, row) values (${OFFICE}, ${row.id}, ${JSON.stringify(row)}::jsonb)`.execute(
    stage.running.app.house.db,
  )

const mail = (reviewRate: number) =>
  stage.do('lee', 'type.save', {
    id: 'mail',
    name: 'Mail',
    standardMinutes: 6,
    team: 'permits',
    reviewRate,
  })

async function decided(title: string, result: 'pass' | 'note' | 'return') {
  const { no } = (await stage.do('lee', 'task.create', { type: 'mail', title })).task
  await stage.do('ana', 'task.claim', { task: no })
  await stage.do('ana', 'task.finish', { task: no })
  await stage.do('lee', 'review.decide', {
    task: no,
    result,
    answers: {},
    ...(result === 'return' ? { reasons: signature } : {}),
    ...(result === 'note' ? { note: 'The wording could be plainer.' } : {}),
  })
  return no
}

beforeAll(async () => {
  stage = await openStage()
  await mail(1)
})
afterAll(() => stage?.close())

it('lists one’s checks, and takes that one has read or disputes them while that is open', async () => {
  const passed = await decided('Fine', 'pass')
  const noted = await decided('Nearly', 'note')
  const returned = await decided('Unsigned', 'return')
  ana = await stage.person('ana', '/me')
  await ana.getByText('Returned: Signature missing, Page 2').waitFor()
  const read = (no: number) =>
    ana.getByRole('button', { name: `I have read the check of #${no}`, exact: true })
  await looks.at(ana, 'my checks')
  expect(await read(passed).count()).toBe(0)
  await read(noted).click()
  await read(noted).waitFor({ state: 'detached' })

  const dispute = ana.getByRole('button', { name: `Dispute the return of #${returned}` })
  await dispute.click()
  const dialog = ana.getByRole('dialog', { name: 'Dispute the return' })
  await dialog.getByLabel('Why the work is right').fill('It is on page 3.')
  await dialog.getByRole('button', { name: 'Dispute', exact: true }).click()
  await message(ana, 'You disputed the return. A second checker decides.').waitFor()
  await ana.getByText('Disputed, not decided yet').waitFor()
  expect(await dispute.count()).toBe(0)
  const [said] = await stage.log('review.dispute')
  expect(said).toMatchObject({ actor: 'ana', input: { text: 'It is on page 3.' } })

  // A lead reads the same page, and answers nothing in her name.
  const lee = await stage.person('lee', '/people/ana')
  await lee.getByText('Returned: Signature missing, Page 2').waitFor()
  expect(await lee.getByRole('button', { name: /^(I have read the check|Dispute)/ }).count()).toBe(
    0,
  )
})

it('shows what one has to read, is taught, and what a level rests on', async () => {
  await stage.do('lee', 'skill.set', {
    person: 'ana',
    type: 'copy',
    level: 3,
    evidence: [{ kind: 'text', ref: null, text: 'Ten copies in a row without a fault' }],
  })
  await stage.do('lee', 'procedure.save', { name: 'Fee schedule 2027', text: 'Use table B.' })
  await ana.reload()
  await ana.getByText('Ten copies in a row without a fault').waitFor()
  await ana.getByRole('button', { name: 'Read: Fee schedule 2027' }).click()
  const text = ana.getByRole('dialog', { name: 'Fee schedule 2027' })
  await text.getByRole('button', { name: 'Read and understood' }).click()
  await message(ana, 'Read and understood: Fee schedule 2027.').waitFor()
  await looks.at(ana, 'my training and levels')
})

/** Twenty checks each on both sides of the training, so many of them returned. */
const work = (person: string, before: number, after: number, from: number) =>
  [...Array(40).keys()].map((at): ReviewRow => {
    const early = at < 20
    const bad = early ? at < before : at - 20 < after
    const day = String((early ? 1 : 12) + (at % 8)).padStart(2, '0')
    return madeReview({
      task: from + at,
      person,
      finishedAt: `2026-11-${day}T16:00:00.000Z`,
      checkedAt: `2026-11-${day}T18:00:00.000Z`,
      ...(bad ? { result: 'return', reasons: signature } : {}),
    })
  })

const held = (id: string, topic: string, type: string, day: string) => ({
  id,
  team: 'permits',
  kind: 'session',
  topic,
  type,
  trainer: 'lee',
  day,
  from: '09:00',
  to: '10:00',
  place: null,
  links: [],
  state: 'held',
  at: '',
  by: 'lee',
  signed: null,
})
const attended = (session: string, person: string) => ({
  id: `${session}/${person}`,
  session,
  person,
  team: 'permits',
  trainer: 'lee',
  need: null,
  attended: true,
  signedAt: null,
  levelBefore: 3,
  levelAfter: 3,
})

it('says of each training whether it helped, and over all only counts', async () => {
  const lee = await stage.person('lee', '/training/effect?team=permits')
  await lee.getByText('No training was held yet').waitFor()
  await looks.at(lee, 'no training held')
  const reviews = [
    ...work('ana', 12, 0, 5000),
    ...work('ben', 4, 4, 5100),
    ...work('lee', 4, 4, 5200),
  ]
  for (const review of reviews) await keep('review', review)
  await keep('training_session', held('s1', 'Signatures', 'permit', '2026-11-10'))
  await keep('attendance', attended('s1', 'ana'))
  await keep('training_session', held('s2', 'Opening mail', 'mail', '2026-11-11'))
  await keep('attendance', attended('s2', 'ben'))
  await lee.reload()
  const training = (name: string) =>
    lee.locator('section').filter({ has: lee.getByRole('heading', { name }) })
  await training('Signatures').getByText('It helped.').first().waitFor()
  await training('Signatures')
    .getByText(/^Returns fell from 60 % to 0 %.*40 checked tasks of 1 trained/)
    .waitFor()
  await training('Opening mail').getByText('Too little to tell.').first().waitFor()
  await training('All trainings')
    .getByText(
      '2 trainings, 2 people. Returned before their first training: 12 of 20 checked tasks; after it: 0 of 20 checked tasks.',
    )
    .waitFor()
  expect(
    await training('All trainings')
      .getByText(/helped/)
      .count(),
  ).toBe(0)
  await lee.getByText('unless people have long good and bad spells of their own').waitFor()
  await looks.at(lee, 'did it help')
  if (process.env.SHOTS)
    await lee.screenshot({ path: `${process.env.SHOTS}/effect-e2e.png`, fullPage: true })
  // Nobody is told of it but the leads of the team.
  await ana.goto(`${stage.address}/training/effect`)
  await ana.getByText('This page is for leads.').waitFor()
})

it('offers no dispute when its time is over', async () => {
  const no = await decided('Also unsigned', 'return')
  const dispute = (page: Page) => page.getByRole('button', { name: `Dispute the return of #${no}` })
  await ana.goto(`${stage.address}/me`)
  await dispute(ana).waitFor()
  stage.clock.later(14 * 24 * 60)
  const later = await stage.person('ana', '/me')
  await later.getByRole('button', { name: `I have read the check of #${no}` }).waitFor()
  expect(await dispute(later).count()).toBe(0)
})

it('is laid out and readable at every width', () => {
  expect(looks.faults).toEqual([])
  expect(stage.faults).toEqual([])
})
