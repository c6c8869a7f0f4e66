/** A task of the made-up morning: what is known of it while people choose what to do next. */
import type { TemplatePerson } from '../../db/offices/template.js'
import type { Priority, TaskTypeRow } from '../contract/rows.js'
import { calendarOf } from '../domain/calendar.js'
import { dueAt } from '../domain/due.js'
import { hasGrade } from '../domain/skill.js'
import type { Arrival } from './arrivals.js'
import { chanceOf } from './chance.js'
import { instantOf, minutesOf, type DemoClock } from './clock.js'
import { everyDay, type DemoOffice } from './office.js'

export type Coming = { clock: DemoClock; day: string; arrivals: readonly Arrival[] }

export type Open = {
  key: string
  no: number
  arrives: number
  type: TaskTypeRow
  priority: Priority
  dueAt: string | null
  fields: NonNullable<Arrival['input']['fields']>
  /** What everybody leaves for somebody else. */
  shunned: boolean
}

/** Share of the work that everybody leaves for somebody else; else nothing would be due today, since it is taken first. */
const SHUNNED = { late: 0.12, today: 0.5, later: 0.25 }

/** In the person's team, and within what they have learned. */
export const suits = (person: TemplatePerson, { type }: Open) =>
  (person.team === type.team || person.leads.includes(type.team ?? '')) &&
  hasGrade(person.grade, type) &&
  (type.requiredLevel === 0 || (person.skills[type.id] ?? 0) >= type.requiredLevel)

export function openTasks(
  { template, types }: DemoOffice,
  { clock, day, arrivals }: Coming,
): Open[] {
  const calendar = calendarOf({
    timeZone: clock.timeZone,
    days: everyDay,
    opens: template.opens,
    closes: template.closes,
  })
  const closes = instantOf(clock, day, minutesOf(template.closes))
  return arrivals.flatMap(({ key, minute, input }, index) => {
    const type = types.get(input.type)
    if (!type) return []
    const byRule = type.due && dueAt(type.due, instantOf(clock, day, minute), calendar)
    const haste = hasteOf(byRule, instantOf(clock, day, minutesOf(template.opens)), closes)
    return {
      key,
      no: index + 1,
      arrives: minute,
      type,
      priority: input.priority ?? type.priority,
      dueAt: byRule,
      fields: input.fields ?? {},
      shunned: chanceOf(`${template.id}/${key}`)() < SHUNNED[haste],
    }
  })
}

function hasteOf(due: string | null, opens: string, closes: string): keyof typeof SHUNNED {
  if (due === null || due > closes) return 'later'
  return due < opens ? 'late' : 'today'
}
