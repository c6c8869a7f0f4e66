/** The connection breaks in the middle of the work, and so does the server: nothing is lost, nothing is guessed. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layCable, type Cable } from '../support/cable.js'
import { desk, row } from '../support/screens.js'
import { openStage, signIn, type Stage } from '../support/stage.js'

let cable: Cable
let stage: Stage
let ana: Page
/** The ids under which the screen sent claims, in the order in which it sent them. */
const sent: string[] = []

beforeAll(async () => {
  cable = await layCable()
  stage = await openStage({ cable })
  ana = await stage.visitor()
  ana.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const id = /"id":"([^"]+)","name":"task.claim"/.exec(String(payload))?.[1]
      if (id) sent.push(id)
    }),
  )
  await ana.goto(`${stage.address}/my`)
  await signIn(ana, 'ana')
  await live()
  // A reload would lose this mark.
  await ana.evaluate(() => (document.body.dataset.same = 'page'))
})
afterAll(async () => {
  await stage?.close()
  await cable?.close()
})

const badge = () => ana.getByRole('status', { name: /^Connection: / })
const live = () =>
  badge()
    .and(ana.getByText('Live', { exact: true }))
    .waitFor()
const stale = () =>
  badge()
    .and(ana.getByText(/^As of 09:\d\d$/))
    .waitFor({ timeout: 15_000 })
const unbroken = () => ana.evaluate(() => document.body.dataset.same)
const made = async (title: string) =>
  (await stage.do('lee', 'task.create', { type: 'permit', title })).task.no
const claims = async (no: number) =>
  (await stage.log('task.claim')).filter(({ input }) => JSON.stringify(input) === `{"task":${no}}`)

it('stays readable while it is cut off, keeps a claim, and completes it once when it is back', async () => {
  const no = await made('Kiosk at the station')
  await row(ana, 'Kiosk at the station').click()
  await desk(ana).getByRole('button', { name: 'Claim', exact: true }).waitFor()
  cable.cut()

  await stale()
  await ana.getByText(/^As of 09:\d\d, reconnecting$/).waitFor()
  await row(ana, 'Kiosk at the station').waitFor()
  await desk(ana).getByRole('heading', { name: 'Kiosk at the station' }).waitFor()
  await desk(ana).getByRole('button', { name: 'Claim', exact: true }).click()
  await desk(ana).getByText('Confirming').waitFor()
  await row(ana, 'Kiosk at the station').getByText('confirming').waitFor()
  await ana.getByText('1 command is confirming').waitFor()
  expect(await claims(no)).toEqual([])
  const other = await made('Came in meanwhile')
  expect(await row(ana, 'Came in meanwhile').count()).toBe(0)

  cable.mend()
  await live()
  await desk(ana)
    .getByText(/^In hand since 9:/)
    .waitFor()
  await row(ana, 'Came in meanwhile').waitFor()
  expect(await claims(no)).toMatchObject([{ actor: 'ana', id: sent.at(-1) }])
  expect(new Set(sent).size).toBe(1)
  expect(await unbroken()).toBe('page')
  await stage.do('ana', 'task.finish', { task: no })
  await stage.do('lee', 'task.cancel', { task: other, reason: 'The test ends' })
})

it('asks again under the same id when the answer was lost, and the work is done once', async () => {
  const no = await made('Stall at the market')
  await row(ana, 'Stall at the market').click()
  await desk(ana).getByRole('button', { name: 'Claim', exact: true }).waitFor()
  sent.length = 0
  cable.deafen()
  await desk(ana).getByRole('button', { name: 'Claim', exact: true }).click()
  await expect.poll(async () => (await stage.task(no)).holder).toBe('ana')
  await desk(ana).getByText('Claiming').waitFor()
  // Nobody has told the screen that the connection is dead: it notices the silence itself.
  await desk(ana).getByText('Confirming').waitFor()
  await stale()

  cable.mend()
  await live()
  await desk(ana)
    .getByText(/^In hand since 9:/)
    .waitFor()
  await desk(ana).getByRole('button', { name: 'Finish' }).waitFor()
  expect(sent.length).toBeGreaterThan(1)
  expect(new Set(sent).size).toBe(1)
  expect(await claims(no)).toMatchObject([{ actor: 'ana', id: sent[0] }])
  expect(await ana.getByRole('alert').count()).toBe(0)
  await stage.do('ana', 'task.finish', { task: no })
})

it('comes back by itself after the server was started anew', async () => {
  const before = await made('Shown before the restart')
  await row(ana, 'Shown before the restart').waitFor()
  await stage.restart()
  await made('Came after the restart')

  await row(ana, 'Came after the restart').waitFor()
  await live()
  expect(await unbroken()).toBe('page')
  await ana.keyboard.press('n')
  await desk(ana).getByRole('heading', { name: 'Shown before the restart' }).waitFor()
  expect((await stage.task(before)).holder).toBe('ana')
  expect(stage.faults).toEqual([])
})
