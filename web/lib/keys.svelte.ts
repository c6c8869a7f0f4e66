/** One registry of shortcuts: one key each, changeable, and off where a person wants none. */

export const shortcuts = {
  claimNext: { key: 'n', label: 'Claim next', group: 'My work' },
  finish: { key: 'f', label: 'Finish', group: 'My work' },
  wait: { key: 'w', label: 'Wait on someone', group: 'My work' },
  return: { key: 'r', label: 'Return to the queue', group: 'My work' },
  help: { key: 'h', label: 'Ask for help', group: 'My work' },
  note: { key: 'm', label: 'Add a note', group: 'My work' },
  assign: { key: 'a', label: 'Give to a person', group: 'Floor' },
  balance: { key: 'b', label: 'Balance the work', group: 'Floor' },
  give: { key: 'g', label: 'Give the next task', group: 'Floor' },
  sign: { key: 's', label: 'Sign off an hour', group: 'Hours' },
  accept: { key: 'a', label: 'Accept the first suggestion', group: 'Training' },
  need: { key: 't', label: 'Record a training need', group: 'Anywhere' },
  newTask: { key: 'c', label: 'New task', group: 'Anywhere' },
  search: { key: '/', label: 'Search', group: 'Anywhere' },
  pause: { key: 'p', label: 'Pause live movement', group: 'Anywhere' },
  keys: { key: '?', label: 'Keys', group: 'Anywhere' },
} as const

export type ShortcutId = keyof typeof shortcuts
/** Answers false when it did not apply, so that an earlier binding gets its turn. */
export type Handler = () => void | boolean

type Saved = { off?: boolean; keys?: Partial<Record<ShortcutId, string>> }
const place = 'tallyboard.keys'

function load(): Saved {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Saved
  } catch {
    return {}
  }
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'))

const modal = () =>
  document.querySelector('[role=dialog][aria-modal=true], [role=alertdialog], [role=menu]') !== null

export class Keys {
  #saved = $state<Saved>(load())
  /** Whether a dialog is on its way that is not there yet: what is typed now is meant for it. */
  opening: () => boolean = () => false
  #bound = new Map<ShortcutId, Handler[]>()

  get off() {
    return this.#saved.off ?? false
  }
  set off(value: boolean) {
    this.#save({ ...this.#saved, off: value })
  }

  /** The key of a shortcut in lower case; '' when it has none. */
  keyOf = (id: ShortcutId) => this.#saved.keys?.[id] ?? shortcuts[id].key

  /** As printed on the key, for a hint; null when keys are off or it has none. */
  hint = (id: ShortcutId): string | null => (this.off ? null : this.keyOf(id).toUpperCase() || null)

  /** Gives a shortcut another key, or none (''). A key that is taken is taken over. */
  change(id: ShortcutId, key: string) {
    const keys = { ...this.#saved.keys }
    const lower = key.toLowerCase()
    for (const other of Object.keys(shortcuts) as ShortcutId[]) {
      if (other !== id && lower && this.keyOf(other) === lower) keys[other] = ''
    }
    keys[id] = lower
    this.#save({ ...this.#saved, keys })
  }

  reset() {
    this.#save({})
  }

  /** Binds until the returned function is called; the latest binding of a shortcut comes first. */
  on(id: ShortcutId, handler: Handler): () => void {
    this.#bound.set(id, [...(this.#bound.get(id) ?? []), handler])
    return () =>
      this.#bound.set(
        id,
        (this.#bound.get(id) ?? []).filter((other) => other !== handler),
      )
  }

  /** Whether anything answers to it on this page. */
  bound = (id: ShortcutId) => (this.#bound.get(id)?.length ?? 0) > 0

  start(): () => void {
    addEventListener('keydown', this.#press)
    return () => removeEventListener('keydown', this.#press)
  }

  #press = (event: KeyboardEvent) => {
    if (
      this.off ||
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.repeat
    )
      return
    if (typing(event.target) || modal() || this.opening()) return
    const key = event.key.toLowerCase()
    for (const id of Object.keys(shortcuts) as ShortcutId[]) {
      if (this.keyOf(id) === key && this.#run(id)) {
        event.preventDefault()
        return
      }
    }
  }

  #run(id: ShortcutId): boolean {
    return [...(this.#bound.get(id) ?? [])].reverse().some((handler) => handler() !== false)
  }

  #save(saved: Saved) {
    this.#saved = saved
    localStorage.setItem(place, JSON.stringify(saved))
  }
}
