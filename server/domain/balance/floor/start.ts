import type { Candidates } from '../candidates.js'
import type { Lists } from './lists.js'
import type { Relief } from './relief.js'

/**
 * First plans: tasks in several orders, each to the person and place where it costs least by lateness,
 * then by time past the target and by the prices of time. After each, the best so far is in `relief.at`.
 */
export function* starts(relief: Relief, candidates: Candidates): Generator<void> {
  const { at } = relief
  const empty = [
    ...Array.from({ length: at.people }, () => new Int32Array(0)),
    Int32Array.from({ length: at.at.tasks }, (_, j) => j),
  ]
  let best: { lists: Int32Array[]; late: number; over: number } | null = null
  for (const order of ordersOf(at)) {
    at.become(empty)
    for (const j of order) placeBest(relief, candidates, j)
    const late = at.lateness
    const over = relief.over
    if (!best || late < best.late || (late === best.late && over < best.over))
      best = { lists: at.copy(), late, over }
    else at.become(best.lists)
    yield
  }
}

/** Most urgent weight first, earliest due first, and what is lost by each minute's wait per minute of work. */
function* ordersOf({ at, people }: Lists): Generator<number[]> {
  const all = Array.from({ length: at.tasks }, (_, j) => j)
  const due = (j: number) => at.due[j] as number
  const weight = (j: number) => at.weight[j] as number
  const shortest = new Int32Array(at.tasks)
  let sum = 0
  let able = 0
  for (let j = 0; j < at.tasks; j++) {
    let least = Infinity
    for (let i = 0; i < people; i++) {
      const takes = at.minutes[j * people + i] as number
      if (takes > 0 && takes < least) least = takes
    }
    if (least === Infinity) continue
    shortest[j] = least
    sum += least
    able++
  }
  // What nobody can do is last in any order: it is left.
  const takes = (j: number) => (shortest[j] as number) || Infinity
  const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
  const longest = (a: number, b: number) => compare(takes(b), takes(a))
  const earliest = (a: number, b: number) => compare(due(a), due(b))
  yield all.toSorted((a, b) => compare(weight(b), weight(a)) || earliest(a, b) || longest(a, b))
  // Apparent tardiness cost (Vepsalainen and Morton 1987), its look-ahead three times the mean task.
  const ahead = 3 * Math.max(1, sum / Math.max(1, able))
  const rule = Float64Array.from(all, (j) =>
    shortest[j] === 0
      ? 0
      : (weight(j) / takes(j)) * Math.exp(-Math.max(0, due(j) - takes(j)) / ahead),
  )
  yield all.toSorted(
    (a, b) => compare(rule[b] as number, rule[a] as number) || earliest(a, b) || longest(a, b),
  )
  yield all.toSorted((a, b) => earliest(a, b) || longest(a, b))
  yield all.toSorted(longest)
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
