/** Rules of checks, timing and grades, as an office's settings ask for them. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { GradeCriterion } from '../../server/contract/desk-rows.js'
import type { Problem } from '../../server/contract/errors.js'
import type { OfficeRow } from '../../server/contract/rows.js'
import { deskRules } from '../../server/domain/desk-rules.js'
import type { CauseDraft } from './desk-form.js'

export const measureOptions = [
  { value: 'lead', label: 'A lead says it' },
  { value: 'levels', label: 'Skills at a level' },
  { value: 'yield', label: 'Share that passes the first check' },
  { value: 'trained', label: 'Trainings signed' },
] as const
export type MeasureKind = (typeof measureOptions)[number]['value']

/** Numbers as they are typed; what the kind does not use stays as it was. */
export type CriterionDraft = {
  id: string | null
  grade: 'II' | 'III'
  text: string
  kind: MeasureKind
  count: string
  level: string
  share: string
  days: string
}

export type FairnessDraft = {
  returnReasons: readonly CauseDraft[]
  disputeHours: string
  /** Per cent. */
  blindShare: string
  /** Per cent. */
  leadShare: string
  minimumCount: string
  individualTiming: boolean
  gradeCriteria: readonly CriterionDraft[]
}

export const fairnessLabels = {
  'desk.returnReasons': 'Reason',
  'desk.disputeHours': 'Time to dispute',
  'desk.blindShare': 'Checked by two',
  'desk.leadShare': 'Checked of leads',
  'desk.minimumCount': 'Fewest cases',
  'desk.individualTiming': 'Timing',
  'desk.gradeCriteria': 'Criterion',
}

export const newCriterion = (grade: 'II' | 'III'): CriterionDraft => ({
  id: null,
  grade,
  text: '',
  kind: 'lead',
  count: '3',
  level: '3',
  share: '95',
  days: '90',
})

const percent = (share: number) => String(Math.round(share * 1000) / 10)
const number = (text: string) =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(/\s*%$/, ''))

function criterionDraft({ id, grade, text, measure }: GradeCriterion): CriterionDraft {
  const none = { ...newCriterion(grade), id, text }
  if (measure === null) return none
  switch (measure.kind) {
    case 'levels':
      return { ...none, kind: 'levels', count: String(measure.count), level: String(measure.level) }
    case 'yield':
      return { ...none, kind: 'yield', share: percent(measure.share), days: String(measure.days) }
    case 'trained':
      return { ...none, kind: 'trained', count: String(measure.count) }
  }
}

export function fairnessDraft(office: OfficeRow): FairnessDraft {
  const rules = deskRules(office)
  return {
    returnReasons: rules.returnReasons,
    disputeHours: String(rules.disputeHours),
    blindShare: percent(rules.blindShare),
    leadShare: percent(rules.leadShare),
    minimumCount: String(rules.minimumCount),
    individualTiming: rules.individualTiming,
    gradeCriteria: rules.gradeCriteria.map(criterionDraft),
  }
}

const between = (value: number, low: number, high: number, whole = false) =>
  value >= low && value <= high && (!whole || Number.isInteger(value))

function criterionProblems(one: CriterionDraft, path: string): Problem[] {
  const problems: Problem[] = []
  const wants = (
    field: 'count' | 'level' | 'share' | 'days',
    name: string,
    low: number,
    high: number,
    whole = true,
  ) => {
    if (!between(number(one[field]), low, high, whole))
      problems.push({
        path: `${path}.${field}`,
        message: `${name} must be ${whole ? 'a whole number ' : ''}from ${low} to ${high}.`,
      })
  }
  if (one.text.trim() === '')
    problems.push({
      path: `${path}.text`,
      message: 'Say what is asked for, or take it off the list.',
    })
  if (one.kind === 'levels') {
    wants('count', 'How many skills', 1, 100)
    wants('level', 'The level', 1, 4)
  }
  if (one.kind === 'trained') wants('count', 'How many trainings', 1, 100)
  if (one.kind === 'yield') {
    wants('share', 'The share in per cent', 0, 100, false)
    wants('days', 'The days', 1, 730)
  }
  return problems
}

export function fairnessProblems(draft: FairnessDraft): Problem[] {
  const problems: Problem[] = []
  const wants = (
    key: 'disputeHours' | 'blindShare' | 'leadShare' | 'minimumCount',
    low: number,
    high: number,
    whole = false,
  ) => {
    if (!between(number(draft[key]), low, high, whole))
      problems.push({
        path: `desk.${key}`,
        message: `must be ${whole ? 'a whole number ' : ''}between ${low} and ${high}`,
      })
  }
  wants('disputeHours', 1, 400)
  wants('blindShare', 0, 100)
  wants('leadShare', 0, 100)
  wants('minimumCount', 1, 1000, true)
  if (draft.returnReasons.length === 0)
    problems.push({ path: 'desk.returnReasons', message: 'Keep at least one reason.' })
  draft.returnReasons.forEach(({ name }, at) => {
    const path = `desk.returnReasons.${at}.name`
    const same = (one: CauseDraft) => one.name.trim().toLowerCase() === name.trim().toLowerCase()
    if (name.trim() === '')
      problems.push({ path, message: 'Give the reason a name, or take it off the list.' })
    else if (draft.returnReasons.findIndex(same) !== at)
      problems.push({ path, message: 'is there twice' })
  })
  draft.gradeCriteria.forEach((one, at) =>
    problems.push(...criterionProblems(one, `desk.gradeCriteria.${at}`)),
  )
  return problems
}

function measureOf({ kind, count, level, share, days }: CriterionDraft): GradeCriterion['measure'] {
  switch (kind) {
    case 'lead':
      return null
    case 'levels':
      return { kind, count: number(count), level: number(level) }
    case 'yield':
      return { kind, share: number(share) / 100, days: number(days) }
    case 'trained':
      return { kind, count: number(count) }
  }
}

type Desk = NonNullable<RawInput<'office.save'>['desk']>

/** Only what differs; undefined: nothing does. */
export function fairnessChanges(before: OfficeRow, draft: FairnessDraft): Desk | undefined {
  const old = fairnessDraft(before)
  const differs = (key: keyof FairnessDraft) =>
    JSON.stringify(draft[key]) !== JSON.stringify(old[key])
  const withId = <T>(id: string | null, rest: T) => (id === null ? rest : { id, ...rest })
  const changes: Desk = {
    ...(differs('returnReasons') && {
      returnReasons: draft.returnReasons.map(({ id, name }) => withId(id, { name })),
    }),
    ...(differs('disputeHours') && { disputeHours: number(draft.disputeHours) }),
    ...(differs('blindShare') && { blindShare: number(draft.blindShare) / 100 }),
    ...(differs('leadShare') && { leadShare: number(draft.leadShare) / 100 }),
    ...(differs('minimumCount') && { minimumCount: number(draft.minimumCount) }),
    ...(differs('individualTiming') && { individualTiming: draft.individualTiming }),
    ...(differs('gradeCriteria') && {
      gradeCriteria: draft.gradeCriteria.map((one) =>
        withId(one.id, { grade: one.grade, text: one.text, measure: measureOf(one) }),
      ),
    }),
  }
  return Object.keys(changes).length > 0 ? changes : undefined
}
