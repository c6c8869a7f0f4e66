/** What the lead does with the hours of the day: a plan before the doors open, and why an hour fell short. */
import type { PlanHour } from '../contract/desk-rows.js'
import { minutesOf } from './clock.js'
import type { DemoOffice } from './office.js'
import type { Happening } from './plan.js'

/** The lead knows this floor: nearly all of an hour brings finished work. */
const MINUTES_AN_HOUR = 57
const FIRST = 8
const LAST = 16

/** @param happenings what the morning brings, for the hour that the lead looks back on */
export function hoursOfDay(
  { template, types }: DemoOffice,
  day: string,
  happenings: readonly Happening[],
): Happening[] {
  const { leads } = template.people.find(({ username }) => username === 'lead') ?? { leads: [] }
  const finished = outputOf(FIRST, happenings, types)
  return leads.flatMap((team): Happening[] => {
    const clerks = template.people.filter((one) => one.role === 'clerk' && one.team === team)
    const minutes = clerks.length * MINUTES_AN_HOUR
    const done = finished.get(team) ?? { tasks: 0, minutes: 0 }
    const each = done.tasks > 0 ? done.minutes / done.tasks : 15
    const hours = Array.from({ length: LAST - FIRST + 1 }, (_, at): PlanHour => ({
      hour: FIRST + at,
      tasks: Math.round(minutes / each),
      standardMinutes: minutes,
    }))
    const step = (clock: string, command: Happening['command'], more: object): Happening => ({
      minute: minutesOf(clock),
      person: 'lead',
      command,
      input: { team, day, ...more },
    })
    const plan = step('07:52', 'plan.publish', { hours })
    if (done.minutes >= minutes) return [plan]
    const why = {
      cause: 'interruptions',
      text: 'Line at the counter from 8:10 to 8:40',
      countermeasure: 'A second window until 9:00',
    }
    return [
      plan,
      step('09:03', 'hour.note', { hour: FIRST, ...why }),
      step('09:04', 'hour.sign', { hour: FIRST }),
    ]
  })
}

/** Tasks and standard minutes that each team finishes in an hour. */
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
