/** What a lead fills in to record or change a training need, and the command that it makes. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import type { ShownTask } from '../../server/contract/rows.js'
import type { Evidence, TrainingNeedRow } from '../../server/contract/training-rows.js'
import { needPriorities } from '../../server/contract/training-rows.js'
import { priorityWord } from '../lib/training-words.js'

/** What is known already where "Record a need" was opened. */
export type NeedAbout = {
  /** Null: everyone of the team. */
  person?: string | null
  team?: string | null
  type?: string | null
  topic?: string | null
  seen?: string
  evidence?: readonly Evidence[]
}

type AboutTask = Pick<
  ShownTask,
  'no' | 'type' | 'title' | 'holder' | 'finishedBy' | 'review' | 'returned'
>

/**
 * From a task that somebody has, or had, in hand; where it came back from its check, that is the
 * evidence and its first cause the topic.
 * @param reasonName the office's word for a reason of a return
 */
export function needOfTask(
  task: AboutTask,
  reasonName: (id: string) => string,
  doer?: string | undefined,
): NeedAbout {
  const { no, type, title, holder, finishedBy, review, returned } = task
  const worked: Evidence = { kind: 'task', ref: String(no), text: title ?? `#${no}` }
  const about = { person: holder ?? finishedBy ?? undefined, type }
  if (!returned) return { ...about, evidence: [worked] }
  const causes = returned.reasons.map(({ reason, text }) =>
    text ? `${reasonName(reason)} (${text})` : reasonName(reason),
  )
  const text = `#${no} came back: ${causes.join(', ') || (returned.note ?? 'no reason given')}`
  const [first] = returned.reasons
  return {
    ...about,
    ...(doer === undefined ? {} : { person: doer }),
    topic: first ? reasonName(first.reason) : null,
    seen: `${text}.`,
    evidence: [{ kind: 'review', ref: review ?? null, text: text.slice(0, 300) }, worked],
  }
}

/** From a return, also of work that has been put right since. */
export function needOfReturn(
  { id, task, type, person, reasons, note }: ReviewRow,
  reasonName: (id: string) => string,
): NeedAbout {
  const returned = { at: '', by: '', reasons, note }
  return needOfTask(
    { no: task, type, title: `#${task}`, holder: null, review: id, returned },
    reasonName,
    person,
  )
}

export type NeedDraft = {
  /** A person's id, or `team:<id>` for everyone of a team. */
  who: string
  /** A task type's id; '' for a topic beside the skills. */
  type: string
  topic: string
  seen: string
  by: string
  priority: TrainingNeedRow['priority']
  evidence: readonly Evidence[]
  /** Whom a check among the evidence is about. */
  whose?: string | undefined
}

export const emptyNeed = (about: NeedAbout, team: string | null): NeedDraft => ({
  who:
    about.person ??
    (about.person === null && (about.team ?? team) ? `team:${about.team ?? team}` : ''),
  type: about.type ?? '',
  topic: about.topic ?? '',
  seen: about.seen ?? '',
  by: '',
  priority: 'normal',
  evidence: about.evidence ?? [],
  ...(about.person ? { whose: about.person } : {}),
})

export const draftOf = (need: TrainingNeedRow): NeedDraft => ({
  who: need.person ?? `team:${need.team ?? ''}`,
  type: need.type ?? '',
  topic: need.topic ?? '',
  seen: need.seen,
  by: need.by ?? '',
  priority: need.priority,
  evidence: need.evidence,
})

export const needLabels = {
  who: 'Person',
  person: 'Person',
  type: 'Skill',
  topic: 'Topic',
  seen: 'What was seen',
  by: 'By',
  priority: 'Priority',
  evidence: 'Evidence',
}

export const priorityOptions = needPriorities.map((value) => ({
  value,
  label: priorityWord[value],
}))

export function needProblems(draft: NeedDraft): Problem[] {
  const problems: Problem[] = []
  if (draft.who === '') problems.push({ path: 'who', message: 'Choose a person or the team' })
  if (draft.type === '' && draft.topic.trim() === '')
    problems.push({ path: 'topic', message: 'Choose a skill, or say what it is about' })
  if (draft.seen.trim() === '')
    problems.push({ path: 'seen', message: 'Say in a few words what was seen' })
  return problems
}

const shared = (draft: NeedDraft) => ({
  type: draft.type || null,
  topic: draft.topic.trim() || null,
  seen: draft.seen.trim(),
  by: draft.by || null,
  priority: draft.priority,
  // A check of somebody else's work is no evidence of this person's: what was seen stays as words.
  evidence: draft.evidence.map(({ kind, ref, text }) =>
    kind === 'review' && draft.whose !== undefined && draft.whose !== draft.who
      ? { kind: 'text' as const, ref: null, text }
      : { kind, ref, text },
  ),
})

export function recordInput(draft: NeedDraft): RawInput<'need.record'> {
  const team = draft.who.startsWith('team:') ? draft.who.slice(5) : null
  return team === null
    ? { person: draft.who, ...shared(draft) }
    : { person: null, team, ...shared(draft) }
}

export const editInput = (need: string, draft: NeedDraft): RawInput<'need.edit'> => ({
  need,
  ...shared(draft),
})
