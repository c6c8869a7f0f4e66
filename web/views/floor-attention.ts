/** What needs the lead now, worst first, each with the facts its sentence and its one action are made of. */
import type { LeaveRow } from '../../server/contract/desk-rows.js'
import { compareQueue } from '../../server/contract/order.js'
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import type { StandingRules } from '../../server/contract/desk-rows.js'
import type { OfficeHours } from '../../server/domain/calendar.js'
import { nextUnbegun, warnedOf } from '../../server/domain/untouched.js'
import type { AbsenceGap } from './floor-absence.js'
import type { Behind } from './floor-behind.js'
import type { Waiting } from './floor-checks.js'
import type { Uncovered } from './floor-coverage.js'
import type { Lane } from './floor-lanes.js'
import { isSkilled, type Abilities, type Outlook, type Risk, type Start } from './floor-outlook.js'

/** Who is free for less has no time to begin anything before the next break or the end of the shift. */
export const IDLE_MINUTES = 10

export type Call =
  | {
      key: string
      kind: 'late' | 'risk'
      task: ShownTask
      since: number
      begins: number | null
      give: Start | null
      holder: PersonRow | null
      /** What people can do is known to the viewer. */
      told: boolean
    }
  | {
      key: string
      kind: 'help'
      person: PersonRow
      task: ShownTask | null
      taskNo: number | null
      text: string | null
      since: number
    }
  | { key: string; kind: 'free'; person: PersonRow; next: ShownTask; count: number; told: boolean }
  | { key: string; kind: 'followUp'; task: ShownTask; since: number; holder: PersonRow | null }
  /** On leave all day, with work that waits for them. */
  | { key: string; kind: 'absent'; person: PersonRow; words: string; tasks: readonly ShownTask[] }
  /** Leave that the viewer answers, or says a word on. `person`: who asks, when it is one. */
  | { key: string; kind: 'leave'; count: number; person: PersonRow | null; since: number }
  /** Finished work that waits long to be checked; `task`: the longest. */
  | { key: string; kind: 'checks'; count: number; task: ShownTask; since: number }
  /** Disputes that wait long for a second checker; `no`: the task of the longest, which may be off the board. */
  | {
      key: string
      kind: 'disputes'
      count: number
      no: number
      task: ShownTask | null
      since: number
    }
  | ({ key: string; kind: 'uncovered' } & Uncovered)
  /** Approved leave that leaves hours to come to too few. */
  | ({ key: string; kind: 'absence' } & AbsenceGap)
  | ({ key: string; kind: 'behind' } & Behind)
  /** Not begun, and about to go back to the queue by the team's rule. */
  | { key: string; kind: 'untouched'; task: ShownTask; since: number; holder: PersonRow | null }

export type Floor = {
  lanes: readonly Lane[]
  queue: readonly ShownTask[]
  outlook: Outlook
  abilities: Abilities
  /** Tasks of the teams shown. */
  tasks: Iterable<ShownTask>
  taskOf: (no: number) => ShownTask | undefined
  personOf: (id: string) => PersonRow | undefined
  /** Absences that leave work of today with nobody. */
  uncovered?: readonly Uncovered[]
  absences?: readonly AbsenceGap[]
  /** Teams behind their plan. */
  behind?: readonly Behind[]
  rulesOf: (team: string) => StandingRules | undefined
  /** When the office is open: only then does the time of such a rule pass. */
  office: OfficeHours
  now: number
  /** "On leave until Wed", for whoever is on leave the whole day; null: not so. */
  awayToday?: (person: PersonRow) => string | null
  /** Requests for leave that wait for the viewer. */
  asked?: readonly LeaveRow[]
  /** Work that waits long to be checked, the longest first. */
  checks?: readonly ShownTask[]
  /** Disputes that wait long to be decided, the longest first. */
  disputes?: readonly Waiting[]
}

/** Another person is worth naming only if they would begin it sooner than its turn comes. */
const worthGiving = ({ task, begins, best }: Risk): Start | null => {
  if (best === null) return null
  if (task.status === 'assigned' && begins !== null && best.at >= begins) return null
  return best
}

/** What can be mended by giving it to somebody comes before what can only be looked at. */
const byRemedy = (a: Risk, b: Risk) =>
  Number(worthGiving(b) !== null) - Number(worthGiving(a) !== null) || compareQueue(a.task, b.task)
const bySince = (a: { since: number }, b: { since: number }) => a.since - b.since

function dueCalls(kind: 'late' | 'risk', risks: Iterable<Risk>, floor: Floor): Call[] {
  return [...risks].sort(byRemedy).map((risk) => ({
    key: `${kind}/${risk.task.no}`,
    kind,
    task: risk.task,
    since: Date.parse(risk.task.dueAt ?? ''),
    begins: risk.begins,
    give: worthGiving(risk),
    holder: risk.task.holder === null ? null : (floor.personOf(risk.task.holder) ?? null),
    told: floor.abilities.told(risk.task.team),
  }))
}

function helpCalls(floor: Floor): Call[] {
  const calls: Extract<Call, { kind: 'help' }>[] = []
  for (const { person } of floor.lanes) {
    if (!person.help) continue
    const { task, text, since } = person.help
    calls.push({
      key: `help/${person.id}`,
      kind: 'help',
      person,
      task: task === null ? null : (floor.taskOf(task) ?? null),
      taskNo: task,
      text,
      since: Date.parse(since),
    })
  }
  return calls.sort(bySince)
}

