import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['web', 'server/contract', 'server/domain', 'vite.config.ts', 'package-lock.json']

/** Builds the pages that the server serves, unless they are newer than all that they are made of. */
export default async function setup(): Promise<void> {
  const built = await stat(join(root, '.build/web/index.html')).catch(() => null)
  const changed = await Promise.all(sources.map((source) => newest(join(root, source))))
  if (built && built.mtimeMs >= Math.max(...changed)) return
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', mode: 'production' })
}

/** When anything under the path was last changed, in milliseconds. */
async function newest(path: string): Promise<number> {
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))))
  return Math.max(own.mtimeMs, ...inside)
}
