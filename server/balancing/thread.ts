/** The thread that works proposals out: started when it is first needed, kept, and begun anew if it dies. */
import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './messages.js'

export type Thread = {
  say(message: ToWorker): void
  close(): Promise<void>
}

/** In the built server the worker lies beside it; from sources it needs what makes them run. */
function startWorker(): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = new URL(isSource ? './worker.ts' : './balancing.js', import.meta.url)
  return new Worker(entry, { execArgv: isSource ? ['--import', 'tsx'] : [], name: 'balancing' })
}

export function createThread(heard: (message: FromWorker) => void, died: (error: unknown) => void): Thread {
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
    say: (message) => void (worker ??= start()).postMessage(message),
    async close() {
      const one = worker
      worker = null
      await one?.terminate()
    },
  }
}
