import { expect, it } from 'vitest'
import type { Role } from '../../server/contract/rows.js'
import { phoneWays } from '../../web/lib/phone-ways.js'
import { placesOf } from '../../web/lib/places.js'

const ways = (role: Role, path: string, view: string | null = null, counts = {}) =>
  phoneWays(
    { role, path, view, places: placesOf(role, () => true), newTask: () => undefined },
    counts,
  )
const names = (role: Role, path: string, view: string | null = null) =>
  ways(role, path, view).map(({ label }) => label)
const here = (role: Role, path: string, view: string | null = null) =>
  ways(role, path, view).flatMap(({ label, current }) => (current ? label : []))

it('shows everyone the same tabs on every page', () => {
  const clerks = ['In hand', 'Next', 'Queue', 'My day']
  for (const path of ['/my', '/me', '/leave', '/task/7'])
    expect(names('clerk', path)).toEqual(clerks)
  const leads = ['Floor', 'Queue', 'My work', 'Search', 'New task']
  for (const path of ['/floor', '/pace', '/my', '/training/needs'])
    expect(names('lead', path)).toEqual(leads)
  expect(names('supervisor', '/pace')[2]).toBe('Timetable')
  expect(names('admin', '/people')[2]).toBe('Bring work in')
})

it('marks the part that is looked at, and none on a page that has no tab', () => {
  expect(here('clerk', '/my')).toEqual(['In hand'])
  expect(here('clerk', '/my', 'day')).toEqual(['My day'])
  expect(here('clerk', '/me')).toEqual([])
  expect(here('lead', '/floor')).toEqual(['Floor'])
  expect(here('lead', '/floor', 'queue')).toEqual(['Queue'])
  expect(here('lead', '/my', 'queue')).toEqual(['My work'])
  expect(here('lead', '/search')).toEqual(['Search'])
})

it('leads to a part from elsewhere, and shows it in place on its own page', () => {
  expect(ways('clerk', '/me')[1]?.href).toBe('/my?view=next')
  const shown: (string | null)[] = []
  const own = phoneWays(
    {
      role: 'lead',
      path: '/floor',
      view: null,
      places: placesOf('lead', () => true),
      newTask: () => undefined,
      show: (view) => shown.push(view),
    },
    { queue: 1_200 },
  )
  expect(own[1]).toMatchObject({ label: 'Queue 1,200' })
  own[1]?.onselect?.()
  own[0]?.onselect?.()
  expect(shown).toEqual(['queue', null])
})
