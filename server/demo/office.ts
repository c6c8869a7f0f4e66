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
import type { WorkDay } from '../contract/desk-rows.js'
import type { OfficeRow, TaskTypeRow } from '../contract/rows.js'
import type { OfficePlan } from '../core/found.js'
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
    demo: { notice, source: demoSource },
    desk: { returnReasons: namedReasons(template.returnReasons) },
  }
}

/** The office with its people, all of them with the one published password. */
export function foundingPlan(
  office: DemoOffice,
  clock: DemoClock,
  hash: string,
  at: string,
): OfficePlan {
  const { template } = office
  return {
    office: officeRow(office, clock),
    teams: template.teams,
    types: template.types,
    checklists: checklistsOf(template.id, template.types),
    people: template.people.map((person) => ({
      ...person,
      id: personId(template.id, person.username),
      hash,
      temporary: false,
      ...(person.pattern ? { pattern: [everyDay.map(() => demoDay(person))] } : {}),
    })),
    at,
  }
}

/** A demo's day may be any of the week: everybody works it as they work their Mondays. */
export const demoDay = ({ pattern }: TemplatePerson): WorkDay | null => pattern?.[0]?.[0] ?? null
