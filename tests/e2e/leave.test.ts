/** Leave from asking to the bars on the floor, what a refusal says, and presence against the shift. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScreenLooks } from '../support/screen-looks.js'
import { go, lane, message } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page, ana: Page, ben: Page, ada: Page

beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/floor')
  ana = await stage.person('ana', '/my')
  ben = await stage.person('ben', '/my')
})
afterAll(() => stage?.close())

const attention = () => lee.getByRole('region', { name: 'Needs you now' })
const request = (page: Page, name: string | RegExp) => page.getByRole('article', { name })
/** What the bar of a lane says of the rest of the shift. */
const left = async (person: string) => {
  const said = await lane(lee, person).getByRole('img').first().getAttribute('aria-label')
  return /, (.*) left in the shift/.exec(said ?? '')?.[1]
}
const today = '2026-11-23'

async function ask(page: Page, from: string, to: string, hours?: [string, string]) {
  await page.getByRole('button', { name: 'Ask for leave' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ask for leave' })
  await dialog.getByLabel('First day').fill(from)
  await dialog.getByLabel('Last day').fill(to)
  if (hours) {
    await dialog.getByLabel('Only some hours of the day').check()
    await dialog.getByLabel('From').fill(hours[0])
    await dialog.getByLabel('Until').fill(hours[1])
  }
  await dialog.getByLabel('Kind').selectOption('family')
  await dialog.getByLabel(/^Reason/).fill('A school play')
  await dialog.getByRole('button', { name: 'Ask for leave' }).click()
}

it('is asked, shows what coverage is left, is approved, and takes its hours off the bar', async () => {
  await stage.do('lee', 'day.adjust', { person: 'lee', day: today, to: '15:00', reason: 'Budget' })
  await ask(ana, today, today, ['13:00', '17:00'])
  await message(ana, 'You asked for leave: Mon 23 Nov, 13:00–17:00.').waitFor()
  await request(ana, /Mon 23 Nov/)
    .getByText('Asked, not answered yet')
    .waitFor()

  const before = await left('ana')
  expect(before).toMatch(/^(8 h 00|7 h 5\d)$/)
  await attention().getByText('Ana Delgado asks for leave.').waitFor()
  await attention().getByRole('button', { name: 'Answer' }).click()
  const asked = request(lee, 'Ana Delgado, Mon 23 Nov, 13:00–17:00')
  await asked.getByText('“A school play”').waitFor()
  await asked.getByText('Mon 15–17: 1 of 3 here; nobody left can take Mail').waitFor()
  // What each hour would keep is looked at first, and answered from there.
  await asked.getByRole('button', { name: /^Hour by hour/ }).click()
  const dialog = lee.getByRole('dialog', { name: 'If it is approved' })
  await dialog.getByRole('row', { name: /^13–/ }).waitFor()
  const looks = new ScreenLooks()
  await looks.at(lee, 'what leave leaves, hour by hour')
  await lee.setViewportSize({ width: 390, height: 844 })
  await looks.at(lee, 'what leave leaves, hour by hour, on a phone')
  await lee.setViewportSize({ width: 1440, height: 900 })
  expect(looks.faults).toEqual([])
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await message(lee, 'Approved: Ana Delgado, Mon 23 Nov, 13:00–17:00.').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await lee.getByRole('heading', { name: 'To answer nothing' }).waitFor()

  await request(ana, /Mon 23 Nov/)
    .getByText('Approved')
    .waitFor()
  await request(ana, /Mon 23 Nov/)
    .getByText(/^Lee Alvarez/)
    .waitFor()
  await go(lee, '/floor')
  await expect.poll(() => left('ana')).toMatch(/^(4 h 00|3 h 5\d)$/)
  // Whom it does not concern is told nothing of it.
  await go(ben, '/leave')
  await ben.getByText('No leave is asked for').waitFor()
  expect(await ben.getByText('A school play').count()).toBe(0)
})

it('is refused only with a reason, which the person reads', async () => {
  await ask(ana, '2026-12-01', '2026-12-03')
  await go(lee, '/leave')
  const asked = request(lee, 'Ana Delgado, Tue 1 Dec to Thu 3 Dec')
  await asked.getByRole('button', { name: /^Refuse/ }).click()
  const dialog = lee.getByRole('dialog', { name: 'Refuse leave' })
  await dialog.getByRole('button', { name: 'Refuse' }).click()
  await dialog.getByText('Say it in a few words').waitFor()
  await dialog.getByLabel('Reason').fill('Audit week')
  await dialog.getByRole('button', { name: 'Refuse' }).click()
  await message(lee, 'Refused: Ana Delgado, Tue 1 Dec to Thu 3 Dec.').waitFor()
  const mine = request(ana, /Tue 1 Dec/)
  await mine.getByText('Refused').waitFor()
  await mine.getByText(/^Lee Alvarez, .*: Audit week$/).waitFor()
})

it('names the field of a bad day, the leave that it would overlap, and is taken back', async () => {
  await ana.getByRole('button', { name: 'Ask for leave' }).click()
  const dialog = ana.getByRole('dialog', { name: 'Ask for leave' })
  await dialog.getByLabel('First day').fill('2026-12-11')
  await dialog.getByLabel('Last day').fill('2026-12-10')
  await dialog.getByRole('button', { name: 'Ask for leave' }).click()
  await dialog.getByText('Last day must not be before the first day.').waitFor()
  await dialog.getByLabel('First day').fill(today)
  await dialog.getByLabel('Last day').fill(today)
  await dialog.getByRole('button', { name: 'Ask for leave' }).click()
  await dialog
    .getByText('Ana Delgado already has leave on Mon 23 Nov, 13:00–17:00, which is approved.')
    .waitFor()
  await dialog.getByLabel('First day').fill('2026-12-10')
  await dialog.getByLabel('Last day').fill('2026-12-10')
  await dialog.getByRole('button', { name: 'Ask for leave' }).click()
  const mine = request(ana, /Thu 10 Dec/)
  await mine.getByRole('button', { name: /^Cancel/ }).click()
  await mine.getByText('Cancelled', { exact: true }).waitFor()
})

it('leaves who is away with work in the lead’s list, and says it on the lane', async () => {
  const { task } = await stage.do('lee', 'task.create', { type: 'permit', title: 'Fence' })
  await stage.do('lee', 'task.assign', { tasks: [task.no], to: 'ben' })
  await stage.do('ben', 'person.presence', { status: 'off' })
  const { leave } = await stage.do('lee', 'leave.ask', {
    person: 'ben',
    from: today,
    to: '2026-11-25',
    kind: 'sick',
  })
  await stage.do('lee', 'leave.answer', { leave: leave.id, approve: true })
  await go(lee, '/floor')
  await lane(lee, 'ben').getByText('On leave until Wed').waitFor()
  await attention().getByText('Ben Ito holds 1 task: on leave until Wed.').waitFor()
  await attention().getByRole('button', { name: 'Give to…' }).click()
  await lee.getByRole('dialog', { name: 'Give to' }).getByRole('option').first().click()
  await expect.poll(async () => (await stage.task(task.no)).holder).not.toBe('ben')
  // The list keeps a row that somebody is at, and says that it is settled.
  const row = attention().getByRole('listitem').filter({ hasText: 'Ben Ito holds' })
  await expect
    .poll(async () => (await row.count()) === 0 || (await row.getByText('settled').count()) > 0)
    .toBe(true)
})

it('lets a supervisor decide where the office says so, with the lead’s word', async () => {
  ada = await stage.person('ada', '/office')
  await ada.getByLabel('Who answers leave').selectOption('supervisor')
  await ada.getByRole('button', { name: 'Save the desk' }).click()
  await message(ada, 'The lead’s desk was saved.').waitFor()
  await stage.do('ana', 'leave.ask', { from: '2026-12-14', to: '2026-12-14', kind: 'vacation' })
  await go(lee, '/leave')
  const asked = request(lee, 'Ana Delgado, Mon 14 Dec')
  await asked.getByRole('button', { name: /^Speak for it/ }).click()
  const dialog = lee.getByRole('dialog', { name: 'Your word on it' })
  await dialog.getByLabel('What speaks for or against it').fill('A quiet week')
  await dialog.getByRole('button', { name: 'Say it' }).click()
  await asked.getByText('Lee Alvarez is for it: A quiet week').waitFor()
  expect(await asked.getByRole('button', { name: /^Approve/ }).count()).toBe(0)
  const sue = await stage.person('sue', '/leave')
  const decided = request(sue, 'Ana Delgado, Mon 14 Dec')
  await decided.getByText('Lee Alvarez is for it: A quiet week').waitFor()
  await decided.getByRole('button', { name: /^Approve/ }).click()
  await request(lee, 'Ana Delgado, Mon 14 Dec').getByText('Approved').waitFor()
  expect(await sue.getByRole('link', { name: 'Presence' }).count()).toBe(0)
})

it('compares presence with the shift in words, drawn, and with the events behind it', async () => {
  await stage.do('ana', 'person.presence', { status: 'away' })
  await go(lee, '/floor')
  await lane(lee, 'ana').getByRole('button', { name: 'Ana Delgado' }).click()
  await lee.getByRole('menuitem', { name: 'Presence today' }).click()
  const drawer = lee.getByRole('dialog', { name: 'Presence' })
  await drawer.getByText(/^At work .*, out of place 1 h 00: 1 h 00 late\.$/).waitFor()
  await drawer.getByText('Signed in').waitFor()
  await drawer.getByText('Said: away').waitFor()
  await drawer.getByRole('button', { name: /Close/ }).click()

  await go(lee, '/leave?show=presence')
  const table = lee.getByRole('table')
  await table
    .getByRole('row', { name: /Ana Delgado/ })
    .getByText('8:00–17:00')
    .waitFor()
  await table
    .getByRole('row', { name: /Ben Ito/ })
    .getByText('On leave')
    .waitFor()
  await table.getByRole('button', { name: 'Ana Delgado' }).click()
  await lee.getByRole('dialog', { name: 'Presence' }).getByText('Signed in').waitFor()
  await lee.keyboard.press('Escape')
  await ana.getByRole('button', { name: 'My presence today' }).click()
  await ana.getByRole('dialog', { name: 'Presence' }).getByText('Said: away').waitFor()
  await ana.keyboard.press('Escape')
})

it('changes the hours of a day and swaps two', async () => {
  await go(lee, '/leave')
  await lee.getByRole('button', { name: 'Late or early…' }).click()
  const hours = lee.getByRole('dialog', { name: 'Other hours for a day' })
  await hours.getByLabel('Person').selectOption('ana')
  await hours.getByLabel('Day', { exact: true }).fill('2026-11-30')
  await hours.getByText('8:00–17:00', { exact: true }).waitFor()
  await hours.getByLabel(/^Begins/).fill('10:00')
  await hours.getByLabel('Reason').fill('Dentist')
  await hours.getByRole('button', { name: 'Set the hours' }).click()
  await message(lee, 'Ana Delgado works 10:00–17:00 on Mon 30 Nov.').waitFor()
  await lee.getByRole('button', { name: 'Swap days…' }).click()
  const swap = lee.getByRole('dialog', { name: 'Swap days' })
  await swap.getByLabel('Person').selectOption('ana')
  await swap.getByLabel('Day', { exact: true }).fill('2026-11-30')
  await swap.getByLabel('With', { exact: true }).selectOption('ben')
  await swap.getByLabel('Their day').fill('2026-11-30')
  await swap.getByText('10:00–17:00').waitFor()
  await swap.getByRole('button', { name: 'Swap', exact: true }).click()
  await message(lee, 'Ana Delgado and Ben Ito have swapped.').waitFor()
})

it(
  'is readable, reachable and whole at every width, light and dark',
  { timeout: 300_000 },
  async () => {
    await stage.do('ana', 'leave.ask', {
      from: '2026-12-21',
      to: '2026-12-30',
      kind: 'vacation',
      reason: 'Two weeks with the family, as every year',
    })
    const looks = new ScreenLooks()
    await go(lee, '/leave')
    await request(lee, /Mon 21 Dec/).waitFor()
    await looks.at(lee, 'leave')
    await lee.getByRole('button', { name: 'Ask or enter leave' }).click()
    await lee.getByRole('dialog').getByLabel('Only some hours of the day').check()
    await looks.at(lee, 'ask for leave')
    await lee.keyboard.press('Escape')
    await lee.getByRole('button', { name: 'Swap days…' }).click()
    await looks.at(lee, 'swap')
    await lee.keyboard.press('Escape')
    await go(lee, '/leave?show=presence&person=ana')
    await lee.getByRole('dialog', { name: 'Presence' }).getByText('Signed in').waitFor()
    await looks.at(lee, 'presence of a person')
    await go(lee, '/leave?show=presence')
    await looks.at(lee, 'presence')
    await go(ana, '/leave')
    await looks.at(ana, 'my leave')
    await go(ana, '/my?view=day')
    await request(ana, /Mon 21 Dec/).waitFor()
    await looks.at(ana, 'my day')
    await looks.at(ada, 'office')
    expect(looks.faults).toEqual([])
    expect(stage.faults).toEqual([])
  },
)
