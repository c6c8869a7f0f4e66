import type { Candidates } from '../candidates.js'
import type { Stopwatch } from '../instance.js'
import type { Lists } from './lists.js'
import type { Relief } from './relief.js'

/**
 * A first plan: tasks in several orders, each to the person and place where it costs least by lateness,
 * then by time past the target and by the prices of time. The best of the plans stays in `relief.at`.
 */
export function begin(relief: Relief, candidates: Candidates, watch: Stopwatch): void {
  const { at } = relief
  const empty = [
    ...Array.from({ length: at.people }, () => new Int32Array(0)),
    Int32Array.from({ length: at.at.tasks }, (_, j) => j),
  ]
  let best: { lists: Int32Array[]; late: number; over: number } | null = null
  for (const order of ordersOf(at)) {
    if (best && watch.now() >= watch.deadline) break
    at.become(empty)
    for (const j of order) placeBest(relief, candidates, j)
    const late = at.lateness
    const over = relief.over
    if (!best || late < best.late || (late === best.late && over < best.over))
      best = { lists: at.copy(), late, over }
  }
  if (best) at.become(best.lists)
}

/** Most urgent weight first, earliest due first, and what is lost by each minute's wait per minute of work. */
function ordersOf({ at, people }: Lists): number[][] {
  const all = Array.from({ length: at.tasks }, (_, j) => j)
  const due = (j: number) => at.due[j] as number
  const weight = (j: number) => at.weight[j] as number
  const shortest = all.map((j) => {
    let least = Infinity
    for (let i = 0; i < people; i++) {
      const takes = at.minutes[j * people + i] as number
      if (takes > 0 && takes < least) least = takes
    }
    return least
  })
  const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
  const takes = (j: number) => shortest[j] as number
  // Apparent tardiness cost (Vepsalainen and Morton 1987), its look-ahead three times the mean task.
  const usual = shortest.filter(Number.isFinite)
  const ahead =
    3 * Math.max(1, usual.reduce((sum, one) => sum + one, 0) / Math.max(1, usual.length))
  const rule = all.map(
    (j) => (weight(j) / takes(j)) * Math.exp(-Math.max(0, due(j) - takes(j)) / ahead),
  )
  return [
    all.toSorted(
      (a, b) =>
        compare(weight(b), weight(a)) || compare(due(a), due(b)) || compare(takes(b), takes(a)),
    ),
    all.toSorted(
      (a, b) =>
        compare(rule[b] as number, rule[a] as number) ||
        compare(due(a), due(b)) ||
        compare(takes(b), takes(a)),
    ),
    all.toSorted((a, b) => compare(due(a), due(b)) || compare(takes(b), takes(a))),
    all.toSorted((a, b) => compare(takes(b), takes(a))),
  ]
}

function placeBest(relief: Relief, candidates: Candidates, j: number): void {
  const { at } = relief
  const { people: m } = at
  const { minutes, leave } = at.at
  let who = m
  let late = leave[j] as number
  let price = Infinity
  let over = 0
  const consider = (i: number, reduced: number) => {
    const takes = minutes[j * m + i] as number
    const more = at.bestPlace(j, i, -1)
    if (more > late) return
    const load = at.loads[i] as number
    const past = relief.overOf(i, load + takes) - relief.overOf(i, load)
    const cost = past + reduced
    if (more === late && cost >= price) return
    who = i
    late = more
    price = cost
    over = past
  }
  for (let c = candidates.start[j] as number; c < (candidates.end[j] as number); c++) {
    const i = candidates.people[c] as number
    consider(i, candidates.reduced[j * m + i] as number)
  }
  if (who === m || late > 0 || over > 0) {
    for (let i = 0; i < m; i++)
      if ((minutes[j * m + i] as number) > 0) consider(i, candidates.reduced[j * m + i] as number)
  }
  if (who === m) return
  at.remove(j)
  relief.put(j, who)
}
