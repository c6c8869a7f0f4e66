/** Training in the demo: planned, held and signed by the real commands, and a procedure that most have read. */
import type { ProcedureScript, TrainingScript } from '../../db/demo/script.js'
import { addDays } from '../domain/timetable.js'
import { minutesOf } from './clock.js'
import { personId, type DemoOffice } from './office.js'
import type { Happening } from './plan.js'

const DAY = 1_440

/** The steps of all of it; `session` and `procedure` are the keys under which later ones find what they are about. */
export function trainingSteps({ template, script }: DemoOffice, day: string): Happening[] {
  const idOf = (username: string) => personId(template.id, username)
  return [
    ...script.trainings.flatMap((one, at) => sessionSteps(one, `session-${at}`, { idOf, day })),
    ...script.procedures.flatMap((one, at) => procedureSteps(one, `procedure-${at}`)),
  ]
}

type Told = { idOf: (username: string) => string; day: string }

function sessionSteps(one: TrainingScript, key: string, { idOf, day }: Told): Happening[] {
  const { kind, topic, type, trainer, attendees, daysAgo, from, to, place } = one
  const over = minutesOf(to) - daysAgo * DAY
  const signed = attendees.filter((username) => !one.unsigned.includes(username))
  return [
    {
      minute: minutesOf('16:10') - (daysAgo + 2) * DAY,
      person: one.by,
      command: 'training.plan',
      input: {
        kind,
        topic,
        type,
        trainer: idOf(trainer),
        attendees: attendees.map((username) => ({ person: idOf(username) })),
        day: addDays(day, -daysAgo),
        from,
        to,
        place,
      },
      makes: key,
    },
    ...attendees.map((username, at): Happening => ({
      minute: over + at * 0.1,
      person: trainer,
      command: 'training.attend',
      input: { person: idOf(username), attended: true },
      session: key,
    })),
    { minute: over + 2, person: trainer, command: 'training.sign', input: {}, session: key },
    ...signed.map((person, at): Happening => ({
      minute: over + 30 + at * 4,
      person,
      command: 'training.acknowledge',
      input: {},
      session: key,
    })),
  ]
}

function procedureSteps(one: ProcedureScript, key: string): Happening[] {
  const { name, text, team, types, daysAgo, readBy } = one
  const at = minutesOf('15:20') - daysAgo * DAY
  return [
    {
      minute: at,
      person: one.by,
      command: 'procedure.save',
      input: { name, text, team, types, change: 'New' },
      makes: key,
    },
    ...readBy.map((person, nth): Happening => ({
      minute: at + 60 + nth * 7,
      person,
      command: 'procedure.read',
      input: {},
      procedure: key,
    })),
  ]
}
