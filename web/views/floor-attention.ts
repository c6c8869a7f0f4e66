/** What needs the lead now, worst first, each with the facts its sentence and its one action are made of. */
import { compareQueue } from '../../server/contract/order.js'
import type { PersonRow, ShownTask, StandingRules } from '../../server/contract/rows.js'
import { warnedOf } from '../../server/domain/untouched.js'
import type { Lane } from './floor-lanes.js'
import { isSkilled, type Abilities, type Outlook, type Risk, type Start } from './floor-outlook.js'

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
  rulesOf: (team: string) => StandingRules | undefined
  now: number
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
  for (const { person, inHand, next } of floor.lanes) {
    // A lead between two tasks is leading.
    if (
      person.role === 'lead' ||
      person.presence !== 'available' ||
      person.help ||
      inHand ||
      next.length > 0
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
  for (const task of floor.tasks) {
    const since = warnedOf(task, floor.rulesOf(task.team), floor.now)
    if (since === null) continue
    const holder = task.holder === null ? null : (floor.personOf(task.holder) ?? null)
    calls.push({ key: `untouched/${task.no}`, kind: 'untouched', task, since, holder })
  }
  return calls.sort(bySince)
}

/**
 * Every call, the first of each kind before the second of any, so that twenty late tasks never hide
 * the one person who asked for help.
 */
export function callsOf(floor: Floor): Call[] {
  const kinds = [
    dueCalls('late', floor.outlook.late.values(), floor),
    helpCalls(floor),
    freeCalls(floor),
    dueCalls('risk', floor.outlook.risk.values(), floor),
    followUpCalls(floor),
    untouchedCalls(floor),
  ]
  const firsts = kinds.flatMap((calls) => calls.slice(0, 1))
  return [...firsts, ...kinds.flatMap((calls) => calls.slice(1))]
}
