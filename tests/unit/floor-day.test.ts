import { describe, expect, it } from 'vitest'
import { officeDay } from '../../web/views/floor-day.js'

const hours = { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '17:00' }
const iso = (at: number) => new Date(at).toISOString()

describe('the office day', () => {
  it('follows the office’s clock', () => {
    const day = officeDay(
      { ...hours, timeZone: 'America/Denver' },
      Date.parse('2026-11-24T03:30:00Z'),
    )
    expect(day).toMatchObject({ date: '2026-11-23', hour: 20, works: true })
    expect(iso(day.opens)).toBe('2026-11-23T15:00:00.000Z')
    expect(iso(day.closes)).toBe('2026-11-24T00:00:00.000Z')
    expect(iso(day.ends)).toBe('2026-11-24T07:00:00.000Z')
  })
  it('reads zones with a fixed offset', () => {
    const day = officeDay({ ...hours, timeZone: 'Etc/GMT+7' }, Date.parse('2026-11-23T17:00:00Z'))
    expect(day).toMatchObject({ date: '2026-11-23', hour: 10 })
  })
  it('has 23 or 25 hours when the clocks change', () => {
    const spring = officeDay(
      { ...hours, timeZone: 'America/Denver' },
      Date.parse('2026-03-08T18:00:00Z'),
    )
    expect(iso(spring.opens)).toBe('2026-03-08T14:00:00.000Z')
    expect(iso(spring.ends)).toBe('2026-03-09T06:00:00.000Z')
    const autumn = officeDay(
      { ...hours, timeZone: 'America/Denver' },
      Date.parse('2026-11-01T07:30:00Z'),
    )
    expect(iso(autumn.opens)).toBe('2026-11-01T15:00:00.000Z')
    expect(autumn.ends - Date.parse('2026-11-01T06:00:00Z')).toBe(25 * 3_600_000)
  })
  it('knows a day off', () => {
    const sunday = officeDay({ ...hours, timeZone: 'UTC' }, Date.parse('2026-11-22T10:00:00Z'))
    expect(sunday.works).toBe(false)
  })
  it('is off on holidays, federal and the office’s own', () => {
    const at = Date.parse('2026-11-26T16:00:00Z')
    const office = { ...hours, timeZone: 'UTC' }
    expect(officeDay(office, at)).toMatchObject({ works: false, hours: { closes: '17:00' } })
    expect(officeDay({ ...office, federalHolidays: false }, at).works).toBe(true)
    const audit = [{ day: '2026-11-26', name: 'Audit', hours: null }]
    expect(officeDay({ ...office, federalHolidays: false, holidays: audit }, at).works).toBe(false)
  })
  it('closes early on a half day', () => {
    const half = [
      { day: '2026-12-24', name: 'Half day', hours: { opens: '09:00', closes: '12:30' } },
    ]
    const day = officeDay(
      { ...hours, timeZone: 'America/Denver', holidays: half },
      Date.parse('2026-12-24T18:00:00Z'),
    )
    expect(day.hours).toEqual({ opens: '09:00', closes: '12:30' })
    expect([iso(day.opens), iso(day.closes)]).toEqual([
      '2026-12-24T16:00:00.000Z',
      '2026-12-24T19:30:00.000Z',
    ])
  })
})
