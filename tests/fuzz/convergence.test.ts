/**
 * Random people at work on one office: commands of every kind, on nodes that come and go, before
 * screens whose line loses, delays and doubles. `FUZZ_SEEDS` sets how many seeds are run, `FUZZ_SEED`
 * picks one; a seed that failed once stays in `known`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../db/connect.js'
import { openPglite } from '../support/pglite.js'
import { OfficeFuzz } from './office-fuzz.js'

const known: number[] = []
const count = Number(process.env.FUZZ_SEEDS ?? 9)
const chosen = process.env.FUZZ_SEED
const seeds = chosen
  ? [Number(chosen)]
  : [...new Set([...known, ...Array.from({ length: count }, (_, n) => n + 1)])]

let db: Connection
beforeAll(async () => {
  db = await openPglite()
})
afterAll(() => db.close())

describe('an office at random', () => {
  it.each(seeds)('keeps every promise, seed %i', async (seed) => {
    const fuzz = await OfficeFuzz.open(db, seed)
    try {
      for (let step = 0; step < 50; step++) await fuzz.step()
      await fuzz.settle()
      fuzz.check()
      expect(fuzz.accepted).toBeGreaterThan(50)
    } finally {
      await fuzz.close()
    }
  })
})
