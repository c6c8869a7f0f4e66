/** The built server as a process of its own, to be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type ServerPlace = { port: number; dataDir?: string; databaseUrl?: string; npm?: boolean }

export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly address: string,
    /** The last of what it printed. */
    readonly said: () => string,
  ) {}

  /** Resolves when it is ready. @throws Error with its own words when it ends before */
  static async start({ port, dataDir, databaseUrl, npm }: ServerPlace): Promise<ServerProcess> {
    const env = {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir ?? '',
      DATABASE_URL: databaseUrl ?? '',
      ORIGIN: '',
    }
    const [command, args] = npm ? ['npm', ['start']] : [process.execPath, ['.build/server/main.js']]
    const child = spawn(command as string, args as string[], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let said = ''
    const listen = (text: Buffer) => void (said = (said + text.toString()).slice(-4_000))
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    const server = new ServerProcess(child, `http://127.0.0.1:${port}`, () => said)
    process.once('exit', () => server.#abandon())
    try {
      await server.#ready()
    } catch (error) {
      server.#abandon()
      throw error
    }
    return server
  }

  async #ready(): Promise<void> {
    const deadline = performance.now() + 180_000
    while (performance.now() < deadline) {
      if (this.ended) throw new Error(`the server ended: ${this.said()}`)
      const answer = await fetch(`${this.address}/readyz`).catch(() => null)
      if (answer?.ok) return
      await new Promise((done) => setTimeout(done, 25))
    }
    throw new Error(`the server did not become ready: ${this.said()}`)
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  /** Ends it with all that it started: npm's children outlive npm. */
  #abandon(): void {
    try {
      process.kill(-(this.child.pid ?? 0), 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }

  /** Sends the signal and waits for the end. @returns the exit code; null when the signal ended it */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!this.ended) {
      const ended = new Promise((done) => this.child.once('exit', done))
      this.child.kill(signal)
      await ended
    }
    if (signal === 'SIGKILL') this.#abandon()
    return this.child.exitCode
  }
}
