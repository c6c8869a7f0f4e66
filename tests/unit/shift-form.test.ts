import { describe, expect, it } from 'vitest'
import type { PatternRow, WorkDay } from '../../server/contract/desk-rows.js'
import {
  draftNote,
  draftWork,
  newBlock,
  newBreak,
  repeated,
  draftReason,
  shiftDraft,
  shiftProblems,
} from '../../web/views/shift-form.js'

const office = { opens: '08:00', closes: '17:00' }
const work = (from: string, to: string): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
})
const whole = work('08:00', '17:00')
const usual = () => whole

const unsaid = { note: null, reason: null }

describe('the form of a day', () => {
  it('gives back the day that it was filled with', () => {
    const day: WorkDay = {
      ...work('09:00', '15:00'),
      breaks: [{ from: '12:00', to: '12:30' }],
      blocks: [{ from: '13:00', to: '14:00', kind: 'meeting', text: 'All hands' }],
      location: 'Annex',
    }
    const draft = shiftDraft(day, { ...unsaid, note: 'Course' }, office)
    expect(draftWork(draft)).toEqual(day)
    expect(draftNote(draft)).toBe('Course')
    expect(draftWork(shiftDraft(null, unsaid, office))).toBeNull()
    expect(draftWork(shiftDraft(null, unsaid, office, true))).toEqual(whole)
  })

  it('sends a reason only where it was changed', () => {
    const before = shiftDraft(whole, { note: null, reason: 'Dentist' }, office)
    expect(draftReason({ ...before, reason: ' Dentist ' }, before)).toEqual({})
    expect(draftReason({ ...before, reason: 'School' }, before)).toEqual({ reason: 'School' })
    expect(draftReason({ ...before, reason: ' ' }, before)).toEqual({ reason: null })
  })

  it('reads times as people type them, and names those that are none', () => {
    const draft = { ...shiftDraft(whole, unsaid, office), from: '8', to: '4:30 pm' }
    expect(draftWork(draft)).toMatchObject({ from: '08:00', to: '16:30' })
    expect(shiftProblems(draft)).toEqual([])
    const typed = {
      ...draft,
      to: 'late',
      breaks: [newBreak(), { ...newBreak(), to: '' }],
      blocks: [newBlock()],
    }
    expect(shiftProblems(typed).map(({ path }) => path)).toEqual([
      'work.to',
      'work.breaks.1.to',
      'work.blocks.0.from',
      'work.blocks.0.to',
    ])
    expect(shiftProblems({ ...typed, atWork: false })).toEqual([])
  })
})

describe('repeating a day', () => {
  const half = work('08:00', '12:00')
  const pattern = (weeks: PatternRow['weeks']): PatternRow => ({
    id: 'ana',
    person: 'ana',
    team: 'desk',
    from: '2026-11-02',
    weeks,
  })
  const tuesdays = (weeks: (WorkDay | null)[][] | undefined) =>
    weeks?.map((week) => week[1]?.to ?? null)
  const on = (old: PatternRow | null, repeat: number) =>
    repeated(old, { day: '2026-11-24', work: half, repeat }, usual)

  it('changes that weekday of every week, from its own Monday on', () => {
    const weeks = on(null, 1)
    expect(weeks?.from).toBe('2026-11-23')
    expect(weeks?.weeks).toEqual([[whole, half, whole, whole, whole, whole, whole]])
  })

  it('makes as many weeks as it takes, and keeps the others as they were', () => {
    expect(tuesdays(on(null, 2)?.weeks)).toEqual(['12:00', '17:00'])
    const two = pattern([Array<null>(7).fill(null), Array<WorkDay>(7).fill(whole)])
    // The week of the 23rd is the second of its two.
    expect(tuesdays(on(two, 2)?.weeks)).toEqual(['12:00', null])
    expect(on(two, 2)?.weeks[0]?.[0]).toEqual(whole)
    expect(tuesdays(on(two, 4)?.weeks)).toEqual(['12:00', null, '17:00', null])
  })

  it('is refused where the weeks do not fit into four', () => {
    const three = pattern([0, 1, 2].map(() => Array<null>(7).fill(null)))
    expect(on(three, 2)).toBeNull()
    expect(on(three, 3)?.weeks).toHaveLength(3)
  })
})
