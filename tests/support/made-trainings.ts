/** Trainings of made-up people, to see how often their effect is claimed. */
import type { Subject } from '../../server/domain/training-effect.js'
import type { Dice } from './dice.js'

export type Training = {
  people: number
  trained: number
  /** Share of work that is returned, over people, without training. */
  rate: number
  /** Standard deviation of people's own levels, as ln odds of a return and as ln minutes. */
  between: number
  /** Of what each person is in one period and not in the next. */
  spell: number
  /** Checked tasks of each person in each period. */
  tasks: number
  /** So many periods like the one after go before it, each with spells of its own; people are picked by the last. */
  periods?: number
  /** How the ln odds and ln minutes of all move meanwhile. */
  trend: number
  /** True: those who were worst before are trained; false: any. */
  picked: boolean
  /** What training makes of the returns, and of the minutes, as a factor. */
  factor: number
}

export const usualTraining: Training = {
  people: 12,
  trained: 3,
  rate: 0.12,
  between: 0.4,
  spell: 0,
  tasks: 100,
  trend: 0,
  picked: true,
  factor: 1,
}

const gauss = (dice: Dice) =>
  Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next())

const expit = (x: number) => 1 / (1 + Math.exp(-x))

/** Minutes against the standard: log-normal with a coefficient of variation of 1.3, as at real desks. */
const TIMES_SPREAD = 1

export function madeTraining(
  { people, trained, rate, between, spell, tasks, periods = 1, trend, picked, factor }: Training,
  dice: Dice,
): Subject[] {
  const usual = Math.log(rate / (1 - rate))
  const count = (share: number) => {
    let returned = 0
    for (let task = 0; task < tasks; task++) if (dice.chance(share)) returned++
    return { checked: tasks, returned }
  }
  const minutes = (level: number) =>
    Array.from({ length: tasks }, () => Math.exp(level + TIMES_SPREAD * gauss(dice)))
  const known = Array.from({ length: people }, (_, at) => {
    const own = between * gauss(dice)
    const all = Array.from({ length: periods }, () => {
      const level = own + spell * gauss(dice)
      return { returns: count(expit(usual + level)), times: minutes(level) }
    })
    const seen = all.at(-1)
    if (!seen) throw new Error('There is one period before at least.')
    const earlier = all.slice(0, -1).map(({ returns }) => returns)
    return { person: `p${at}`, own, earlier, ...seen }
  })
  const byNeed = picked ? known.toSorted((a, b) => b.returns.returned - a.returns.returned) : known
  return byNeed.map(({ person, own, earlier, returns, times }, at) => {
    const later = own + trend + spell * gauss(dice)
    const isTrained = at < trained
    const share = expit(usual + later) * (isTrained ? factor : 1)
    const level = later + (isTrained ? Math.log(factor) : 0)
    return {
      person,
      trained: isTrained,
      returns: { before: returns, after: count(share), earlier },
      times: { before: times, after: minutes(level) },
    }
  })
}
