import { expect, it } from 'vitest'
import { holesOf, inTime, type DayCover } from '../../web/views/timetable-cover.js'

/** Open from 8 to 12, with nobody in these hours. */
const cover = (day: string, empty: readonly number[]): DayCover => ({
  day,
  past: false,
  open: { from: 8, to: 12 },
  hours: [8, 9, 10, 11].map((hour) => {
    const people = empty.includes(hour) ? 0 : 1
    return { hour, people, least: people, minutes: 60 * people, need: null }
  }),
})

it('tells the holes of several types in the order of the week, whichever type is looked at first', () => {
  const vital = holesOf(
    [cover('2026-11-24', [10]), cover('2026-11-25', [])],
    'can take Vital records',
  )
  const permit = holesOf([cover('2026-11-24', [8]), cover('2026-11-25', [9])], 'can take Permit')
  const told = [
    'Tue 8–9: nobody can take Permit',
    'Tue 10–11: nobody can take Vital records',
    'Wed 9–10: nobody can take Permit',
  ]
  expect(inTime([...vital, ...permit]).map(({ text }) => text)).toEqual(told)
  expect(inTime([...permit, ...vital]).map(({ text }) => text)).toEqual(told)
})
