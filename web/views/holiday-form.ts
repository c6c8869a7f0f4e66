/** The days that an office keeps itself: what is typed, what is wrong with it, what is sent. */
import { federalIds, type FederalId } from '../../server/contract/clock-rows.js'
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import type { LocalDay, OfficeRow } from '../../server/contract/rows.js'
import { keepsFederal } from '../../server/domain/calendar.js'
import { federalDaysOf, type NamedDay } from '../../server/domain/holidays.js'
import { asClock } from './office-form.js'

export type HolidayDraft = {
  key: number
  /** `YYYY-MM-DD` */
  day: string
  name: string
  /** False: open, but at other hours. */
  off: boolean
  opens: string
  closes: string
}
export type DaysDraft = {
  federal: boolean
  /** Federal holidays that are worked nevertheless. */
  worked: readonly FederalId[]
  days: HolidayDraft[]
}

let lastKey = 0

export const newHoliday = (office: Pick<OfficeRow, 'opens'>): HolidayDraft => ({
  key: ++lastKey,
  day: '',
  name: '',
  off: true,
  opens: office.opens,
  closes: '12:00',
})

export const daysDraft = (office: OfficeRow): DaysDraft => ({
  federal: keepsFederal(office),
  worked: office.workedHolidays ?? [],
  days: (office.holidays ?? []).map(({ day, name, hours }) => ({
    ...newHoliday(office),
    day,
    name,
    off: hours === null,
    ...(hours ?? {}),
  })),
})

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

export function dayProblems({ days }: DaysDraft): Problem[] {
  return days.flatMap((one, at) => {
    const problems: Problem[] = []
    const add = (key: string, message: string) =>
      problems.push({ path: `holidays.${at}.${key}`, message })
    if (!/^\d{4}-\d{2}-\d{2}$/.test(one.day)) add('day', 'Choose a date.')
    else if (days.findIndex(({ day }) => day === one.day) < at)
      add('day', 'This date is there already.')
    if (one.name.trim() === '') add('name', 'Name the day, such as Cesar Chavez Day.')
    const [opens, closes] = [asClock(one.opens), asClock(one.closes)]
    if (!one.off && !(clock.test(opens) && clock.test(closes) && opens < closes))
      add('hours', 'Give two times, the later one last, like 08:00 and 12:00.')
    return problems
  })
}

const kept = (draft: DaysDraft): LocalDay[] =>
  draft.days
    .map(({ day, name, off, opens, closes }) => ({
      day,
      name: name.trim(),
      hours: off ? null : { opens: asClock(opens), closes: asClock(closes) },
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))

/** In the order of the year. */
const inYear = (ids: readonly FederalId[]) => federalIds.filter((id) => ids.includes(id))
const sameIds = (one: readonly FederalId[], other: readonly FederalId[]) =>
  inYear(one).join() === inYear(other).join()

/** The holidays that are worked with one of them made a day off or a day of work. */
export const worksOn = (worked: readonly FederalId[], id: FederalId, works: boolean): FederalId[] =>
  inYear(works ? [...worked, id] : worked.filter((one) => one !== id))

/**
 * Only what differs; empty when nothing does.
 * @param week the days that the office is to work: a week without a free day is no reason to drop the holidays
 */
export function dayChanges(
  office: OfficeRow,
  draft: DaysDraft,
  week: readonly number[] = office.days,
): Pick<RawInput<'office.save'>, 'federalHolidays' | 'workedHolidays' | 'holidays'> {
  const before = daysDraft(office)
  return {
    ...(keepsFederal({ ...office, days: [...week] }) === draft.federal
      ? {}
      : { federalHolidays: draft.federal }),
    ...(sameIds(before.worked, draft.worked) ? {} : { workedHolidays: inYear(draft.worked) }),
    ...(JSON.stringify(kept(before)) === JSON.stringify(kept(draft))
      ? {}
      : { holidays: kept(draft) }),
  }
}

/** The federal holidays from today on, for a year. */
export function federalAhead(today: string): NamedDay[] {
  const year = Number(today.slice(0, 4))
  const end = `${year + 1}${today.slice(4)}`
  return [year, year + 1, year + 2]
    .flatMap(federalDaysOf)
    .filter(({ day }) => day >= today && day < end)
}
