/** What leave leaves of a team hour by hour: people and, for each type, who can take it, against what is needed. */
import { shortDay } from '../../server/domain/day-words.js'
import type { HourLeft } from '../../server/domain/leave-coverage.js'

export type LeftCell = {
  /** "2", "nobody" */
  left: string
  /** "1 short", "none needed", "1 needed"; null: what it asks for is not known. */
  words: string | null
  tone: 'plain' | 'risk' | 'late'
}

export type LeftRow = {
  key: string
  /** "8–12" */
  hours: string
  cells: LeftCell[]
}

export type LeaveHours = {
  /** After the first, which is about all work. */
  types: { id: string; name: string; short: boolean }[]
  days: { day: string; name: string; rows: LeftRow[] }[]
  /** Hours in which something is short. */
  short: number
}

const cellOf = (left: number, need: number | null): LeftCell => {
  const lacks = need === null ? 0 : need - left
  const count = left === 0 ? 'nobody' : String(left)
  if (lacks > 0)
    return { left: count, words: `${lacks} short of ${need}`, tone: left === 0 ? 'late' : 'risk' }
  if (need === null) return { left: count, words: null, tone: left === 0 ? 'risk' : 'plain' }
  return { left: count, words: need === 0 ? 'none needed' : `${need} needed`, tone: 'plain' }
}

const lacking = (cells: readonly LeftCell[]) => cells.some(({ tone }) => tone !== 'plain')
const said = (cells: readonly LeftCell[]) =>
  cells.map(({ left, words }) => `${left} ${words}`).join('/')

/** Hours in a row with the same figures are one row; types that are short somewhere stand first. */
export function leaveHours(
  hours: readonly HourLeft[],
  typeName: (type: string) => string,
): LeaveHours {
  const ids = [...new Set(hours.flatMap(({ types }) => [...types.keys()]))]
  const cellsOf = ({ here, need, types }: HourLeft, of: readonly string[]): LeftCell[] => [
    cellOf(here, need?.all ?? null),
    ...of.map((type) => cellOf(types.get(type) ?? 0, need?.types.get(type) ?? null)),
  ]
  const gaps = new Map(
    ids.map((type) => [
      type,
      hours.filter((hour) => lacking(cellsOf(hour, [type]).slice(1))).length,
    ]),
  )
  const types = ids
    .map((id) => ({ id, name: typeName(id), short: (gaps.get(id) ?? 0) > 0 }))
    .sort((a, b) => (gaps.get(b.id) ?? 0) - (gaps.get(a.id) ?? 0) || a.name.localeCompare(b.name))
  const order = types.map(({ id }) => id)
  const days: LeaveHours['days'] = []
  let run: { to: number; said: string; from: number; row: LeftRow } | null = null
  for (const hour of hours) {
    const cells = cellsOf(hour, order)
    const words = said(cells)
    const today = days.at(-1)?.day === hour.day ? days.at(-1) : undefined
    if (today && run?.to === hour.hour && run.said === words) {
      run.to = hour.hour + 1
      run.row.hours = `${run.from}–${run.to}`
      continue
    }
    const row: LeftRow = {
      key: `${hour.day}/${hour.hour}`,
      hours: `${hour.hour}–${hour.hour + 1}`,
      cells,
    }
    run = { from: hour.hour, to: hour.hour + 1, said: words, row }
    if (today) today.rows.push(row)
    else days.push({ day: hour.day, name: shortDay(hour.day), rows: [row] })
  }
  return { types, days, short: hours.filter((hour) => lacking(cellsOf(hour, order))).length }
}
