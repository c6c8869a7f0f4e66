/** The thread that works proposals out: started when it is first needed, kept, and begun anew if it dies. */
import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './messages.js'

export type Thread = {
  say(message: ToWorker): void
  close(): Promise<void>
}

/** Sources need what makes them run, and a thread does not inherit it. */
const fromSource = (entry: URL) =>
  `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(entry.href)})))`

/** In the built server the worker lies beside it. */
function startWorker(): Worker {
  const options = { execArgv: [], name: 'balancing' }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./balancing.js', import.meta.url), options)
  }
  return new Worker(fromSource(new URL('./worker.ts', import.meta.url)), { ...options, eval: true })
}

export function createThread(
  heard: (message: FromWorker) => void,
  died: (error: unknown) => void,
): Thread {
  let worker: Worker | null = null
  const start = () => {
    const one = startWorker()
    // It must not keep a process alive that has nothing else to do.
    one.unref()
    one.on('message', heard)
    const over = (error: unknown) => {
      if (worker !== one) return
      worker = null
      died(error)
    }
    one.on('error', over)
    one.on('exit', (code) => over(new Error(`the thread ended with ${code}`)))
    return one
  }
  return {
    say(message) {
      // What is over in a thread that is gone is over.
      if (!worker && (message.kind === 'stop' || message.kind === 'forget')) return
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
