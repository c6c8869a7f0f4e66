/** Who could be given work, best first: one order for every list of people and for what is suggested. */
import type { Level, PersonRow, ShownTask } from '../../server/contract/rows.js'
import { duration } from '../lib/durations.js'
import { levelWords, presenceWords } from '../lib/words.js'
import type { Taker } from '../parts/AssignMenu.svelte'
import type { Lane } from './floor-lanes.js'

/** What puts one person before another. */
export type Standing = {
  lane: Lane
  /** What they would be given should take them so many minutes. */
  minutes: number
  /** Null: none on record, which hinders only where a type asks for one. */
  level: Level | null
}

/** At their desk, else here, then the leads who are here, then who is not. */
function presenceRank({ person, here }: Lane): number {
  if (!here) return 3
  if (person.role === 'lead') return 2
  return person.presence === 'available' ? 0 : 1
}
const lacksRoom = ({ lane, minutes }: Standing) => Number(lane.load.free < minutes)
/**
 * Who can do it alone comes first, whether or not they could also train others; then who can with
 * review, then of whom nothing is on record, and who is in training last.
 */
const levelRank = (level: Level | null) => -Math.min(level ?? 1.5, 3)

/** Present first, then whoever has room for it today, then by level, then who could begin it soonest. */
export const compareStandings = (a: Standing, b: Standing) =>
  presenceRank(a.lane) - presenceRank(b.lane) ||
  lacksRoom(a) - lacksRoom(b) ||
  levelRank(a.level) - levelRank(b.level) ||
  a.lane.load.freeAt - b.lane.load.freeAt ||
  a.lane.person.name.localeCompare(b.lane.person.name)

type Knowledge = {
  whyNot: (person: PersonRow, task: ShownTask) => string | null
  levelOf: (person: PersonRow, task: ShownTask) => Level | null
}

/** "2 h 49 free, then 24 min over", "break, 2 h 49 free", "away". */
function roomWords({ lane, minutes }: Standing): string {
  const { person, load, here } = lane
  const presence = presenceWords[person.presence].toLowerCase()
  if (!here) return presence
  const after = load.left - load.assigned - minutes
  const room = `${duration(load.free)} free${after < 0 ? `, then ${duration(-after)} over` : ''}`
  return person.presence === 'available' ? room : `${presence}, ${room}`
}

const noteOf = (level: Level | null) => {
  if (level === null) return null
  return level < 2 ? `level ${level}, ${levelWords[level]}` : `level ${level}`
}

/** Those of `lanes`, the ones who may take all of it first; the others with the reason. */
export function takersOf(
  tasks: readonly ShownTask[],
  lanes: readonly Lane[],
  { whyNot, levelOf }: Knowledge,
): Taker[] {
  const found = lanes.map((lane) => {
    const { person } = lane
    const others = tasks.filter((task) => task.holder !== person.id)
    const reason =
      others.length === 0
        ? `has ${tasks.length > 1 ? 'them' : 'it'}`
        : (others.map((task) => whyNot(person, task)).find((why) => why !== null) ?? null)
    const [level = null] = others
      .map((task) => levelOf(person, task))
      .sort((a, b) => levelRank(b) - levelRank(a))
    const standing: Standing = {
      lane,
      minutes: others.reduce((sum, task) => sum + lane.minutesOf(task), 0),
      level,
    }
    return { reason, standing }
  })
  found.sort(
    (a, b) =>
      Number(a.reason !== null) - Number(b.reason !== null) ||
      compareStandings(a.standing, b.standing),
  )
  return found.map(({ reason, standing }) => ({
    id: standing.lane.person.id,
    name: standing.lane.person.name,
    presence: standing.lane.person.presence,
    help: standing.lane.person.help !== null,
    room: roomWords(standing),
    note: reason === null ? noteOf(standing.level) : null,
    whyNot: reason,
  }))
}
