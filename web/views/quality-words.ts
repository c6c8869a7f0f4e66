/** Figures of checks in words and as files. */
import type { Output } from '../../server/contract/commands.js'
import type {
  ReturnsFigure,
  SuggestedRate,
  TimesFigure,
  TrainingCounts,
  TrainingFigure,
  TypeRate,
  UncheckedTask,
  YieldFigure,
} from '../../server/contract/insight-commands.js'
import type { ChecklistRow } from '../../server/contract/quality-rows.js'
import { toCsv } from '../../server/domain/csv.js'
import { daysRange } from '../lib/day-words.js'

type Interval = { low: number; high: number }
type Agreement = Output<'quality.agreement'>['lines'][number]

export const percent = (share: number) => `${Math.round(share * 100)} %`
/** "85 to 96 %" */
export const percents = ({ low, high }: Interval) =>
  `${Math.round(low * 100)} to ${Math.round(high * 100)} %`
const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

const were = (n: number) => (n === 1 ? 'was' : 'were')

/** "Not shown: it takes 10 checked tasks of at least 3 people" */
export const notShown = (least: number, fewestPeople: number | null): string =>
  `Not shown: it takes ${count(least, 'checked task')}${fewestPeople === null ? '' : ` of at least ${count(fewestPeople, 'person').replace('persons', 'people')}`}`

type Part = { leftOut: readonly string[]; weeks: { from: string; to: string } | null }

/** Of what a figure is, for who is not told everything; null: of all that was asked for. */
export function partWords({ leftOut, weeks }: Part, nameOf: (type: string) => string) {
  const words = [
    weeks && `Whole weeks that are over: ${daysRange(weeks.from, weeks.to)}.`,
    leftOut.length > 0 &&
      `Left out, at least in some weeks, because it would tell of the few who did such work: ${leftOut.map(nameOf).join(', ')}.`,
  ]
  return words.filter(Boolean).join(' ') || null
}

/** "92 % [85 to 96 %]", or why it is not shown. */
export function yieldWords(
  { share, interval, withheld }: YieldFigure,
  fewestPeople: number | null = null,
): string {
  if (share === null || !interval) return notShown(withheld ?? 1, fewestPeople)
  return `${percent(share)} [${percents(interval)}]`
}

export const yieldCsv = (
  lines: readonly (YieldFigure & { id: string })[],
  nameOf: (id: string) => string,
) =>
  toCsv([
    ['Name', 'Checked', 'Passed first time', 'Yield', 'From', 'To'],
    ...lines.map((line) => [
      nameOf(line.id),
      line.checked ?? '',
      line.passed ?? '',
      line.share ?? '',
      line.interval?.low ?? '',
      line.interval?.high ?? '',
    ]),
  ])

/** "0.48 [0.21 to 0.75]", or why there is none. */
export function kappaWords({ kappa, interval, missing, pairs }: Agreement): string {
  const plain = (value: number) => value.toFixed(2).replace('-', '−')
  if (missing === 'none') return 'No pair answered it'
  if (missing === 'oneAnswer')
    return `Both always gave the same answer; ${count(pairs, 'pair')} cannot tell more`
  if (missing === 'allAgree') return 'All agree; too alike for an interval'
  if (missing === 'noSpread' && kappa !== null)
    return `${plain(kappa)}; the answers vary too little for an interval`
  return interval && kappa !== null
    ? `${plain(kappa)} [${plain(interval.low)} to ${plain(interval.high)}]`
    : ''
}

/** What the checks of a type notice. */
export function noticeWords({
  finished,
  checked,
  sampled,
  mixed,
  unnoticed,
  noticed,
}: Pick<TypeRate, 'finished' | 'checked' | 'sampled' | 'mixed' | 'unnoticed' | 'noticed'>): string {
  if (finished === 0) return 'Nothing was finished in these days.'
  const all = `${checked} of ${count(finished, 'finished task')} ${were(checked)} checked.`
  if (!unnoticed) return `${all} All of such work is checked, so nothing of it was left to chance.`
  const whole = finished - sampled.finished
  const rest =
    whole > 0
      ? ` Of ${count(whole, 'task')} all of such work is checked; of the other ${sampled.finished} by the draw ${sampled.checked}.`
      : ''
  const times = Math.round(unnoticed.chance * 10)
  const often =
    times === 0 ? 'hardly ever' : times === 10 ? 'nearly always' : `${count(times, 'time')} in 10`
  if (sampled.finished === 1)
    return `${all}${rest} If ${whole > 0 ? 'that one' : 'it'} were at fault, the checks would miss it ${often}.`
  if (mixed) {
    const there = `Different shares are drawn, ${percents(mixed)}. If ${unnoticed.bad} at fault were all where the least is checked, the checks would miss ${unnoticed.bad === 1 ? 'it' : 'all of them'} ${often}.`
    return `${all}${rest} ${there} ${noticed === null ? 'No number of these days would be noticed there 8 times in 10.' : `Noticed even there 8 times in 10: ${noticed} or more.`}`
  }
  const least =
    noticed === null
      ? 'No number at fault would be noticed 8 times in 10.'
      : `Noticed 8 times in 10: ${noticed} or more at fault.`
  return `${all}${rest} If ${unnoticed.bad} of ${whole > 0 ? 'those' : 'them'} were at fault, the checks would miss ${unnoticed.bad === 1 ? 'it' : 'all of them'} ${often}. ${least}`
}

