import type { Input } from '../contract/commands.js'
import type { CredentialRow, PersonRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { evidenceProblems, keptChecks, needsEvidence, type KeptChecks } from './evidence.js'
import { takesTasks, worksIn } from './fit.js'
import { leadOf, placeProblems, saveSkills } from './person-add.js'
import { personOf } from './person-presence.js'
import { mayUse } from './policy.js'
import { leaveTraining, moveTraining } from './training-people.js'
import { toQueue } from './tasks.js'

type Stored = CredentialRow | null
type Prepared = { stored: Stored; kept: KeptChecks } | null

export const personEdit: CommandOf<'person.edit', Prepared> = {
  prepare: async (asked, tools) => ({
    stored:
      asked.input.username === undefined
        ? null
        : await tools.credentialOf(asked.office, asked.input.person),
    kept: await keptChecks(asked, tools),
  }),
  needs: needsEvidence,
  decide(rows, input, ctx, prepared) {
    mayUse('person.edit', ctx.actor)
    const before = personOf(rows, input.person)
    const problems = [
      ...placeProblems(rows, input, before.id),
      ...evidenceProblems(rows, input.evidence, {
        person: before.id,
        team: before.team,
        kept: prepared?.kept,
        level: ctx,
      }),
    ]
    if (problems.length > 0) refuseInput(problems)
    const person = edited(before, input)
    keepAnAdmin(rows, before, person)
    rows.put('person', person.active ? person : { ...person, presence: 'off', help: null })
    rename(rows, person, input.username, prepared?.stored ?? null)
    // Without evidence it is an administrator's word, as when somebody is added: clients know it so.
    if (input.skills) saveSkills(rows, person, input.skills, ctx, input.evidence)
    if (person.team !== before.team) moveRows(rows, person)
    if (!person.active && before.active) leave(rows, person, ctx)
    else if (isElsewhere(before, person)) giveBack(rows, person, ctx)
    return { person: personOf(rows, person.id) }
  },
}

function edited(before: PersonRow, input: Input<'person.edit'>): PersonRow {
  const role = input.role ?? before.role
  const team = input.team === undefined ? before.team : input.team
  const led = before.role === 'lead' ? before.leads : leadOf({ team })
  return {
    ...before,
    name: input.name ?? before.name,
    role,
    grade: input.grade === undefined ? before.grade : input.grade,
    team,
    leads: role === 'lead' ? (input.leads ?? led) : [],
    active: input.active ?? before.active,
  }
}

/** An office that nobody can administer could be helped only from outside. */
function keepAnAdmin(rows: Unit, before: PersonRow, after: PersonRow): void {
  const administers = (person: PersonRow) => person.active && person.role === 'admin'
  if (!administers(before) || administers(after)) return
  for (const person of rows.all('person')) if (person.id !== before.id && administers(person)) return
  refuse('wrong_state', `${before.name} is the only admin; make somebody else admin first.`)
}

function rename(rows: Unit, person: PersonRow, username: string | undefined, stored: Stored): void {
  const account = rows.get('account', person.id)
  if (username === undefined || !account || !stored || account.username === username) return
  rows.put('account', { ...account, username })
  rows.putCredential({ ...stored, id: person.id, username })
}

/** What is kept of a person carries their team, since that decides which leads see it. */
function moveRows(rows: Unit, person: PersonRow): void {
  const { team } = person
  const own = <Row extends { person: string }>(all: Iterable<Row>) => [...all].filter((row) => row.person === person.id)
  for (const skill of own(rows.all('skill'))) rows.put('skill', { ...skill, team })
  for (const usual of own(rows.all('usual'))) rows.put('usual', { ...usual, team })
  for (const shift of own(rows.all('shift'))) rows.put('shift', { ...shift, team })
  for (const pattern of own(rows.all('pattern'))) rows.put('pattern', { ...pattern, team })
  for (const rate of [...rows.all('rate')].filter((one) => one.person === person.id)) rows.put('rate', { ...rate, team })
  for (const leave of own(rows.all('leave'))) rows.put('leave', { ...leave, team })
  moveTraining(rows, person)
  for (const note of own(rows.all('note'))) rows.put('note', { ...note, team })
  for (const tick of own(rows.all('gradeTick'))) rows.put('gradeTick', { ...tick, team })
  const read = rows.get('acknowledgement', person.id)
  if (read) rows.put('acknowledgement', { ...read, team })
}

/** Whether the change can take work away from them: one of the name or the grade cannot. */
const isElsewhere = (before: PersonRow, after: PersonRow): boolean =>
  before.role !== after.role || before.team !== after.team || before.leads.some((team) => !after.leads.includes(team))

/**
 * Who takes no tasks any more, in that team or at all, could not go on with theirs. Work that was begun
 * stays with somebody who moves: it is theirs to finish.
 */
function giveBack(rows: Unit, person: PersonRow, ctx: Ctx): void {
  for (const { no, status, team } of rows.heldBy(person.id)) {
    const keeps = takesTasks(person) && (status !== 'assigned' || worksIn(person, team))
    if (status !== 'review' && !keeps) toQueue(rows, no, ctx)
  }
}

function leave(rows: Unit, person: PersonRow, ctx: Ctx): void {
  leaveTraining(rows, person, ctx)
  for (const task of rows.heldBy(person.id)) if (task.status !== 'review') toQueue(rows, task.no, ctx)
  rows.put('ended', { id: person.id, person: person.id, at: ctx.now, except: null })
}
