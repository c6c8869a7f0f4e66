/** What levels and needs rest on, as a command checks it. */
import type { Problem } from '../contract/errors.js'
import type { Evidence } from '../contract/training-rows.js'
import type { Needs } from '../core/command.js'
import type { Unit } from '../core/rows.js'

const NUMBER = /^[1-9]\d{0,8}$/
const numberOf = ({ kind, ref }: Evidence) =>
  kind === 'task' && ref !== null && NUMBER.test(ref) ? Number(ref) : null

/** The tasks that evidence names, which memory may lack once they are finished. */
export const needsEvidence = ({ evidence }: { evidence?: Evidence[] | undefined }): Needs => ({
  rows: { task: (evidence ?? []).flatMap((one) => numberOf(one) ?? []) },
})

/** Checks that are long over have left the board, so that a check's id is taken as it is given. */
export function evidenceProblems(rows: Unit, evidence: readonly Evidence[] = []): Problem[] {
  return evidence.flatMap((one, at) => {
    const message = misfit(rows, one)
    return message ? [{ path: `evidence.${at}.ref`, message }] : []
  })
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
