/** Figures of many checks: yield by what it is asked by, reasons as a Pareto, agreement by checklist item. */
import {
  itemAnswers,
  type ChecklistRow,
  type ReturnedFor,
  type ReviewRow,
} from '../../contract/quality-rows.js'
import { answerTable, cohensKappa, type Agreement } from './kappa.js'
import { failedAt, yieldOf, type Outcome, type Yield, type YieldKind } from './yield.js'

/** Steps of a task type, by its id. */
export type StepsOf = (type: string) => readonly { id: string }[]

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

/** One line for each type, team or person that was checked; for steps one for each step of each such type. */
export function yieldLines(
  outcomes: readonly Outcome[],
  by: YieldKind,
  least: number,
  stepsOf: StepsOf,
  people = 0,
): (Yield & { id: string })[] {
  const keyOf = (one: Outcome) => (by === 'step' ? one.type : one[by])
  const groups = grouped(outcomes, keyOf)
  const keys = [...groups.keys()].toSorted()
  if (by !== 'step')
    return keys.map((id) => ({ id, ...yieldOf(groups.get(id) ?? [], least, undefined, people) }))
  return keys.flatMap((type) =>
    stepsOf(type).map(({ id }) => ({
      id: `${type}/${id}`,
      ...yieldOf(groups.get(type) ?? [], least, failedAt(id), people),
    })),
  )
}

export type ReasonLine = {
  reason: string
  type: string
  step: string | null
  returns: number
  share: number
  cumulative: number
}

/** Each reason of a return counts once, the most frequent first. */
export function reasonLines(reviews: readonly ReviewRow[]): ReasonLine[] {
  const counts = new Map<string, Pick<ReasonLine, 'reason' | 'type' | 'step' | 'returns'>>()
  for (const { type, reasons } of reviews.filter(({ result }) => result === 'return'))
    for (const { reason, step } of unlike(reasons)) {
      const key = `${reason}/${type}/${step ?? ''}`
      const known = counts.get(key) ?? { reason, type, step, returns: 0 }
      counts.set(key, { ...known, returns: known.returns + 1 })
    }
  const sorted = [...counts.entries()].toSorted(
    ([a, one], [b, other]) => other.returns - one.returns || (a < b ? -1 : 1),
  )
  const all = sorted.reduce((sum, [, { returns }]) => sum + returns, 0)
  let soFar = 0
  return sorted.map(([, line]) => {
    soFar += line.returns
    return { ...line, share: line.returns / all, cumulative: soFar / all }
  })
}

/** One return that names a reason at a step twice, in other words, names it once. */
function unlike(reasons: readonly ReturnedFor[]): ReturnedFor[] {
  const keys = new Set<string>()
  return reasons.filter(({ reason, step }) => {
    const key = `${reason}/${step ?? ''}`
    if (keys.has(key)) return false
    keys.add(key)
    return true
  })
}

/** Checks that two checkers did of the same work, both done; each pair once, in a fixed order. */
export function twinsOf(reviews: readonly ReviewRow[]): (readonly [ReviewRow, ReviewRow])[] {
  const byId = new Map(reviews.map((review) => [review.id, review]))
  return reviews.flatMap((review) => {
    const other = review.twin === null ? undefined : byId.get(review.twin)
    if (!other || other.id <= review.id) return []
    return review.result === null || other.result === null ? [] : [[review, other] as const]
  })
}

export type AgreementLine = Agreement & { type: string; item: string | null; text: string | null }

/** Per type: whether to return the work, then each item that both answered from one version of the checklist. */
export function agreementLines(
  reviews: readonly ReviewRow[],
  checklistOf: (type: string) => ChecklistRow | undefined,
): AgreementLine[] {
  const groups = grouped(twinsOf(reviews), ([{ type }]) => type)
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, pairs]) => {
      const verdicts = pairs.map(
        ([a, b]) => [a.result === 'return', b.result === 'return'] as const,
      )
      const whole = cohensKappa(answerTable([true, false], verdicts))
      const asked = pairs.filter(([a, b]) => a.checklist !== null && a.checklist === b.checklist)
      const current = checklistOf(type)?.items ?? []
      const ids = new Set(
        asked.flatMap(([a, b]) => [...Object.keys(a.answers), ...Object.keys(b.answers)]),
      )
      const order = (id: string) => {
        const at = current.findIndex((item) => item.id === id)
        return at < 0 ? current.length : at
      }
      const items = [...ids].toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
      return [
        { type, item: null, text: null, ...whole },
        ...items.map((item) => {
          const answers = asked.flatMap(([a, b]) => {
            const [one, other] = [a.answers[item], b.answers[item]]
            return one && other ? [[one, other] as const] : []
          })
          const text = current.find(({ id }) => id === item)?.text ?? null
          return { type, item, text, ...cohensKappa(answerTable(itemAnswers, answers)) }
        }),
      ]
    })
}
