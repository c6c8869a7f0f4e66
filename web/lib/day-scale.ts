/** The one hour scale on which the timetable draws every day. */

/** Minutes since midnight. */
export type Scale = { from: number; to: number }

const hour = 60

/** Share of the scale, 0 to 1, kept inside it. */
export const alongScale = (scale: Scale, minute: number) =>
  Math.min(1, Math.max(0, (minute - scale.from) / (scale.to - scale.from)))

/** Every fourth hour inside the scale. */
export const scaleTicks = (scale: Scale): number[] =>
  Array.from({ length: 6 }, (_, at) => (at + 1) * 4 * hour).filter(
    (minute) => minute > scale.from && minute < scale.to,
  )
