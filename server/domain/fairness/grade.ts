/** What is asked for the next grade, ticked from the record where a figure measures it. */
import type { DeskRules, GradeCriterion } from '../../contract/desk-rows.js'
import type { GradeStep } from '../../contract/fairness-commands.js'
import type { GradeTickRow } from '../../contract/fairness-rows.js'
import type { Grade } from '../../contract/rows.js'

/** What is known of a person for the criteria that are measured. */
export type GradeRecord = {
  levels: readonly number[]
  /** First checks of the last so many days: how many were decided, and the share of such work that passes. */
  firstChecks(days: number): { tasks: number; share: number | null }
  /** Trainings that they signed. */
  trained: number
}

/** The grade above; null: none is, or there is no grade to begin with. */
export const gradeAbove = (grade: Grade | null): 'II' | 'III' | null =>
  grade === 'I' ? 'II' : grade === 'II' ? 'III' : null

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

type Judged = Pick<GradeStep, 'met' | 'evidence'>

function measured(
  measure: NonNullable<GradeCriterion['measure']>,
  record: GradeRecord,
  minimum: number,
): Judged {
  switch (measure.kind) {
    case 'levels': {
      const has = record.levels.filter((level) => level >= measure.level).length
      return {
        met: has >= measure.count,
        evidence: `${has} of ${measure.count} at level ${measure.level} or above`,
      }
    }
    case 'trained':
      return {
        met: record.trained >= measure.count,
        evidence: `${record.trained} of ${measure.count} trainings signed`,
      }
    case 'yield': {
      const { tasks, share } = record.firstChecks(measure.days)
      const span = `in ${measure.days} days`
      if (share === null || tasks < Math.max(1, minimum))
        return {
          met: null,
          evidence: `Not known yet: ${tasks} checked ${span}, it takes ${Math.max(1, minimum)}`,
        }
      return {
        met: share >= measure.share,
        evidence: `${percent(share)} of ${tasks} checked ${span}; asked for: ${percent(measure.share)}`,
      }
    }
  }
}

function byLead(tick: GradeTickRow | undefined, nameOf: (id: string) => string): Judged {
  if (!tick) return { met: null, evidence: 'A lead has not said so yet' }
  const said = `${nameOf(tick.by)}, ${tick.at.slice(0, 10)}`
  return { met: tick.met, evidence: tick.text ? `${said}: ${tick.text}` : said }
}

/**
 * What is asked for the next grade, in the office's order.
 * @param ticks what leads said of this person
 */
export function gradeSteps(
  grade: 'II' | 'III',
  { gradeCriteria, minimumCount }: Pick<DeskRules, 'gradeCriteria' | 'minimumCount'>,
  record: GradeRecord,
  ticks: readonly GradeTickRow[],
  nameOf: (id: string) => string,
): GradeStep[] {
  return gradeCriteria
    .filter((one) => one.grade === grade)
    .map(({ id, text, measure }) => ({
      criterion: id,
      text,
      ticked: measure === null,
      ...(measure === null
        ? byLead(
            ticks.find(({ criterion }) => criterion === id),
            nameOf,
          )
        : measured(measure, record, minimumCount)),
    }))
}
