import { expect, it } from 'vitest'
import type { PatternRow } from '../../server/contract/desk-rows.js'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import { checkWords, gradeWords, patternLines, patternWeeks } from '../../web/lib/record-words.js'

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

it('sets one full stop where somebody typed one', () => {
  const check = {
    result: 'return',
    reasons: [{ reason: 'lost', text: 'See the second page.' }],
    note: 'Ask the desk. ',
    dispute: { decision: null },
  } as unknown as ReviewRow
  expect(checkWords(check, { reason: () => 'Not found' })).toBe(
    'Returned: Not found, See the second page. Ask the desk. Disputed, not decided yet',
  )
})

it('says once that nothing is known of a criterion', () => {
  expect(gradeWords(null, 'Not known yet: 5 checked, it takes 10')).toBe(
    'Not known yet: 5 checked, it takes 10',
  )
  expect(gradeWords(null, 'A lead has not said so yet')).toBe(
    'Not known. A lead has not said so yet',
  )
  expect(gradeWords(false, '1 of 3')).toBe('Not met yet. 1 of 3')
})