function freeCalls(floor: Floor): Call[] {
  const calls: Call[] = []
  for (const { person, inHand, next, load } of floor.lanes) {
    // A lead between two tasks is leading.
    if (
      person.role === 'lead' ||
      person.presence !== 'available' ||
      person.help ||
      inHand ||
      next.length > 0 ||
      load.free < IDLE_MINUTES
    )
      continue
    const able = floor.queue.filter((task) =>
      floor.abilities.told(task.team)
        ? isSkilled(floor.abilities, person, task)
        : floor.abilities.mayDo(person, task),
    )
    const [first] = able
    if (first)
      calls.push({
        key: `free/${person.id}`,
        kind: 'free',
        person,
        next: first,
        count: able.length,
        told: floor.abilities.told(first.team),
      })
  }
  return calls
}

function followUpCalls(floor: Floor): Call[] {
  const calls: Extract<Call, { kind: 'followUp' }>[] = []
  for (const task of floor.tasks) {
    if (task.status !== 'waiting' || !task.followUpAt) continue
    const since = Date.parse(task.followUpAt)
    if (since > floor.now) continue
    const holder = task.holder === null ? null : (floor.personOf(task.holder) ?? null)
    calls.push({ key: `followUp/${task.no}`, kind: 'followUp', task, since, holder })
  }
  return calls.sort(bySince)
}

function untouchedCalls(floor: Floor): Call[] {
  const calls: Extract<Call, { kind: 'untouched' }>[] = []
  const nexts = floor.lanes.map(({ person, inHand, next }) => ({
    person,
    next: inHand ? null : nextUnbegun(next, floor.rulesOf),
  }))
  const holders = new Map(nexts.map(({ person, next }) => [next?.no, person]))
  for (const task of floor.tasks) {
    const holder = holders.get(task.no)
    if (!holder) continue
    const rules = floor.rulesOf(task.team)
    const since = warnedOf({ task, holder, rules }, floor.office, floor.now)
    if (since === null) continue
    calls.push({ key: `untouched/${task.no}`, kind: 'untouched', task, since, holder })
  }
  return calls.sort(bySince)
}

function absentCalls({ lanes, awayToday }: Floor): Call[] {
  return lanes.flatMap(({ person, inHand, beside, next, waiting }): Call[] => {
    const tasks = [...next, ...(inHand ? [inHand] : []), ...beside, ...waiting]
    const words = tasks.length > 0 ? (awayToday?.(person) ?? null) : null
    return words === null
      ? []
      : [{ key: `absent/${person.id}`, kind: 'absent', person, words, tasks }]
  })
}

function leaveCalls({ asked = [], personOf }: Floor): Call[] {
  const [first] = asked
  if (!first) return []
  const person = asked.length === 1 ? (personOf(first.person) ?? null) : null
  const since = Math.min(...asked.map(({ askedAt }) => Date.parse(askedAt)))
  return [{ key: 'leave', kind: 'leave', count: asked.length, person, since }]
}

function checkCalls({ checks = [], now }: Floor): Call[] {
  const [task] = checks
  if (!task) return []
  const since = task.finishedAt === null ? now : Date.parse(task.finishedAt)
  return [{ key: 'checks', kind: 'checks', count: checks.length, task, since }]
}

function disputeCalls({ disputes = [], taskOf }: Floor): Call[] {
  const [first] = disputes
  if (!first) return []
  const { no, since } = first
  const task = taskOf(no) ?? null
  return [{ key: 'disputes', kind: 'disputes', count: disputes.length, no, task, since }]
}

const uncoveredCalls = ({ uncovered = [] }: Floor): Call[] =>
  uncovered.map((one) => ({ key: `uncovered/${one.person.id}`, kind: 'uncovered', ...one }))

const absenceCalls = ({ absences = [] }: Floor): Call[] =>
  absences.map((gap) => ({
    key: `absence/${gap.people.map(({ id }) => id).join(',')}`,
    kind: 'absence',
    ...gap,
  }))

const behindCalls = ({ behind = [] }: Floor): Call[] =>
  behind.map((one) => ({ key: `behind/${one.team.id}`, kind: 'behind', ...one }))

/**
 * Calls of one kind, such that those that were there keep their order among themselves: who could
 * begin a task first changes by the minute, and the list must not jump with it.
 */
function steady(calls: readonly Call[], before: readonly string[]): Call[] {
  const place = new Map(before.map((key, at) => [key, at]))
  const natural = new Map(calls.map((call, at) => [call.key, at]))
  const rank = (call: Call | undefined) => natural.get(call?.key ?? '') ?? Infinity
  const list = calls
    .filter(({ key }) => place.has(key))
    .sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0))
  for (const call of calls) {
    if (place.has(call.key)) continue
    const at = list.findIndex((other) => rank(call) < rank(other))
    list.splice(at < 0 ? list.length : at, 0, call)
  }
  return list
}

/**
 * Every call, the first of each kind before the second of any, so that twenty late tasks never hide
 * the one person who asked for help. Kinds stand in the order of what waiting costs.
 * @param before keys of the calls that were shown last, in their order
 */
export function callsOf(floor: Floor, before: readonly string[] = []): Call[] {
  const kinds = [
    dueCalls('late', floor.outlook.late.values(), floor),
    helpCalls(floor),
    absentCalls(floor),
    uncoveredCalls(floor),
    absenceCalls(floor),
    freeCalls(floor),
    dueCalls('risk', floor.outlook.risk.values(), floor),
    behindCalls(floor),
    followUpCalls(floor),
    untouchedCalls(floor),
    disputeCalls(floor),
    checkCalls(floor),
    leaveCalls(floor),
  ].map((calls) => steady(calls, before))
  const firsts = kinds.flatMap((calls) => calls.slice(0, 1))
  return [...firsts, ...kinds.flatMap((calls) => calls.slice(1))]
}
