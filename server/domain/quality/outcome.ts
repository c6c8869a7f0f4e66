/** What a check comes to: its score, what is wrong with it as entered, and what two of them come to. */
import type { Problem } from '../../contract/errors.js'
import type {
  ChecklistItem,
  ItemAnswer,
  ReturnedFor,
  ReviewResult,
  ReviewRow,
} from '../../contract/quality-rows.js'

export type Answers = Record<string, ItemAnswer>
export type Verdict = {
  result: ReviewResult
  answers: Answers
  reasons: ReturnedFor[]
  note: string | null
}

/** The weighted share of what applied and was right, 0 to 1; null: nothing was weighed. */
export function scoreOf(
  items: readonly Pick<ChecklistItem, 'id' | 'weight'>[],
  answers: Answers,
): number | null {
  let [right, all] = [0, 0]
  for (const { id, weight } of items) {
    const answer = answers[id]
    if (answer !== 'yes' && answer !== 'no') continue
    all += weight
    if (answer === 'yes') right += weight
  }
  return all > 0 ? right / all : null
}

export type Asked = {
  items: readonly ChecklistItem[]
  reasons: readonly { id: string; name: string }[]
  steps: readonly { id: string; name: string }[]
}

/** What is wrong with a verdict as entered, each with its path and what to do. */
export function verdictProblems(verdict: Verdict, asked: Asked): Problem[] {
  const { result, reasons, note } = verdict
  const problems = [...answerProblems(verdict, asked), ...reasonProblems(reasons, asked)]
  if (result === 'return' && reasons.length === 0)
    problems.push({ path: 'reasons', message: 'give at least one reason for the return' })
  if (result !== 'return' && reasons.length > 0)
    problems.push({ path: 'reasons', message: 'only a return has reasons; leave them out' })
  if (result === 'note' && note === null)
    problems.push({ path: 'note', message: 'write the note, or pass it without one' })
  if (result === 'pass' && note !== null)
    problems.push({ path: 'note', message: 'choose “pass with a note”, or leave the note out' })
  return problems
}

function answerProblems({ result, answers }: Verdict, { items }: Asked): Problem[] {
  const problems: Problem[] = []
  for (const { id, text, critical } of items) {
    if (!answers[id])
      problems.push({ path: `answers.${id}`, message: `answer “${text}”: yes, no or na` })
    else if (critical && answers[id] === 'no' && result !== 'return')
      problems.push({
        path: 'result',
        message: `“${text}” is critical and was answered no: it can only be returned`,
      })
  }
  const known = new Set(items.map(({ id }) => id))
  for (const id of Object.keys(answers))
    if (!known.has(id))
      problems.push({ path: `answers.${id}`, message: 'is not in the checklist; leave it out' })
  return problems
}

function reasonProblems(reasons: readonly ReturnedFor[], asked: Asked): Problem[] {
  return reasons.flatMap(({ reason, step }, at) => {
    const found: Problem[] = []
    if (!asked.reasons.some(({ id }) => id === reason)) {
      const known = asked.reasons.map(({ id }) => id).join(', ')
      found.push({
        path: `reasons.${at}.reason`,
        message: `is not known here; choose of: ${known}`,
      })
    }
    if (step !== null && !asked.steps.some(({ id }) => id === step))
      found.push({ path: `reasons.${at}.step`, message: 'is no step of this task' })
    return found
  })
}

/** Two checkers looked on their own: it goes back if either returned it, with what either said. */
export function joined(verdicts: readonly Verdict[]): Pick<Verdict, 'result' | 'reasons' | 'note'> {
  const results = verdicts.map(({ result }) => result)
  const result = results.includes('return') ? 'return' : results.includes('note') ? 'note' : 'pass'
  const reasons: ReturnedFor[] = []
  for (const one of verdicts.flatMap((verdict) => verdict.reasons)) {
    const same = (other: ReturnedFor) =>
      other.reason === one.reason && other.step === one.step && other.text === one.text
    if (!reasons.some(same)) reasons.push(one)
  }
  const notes = [...new Set(verdicts.flatMap(({ note }) => note ?? []))]
  return { result, reasons, note: notes.length > 0 ? notes.join('\n') : null }
}

export const isOpen = ({ result }: Pick<ReviewRow, 'result'>) => result === null
