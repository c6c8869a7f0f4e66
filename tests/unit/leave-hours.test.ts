import { expect, it } from 'vitest'
import type { HourLeft } from '../../server/domain/leave-coverage.js'
import { leaveHours } from '../../web/views/leave-hours.js'

const hour = (
  hour: number,
  here: number,
  types: Record<string, number>,
  need?: { all: number; types: Record<string, number> },
): HourLeft => ({
  ...{ day: '2026-11-30', hour, here, of: 5, types: new Map(Object.entries(types)) },
  ...(need ? { need: { all: need.all, types: new Map(Object.entries(need.types)) } } : {}),
})
const names: Record<string, string> = { mail: 'Mail', permit: 'Permits' }
const table = (hours: readonly HourLeft[]) => leaveHours(hours, (type) => names[type] ?? type)

it('says of each hour who is left against what it asks for, hours alike as one row', () => {
  const need = { all: 3, types: { permit: 2, mail: 0 } }
  const { types, days, short } = table([
    hour(8, 3, { mail: 2, permit: 2 }, need),
    hour(9, 3, { mail: 2, permit: 2 }, need),
    hour(10, 2, { mail: 2, permit: 1 }, need),
    hour(12, 2, { mail: 2, permit: 0 }, need),
  ])
  // What is short stands first.
  expect(types.map(({ name, short }) => [name, short])).toEqual([
    ['Permits', true],
    ['Mail', false],
  ])
  expect(days.map(({ name }) => name)).toEqual(['Mon 30 Nov'])
  expect(
    days[0]?.rows.map(({ hours, cells }) => [
      hours,
      ...cells.map(({ left, words, tone }) => `${left}, ${words}, ${tone}`),
    ]),
  ).toEqual([
    ['8–10', '3, 3 needed, plain', '2, 2 needed, plain', '2, none needed, plain'],
    ['10–11', '2, 1 short of 3, risk', '1, 1 short of 2, risk', '2, none needed, plain'],
    ['12–13', '2, 1 short of 3, risk', 'nobody, 2 short of 2, late', '2, none needed, plain'],
  ])
  expect(short).toBe(2)
})

it('marks nobody left also where it is not known what is needed, and each day by itself', () => {
  const { days, short } = table([
    hour(16, 1, { permit: 0 }),
    { ...hour(16, 1, { permit: 0 }), day: '2026-12-01' },
  ])
  expect(days).toHaveLength(2)
  expect(days[0]?.rows[0]?.cells).toEqual([
    { left: '1', words: null, tone: 'plain' },
    { left: 'nobody', words: null, tone: 'risk' },
  ])
  expect(short).toBe(2)
})
