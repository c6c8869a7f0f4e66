/** A lead balances the floor: reads, takes some, sees it refused when the floor changed, takes it back. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crowded, fillFloor } from '../support/crowded-office.js'
import { ScreenLooks } from '../support/screen-looks.js'
import { desk, focus, message, row } from '../support/screens.js'
import { OFFICE } from '../support/floor.js'
import { openStage, type Stage } from '../support/stage.js'

const drawer = (page: Page) => page.getByRole('dialog', { name: 'Balance proposal' })
const moves = (page: Page) =>
  drawer(page).getByRole('group', { name: 'Moves' }).getByRole('listitem')
const box = (page: Page, no: number) =>
  drawer(page).getByRole('checkbox', { name: `Take the move of #${no} ` })
/** It gets no better any more. */
const settled = (page: Page) =>
  drawer(page).locator('[data-working=false]').waitFor({ state: 'attached' })
const shoot = process.env.SHOTS
const shot = async (page: Page, name: string) => {
  if (shoot) await page.screenshot({ path: `${shoot}/${name}.png` })
}

describe('a floor with too much for one', () => {
  let stage: Stage
  let lee: Page, ben: Page
  const nos: number[] = []
  beforeAll(async () => {
    stage = await openStage()
    for (let n = 1; n <= 8; n++) {
      const { task } = await stage.do('lee', 'task.create', {
        type: 'permit',
        title: `Permit ${n}`,
        dueAt: '2026-11-23T17:30:00.000Z',
      })
      nos.push(task.no)
    }
    await stage.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
    lee = await stage.person('lee', '/floor')
    ben = await stage.person('ben', '/my')
  })
  afterAll(() => stage?.close())
  const holders = () => Promise.all(nos.map(async (no) => (await stage.task(no)).holder))

  it('opens by its key, and closes with nothing moved', async () => {
    await lee.keyboard.press('b')
    await settled(lee)
    expect(await focus(lee)).toContain('Balance proposal')
    expect(await moves(lee).count()).toBeGreaterThan(2)
    await drawer(lee)
      .getByText(/weighted minutes late|Nothing is late/)
      .waitFor()
    await lee.keyboard.press('Escape')
    await drawer(lee).waitFor({ state: 'detached' })
    expect(new Set(await holders())).toEqual(new Set(['ana']))
  })

  it('refuses as a whole what has changed meanwhile, and shows a fresh proposal', async () => {
    await lee.keyboard.press('b')
    await settled(lee)
    const said = await moves(lee).first().innerText()
    const no = Number(/#(\d+)/.exec(said)?.[1])
    await stage.do('ana', 'task.claim', { task: no })
    await drawer(lee)
      .getByRole('button', { name: /^Take \d+ moves?/ })
      .click()
    await drawer(lee).getByText(`Ana Delgado has begun #${no}`).waitFor()
    await drawer(lee).getByText('This is a fresh proposal.').waitFor()
    await settled(lee)
    expect(await box(lee, no).count()).toBe(0)
    expect(await focus(lee)).toContain('Balance proposal')
    expect(new Set(await holders())).toEqual(new Set(['ana']))
    await lee.keyboard.press('Escape')
  })

  it('takes some, tells the clerk why, and takes it back', async () => {
    await lee.getByRole('button', { name: /^Balance/ }).click()
    await settled(lee)
    const all = await moves(lee).allInnerTexts()
    const bens = all.find((words) => words.includes('Ben Ito'))!
    const taken = Number(/#(\d+)/.exec(bens)?.[1])
    const before = await holders()
    const proof = drawer(lee).locator('.proof')
    const whole = await proof.innerText()
    await drawer(lee).getByRole('checkbox', { name: 'All moves' }).uncheck()
    await box(lee, taken).check()
    // What is proved is told of what is ticked, as are the figures.
    await expect.poll(() => proof.innerText()).not.toBe(whole)
    await proof.getByText('1 task taken from a holder: as chosen').waitFor()
    expect(await drawer(lee).locator('dl').innerText()).toMatch(/Moves\s+1\b/)
    await drawer(lee)
      .getByRole('button', { name: /^Take 1 move/ })
      .waitFor()
    await box(lee, taken).press('Enter')
    await message(lee, 'Balanced: 1 task has moved.').waitFor()
    await drawer(lee).waitFor({ state: 'detached' })

    const task = await stage.task(taken)
    expect(task).toMatchObject({ status: 'assigned', holder: 'ben', assignedBy: 'lee' })
    expect((await holders()).filter((one) => one === 'ben')).toHaveLength(1)
    await row(ben, task.title!).click()
    await desk(ben).getByText(`Given to you by Lee Alvarez, not begun: ${task.why}`).waitFor()

    // The lead can have the proof computed anew from the task's history.
    const reader = await stage.person('lee', `/task/${taken}`)
    await reader.getByRole('button', { name: 'What was proved' }).click()
    await reader.getByText(/^Computed anew just now .*: it holds\.$/).waitFor()
    await reader.close()

    await lee
      .getByRole('region', { name: 'Messages' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await message(lee, /^Undone: \d+ tasks? as before\.$/).waitFor()
    expect(await holders()).toEqual(before)
  })

  it('lets a lead set what the team does by itself', async () => {
    await lee.keyboard.press('b')
    await settled(lee)
    await drawer(lee).getByText('What this team does by itself').click()
    await drawer(lee).getByLabel('Most tasks that one may hold').fill('9')
    await drawer(lee).getByRole('button', { name: 'Save' }).click()
    await message(lee, 'The rules of the team are saved.').waitFor()
    expect(
      (await stage.running.app.boardOf(OFFICE)).tables.team.get('permits')?.rules,
    ).toMatchObject({
      limit: 9,
      returnAfter: null,
      push: false,
    })
    await lee.keyboard.press('Escape')
  })

  it('says that there is nothing to balance', async () => {
    for (const no of nos) {
      const { holder, status } = await stage.task(no)
      if (status === 'active') await stage.do(holder!, 'task.release', { task: no })
      await stage.do('lee', 'task.cancel', { task: no, reason: 'The test ends' })
    }
    await lee.keyboard.press('b')
    await drawer(lee).getByText('Nothing to balance').waitFor()
    await drawer(lee)
      .getByText(/^nothing is in the queue, and nothing is assigned/i)
      .waitFor()
    expect(await drawer(lee).getByRole('button', { name: /^Take/ }).count()).toBe(0)
    await lee.keyboard.press('Escape')
    expect(stage.faults).toEqual([])
  })
})

it('is readable, reachable and whole at every width, light and dark', async () => {
  const stage = await openStage({ office: crowded() })
  try {
    await fillFloor(stage)
    const page = await stage.person('lee', '/floor')
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.getByRole('button', { name: /^Balance/ }).waitFor()
    await shot(page, 'floor-1440-light')
    await page.keyboard.press('b')
    await settled(page)
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await shot(page, `balance-${width}-${colorScheme}`)
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await drawer(page).getByText('What this team does by itself').click()
    await drawer(page).getByText('Load against minutes left today').scrollIntoViewIfNeeded()
    await shot(page, 'balance-390-end')
    await page.setViewportSize({ width: 1440, height: 900 })
    await drawer(page).getByRole('button', { name: 'Save' }).scrollIntoViewIfNeeded()
    await shot(page, 'balance-1440-end')
    const looks = new ScreenLooks()
    await looks.at(page, 'Balance')
    expect(looks.faults).toEqual([])
  } finally {
    await stage.close()
  }
}, 300_000)
