/** Who may give the commands of the desk: what the timetable, plans, leave and rules of a team ask for. */
import type { Entry } from '../../db/queries/commit.js'
import type { LeaveRow } from '../../server/contract/desk-rows.js'
import type { Ask, ModelInput, ModelOffice } from './model-office.js'

type Named = Partial<Pick<ModelInput, 'person' | 'team' | 'type'>> & { a?: string; b?: string }

const ofPerson = ({ person, a, b }: Named) => [person, a, b].flatMap((one) => one ?? [])

/**
 * - `plans`: an admin, or a lead of the team of each person named or of the team named
 * - `leads`: only such a lead
 * - `shapes`: an admin, or a lead of the type's team; any lead where it has none
 * - `rates`: the same, and a lead of the person's team too where one is named
 */
const who: Record<string, 'plans' | 'leads' | 'shapes' | 'rates'> = {
  'shift.save': 'plans',
  'shift.clear': 'plans',
  'shift.copyWeek': 'plans',
  'pattern.save': 'plans',
  'pattern.clear': 'plans',
  'day.adjust': 'leads',
  'day.swap': 'leads',
  'plan.save': 'leads',
  'plan.publish': 'leads',
  'hour.note': 'leads',
  'hour.sign': 'leads',
  'team.rules': 'leads',
  'standard.set': 'shapes',
  'checklist.save': 'shapes',
  'rate.set': 'rates',
  'checker.set': 'plans',
  'skill.set': 'plans',
  'need.record': 'leads',
}

export function mayUse(office: ModelOffice, entry: Entry, ask: Ask): void {
  const { actor, command, puts } = entry
  if (command.startsWith('leave.')) return leave(office, entry, ask)
  const rule = who[command]
  if (!rule) return
  const input = (entry.input ?? {}) as Named
  const role = office.people.get(actor)?.role
  if (command === 'skill.set') ask(input.person !== actor, 'sets their own level')
  if (role === 'admin' && rule !== 'leads') return
  const named = ofPerson(input).map((one) => office.people.get(one)?.team ?? null)
  const shapes = rule === 'shapes' || rule === 'rates'
  const team = shapes ? (office.types.get(input.type ?? '')?.team ?? null) : input.team
  const teams = team === undefined ? named : [...named, team]
  ask(role === 'lead', `is a ${role}`)
  for (const one of teams)
    ask(shapes && one === null ? true : office.leads(actor, one ?? ''), `leads no ${one}`)
  ask(
    puts.every(({ t }) => t !== 'task'),
    'tasks have changed',
  )
}

/** One asks and cancels for oneself or for whom one leads; nobody answers their own. */
function leave(office: ModelOffice, { actor, command, puts }: Entry, ask: Ask): void {
  const row = puts.find(({ t }) => t === 'leave')?.row as LeaveRow | undefined
  ask(row !== undefined, 'no leave was written')
  if (!row) return
  const own = row.person === actor
  const leads = office.leads(actor, row.team ?? '')
  const role = office.people.get(actor)?.role
  if (command === 'leave.ask') return ask(own || leads, `asks for ${row.person}`)
  if (command === 'leave.word') return ask(leads && !own, 'is no lead of theirs')
  const supervises = role === 'supervisor'
  if (command === 'leave.answer') return ask(!own && (leads || supervises), 'may not answer it')
  ask(own || leads || supervises, `cancels what is ${row.person}’s`)
}
