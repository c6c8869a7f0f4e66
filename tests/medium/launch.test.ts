import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const launcher = fileURLToPath(new URL('../../server/launch.mjs', import.meta.url))

it('starts nothing for a task that it does not know, and names those that it does', async () => {
  const failed = await promisify(execFile)(process.execPath, [launcher, 'bakcup'], {
    timeout: 10_000,
  }).catch((error: { code: number; stderr: string }) => error)
  expect(failed).toMatchObject({ code: 1 })
  expect(failed.stderr).toContain('There is no task "bakcup"')
  expect(failed.stderr).toContain('backup')
})
