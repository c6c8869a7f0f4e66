/** The level of the office: what an average day brings now, weekdays set aside. */
import type { KnownDay, Shape } from './history.js'

/** Days whose mean starts the level. */
const START_DAYS = 5

/** ℓ + α(min(T/s, 2.5ℓ + 5) − ℓ): simple exponential smoothing that a single flood cannot carry away. */
export const nextLevel = (level: number, adjusted: number, alpha: number) =>
  level + alpha * (Math.min(adjusted, 2.5 * level + 5) - level)

/**
 * @param days oldest first
 * @returns the level before each day and, last, the level now: one more than there are days
 */
export function levelsOf(days: readonly KnownDay[], shape: Shape, alpha: number): number[] {
  const adjusted = days.map((day) => day.total / shape.index(day, day))
  const first = adjusted.slice(0, START_DAYS)
  let level = first.length > 0 ? first.reduce((sum, value) => sum + value, 0) / first.length : 0
  const levels = [level]
  for (const value of adjusted) levels.push((level = nextLevel(level, value, alpha)))
  return levels
}
