/** A thread of the server: started when it is first needed, kept, and begun anew if it dies. */
import { Worker } from 'node:worker_threads'

export type Thread<To> = {
  say(message: To): void
  /** Ends it, whatever it is doing. */
  close(): Promise<void>
}

export type ThreadOptions<To, From> = {
  /** Of the thread, and of its file in the built server. */
  name: string
  /** Its source. */
  source: URL
  heard(message: From): void
  died(error: unknown): void
  /** What need not be said to a thread that does not run. */
  isIdle?(message: To): boolean
}

/** Sources need what makes them run, and a thread does not inherit it. */
const fromSource = (entry: URL) =>
  `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(entry.href)})))`

/** In the built server the worker lies beside it. */
function startWorker(name: string, source: URL): Worker {
  const options = { execArgv: [], name }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL(`./${name}.js`, import.meta.url), options)
  }
  return new Worker(fromSource(source), { ...options, eval: true })
}

export function createThread<To, From>(options: ThreadOptions<To, From>): Thread<To> {
  let worker: Worker | null = null
  const start = () => {
    const one = startWorker(options.name, options.source)
    // It must not keep a process alive that has nothing else to do.
    one.unref()
    one.on('message', options.heard)
    const over = (error: unknown) => {
      if (worker !== one) return
      worker = null
      options.died(error)
    }
    one.on('error', over)
    one.on('exit', (code) => over(new Error(`the thread ended with ${code}`)))
    return one
  }
  return {
    say(message) {
      if (!worker && options.isIdle?.(message)) return
      worker ??= start()
      worker.postMessage(message)
    },
    async close() {
      const one = worker
      worker = null
      await one?.terminate()
    },
  }
}
