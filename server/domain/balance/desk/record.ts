/** What is kept of moves that were taken, and whether it proves what it says. */
import type { BalanceRecord } from '../../../contract/balance-commands.js'
import type { Floor } from '../floor/floor.js'
import { verify, type Verdict } from '../floor/verify.js'
import type { Outcome } from './as-it-goes.js'
import { outcomeOfLists } from './part.js'

export type Rechecked = {
  /** Of the bound, from its prices. */
  verdict: Verdict
  /** What the lists come to, computed anew. */
  after: Outcome
  /** The bound holds, and the lists come to what was said. */
  holds: boolean
}

type Kept = Pick<BalanceRecord, 'certificate' | 'lists' | 'open' | 'after'> & { floor: Floor }

export function recheck({ floor, certificate, lists, open, after: said }: Kept): Rechecked {
  const verdict = verify(floor, certificate)
  const after = outcomeOfLists(floor, { lists, open })
  const same =
    after.late === said.late && after.weighted === said.weighted && after.finish === said.finish
  return { verdict, after, holds: verdict.holds && same && after.weighted >= verdict.lateness }
}
