/** The words of the attention list: one reason and one action each. */
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import { longDay } from '../lib/day-words.js'
import { age, duration, inMinutes } from '../lib/durations.js'
import type { Times } from '../lib/times.js'
import { counted } from '../lib/words.js'
import type { IconName } from '../parts/icons.js'
import type { Call } from './floor-attention.js'
import { listed } from './leave-words.js'

export type CallWords = {
  icon: IconName
  kind: string
  tone: 'plain' | 'late' | 'risk'
  sentence: string
  /** How long it has been so, or how long there is left. */
  age: string
}

const minute = 60_000
const first = (person: PersonRow) => person.name.split(' ')[0] ?? person.name
const named = (task: ShownTask) => `#${task.no} ${task.title ?? 'Confidential'}`

const kinds: Record<Call['kind'], Pick<CallWords, 'icon' | 'kind' | 'tone'>> = {
  late: { icon: 'clock-alert', kind: 'Late', tone: 'late' },
  help: { icon: 'hand', kind: 'Help asked', tone: 'risk' },
  free: { icon: 'armchair', kind: 'Free', tone: 'plain' },
  risk: { icon: 'triangle-alert', kind: 'At risk', tone: 'risk' },
  absent: { icon: 'user-x', kind: 'On leave', tone: 'plain' },
  checks: { icon: 'badge-check', kind: 'To check', tone: 'plain' },
  disputes: { icon: 'badge-check', kind: 'Disputed', tone: 'plain' },
  leave: { icon: 'calendar-x', kind: 'Leave asked', tone: 'plain' },
  followUp: { icon: 'hourglass', kind: 'Follow up', tone: 'plain' },
  uncovered: { icon: 'user-x', kind: 'Not covered', tone: 'risk' },
  absence: { icon: 'user-x', kind: 'Not covered', tone: 'risk' },
  behind: { icon: 'timer', kind: 'Behind plan', tone: 'risk' },
  untouched: { icon: 'timer', kind: 'Not begun', tone: 'plain' },
}

type DueCall = Extract<Call, { kind: 'late' | 'risk' }>

/** "Ana can begin it at 10:51", "Marcus has it in hand", "nobody here can take it". */
function outcome(call: DueCall, times: Times, now: number): string {
  const { task, give, holder, begins } = call
  if (give)
    return `${first(give.person)} can begin it ${give.at <= now + minute ? 'now' : `at ${times.when(give.at, now)}`}.`
  if (holder && task.status === 'active') return `${first(holder)} has it in hand.`
  if (holder && task.status === 'waiting')
    return `Waits on ${task.waitingFor ?? 'someone outside'}, with ${first(holder)}.`
  if (holder && begins !== null)
    return `${first(holder)} comes to it at ${times.when(begins, now)}; nobody could sooner.`
  if (holder) return `With ${first(holder)}.`
  if (!call.told) return 'Nobody has it yet.'
  return begins === null
    ? 'Nobody here can take it.'
    : 'Nobody here can do it alone or with review.'
}

function dueSentence(call: DueCall, times: Times, now: number): string {
  const { task, begins } = call
  const due = `due ${times.due(call.since, now).time}`
  if (call.kind === 'late' || task.status !== 'queued' || begins === null) {
    return `${named(task)}: ${due}. ${outcome(call, times, now)}`
  }
  return `${named(task)}: ${due}, but its turn comes at ${times.when(begins, now)}. ${outcome(call, times, now)}`
}

function uncoveredSentence(
  { person, since, tasks }: Extract<Call, { kind: 'uncovered' }>,
  times: Times,
  now: number,
): string {
  const where = person.presence === 'away' ? 'away' : 'not signed in'
  const due = `${counted(tasks.length, 'task')} due today`
  return `${person.name} is ${where} since ${times.when(since, now)}; nobody else here can do ${due}.`
}

/** "Thursday 15–16: nobody can take Permits alone, because Ana is on leave." */
function absenceSentence(
  { people, day, from, to, types, left, need, more, alone }: Extract<Call, { kind: 'absence' }>,
  today: string,
): string {
  const when = `${day === today ? 'Today' : longDay(day)} ${from}–${to}`
  const what = listed(types.map(({ name }) => name))
  const take = `can take ${what}${alone ? ' alone' : ''}`
  const lack = left === 0 ? `nobody ${take}` : `${left} ${take} and ${need} are needed`
  const why = `${listed(people.map(first))} ${people.length === 1 ? 'is' : 'are'} on leave`
  const rest = more > 0 ? ` It leaves ${counted(more, 'more gap')}.` : ''
  return `${when}: ${lack}, because ${why}.${rest}`
}

