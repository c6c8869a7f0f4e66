/** How far a client may be behind with reading before it is let go. */

/** Bytes that may wait for one client. */
export const MOST_WAITING = 1024 * 1024
/** Time for a whole board to be read. Who takes longer misses a ping behind it, and is gone anyway. */
export const READING_MS = 15_000

export class Slowness {
  #granted = 0
  #until = 0

  /** A whole board was sent, however large: what waits with it now may wait until it can be read. */
  grant(waiting: number, now: number): void {
    this.#granted = waiting
    this.#until = now + READING_MS
  }

  isTooMuch(waiting: number, now: number): boolean {
    if (now > this.#until) this.#granted = 0
    return waiting > MOST_WAITING + this.#granted
  }
}
