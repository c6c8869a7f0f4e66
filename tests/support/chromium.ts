/** A Chromium for the tests: the machine's own where there is one, else one that is fetched. */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

const run = promisify(execFile)

/** Root has no sandbox of its own in a container, and a test needs nothing from the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let found: Promise<string> | undefined

/** Starts a headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await (found ??= findChromium())
  return chromium.launch({ executablePath, args: flags })
}

/**
 * Path of a Chromium: on the PATH, where Chrome installs itself or in Playwright's folder; else
 * Debian's, which root installs; else the one that npm carries.
 * @throws Error when none of these gives one
 */
export async function findChromium(): Promise<string> {
  const here = (await onPath()) ?? (await playwrights())
  if (here) return here
  const installed = (await installDebians()) ? await onPath() : null
  return installed ?? carried()
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usual = [
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function onPath(): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return firstProgram([...places, ...usual])
}

async function playwrights(): Promise<string | null> {
  const roots = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ]
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  for (const root of roots) {
    if (!root) continue
    const versions = (await readdir(root).catch(() => [])).filter((name) => /^chromium-/.test(name))
    const places = versions
      .sort()
      .reverse()
      .flatMap((name) => inside.map((p) => join(root, name, p)))
    const program = await firstProgram(places)
    if (program) return program
  }
  return null
}

async function firstProgram(paths: string[]): Promise<string | null> {
  for (const path of paths) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return path
  }
  return null
}

/** True when Debian's (or a descendant's) Chromium was installed just now. */
async function installDebians(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  // Ubuntu's package is only a pointer to a snap, which a container cannot run.
  if (!/^ID=debian$/m.test(release)) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', 'chromium']
  try {
    await run('apt-get', ['update', '-qq'], { env })
    await run('apt-get', install, { env, maxBuffer: 64 * 1024 * 1024 })
    return true
  } catch {
    return false
  }
}

/** Unpacked into the temporary folder once. Its own flags are left out: they turn web security off. */
async function carried(): Promise<string> {
  const { default: npms } = await import('@sparticuz/chromium')
  try {
    return await npms.executablePath()
  } catch (error) {
    throw new Error('No Chromium was found and none could be installed', { cause: error })
  }
}
