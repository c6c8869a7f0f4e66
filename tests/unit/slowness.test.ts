import { expect, it } from 'vitest'
import { MOST_WAITING, READING_MS, Slowness } from '../../server/doors/slowness.js'

const BOARD = 5 * MOST_WAITING

it('lets a MiB wait, and no more', () => {
  const slowness = new Slowness()
  expect(slowness.isTooMuch(MOST_WAITING, 0)).toBe(false)
  expect(slowness.isTooMuch(MOST_WAITING + 1, 0)).toBe(true)
})

it('lets a whole board wait beside that, for as long as reading it may take', () => {
  const slowness = new Slowness()
  slowness.grant(BOARD, 1_000)
  expect(slowness.isTooMuch(BOARD + MOST_WAITING, 1_000 + READING_MS)).toBe(false)
  expect(slowness.isTooMuch(BOARD + MOST_WAITING + 1, 1_001)).toBe(true)
  expect(slowness.isTooMuch(MOST_WAITING + 1, 1_001 + READING_MS)).toBe(true)
})

it('counts anew from a second board', () => {
  const slowness = new Slowness()
  slowness.grant(BOARD, 0)
  slowness.grant(2 * BOARD, READING_MS)
  expect(slowness.isTooMuch(2 * BOARD, READING_MS + 1)).toBe(false)
})
