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
  /** Only for whom checking may come to. */
  checks?: true
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
  {
    path: '/quality',
    name: 'Quality',
    icon: 'badge-check',
    for: ['lead', 'supervisor'],
  },
  {
    path: '/training',
    name: 'Training',
    icon: 'graduation-cap',
    for: ['lead'],
    needs: 'skill.set',
  },
  {
    path: '/hours',
    name: 'Hours',
    icon: 'clock',
    for: ['lead', 'supervisor'],
    menuOnly: ['lead', 'supervisor'],
  },
  { path: '/my', name: 'My work', icon: 'clipboard-check', for: ['clerk', 'lead'] },
  {
    path: '/checks',
    name: 'Checks',
    icon: 'circle-check',
    for: ['clerk', 'lead'],
    menuOnly: ['lead'],
    checks: true,
  },
  {
    path: '/leave',
    name: 'Leave',
    icon: 'calendar-x',
    for: ['lead', 'supervisor', 'admin'],
    menuOnly: ['lead', 'admin'],
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

/** @param checks whether checking may come to them */
export const placesOf = (role: Role, may: (command: string) => boolean, checks = false) =>
  places.filter(
    (place) =>
      place.for.includes(role) && (!place.needs || may(place.needs)) && (!place.checks || checks),
  )

/** Those that the top bar has links to. */
export const barPlaces = (all: readonly Place[], role: Role) =>
  all.filter((place) => !place.menuOnly?.includes(role))

/** The tabs of training. */
export const trainingPaths: readonly string[] = [
  '/training',
  '/training/needs',
  '/training/sessions',
  '/training/effect',
  '/training/procedures',
]

/** The place of the bar that a page belongs to. */
const placeOf = (path: string) => (path.startsWith('/training/') ? '/training' : path)

/** Whether a page is of use to somebody with these permissions. */
export const mayOpen = (path: string, may: (command: string) => boolean) => {
  const needs = places.find((place) => place.path === placeOf(path))?.needs
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
  places.find((place) => place.path === placeOf(path))?.name ??
  titles[path] ??
  titles[path.slice(0, 5)] ??
  'Tallyboard'
