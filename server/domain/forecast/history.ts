/**
 * What the past working days say about the shape of a day and of a week. Younger days count more: the
 * weight halves every 30 calendar days.
 */

/** One past working day: its office day `YYYY-MM-DD` and the counts of each opening hour. */
export type PastDay = { day: string; counts: readonly number[] }

export type DayKind = { weekday: number; afterGap: boolean }

/** A past day with what the rules need of it. */
export type KnownDay = {
  counts: readonly number[]
  /** Of the whole day, capped. */
  total: number
  weekday: number
  /** First after a long weekend. */
  afterGap: boolean
  /** 1 for today, halved every 30 days. */
  weight: number
}

/** Weekday and hour shape; both can leave one day out, so that a day is never judged by itself. */
export type Shape = {
  /** Index of a weekday (1 Monday … 7 Sunday), 1 on average; `without` a day of the history. */
  index(kind: DayKind, without?: KnownDay): number
  /** Share of the day's count in each opening hour; sums to 1. */
  hours(without?: KnownDay): number[]
}

const MILLISECONDS_A_DAY = 86_400_000
const HALF_LIFE = 30
const MONDAY = 1
/** Weight of the belief that all weekdays are alike, in days. */
const WEEKDAY_PRIOR = 2
/** Share of a day that every hour gets beside its own. */
const HOUR_PRIOR = 0.02
/** A day with less than this share of the median was a holiday that no list names. */
const HOLIDAY_SHARE = 0.3
/** Where a usual day has fewer, an empty day proves nothing. */
const HOLIDAY_LEAST = 20
const CAP_MEDIANS = 2

/** Days since 1970 of a day `YYYY-MM-DD`. */
export const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_A_DAY

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2
}

/** Monday 1 … Sunday 7, and whether it is the first after four days or more: the mail of a long weekend comes on it. */
export function kindOf(day: string, workedBefore: string | undefined): DayKind {
  const number = dayNumber(day)
  return {
    weekday: ((number + 3) % 7) + 1,
    afterGap: workedBefore !== undefined && number - dayNumber(workedBefore) >= 4,
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
    return {
      counts: scale === 1 ? counts : counts.map((count) => count * scale),
      total: total * scale,
      ...kindOf(day, worked[n - 1]?.day),
      weight: 2 ** (-(dayNumber(today) - dayNumber(day)) / HALF_LIFE),
    }
  })
}

export const htune = { eb: 1, half: 60, local: 1, kmin: 0.05, kmax: 12, window: 5, pseudo: 2, gw: .5, gk: 2 }
const GAP = 0

/** Each day's count relative to the mean of the days around it, so that growth is not taken for a weekday. */
function relativesOf(days: readonly KnownDay[]): number[] {
  const totals = days.map(({ total }) => total)
  const overall = sum(totals) / Math.max(1, totals.length)
  return totals.map((total, n) => {
    const around = htune.local ? totals.slice(Math.max(0, n - htune.window), n + htune.window + 1) : totals
    const mean = sum(around) / Math.max(1, around.length)
    const level = 0.8 * mean + 0.2 * overall
    return level > 0 ? total / level : 1
  })
}

/**
 * Weight, in days, of the belief that all weekdays are alike: the variance inside weekdays over the
 * variance between them (empirical Bayes; Efron and Morris 1975), taken as 2 where the days are few.
 */
function weekdayPrior(days: readonly KnownDay[], relatives: readonly number[]): number {
  if (!htune.eb) return 2
  let within = 0
  let degrees = 0
  let between = 0
  const groups = new Map<number, { n: number; mean: number; squares: number }>()
  days.forEach(({ weekday, afterGap }, n) => {
    if (afterGap) return
    const group = groups.get(weekday) ?? { n: 0, mean: 0, squares: 0 }
    const value = relatives[n] ?? 1
    group.n++
    const step = value - group.mean
    group.mean += step / group.n
    group.squares += step * (value - group.mean)
    groups.set(weekday, group)
  })
  const used = [...groups.values()]
  for (const { n, squares } of used) {
    within += squares
    degrees += n - 1
  }
  if (used.length < 2 || degrees < 1) return 2
  const variance = within / degrees
  const all = sum(relatives) / relatives.length
  between = sum(used.map(({ mean }) => (mean - all) ** 2)) / (used.length - 1) - (variance * used.length) / days.length
  // Two weeks' worth of belief in the usual ratio, 2.
  const known = degrees / (degrees + 5 * htune.pseudo)
  const usual = variance / 2
  const ratio = variance / Math.max(1e-9, known * between + (1 - known) * usual)
  return Math.min(htune.kmax, Math.max(htune.kmin, ratio))
}

/** s_w = (2 + Σ wᵢTᵢ/T̄) / (2 + Σ wᵢ) over the days of that weekday; p_b = weighted share + 0.02. */
export function shapeOf(days: readonly KnownDay[], hours: number): Shape {
  const relatives = relativesOf(days)
  const prior = weekdayPrior(days, relatives)
  const relative = new Map(days.map((day, n) => [day, relatives[n] ?? 1]))
  const weekWeight = (day: KnownDay) => day.weight ** (30 / htune.half)
  const weekdaySums = new Map<number, { weight: number; relative: number }>()
  const hourSums = new Array<number>(hours).fill(0)
  for (const day of days) {
    const key = day.afterGap ? GAP : day.weekday
    const sums = weekdaySums.get(key) ?? { weight: 0, relative: 0 }
    sums.weight += weekWeight(day)
    sums.relative += weekWeight(day) * (relative.get(day) ?? 1)
    weekdaySums.set(key, sums)
    for (let b = 0; b < hours; b++) hourSums[b] = (hourSums[b] ?? 0) + day.weight * (day.counts[b] ?? 0)
  }
  const pooled = (key: number, without: KnownDay | undefined, priorSum: number, priorWeight: number) => {
    const sums = weekdaySums.get(key) ?? { weight: 0, relative: 0 }
    const out = without && (without.afterGap ? GAP : without.weekday) === key ? weekWeight(without) : 0
    const outRelative = out && without ? out * (relative.get(without) ?? 1) : 0
    return (priorSum + sums.relative - outRelative) / (priorWeight + sums.weight - out)
  }
  const plain = (weekday: number, without?: KnownDay) => pooled(weekday, without, prior, prior)
  return {
    index(kind, without) {
      const own = plain(kind.weekday, without)
      if (!kind.afterGap) return own
      const usual = htune.gw * plain(MONDAY, without) + (1 - htune.gw) * own
      return pooled(GAP, without, htune.gk * usual, htune.gk)
    },
    hours(without) {
      const own = hourSums.map((value, b) => value - (without ? without.weight * (without.counts[b] ?? 0) : 0))
      const all = sum(own)
      const shares = own.map((value) => (all > 1e-9 ? value / all : 1 / hours) + HOUR_PRIOR)
      const total = sum(shares)
      return shares.map((share) => share / total)
    },
  }
}
