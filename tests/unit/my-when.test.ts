import { describe, expect, it } from 'vitest'
import { Times } from '../../web/lib/times.js'
import { parseDay, parseWhen, showDay, showWhen } from '../../web/lib/when.js'

const times = new Times('America/Denver')
/** Monday 23 November 2026, 10:42 in Denver. */
const now = Date.parse('2026-11-23T17:42:00Z')
const wall = (text: string) => {
  const at = parseWhen(text, now, times, '17:00')
  return at && times.toInput(at)
}

describe('a time as people type it', () => {
  it.each([
    ['13:00', '2026-11-23T13:00'],
    ['1pm', '2026-11-23T13:00'],
    ['1:30 PM', '2026-11-23T13:30'],
    ['1330', '2026-11-23T13:30'],
    ['13', '2026-11-23T13:00'],
    ['noon', '2026-11-23T12:00'],
    ['12am', '2026-11-24T00:00'],
    ['9', '2026-11-24T09:00'],
    ['today', '2026-11-23T17:00'],
    ['today 9', '2026-11-23T09:00'],
    ['tomorrow 9', '2026-11-24T09:00'],
    ['tom at 9.30', '2026-11-24T09:30'],
    ['fri', '2026-11-27T17:00'],
    ['Mon', '2026-11-30T17:00'],
    ['next friday 8:15', '2026-11-27T08:15'],
    ['5 Dec 07:00', '2026-12-05T07:00'],
    ['Sat 5 Dec 07:00', '2026-12-05T07:00'],
    ['dec 5', '2026-12-05T17:00'],
    ['december 5, 2027 9am', '2027-12-05T09:00'],
    ['12/5', '2026-12-05T17:00'],
    ['12/5/27 9:00', '2027-12-05T09:00'],
    ['1/5', '2027-01-05T17:00'],
    ['20 nov', '2026-11-20T17:00'],
    ['2026-12-05', '2026-12-05T17:00'],
    ['2026-12-05T07:30', '2026-12-05T07:30'],
    ['2 h', '2026-11-23T12:42'],
    ['in 90 min', '2026-11-23T12:12'],
    ['+3 days', '2026-11-26T10:42'],
    ['1.5h', '2026-11-23T12:12'],
  ])('reads %s', (text, expected) => {
    expect(wall(text)).toBe(expected)
  })

  it.each([
    '',
    'soon',
    '25:00',
    '13:60',
    '31 nov',
    '13/5',
    '2026-02-30',
    '5 dec 7 8',
    'fri fri',
    '-3',
    '13pm',
  ])('does not guess at “%s”', (text) => {
    expect(parseWhen(text, now, times, '17:00')).toBeNull()
  })

  it('reads back what it shows, across years and in summer', () => {
    for (const at of [
      '2026-12-05T14:00:00.000Z',
      '2027-07-04T15:05:00.000Z',
      '2025-12-31T23:59:00.000Z',
    ]) {
      expect(parseWhen(showWhen(at, now, times), now, times, '17:00')).toBe(at)
    }
  })

  it('reads and shows days', () => {
    expect(parseDay('5 dec', now, times)).toBe('2026-12-05')
    expect(parseDay('5 dec 9:00', now, times)).toBeNull()
    expect(parseDay('whenever', now, times)).toBeNull()
    expect(showDay('2026-12-05', now, times)).toBe('5 Dec')
    expect(showDay('2027-02-01', now, times)).toBe('1 Feb 2027')
  })
})
