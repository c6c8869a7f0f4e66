/** The tabs at the lower end of a phone: a page may put its own there instead of the ways to other pages. */
import type { IconName } from '../parts/icons.js'

export type PhoneTab = {
  label: string
  icon: IconName
  current: boolean
  href?: string
  onselect?: () => void
}

export class PhoneTabs {
  #own = $state.raw<(() => PhoneTab[]) | null>(null)

  get own(): PhoneTab[] | null {
    return this.#own?.() ?? null
  }

  /** Shows a page's own tabs until the returned function is called; made for `$effect(() => tabs.show(() => …))`. */
  show(tabs: () => PhoneTab[]): () => void {
    this.#own = tabs
    return () => {
      if (this.#own === tabs) this.#own = null
    }
  }
}
