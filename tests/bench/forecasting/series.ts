/** From rows to counts of each opening hour of each working day. */
import { dayNumber, type PastDay } from '../../../server/domain/forecast/history.js'
import type { Holidays } from '../../../server/domain/holidays.js'
import type { Row, Stamp } from './stamps.js'

export type Hours = { opens: number; closes: number }
export type Series = { group: string | null; target: 'opened' | 'finished'; days: PastDay[] }

const MILLISECONDS_A_DAY = 86_400_000
const dayText = (number: number) => new Date(number * MILLISECONDS_A_DAY).toISOString().slice(0, 10)

/** Monday to Friday from the first to the last opened date, calendar holidays left out. */
export function workingDays(rows: readonly Row[], holidays: Holidays): string[] {
  let first = Infinity
  let last = -Infinity
  for (const { opened } of rows) {
    if (!opened) continue
    const number = dayNumber(opened.day)
    first = Math.min(first, number)
    last = Math.max(last, number)
  }
  const days: string[] = []
  for (let number = first; number <= last; number++)
    if ((number + 3) % 7 < 5 && !holidays.has(dayText(number))) days.push(dayText(number))
  return days
}

/** The ten groups with most rows; a row without a group belongs to none. */
export function topGroups(rows: readonly Row[]): string[] {
  const sizes = new Map<string, number>()
  for (const { group, opened } of rows)
    if (group && opened) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return [...sizes]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 10)
    .map(([group]) => group)
}

function count(
  days: readonly string[],
  stamps: Iterable<Stamp | null>,
  { opens, closes }: Hours,
): PastDay[] {
  const byDay = new Map(days.map((day) => [day, new Array<number>(closes - opens).fill(0)]))
  for (const stamp of stamps) {
    const counts = stamp ? byDay.get(stamp.day) : undefined
    if (stamp && counts && stamp.hour >= opens && stamp.hour < closes)
      counts[stamp.hour - opens] = (counts[stamp.hour - opens] ?? 0) + 1
  }
  return [...byDay].map(([day, counts]) => ({ day, counts }))
}

/** The whole office and the ten greatest groups, opened and, where the file has it, finished. */
export function seriesOf(
  rows: readonly Row[],
  hours: Hours,
  holidays: Holidays,
  with_: { closed: boolean; group: boolean },
): Series[] {
  const days = workingDays(rows, holidays)
  const targets = with_.closed ? (['opened', 'finished'] as const) : (['opened'] as const)
  const groups = [null, ...(with_.group ? topGroups(rows) : [])]
  return targets.flatMap((target) =>
    groups.map((group) => {
      const own = group === null ? rows : rows.filter((row) => row.group === group)
      return {
        group,
        target,
        days: count(
          days,
          own.map((row) => (target === 'opened' ? row.opened : row.closed)),
          hours,
        ),
      }
    }),
  )
}
