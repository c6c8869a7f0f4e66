/** Pushes the next task of a team's queue to whoever has most room for it, where the team wants that. */
import type { PersonRow, TaskRow } from '../contract/rows.js'
import type { Ctx, Decision } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { roomOf } from '../domain/room.js'
import { mayBePushed } from '../domain/skill.js'
import { personShift } from '../domain/timetable.js'
import { expectedBy } from '../domain/usual.js'
import { isOver } from './limit.js'
import { levelOf, nobodys, save, typeOf } from './tasks.js'
import { timetableIn } from './timetable-rows.js'

/** `returned`: what came back just now, from whom; it does not go to them again. */
export type TeamPush = { team: string; returned: { task: number; by: string } | null }

const expectedIn = (rows: Unit) => expectedBy({ get: (id) => rows.get('usual', id) })

const typesOf = (rows: Unit) => [...rows.all('taskType')].map(({ id }) => id)

export const teamPush: Decision<TeamPush, object> = {
  needs: ({ team }, _actor, rows) => ({ queue: { teams: [team], types: typesOf(rows) } }),
  decide(rows, { team: id, returned }, ctx) {
    const rules = rows.get('team', id)?.rules
    if (!rules?.push) return {}
    const rooms = roomsOf(rows, id, ctx)
    const types = new Set(typesOf(rows))
    for (let task = rows.firstQueued(id, types); task; task = rows.firstQueued(id, types)) {
      const taker = takerOf(rows, task, rooms, { reserve: rules.reserveMinutes ?? 0, returned })
      if (taker) {
        save(
          rows,
          {
            ...task,
            ...nobodys,
            status: 'assigned',
            holder: taker,
            assignedBy: 'system',
            assignedAt: ctx.now,
          },
          ctx,
        )
        return {}
      }
      // Nobody has room for it; perhaps for work of another type.
      types.delete(task.type)
    }
    return {}
  },
}

type Rooms = { person: PersonRow; room: number }[]

/** Clerks of the team who are at their desks, on shift, and may hold one more, most room first. */
function roomsOf(rows: Unit, team: string, ctx: Ctx): Rooms {
  const timetable = timetableIn(rows, ctx.office)
  const { day } = officeDay(ctx.now, ctx.office.timeZone)
  const now = Date.parse(ctx.now)
  const takes = ({ id, active, role, team: of, presence }: PersonRow) =>
    active && role === 'clerk' && of === team && presence === 'available' && !isOver(rows, id, team)
  return [...rows.all('person')]
    .filter(takes)
    .flatMap((person) => {
      const shift = personShift(timetable, person.id, day)
      // Before and after their shift nobody is there to take it up, whatever their screen says.
      if (!shift || now < shift.from || now >= shift.to) return []
      return [{ person, room: roomOf(rows.heldBy(person.id), shift, ctx.now, expectedIn(rows)) }]
    })
    .sort((a, b) => b.room - a.room || (a.person.id < b.person.id ? -1 : 1))
}

type Bounds = { reserve: number; returned: TeamPush['returned'] }

/** What is urgent may go into what is kept free for it. */
function takerOf(
  rows: Unit,
  task: TaskRow,
  rooms: Rooms,
  { reserve, returned }: Bounds,
): string | null {
  const type = typeOf(rows, task.type)
  const expected = expectedIn(rows)
  const kept = task.priority === 'urgent' ? 0 : reserve
  const found = rooms.find(
    ({ person, room }) =>
      room >= expected(person.id, type.id, task.standardMinutes) + kept &&
      mayBePushed(levelOf(rows, person.id, type), type) &&
      !(returned?.task === task.no && returned.by === person.id),
  )
  return found?.person.id ?? null
}
