import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'

/**
 * Runs a few lines in a node process of its own, because opening an embedded database takes
 * hundreds of megabytes that this process would keep. The lines find the library's path in
 * `process.argv[1]` and `args` after it.
 * @throws Error with what the process said when it ends with anything but 0
 */
export async function runApart(lines: string, args: string[], signal?: AbortSignal): Promise<void> {
  const library = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  await new Promise<void>((resolve, reject) => {
    const argv = ['-e', lines, library, ...args]
    execFile(process.execPath, argv, { signal }, (error, _said, complaint) => {
      if (error) reject(new Error(complaint.trim() || error.message, { cause: error }))
      else resolve()
    })
  })
}
