/** An entry of a task's life as a plain sentence. */
import type { TaskEvent } from '../../db/queries/history.js'

export type Naming = {
  person(id: string | null): string
  time(instant: string): string
  stepName(step: string | number): string
  /** A reason for which work is returned. */
  reason(id: string): string
  /** To when the event with this seq extended the task, where the task still knows. */
  extendedTo(seq: number): string | null
}

type Said = Record<string, unknown>
const text = (value: unknown) => (typeof value === 'string' ? value : '')
const because = (reason: unknown) => (text(reason) ? `: ${text(reason)}` : '')

export type Subject = {
  no: number
  /** The event before this one in the task's life. */
  before: TaskEvent | undefined
  /** False for who may not read the task: they learn what was done, and nothing of what was said. */
  open: boolean
  /** False for whom its checks do not concern: they learn that it was checked, and nothing of what came of it. */
  checks: boolean
  /** Who reads it. */
  me: string
  /** Of a balance of which something is kept: why it moved, and under what it would have stayed. */
  kept?: { why: string | null; unless: string | null } | undefined
}

export function sentence(event: TaskEvent, subject: Subject, naming: Naming): string {
  const { no, before, open, checks } = subject
  const who = event.actor === 'system' ? 'Tallyboard' : naming.person(event.actor)
  const input = (event.input ?? {}) as Said
  if (isBeside(event, input, no, before)) return `${who} ${beside[event.command] ?? 'did something with'} another task held beside it.`
  if (!checks && event.command in unchecked) return `${who} ${unchecked[event.command] ?? ''}.`
  if (open && event.command === 'balance.apply') return `${who} ${balanced(event, input, subject, naming)}.`
  return `${who} ${open ? verb(event, input, no, naming) : (veiled[event.command] ?? verb(event, {}, no, naming))}.`
}

/** Who holds several tasks shares their time among them, so that a change of one is an event of each. */
function isBeside({ command, actor }: TaskEvent, { task, tasks, moves }: Said, no: number, before: TaskEvent | undefined) {
  // Which task it took, its input does not say.
  if (command === 'task.claimNext') return before?.status === 'active' && before.holder === actor
  if (Array.isArray(moves)) return !moves.some((move: { task?: unknown }) => move.task === no)
  return Array.isArray(tasks) ? !tasks.includes(no) : typeof task === 'number' && task !== no
}

const beside: Record<string, string> = {
  'task.claim': 'took up',
  'task.claimNext': 'took up',
  'task.release': 'returned',
  'task.finish': 'finished',
  'task.hold': 'set aside',
  'task.resume': 'took up again',
  'task.cancel': 'cancelled',
  'task.assign': 'moved',
  'balance.apply': 'moved',
}

const unchecked: Record<string, string> = {
  'review.decide': 'finished the check',
  'review.unseal': 'finished the check',
}

const veiled: Record<string, string> = {
  'task.hold': 'set it aside',
  'task.step': 'worked on its steps',
  'task.edit': 'changed it',
  'task.change': 'changed it',
  'task.extend': 'extended its due time',
  'review.ask': 'asked for it to be checked',
}

const verbs: Record<string, string> = {
  'task.create': 'put it into the queue',
  'task.import': 'imported it from a file',
  'task.claim': 'took it in hand',
  'task.claimNext': 'took it in hand',
  'task.resume': 'took it in hand again',
  'task.note': 'added a note',
  'review.acknowledge': 'read the check',
  'review.dispute': 'disputed the return',
}

function verb(event: TaskEvent, input: Said, no: number, naming: Naming): string {
  const plain = verbs[event.command]
  if (plain) return plain
  if (event.command.startsWith('review.')) return reviewed(event, input, naming)
  switch (event.command) {
    case 'task.release': return `returned it to the queue${because(input.reason)}`
    case 'task.finish': return `finished it${because(input.outcome)}${event.status === 'review' ? '; it is being checked' : ''}`
    case 'task.hold': return held(input, naming)
    case 'task.step': return `${input.done ? 'ticked' : 'unticked'} “${naming.stepName(input.step as string)}”`
    case 'task.edit':
    case 'task.change':
      return `changed ${changed(input, naming)}`
    case 'task.extend': return extended(event, input, naming)
    case 'task.cancel': return `cancelled it${because(input.reason)}`
    case 'task.reopen': return `reopened it${because(input.reason)}`
    case 'task.assign': return event.holder ? `gave it to ${naming.person(event.holder)}` : 'returned it to the queue'
    case 'undo.apply': return `took that back: ${event.holder ? `it is with ${naming.person(event.holder)} again` : 'it is in the queue again'}`
    case 'task.pin': return input.pinned ? `pinned it to ${naming.person(event.holder)}` : 'took its pin off'
    case 'person.edit':
      return `returned it to the queue, since its holder ${input.active === false ? 'left' : 'no longer takes such work'}`
    case 'task.return': return `returned it to the queue: nobody began it within ${String(input.after)} minutes`
    case 'team.push': return `gave it to ${naming.person(event.holder)}, who had most room for it`
    default: return `did ${event.command}`
  }
}

