import { describe, expect, it } from 'vitest'
import { dueState } from '../../web/lib/due.js'
import { age, duration, figure } from '../../web/lib/durations.js'
import { Times } from '../../web/lib/times.js'

const denver = new Times('America/Denver')
const now = Date.parse('2026-11-23T17:42:00.000Z')
const minutes = (count: number) => new Date(now + count * 60_000).toISOString()

describe('amounts of time', () => {
  it('are minutes, then hours with two digits of minutes', () => {
    expect([0, 42, 60, 303, 2676].map(duration)).toEqual([
      '0 min',
      '42 min',
      '1 h 00',
      '5 h 03',
      '44 h 36',
    ])
    expect(duration(-75)).toBe('−1 h 15')
    expect(duration(-0.2)).toBe('0 min')
  })

  it('grow coarser as an age', () => {
    expect([12, 130, 600, 1_330, 1_560, 1_440, 17_300].map(age)).toEqual([
      '12 min',
      '2 h 10',
      '10 h',
      '22 h',
      '1 d 2 h',
      '1 d',
      '12 d',
    ])
  })

  it('have a true minus sign', () => {
    expect(figure(-3206)).toBe('−3,206')
  })
})

describe('times of the office', () => {
  it('are 24 hours in its own zone', () => {
    expect(denver.time(now)).toBe('10:42')
    expect(denver.time('2026-11-23T16:04:00Z')).toBe('9:04')
    expect(denver.time('2026-11-23T07:00:00Z')).toBe('0:00')
    expect(denver.stamp('2026-11-23T16:41:00Z')).toBe('09:41')
    expect(denver.dayAndDate(now)).toBe('Mon 23 Nov')
    expect(denver.day('2026-11-24T06:59:00Z')).toBe('2026-11-23')
    expect(denver.date('2026-09-05T18:00:00Z')).toBe('5 Sep')
  })

  it('are told with their day when it is another one', () => {
    expect(denver.when(minutes(-11), now)).toBe('10:31')
    expect(denver.when('2026-11-20T22:12:00Z', now)).toBe('20 Nov 15:12')
  })

  it('say what is due: today in how long, later on which day, late by how much', () => {
    expect(denver.due(minutes(138), now)).toEqual({ time: '13:00', note: 'in 2 h 18' })
    expect(denver.due('2026-11-24T16:00:00Z', now)).toEqual({ time: '9:00', note: 'Tue' })
    expect(denver.due('2026-12-03T16:00:00Z', now)).toEqual({ time: '9:00', note: '3 Dec' })
    expect(denver.due(minutes(-42), now)).toEqual({ time: '10:00', note: '42 min late' })
    expect(denver.due('2026-11-20T23:00:00Z', now)).toEqual({
      time: 'Fri 16:00',
      note: '2 d 18 h late',
    })
    expect(denver.dueLine(minutes(138), now)).toBe('13:00 today, in 2 h 18')
  })

  it('find the instant of a wall clock, across the change of clocks too', () => {
    expect(new Date(denver.at('16:30', now)).toISOString()).toBe('2026-11-23T23:30:00.000Z')
    expect(new Date(denver.at('08:00', '2026-11-01T20:00:00Z')).toISOString()).toBe(
      '2026-11-01T15:00:00.000Z',
    )
    expect(denver.fromInput('2026-11-23T16:30')).toBe('2026-11-23T23:30:00.000Z')
    expect(denver.toInput('2026-11-23T23:30:00Z')).toBe('2026-11-23T16:30')
    expect(denver.fromInput('')).toBeNull()
  })

  it('know the fixed offsets that a demo uses', () => {
    expect(new Times('Etc/GMT+7').time(now)).toBe('10:42')
  })
})

describe('the state of a due time', () => {
  const task = (dueAt: string | null, standardMinutes = 25) => ({
    dueAt,
    standardMinutes,
    status: 'queued' as const,
  })

  it('is late after it, at risk when little is left', () => {
    expect(dueState(task(null), now)).toBeNull()
    expect(dueState(task(minutes(-1)), now)).toBe('late')
    expect(dueState(task(minutes(59)), now)).toBe('risk')
    expect(dueState(task(minutes(61)), now)).toBeNull()
    expect(dueState(task(minutes(89), 45), now)).toBe('risk')
    expect(dueState({ ...task(minutes(10)), status: 'waiting' }, now)).toBeNull()
  })
})
