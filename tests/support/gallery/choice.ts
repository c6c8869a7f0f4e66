/**
 * What the gallery shows: `?as=lead|clerk|supervisor|admin` or a user name, `out` for nobody yet,
 * `new` for somebody with a temporary passphrase; `?state=offline|empty|full|live`. Kept for the tab,
 * since the pages have a query of their own.
 */
export const states = ['usual', 'offline', 'empty', 'full', 'live'] as const
export type State = (typeof states)[number]
export type Choice = { as: string; state: State }

const users: Record<string, string> = { clerk: 'clerk1' }

export function chosen(): Choice {
  const query = new URLSearchParams(location.search)
  const as = query.get('as') ?? sessionStorage.getItem('gallery.as') ?? 'lead'
  const wish = query.get('state') ?? sessionStorage.getItem('gallery.state') ?? 'usual'
  sessionStorage.setItem('gallery.as', as)
  sessionStorage.setItem('gallery.state', wish)
  query.delete('as')
  query.delete('state')
  const rest = query.toString()
  history.replaceState(null, '', `${location.pathname}${rest ? `?${rest}` : ''}${location.hash}`)
  return { as: users[as] ?? as, state: states.find((state) => state === wish) ?? 'usual' }
}
