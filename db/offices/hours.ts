/** Who works when in a ready-made office: lunches and breaks that leave nobody's counter empty. */
import type { ClockSpan, WorkDay } from '../../server/contract/desk-rows.js'
import type { TemplatePerson } from './template.js'

type Hours = { opens: string; closes: string }

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const span = (from: number, length: number): ClockSpan => ({
  from: clock(from),
  to: clock(from + length),
})

/** Lunches go in four turns, the short breaks in six, each a quarter of an hour after the other. */
const lunchOf = (turn: number) => span(minutes('11:30') + (turn % 4) * 30, 30)
const shortBreaksOf = (turn: number) =>
  ['09:30', '14:30'].map((first) => span(minutes(first) + (turn % 6) * 15, 15))

/** A shift of four hours or less has no lunch, and no break lies at its edge. */
function dayOf(from: string, to: string, turn: number): WorkDay {
  const whole = minutes(to) - minutes(from) > 5 * 60
  const breaks = [...shortBreaksOf(turn), ...(whole ? [lunchOf(turn)] : [])]
    .filter((one) => from < one.from && one.to < to)
    .sort((a, b) => a.from.localeCompare(b.from))
  return { from, to, breaks, blocks: [], location: null }
}

const withBlock = (day: WorkDay, block: WorkDay['blocks'][number]): WorkDay => ({
  ...day,
  breaks: day.breaks.filter((one) => one.to <= block.from || block.to <= one.from),
  blocks: [block],
})

const sideBySide = { from: '09:00', to: '10:15', kind: 'training', text: 'Side by side' } as const
const leadsMeet = {
  from: '15:00',
  to: '16:00',
  kind: 'meeting',
  text: 'Leads and supervisor',
} as const

function weeksOf(
  { username }: TemplatePerson,
  turn: number,
  { opens, closes }: Hours,
  partTimer: string,
) {
  const days = (day: WorkDay): (WorkDay | null)[] => [day, day, day, day, day, null, null]
  const whole = dayOf(opens, closes, turn)
  if (username === partTimer) return [days(dayOf(opens, '13:00', turn))]
  // Every second Friday off.
  if (username === 'clerk2') return [days(whole), [whole, whole, whole, whole, null, null, null]]
  if (username === 'clerk6') return [days(dayOf('09:00', closes, turn))]
  if (username === 'clerk4') {
    const trained = withBlock(whole, sideBySide)
    return [[trained, whole, trained, whole, whole, null, null]]
  }
  if (username === 'lead') {
    return [[whole, whole, whole, withBlock(whole, leadsMeet), whole, null, null]]
  }
  return [days(whole)]
}

/**
 * The people of an office with the weeks that their work repeats: part-time, late, every second
 * Friday off, a training hour; the breaks of each team go in turns.
 */
export function staffed(
  hours: Hours,
  partTimer: string,
  people: readonly TemplatePerson[],
): TemplatePerson[] {
  const turns = new Map<string, number>()
  return people.map((person) => {
    if (person.team === null) return person
    const turn = turns.get(person.team) ?? 0
    turns.set(person.team, turn + 1)
    return { ...person, pattern: weeksOf(person, turn, hours, partTimer) }
  })
}
