/** The demo's offices: a ready-made office, what happens there, and Boston's records. */
import { v5 } from 'uuid'
import { denver311Demo } from '../../db/demo/denver-311.js'
import { readRecords, type DemoRecord } from '../../db/demo/records.js'
import { demoNotice, demoSource, type DemoScript } from '../../db/demo/script.js'
import { stLouisClericalDemo } from '../../db/demo/st-louis-clerical.js'
import { offices } from '../../db/offices/all.js'
import { checklistsOf } from '../../db/offices/checklists.js'
import {
  namedReasons,
  type OfficeTemplate,
  type TemplatePerson,
} from '../../db/offices/template.js'
import type { LeaveRow, PatternRow, WorkDay } from '../contract/desk-rows.js'
import type { OfficeRow, TaskTypeRow } from '../contract/rows.js'
import type { OfficePlan } from '../core/found.js'
import { deskDefaults } from '../domain/desk-rules.js'
import { noticeText } from '../domain/fairness/notice.js'
import { timetableFrom, weekdayOf, type Timetable } from '../domain/timetable.js'
import type { DemoClock } from './clock.js'

export type DemoOffice = {
  template: OfficeTemplate
  script: DemoScript
  /** In order of opening. */
  records: readonly DemoRecord[]
  types: ReadonlyMap<string, TaskTypeRow>
}

const scripts = new Map(
  [denver311Demo, stLouisClericalDemo].map((script) => [script.office, script]),
)

export const demoOffices = [...scripts.keys()]

/** Null when there is no demo of that name. */
export function demoOffice(name: string): DemoOffice | null {
  const script = scripts.get(name)
  const template = offices.get(name)
  if (!script || !template) return null
  const types = new Map(template.types.map((type) => [type.id, type]))
  return { template, script, records: readRecords(), types }
}

const NAMES = '0b6d6a52-5d56-4c43-9d0e-6a0e6a2c3f77'

/** The same id for the same thing at every start. */
export const demoId = (...parts: (string | number)[]) => v5(parts.join('\n'), NAMES)

export const personId = (office: string, username: string) => demoId(office, 'person', username)

export const everyDay = [1, 2, 3, 4, 5, 6, 7]

export function officeRow({ template }: DemoOffice, clock: DemoClock): OfficeRow {
  const { id, name, opens, closes } = template
  const notice = demoNotice(clock.zoneName)
  return {
    id,
    name,
    opens,
    closes,
    timeZone: clock.timeZone,
    days: everyDay,
    desk: {
      ...deskDefaults,
      utilisation: UTILISATION,
      returnReasons: namedReasons(template.returnReasons),
    },
    demo: { notice, source: demoSource },
  }
}

/**
 * The demo's people: what they finish of the standard minutes in an hour at work, by a day that was played.
 * An office's own default is lower, since nobody has measured it yet.
 */
const UTILISATION = 0.9

/** The version of the notice of what is recorded that the demo's people have read. */
export const NOTICE = 1

/** The office with its people, all of them with the one published password. */
export function foundingPlan(
  office: DemoOffice,
  clock: DemoClock,
  hash: string,
  { at, day }: { at: string; day: string },
): OfficePlan {
  const { template } = office
  const patterns = patternsOf(office, day)
  const notice = { version: NOTICE, at, ...noticeText(template.name, template.teams) }
  return {
    office: { ...officeRow(office, clock), notice },
    teams: template.teams,
    types: template.types,
    checklists: checklistsOf(template.id, template.types),
    people: template.people.map((person) => ({
      ...person,
      id: personId(template.id, person.username),
      hash,
      temporary: false,
      ...(patterns.has(person.username) && { pattern: patterns.get(person.username) }),
    })),
    at,
  }
}

/** A demo's day may be any of the week: everybody works it as they work their Mondays. */
export const demoDay = ({ pattern }: TemplatePerson): WorkDay | null => pattern?.[0]?.[0] ?? null

const WEEK = 7
/** Days off begin so many days after today, one person after the other: nobody is off today or tomorrow. */
const OFF_FROM = [2, 3, 4, 5]
const OFF_DAYS = 2

/**
 * The weeks of each, by username. The office works every day, so each has two days in a row off, in turns;
 * the five others are the Monday to Friday of their own weeks, today the Monday.
 */
function patternsOf({ template }: DemoOffice, day: string): Map<string, PatternRow['weeks']> {
  const working = template.people.filter(({ pattern }) => pattern)
  const first = weekdayOf(day) - 1
  return new Map(
    working.map(({ username, pattern = [] }, turn) => {
      const off = OFF_FROM[turn % OFF_FROM.length] ?? WEEK
      const weeks = pattern.map((week) => {
        const own = new Array<WorkDay | null>(WEEK).fill(null)
        let next = 0
        for (let ahead = 0; ahead < WEEK; ahead++) {
          if (off <= ahead && ahead < off + OFF_DAYS) continue
          own[(first + ahead) % WEEK] = week[next++] ?? null
        }
        return own
      })
      return [username, weeks]
    }),
  )
}

/** Who works when on the demo's days. */
export function timetableOf(
  office: DemoOffice,
  clock: DemoClock,
  { day, leave }: { day: string; leave: readonly LeaveRow[] },
): Timetable {
  const patterns = patternsOf(office, day)
  const rows = office.template.people.flatMap(({ username, team }): PatternRow[] => {
    const weeks = patterns.get(username)
    const id = personId(office.template.id, username)
    return weeks ? [{ id, person: id, team, from: day, weeks }] : []
  })
  const pattern = new Map(rows.map((row) => [row.id, row]))
  return timetableFrom(officeRow(office, clock), { shift: new Map(), pattern, leave })
}
