/** What commands under way will make of the timetable, day by day. */
import type { RawInput } from '../../server/contract/commands.js'
import type { PatternRow, WorkDay } from '../../server/contract/desk-rows.js'
import type { PersonRow } from '../../server/contract/rows.js'
import { shiftId, usualDay, type Timetable } from '../../server/domain/timetable.js'
import type { Pending } from '../wire/dispatch.js'
import { daysOfWeek, type Wanted } from './timetable-week.js'

type Shown = { table: Timetable; people: readonly PersonRow[]; days: readonly string[] }

/** By `<person>/<day>`; `work` absent where only the server can tell. */
export function wantedDays(pending: Iterable<Pending>, shown: Shown): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const { name, input } of pending) {
    switch (name) {
      case 'shift.save': {
        const { person, day, work } = input as RawInput<'shift.save'>
        wanted.set(shiftId(person, day), { work: work as WorkDay | null })
        break
      }
      case 'shift.clear': {
        const { person, day: from, to = from } = input as RawInput<'shift.clear'>
        const cleared = shown.days.filter((day) => from <= day && day <= to)
        for (const day of cleared)
          wanted.set(shiftId(person, day), { work: usualDay(shown.table, person, day).work })
        break
      }
      case 'pattern.save':
        repeat(wanted, input as RawInput<'pattern.save'>, shown)
        break
      case 'pattern.clear':
        wholeRow(wanted, (input as RawInput<'pattern.clear'>).person, shown.days)
        break
      case 'shift.copyWeek':
        copied(wanted, input as RawInput<'shift.copyWeek'>, shown.people)
        break
      default:
    }
  }
  return wanted
}

function repeat(
  wanted: Map<string, Wanted>,
  { person, from, weeks, clear = [] }: RawInput<'pattern.save'>,
  { table, days }: Shown,
) {
  const row = { id: person, person, team: null, from, weeks } as PatternRow
  const after: Timetable = { ...table, pattern: () => row }
  for (const day of days) {
    const drawn = table.shift(shiftId(person, day)) && !clear.includes(day)
    if (day < from || drawn) continue
    wanted.set(shiftId(person, day), { work: usualDay(after, person, day).work })
  }
}

function wholeRow(wanted: Map<string, Wanted>, person: string, days: readonly string[]) {
  for (const day of days) wanted.set(shiftId(person, day), {})
}

function copied(
  wanted: Map<string, Wanted>,
  { team, to, people }: RawInput<'shift.copyWeek'>,
  all: readonly PersonRow[],
) {
  for (const person of all) {
    if (people ? people.includes(person.id) : person.team === team)
      wholeRow(wanted, person.id, daysOfWeek(to))
  }
}
