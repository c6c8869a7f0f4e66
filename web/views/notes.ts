/** Notes upward as their page lists them. Pure. */
import type { Problem } from '../../server/contract/errors.js'
import type { NoteRow } from '../../server/contract/fairness-rows.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import { maySend, SEND_AFTER_DAYS } from '../../server/domain/fairness/note.js'

export type NoteGroup = { title: string; notes: NoteRow[] }

/** Those that want something of a lead first; in each the latest period first. */
export function noteGroups(notes: Iterable<NoteRow>, role: Me['role']): NoteGroup[] {
  const all = [...notes].sort((a, b) =>
    a.to === b.to ? (a.id < b.id ? -1 : 1) : a.to < b.to ? 1 : -1,
  )
  const of = (state: NoteRow['state']) => all.filter((note) => note.state === state)
  const groups =
    role === 'lead'
      ? [
          { title: 'Drafts', notes: of('draft') },
          { title: 'Answered, to be sent', notes: of('answered') },
          { title: 'Waiting for the person', notes: of('signed') },
          { title: 'Sent', notes: of('sent') },
        ]
      : [{ title: 'Sent to the supervisors', notes: of('sent') }]
  return groups.filter(({ notes: some }) => some.length > 0)
}

/** Whom a lead may write a note on, or a supervisor may look at; never themselves. */
export function subjects(
  { id, role, leads }: Pick<Me, 'id' | 'role' | 'leads'>,
  people: Iterable<PersonRow>,
) {
  const works = (one: PersonRow) => one.role === 'clerk' || one.role === 'lead'
  const concerns = (one: PersonRow) =>
    role === 'supervisor' || (role === 'lead' && one.team !== null && leads.includes(one.team))
  return [...people]
    .filter((one) => one.active && one.id !== id && works(one) && concerns(one))
    .sort((a, b) => a.name.localeCompare(b.name))
}

export const noteLabels = { person: 'Person', from: 'First day', to: 'Last day' }

export type PeriodDraft = { person: string; from: string; to: string }

export function periodProblems({ person, from, to }: PeriodDraft, today: string): Problem[] {
  const problems: Problem[] = []
  if (person === '') problems.push({ path: 'person', message: 'Choose whom the note is about.' })
  if (from === '') problems.push({ path: 'from', message: 'Give the first day.' })
  if (to === '') problems.push({ path: 'to', message: 'Give the last day.' })
  else if (to >= today)
    problems.push({ path: 'to', message: 'must be a day that is over, at the latest yesterday' })
  else if (from !== '' && to < from)
    problems.push({ path: 'to', message: 'must not be before the first day' })
  return problems
}

/** The calendar month before a day, both ends included. */
export function monthBefore(today: string): { from: string; to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const iso = (at: number) => new Date(at).toISOString().slice(0, 10)
  return { from: iso(Date.UTC(year, month - 2, 1)), to: iso(Date.UTC(year, month - 1, 0)) }
}

/** How long an answer is waited for, as everyone whom a note concerns is told. */
export const answerRule = `If there is no answer within ${SEND_AFTER_DAYS} days of signing, the note can be sent without one, and says so.`

/** Until when one's answer is waited for; null: nothing is waited for. */
export const answerUntil = ({ state, signedAt }: Pick<NoteRow, 'state' | 'signedAt'>) =>
  state === 'signed' && signedAt !== null
    ? new Date(Date.parse(signedAt) + SEND_AFTER_DAYS * 86_400_000).toISOString()
    : null

/** Whether a lead can send a note now; null: yes, else what is missing. */
export function cannotSend(note: NoteRow, active: boolean, now: string): string | null {
  return maySend(note, { active, now })
    ? null
    : `the person has not answered it yet; without an answer it can be sent ${SEND_AFTER_DAYS} days after it was signed`
}
