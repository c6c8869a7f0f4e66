/** An entry of a task's life as a plain sentence. */
import type { TaskEvent } from '../../db/queries/history.js'

export type Naming = {
  person(id: string | null): string
  time(instant: string): string
  stepName(step: string | number): string
}

type Said = Record<string, unknown>
const text = (value: unknown) => (typeof value === 'string' ? value : '')
const because = (reason: unknown) => (text(reason) ? `: ${text(reason)}` : '')

export function sentence(event: TaskEvent, subject: { no: number }, naming: Naming): string {
  const who = event.actor === 'system' ? 'Tallyboard' : naming.person(event.actor)
  const input = (event.input ?? {}) as Said
  return `${who} ${verb(event, input, subject, naming)}.`
}

function verb(event: TaskEvent, input: Said, subject: { no: number }, naming: Naming): string {
  switch (event.command) {
    case 'task.create': return 'put it into the queue'
    case 'task.import': return 'imported it from a file'
    case 'task.claim':
    case 'task.claimNext':
      return input.task === subject.no || event.holder === event.actor ? 'took it in hand' : 'began another task beside it'
    case 'task.release': return `returned it to the queue${because(input.reason)}`
    case 'task.finish': return input.task === subject.no
      ? `finished it${because(input.outcome)}` : 'finished another task held beside it'
    case 'task.hold': return input.task === subject.no ? held(input, naming) : 'set another task aside'
    case 'task.resume': return 'took it in hand again'
    case 'task.step': return `${input.done ? 'ticked' : 'unticked'} “${naming.stepName(input.step as string)}”`
    case 'task.note': return 'added a note'
    case 'task.edit': return `changed ${changed(input, naming)}`
    case 'task.cancel': return `cancelled it${because(input.reason)}`
    case 'task.reopen': return `reopened it${because(input.reason)}`
    case 'task.assign': return event.holder ? `gave it to ${naming.person(event.holder)}` : 'returned it to the queue'
    case 'person.edit': return 'returned it to the queue, since its holder left'
    default: return `did ${event.command}`
  }
}

function held(input: Said, naming: Naming): string {
  const until = text(input.followUpAt) ? `, follow-up ${naming.time(text(input.followUpAt))}` : ''
  return `set it aside: ${text(input.reason)}${until}`
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
