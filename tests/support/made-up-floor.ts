/**
 * Made-up offices at work, for judging the clear time: played minute by minute, and by other rules of thumb than
 * the forecast's, which sees only what an office would know.
 */
import { countDistribution } from '../../server/domain/forecast/count-distribution.js'
import { midShare } from '../../server/domain/forecast/score.js'
import { seededChance, simulateFloor, type Floor } from '../../server/domain/forecast/clear.js'
import { handlingOf } from '../../server/reads/forecast-floor.js'
import { Dice } from './dice.js'

const normal = (dice: Dice) =>
  Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next())

/** Gamma with mean 1 and variance 1/shape (Marsaglia and Tsang 2000). */
function gamma(dice: Dice, shape: number): number {
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(dice)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - dice.next()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return (d * v) / shape
  }
}

function poisson(dice: Dice, mean: number): number {
  let count = 0
  for (let left = mean; (left += Math.log(1 - dice.next())) > 0;) count++
  return count
}

type Kind = { standardMinutes: number; mean: number; spread: number; share: number }
export type Office = {
  kinds: Kind[]
  people: { spans: { from: number; to: number }[]; types: number[] }[]
  utilisation: number
  /** Tasks a day, and how unlike days are. */
  arrivals: number
  alike: number
  queued: number
}

/** An office that is neither always clear by noon nor never. */
export function officeOf(dice: Dice): Office {
  const many = dice.whole(2, 4)
  const kinds = Array.from({ length: many }, () => ({
    standardMinutes: dice.whole(6, 40),
    mean: 0.25 * normal(dice),
    spread: 0.3 + 0.6 * dice.next(),
    share: 1 / many,
  }))
  const people = Array.from({ length: dice.whole(2, 14) }, (_, n) => {
    const lunch = 180 + 30 * dice.whole(0, 4)
    const ends = dice.chance(0.2) ? 300 : 480
    return {
      spans: [
        { from: dice.chance(0.15) ? 60 : 0, to: lunch },
        { from: lunch + 30, to: Math.max(lunch + 60, ends) },
      ],
      // Somebody can do everything.
      types: kinds.flatMap((_kind, type) => (n === 0 || dice.chance(0.75) ? [type] : [])),
    }
  })
  const hours = people.reduce(
    (sum, { spans }) => sum + spans.reduce((all, { from, to }) => all + to - from, 0),
    0,
  )
  const each = kinds.reduce(
    (sum, kind) =>
      sum + kind.share * kind.standardMinutes * Math.exp(kind.mean + kind.spread ** 2 / 2),
    0,
  )
  const capacity = (hours * 0.8) / each
  const load = 0.75 + 0.35 * dice.next()
  const queued = Math.round(capacity * load * (0.35 + 0.3 * dice.next()))
  return {
    kinds,
    people,
    utilisation: 0.76 + 0.08 * dice.next(),
    arrivals: capacity * load - queued,
    alike: 6 + 60 * dice.next(),
    queued,
  }
}

export type Day = { floor: Floor; clear: number }

const CLOSES = 480

/** What the office would know on a morning: its queue, and handle times of some weeks. */
function known(office: Office, dice: Dice, queue: number[]): Floor {
  const handling = office.kinds.map(({ mean, spread }, type) => {
    const times = Array.from({ length: dice.whole(15, 120) }, () => mean + spread * normal(dice))
    const average = times.reduce((sum, one) => sum + one, 0) / times.length
    const variance = times.reduce((sum, one) => sum + (one - average) ** 2, 0) / (times.length - 1)
    return handlingOf({
      team: '',
      type: String(type),
      arrived: 0,
      timed: times.length,
      mean: average,
      spread: Math.sqrt(variance),
    })
  })
  const mean = office.arrivals
  return {
    closes: CLOSES,
    people: office.people.map((person) => ({ ...person, held: [] })),
    queue: queue.map((type) => ({
      type,
      standardMinutes: office.kinds[type]?.standardMinutes ?? 0,
    })),
    handling,
    utilisation: 0.8,
    arrivals: {
      count: countDistribution(mean, mean + (mean * mean) / office.alike),
      stretches: [{ from: 0, to: CLOSES, share: 1 }],
      mix: office.kinds.map(({ standardMinutes, share }, type) => ({
        type,
        standardMinutes,
        share,
      })),
    },
    daySpread: 0.1,
    checkpoints: [],
  }
}