function reviewed(event: TaskEvent, input: Said, naming: Naming): string {
  switch (event.command) {
    case 'review.ask':
      return input.asked === false
        ? `took back that it be checked${because(input.reason)}`
        : `asked for it to be checked${because(input.reason)}`
    case 'review.settle': return `decided the dispute: ${input.upheld ? 'the work was right' : 'the return stands'}`
    default: return decided(event, input, naming)
  }
}

type Reason = { reason?: unknown; step?: unknown; text?: unknown }

/** What came of a check. Of two checkers the other may have returned it: then its state says more than the input. */
function decided({ command, status, holder }: TaskEvent, input: Said, naming: Naming): string {
  const alone = command === 'review.unseal' ? ' by the first of two checkers' : ''
  if (status === 'done') {
    const how = input.result === 'note' ? 'passed it with a note' : 'passed it'
    return alone ? `let the check${alone} count: it passed` : how
  }
  const to = holder ? ` to ${naming.person(holder)}` : ''
  if (alone) return `let the check${alone} count: it went back${to} for correction`
  const reasons = Array.isArray(input.reasons) ? (input.reasons as Reason[]) : []
  if (reasons.length === 0) return `checked it; the other checker’s reasons sent it back${to} for correction`
  return `returned it${to} for correction: ${reasons.map((one) => reasonWords(one, naming)).join('; ')}`
}

function reasonWords({ reason, step, text: words }: Reason, naming: Naming): string {
  const at = typeof step === 'string' ? ` at “${naming.stepName(step)}”` : ''
  return `${naming.reason(text(reason))}${at}${text(words) ? ` (${text(words)})` : ''}`
}

type Moved = { task?: unknown; from?: unknown; to?: unknown; why?: unknown }

/** What a balance did with it; and why, for who got it, whom it was taken from and their leads: it tells of their days. */
function balanced(event: TaskEvent, { moves }: Said, { no, checks, me, kept }: Subject, naming: Naming): string {
  const move = (Array.isArray(moves) ? (moves as Moved[]) : []).find(({ task }) => task === no)
  if (move && move.from === move.to) return 'balanced: set its place in the list'
  const what = event.holder ? `gave it to ${naming.person(event.holder)}` : 'returned it to the queue'
  const why = [text(kept ? kept.why : move?.why), text(kept?.unless)].filter(Boolean).join('; ')
  const told = checks || move?.from === me || move?.to === me
  return `balanced: ${what}${told && why ? `, because ${why}` : ''}`
}

function held(input: Said, naming: Naming): string {
  const until = text(input.followUpAt) ? `, follow-up ${naming.time(text(input.followUpAt))}` : ''
  return `set it aside: ${text(input.reason)}${until}`
}

function extended({ seq }: TaskEvent, input: Said, naming: Naming): string {
  const to = text(input.dueAt) || naming.extendedTo(seq)
  const until = to ? ` to ${naming.time(to)}` : ''
  return `extended its due time${until}${input.notice ? ', with written notice' : ''}${because(input.reason)}`
}

const words: Record<string, string> = {
  title: 'the title', priority: 'the priority', dueAt: 'the due time', requester: 'the requester',
  reference: 'the reference', channel: 'how it came', team: 'the team', type: 'the type',
  confidential: 'who may read it', fields: 'the fields',
}

/** What became of what is short to say. */
function became(key: string, value: unknown, naming: Naming): string {
  if (key === 'priority') return ` to ${text(value)}`
  if (key === 'dueAt') return value === null ? ' to none' : ` to ${naming.time(text(value))}`
  return ''
}

function changed(input: Said, naming: Naming): string {
  const names = Object.keys(input).flatMap((key) => words[key] ? words[key] + became(key, input[key], naming) : [])
  const last = names.pop()
  return last ? (names.length > 0 ? `${names.join(', ')} and ${last}` : last) : 'nothing'
}
