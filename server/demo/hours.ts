/** What the lead does with the hours of the day: a plan before the doors open, and why an hour fell short. */
import type { PlanHour } from '../contract/desk-rows.js'
import { meanMinutes, planPeople, proposePlan, type Work } from '../domain/plan.js'
import { recordArrivals, routineArrivals, type Arrival } from './arrivals.js'
import { minutesOf, type DemoClock } from './clock.js'
import { leaveRows } from './leave.js'
import { officeRow, personId, timetableOf, type DemoOffice } from './office.js'
import type { Happening } from './plan.js'
import { deskRules } from '../domain/desk-rules.js'

const PLANNED = '07:52'
const WEEK = 7 * 1_440

type Day = {
  clock: DemoClock
  day: string
  /** What was open when the plan was made. */
  backlog: readonly Arrival[]
  /** What the morning brings, for the hour that the lead looks back on. */
  happenings: readonly Happening[]
}

export function hoursOfDay(
  office: DemoOffice,
  { clock, day, backlog, happenings }: Day,
): Happening[] {
  const { template, types } = office
  const { leads } = template.people.find(({ username }) => username === 'lead') ?? { leads: [] }
  const first = Number(template.opens.slice(0, 2))
  const finished = outputOf(first, happenings, types)
  return leads.flatMap((team): Happening[] => {
    const hours = planOf(office, { clock, day, team, backlog })
    const step = (at: string, command: Happening['command'], more: object): Happening => ({
      minute: minutesOf(at),
      person: 'lead',
      command,
      input: { team, day, ...more },
    })
    const plan = step(PLANNED, 'plan.publish', { hours })
    const planned = hours.find(({ hour }) => hour === first)
    const sign = step(`0${first + 1}:04`, 'hour.sign', { hour: first })
    const { tasks, minutes } = finished.get(team) ?? { tasks: 0, minutes: 0 }
    // The board can be read in either measure; what falls short in one has its cause in both.
    const isShort = tasks < (planned?.tasks ?? 0) || minutes < (planned?.standardMinutes ?? 0)
    if (!isShort) return [plan, sign]
    const why = {
      cause: 'interruptions',
      text: 'Line at the counter from 8:10 to 8:40',
      countermeasure: 'A second window until 9:00',
    }
    return [plan, step(`0${first + 1}:03`, 'hour.note', { hour: first, ...why }), sign]
  })
}

type Planning = { clock: DemoClock; day: string; team: string; backlog: readonly Arrival[] }

/**
 * The proposal of the plan screen, which is what people allow, and not more than what demand allows: what
 * is open and what came in on this weekday a week ago.
 */
function planOf(office: DemoOffice, { clock, day, team, backlog }: Planning): PlanHour[] {
  const { template } = office
  const ofTeam = (arrivals: readonly Arrival[]) =>
    arrivals.flatMap(({ input }): Work[] => {
      const type = office.types.get(input.type)
      const of = input.team ?? type?.team
      return type && of === team ? [{ tasks: 1, standardMinutes: type.standardMinutes }] : []
    })
  const usual = recordArrivals(office).filter(
    ({ minute }) => minute >= -WEEK && minute < 1_440 - WEEK,
  )
  const demand = ofTeam([...backlog, ...usual, ...routineArrivals(office)])
  const row = officeRow(office, clock)
  const people = template.people.map((person) => ({
    ...person,
    id: personId(template.id, person.username),
    active: true,
  }))
  const hours = proposePlan({
    timetable: timetableOf(office, clock, { day, leave: leaveRows(office, day) }),
    people: planPeople(people, team),
    day,
    utilisation: deskRules(row).utilisation,
    taskMinutes: meanMinutes(demand),
  })
  const sum = (work: readonly Work[]) =>
    work.reduce((all, { standardMinutes }) => all + standardMinutes, 0)
  const share = Math.min(1, sum(demand) / Math.max(1, sum(hours)))
  return hours.map(({ hour, tasks, standardMinutes }) => ({
    hour,
    tasks: Math.round(tasks * share),
    standardMinutes: Math.round(standardMinutes * share),
  }))
}

/** Standard minutes that each team finishes in an hour. */
function outputOf(hour: number, happenings: readonly Happening[], types: DemoOffice['types']) {
  const made = new Map<string, { type: string; team?: string }>()
  for (const { makes, input } of happenings)
    if (makes !== undefined) made.set(makes, input as { type: string; team?: string })
  const output = new Map<string, { tasks: number; minutes: number }>()
  for (const { command, minute, task } of happenings) {
    if (command !== 'task.finish' || Math.floor(minute / 60) !== hour) continue
    const one = made.get(task ?? '')
    const type = one && types.get(one.type)
    const team = one?.team ?? type?.team
    if (!type || !team) continue
    const before = output.get(team) ?? { tasks: 0, minutes: 0 }
    output.set(team, {
      tasks: before.tasks + 1,
      minutes: before.minutes + type.standardMinutes,
    })
  }
  return output
}
