/** What a person chose on this device. */
export type Theme = 'system' | 'light' | 'dark'
type Saved = { theme: Theme; sound: boolean; hideTime: boolean; team: string | null }

const place = 'tallyboard.preferences'
const first: Saved = { theme: 'system', sound: false, hideTime: false, team: null }

function load(): Saved {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Saved>) }
  } catch {
    return first
  }
}

export class Preferences {
  #saved = $state<Saved>(load())

  constructor() {
    this.#show()
  }

  get theme() {
    return this.#saved.theme
  }
  set theme(theme: Theme) {
    this.#save({ theme })
    this.#show()
  }
  /** A sound with urgent work and calls for help. */
  get sound() {
    return this.#saved.sound
  }
  set sound(sound: boolean) {
    this.#save({ sound })
  }
  /** The clerk's own time against the usual range is hidden. */
  get hideTime() {
    return this.#saved.hideTime
  }
  set hideTime(hideTime: boolean) {
    this.#save({ hideTime })
  }
  /** The team last looked at. */
  get team() {
    return this.#saved.team
  }
  set team(team: string | null) {
    this.#save({ team })
  }

  #save(change: Partial<Saved>) {
    this.#saved = { ...this.#saved, ...change }
    localStorage.setItem(place, JSON.stringify(this.#saved))
  }

  #show() {
    if (this.theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = this.theme
  }
}
