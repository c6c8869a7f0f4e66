import type { Figures } from '../../server/domain/balance/floor/figures.js'

export type Exact = { lateness: number; finish: number }

/**
 * The best of all plans by lateness, then by finish: for each person the best order of every set of
 * tasks, then the best way to share out every set; 3^tasks steps a person.
 */
export function exactFloor(at: Figures): Exact {
  const sets = 1 << at.tasks
  let lateness = new Float64Array(sets)
  let finish = new Float64Array(sets)
  for (let set = 1; set < sets; set++) {
    const j = 31 - Math.clz32(set)
    lateness[set] = (lateness[set ^ (1 << j)] as number) + (at.leave[j] as number)
  }
  for (let i = 0; i < at.people; i++) {
    const { late, load } = ordersOf(at, i)
    const nextLate = new Float64Array(sets).fill(Infinity)
    const nextFinish = new Float64Array(sets).fill(Infinity)
    for (let set = 0; set < sets; set++) {
      for (let mine = set; mine >= 0; mine = mine === 0 ? -1 : (mine - 1) & set) {
        const sum = (lateness[set ^ mine] as number) + (late[mine] as number)
        if (sum === Infinity || sum > (nextLate[set] as number)) continue
        const own = (at.wall[i] as Int32Array)[load[mine] as number] as number
        const end = Math.max(finish[set ^ mine] as number, own)
        if (sum === nextLate[set] && end >= (nextFinish[set] as number)) continue
        nextLate[set] = sum
        nextFinish[set] = end
      }
    }
    lateness = nextLate
    finish = nextFinish
  }
  return { lateness: lateness[sets - 1] as number, finish: finish[sets - 1] as number }
}

/** Least lateness of every set of tasks with one person; Infinity where it may not be. */
function ordersOf(at: Figures, i: number): { late: Float64Array; load: Int32Array } {
  const sets = 1 << at.tasks
  const late = new Float64Array(sets).fill(Infinity)
  const load = new Int32Array(sets)
  late[0] = 0
  for (let set = 1; set < sets; set++) {
    const top = 31 - Math.clz32(set)
    load[set] = (load[set ^ (1 << top)] as number) + (at.minutes[top * at.people + i] as number)
    const end = load[set] as number
    if (end > (at.capacity[i] as number)) continue
    let least = Infinity
    for (let j = 0; j < at.tasks; j++) {
      if ((set & (1 << j)) === 0 || (at.minutes[j * at.people + i] as number) === 0) continue
      const over = ((at.wall[i] as Int32Array)[end] as number) - (at.due[j] as number)
      const own = over > 0 ? (at.weight[j] as number) * over : 0
      least = Math.min(least, (late[set ^ (1 << j)] as number) + own)
    }
    late[set] = least
  }
  return { late, load }
}
