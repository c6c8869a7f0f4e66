import { describe, expect, it } from 'vitest'
import { asIs, held, keep } from '../../web/parts/hold.js'
import { task } from '../support/small-board.js'

const numbers = ({ rows }: ReturnType<typeof held>) =>
  rows.map((row) => (row.gone ? -row.task.no : row.task.no))

describe('a list that is held', () => {
  const kept = [1, 2, 3].map((no) => task(no))

  it('shows what there is while nobody points at it', () => {
    expect(numbers(asIs(kept))).toEqual([1, 2, 3])
  })

  it('keeps the places of what left, and of what moved', () => {
    expect(numbers(held(kept, [task(3), task(1)]))).toEqual([1, -2, 3])
  })

  it('shows what has changed in its place', () => {
    const [first] = held(kept, [task(1, { title: 'Corrected' }), task(2), task(3)]).rows
    expect(first?.task.title).toBe('Corrected')
  })

  it('lets what is new wait, and counts it', () => {
    const list = held(kept, [task(9), task(1), task(8), task(2), task(3)])
    expect(numbers(list)).toEqual([1, 2, 3])
    expect(list.fresh).toBe(2)
  })

  it('shows at once what was loaded below its end', () => {
    const list = held(kept, [task(1), task(2), task(3), task(4)])
    expect(numbers(list)).toEqual([1, 2, 3, 4])
    expect(list.fresh).toBe(0)
  })

  it('keeps the places of what it has shown below its end', () => {
    const shown = keep(kept, held(kept, [task(1), task(2), task(3), task(5)]))
    const list = held(shown, [task(1), task(2), task(3), task(4), task(5)])
    expect(numbers(list)).toEqual([1, 2, 3, 5])
    expect(list.fresh).toBe(1)
    const gone = held(shown, [task(9), task(5)])
    expect(numbers(gone)).toEqual([-1, -2, -3, 5])
    expect(gone.fresh).toBe(1)
    expect(keep(shown, gone)).toBe(shown)
  })
})
