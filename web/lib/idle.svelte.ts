/** A session ends without anybody's input; this says that somebody is there, and warns before it ends. */
type Extended = { idleUntil: string; until: string } | null

const often = 4 * 60_000
const warns = 2 * 60_000

export class Idle {
  #extend: () => Promise<Extended>
  #now: () => number
  #idleUntil = $state<number | null>(null)
  #left = $state<number | null>(null)
  #asked = 0
  #channel: BroadcastChannel | null = null

  /** `extend` answers until when the session lives, or null when it has ended or cannot be asked. */
  constructor(extend: () => Promise<Extended>, now: () => number) {
    this.#extend = extend
    this.#now = now
  }

  /** Seconds until the session ends, once it is under two minutes; else null. */
  get left() {
    return this.#left
  }
  /** Epoch ms by the server's clock. */
  get idleUntil() {
    return this.#idleUntil
  }

  start(): () => void {
    const active = () => {
      if (this.#left === null && Date.now() - this.#asked > often) void this.stay()
    }
    const ticking = setInterval(() => this.#tick(), 1_000)
    const channel = new BroadcastChannel('tallyboard.session')
    this.#channel = channel
    channel.onmessage = ({ data }: MessageEvent<number>) => (this.#idleUntil = data)
    addEventListener('keydown', active, true)
    addEventListener('pointerdown', active, true)
    void this.stay()
    return () => {
      clearInterval(ticking)
      removeEventListener('keydown', active, true)
      removeEventListener('pointerdown', active, true)
      this.#channel = null
      channel.close()
    }
  }

  /** Says that somebody is at the screen. */
  async stay() {
    this.#asked = Date.now()
    const answer = await this.#extend()
    if (!answer) return
    // Whichever comes first: the time without input, or the session's own end.
    this.#idleUntil = Math.min(Date.parse(answer.idleUntil), Date.parse(answer.until))
    this.#channel?.postMessage(this.#idleUntil)
    this.#tick()
  }

  #tick() {
    if (this.#idleUntil === null) return
    const left = this.#idleUntil - this.#now()
    this.#left = left > warns ? null : Math.max(0, Math.round(left / 1_000))
    if (left < -1_000) {
      this.#idleUntil = null
      void this.stay()
    }
  }
}