/** When all was first clear, and each type; Infinity: not by closing. */
type Lived = { all: number; types: number[] }

/** The day itself, by the minute: who is at work and free takes the oldest task that they can do. */
function lived(office: Office, dice: Dice, queue: readonly number[]): Lived {
  const pace = Math.exp(0.1 * normal(dice))
  const rate = (office.arrivals * gamma(dice, office.alike)) / CLOSES
  const waiting = [...queue]
  const left = office.people.map(() => 0)
  const types = office.kinds.map(() => Infinity)
  for (let minute = 0; minute < CLOSES; minute++) {
    for (let n = poisson(dice, rate); n > 0; n--)
      waiting.push(dice.whole(0, office.kinds.length - 1))
    office.people.forEach(({ spans, types }, person) => {
      if (!spans.some(({ from, to }) => minute >= from && minute < to)) return
      let spare = office.utilisation / pace
      while ((left[person] ?? 0) < spare) {
        spare -= left[person] ?? 0
        const at = waiting.findIndex((type) => types.includes(type))
        const kind = at < 0 ? undefined : office.kinds[waiting.splice(at, 1)[0] ?? 0]
        left[person] = kind
          ? kind.standardMinutes * Math.exp(kind.mean + kind.spread * normal(dice))
          : 0
        if (!kind) return
      }
      left[person] = (left[person] ?? 0) - spare
    })
    types.forEach((at, type) => {
      if (at === Infinity && !waiting.includes(type)) types[type] = minute
    })
    if (waiting.length === 0) return { all: minute, types }
  }
  return { all: Infinity, types }
}

export type Scored = {
  mid: number
  days: number
  cleared: number
  /** Of one type a day: each in its turn. */
  type: { mid: number; cleared: number }
}

/** The day is told by the minute, and "not today" is one outcome of its own. */
function midOf(clear: Float64Array, actual: number): number {
  const upTo = (time: number) =>
    clear.reduce((sum, one) => sum + Number(one <= time), 0) / clear.length
  return Number.isFinite(actual)
    ? midShare(upTo(actual - 1), upTo(actual + 1))
    : midShare(upTo(CLOSES), 1)
}

/** How often the 80 % band of the clear time holds, over days of made-up offices. */
export function scoreClear(
  seed: number,
  { offices, days, runs }: { offices: number; days: number; runs: number },
): Scored {
  const dice = new Dice(seed)
  let mid = 0
  let cleared = 0
  const type = { mid: 0, cleared: 0 }
  for (let n = 0; n < offices; n++) {
    const office = officeOf(dice)
    for (let day = 0; day < days; day++) {
      const queue = Array.from({ length: office.queued }, () =>
        dice.whole(0, office.kinds.length - 1),
      )
      const floor = known(office, dice, queue)
      const seed = dice.whole(1, 1e9)
      const { clear } = simulateFloor(floor, seededChance(seed), runs)
      const actual = lived(office, dice, queue)
      if (Number.isFinite(actual.all)) cleared++
      mid += midOf(clear, actual.all)
      const of = day % office.kinds.length
      const own = actual.types[of] ?? Infinity
      if (Number.isFinite(own)) type.cleared++
      type.mid += midOf(simulateFloor({ ...floor, of }, seededChance(seed), runs).clear, own)
    }
  }
  const all = offices * days
  return {
    mid: mid / all,
    days: all,
    cleared: cleared / all,
    type: { mid: type.mid / all, cleared: type.cleared / all },
  }
}
