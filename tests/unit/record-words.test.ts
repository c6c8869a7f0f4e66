import { expect, it } from 'vitest'
import type { PatternRow } from '../../server/contract/desk-rows.js'
import { patternLines, patternWeeks } from '../../web/lib/record-words.js'

const span = (from: string, to: string) => ({ from, to })
const work = (...breaks: { from: string; to: string }[]) => ({
  ...span('08:00', '17:00'),
  breaks,
  blocks: [],
  location: null,
})
const [tea, lunch, coffee] = [
  span('09:30', '09:45'),
  span('12:00', '12:30'),
  span('14:30', '14:45'),
]
const free = [null, null, null, null, null]
const pattern = (weeks: PatternRow['weeks']) => ({ weeks }) as PatternRow

it('tells a repeating week day by day, with all of its breaks', () => {
  const weeks = pattern([[work(tea, lunch, coffee), work(lunch), ...free]])
  const days = [
    'Mon 8:00–17:00, breaks 9:30–9:45, 12:00–12:30 and 14:30–14:45',
    'Tue 8:00–17:00, break 12:00–12:30',
  ]
  expect(patternWeeks(weeks)).toEqual([{ which: 'Every week', days }])
  expect(patternLines(weeks)).toEqual([`Every week: ${days.join('; ')}`])
})

it('names weeks that differ, also one without work', () => {
  const weeks = pattern([
    [work(), null, ...free],
    [null, null, ...free],
  ])
  expect(patternLines(weeks)).toEqual(['Week 1 of 2: Mon 8:00–17:00', 'Week 2 of 2: not at work'])
  expect(patternLines(null)).toEqual([])
})
