/** First-pass yield, reasons and agreement, and the checks behind each. */
import { readTeamReviews } from '../../db/queries/quality.js'
import type { Input, Output } from '../contract/commands.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { ReadCtx } from '../core/execute.js'
import { refuse, refuseInput } from '../core/refusal.js'
import { leadsTeam } from '../domain/audience.js'
import { deskRules } from '../domain/desk-rules.js'
import { dayBounds, officeDay } from '../domain/due.js'
import { agreementLines, reasonLines, yieldLines } from '../domain/quality/breakdown.js'
import { tellable, wholeWeeks, type Days } from '../domain/quality/tellable.js'
import { byChance, FEWEST_PEOPLE, outcomesOf, yieldOf } from '../domain/quality/yield.js'
import { addDays } from '../domain/timetable.js'
import { asker } from './tasks.js'

type Name =
  'quality.yield' | 'quality.reasons' | 'quality.agreement' | 'quality.rates' | 'quality.reviews'
export type Read<N extends Name> = (input: Input<N>, ctx: ReadCtx) => Promise<Output<N>>
export type Asker = ReturnType<typeof asker>

/** Longer spans are for reports; each check of the span is read. */
export const MOST_DAYS = 400
const PAGE = 50

export function teamOf({ board }: Asker, team: string): void {
  if (!board.tables.team.has(team)) refuse('not_found', `There is no team ${team} in this office.`)
}

/** Figures without persons: for the leads of the team, and for supervisors. */
function mustOversee(who: Asker, team: string): void {
  teamOf(who, team)
  if (who.viewer.role !== 'supervisor' && !leadsTeam(who.viewer, team))
    refuse('not_allowed', 'Only the leads of the team and supervisors see that.')
}

/**
 * Whose checks the asker may see: null, all of the team's; else their own.
 * @throws Refusal for other people's where one does not lead the team
 */
function whose(who: Asker, team: string, person?: string): string | null {
  teamOf(who, team)
  if (leadsTeam(who.viewer, team)) {
    if (person !== undefined && !who.board.tables.person.has(person))
      refuse('not_found', `There is no person ${person} in this office.`)
    return person ?? null
  }
  if (who.viewer.role === 'supervisor' || who.viewer.role === 'admin')
    return refuse(
      'not_allowed',
      'Figures and checks of single people are for them and their leads.',
    )
  if (person !== undefined && person !== who.viewer.id)
    return refuse('not_allowed', 'Checks of somebody’s work are for them and for their leads.')
  return who.viewer.id
}

export const zoneOf = ({ board }: Asker) => board.tables.office.get(board.office)?.timeZone ?? 'UTC'

/** Of how many people a figure must be at least for the asker: leads see each person's, so of any number. */
const fewestFor = (who: Asker, team: string) => (leadsTeam(who.viewer, team) ? 0 : FEWEST_PEOPLE)

export const deskOf = ({ board }: Asker) => deskRules(board.tables.office.get(board.office) ?? {})

const boundsOf = (who: Asker, { from, to }: Days) => ({
  from: dayBounds(from, zoneOf(who)).from,
  to: dayBounds(to, zoneOf(who)).to,
})

export function spanOf(who: Asker, days: Days) {
  const wrong = (path: string, message: string) => refuseInput([{ path, message }])
  if (days.to < days.from) wrong('to', 'must not be before the first day')
  if (addDays(days.from, MOST_DAYS) < days.to)
    wrong('to', `must lie within ${MOST_DAYS} days of the first day`)
  return boundsOf(who, days)
}

type Wanted = Days & { team: string; type?: string | undefined }

async function readDays(
  who: Asker,
  ctx: ReadCtx,
  { team, type, ...days }: Wanted,
  person: string | null = null,
): Promise<ReviewRow[]> {
  const span = { team, ...boundsOf(who, days), person: person ?? undefined }
  const found = await readTeamReviews(ctx.db, who.board.office, span)
  return type === undefined ? found : found.filter((review) => review.type === type)
}

export async function reviewsOf(
  who: Asker,
  ctx: ReadCtx,
  wanted: Wanted,
  person: string | null = null,
): Promise<ReviewRow[]> {
  spanOf(who, wanted)
  return readDays(who, ctx, wanted, person)
}

/** The checks that the asker may have figures of, and of which days these are. */
type Told = {
  reviews: ReviewRow[]
  fewest: number
  /** Null: the days asked for. */
  weeks: Days | null
}

/**
 * For leads those of the days they name. For others those of whole weeks, and of these the first checks by chance
 * alone: every figure is then of the same parts, which `tellable` picks, and less another leaves no part of few.
 */
async function told(who: Asker, ctx: ReadCtx, input: Wanted): Promise<Told> {
  const fewest = fewestFor(who, input.team)
  if (fewest === 0) return { reviews: await reviewsOf(who, ctx, input), fewest, weeks: null }
  spanOf(who, input)
  const weeks = wholeWeeks(input, dayIn(who)(ctx.now))
  const all = weeks ? await readDays(who, ctx, { ...input, ...weeks }) : []
  return { reviews: all.filter(byChance), fewest, weeks }
}

const dayIn = (who: Asker) => (instant: string) => officeDay(instant, zoneOf(who)).day

