import type { ShownTask, TaskRow } from '../../server/contract/rows.js'
import { clockNow, dueState, type DueState } from '../lib/due.js'
import { duration } from '../lib/durations.js'
import type { Times } from '../lib/times.js'
import { channelWords, priorityWords, statusWords } from '../lib/words.js'

/** How a task is told to one person: names, times and the present moment. */
export type Telling = {
  /** Id of the reader. */
  me: string
  nameOf: (person: string) => string
  teamOf: (team: string) => string
  times: Times
  now: number
}

export type Fact = { name: string; value: string }

/** "You", a name, or the system's. */
export const who = (person: string | null, { me, nameOf }: Pick<Telling, 'me' | 'nameOf'>) =>
  person === null
    ? 'somebody'
    : person === me
      ? 'You'
      : person === 'system'
        ? 'Tallyboard'
        : nameOf(person)

/** Where the task stands, in a few words: "In hand since 10:30", "Held by Priya Raman, waiting". */
export function stateLine(task: ShownTask, tell: Telling): string {
  const when = (at: string | null | undefined) => (at ? tell.times.when(at, tell.now) : '')
  const mine = task.holder === tell.me
  const holder = task.holder ? tell.nameOf(task.holder) : ''
  switch (task.status) {
    case 'queued':
      return 'In the queue'
    case 'active':
      return `${mine ? 'In hand' : `In hand of ${holder}`} since ${when(task.claimedAt)}`
    case 'assigned': {
      const by = task.assignedBy ? ` by ${who(task.assignedBy, tell)}` : ''
      return mine
        ? `Given to you${by.replace('You', 'yourself')}, not begun${task.why ? `: ${task.why}` : ''}`
        : `Given to ${holder}, not begun`
    }
    case 'waiting': {
      const stands = task.standsSince ? `, clock stands since ${when(task.standsSince)}` : ''
      return `${mine ? 'Waiting' : `Waiting, held by ${holder}`}${task.followUpAt ? `, follow-up ${when(task.followUpAt)}` : ''}${stands}`
    }
    case 'done':
    case 'cancelled': {
      const by = task.finishedBy ? ` by ${who(task.finishedBy, tell).replace('You', 'you')}` : ''
      return `${task.status === 'done' ? 'Finished' : 'Cancelled'}${by}${task.finishedAt ? `, ${when(task.finishedAt)}` : ''}`
    }
    default:
      return statusWords[task.status]
  }
}

/** The priority where it is worth a word. */
export const priorityNote = (task: ShownTask) =>
  task.priority === 'normal' ? null : priorityWords[task.priority]

const came: Record<TaskRow['channel'], string> = {
  counter: 'came in at the counter',
  phone: 'came by phone',
  mail: 'came by mail',
  email: 'came by e-mail',
  web: 'came from the web',
  app: 'came from the app',
  internal: 'from inside the office',
  import: 'from a file',
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Who asked, under which reference, and how it came. */
export function originFacts(task: ShownTask, tell: Telling): string[] {
  if (task.title === undefined) return []
  const [first, ...more] = [
    ...(task.requester ? [task.requester] : []),
    ...(task.reference ? [`ref. ${task.reference}`] : []),
    ...(task.channel ? [`${came[task.channel]}, ${tell.times.dayAndDate(task.createdAt)}`] : []),
  ]
  return first === undefined ? [] : [capital(first), ...more]
}

/** What is known of a task beside its head, steps and fields, for its own page. */
export function facts(task: ShownTask, tell: Telling): Fact[] {
  const { times, now } = tell
  const list: (Fact | false | '' | null | undefined)[] = [
    task.waitingFor && { name: 'Waits for', value: task.waitingFor },
    task.followUpAt !== null && { name: 'Follow-up', value: times.dueLine(task.followUpAt, now) },
    task.outcome && {
      name: task.status === 'cancelled' ? 'Reason' : 'Outcome',
      value: task.outcome,
    },
    task.holder !== null && {
      name: 'Holder',
      value: `${who(task.holder, tell)}${task.pinned ? ', pinned' : ''}`,
    },
    task.checkAsked && {
      name: 'Check',
      value: `asked for by ${who(task.checkAsked, tell).replace('You', 'you')}${task.status === 'review' ? '' : ', when it is finished'}`,
    },
    task.why && { name: 'Given because', value: task.why },
    task.requester && { name: 'Requester', value: task.requester },
    task.reference && { name: 'Reference', value: task.reference },
    task.channel && { name: 'Came by', value: channelWords[task.channel] },
    {
      name: 'Created',
      value: `${times.dayAndDate(task.createdAt)} ${times.time(task.createdAt)}${task.createdBy ? ` by ${who(task.createdBy, tell).replace('You', 'you')}` : ''}`,
    },
    { name: 'Team', value: tell.teamOf(task.team) },
    { name: 'Priority', value: priorityWords[task.priority] },
    { name: 'Standard', value: duration(task.standardMinutes) },
  ]
  return list.filter((fact): fact is Fact => Boolean(fact))
}

/** Work that is being checked was finished in time or not: it is late no more. */
const isOver = ({ status }: ShownTask) =>
  status === 'done' || status === 'cancelled' || status === 'review'

/** When it is or was due, as its head says it; null: at no time. */
export function dueWords(
  task: ShownTask,
  { times, now }: Pick<Telling, 'times' | 'now'>,
): string | null {
  if (task.dueAt === null) return null
  const over = isOver(task)
  return over ? times.when(task.dueAt, now) : times.dueLine(task.dueAt, clockNow(task, now))
}

/** Finished work is neither late nor at risk any more. */
export const openDue = (task: ShownTask, now: number): DueState =>
  isOver(task) ? null : dueState(task, now)
