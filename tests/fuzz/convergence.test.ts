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

/** What has changed something, in all seeds together. */
const done = new Map<string, number>()
/** What the model tells a second time, and the desk's commands that take most leading up to. */
const telling = [
  ...['task.assign', 'task.change', 'task.pin', 'balance.apply', 'undo.apply', 'task.extend'],
  ...['task.return', 'team.push', 'leave.answer', 'leave.word', 'plan.publish', 'hour.sign'],
  ...['review.ask', 'review.decide', 'checklist.save', 'skill.set', 'need.record'],
  ...['shift.save', 'day.adjust', 'standard.set', 'team.rules'],
]
let db: Connection
beforeAll(async () => {
  db = await openPglite()
})
afterAll(() => db.close())

async function keepsPromises(seed: number): Promise<void> {
  const fuzz = await OfficeFuzz.open(db, seed)
  try {
    for (let step = 0; step < 50; step++) await fuzz.step()
    await fuzz.settle()
    fuzz.check()
    for (const [name, times] of fuzz.done) done.set(name, (done.get(name) ?? 0) + times)
    expect([...fuzz.done.values()].reduce((sum, times) => sum + times)).toBeGreaterThan(50)
  } finally {
    await fuzz.close()
  }
}

describe('an office at random', () => {
  it.each(seeds)('keeps every promise, seed %i', keepsPromises)

  // What is always refused would prove nothing.
  it.skipIf(seeds.length < 9)(
    'does what it is to prove in some seed',
    { timeout: 300_000 },
    async () => {
      if (process.env.FUZZ_TALLY) console.log(Object.fromEntries([...done].sort()))
      const missing = () => telling.filter((name) => !done.has(name))
      // Which line breaks when is a matter of time, and so is what a seed leads up to; a few more make up for it.
      for (let seed = 101; missing().length > 0 && seed <= 112; seed++) await keepsPromises(seed)
      expect(missing()).toEqual([])
    },
  )
})
