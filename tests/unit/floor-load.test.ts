import { describe, expect, it } from 'vitest'
import { expectedMinutes, layLoad, workingSpans, type Shift } from '../../server/domain/load.js'

const at = (text: string) => Date.parse(`2026-11-23T${text}:00.000Z`)
const span = (from: string, to: string) => ({ from: at(from), to: at(to) })
const shift: Shift = {
  ...span('08:00', '17:00'),
  breaks: [span('12:30', '13:00'), span('10:00', '10:15')],
}

describe('working spans', () => {
  it('are what is left of the shift, in order, without the breaks', () => {
    expect(workingSpans(shift, at('09:00'))).toEqual([
      span('09:00', '10:00'),
      span('10:15', '12:30'),
      span('13:00', '17:00'),
    ])
  })
  it('begin after a break that is going on', () => {
    expect(workingSpans(shift, at('12:40'))).toEqual([span('13:00', '17:00')])
  })
  it('begin with the shift when it has not begun', () => {
    expect(workingSpans(shift, at('07:00'))[0]).toEqual(span('08:00', '10:00'))
  })
  it('are none once it has ended', () => {
    expect(workingSpans(shift, at('17:00'))).toEqual([])
  })
  it('survive breaks that overlap or run past the end', () => {
    const odd = {
      ...span('08:00', '12:00'),
      breaks: [span('09:00', '10:00'), span('09:30', '09:45'), span('11:30', '12:30')],
    }
    expect(workingSpans(odd, at('08:00'))).toEqual([span('08:00', '09:00'), span('10:00', '11:30')])
  })
})

describe('load', () => {
  it('flows around a break', () => {
    const load = layLoad(
      [
        { no: 1, minutes: 30 },
        { no: 2, minutes: 45 },
      ],
      shift,
      at('09:15'),
    )
    expect(load.blocks[0]).toEqual({
      no: 1,
      inside: [span('09:15', '09:45')],
      over: null,
      begins: at('09:15'),
      ends: at('09:45'),
    })
    expect(load.blocks[1]?.inside).toEqual([span('09:45', '10:00'), span('10:15', '10:45')])
    expect(load.freeAt).toBe(at('10:45'))
    expect(load).toMatchObject({ assigned: 75, left: 420, over: 0, free: 345 })
  })
  it('is free after the break when the work ends where the break begins', () => {
    expect(layLoad([{ no: 1, minutes: 60 }], shift, at('09:00')).freeAt).toBe(at('10:15'))
  })
  it('passes the end of the shift, and says by how much', () => {
    const load = layLoad(
      [
        { no: 1, minutes: 50 },
        { no: 2, minutes: 25 },
        { no: 3, minutes: 10 },
      ],
      shift,
      at('16:00'),
    )
    expect(load.blocks[1]).toMatchObject({
      inside: [span('16:50', '17:00')],
      over: span('17:00', '17:15'),
    })
    expect(load.blocks[2]).toMatchObject({ inside: [], over: span('17:15', '17:25') })
    expect(load).toMatchObject({ assigned: 85, left: 60, over: 25, free: 0, freeAt: at('17:25') })
  })
  it('lies after now when the shift is over', () => {
    const load = layLoad([{ no: 1, minutes: 20 }], shift, at('18:00'))
    expect(load.blocks[0]).toMatchObject({ inside: [], over: span('18:00', '18:20') })
    expect(load).toMatchObject({ left: 0, over: 20, free: 0 })
  })
  it('has nothing left without a shift', () => {
    expect(layLoad([{ no: 1, minutes: 5 }], null, at('10:00'))).toMatchObject({ left: 0, over: 5 })
  })
  it('leaves no sliver past the end of fractions of a minute', () => {
    const thirds = Array.from({ length: 3 }, (_, index) => ({ no: index, minutes: 20 }))
    const load = layLoad(thirds, { ...span('16:00', '17:00'), breaks: [] }, at('16:00'))
    expect(load.blocks.map((block) => block.over)).toEqual([null, null, null])
  })
})

it('expects at least a minute more of a task that has run past its standard', () => {
  expect(expectedMinutes(25, 12)).toBe(13)
  expect(expectedMinutes(25, 40)).toBe(1)
})