/** Why work that was to be checked went by unchecked, or still waits. */
export const uncheckedWords = ({ waits }: Pick<UncheckedTask, 'waits'>): string =>
  waits
    ? 'waits for its check, and nobody here may do it any more'
    : 'was to be checked; it passed unchecked, because nobody here may check it'

/** "Checklist: 5 questions, 1 critical" */
export function checklistWords(checklist: Pick<ChecklistRow, 'items'> | undefined): string {
  const items = checklist?.items ?? []
  if (items.length === 0) return 'No checklist'
  const critical = items.filter((item) => item.critical).length
  return `Checklist: ${count(items.length, 'question')}${critical > 0 ? `, ${critical} critical` : ''}`
}

const causes = { grade: 'all of a grade I', skill: 'all of a new skill', drawn: '' }

/** Why a share is suggested, or why none is. */
export function rateWords(one: SuggestedRate): string {
  if (one.cause !== 'drawn') return `${causes[one.cause]}; not for the record to change`
  if (one.lots === 0) return 'fewer than 10 checks so far'
  const lots = `${count(one.badOfFive, 'bad lot')} of the last ${Math.min(5, one.lots)}`
  if (one.severity === 'tightened')
    return `${lots} of ten checks: more, until five in a row are good`
  if (one.severity === 'reduced')
    return `${one.goodRow} good lots of ten checks in a row: fewer are enough`
  return `${lots} of ten checks`
}

const sureWords = {
  helped: 'It helped.',
  notShown: 'No sign that it helped; it may have.',
  tooLittle: 'Too little to tell.',
}

/** "Returns fell from 12 % to 4 % [1 to 9 %]; without the training 11 % [8 to 14 %] were to be expected; 118 tasks." */
export function returnsWords({
  verdict,
  trained,
  untrained,
  effect,
  people,
  earlier,
}: ReturnsFigure): string[] {
  const { before, after } = trained
  const lines: string[] = [sureWords[verdict]]
  if (before.share !== null && after.share !== null && after.interval) {
    const went = after.share < before.share ? 'fell' : after.share > before.share ? 'rose' : 'went'
    lines.push(
      `Returns ${went} from ${percent(before.share)} to ${percent(after.share)} [${percents(after.interval)}]; ${count(before.checked + after.checked, 'checked task')} of ${people.trained} trained.`,
    )
  }
  if (effect)
    lines.push(
      `Without the training ${percent(effect.expected.middle)} [${percents(effect.expected)}] were to be expected.`,
    )
  if (effect && earlier > 0)
    lines.push(
      `How steady people are is told by up to three equally long periods earlier too, of ${earlier === 1 ? '1 person' : `${earlier} people`}.`,
    )
  if (untrained.before.share !== null && untrained.after.share !== null)
    lines.push(
      `The ${people.untrained} untrained went from ${percent(untrained.before.share)} to ${percent(untrained.after.share)}.`,
    )
  return lines
}

export function timesWords({ verdict, effect, tasks, people }: TimesFigure): string[] {
  if (!effect) return [sureWords[verdict]]
  const change = (ratio: number) => {
    const part = Math.round(Math.abs(1 - ratio) * 100)
    return part === 0 ? 'as expected' : `${part} % ${ratio < 1 ? 'less' : 'more'}`
  }
  const { middle, low, high } = effect.ratio
  return [
    sureWords[verdict],
    `Minutes a task, against what was to be expected: ${change(middle)} [${change(low)} to ${change(high)}]; ${count(tasks.before + tasks.after, 'task')} of ${people.trained} trained.`,
  ]
}

const passed = (days: number) =>
  days === 0
    ? 'Less than a day has passed'
    : `Only ${count(days, 'day')} ${days === 1 ? 'has' : 'have'} passed`

/** Over all trainings: counts alone. */
export function countsWords({ trainings, people, before, after }: TrainingCounts): string {
  const side = ({ checked, returned }: TrainingCounts['before']) =>
    `${returned} of ${count(checked, 'checked task')}`
  return `${count(trainings, 'training')}, ${people} ${people === 1 ? 'person' : 'people'}. Returned before their first training: ${side(before)}; after it: ${side(after)}.`
}

/** What to know before one believes it. */
export function warningsOf({ picked, unlike, returns, attended, days }: TrainingFigure): string[] {
  const found: string[] = []
  if (picked > 0)
    found.push(
      `${picked} of ${attended} were chosen for what was seen in their work in the days before. Whoever was picked in a bad spell gets better without training too; the comparison allows for that.`,
    )
  if (unlike)
    found.push(
      'Too few untrained people are at a like level, so all of the team are compared with.',
    )
  if (returns.verdict === 'tooLittle')
    found.push(
      'It takes two untrained people, and ten checked tasks of the trained both before and after.',
    )
  if (days.after < days.before)
    found.push(`${passed(days.after)} since, against ${days.before} days before.`)
  return found
}
