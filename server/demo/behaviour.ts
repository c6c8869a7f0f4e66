/** How the demo's people work: the same rules for the morning that is made up and for the day that follows. */
import type { DemoScript } from '../../db/demo/script.js'
import type { OfficeTemplate, TemplatePerson } from '../../db/offices/template.js'
import type { FieldRule, FieldValue, Presence, TaskTypeRow } from '../contract/rows.js'
import { between, chanceOf, lognormal, pick, type Chance } from './chance.js'
import { minutesOf } from './clock.js'
import { demoDay } from './office.js'

/** Of desk clerks the median lies below the standard, and the tail is long. */
const MEDIAN = 0.7
const VARIATION = 1.1
/** Nobody in a demo waits two hours for one task. */
const LONGEST = 4
const SHORTEST = 0.6

const gradePace = { I: 1.25, II: 1, III: 0.85 } as const

/** How long somebody takes, against others at the same task. */
export function paceOf(office: string, person: TemplatePerson): number {
  return (
    gradePace[person.grade ?? 'II'] *
    between(chanceOf(`${office}/${person.username}/pace`), 0.85, 1.15)
  )
}

/** Minutes that a task will take. */
export const handleMinutes = (chance: Chance, standardMinutes: number, pace: number) => {
  const drawn = lognormal(chance, MEDIAN * standardMinutes * pace, VARIATION)
  return Math.min(Math.max(drawn, SHORTEST), LONGEST * standardMinutes)
}

export type Fate =
  | { kind: 'finish' }
  /** Waits on somebody outside; `minutes` until it is followed up. */
  | { kind: 'hold'; minutes: number; share: number }
  | { kind: 'release'; share: number }

/** What becomes of a task in hand; `share` is the part of the work that is done by then. */
export function fateOf(chance: Chance, again: boolean): Fate {
  const drawn = chance()
  const share = between(chance, 0.3, 0.8)
  const minutes = between(chance, 25, 150)
  if (again || drawn >= 0.05) return { kind: 'finish' }
  return drawn < 0.035 ? { kind: 'hold', minutes, share } : { kind: 'release', share }
}

export const writesNote = (chance: Chance) => chance() < 0.06

/** Minutes between two tasks. */
export const breather = (chance: Chance) => between(chance, 0.1, 0.6)

export type Pause = { from: number; to: number; presence: Presence; id: string }

const presenceOf = { training: 'training', meeting: 'away', other: 'away' } as const

/** When somebody pauses, in minutes since midnight: the breaks and blocks of their own timetable, and leave of some hours. */
export function pausesOf(person: TemplatePerson, { leave }: Pick<DemoScript, 'leave'>): Pause[] {
  const { breaks = [], blocks = [] } = demoDay(person) ?? {}
  const today = leave.flatMap(({ person: of, from, part, answer }) =>
    of === person.username && from === 0 && part && answer?.approve ? [part] : [],
  )
  return [
    ...breaks.map((span) => ({ ...span, presence: 'break' as const })),
    ...blocks.map(({ kind, ...span }) => ({ ...span, presence: presenceOf[kind] })),
    ...today.map((span) => ({ ...span, presence: 'away' as const })),
  ]
    .map(({ from, to, presence }) => ({
      id: `${presence} ${from}`,
      from: minutesOf(from),
      to: minutesOf(to),
      presence,
    }))
    .sort((one, other) => one.from - other.from)
}

/** From when to when somebody works, in minutes since midnight. */
export function workingHours(
  { opens, closes }: OfficeTemplate,
  person: TemplatePerson,
): { from: number; to: number } {
  const day = demoDay(person)
  return { from: minutesOf(day?.from ?? opens), to: minutesOf(day?.to ?? closes) }
}

export const waitingFor = (chance: Chance, script: DemoScript, type: string) =>
  pick(chance, script.waits[type] ?? script.waits['*'] ?? ['An answer'])

export const outcomeOf = (chance: Chance, script: DemoScript, type: string) =>
  pick(chance, script.outcomes[type] ?? script.outcomes['*'] ?? ['Done'])

export const questionOf = (chance: Chance, script: DemoScript, type: string) =>
  pick(chance, script.questions[type] ?? script.questions['*'] ?? ['Can you look at this?'])

type Filling = { chance: Chance; script: DemoScript; day: string; now: string }

/** What the fields say when a task is finished: all that must be filled, some that may be. */
export function finishedFields(
  type: TaskTypeRow,
  current: Record<string, FieldValue>,
  filling: Filling,
): Record<string, FieldValue> {
  const filled: Record<string, FieldValue> = {}
  for (const field of type.fields) {
    if (field.kind === 'computed') continue
    const given = current[field.id]
    if (given !== undefined && given !== null && given !== '') continue
    const counterpart = { ...current, ...filled }[field.id.replace(/^entered-/, 'expected-')]
    if (counterpart !== undefined) filled[field.id] = counterpart
    else if (field.required || filling.chance() < 0.45) {
      const value = valueOf(field, filling)
      if (value !== null) filled[field.id] = value
    }
  }
  return filled
}

function valueOf(field: FieldRule, { chance, script, day, now }: Filling): FieldValue {
  switch (field.kind) {
    case 'count':
      return Math.floor(between(chance, 1, 12))
    case 'number':
      return Math.floor(between(chance, 2, 30))
    case 'money':
      return Math.round(between(chance, 400, 24_000)) / 100
    case 'check':
      return chance() < 0.3
    case 'date':
      return day
    case 'datetime':
      return now
    case 'choice':
      return pick(chance, field.choices)
    case 'computed':
      return null
    case 'text': {
      const known = script.texts[field.id]
      if (known) return pick(chance, known)
      return field.required ? 'As on the form' : null
    }
  }
}
