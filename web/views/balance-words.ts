/** A proposal in a lead's words. */
import type { ShownProposal } from '../../server/contract/balance-commands.js'
import type { Output } from '../../server/contract/commands.js'
import type { Times } from '../lib/times.js'
import { counted, naming } from '../lib/words.js'
import type { OfferFigure } from '../parts/OfferFigures.svelte'
import type { PersonLoad } from './balance-rows.js'

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** "worked out 10:42 in 0.2 s" */
export const workedOut = ({ at, took }: Pick<ShownProposal, 'at' | 'took'>, times: Times): string =>
  `worked out ${times.time(at)} in ${(Math.max(100, took) / 1_000).toFixed(1)} s`

export function figuresOf(
  { at, before, after, moves }: Pick<ShownProposal, 'at' | 'before' | 'after' | 'moves'>,
  loads: readonly PersonLoad[],
  times: Times,
): OfferFigure[] {
  const clock = (minutes: number) => times.time(Date.parse(at) + minutes * 60_000)
  const over = (of: 'before' | 'after') => loads.filter((load) => load[of] > load.left).length
  return [
    {
      label: 'Late or at risk',
      before: `${before.late}`,
      after: `${after.late}`,
      unit: after.late === 1 ? 'task' : 'tasks',
    },
    { label: 'Latest finish', before: clock(before.finish), after: clock(after.finish), unit: '' },
    { label: 'Moves', before: null, after: `${moves.length}`, unit: '' },
    {
      label: 'Beyond a day’s end',
      before: `${over('before')}`,
      after: `${over('after')}`,
      unit: over('after') === 1 ? 'person' : 'people',
    },
  ]
}

type Cut = Pick<ShownProposal, 'heldBack' | 'whole' | 'after' | 'beyond' | 'moves'>

/**
 * What is left out of the plan, and what both come to; null: nothing is.
 * @param limit of the team
 */
export function cutWords(
  { heldBack, whole, after, beyond = [], moves }: Cut,
  limit: number | null,
  nameOf: (person: string) => string,
): string | null {
  if (heldBack === 0) return null
  const more = `${counted(heldBack, 'more move')} would come after these, when there is room`
  const over = beyond.map(({ person, tasks }) => `${nameOf(person)} ${tasks}`)
  const why =
    over.length > 0 ? `: they take ${naming(over, 4)} over the team’s limit of ${limit ?? 0}` : ''
  // What is left out may make no difference, as far as lateness goes.
  const both =
    whole && whole.weighted !== after.weighted
      ? ` ${moves.length === 1 ? 'This move' : `These ${counted(moves.length, 'move')}`}: ${weighted(after)} weighted minutes late; the whole plan: ${weighted(whole)}.`
      : ''
  return `${more}${why}.${both}`
}
const weighted = (outcome: { weighted: number }) => outcome.weighted.toLocaleString('en-US')

/** @param record where what was proved of it is kept; null: the server that took it had the proposal no more */
export function takenWords(moves: number, record: string | null): string {
  const what = moves > 0 ? counted(moves, 'task') : 'The order'
  const done = `Balanced: ${what} ${moves > 1 ? 'have' : 'has'} moved.`
  return record === null ? `${done} It stands; what was proved of it was not kept.` : done
}

export type Proof = Output<'balance.record'>

/** What was taken, what was proved of it, and whether that holds, in sentences. */
export function takenLines({ record, holds, why }: Proof, times: Times): string[] {
  const { before, after, moves, words, floorAt } = record
  const moved = moves.filter(({ from, to }) => from !== to).length
  return [
    `${counted(moved, 'move')} of a proposal as of ${times.time(floorAt)}: ${before.weighted} weighted minutes late before, ${after.weighted} with them.`,
    `${capital(words.lateness)}.`,
    `${capital(words.finish)}; ${words.binds}; ${words.rest}.`,
    holds
      ? 'Computed anew just now from the prices and lists that are kept: it holds.'
      : `Computed anew just now from the prices and lists that are kept, it does not hold: ${why ?? 'it proves less'}.`,
  ]
}

/** What is proved, the strongest claim first; null while it is being worked out. */
export function proofOf({
  words,
}: Pick<ShownProposal, 'words'>): { claim: string; rest: string } | null {
  if (!words) return null
  const { lateness, finish, binds, rest } = words
  return { claim: capital(lateness), rest: `${finish}; ${binds}; ${rest}` }
}
