/** Each check of a screen can fail: pages with one planted fault, and one without. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.js'
import { axeFaults, colourFaults, layoutFaults } from '../support/page-checks.js'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 800, height: 600 } })
})
afterAll(() => browser?.close())

async function faults(body: string): Promise<string> {
  await page.setContent(
    `<!doctype html><html lang="en"><head><title>A page</title><style>p { margin: 0 }</style></head>
     <body style="font: 16px/24px sans-serif; margin: 0"><main>${body}</main></body></html>`,
  )
  return (await layoutFaults(page)).join('\n')
}

const planted: Record<string, [string, RegExp]> = {
  'text that is cut across': [
    '<p style="width: 60px; overflow: hidden; white-space: nowrap">Certificate of occupancy</p>',
    /Certificate.*cut by \d+ px/,
  ],
  'text that is cut in height': [
    '<p style="width: 80px; height: 30px; overflow: hidden">Certificate of occupancy</p>',
    /cut off \d+ px in height/,
  ],
  'an ellipsis that a flex box does not draw': [
    '<p style="display: flex; width: 60px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">Certificate of occupancy</p>',
    /cut by \d+ px/,
  ],
  'an ellipsis that leaves nothing': [
    '<p style="width: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">Certificate</p>',
    /nothing but an ellipsis/,
  ],
  'text wider than its box': [
    '<p style="width: 60px; white-space: nowrap">Certificate of occupancy</p>',
    /runs out of main > p by \d+ px/,
  ],
  'text higher than a box around it': [
    '<div class="bar" style="height: 30px"><p style="width: 80px">Certificate of occupancy</p></div>',
    /px higher than div\.bar/,
  ],
  'two texts on each other': [
    '<p>Certificate of occupancy</p><p style="margin-top: -14px">Building permit</p>',
    /“Certificate of occupancy” and “Building permit” lie on each other/,
  ],
  'text under a field': [
    '<div style="display: flex; width: 200px"><span style="width: 60px; white-space: nowrap">Certificate of occupancy</span><input placeholder="Search" style="height: 30px"></div>',
    /“Certificate of occupancy” and “Search” lie on each other/,
  ],
  'text under a box without text': [
    '<div style="display: flex"><p>Permit</p><button style="width: 60px; height: 24px; margin-left: -50px" aria-label="Next"></button></div>',
    /“Permit” is covered by/,
  ],
  'a page that scrolls sideways': [
    '<div style="width: 900px; height: 10px"></div>',
    /scrolls sideways by 100 px/,
  ],
  'a layer that is higher than the window': [
    '<div style="position: fixed; top: 580px; height: 60px">One<br>Two</div>',
    /“Two” lies outside the window/,
  ],
  'small targets close together': [
    '<button style="width: 16px; height: 16px; padding: 0" aria-label="Up"></button><button style="width: 16px; height: 16px; padding: 0" aria-label="Down"></button>',
    /“Up” can be hit on 16 × 16 px only/,
  ],
}

for (const [what, [body, said]] of Object.entries(planted))
  it(`sees ${what}`, async () => {
    expect(await faults(body)).toMatch(said)
  })

it('says nothing about what is right', async () => {
  const wide = 'white-space: nowrap; overflow: hidden; text-overflow: ellipsis'
  const aloud =
    'position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)'
  expect(
    await faults(`
      <p style="width: 80px; ${wide}">Certificate of occupancy</p>
      <p>Go to <a href="/x">the first page</a> of it <span style="${aloud}">and more of it</span></p>
      <div style="height: 60px; overflow: auto">
        <p style="position: sticky; top: 0; background: white">Head</p>
        <p style="height: 200px; margin-top: -10px">Scrolled below the head</p>
      </div>
      <label style="display: inline-flex; height: 24px; align-items: center"><input type="checkbox">Confidential</label>
      <button style="width: 16px; height: 16px; margin: 8px" aria-label="Alone"></button>
      <div role="dialog" style="position: fixed; inset: 20px 20px auto; background: white">Above it all</div>`),
  ).toBe('')
})

it('hears axe-core of the page and, with a layer over it, of the layer', async () => {
  const image = '<img src="data:," >'
  const pale = '<p style="color: #aaa">Pale</p>'
  await faults(`${image}${pale}`)
  expect((await axeFaults(page)).join('\n')).toMatch(/image-alt/)
  expect((await colourFaults(page)).join('\n')).toMatch(/color-contrast.*Pale/)
  await faults(`${pale}<div role="dialog" aria-label="Ask">${image}<h2>Ask</h2></div>`)
  expect((await axeFaults(page)).join('\n')).toMatch(/image-alt/)
  expect(await colourFaults(page)).toEqual([])
})

it('hears of a colour that differs once among many alike, and in one colour scheme only', async () => {
  const rows = '<li>A line of text</li>'.repeat(30)
  await faults(`<style>
      :root { color-scheme: light dark; background: light-dark(white, #121212) }
      b { background: light-dark(white, #bbb) }
    </style>
    <ul>${rows}<li style="background: #666">On grey</li>${rows}</ul>
    <ul style="opacity: 0.3"><li>Faded</li></ul>
    <p><b>Grey in the dark</b></p>`)
  expect(await said()).toEqual(['Faded', 'On grey'])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await said()).toEqual(['Faded', 'Grey in the dark'])
  await page.emulateMedia({ colorScheme: 'light' })

  async function said(): Promise<(string | undefined)[]> {
    const found = await colourFaults(page)
    return found.map((fault) => /([^<>]+)<\/\w+>$/.exec(fault)?.[1]).sort()
  }
})
