/** Past working days, made fit to learn from. Younger days count more: the weight halves every 30 calendar days. */

/** One past working day: its office day `YYYY-MM-DD` and the counts of each opening hour. */
export type PastDay = { day: string; counts: readonly number[] }

export type DayKind = {
  /** Monday 1 … Sunday 7. */
  weekday: number
  /** The first after four days or more: the mail of a long weekend comes on it. */
  afterGap: boolean
}

export type KnownDay = DayKind & {
  counts: readonly number[]
  /** Of the whole day, capped. */
  total: number
  /** Calendar days before the day that is forecast. */
  age: number
  /** 1 for today, halved every 30 days. */
  weight: number
}

const MILLISECONDS_A_DAY = 86_400_000
const HALF_LIFE = 30
const GAP_DAYS = 4
/** A day with less than this share of the median was a holiday that no list names. */
const HOLIDAY_SHARE = 0.3
/** Where a usual day has fewer, an empty day proves nothing. */
const HOLIDAY_LEAST = 20
const CAP_MEDIANS = 2

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Days since 1970 of a day `YYYY-MM-DD`. */
export const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_A_DAY

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2
}

export function kindOf(day: string, workedBefore: string | undefined): DayKind {
  const number = dayNumber(day)
  return {
    weekday: ((number + 3) % 7) + 1,
    afterGap: workedBefore !== undefined && number - dayNumber(workedBefore) >= GAP_DAYS,
  }
}

/**
 * Days without unlisted holidays, each capped at twice the median so that one flood does not lift weeks.
 * @param history oldest first
 * @param today the day to be forecast, from which ages count
 */
export function knownDays(history: readonly PastDay[], today: string): KnownDay[] {
  const totals = history.map(({ counts }) => sum(counts))
  const usual = median(totals)
  const least = usual >= HOLIDAY_LEAST ? HOLIDAY_SHARE * usual : 0
  const worked = history.filter((_, n) => (totals[n] ?? 0) >= least)
  const cap = CAP_MEDIANS * median(worked.map(({ counts }) => sum(counts)))
  return worked.map(({ day, counts }, n) => {
    const total = sum(counts)
    const scale = cap > 0 && total > cap ? cap / total : 1
    const age = dayNumber(today) - dayNumber(day)
    return {
      ...kindOf(day, worked[n - 1]?.day),
      counts: scale === 1 ? counts : counts.map((count) => count * scale),
      total: total * scale,
      age,
      weight: 2 ** (-age / HALF_LIFE),
    }
  })
}