function sentenceOf(call: Call, times: Times, now: number): string {
  if (call.kind === 'late' || call.kind === 'risk') return dueSentence(call, times, now)
  if (call.kind === 'help') {
    const about =
      call.taskNo === null ? '' : `, ${call.task ? named(call.task) : `#${call.taskNo}`}`
    return `${call.person.name}${about}${call.text ? `: ${call.text}` : ' asked for help.'}`
  }
  if (call.kind === 'free') {
    const which = call.told ? 'that they can do' : 'of their team'
    const waiting =
      call.count === 1 ? `1 task ${which} is waiting` : `${call.count} tasks ${which} are waiting`
    return `${call.person.name} has nothing in hand; ${waiting}.`
  }
  if (call.kind === 'absent') {
    const { length } = call.tasks
    return `${call.person.name} holds ${counted(length, 'task')}: ${call.words.charAt(0).toLowerCase()}${call.words.slice(1)}.`
  }
  if (call.kind === 'checks') {
    const since = `since ${times.when(call.since, now)}`
    return call.count === 1
      ? `${named(call.task)} waits for its check ${since}.`
      : `${counted(call.count, 'finished task')} wait for their check, the first ${since}.`
  }
  if (call.kind === 'disputes') {
    const since = `since ${times.when(call.since, now)}`
    return call.count === 1
      ? `The return of ${call.task ? named(call.task) : `#${call.no}`} is disputed and waits for a second checker ${since}.`
      : `${counted(call.count, 'disputed return')} wait for a second checker, the first ${since}.`
  }
  if (call.kind === 'leave') {
    return call.person
      ? `${call.person.name} asks for leave.`
      : `${call.count} requests for leave wait for you.`
  }
  if (call.kind === 'uncovered') return uncoveredSentence(call, times, now)
  if (call.kind === 'absence') return absenceSentence(call, times.day(now))
  if (call.kind === 'behind')
    return `${call.team.name}: ${duration(call.short)} of work short of the ${duration(call.planned)} planned by now.`
  if (call.kind === 'untouched') {
    const holder = call.holder ? first(call.holder) : 'Nobody'
    return `${named(call.task)}: ${holder} has not begun it; it goes back to the queue ${inMinutes(call.since, now)}.`
  }
  const with_ = call.holder ? `, with ${first(call.holder)}` : ''
  return `${named(call.task)}${with_}: follow-up was set for ${times.when(call.since, now)}${call.task.waitingFor ? `, on ${call.task.waitingFor}` : ''}.`
}

function ageOf(call: Exclude<Call, { kind: 'free' | 'absent' | 'absence' }>, now: number): string {
  const minutes = (now - call.since) / minute
  return minutes < 0 ? `in ${age(-minutes)}` : age(minutes)
}

export const callWords = (call: Call, times: Times, now: number): CallWords => ({
  ...kinds[call.kind],
  sentence: sentenceOf(call, times, now),
  age:
    call.kind === 'free' || call.kind === 'absent' || call.kind === 'absence'
      ? ''
      : ageOf(call, now),
})

export type CallAction =
  | { kind: 'give'; label: string; task: number; to: string }
  | { kind: 'reply'; label: string; person: string }
  | { kind: 'open'; label: string; task: number }
  | { kind: 'share'; label: string; tasks: number[] }
  | { kind: 'answer'; label: string }
  | { kind: 'checks'; label: string }
  | { kind: 'hour'; label: string; team: string; hour: number }
  | { kind: 'cover'; label: string; day: string; hour: number; type: string }

/** The one thing to do about it; a viewer who only looks on may still open the task. */
export function callAction(call: Call, mayAct: boolean): CallAction | null {
  if (call.kind === 'help') {
    if (mayAct)
      return { kind: 'reply', label: `Reply to ${first(call.person)}`, person: call.person.id }
    return call.taskNo === null ? null : { kind: 'open', label: 'Open task', task: call.taskNo }
  }
  if (call.kind === 'free') {
    return mayAct
      ? { kind: 'give', label: 'Give next', task: call.next.no, to: call.person.id }
      : { kind: 'open', label: 'Open next', task: call.next.no }
  }
  if (call.kind === 'checks' || call.kind === 'disputes')
    return { kind: 'checks', label: 'Open checks' }
  if (call.kind === 'leave') return { kind: 'answer', label: 'Answer' }
  if (call.kind === 'absent') {
    // Work in hand is released first; what is only given can go to somebody else at once.
    const given = call.tasks.filter(({ status }) => status === 'assigned').map(({ no }) => no)
    const [task] = call.tasks
    if (mayAct && given.length > 0) return { kind: 'share', label: 'Give to…', tasks: given }
    return task ? { kind: 'open', label: 'Open task', task: task.no } : null
  }
  if (call.kind === 'absence') {
    const { day, from: hour, types } = call
    return { kind: 'cover', label: 'Open timetable', day, hour, type: types[0]?.id ?? '' }
  }
  if (call.kind === 'behind') {
    const { team, hour } = call
    return mayAct ? { kind: 'hour', label: `Open ${hour}:00`, team: team.id, hour } : null
  }
  if (call.kind === 'uncovered')
    return call.tasks[0] ? { kind: 'open', label: 'Open task', task: call.tasks[0].no } : null
  if (mayAct && 'give' in call && call.give) {
    return {
      kind: 'give',
      label: `Give to ${first(call.give.person)}`,
      task: call.task.no,
      to: call.give.person.id,
    }
  }
  return { kind: 'open', label: 'Open task', task: call.task.no }
}