async function ofPeople(who: Asker, ctx: ReadCtx, input: Wanted): Promise<Told> {
  const reviews = await reviewsOf(who, ctx, input, whose(who, input.team))
  await ctx.look(peopleIn(reviews), 'Your first-pass yield')
  return { reviews, fewest: 0, weeks: null }
}

export const qualityYield: Read<'quality.yield'> = async (input, ctx) => {
  const who = asker(ctx)
  const { by } = input
  if (by !== 'person') mustOversee(who, input.team)
  const found = by === 'person' ? await ofPeople(who, ctx, input) : await told(who, ctx, input)
  const { fewest, weeks } = found
  const { minimumCount } = deskOf(who)
  const { isTold, leftOut } = tellable(outcomesOf(found.reviews), fewest, dayIn(who))
  const reviews = found.reviews.filter(isTold)
  const outcomes = outcomesOf(reviews)
  const stepsOf = (type: string) => who.board.tables.taskType.get(type)?.steps ?? []
  // Whoever did the work must not learn what is drawn of it before it is checked.
  const open = reviews.filter(
    ({ result, round, person }) => result === null && round === 1 && person !== who.viewer.id,
  )
  const waits = by !== 'person' || leadsTeam(who.viewer, input.team)
  const all = yieldOf(outcomes, minimumCount, undefined, fewest)
  const withheld = fewest > 0 && all.checked === null
  return {
    minimumCount,
    fewestPeople: fewest || null,
    leftOut,
    weeks,
    all,
    lines: yieldLines(outcomes, by, minimumCount, stepsOf, fewest),
    open: withheld ? null : waits ? open.length : 0,
    asked:
      fewest > 0
        ? null
        : reviews.filter(({ cause, result }) => cause === 'asked' && result !== null).length,
  }
}

/** Types that were checked so rarely that a reason would tell more of a piece of work than of the type. */
function rareTypes(done: readonly ReviewRow[], least: number): string[] {
  const counts = new Map<string, number>()
  for (const { type } of done) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].flatMap(([type, n]) => (n < least ? [type] : []))
}

export const qualityReasons: Read<'quality.reasons'> = async (input, ctx) => {
  const who = asker(ctx)
  mustOversee(who, input.team)
  const found = await told(who, ctx, input)
  const { fewest, weeks } = found
  const done = found.reviews.filter(({ result }) => result !== null)
  const { minimumCount } = deskOf(who)
  const { isTold, leftOut } = tellable(done, fewest, dayIn(who))
  const enough = done.filter(isTold)
  const rare = fewest > 0 ? rareTypes(enough, minimumCount) : []
  const shown = enough.filter(({ type }) => !rare.includes(type))
  const withheld = fewest > 0 && shown.length === 0
  return {
    minimumCount,
    fewestPeople: fewest || null,
    leftOut: [...new Set([...leftOut, ...rare])].sort(),
    weeks,
    checks: withheld ? null : shown.length,
    returns: withheld ? null : shown.filter(({ result }) => result === 'return').length,
    lines: reasonLines(shown),
  }
}

export const qualityAgreement: Read<'quality.agreement'> = async (input, ctx) => {
  const who = asker(ctx)
  mustOversee(who, input.team)
  const { reviews, fewest, weeks } = await told(who, ctx, input)
  const done = reviews.filter(({ result }) => result !== null)
  const { isTold, leftOut } = tellable(done, fewest, dayIn(who))
  const lines = agreementLines(done.filter(isTold), (type) => who.board.tables.checklist.get(type))
  // One pair tells of one piece of work.
  const enough = lines.filter(({ pairs }) => pairs >= fewest)
  return { lines: enough, fewestPeople: fewest || null, leftOut, weeks }
}

const peopleIn = (reviews: readonly ReviewRow[]) => [
  ...new Set(reviews.map(({ person }) => person)),
]

/** Where a page ends: after this check, in the order of the list. */
const placeOf = ({ finishedAt, id }: ReviewRow) => `${finishedAt} ${id}`

export const qualityReviews: Read<'quality.reviews'> = async (input, ctx) => {
  const who = asker(ctx)
  const only = whose(who, input.team, input.person)
  const all = await reviewsOf(who, ctx, input, only)
  const outcomes = new Map(outcomesOf(all).map((outcome) => [outcome.task, outcome]))
  const mine = all.filter((review) => {
    // Open checks are not told to whoever did the work, and say nothing yet.
    if (review.result === null) return false
    const counts = outcomes.get(review.task)
    const returned = review.result === 'return'
    const names = (of: (one: ReviewRow['reasons'][number]) => boolean) => review.reasons.some(of)
    return (
      (input.counted !== true || counts?.reviews.includes(review.id) === true) &&
      (input.blind !== true || review.twin !== null) &&
      (input.result === undefined || returned === (input.result === 'returned')) &&
      (input.step === undefined || (returned && names(({ step }) => step === input.step))) &&
      (input.reason === undefined || (returned && names(({ reason }) => reason === input.reason)))
    )
  })
  const latest = mine.toSorted((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
  const { after, limit = PAGE } = input
  const rest = after === undefined ? latest : latest.filter((review) => placeOf(review) < after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  await ctx.look(peopleIn(page), 'The checks of your work')
  return {
    reviews: page,
    total: latest.length,
    next: rest.length > limit && last ? placeOf(last) : null,
  }
}
