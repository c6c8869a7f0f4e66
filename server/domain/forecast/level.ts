/** The level of the office: what an average day brings now, weekdays set aside. */
import type { KnownDay } from './history.js'
import type { WeekdayIndex } from './weekday.js'

/** A series that never had any may still get one. */
const LEAST = 0.05
/** How fast the first days are learnt: between a plain mean (1) and forgetting much (0.5). */
const EARLY = 0.7

/** ℓ + α(min(T/s, 2.5ℓ + 5) − ℓ): simple exponential smoothing that a single flood cannot carry away. */
export const nextLevel = (level: number, adjusted: number, alpha: number) =>
  level + alpha * (Math.min(adjusted, 2.5 * level + 5) - level)

/**
 * @param days oldest first
 * @returns the level before each day and, last, the level now: one more than there are days
 */
export function levelsOf(days: readonly KnownDay[], index: WeekdayIndex, alpha: number): number[] {
  const adjusted = days.map((day) => day.total / index(day, day))
  let level = adjusted[0] ?? 0
  const levels = [level]
  adjusted.forEach((value, n) => {
    level = nextLevel(level, value, Math.max(alpha, (n + 1) ** -EARLY))
    levels.push(level)
  })
  return levels.map((value) => Math.max(LEAST, value))
}
