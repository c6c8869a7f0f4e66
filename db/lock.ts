import { createHash } from 'node:crypto'
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from './settings.js'

export interface FolderLock {
  /** The folder's real path. */
  folder: string
  release(): Promise<void>
}

/**
 * Takes a data folder for this process until release or the process's end, however it ends: two
 * processes on one embedded database destroy it.
 * @throws OperatorError naming the folder and its holder when another process has it
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const folder = await realpath(dataDir)
  const name = `tallyboard-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  const release =
    process.platform === 'linux'
      ? await lockSocket(`\0${name}`, folder)
      : process.platform === 'win32'
        ? await lockSocket(`\\\\.\\pipe\\${name}`, folder)
        : await lockPidFile(join(tmpdir(), `${name}.pid`), folder)
  return { folder, release }
}

// The kernel frees such a name with its process, so there is never a stale lock to clear away.
async function lockSocket(path: string, folder: string): Promise<() => Promise<void>> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.end(String(process.pid))
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ path, exclusive: true }, resolve)
    })
  } catch (error) {
    if (!isCode(error, 'EADDRINUSE')) throw error
    throw refusal(folder, await askHolder(path))
  }
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function askHolder(path: string): Promise<string> {
  return new Promise((resolve) => {
    let pid = ''
    const socket = net.connect({ path })
    socket.setEncoding('utf8').setTimeout(500, () => socket.destroy())
    socket.on('data', (text) => {
      pid += String(text)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(pid))
  })
}

/** Exported for its test: used where the system has no socket names that end with their process. */
export async function lockPidFile(file: string, folder: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await createdPidFile(file)) return () => rm(file, { force: true })
    const holder = await readFile(file, 'utf8').catch(() => '')
    if (isAlive(Number(holder))) throw refusal(folder, holder)
    await removeStale(file, holder)
  }
  throw refusal(folder, '')
}

// Written first and linked into place, so that nobody ever reads a pid file without its pid.
async function createdPidFile(file: string): Promise<boolean> {
  const written = `${file}.${process.pid}`
  await writeFile(written, String(process.pid), { mode: 0o600 })
  try {
    await link(written, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(written, { force: true })
  }
}

// Moved aside before it is removed: of two processes that found it stale, only one can move it,
// and what it moved is looked at again in case it is the other's new file.
async function removeStale(file: string, holder: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`
  try {
    await rename(file, aside)
    if ((await readFile(aside, 'utf8')) !== holder) await link(aside, file)
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function refusal(folder: string, pid: string): Error {
  const holder = pid ? `process ${pid}` : 'another process'
  return fail(
    `The data folder ${folder} is in use by Tallyboard (${holder}). ` +
      `Stop that one first, or set DATA_DIR to another folder.`,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
