/** Training in the demo: written down, planned, held and signed by the real commands, in the weeks before. */
import { trainingScripts, type TrainingScript } from '../../db/demo/training.js'
import { addDays } from '../domain/timetable.js'
import { minutesOf } from './clock.js'
import type { TemplatePerson } from '../../db/offices/template.js'
import { demoDay, personId, type DemoOffice } from './office.js'
import type { Happening } from './plan.js'

const DAY = 1_440
/** Trainings are planned so many days before they are held, or were asked for. */
const PLANNED_BEFORE = 3
/** After it, the trainer signs, then the trainee, then the lead gives the level. */
const SIGNED_AFTER = 10

const days = (ago: number, at: string) => minutesOf(at) - ago * DAY

/** The steps that make it; what they make is found under `made:` and its key. */
export function trainingSteps(office: DemoOffice, day: string): Happening[] {
  const { template } = office
  const script = trainingScripts[template.id]
  if (!script) return []
  const id = (username: string) => personId(template.id, username)
  return [
    ...written(script),
    ...targetSteps(script, id, day),
    ...needSteps(script, id, day),
    ...script.trainings.flatMap((_, at) => heldSteps(office, script, at, day)),
  ]
}

type Id = (username: string) => string

/** Job breakdowns, procedures in their versions, and who has read them. */
function written({ lead, sheets, procedures }: TrainingScript): Happening[] {
  const first = procedures.map(({ id: _id, name, types, text, daysAgo }): Happening => ({
    minute: days(daysAgo, '11:10'),
    person: lead,
    command: 'procedure.save',
    input: { name, types, text, change: 'First version' },
  }))
  const changed = procedures.flatMap(({ id, name, types, change }): Happening[] =>
    change
      ? [
          {
            minute: days(change.daysAgo, '11:20'),
            person: lead,
            command: 'procedure.save',
            input: { id, name, types, text: change.text, change: change.what },
          },
        ]
      : [],
  )
  const read = procedures.flatMap(({ id, change, daysAgo, readBy }) =>
    readBy.map((person, n): Happening => ({
      minute: days((change?.daysAgo ?? daysAgo) - 1 - n, '09:05') + 17 * n,
      person,
      command: 'procedure.read',
      input: { procedure: id },
    })),
  )
  const broken = sheets.map((sheet): Happening => ({
    minute: days(18, '15:05'),
    person: lead,
    command: 'sheet.save',
    input: sheet,
  }))
  return [...first, ...changed, ...read, ...broken]
}

const targetSteps = ({ lead, team, targets }: TrainingScript, id: Id, day: string): Happening[] =>
  targets.map(({ type, headcount, by, who = [] }, n) => ({
    minute: days(17, '10:00') + n,
    person: lead,
    command: 'target.set',
    input: {
      team,
      type,
      level: 3,
      headcount,
      by: by === null ? null : addDays(day, by),
      who: who.map(id),
    },
  }))

const needSteps = ({ lead, needs }: TrainingScript, id: Id, day: string): Happening[] =>
  needs.map(({ key, person, type, seen, by, priority, daysAgo }) => ({
    minute: days(daysAgo, '16:20'),
    person: lead,
    command: 'need.record',
    input: {
      person: id(person),
      type,
      seen,
      by: addDays(day, by),
      ...(priority ? { priority } : {}),
    },
    makes: key,
  }))

/** One training, from its plan to the level that it led to. */
function heldSteps(
  { template }: DemoOffice,
  { lead, trainings }: TrainingScript,
  at: number,
  day: string,
): Happening[] {
  const training = trainings[at] as Training
  const { topic, type, trainer, attendees, place } = training
  const id = (username: string) => personId(template.id, username)
  const key = `training-${at}`
  const who = template.people.filter(
    ({ username }) => username === trainer || attendees.some(({ person }) => person === username),
  )
  const from = freeFor(who, training.minutes)
  const plan: Happening = {
    minute: days(Math.max(2, PLANNED_BEFORE - training.day), '16:40'),
    person: lead,
    command: 'training.plan',
    input: {
      kind: 'session',
      topic,
      type,
      trainer: id(trainer),
      attendees: attendees.map(({ person, need }) => ({
        person: id(person),
        ...(need ? { need: `made:${need}` } : {}),
      })),
      day: addDays(day, training.day),
      from: clockAt(from),
      to: clockAt(from + training.minutes),
      place,
    },
    makes: key,
  }
  if (training.day >= 0) return [plan]
  const over = training.day * DAY + from + training.minutes + SIGNED_AFTER
  return [plan, ...signatures(training, `made:${key}`, over, { lead, id })]
}

type Training = TrainingScript['trainings'][number]

/** Who came, the trainer's signature, the trainees', and the levels that the lead gives the day after. */
function signatures(
  { topic, type, trainer, attendees }: Training,
  session: string,
  over: number,
  { lead, id }: { lead: string; id: Id },
): Happening[] {
  const levels = Object.fromEntries(
    attendees.flatMap(({ person, levelAfter }) => (levelAfter ? [[id(person), levelAfter]] : [])),
  )
  const came = attendees.map(({ person }): Happening => ({
    minute: over,
    person: trainer,
    command: 'training.attend',
    input: { session, person: id(person), attended: true },
  }))
  const signed: Happening = {
    minute: over + 1,
    person: trainer,
    command: 'training.sign',
    input: { session, levels },
  }
  const learnt = attendees.map(({ person }): Happening => ({
    minute: over + 20,
    person,
    command: 'training.acknowledge',
    input: { session },
  }))
  const given = attendees.flatMap(({ person, need, levelAfter }): Happening[] => {
    if (!levelAfter) return []
    const evidence = [{ kind: 'session', ref: session, text: topic }]
    const level = { person: id(person), type, level: levelAfter, evidence }
    const closed = { need: `made:${need ?? ''}`, state: 'met' }
    const minute = over + DAY
    return [
      { minute, person: lead, command: 'skill.set', input: level },
      ...(need
        ? [{ minute: minute + 1, person: lead, command: 'need.close' as const, input: closed }]
        : []),
    ]
  })
  return [...came, signed, ...learnt, ...given]
}

/** The first minute of a day from ten on at which all of them work and have nothing else for so long. */
function freeFor(people: readonly TemplatePerson[], minutes: number): number {
  const shifts = people.map(demoDay)
  const isFree = (from: number) =>
    shifts.every(
      (work) =>
        work !== null &&
        minutesOf(work.from) <= from &&
        from + minutes <= minutesOf(work.to) &&
        [...work.breaks, ...work.blocks].every(
          (span) => minutesOf(span.to) <= from || from + minutes <= minutesOf(span.from),
        ),
    )
  for (let from = minutesOf('10:00'); from < DAY; from += 15) if (isFree(from)) return from
  throw new Error(
    `${people.map(({ name }) => name).join(', ')} have no ${minutes} minutes in common`,
  )
}

const clockAt = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
