/**
 * Local search over who does what: moves, swaps and chains on the overload past a target that is one
 * unit under the best plan, with kicks where it is stuck.
 */
import { narrow, type Candidates } from './candidates.js'
import type { Instance, Stopwatch } from './instance.js'
import { Relief } from './relief.js'
import { Standing, type Chance } from './standing.js'

/** How much worse, in weighted units past the target, a kick may leave the plan and still be kept now and then. */
const TEMPERATURE = 0.3

type Limits = { watch: Stopwatch; bound: number; chance: Chance }

/**
 * Improves a plan in place until the time is over or it reaches the bound.
 * @param holder who does each task; afterwards the best plan found
 * @param slackAt the most that a pair's reduced cost may be in a plan better than one that finishes then
 * @returns the latest finish of the best plan
 */
export function improve(
  instance: Instance,
  weights: Float64Array,
  holder: Int32Array,
  { watch, bound, chance }: Limits,
  candidates: Candidates,
  slackAt: (finish: number) => number,
): number {
  const search = new Relief(new Standing(instance, holder), weights)
  let best = search.at.finish
  const keep = holder.slice()
  // From far off, everybody past the bound is relieved at once; then the best plan is beaten by one.
  narrow(candidates, slackAt(best))
  search.aim(bound, candidates)
  search.descend(watch)
  search.at.accept()
  if (search.at.finish < best) {
    best = search.at.finish
    keep.set(search.at.holder)
  } else search.at.become(keep)
  narrow(candidates, slackAt(best))
  search.aim(best - 1, candidates)
  let level = search.descend(watch)
  let rounds = 0
  for (;;) {
    if (search.at.finish < best) {
      best = search.at.finish
      keep.set(search.at.holder)
      if (best <= bound) break
      narrow(candidates, slackAt(best))
      search.aim(best - 1, candidates)
      search.at.accept()
      level = search.descend(watch)
      continue
    }
    if ((rounds++ & 7) === 0 && watch.now() >= watch.deadline) break
    search.at.accept()
    search.at.kick(2 + Math.floor(chance() * 5), candidates, chance)
    const after = search.descend(watch)
    // A little worse is let through now and then, or it would sit in one valley.
    if (search.at.finish < best || after <= level + 1e-9 || chance() < Math.exp((level - after) / TEMPERATURE)) level = after
    else search.at.undo()
  }
  holder.set(keep)
  return best
}
