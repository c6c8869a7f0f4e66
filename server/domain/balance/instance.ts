/**
 * Unrelated parallel machines (R‖Cmax): every task to one person, so that the last one to finish
 * finishes as early as possible. Times are whole numbers of any unit; what takes minutes with a
 * fraction is scaled by the caller.
 */

export type Instance = {
  tasks: number
  people: number
  /** A row per task: what it takes each person; `Infinity` where the person may not do it. */
  times: Float64Array
}

/** Seconds or milliseconds do not matter, only that it goes on; given, so that a test can stop it. */
export type Stopwatch = { now(): number; deadline: number }

/** @throws RangeError naming the first task that nobody may do, or a time that is not a whole number of at least 0 */
export function checkInstance({ tasks, people, times }: Instance): void {
  if (people < 1) throw new RangeError('there is nobody to do the work')
  if (times.length !== tasks * people) throw new RangeError(`${tasks} × ${people} times are needed, there are ${times.length}`)
  for (let j = 0; j < tasks; j++) {
    let anyone = false
    for (let i = 0; i < people; i++) {
      const time = times[j * people + i] as number
      if (time === Infinity) continue
      if (!(time >= 0) || !Number.isInteger(time)) throw new RangeError(`task ${j} takes person ${i} ${time}: a whole number is needed`)
      anyone = true
    }
    if (!anyone) throw new RangeError(`nobody may do task ${j}`)
  }
}

/** Minutes by person when each task is done by `holder[task]`. */
export function loadsOf({ tasks, people, times }: Instance, holder: ArrayLike<number>): Float64Array {
  const loads = new Float64Array(people)
  for (let j = 0; j < tasks; j++) {
    const i = holder[j] as number
    loads[i] = (loads[i] as number) + (times[j * people + i] as number)
  }
  return loads
}

export const makespanOf = (instance: Instance, holder: ArrayLike<number>): number => Math.max(0, ...loadsOf(instance, holder))
