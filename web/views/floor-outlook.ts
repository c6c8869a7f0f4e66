/** What will be late if nothing changes: the held work in its order, then the queue in its own. */
import type { Level, PersonRow, ShownTask } from '../../server/contract/rows.js'
import { Timeline } from '../../server/domain/load.js'
import type { Lane } from './floor-lanes.js'
import { compareStandings } from './task-takers.js'

export type Start = { person: PersonRow; at: number }

export type Risk = {
  task: ShownTask
  /** When its turn would come as things stand, epoch ms; null: nobody here can do it. */
  begins: number | null
  /** Who, here and skilled, would best be given it now, and when they could begin it. */
  best: Start | null
}

export type MayDo = (person: PersonRow, task: ShownTask) => boolean
export type Abilities = {
  mayDo: MayDo
  /** Null: none on record. */
  levelOf: (person: PersonRow, task: ShownTask) => Level | null
  /** Whether the viewer is told what people of this team can do. */
  told: (team: string) => boolean
  /** Most tasks that one may hold of this team; null, or left out: as many as there are. */
  limitOf?: (team: string) => number | null
}

/** Whether to name them as the one to give it to: nobody in training is, and nobody of whom it is not known. */
export const isSkilled = (
  { mayDo, levelOf, told }: Abilities,
  person: PersonRow,
  task: ShownTask,
) => told(task.team) && mayDo(person, task) && (levelOf(person, task) ?? 2) >= 2

export type Outlook = {
  /** Open and past its due time. */
  late: Map<number, Risk>
  /** Due today, not late, and cannot be done in time at the present load. */
  risk: Map<number, Risk>
}

const minute = 60_000

/** Who is here to take work: the clerks; the leads only where there is no clerk. */
function workersOf(lanes: readonly Lane[]): Lane[] {
  const here = lanes.filter((lane) => lane.here)
  const clerks = here.filter(({ person }) => person.role !== 'lead')
  return clerks.length > 0 ? clerks : here
}

/**
 * Whom to give it to, in the order of every list of people; a lead only where there is no clerk. Nobody is named
 * for what few may read and somebody has, since another would read it too, nor for what is pinned to its holder.
 */
export function bestFor(
  task: ShownTask,
  lanes: readonly Lane[],
  abilities: Abilities,
): Start | null {
  if ((task.confidential || task.pinned) && task.holder !== null) return null
  const limit = abilities.limitOf?.(task.team) ?? Infinity
  const [best] = workersOf(lanes)
    .filter(({ person }) => person.id !== task.holder && isSkilled(abilities, person, task))
    // Who holds as many as their team allows cannot be given one more.
    .filter(({ inHand, beside, next }) => Number(!!inHand) + beside.length + next.length < limit)
    .map((lane) => ({
      lane,
      minutes: lane.minutesOf(task),
      level: abilities.levelOf(lane.person, task),
    }))
    .sort(compareStandings)
  return best ? { person: best.lane.person, at: best.lane.load.freeAt } : null
}

type Turn = { begins: number; ends: number }

/** When each task would be begun and done: held ones where they lie, queued ones by whoever is free first. */
function turnsOf(
  lanes: readonly Lane[],
  queue: readonly ShownTask[],
  mayDo: MayDo,
  now: number,
): Map<number, Turn> {
  const turns = new Map<number, Turn>()
  const hands: { lane: Lane; timeline: Timeline }[] = []
  for (const lane of lanes) for (const block of lane.load.blocks) turns.set(block.no, block)
  for (const lane of workersOf(lanes)) {
    const timeline = new Timeline(lane.shift, now)
    if (lane.load.assigned > 0) timeline.lay({ no: 0, minutes: lane.load.assigned })
    hands.push({ lane, timeline })
  }
  for (const task of queue) {
    let first: (typeof hands)[number] | null = null
    for (const hand of hands) {
      if (first && hand.timeline.position >= first.timeline.position) continue
      if (mayDo(hand.lane.person, task)) first = hand
    }
    if (!first) continue
    const minutes = first.lane.minutesOf(task)
    turns.set(task.no, first.timeline.lay({ no: task.no, minutes }))
  }
  return turns
}

/**
 * @param open every open task that is shown: queued, held, waiting
 * @param queue the queued ones among them, in queue order
 * @param until only tasks due by then can be at risk: what tomorrow brings is not known
 */
export function outlookOf(
  lanes: readonly Lane[],
  open: Iterable<ShownTask>,
  queue: readonly ShownTask[],
  abilities: Abilities,
  now: number,
  until: number,
): Outlook {
  const turns = turnsOf(lanes, queue, abilities.mayDo, now)
  const late = new Map<number, Risk>()
  const risk = new Map<number, Risk>()
  for (const task of open) {
    const due = task.dueAt === null ? Infinity : Date.parse(task.dueAt)
    if (due > until || task.status === 'review') continue
    const turn = turns.get(task.no)
    const isLate = due < now
    if (!isLate && (task.status === 'waiting' || (turn && turn.ends <= due + minute / 2))) continue
    const movable = task.status === 'queued' || task.status === 'assigned'
    const told = {
      task,
      begins: turn?.begins ?? null,
      best: movable ? bestFor(task, lanes, abilities) : null,
    }
    ;(isLate ? late : risk).set(task.no, told)
  }
  return { late, risk }
}
