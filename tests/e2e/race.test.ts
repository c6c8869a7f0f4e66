/** Two clerks reach for the same work at the same moment: one has it, and the other is told so. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layCable, type Cable } from '../support/cable.js'
import { desk, lane, row } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let cable: Cable
let stage: Stage
let ana: Page, ben: Page, lee: Page

beforeAll(async () => {
  cable = await layCable()
  stage = await openStage({ cable })
  ana = await stage.person('ana', '/my')
  ben = await stage.person('ben', '/my')
  lee = await stage.person('lee', '/floor')
})
afterAll(async () => {
  await stage?.close()
  await cable?.close()
})

const button = (page: Page, name: string) => desk(page).getByRole('button', { name, exact: true })

/** Whoever of the two has the task as the server sees it, and the one who does not. */
async function outcome(no: number) {
  const { holder } = await stage.task(no)
  if (holder === 'ana') return { holder, name: 'Ana Delgado', won: ana, lost: ben, loser: 'ben' }
  if (holder === 'ben') return { holder, name: 'Ben Ito', won: ben, lost: ana, loser: 'ana' }
  throw new Error(`#${no} is with ${holder}`)
}

/** Both do it while nothing reaches the server; then all of it reaches the server at once. */
async function atTheSameMoment(
  act: (page: Page) => Promise<void>,
  until: (page: Page) => Promise<void>,
) {
  cable.hold()
  await act(ana)
  await act(ben)
  await until(ana)
  await until(ben)
  cable.letGo()
}

it('gives a task that two claim at once to one, and tells the other who took it and when', async () => {
  const title = 'Tray 3, upper half'
  const { task } = await stage.do('lee', 'task.create', { type: 'permit', title })
  for (const page of [ana, ben]) {
    await row(page, title).click()
    await button(page, 'Claim').waitFor()
  }
  await atTheSameMoment(
    (page) => button(page, 'Claim').click(),
    (page) => desk(page).getByText('Claiming').waitFor(),
  )

  await desk(ana)
    .getByText(/In hand/)
    .waitFor()
  await desk(ben)
    .getByText(/In hand/)
    .waitFor()
  const { holder, name, won, lost, loser } = await outcome(task.no)
  expect((await stage.log('task.claim')).map(({ actor }) => actor)).toEqual([holder])
  await button(won, 'Finish').waitFor()
  expect(await button(lost, 'Finish').count()).toBe(0)
  expect(await button(lost, 'Claim').count()).toBe(0)
  const told = lost.getByRole('alert').filter({ hasText: `${name} took #${task.no} at 9:` })
  await told.waitFor()
  await button(lost, 'Claim next').first().waitFor()
  await desk(won)
    .getByText(/^In hand since 9:/)
    .waitFor()
  await desk(lost)
    .getByText(new RegExp(`^In hand of ${name} since 9:`))
    .waitFor()
  await lane(lee, holder).getByText(title).waitFor()
  expect(await lane(lee, loser).getByText(title).count()).toBe(0)
  await stage.do(holder, 'task.finish', { task: task.no })
})

it('gives the last task to one of two who claim next, and tells the other that nothing is left', async () => {
  const title = 'The last letter'
  const { task } = await stage.do('lee', 'task.create', { type: 'permit', title })
  for (const page of [ana, ben]) await row(page, title).waitFor()
  await atTheSameMoment(
    (page) => page.keyboard.press('n'),
    (page) => page.getByText('Claiming').first().waitFor(),
  )

  await expect.poll(async () => (await stage.task(task.no)).status).toBe('active')
  const { holder, won, lost } = await outcome(task.no)
  await desk(won).getByRole('heading', { name: title }).waitFor()
  await lost.getByText('Nothing is waiting that you may claim.').first().waitFor()
  await expect.poll(() => row(lost, title).count()).toBe(0)
  await lane(lee, holder).getByText('The last letter').waitFor()
  await stage.do(holder, 'task.finish', { task: task.no })
})

it('gives two tasks to two who claim next at once, one each', async () => {
  const nos: number[] = []
  for (const title of ['Tray 8', 'Tray 9'])
    nos.push((await stage.do('lee', 'task.create', { type: 'permit', title })).task.no)
  for (const page of [ana, ben]) await row(page, 'Tray 9').waitFor()
  await atTheSameMoment(
    (page) => page.keyboard.press('n'),
    (page) => page.getByText('Claiming').first().waitFor(),
  )

  for (const page of [ana, ben]) await button(page, 'Finish').waitFor()
  const holders = await Promise.all(nos.map(async (no) => (await stage.task(no)).holder))
  expect(holders.toSorted()).toEqual(['ana', 'ben'])
  for (const [index, holder] of holders.entries())
    await lane(lee, holder ?? '')
      .getByText(`Tray ${8 + index}`)
      .waitFor()
  expect(stage.faults).toEqual([])
})
