/** The weeks before the demo's day: a little of everybody's work each day, so that checks have a history. */
import type { TemplatePerson } from '../../db/offices/template.js'
import { hasGrade } from '../domain/skill.js'
import { recordArrivals, routineArrivals, type Arrival } from './arrivals.js'
import { finishedFields, handleMinutes, outcomeOf, paceOf } from './behaviour.js'
import { between, chanceOf, pick } from './chance.js'
import { instantOf, minutesOf, type DemoClock } from './clock.js'
import type { DemoOffice } from './office.js'
import type { Happening } from './plan.js'

const DAYS = 15
const EACH = 2
const DAY = 1_440

type Kind = Arrival['input'] & { key: string }

/** What was done from three weeks ago until yesterday. */
export function weeksBefore(office: DemoOffice, clock: DemoClock, day: string): Happening[] {
  const kinds = kindsOf(office)
  const people = office.template.people.filter(({ username }) => /^(clerk\d|lead2)$/.test(username))
  return Array.from({ length: DAYS }, (_, at) => DAYS - at).flatMap((daysAgo) =>
    people.flatMap((person) => dayOf(office, { clock, day, daysAgo, person, kinds })),
  )
}

/** What such work is called; cases have one number only, so these have none. */
const kindsOf = (office: DemoOffice): Kind[] =>
  [...recordArrivals(office), ...routineArrivals(office)]
    .filter(({ input }) => !input.confidential)
    .map(({ key, input: { reference: _number, note: _note, ...input } }) => ({ ...input, key }))

type OneDay = {
  clock: DemoClock
  day: string
  daysAgo: number
  person: TemplatePerson
  kinds: readonly Kind[]
}

function dayOf(office: DemoOffice, { clock, day, daysAgo, person, kinds }: OneDay): Happening[] {
  const { template, types, script } = office
  const chance = chanceOf(`${template.id}/${person.username}/days ago ${daysAgo}`)
  const fit = kinds.filter(({ type: id }) => {
    const type = types.get(id)
    const works = type && (type.team === person.team || person.leads.includes(type.team ?? ''))
    const able = works && (person.skills[id] ?? 0) >= Math.max(1, type.requiredLevel)
    return able && hasGrade(person.grade, type)
  })
  if (fit.length === 0) return []
  return Array.from({ length: EACH }, (_, nth) => nth).flatMap((nth): Happening[] => {
    const { key: _key, ...input } = pick(chance, fit)
    const type = types.get(input.type)
    if (!type) return []
    const from = minutesOf('08:40') + nth * 190 + between(chance, 0, 120) - daysAgo * DAY
    const to = from + handleMinutes(chance, type.standardMinutes, paceOf(template.id, person))
    const key = `${person.username}-${daysAgo}-${nth}`
    const filling = { chance, script, day, now: instantOf(clock, day, to) }
    const fields = finishedFields(type, input.fields ?? {}, filling)
    const outcome = outcomeOf(chance, script, type.id)
    return [
      { minute: from - 25, person: 'intake', command: 'task.create', input, makes: key },
      { minute: from, person: person.username, command: 'task.claim', input: {}, task: key },
      {
        minute: to,
        person: person.username,
        command: 'task.finish',
        input: { outcome, fields },
        task: key,
      },
    ]
  })
}
