/** Small sums of probabilities over grids, on the log scale. */

/** `count` numbers from `from` to `to`, evenly apart. */
export const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1))

/** Turns log weights into weights that sum to 1. */
export function normalised(logs: readonly number[]): number[] {
  const most = logs.reduce((one, other) => Math.max(one, other), -Infinity)
  const weights = logs.map((log) => Math.exp(log - most))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/**
 * The point of a grid below which a share of the weight lies; between points in proportion, each point
 * standing for the cell around it.
 * @param weights sum to 1
 */
export function quantileOf(
  points: readonly number[],
  weights: readonly number[],
  share: number,
): number {
  const step = (points[1] ?? 0) - (points[0] ?? 0)
  let below = 0
  for (const [at, weight] of weights.entries()) {
    const point = points[at] ?? 0
    if (below + weight >= share && weight > 0)
      return point + step * ((share - below) / weight - 0.5)
    below += weight
  }
  return points.at(-1) ?? 0
}

/** The weight below a point of the grid, its cell counted by the part of it that lies below. */
export function weightBelow(
  points: readonly number[],
  weights: readonly number[],
  limit: number,
): number {
  const step = (points[1] ?? 0) - (points[0] ?? 0)
  return weights.reduce((sum, weight, at) => {
    const part = (limit - ((points[at] ?? 0) - step / 2)) / step
    return sum + weight * Math.min(1, Math.max(0, part))
  }, 0)
}
