/** What is said on the screen and, politely, to screen readers. */
export type Tone = 'plain' | 'late' | 'risk'
export type Said = {
  id: number
  text: string
  tone: Tone
  action: { label: string; run: () => void } | null
}
type Options = {
  tone?: Tone
  /** "Undo", "Open": closes the message when used. */
  action?: { label: string; run: () => void }
  /** How long it stays, in ms; 0 stays until closed. Late messages stay. */
  stays?: number
}

const gathers = 800

export class Announcer {
  #messages = $state<Said[]>([])
  #aloud = $state('')
  #next = 1
  #gathered: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  get messages(): readonly Said[] {
    return this.#messages
  }
  /** The text of the polite live region. */
  get aloud() {
    return this.#aloud
  }

  /** Shows a message and says it; the number closes it again. */
  show(text: string, options: Options = {}): number {
    const tone = options.tone ?? 'plain'
    const id = this.#next++
    this.#messages = [
      ...this.#messages.slice(-2),
      { id, text, tone, action: options.action ?? null },
    ]
    this.say(text)
    const stays = options.stays ?? (tone === 'late' ? 0 : options.action ? 15_000 : 6_000)
    if (stays > 0) setTimeout(() => this.close(id), stays)
    return id
  }

  /** Only says it. What comes within a moment is said as one summary, so that a busy floor does not babble. */
  say(text: string) {
    this.#gathered.push(text)
    this.#timer ??= setTimeout(() => {
      const all = this.#gathered
      this.#aloud =
        all.length > 3
          ? `${all.slice(-2).join('. ')}, and ${all.length - 2} more changes`
          : all.join('. ')
      this.#gathered = []
      this.#timer = undefined
    }, gathers)
  }

  close(id: number) {
    this.#messages = this.#messages.filter((message) => message.id !== id)
  }
}
