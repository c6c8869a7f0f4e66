/** A thread of its own: does long sums one after the other, so that claims are answered meanwhile. */
import { parentPort } from 'node:worker_threads'
import type { FromSums, ToSums } from './reckoner.js'
import { sums } from './sums.js'

const port = parentPort
if (!port) throw new Error('this runs in a thread of the server')
const say = (message: FromSums) => port.postMessage(message)

port.on('message', ({ ask, sum, given }: ToSums) => {
  try {
    say({ ask, answer: sums[sum](given as never) })
  } catch (error) {
    say({ ask, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
