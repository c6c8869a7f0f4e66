/**
 * First-pass yield: of the work that was finished, how much passed its check without a return.
 *
 * Counted are first rounds that were checked by chance or as a rule. What somebody asked to be checked is left
 * out: it was chosen because it looked wrong, so it says nothing about the rest. Work that is checked at
 * different shares (everything of a Clerk I, one in ten of a Clerk III) does not stand for the same amount of
 * work. Each check therefore weighs the inverse of its share (Horvitz and Thompson, 1952, JASA 47, 663–685;
 * as a ratio, Hájek 1971), which makes the figure one of all work and not of all checks. Its interval is
 * Wilson's at the effective number of checks, (Σw)²/Σw² (Kish, 1965, Survey Sampling), as Dean and Pagano
 * (2015, Journal of Survey Statistics and Methodology 3, 484–503) found best for shares in weighted samples.
 * Where all shares are equal both are the plain ones.
 *
 * The interval is of how the work goes, not of these tasks alone: it does not vanish where everything is checked.
 */
import type { ReviewRow } from '../../contract/quality-rows.js'
import { wilson, type ShareInterval } from './wilson.js'

/** What a check of finished work came to: one a task, also where two checkers looked at it. */
export type Outcome = Pick<
  ReviewRow,
  'task' | 'type' | 'team' | 'person' | 'level' | 'share' | 'finishedAt' | 'reasons'
> & {
  /** The checks that it comes from. */
  reviews: readonly string[]
  passed: boolean
}

export type Yield = {
  /** Tasks checked, and of these passed without a return; null where it is withheld. */
  checked: number | null
  passed: number | null
  /** 0 to 1, of all such work; null where it is withheld. */
  share: number | null
  /** 95 %; null where it is withheld. */
  interval: ShareInterval | null
  /** True: checks of different shares were weighted. */
  weighted: boolean
  /** So many checks it takes, and it is withheld; null: it is shown. */
  withheld: number | null
}

/** Of how many people at least a figure must be that tells of nobody, for those who may not see a person's. */
export const FEWEST_PEOPLE = 3

export const peopleIn = (all: readonly { person: string }[]) =>
  new Set(all.map(({ person }) => person)).size

/** A share so small stands for no more than this many tasks: one lucky draw must not outweigh all others. */
const LEAST_SHARE = 0.02

/** A first round that was checked by the draw or as a rule, and not because it looked wrong. */
export const byChance = ({ round, cause }: ReviewRow) =>
  round === 1 && (cause === 'drawn' || cause === 'grade' || cause === 'skill')

/**
 * First rounds that count, one a task: it passed if nobody returned it, with all the reasons given.
 * Checks that are still open are left out.
 */
export function outcomesOf(reviews: Iterable<ReviewRow>): Outcome[] {
  const found = new Map<number, Outcome>()
  for (const review of reviews) {
    if (!byChance(review) || review.result === null) continue
    const { task, type, team, person, level, share, finishedAt } = review
    const passed = review.result !== 'return'
    const reasons = passed ? [] : review.reasons
    const twin = found.get(task)
    found.set(task, {
      ...(twin ?? { task, type, team, person, level, share, finishedAt }),
      reviews: [...(twin?.reviews ?? []), review.id],
      passed: passed && (twin?.passed ?? true),
      reasons: [...(twin?.reasons ?? []), ...reasons],
    })
  }
  return [...found.values()]
}

/** What one check stands for. */
export const weightOf = ({ share }: Pick<Outcome, 'share'>) =>
  1 / Math.min(1, Math.max(LEAST_SHARE, share))

/**
 * @param passes whether an outcome counts as passed; by default, whether it was not returned
 * @param least the office's minimum count
 * @param people of how many people's work it must be
 */
export function yieldOf(
  outcomes: readonly Outcome[],
  least: number,
  passes: (outcome: Outcome) => boolean = ({ passed }) => passed,
  people = 0,
): Yield {
  let [all, good, squares, passed] = [0, 0, 0, 0]
  for (const outcome of outcomes) {
    const weight = weightOf(outcome)
    all += weight
    squares += weight * weight
    if (!passes(outcome)) continue
    good += weight
    passed++
  }
  const checked = outcomes.length
  // Counts alone would tell the figure that is withheld.
  if (checked < least || checked === 0 || peopleIn(outcomes) < people)
    return {
      checked: null,
      passed: null,
      share: null,
      interval: null,
      weighted: false,
      withheld: Math.max(1, least),
    }
  const weighted = all * all < squares * checked * (1 - 1e-9)
  const share = Math.min(1, good / all)
  const effective = (all * all) / squares
  const interval = wilson(Math.min(effective, share * effective), effective)
  return { checked, passed, share, interval, weighted, withheld: null }
}

/** By what a yield may be told apart. */
export const yieldKinds = ['type', 'step', 'team', 'person'] as const
export type YieldKind = (typeof yieldKinds)[number]

/** The return named this step; what names none is at fault as a whole. */
export const failedAt = (step: string) => (outcome: Outcome) =>
  !outcome.reasons.some((reason) => reason.step === step)
