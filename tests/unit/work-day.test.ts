import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import { canBeDoneAt, placeOf } from '../../server/domain/places.js'
import {
  clockOf,
  minuteOf,
  sameWork,
  shiftedBy,
  spanMinutes,
  stretched,
  stretchesOf,
  workDayProblems,
} from '../../server/domain/work-day.js'

const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
const full = work('08:00', '17:00', {
  breaks: [{ from: '12:00', to: '12:30' }],
  blocks: [{ from: '14:00', to: '15:00', kind: 'training', text: 'Vital records' }],
})

describe('what is wrong with a day', () => {
  const paths = (day: WorkDay) => workDayProblems(day, 'work').map(({ path }) => path)

  it('is nothing where breaks and blocks lie inside and apart', () => {
    expect(paths(full)).toEqual([])
  })

  it('is that it ends before it begins, with what to do about midnight', () => {
    const [problem] = workDayProblems(work('22:00', '06:00'), 'work')
    expect(problem).toEqual({
      path: 'work.to',
      message:
        'must be after 22:00; a shift cannot cross midnight, so draw the rest on the next day',
    })
  })

  it('is named at the break or block at fault', () => {
    const breaks = [
      { from: '07:30', to: '08:15' },
      { from: '12:00', to: '13:00' },
      { from: '12:30', to: '12:45' },
      { from: '16:45', to: '17:15' },
      { from: '10:00', to: '10:00' },
    ]
    const blocks = [{ from: '12:50', to: '13:30', kind: 'meeting' as const, text: null }]
    expect(paths({ ...full, breaks, blocks })).toEqual([
      'work.breaks.0.from',
      'work.breaks.2.from',
      'work.breaks.3.to',
      'work.breaks.4.to',
      'work.blocks.0.from',
    ])
    expect(workDayProblems({ ...full, breaks, blocks }, 'work').at(-1)?.message).toBe(
      'must not overlap the break 12:00–13:00',
    )
  })
})

describe('changing a day', () => {
  it('cuts what falls outside when its ends are moved', () => {
    expect(stretched(full, '12:15', '14:30')).toEqual(
      work('12:15', '14:30', {
        breaks: [{ from: '12:15', to: '12:30' }],
        blocks: [{ from: '14:00', to: '14:30', kind: 'training', text: 'Vital records' }],
      }),
    )
    expect(stretched(full, '13:00', '13:30')).toEqual(work('13:00', '13:30'))
  })

  it('tells alike days from others, whatever the order of their parts', () => {
    const two = [
      { from: '10:00', to: '10:15' },
      { from: '12:00', to: '12:30' },
    ]
    expect(sameWork({ ...full, breaks: two }, { ...full, breaks: [...two].reverse() })).toBe(true)
    expect(sameWork(full, { ...full, location: 'Annex' })).toBe(false)
    expect(sameWork(null, full)).toBe(false)
    expect(sameWork(null, null)).toBe(true)
  })

  it('leaves the breaks out of what is worked', () => {
    expect(stretchesOf(full)).toEqual([
      { from: '08:00', to: '12:00' },
      { from: '12:30', to: '17:00' },
    ])
  })

  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 })
  const days = fc
    .uniqueArray(minutes, { minLength: 6, maxLength: 6 })
    .map((marks) => [...marks].sort((a, b) => a - b).map(clockOf))
    .map(([from = '', a = '', b = '', c = '', d = '', to = '']) =>
      work(from, to, {
        breaks: [{ from: a, to: b }],
        blocks: [{ from: c, to: d, kind: 'other', text: null }],
      }),
    )

  it('keeps every length when it is moved, and never leaves the day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -2_000, max: 2_000 }), (day, by) => {
        const moved = shiftedBy(day, by)
        expect(workDayProblems(moved, 'work')).toEqual([])
        expect(spanMinutes(moved)).toBe(spanMinutes(day))
        expect(spanMinutes(moved.breaks[0]!)).toBe(spanMinutes(day.breaks[0]!))
        const back = minuteOf(moved.from) - minuteOf(day.from)
        expect(shiftedBy(moved, -back)).toEqual(day)
      }),
    )
  })

  it('is right again whatever its ends are moved to', () => {
    fc.assert(
      fc.property(days, minutes, minutes, (day, one, other) => {
        fc.pre(one !== other)
        const [from = '', to = ''] = [one, other].sort((a, b) => a - b).map(clockOf)
        expect(workDayProblems(stretched(day, from, to), 'work')).toEqual([])
      }),
    )
  })
})

describe('places', () => {
  const annex = { location: 'Annex' }
  it('are the shift’s own, else the team’s', () => {
    expect(placeOf({ location: 'Counter' }, annex)).toBe('Counter')
    expect(placeOf({ location: null }, annex)).toBe('Annex')
    expect(placeOf(null, null)).toBeNull()
  })

  it('bind only the types that say so, however they are typed', () => {
    expect(canBeDoneAt({}, null)).toBe(true)
    expect(canBeDoneAt({ location: null }, 'Annex')).toBe(true)
    expect(canBeDoneAt(annex, ' annex ')).toBe(true)
    expect(canBeDoneAt(annex, 'City Hall')).toBe(false)
    expect(canBeDoneAt(annex, null)).toBe(false)
  })
})
