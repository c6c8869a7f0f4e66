import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DateOrder } from '../../server/contract/import.js'
import { OrderFinder, readDate, toInstant } from '../../server/domain/import/dates.js'

const zone = 'America/New_York'
const read = (text: string, order: DateOrder = 'mdy', otherwise = '17:00') => {
  const answer = readDate(text, order)
  return answer.ok ? toInstant(answer.date, zone, otherwise) : answer.reason
}

describe('dates', () => {
  it.each([
    ['2011-10-03 00:23:26', '2011-10-03T04:23:26.000Z'],
    ['2011-10-03T00:23:26.5Z', '2011-10-03T00:23:26.500Z'],
    ['2011-10-03T00:23:26+02:00', '2011-10-02T22:23:26.000Z'],
    ['2011-10-03T00:23-0500', '2011-10-03T05:23:00.000Z'],
    ['2011-10-03T00:23:26.123456Z', '2011-10-03T00:23:26.123Z'],
    ['2011/10/3', '2011-10-03T21:00:00.000Z'],
    ['20111003', '2011-10-03T21:00:00.000Z'],
    ['04/18/2019 09:55:45 PM', '2019-04-19T01:55:45.000Z'],
    ['04/18/2019 12:05 AM', '2019-04-18T04:05:00.000Z'],
    ['04/18/2019 12:05 p.m.', '2019-04-18T16:05:00.000Z'],
    ['4/8/19 9:05', '2019-04-08T13:05:00.000Z'],
    ['4/8/2019, 9:05:00 AM', '2019-04-08T13:05:00.000Z'],
    ['Oct 3, 2011', '2011-10-03T21:00:00.000Z'],
    ['October 3rd, 2011 1:15 PM', '2011-10-03T17:15:00.000Z'],
    ['3-Oct-2011 14:05', '2011-10-03T18:05:00.000Z'],
    ['2011-10-03 00:23:26 UTC', '2011-10-03T00:23:26.000Z'],
  ])('%s', (text, instant) => expect(read(text)).toBe(instant))

  it('has the day first where it is said', () => {
    expect(read('03.10.2011 08:00', 'dmy')).toBe('2011-10-03T12:00:00.000Z')
    expect(read('3/10/2011 08:00', 'dmy')).toBe('2011-10-03T12:00:00.000Z')
  })

  it('moves a time that the clocks skip an hour on, and takes the first of two', () => {
    expect(read('2026-03-08 02:30:00')).toBe('2026-03-08T07:30:00.000Z')
    expect(read('2026-11-01 01:30:00')).toBe('2026-11-01T05:30:00.000Z')
  })

  it.each([
    ['2011-02-29', 'does not exist'],
    ['02/30/2019', 'does not exist'],
    ['13/01/2019', 'other way round'],
    ['2019-13-01', 'no month 13'],
    ['2019-04-18 25:00', 'time of day'],
    ['04/18/2019 13:05 PM', 'time of day'],
    ['04/18/2019 00:05 PM', 'time of day'],
    ['0019-04-18', 'in the year 19'],
    ['2019-04-18T10:00+15:00', 'offset'],
    ['soon', 'not a date that can be read'],
    ['40.5863974', 'not a date'],
    ['12', 'not a date'],
  ])('refuses %s and says why', (text, reason) => expect(read(text)).toContain(reason))

  it('asks for years first where only ISO was chosen', () => {
    expect(read('04/05/2019', 'iso')).toContain('not a date')
  })

  it('reads back what it wrote, whatever the instant', () => {
    const instants = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2150-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        expect(read(date.toISOString())).toBe(date.toISOString())
      }),
    )
  })

  it('never throws on any text', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789/-.: TZ+AMP') })
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (text) => {
        expect(typeof read(text)).toBe('string')
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the order of a column’s dates', () => {
  const order = (...texts: string[]) => {
    const finder = new OrderFinder()
    for (const text of texts) finder.look(text)
    return finder.order
  }

  it.each([
    [['04/18/2019', '05/01/2010'], 'mdy'],
    [['18/04/2019', '05/01/2010'], 'dmy'],
    [['04/05/2019', '05/01/2010'], 'ambiguous'],
    [['18/04/2019', '04/18/2010'], 'mixed'],
    [['03.10.2011', '04.10.2011'], 'dmy'],
    [['2011-10-03', '2011-10-04 10:00'], 'iso'],
    [['05/05/2019'], 'iso'],
    [['101000337220', '42254749'], null],
    [['2011-10-03', 'n/a', 'n/a'], null],
    [[], null],
  ])('%j: %s', (texts, expected) => expect(order(...texts)).toBe(expected))
})
