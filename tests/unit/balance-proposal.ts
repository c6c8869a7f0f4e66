/** A proposal as a screen gets it. */
import type { OfferedMove, ShownProposal } from '../../server/contract/balance-commands.js'

export const move = (
  task: number,
  from: string | null,
  to: string | null,
  place = 1,
): OfferedMove => ({
  task,
  from,
  to,
  place,
  why: 'reason',
})
export const proposal = (
  moves: OfferedMove[],
  more: Partial<ShownProposal> = {},
): ShownProposal => ({
  proposal: 'p',
  version: 1,
  seq: 7,
  at: '2026-11-23T10:42:00.000Z',
  done: true,
  took: 180,
  nothing: null,
  hash: 'h',
  basis: { rules: 'r', people: [{ person: 'ana', hash: 'a' }] },
  moves,
  order: [],
  heldBack: 0,
  people: [
    { person: 'ana', before: 100, after: 60, left: 80 },
    { person: 'tom', before: 0, after: 40, left: 80 },
  ],
  before: { late: 8, weighted: 90, finish: 423 },
  after: { late: 4, weighted: 42, finish: 323 },
  words: {
    lateness: '42 weighted minutes late',
    finish: 'best found',
    binds: 'nothing binds',
    rest: '1 move',
  },
  certificate: null,
  ...more,
})
