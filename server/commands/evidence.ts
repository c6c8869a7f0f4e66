/** What levels and needs rest on, as a command checks it. */
import type { Problem } from '../contract/errors.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { Evidence } from '../contract/training-rows.js'
import type { Asked, Ctx, Needs, Tools } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { hasBegun } from './training-rows.js'

const NUMBER = /^[1-9]\d{0,8}$/
const numberOf = ({ kind, ref }: Evidence) =>
  kind === 'task' && ref !== null && NUMBER.test(ref) ? Number(ref) : null

/** The tasks that evidence names, which memory may lack once they are finished. */
export const needsEvidence = ({ evidence }: { evidence?: Evidence[] | undefined }): Needs => ({
  rows: { task: (evidence ?? []).flatMap((one) => numberOf(one) ?? []) },
})

/** Checks that evidence names and that have left the board; undefined: none are named. */
export type KeptChecks = readonly ReviewRow[] | undefined

/** Looks for the checks that evidence names among those that have left the board. */
export async function keptChecks(
  { input, office }: Asked<{ evidence?: Evidence[] | undefined }>,
  tools: Tools,
): Promise<KeptChecks> {
  const ids = (input.evidence ?? []).flatMap(({ kind, ref }) =>
    kind === 'review' && ref !== null ? ref : [],
  )
  return ids.length > 0 ? tools.keptChecks(office, ids) : undefined
}

/** Whom evidence is about: one person, or with null everyone of a team. */
export type About = {
  person: string | null
  team: string | null
  kept: KeptChecks
  /** A level rests on it, set at that moment: a training counts for those alone who took part, or gave it. */
  level?: Pick<Ctx, 'now' | 'office'>
  /** What was looked at before, and whose checks may have passed on since. */
  known?: readonly Evidence[]
}

export function evidenceProblems(
  rows: Unit,
  evidence: readonly Evidence[] = [],
  about: About,
): Problem[] {
  return evidence.flatMap((one, at) => {
    const message =
      one.kind === 'review'
        ? checkMisfit(rows, one, about)
        : (misfit(rows, one) ?? sessionMisfit(rows, one, about))
    return message ? [{ path: `evidence.${at}.ref`, message }] : []
  })
}

/** An open check is none: that there is one is for its checkers alone. */
function checkMisfit(
  rows: Unit,
  { ref }: Evidence,
  { person, team, kept, known = [] }: About,
): string | null {
  if (ref === null) return 'must name the review'
  if (known.some((one) => one.kind === 'review' && one.ref === ref)) return null
  const review = rows.get('review', ref) ?? kept?.find(({ id }) => id === ref)
  const theirs = person === null ? review?.team === team : review?.person === person
  return review && review.result !== null && theirs
    ? null
    : `there is no check ${ref} of ${person === null ? 'the team’s' : 'their'} work`
}

/** A training that somebody was not part of shows no level, though it may show a need. */
function sessionMisfit(
  rows: Unit,
  { kind, ref }: Evidence,
  { person, level }: About,
): string | null {
  const session = kind === 'session' && ref !== null ? rows.get('trainingSession', ref) : null
  if (!level || !session) return null
  const { state, trainer } = session
  if (state === 'planned' && !hasBegun(session, level))
    return 'is a training that has not begun yet'
  const attended = rows.get('attendance', `${ref}/${person}`)?.attended
  const gave = state === 'held' && trainer === person
  const took = state === 'held' && attended === true
  // Until it is signed, who was asked to it is there unless somebody said otherwise.
  const takes = state === 'planned' && attended !== undefined && attended !== false
  return gave || took || takes ? null : 'is a training that they did not take part in'
}

function misfit(rows: Unit, one: Evidence): string | null {
  const { kind, ref } = one
  if (kind === 'text' || kind === 'figure' || kind === 'level') return null
  if (ref === null) return `must name the ${kind}`
  if (kind === 'task') {
    const no = numberOf(one)
    return no !== null && rows.get('task', no) ? null : `there is no task #${ref}`
  }
  if (kind === 'procedure')
    return rows.get('procedure', ref) ? null : `there is no procedure ${ref}`
  if (kind === 'session')
    return rows.get('trainingSession', ref) ? null : `there is no training ${ref}`
  return null
}
