/** The one time axis of the floor: from the first opening hour to an hour past closing, or as far as the load runs. */

export type Axis = { from: number; to: number; closes: number; ticks: number[] }

const hour = 3_600_000
/** Work that runs further than this past closing is cut at the edge; its words tell the rest. */
const furthest = 2

/**
 * @param lastEnd where the longest load ends, epoch ms
 * @param now someone who looks early or late must still see the now-line
 */
export function axisOf(day: { opens: number; closes: number }, lastEnd: number, now: number): Axis {
  const whole = (at: number, round: (value: number) => number) =>
    day.opens + round((at - day.opens) / hour) * hour
  const from = Math.min(day.opens, whole(now, Math.floor))
  const wanted = Math.min(
    Math.max(lastEnd, day.closes + 1),
    Math.max(day.closes, now) + furthest * hour,
  )
  const to = Math.max(whole(wanted, Math.ceil), whole(now + 1, Math.ceil))
  const ticks: number[] = []
  for (let at = from; at <= to; at += hour) ticks.push(at)
  return { from, to, closes: day.closes, ticks }
}

/** Where an instant lies, 0 to 1, kept inside the axis. */
export const along = (axis: Axis, at: number) =>
  Math.min(1, Math.max(0, (at - axis.from) / (axis.to - axis.from)))

/** Every second tick: where a line is drawn through the lanes. */
export const gridOf = (axis: Axis) => axis.ticks.filter((_, index) => index > 0 && index % 2 === 0)

export type TickLabel = { at: number; kind: 'first' | 'hour' | 'closes' }

/**
 * The labels that fit: the beginning, closing, and hours between as far as each keeps its distance
 * to its neighbours and to the label of now.
 * @param width of the axis in px
 */
export function tickLabels(axis: Axis, now: number, width: number): TickLabel[] {
  const x = (at: number) => along(axis, at) * width
  // The first begins at the edge and the last runs on, so they need more room than a centred one.
  const apart = { first: 52, hour: 44, closes: 44 }
  const clear = (at: number, kind: TickLabel['kind'], taken: readonly TickLabel[]) =>
    Math.abs(x(at) - x(now)) >= apart[kind] &&
    taken.every((one) => Math.abs(x(at) - x(one.at)) >= (one.kind === 'closes' ? 64 : 48))
  const labels: TickLabel[] = []
  for (const label of [
    { at: axis.closes, kind: 'closes' },
    { at: axis.from, kind: 'first' },
  ] as const) {
    if (clear(label.at, label.kind, labels)) labels.push(label)
  }
  for (const at of gridOf(axis)) if (clear(at, 'hour', labels)) labels.push({ at, kind: 'hour' })
  return labels.sort((a, b) => a.at - b.at)
}
