import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds pages and server as a start does: only what is missing or older than its sources. */
export default async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, ['server/launch.mjs', 'build'], { cwd: root })
}
