/** Where one is: path and query of the address, so that filters and the open task can be linked to. */
export type Query = Record<string, string | number | boolean | null | undefined>

const read = () => ({
  path: location.pathname,
  query: new URLSearchParams(location.search),
  hash: location.hash.slice(1),
})

export class Router {
  #place = $state.raw(read())

  get path() {
    return this.#place.path
  }
  /** Without the `#`. */
  get hash() {
    return this.#place.hash
  }
  /** A value of the query, or null. */
  get = (name: string) => this.#place.query.get(name)
  /** A value of the query that is a list, e.g. `type=permit,mail`. */
  list = (name: string) => this.#place.query.get(name)?.split(',').filter(Boolean) ?? []
  number(name: string): number | null {
    const value = Number(this.#place.query.get(name) ?? Number.NaN)
    return Number.isFinite(value) ? value : null
  }

  /** The address of a path; values that are null, undefined, false or empty are left out. */
  href(path: string, query: Query = {}): string {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== undefined && value !== false && value !== '')
        search.set(name, String(value))
    }
    const text = search.toString().replaceAll('%2C', ',')
    return text ? `${path}?${text}` : path
  }

  go(path: string, query: Query = {}, how: { replace?: boolean } = {}) {
    this.#move(this.href(path, query), how.replace ?? false)
  }

  /** Changes part of the query and stays on the page. Filters replace the history entry; opening something adds one. */
  set(changes: Query, how: { replace?: boolean } = { replace: true }) {
    const query: Query = Object.fromEntries(this.#place.query)
    this.#move(this.href(this.path, { ...query, ...changes }), how.replace ?? true)
  }

  /** Opens a task beside the page, or closes it with null. */
  openTask = (no: number | null) => this.set({ task: no }, { replace: no === null })
  get openedTask() {
    return this.number('task')
  }

  /** Listens to back and forward, and takes over clicks on links of the page itself. */
  start(): () => void {
    const back = () => (this.#place = read())
    addEventListener('popstate', back)
    document.addEventListener('click', this.#click)
    return () => {
      removeEventListener('popstate', back)
      document.removeEventListener('click', this.#click)
    }
  }

  #move(address: string, replace: boolean) {
    if (address === location.pathname + location.search) return
    history[replace ? 'replaceState' : 'pushState'](null, '', address)
    this.#place = read()
  }

  #click = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin)
      return
    if (link.pathname.startsWith('/api/')) return
    event.preventDefault()
    this.#move(link.pathname + link.search, false)
  }
}
