/** The pages, and whom the way to them is shown. */
import type { Role } from '../../server/contract/rows.js'
import type { IconName } from '../parts/icons.js'

export type Place = {
  path: string
  name: string
  icon: IconName
  for: readonly Role[]
  /** For these only in the menu under one's name: the bar has room for what is used all day. */
  menuOnly?: readonly Role[]
  needs?: string
}

export const places: readonly Place[] = [
  { path: '/floor', name: 'Floor', icon: 'layout-list', for: ['lead', 'supervisor', 'admin'] },
  {
    path: '/timetable',
    name: 'Timetable',
    icon: 'calendar-days',
    for: ['lead', 'supervisor', 'admin'],
    menuOnly: ['admin'],
  },
  {
    path: '/pace',
    name: 'Pace',
    icon: 'chart-line',
    for: ['lead', 'supervisor', 'admin'],
    menuOnly: ['admin'],
  },
  { path: '/hours', name: 'Hours', icon: 'clock', for: ['lead', 'supervisor'] },
  { path: '/my', name: 'My work', icon: 'clipboard-check', for: ['clerk', 'lead'] },
  {
    path: '/leave',
    name: 'Leave',
    icon: 'calendar-x',
    for: ['lead', 'supervisor'],
    menuOnly: ['lead'],
  },
  {
    path: '/notes',
    name: 'Notes',
    icon: 'file-text',
    for: ['lead', 'supervisor'],
    menuOnly: ['lead', 'supervisor'],
  },
  {
    path: '/import',
    name: 'Bring work in',
    icon: 'file-up',
    for: ['lead', 'supervisor', 'admin'],
    menuOnly: ['lead', 'supervisor'],
    needs: 'task.import',
  },
  { path: '/people', name: 'People', icon: 'users', for: ['admin'], needs: 'person.add' },
  {
    path: '/types',
    name: 'Task types',
    icon: 'tags',
    for: ['lead', 'admin'],
    menuOnly: ['lead'],
    needs: 'type.save',
  },
  { path: '/office', name: 'Office', icon: 'building-2', for: ['admin'], needs: 'office.save' },
]

export const placesOf = (role: Role, may: (command: string) => boolean) =>
  places.filter((place) => place.for.includes(role) && (!place.needs || may(place.needs)))

/** Those that the top bar has links to. */
export const barPlaces = (all: readonly Place[], role: Role) =>
  all.filter((place) => !place.menuOnly?.includes(role))

/** Whether a page is of use to somebody with these permissions. */
export const mayOpen = (path: string, may: (command: string) => boolean) => {
  const needs = places.find((place) => place.path === path)?.needs
  return needs === undefined || may(needs)
}

export const homeOf = (role: Role) => (role === 'clerk' ? '/my' : '/floor')

const titles: Record<string, string> = {
  '/search': 'Search',
  '/totals': 'Day totals',
  '/passphrase': 'Passphrase',
  '/task': 'Task',
  '/me': 'My record',
  '/notice': 'What is recorded',
  '/peop': 'Record',
}

export const titleOf = (path: string) =>
  places.find((place) => place.path === path)?.name ??
  titles[path] ??
  titles[path.slice(0, 5)] ??
  'Tallyboard'
