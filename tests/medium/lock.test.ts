import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder, lockPidFile } from '../../db/lock.js'

const holder = fileURLToPath(new URL('../support/lock-holder.ts', import.meta.url))
const GONE = 4_000_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyboard-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Another process that has taken the folder. */
async function hold(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', holder, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return child
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve))

describe('the lock of a data folder', () => {
  it('refuses a second holder, by whatever path it comes, and names the folder and the first', async () => {
    const lock = await lockFolder(folder)
    const other = `${folder}-link`
    await symlink(folder, other)
    for (const path of [folder, `${folder}/.`, other]) {
      await expect(lockFolder(path)).rejects.toThrow(
        `The data folder ${lock.folder} is in use by Tallyboard (process ${process.pid}). ` +
          `Stop that one first, or set DATA_DIR to another folder.`,
      )
    }
    await rm(other)
    await lock.release()
    await (await lockFolder(folder)).release()
  })

  it('makes the folder, for its owner only', async () => {
    const lock = await lockFolder(join(folder, 'deep', 'down'))
    expect(lock.folder.endsWith('/deep/down')).toBe(true)
    await lock.release()
  })

  it('lasts as long as its process, and ends with it however that ends', async () => {
    const child = await hold()
    await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid}`)
    child.kill('SIGKILL')
    await ended(child)
    await (await lockFolder(folder)).release()
  })

  it('is taken by one of many that try at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)))
    const taken = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(taken).toHaveLength(1)
    await taken[0]?.release()
  })
})

describe('a pid file, where the system has no such names', () => {
  let file: string
  beforeEach(() => {
    file = join(folder, 'holder.pid')
  })

  it('refuses while the process in it lives', async () => {
    const release = await lockPidFile(file, '/data')
    await expect(lockPidFile(file, '/data')).rejects.toThrow(
      `The data folder /data is in use by Tallyboard (process ${process.pid})`,
    )
    await release()
    await (
      await lockPidFile(file, '/data')
    )()
  })

  it.each(['', 'nonsense', String(GONE)])(
    'is taken over from a process that is gone: "%s"',
    async (pid) => {
      await writeFile(file, pid)
      const tries = await Promise.allSettled([
        lockPidFile(file, '/data'),
        lockPidFile(file, '/data'),
      ])
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    },
  )
})
