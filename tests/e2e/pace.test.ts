/** The pace of the day in a browser: it moves with the work, opens to its tasks, and can be read by everyone. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { focus, tabTo } from '../support/screens.js'
import { openStage, type Stage } from '../support/stage.js'

let stage: Stage
let lee: Page
beforeAll(async () => {
  stage = await openStage()
  lee = await stage.person('lee', '/pace')
  await lee.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
})
afterAll(() => stage?.close())

const hours = (page = lee) => page.getByRole('list', { name: 'Hours of the day, finished work' })
const nine = (page = lee) => hours(page).getByRole('button', { name: /^9:00 to 10:00/ })
const create = async (title: string, more: object = {}) =>
  (await stage.do('lee', 'task.create', { type: 'mail', title, ...more })).task.no
const finish = async (no: number, who: 'ana' | 'lee' = 'ana') => {
  await stage.do(who, 'task.claim', { task: no })
  await stage.do(who, 'task.finish', { task: no })
}
const drawer = (name: string | RegExp) => lee.getByRole('dialog', { name })

it('says what it cannot know yet where nothing has happened', async () => {
  await lee.getByText('Nothing has come in, and nothing is planned yet').waitFor()
  await lee.getByText('Not enough days yet').waitFor()
  await lee.getByText('no plan is published').waitFor()
  const looks = new ScreenLooks()
  await looks.at(lee, 'empty pace')
  expect(looks.faults).toEqual([])
})

it('moves with each task that is finished, without a reload', async () => {
  expect(await nine().getAttribute('aria-label')).toContain('0 tasks finished')
  await finish(await create('First letter'))
  await hours()
    .getByRole('button', { name: /^9:00 to 10:00: 1 task finished/ })
    .waitFor()
  await lee.getByText('1 finished', { exact: true }).waitFor()
  await finish(await create('Second letter'))
  await lee.getByText('2 finished', { exact: true }).waitFor()
})

it('opens an hour to its tasks by mouse and by keyboard, and a task from there', async () => {
  await nine().click()
  const list = drawer('9:00 to 10:00')
  await list.getByRole('link', { name: /First letter/ }).waitFor()
  expect(new URL(lee.url()).searchParams.get('at')).toBe('9')
  await lee.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })

  await tabTo(lee, nine())
  await lee.keyboard.press('ArrowLeft')
  expect(await focus(lee)).toMatch(/^8:00 to 9:00/)
  await lee.keyboard.press('ArrowRight')
  expect(await focus(lee)).toMatch(/^9:00 to 10:00/)
  await lee.keyboard.press('Enter')
  await list.getByRole('link', { name: /Second letter/ }).click()
  await lee.getByRole('article', { name: 'Task 2' }).waitFor()
  await lee.keyboard.press('Escape')
  await list.getByRole('link', { name: /Second letter/ }).waitFor()
  await list.getByRole('button', { name: 'Arrived' }).click()
  await list.getByText('2 tasks').waitFor()
  await lee.keyboard.press('Escape')
  expect(await focus(lee)).toMatch(/^9:00 to 10:00/)
})

it('opens a bar to the backlog and a point to what arrived', async () => {
  await lee.getByRole('button', { name: /^Backlog at 9:00: 0 tasks/ }).click()
  const list = drawer('9:00 to 10:00')
  await list.getByText('0 in the backlog, 0 in progress at 9:00').waitFor()
  await lee.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await lee.getByRole('button', { name: /^9:00 to 10:00: \d tasks? arrived$/ }).click()
  await list.getByText('2 tasks arrived').waitFor()
  await lee.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
})

it('keeps what is looked at in the address, and gives it as a table and a file', async () => {
  await lee.getByRole('button', { name: 'Standard minutes' }).click()
  await lee.getByText('12 min finished').waitFor()
  await lee.getByRole('button', { name: 'Whole team' }).click()
  await lee.getByRole('menuitemcheckbox', { name: 'Ana Delgado' }).click()
  await hours()
    .getByRole('button', { name: /^9:00 to 10:00: 12 standard minutes finished$/ })
    .waitFor()
  await lee.reload()
  await lee.getByText('12 min finished').waitFor()
  expect(await lee.getByRole('button', { name: 'Ana Delgado' }).count()).toBe(1)
  await lee.getByRole('button', { name: 'Data table' }).click()
  await lee.getByRole('row', { name: /^9:00 to 10:00 – 12/ }).waitFor()
  const [file] = await Promise.all([
    lee.waitForEvent('download'),
    lee.getByRole('button', { name: 'CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('pace-permits-2026-11-23.csv')
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n')
  expect(lines.find((line) => line.startsWith('2026-11-23,09:00'))).toMatch(/,10:00,2,12,/)
})

it('forecasts once there are days to learn from, and shows supervisors teams only', async () => {
  const rows: object[] = []
  for (let day = '2026-11-20', n = 0; n < 12; day = addDays(day, -1)) {
    if (weekdayOf(day) > 5) continue
    n++
    for (let one = 0; one < 16; one++) {
      const at = `${day}T${15 + (one % 9)}:20:00.000Z`
      rows.push({
        line: rows.length + 1,
        type: 'mail',
        title: 'Past',
        createdAt: at,
        finishedAt: at,
      })
    }
  }
  await stage.do('lee', 'task.import', { rows: rows as never })
  await stage.do('lee', 'task.create', {
    type: 'permit',
    title: 'Due today',
    dueAt: '2026-11-23T23:30:00.000Z',
  })
  stage.clock.later(24 * 60)
  await lee.context().close()
  lee = await stage.person('lee', '/pace')
  await lee.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await lee.getByText(/^Forecast \d+$/).waitFor()
  await lee.getByText('Still to arrive').waitFor()
  await lee.getByRole('button', { name: 'How this is worked out' }).click()
  await lee.getByRole('dialog', { name: 'How the forecast is worked out' }).waitFor()
  await lee.keyboard.press('Escape')

  const sue = await stage.person('sue', '/pace?team=permits')
  await sue.getByText(/^Forecast \d+$/).waitFor()
  expect(await sue.getByRole('button', { name: 'Whole team' }).count()).toBe(0)
  await sue.context().close()
})

it('keeps the whole chart in sight beside an hour that is opened on a tablet', async () => {
  await lee.setViewportSize({ width: 1024, height: 768 })
  await lee.goto(`${stage.address}/pace?at=9`)
  const list = drawer('9:00 to 10:00')
  await list.waitFor()
  const last = hours().getByRole('button').last()
  const ends = async () => {
    const [hour, beside] = await Promise.all([last.boundingBox(), list.boundingBox()])
    return hour && beside ? hour.x + hour.width - beside.x : 1
  }
  await expect.poll(ends).toBeLessThanOrEqual(0)
  await lee.keyboard.press('Escape')
  await lee.setViewportSize({ width: 1440, height: 900 })
})

it('can be read and reached at every width, light and dark', async () => {
  const looks = new ScreenLooks()
  await lee.goto(`${stage.address}/pace?table=1`)
  await lee
    .getByText(/^Forecast \d+$/)
    .first()
    .waitFor()
  await looks.at(lee, 'pace')
  await hours().getByRole('button').first().click()
  await drawer('8:00 to 9:00').getByText('finished', { exact: false }).first().waitFor()
  await looks.at(lee, 'pace, an hour opened')
  expect(looks.faults).toEqual([])
  expect(stage.faults).toEqual([])
})
