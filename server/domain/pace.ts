/** How much was waiting at the hours of a day, told from what is waiting now and what has happened since. */

type Amount = { tasks: number; standardMinutes: number }
/** `at` null: how the task was before. Those of one task follow each other in order. */
export type StatusEvent = { no: number; at: string | null; status: string; standardMinutes: number }

const inBacklog = (status: string | undefined) => status === 'queued' || status === 'waiting'

/**
 * The backlog now, less what is in it and has changed since, and with that what was in it then.
 * @param hours when each begins, in order
 * @param now what is queued and waiting
 * @returns null for hours that have not begun
 */
export function backlogAt(
  hours: readonly string[],
  at: string,
  now: Amount,
  events: readonly StatusEvent[],
): (Amount | null)[] {
  const lives = new Map<number, StatusEvent[]>()
  for (const event of events) {
    const life = lives.get(event.no)
    if (life) life.push(event)
    else lives.set(event.no, [event])
  }
  return hours.map((hour) => {
    if (hour > at) return null
    let { tasks, standardMinutes } = now
    for (const life of lives.values()) {
      const then = life.findLast((event) => event.at === null || event.at < hour)?.status
      const by = Number(inBacklog(then)) - Number(inBacklog(life.at(-1)?.status))
      tasks += by
      standardMinutes += by * (life[0]?.standardMinutes ?? 0)
    }
    return { tasks, standardMinutes: Math.round(standardMinutes * 100) / 100 }
  })
}
