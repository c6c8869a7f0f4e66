/** A type's work standard in words: what is in force, what was measured, how it came to be so. */
import type { Output } from '../../server/contract/commands.js'
import type { StandardRow } from '../../server/contract/desk-rows.js'
import type { DueRule } from '../../server/contract/clock-rows.js'
import type { TaskTypeRow } from '../../server/contract/rows.js'
import { amountWords } from '../../server/domain/due-words.js'
import { figure } from '../lib/durations.js'
import { counted } from '../lib/words.js'

export type Proposal = Output<'standard.proposal'>
type Measured = NonNullable<Proposal['measured']>

/** "21.5 min, 8 in 10 between 9.5 and 48 min (120 tasks)" */
export const measuredWords = ({ median, low, high, n }: Measured) =>
  `${figure(median)} min, 8 in 10 between ${figure(low)} and ${figure(high)} min (${counted(n, 'task')})`

export const dailyWords = (count: number | null) =>
  count === null ? 'no daily count' : `${figure(count)} a day`

/** What the measure leaves out; '' for nothing. */
export const leftOutWords = ({ noTiming, days }: Proposal) =>
  noTiming === 0
    ? `Finished in the last ${days} days.`
    : `Finished in the last ${days} days; ${counted(noTiming, 'task')} without timing ${noTiming === 1 ? 'is' : 'are'} left out.`

export type VersionLine = {
  key: string
  /** The team whose own it is; '': of all others. */
  whose: string
  /** What changed of when its work is due; '': nothing. */
  due: string
  when: string
  minutes: string
  daily: string
  who: string
  reason: string
  measured: string
}

/** Newest first. */
export const versionLines = (
  rows: Iterable<StandardRow>,
  type: string,
  told: {
    nameOf(person: string): string
    teamName(team: string): string
    when(at: string): string
  },
): VersionLine[] =>
  [...rows]
    .filter((row) => row.type === type)
    .sort((a, b) => (a.from === b.from ? b.version - a.version : a.from < b.from ? 1 : -1))
    .map((row) => ({
      key: row.id,
      whose: row.forTeam === undefined ? '' : told.teamName(row.forTeam),
      due: dueChange(row),
      when: told.when(row.from),
      minutes:
        row.was === undefined || row.was === row.standardMinutes
          ? `${figure(row.standardMinutes)} min`
          : `${figure(row.was)} → ${figure(row.standardMinutes)} min`,
      daily: row.lifted ? 'as the type has it' : dailyWords(row.dailyCount),
      who: told.nameOf(row.by),
      reason: row.reason,
      measured: row.measured
        ? measuredWords(row.measured)
        : row.withheld
          ? 'not shown, since it rests on few people'
          : '',
    }))

const afterWords = (due: DueRule | null | undefined) =>
  due ? `due after ${amountWords(due)}${due.citation ? ` (${due.citation})` : ''}` : 'no due time'

/** "due after 3 business days, before: 5 business days" */
function dueChange({ due, dueWas, steps }: StandardRow): string {
  const whole =
    dueWas === undefined
      ? []
      : [`${afterWords(due)}, before: ${dueWas ? amountWords(dueWas) : 'no due time'}`]
  const each = (steps ?? []).map(({ name, due: of }) => `${name}: ${afterWords(of)}`)
  return [...whole, ...each].join('; ')
}

export type OwnLine = { team: string; name: string; words: string }

/** What teams have in place of a type's own standard, by name. */
export const ownLines = (
  { teams = {} }: Pick<TaskTypeRow, 'teams'>,
  teamName: (team: string) => string,
): OwnLine[] =>
  Object.entries(teams)
    .map(([team, { standardMinutes, dailyCount, due }]) => ({
      team,
      name: teamName(team),
      words: [
        `${figure(standardMinutes)} min`,
        ...(dailyCount === undefined ? [] : [dailyWords(dailyCount)]),
        ...(due === undefined ? [] : [afterWords(due)]),
      ].join(', '),
    }))
    .sort((a, b) => a.name.localeCompare(b.name))

export type RangeScale = { from: number; to: number; median: number; present: number; max: number }

/** Where the measured range and the standard lie on one line from 0, in percent; `max` in minutes. */
export function rangeScale({ low, median, high }: Measured, present: number): RangeScale {
  const wanted = Math.max(high, present) * 1.1
  const step = wanted <= 30 ? 5 : wanted <= 120 ? 15 : 60
  const max = Math.ceil(wanted / step) * step
  const at = (minutes: number) => (minutes / max) * 100
  return { from: at(low), to: at(high), median: at(median), present: at(present), max }
}
