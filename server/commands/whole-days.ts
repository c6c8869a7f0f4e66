/** Half an hour can be counted, half a day cannot. */
import type { DueRule, DueUnit } from '../contract/clock-rows.js'
import type { Problem } from '../contract/errors.js'
import { sameRule } from '../domain/standard.js'

type Rule = DueRule | null | undefined

const isCountable = (count: number | null, unit: DueUnit) =>
  count === null || Number.isInteger(count) || unit === 'hours' || unit === 'businessHours'

/**
 * What of a due rule counts parts of days.
 * @param kept what stood there: a rule from before this was asked for stays, or nothing beside it could be changed
 */
export function partDayProblems(path: string, rule: Rule, kept: Rule): Problem[] {
  if (!rule || sameRule(rule, kept)) return []
  const { extension } = rule
  return [
    ...(isCountable(rule.count, rule.unit) ? [] : [`${path}.count`]),
    ...(!extension || isCountable(extension.count, extension.unit)
      ? []
      : [`${path}.extension.count`]),
  ].map((at) => ({ path: at, message: 'must be a whole number of days' }))
}
