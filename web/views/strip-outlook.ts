/** The rest of the day in the strip, from the forecast of one team. Times are epoch milliseconds. */
import { figure } from '../lib/durations.js'
import type { OfficeDay } from './floor-day.js'
import type { Planned } from './floor-strip.js'
import type { PaceForecast } from './pace-model.js'

type Forecast = NonNullable<PaceForecast['forecast']>

/** When the queue is clear, on an axis of full hours; null: not today. */
export type ClearSpan = {
  low: number | null
  mid: number | null
  high: number | null
  from: number
  to: number
  closes: number
}

export type StripOutlook = {
  clear: { figure: string; band: string; span: ClearSpan } | null
  finished: { figure: string; unit: string; band: string }
}

const HOUR = 3_600_000
const at = (instant: string | null) => (instant === null ? null : Date.parse(instant))

/** @param finished so far; what is done cannot be taken back, however old the forecast */
export function stripOutlook(
  { clear, finished: foretold }: Forecast,
  {
    finished,
    planned,
    closes,
    clock,
  }: Pick<OfficeDay, 'closes'> & {
    finished: number
    planned: Planned | null
    clock: (instant: string | number) => string
  },
): StripOutlook {
  const least = (value: number) => figure(Math.max(finished, Math.round(value)))
  const time = (value: number | null) => (value === null ? 'not today' : clock(value))
  const [low, mid, high] = clear ? [at(clear.low), at(clear.mid), at(clear.high)] : []
  return {
    clear:
      low === undefined || mid === undefined || high === undefined
        ? null
        : {
            figure: time(mid),
            band: low === null ? 'hardly any chance of it' : `80 %: ${time(low)} to ${time(high)}`,
            span: { low, mid, high, closes, ...axisOf(low, high, closes) },
          },
    finished: {
      figure: least(foretold.mid),
      unit: planned ? `of ${figure(planned.day)} planned` : 'tasks',
      band: `80 %: ${least(foretold.low)} to ${least(foretold.high)}`,
    },
  }
}

/** Full hours of the clock around the band and the closing time. */
function axisOf(low: number | null, high: number | null, closes: number) {
  const first = Math.min(low ?? closes - HOUR, closes - HOUR)
  const last = Math.max(high ?? closes, closes) + HOUR / 2
  return {
    from: closes - Math.ceil((closes - first) / HOUR) * HOUR,
    to: closes + Math.ceil((last - closes) / HOUR) * HOUR,
  }
}
