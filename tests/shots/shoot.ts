/** Makes the README's pictures from the demo, which stands still: `npm run screenshots`. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../support/chromium.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const address = 'http://localhost:3977'
const pictures = [
  { file: 'floor-light.png', who: 'lead', path: '/floor', colorScheme: 'light', width: 1440, height: 900 },
  { file: 'floor-dark.png', who: 'lead', path: '/floor', colorScheme: 'dark', width: 1440, height: 900 },
  { file: 'training-light.png', who: 'lead', path: '/training', colorScheme: 'light', width: 1440, height: 900 },
  { file: 'quality-light.png', who: 'lead', path: '/quality', colorScheme: 'light', width: 1440, height: 900 },
  { file: 'my-work-light.png', who: 'clerk1', path: '/my', colorScheme: 'light', width: 1440, height: 900 },
  { file: 'my-work-phone-light.png', who: 'clerk1', path: '/my', colorScheme: 'light', width: 390, height: 844 },
] as const

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false)) return
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Error('the demo did not come up')
}

const folder = await mkdtemp(join(tmpdir(), 'tallyboard-shots-'))
const env = { ...process.env, DATA_DIR: folder, PORT: '3977' }
const demo = spawn(process.execPath, ['server/launch.mjs', 'demo', '--still'], { cwd: root, env, stdio: 'inherit' })
const ended = new Promise((done) => demo.once('exit', done))
try {
  await untilReady()
  const browser = await launchChromium()
  for (const { file, who, path, colorScheme, width, height } of pictures) {
    const page = await (await browser.newContext({ viewport: { width, height }, colorScheme })).newPage()
    await page.goto(`${address}${path}`)
    await page.getByLabel('User name').fill(who)
    await page.getByLabel('Passphrase').fill('tallyboard-demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.waitForTimeout(1_500)
    await page.screenshot({ path: join(root, '.shots', file) })
    await page.context().close()
  }
  await browser.close()
} finally {
  demo.kill('SIGTERM')
  await ended
  await rm(folder, { recursive: true, force: true })
}
