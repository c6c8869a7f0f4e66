/** What the menu under one's name holds. */
import type { MenuItem } from '../parts/Menu.svelte'
import type { App } from './context.js'
import { places, type Place } from './places.js'
import type { Theme } from './preferences.svelte.js'

type Others = {
  onkeys: () => void
  onsignedout: () => void
  /** Without keys; and a clerk's has neither a field to search in nor a button for a new task. */
  phone: boolean
}

const themes: readonly [Theme, string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

export function personMenu(
  app: App,
  shown: readonly Place[],
  { onkeys, onsignedout, phone }: Others,
): MenuItem[] {
  const { preferences, clock, router, keys, replica } = app
  const go = (place: Place): MenuItem => ({
    label: place.name,
    icon: place.icon,
    onselect: () => router.go(place.path),
  })
  const importing = places.find(({ path }) => path === '/import')
  const more =
    importing && !shown.includes(importing) && replica.may('task.import') ? [importing] : []
  const leave = places.find(({ path }) => path === '/leave')
  // Everybody has leave of their own, though only some answer that of others.
  const own = leave && !shown.includes(leave) ? [{ ...leave, name: 'My leave' }] : []
  const listing: MenuItem = {
    label: 'Keys',
    icon: 'keyboard',
    hint: keys.hint('keys') ?? undefined,
    onselect: onkeys,
  }
  return [
    ...(phone && replica.me?.role === 'clerk' ? missingOnPhone(app) : []),
    { kind: 'heading', label: 'Go to' },
    ...[...shown, ...more, ...own].map(go),
    { label: 'My record', icon: 'user', onselect: () => router.go('/me') },
    { label: 'What is recorded', icon: 'eye', onselect: () => router.go('/notice') },
    { kind: 'line' },
    { kind: 'heading', label: 'Colors' },
    ...themes.map(([theme, label]): MenuItem => ({
      label,
      checked: preferences.theme === theme,
      onselect: () => (preferences.theme = theme),
    })),
    { kind: 'line' },
    {
      label: 'Sound with urgent work',
      checked: preferences.sound,
      onselect: () => (preferences.sound = !preferences.sound),
    },
    {
      label: 'Pause live movement',
      checked: clock.still,
      hint: keys.hint('pause') ?? undefined,
      onselect: () => (clock.still = !clock.still),
    },
    ...(phone ? [] : [listing]),
    { kind: 'line' },
    { label: 'Change passphrase', icon: 'key-round', onselect: () => router.go('/passphrase') },
    { label: 'Sign out', icon: 'log-out', onselect: () => void app.signOut() },
    {
      label: 'Sign out everywhere',
      icon: 'log-out',
      onselect: () => void everywhere(app, onsignedout),
    },
  ]
}

const missingOnPhone = (app: App): MenuItem[] => [
  { label: 'New task', icon: 'plus', onselect: () => app.newTask() },
  { label: 'Search', icon: 'search', onselect: () => app.router.go('/search') },
]

async function everywhere(app: App, onsignedout: () => void) {
  const answer = await app.dispatch('session.endAll', {})
  if (answer.ok) onsignedout()
  else if (answer.error.code !== 'not_signed_in')
    app.announcer.show(answer.error.message, { tone: 'late' })
}
