import type { Stopwatch } from '../instance.js'

/** Prices of working minutes, a row per person, and worths of tasks: what each proves, a certificate says. */
export type Priced = { prices: readonly Float64Array[]; worths: Float64Array | null }

/** A way of finding prices that prove how late a floor is at least. */
export type Bounding = {
  /** The best bound so far, in weighted minutes of lateness, and what proves it. */
  readonly bound: number
  readonly priced: Priced
  /** @param scale what a minute of weighted lateness counts in units of prices and worths */
  proved(priced: Priced, scale: number): number
  /** Whether it is worth going on, where a plan is `upper` late. */
  open(upper: number): boolean
  /** Raises the bound until the time is over, it meets `upper`, or it no longer rises. */
  run(watch: Stopwatch, upper: number): void
}
