/** The server's time on this screen, ticking every 15 seconds. */
const tick = 15_000

export class Clock {
  #offset = 0
  #now = $state(Date.now())
  #still = $state(false)
  #timer: ReturnType<typeof setInterval> | undefined

  /** Epoch ms by the server's clock. Stands still while live movement is paused. */
  get now() {
    return this.#now
  }

  /** Live movement is paused by the viewer. */
  get still() {
    return this.#still
  }
  set still(value: boolean) {
    this.#still = value
    if (!value) this.#set()
  }

  /** The server's time at this very moment, whether paused or not. */
  exact = () => Date.now() + this.#offset

  /** Hears what time it is at the server. A late message only ever makes the clock slow, so the fastest one wins. */
  hear(at: string) {
    const offset = Date.parse(at) - Date.now()
    const drift = offset - this.#offset
    if (drift > 0 || drift < -2_000) {
      this.#offset = offset
      if (Math.abs(drift) > 1_000) this.#set()
    }
  }

  start() {
    this.#timer ??= setInterval(() => this.#set(), tick)
    this.#set()
    return () => {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  #set() {
    if (!this.#still) this.#now = this.exact()
  }
}
