/** Whether what a proposal rested on, besides the tasks, is still so: people's days, places, skills and rules. */
import type { Basis } from '../contract/balance-commands.js'
import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { PersonRow, TeamRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import type { Unit } from '../core/rows.js'
import { personHash, rulesHash } from '../domain/balance/desk/basis.js'
import { dayChange, rulesChange } from '../domain/balance/desk/changes.js'
import { staysWithHolder } from '../domain/balance/desk/floor-of.js'
import { canBeDoneAt, placeOf } from '../domain/places.js'
import { personShift, type Timetable } from '../domain/timetable.js'
import { taskOf, typeOf } from './tasks.js'
import { timetableIn, todayIn } from './timetable-rows.js'

type Move = Input<'balance.apply'>['moves'][number]
export type Today = { now: number; day: string; timetable: Timetable }

export const dayOf = (rows: Unit, ctx: Ctx): Today => ({
  now: Date.parse(ctx.now),
  day: todayIn(ctx),
  timetable: timetableIn(rows, ctx.office),
})

const nameIn = (rows: Unit, id: string | null) => rows.get('person', id ?? '')?.name ?? 'somebody'

/** Of the people whom these moves concern, and of the team. */
export function basisProblems(
  rows: Unit,
  team: TeamRow,
  basis: Basis,
  { moves, today }: { moves: readonly Move[]; today: Today },
): Problem[] {
  const types = [...rows.all('taskType')]
  const ground = {
    ...today,
    types,
    team: { get: (id: string) => rows.get('team', id) },
    skill: { get: (id: string) => rows.get('skill', id) },
  }
  const concerned = new Set(moves.flatMap(({ from, to }) => [from, to]))
  const changed = ({ person, hash }: Basis['people'][number]) => {
    const row = rows.get('person', person)
    return concerned.has(person) && (!row || personHash(row, team, ground) !== hash)
  }
  return [
    ...(basis.rules === rulesHash(team, types)
      ? []
      : [
          {
            path: 'basis.rules',
            message: rulesChange(team.name),
          },
        ]),
    ...basis.people.flatMap((one, at) =>
      changed(one)
        ? [
            {
              path: `basis.people.${at}`,
              message: dayChange(nameIn(rows, one.person)),
            },
          ]
        : [],
    ),
  ]
}

/** What no proposal offers as things stand now, whatever it rested on. */
export function takerProblem(
  rows: Unit,
  { task: no, from, to }: Move,
  at: number,
  today: Today,
): Problem[] {
  if (to === from) return []
  const task = taskOf(rows, no)
  const problem = (message: string): Problem[] => [{ path: `moves.${at}.to`, message }]
  if (staysWithHolder(task))
    return problem(
      `#${no} is ${task.pinned ? 'pinned to' : 'confidential and stays with'} ${nameIn(rows, from)}`,
    )
  const person = to === null ? null : rows.get('person', to)
  if (!person) return []
  const shift = personShift(today.timetable, person.id, today.day)
  if (!shift) return problem(`${person.name} does not work today`)
  if (shift.to <= today.now) return problem(`${person.name} is not at work any more today`)
  return canBeDoneAt(typeOf(rows, task.type), placeOf(shift, homeOf(rows, person)))
    ? []
    : problem(`#${no} cannot be done where ${person.name} is today`)
}

const homeOf = (rows: Unit, { team }: PersonRow) => (team === null ? null : rows.get('team', team))
