import { setImmediate as breathe } from 'node:timers/promises'

/** How long work on a file may keep everybody else waiting, in ms. */
const HOLD = 8

/** Gives way to other work whenever this has run for a while; to be awaited between small pieces. */
export function createPace(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < HOLD) return
    await breathe()
    since = performance.now()
  }
}
