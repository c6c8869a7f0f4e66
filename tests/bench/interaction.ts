/**
 * How long the floor takes to answer its lead, on floors of growing size, in real Chromium on the built
 * pages, without throttling: from the input's own time stamp to the first moment after the frame that it
 * changed, as Event Timing has it. An envelope counts from its arrival on the socket. `cpu` is what the
 * page's main thread worked meanwhile, which other programs on the machine hardly change.
 *
 * SIZES=5x50,100x5000 picks sizes (people x queued tasks), ROUNDS the repetitions of each interaction.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import build from '../support/build-setup.js'
import { launchChromium } from '../support/chromium.js'
import { freePort } from '../support/cluster.js'
import { ServerProcess } from '../support/server-process.js'
import { foundBusyOffice, signIn, type Size } from './busy-office.js'
import { median, percentile, print } from './figures.js'

const LIMIT_MS = 50
const ROUNDS = Number(process.env.ROUNDS ?? 15)
const SIZES = (process.env.SIZES ?? '5x50,10x200,20x500,40x1000,60x2000,100x5000')
  .split(',')
  .map((text): Size => {
    const [people = 0, queued = 0] = text.split('x').map(Number)
    if (!(people > 1) || !(queued > 0)) throw new RangeError(`SIZES: ${text} is not like 20x500`)
    return { people, queued }
  })
const ROW = 47
const SETTLED_MS = 200
/** An envelope may be long on its way where the machine is busy. */
const MOST_TRIES = 50

/** Runs in the page before anything of it; a text, since a compiler would put names of its own into it. */
const watch = `(() => {
  window.spans = []
  const until = (at) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.spans.push(performance.now() - at)
      port2.postMessage(0)
    })
  for (const type of ['pointerdown', 'pointerup', 'click', 'keydown', 'wheel'])
    addEventListener(type, (event) => until(event.timeStamp), { capture: true, passive: true })
  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args)
      this.addEventListener('message', ({ data, timeStamp }) => {
        if (typeof data === 'string' && data.startsWith('42["envelope"')) until(timeStamp)
      })
    }
  }
})()`

type Spans = typeof window & { spans: number[] }

class Floor {
  readonly frames = new Map<string, number[]>()
  readonly cpu = new Map<string, number[]>()

  constructor(
    private readonly page: Page,
    private readonly cdp: CDPSession,
  ) {}

  /** Milliseconds that the main thread has worked so far. */
  async #worked(): Promise<number> {
    const { metrics } = await this.cdp.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
  }

  async #answered(before: number) {
    for (let tries = 1; ; tries++) {
      await new Promise((done) => setTimeout(done, SETTLED_MS))
      const worked = (await this.#worked()) - before
      const spans = await this.page.evaluate(() => [...(window as Spans).spans])
      if (spans.length > 0 || tries === MOST_TRIES) return { spans, worked }
    }
  }

  /** The longest way from an input to its frame while `act` runs. @throws Error when none was seen */
  async measure(what: string, act: () => Promise<unknown>): Promise<void> {
    await this.page.waitForTimeout(SETTLED_MS)
    await this.page.evaluate(() => void ((window as Spans).spans.length = 0))
    const before = await this.#worked()
    await act()
    // Nothing is asked of the page until it has answered: that would be its work, too.
    const { spans, worked } = await this.#answered(before)
    if (spans.length === 0) throw new Error(`${what}: no input was seen`)
    push(this.frames, what, Math.max(...spans))
    push(this.cpu, what, worked)
  }
}

function push(map: Map<string, number[]>, key: string, value: number) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

async function centre(page: Page, what: string, nth = 0) {
  const box = await page.locator(what).nth(nth).boundingBox()
  if (!box) throw new Error(`${what} is not on the page`)
  return [box.x + box.width / 2, box.y + box.height / 2] as const
}

type Send = (name: string, input: object) => Promise<void>

async function interact(page: Page, floor: Floor, send: Send, round: number): Promise<void> {
  const { mouse, keyboard } = page
  const list = await page.getByRole('listbox', { name: 'Queue' }).boundingBox()
  if (!list) throw new Error('the queue is not on the page')
  const rowAt = (n: number) => [list.x + 120, list.y + n * ROW + 20] as const
  const name = await centre(page, '[data-person] .name', round % 4)
  await floor.measure('lane menu', () => mouse.click(...name))
  await keyboard.press('Escape')
  await keyboard.down('Control')
  await floor.measure('select row', () => mouse.click(...rowAt(round % 6)))
  await keyboard.up('Control')
  await keyboard.press('Escape')
  const chip = await centre(page, '[aria-label="Filter the queue"] button', 1)
  const all = await centre(page, '[aria-label="Filter the queue"] button', 0)
  await floor.measure('filter', () => mouse.click(...chip))
  await floor.measure('filter off', () => mouse.click(...all))
  await mouse.move(...rowAt(3))
  await floor.measure('scroll', () => mouse.wheel(0, 600))
  await mouse.wheel(0, -5_000)
  await mouse.move(700, 20)
  await floor.measure('envelope', () => send('task.claimNext', {}))
  await page.locator('body').focus()
  await floor.measure('open Balance', () => keyboard.press('b'))
  await page.getByRole('button', { name: 'Close' }).first().waitFor()
  await page.waitForTimeout(1_200)
  await floor.measure('close Balance', () => keyboard.press('Escape'))
  await page.waitForTimeout(300)
}

/** @returns the slowest interaction's 95th percentile, in ms to its frame */
async function floorOf(size: Size): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tallyboard-interaction-'))
  await foundBusyOffice(folder, size)
  const server = await ServerProcess.start({ port: await freePort(), dataDir: folder })
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const [name = '', value = ''] = (await signIn(server.address, 'lee')).split('=')
    const clerk = await signIn(server.address, 'clerk0')
    await context.addCookies([{ name, value, url: server.address }])
    await context.addInitScript(watch)
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.goto(`${server.address}/floor`)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.locator('[data-person]').first().waitFor()
    const send: Send = async (command, input) => {
      const answer = await fetch(`${server.address}/api/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.address, cookie: clerk },
        body: JSON.stringify(input),
      })
      if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`)
    }
    const floor = new Floor(page, cdp)
    // The first time loads what is loaded on demand.
    await interact(page, new Floor(page, cdp), send, 0)
    for (let round = 0; round < ROUNDS; round++) await interact(page, floor, send, round)
    return tell(size, floor)
  } finally {
    await browser.close()
    await server.end('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

function tell({ people, queued }: Size, { frames, cpu }: Floor): number {
  for (const [what, times] of frames) {
    const worked = cpu.get(what) ?? []
    print('interaction', {
      size: `${people} x ${queued}`,
      what,
      p50Ms: median(times),
      p95Ms: percentile(times, 95),
      cpuP50Ms: median(worked),
      cpuP95Ms: percentile(worked, 95),
    })
  }
  return Math.max(...[...frames.values()].map((times) => percentile(times, 95)))
}

await build()
let largest = 'none'
let smallest = 'none'
for (const size of SIZES) {
  const slowest = await floorOf(size)
  const name = `${size.people} x ${size.queued}`
  if (slowest < LIMIT_MS) {
    largest = name
    if (smallest === 'none') smallest = name
  }
  print('floor', { size: name, slowestP95Ms: slowest, load: loadavg()[0] ?? 0 })
}
print('under 50 ms', { smallest, largest, rounds: ROUNDS })
