/** What a usual task of a team takes, and how that is known. */
import type { BacklogRow, ShownTask, TallyRow, TaskTypeRow } from '../../server/contract/rows.js'
import { meanMinutes, type Work } from '../../server/domain/plan.js'

export type TaskMinutes = {
  /** Null: nothing tells. */
  minutes: number | null
  /** Tasks behind it; with none it is the mean of the team's task types. */
  open: number
  finished: number
}

type Board = {
  backlog: Iterable<BacklogRow>
  tasks: Iterable<ShownTask>
  tallies: Iterable<TallyRow>
  types: Iterable<TaskTypeRow>
}

const sum = (work: readonly Work[]) => work.reduce((all, { tasks }) => all + tasks, 0)

/** From all open work and what was finished today; where there is neither, from the types. */
export function taskMinutesOf(
  team: string,
  { backlog, tasks, tallies, types }: Board,
): TaskMinutes {
  const waiting = [...backlog].filter((row) => row.team === team)
  const inHand = [...tasks]
    .filter((task) => task.team === team && !['queued', 'waiting'].includes(task.status))
    .map(({ standardMinutes }): Work => ({ tasks: 1, standardMinutes }))
  const finished = [...tallies].filter((row) => row.team === team && row.person === null)
  const open = [...waiting, ...inHand]
  const minutes = meanMinutes([...open, ...finished])
  if (minutes !== null) return { minutes, open: sum(open), finished: sum(finished) }
  const own = [...types].filter((type) => type.active && (type.team ?? team) === team)
  const usual = own.map(({ standardMinutes }): Work => ({ tasks: 1, standardMinutes }))
  return { minutes: meanMinutes(usual), open: 0, finished: 0 }
}

/** "A task is 14.2 standard minutes: the mean of 212 open and 34 finished today." */
export function basisWords({ minutes, open, finished }: TaskMinutes): string {
  if (minutes === null) return 'Nothing tells what a task takes, so only minutes are proposed.'
  const size = `A task is ${(Math.round(minutes * 10) / 10).toString()} standard minutes`
  if (open + finished === 0) return `${size}: the mean of the team’s task types.`
  return `${size}: the mean of ${open} open and ${finished} finished today.`
}
