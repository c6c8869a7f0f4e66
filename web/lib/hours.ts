/** The words and figures of the hour-by-hour board. */
import type { Measure } from '../../server/domain/hour-board.js'
import { figure } from './durations.js'

/** "9:00 to 10:00" */
export const hourName = (hour: number) => `${hour}:00 to ${hour + 1}:00`

export const measureWords: Record<Measure, string> = {
  tasks: 'tasks',
  standardMinutes: 'standard minutes',
}

/** A whole number of tasks or minutes. */
export const amount = (value: number) => figure(Math.round(value))

/** "+3", "−5", "0"; a dash where there is nothing to compare. */
export function signed(value: number | null): string {
  if (value === null) return '–'
  const whole = Math.round(value) || 0
  return whole > 0 ? `+${figure(whole)}` : figure(whole)
}

/** "1 task", "240 standard minutes" */
export const missedWords = (missed: number, measure: Measure) =>
  Math.round(missed) === 1
    ? `1 ${measureWords[measure].replace(/s$/, '')}`
    : `${amount(missed)} ${measureWords[measure]}`
