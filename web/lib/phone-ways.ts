/** The tabs of a phone: the same on every page, so that a thumb finds them without looking. */
import type { Role } from '../../server/contract/rows.js'
import { figure } from './durations.js'
import type { PhoneTab } from './phone-tabs.svelte.js'
import { barPlaces, type Place } from './places.js'

type Ground = {
  role: Role
  path: string
  /** The part of a page that is looked at, by its address. */
  view: string | null
  /** The pages that this person has. */
  places: readonly Place[]
  newTask: () => void
  /** Said by a page of its own parts: they are shown without leaving what is chosen on it. */
  show?: (view: string | null) => void
}

/** How much waits, for those tabs that tell it; left out where it is not known. */
type Counts = { next?: number; queue?: number }

const withCount = (name: string, count: number | undefined) =>
  count === undefined ? name : `${name} ${figure(count)}`

/** A clerk has the parts of their work; the others the floor, its queue, and what they need most besides. */
export function phoneWays(ground: Ground, counts: Counts = {}): PhoneTab[] {
  const { role, path, places, newTask, show } = ground
  const home = role === 'clerk' ? '/my' : '/floor'
  const parts = role === 'clerk' ? ['next', 'queue', 'day'] : ['queue']
  const shown = path !== home ? undefined : (parts.find((one) => one === ground.view) ?? null)
  const part = (label: string, icon: PhoneTab['icon'], view: string | null): PhoneTab => ({
    label,
    icon,
    current: shown === view,
    ...(show && path === home
      ? { onselect: () => show(view) }
      : { href: view ? `${home}?view=${view}` : home }),
  })
  const queue = part(withCount('Queue', counts.queue), 'inbox', 'queue')
  if (role === 'clerk')
    return [
      part('In hand', 'clipboard-check', null),
      part(withCount('Next', counts.next), 'list', 'next'),
      queue,
      part('My day', 'sun', 'day'),
    ]
  const bar = barPlaces(places, role).filter((place) => place.path !== '/floor')
  const besides = bar.find((place) => place.path === '/my') ?? bar[0]
  return [
    part('Floor', 'layout-list', null),
    queue,
    ...(besides ? [wayTo(besides, path)] : []),
    { label: 'Search', icon: 'search', current: path === '/search', href: '/search' },
    { label: 'New task', icon: 'plus', current: false, onselect: newTask },
  ]
}

const wayTo = (place: Place, path: string): PhoneTab => ({
  label: place.name,
  icon: place.icon,
  current: path === place.path || path.startsWith(`${place.path}/`),
  href: place.path,
})
