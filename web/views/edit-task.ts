import type { RawInput } from '../../server/contract/commands.js'
import type { Channel, Priority, ShownTask } from '../../server/contract/rows.js'
import type { FieldClock } from '../lib/field-values.js'
import { parseWhen, showWhen } from '../lib/when.js'

/** The form for correcting a task, as it is typed. */
export type EditDraft = {
  title: string
  type: string
  team: string
  priority: Priority
  /** '' for no due time. */
  due: string
  channel: Channel
  requester: string
  reference: string
  confidential: boolean
}

export const editDraft = (task: ShownTask, clock: FieldClock): EditDraft => ({
  title: task.title ?? '',
  type: task.type,
  team: task.team,
  priority: task.priority,
  due: task.dueAt === null ? '' : showWhen(task.dueAt, clock.now, clock.times),
  channel: task.channel ?? 'internal',
  requester: task.requester ?? '',
  reference: task.reference ?? '',
  confidential: task.confidential,
})

export const editLabels: Record<keyof EditDraft, string> = {
  title: 'Title',
  type: 'Type',
  team: 'Team',
  priority: 'Priority',
  due: 'Due',
  channel: 'Came by',
  requester: 'Requester',
  reference: 'Reference',
  confidential: 'Confidential',
}

/** What differs between two readings of the form. */
export const changedKeys = (before: EditDraft, after: EditDraft) =>
  (Object.keys(before) as (keyof EditDraft)[]).filter((key) => before[key] !== after[key])

export type EditReady =
  | { ok: true; input: RawInput<'task.edit'> | null }
  | { ok: false; problems: Record<string, string> }

/** Only what was changed, for the command; null when nothing was. */
export function readEdit(
  task: Pick<ShownTask, 'no' | 'seq'>,
  before: EditDraft,
  draft: EditDraft,
  clock: FieldClock & { closes: string },
): EditReady {
  const keys = changedKeys(before, draft)
  if (draft.title.trim() === '')
    return { ok: false, problems: { title: 'Say in a few words what is to be done' } }
  const dueAt =
    draft.due.trim() === '' ? null : parseWhen(draft.due, clock.now, clock.times, clock.closes)
  if (keys.includes('due') && dueAt === null && draft.due.trim() !== '') {
    return { ok: false, problems: { due: 'A time, like 13:00, fri or 5 dec 9:00' } }
  }
  if (keys.length === 0) return { ok: true, input: null }
  const all = {
    ...draft,
    requester: draft.requester.trim() || null,
    reference: draft.reference.trim() || null,
  }
  const { due: _due, ...plain } = all
  const changed = Object.entries(plain).filter(([key]) => keys.includes(key as keyof EditDraft))
  return {
    ok: true,
    input: {
      task: task.no,
      seq: task.seq,
      ...Object.fromEntries(changed),
      ...(keys.includes('due') ? { dueAt } : {}),
    },
  }
}
