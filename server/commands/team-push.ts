/** Pushes a team's queue to its people: each with room for it gets their next task, where the team wants that. */
import type { OfficeRow, PersonRow, TaskRow } from '../contract/rows.js'
import type { Decision } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { workingSpans } from '../domain/load.js'
import { canBeDoneAt, placeOf } from '../domain/places.js'
import { roomOf } from '../domain/room.js'
import { mayBePushed } from '../domain/skill.js'
import { personShift } from '../domain/timetable.js'
import { expectedBy } from '../domain/usual.js'
import { isOver } from './limit.js'
import { levelOf, nobodys, save, typeOf } from './tasks.js'
import { timetableIn } from './timetable-rows.js'

/** `returned`: what came back lately, from whom; it does not go to them again. */
export type TeamPush = { team: string; returned: { task: number; by: string }[] }
export type HandOut = { task: TaskRow; taker: string }
type Moment = { now: string; office: OfficeRow }

/** Most tasks of a queue that one pass looks at. */
const MOST_LOOKED = 500
/** Most that it gives out; the next pass goes on. */
export const MOST_GIVEN = 50

const expectedIn = (rows: Unit) => expectedBy({ get: (id) => rows.get('usual', id) })

const typesOf = (rows: Unit) => [...rows.all('taskType')].map(({ id }) => id)

export const teamPush: Decision<TeamPush, object> = {
  needs: ({ team }, _actor, rows) => ({ queue: { teams: [team], types: typesOf(rows) } }),
  decide(rows, about, ctx) {
    for (const { task, taker } of handOutsOf(rows, about, ctx)) {
      const given = { status: 'assigned', holder: taker, assignedBy: 'system' } as const
      save(rows, { ...task, ...nobodys, ...given, assignedAt: ctx.now }, ctx)
    }
    return {}
  },
}

/**
 * In queue order, each task to whoever has most room for it, and nobody a second one: the queue stays where
 * everybody sees it, and what is urgent by then is not behind a whole day of what was given out before.
 */
export function handOutsOf(rows: Unit, about: TeamPush, moment: Moment): HandOut[] {
  const rules = rows.get('team', about.team)?.rules
  if (!rules?.push) return []
  const queue = rows.queued(about.team, MOST_LOOKED)
  let rooms = queue.length > 0 ? roomsOf(rows, about.team, moment) : []
  const fits = fitsIn(rows, about, rules.reserveMinutes ?? 0)
  const nobodyFits = new Set<string>()
  const given: HandOut[] = []
  for (const task of queue) {
    if (rooms.length === 0 || given.length === MOST_GIVEN) break
    const kind = `${task.type} ${task.standardMinutes} ${task.priority === 'urgent'}`
    // Nobody is told by a rule what few may read: somebody has to choose who.
    if (task.confidential || nobodyFits.has(kind)) continue
    const able = rooms.filter((one) => fits.kind(task, one))
    if (able.length === 0) nobodyFits.add(kind)
    const taker = able.find(({ person }) => !fits.cameFrom(task, person))
    if (!taker) continue
    given.push({ task, taker: taker.person.id })
    rooms = rooms.filter((one) => one !== taker)
  }
  return given
}

type Room = { person: PersonRow; place: string | null; room: number }

/** Whether somebody has a task of the team to begin; what waits or is being checked is nothing to begin. */
const hasNext = (rows: Unit, person: string, of: string): boolean =>
  rows.heldBy(person).some(({ status, team }) => status === 'assigned' && team === of)

/** Clerks of the team who are at their desks, at work by the timetable, and have no next task but may hold one, most room first. */
function roomsOf(rows: Unit, team: string, { now, office }: Moment): Room[] {
  const timetable = timetableIn(rows, office)
  const { day } = officeDay(now, office.timeZone)
  const at = Date.parse(now)
  const location = rows.get('team', team)
  const takes = ({ id, active, role, team: of, presence }: PersonRow) =>
    active &&
    role === 'clerk' &&
    of === team &&
    presence === 'available' &&
    !isOver(rows, id, team) &&
    !hasNext(rows, id, team)
  return [...rows.all('person')]
    .filter(takes)
    .flatMap((person): Room[] => {
      const shift = personShift(timetable, person.id, day)
      // Outside their shift, and in a break of it, nobody is there to take it up, whatever their screen says.
      if (!shift || workingSpans(shift, at)[0]?.from !== at) return []
      const room = roomOf(rows.heldBy(person.id), shift, now, expectedIn(rows))
      return room > 0 ? [{ person, place: placeOf(shift, location), room }] : []
    })
    .sort((a, b) => b.room - a.room || (a.person.id < b.person.id ? -1 : 1))
}

/** @param reserve minutes of each that only urgent work may go into */
function fitsIn(rows: Unit, { returned }: TeamPush, reserve: number) {
  const expected = expectedIn(rows)
  return {
    /** The same for all tasks of a type, a standard and urgent or not. */
    kind(task: TaskRow, { person, place, room }: Room): boolean {
      const type = typeOf(rows, task.type)
      const kept = task.priority === 'urgent' ? 0 : reserve
      return (
        room >= expected(person.id, type.id, task.standardMinutes) + kept &&
        canBeDoneAt(type, place) &&
        mayBePushed(levelOf(rows, person.id, type), type, person.grade)
      )
    },
    cameFrom: ({ no }: TaskRow, { id }: PersonRow): boolean =>
      returned.some(({ task, by }) => task === no && by === id),
  }
}
