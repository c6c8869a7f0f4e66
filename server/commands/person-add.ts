import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { Level, PersonRow } from '../contract/rows.js'
import type { Evidence } from '../contract/training-rows.js'
import type { Asked, CommandOf, Ctx, Tools } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { endTraining, KEPT_LEVELS } from './skill-set.js'
import { isOffered, mayUse } from './policy.js'

/** The temporary passphrase follows from the command's id: a repeated answer is the same, and it is stored nowhere. */
const label = (asked: Asked<unknown>) => `temporary ${asked.actor.id} ${asked.id}`

export const temporaryHash = (asked: Asked<unknown>, tools: Tools) => tools.hash(tools.passphraseFor(label(asked)))
export const temporaryPassphrase = (asked: Asked<unknown>, tools: Tools) => tools.passphraseFor(label(asked))

export const personAdd: CommandOf<'person.add', string | null> = {
  prepare: async (asked, tools) => (isOffered('person.add', asked.actor) ? temporaryHash(asked, tools) : null),
  decide(rows, input, ctx, hash) {
    mayUse('person.add', ctx.actor)
    if (hash === null) return refuseUnprepared()
    const problems = placeProblems(rows, input)
    if (problems.length > 0) refuseInput(problems)
    const person: PersonRow = {
      id: ctx.newId(), name: input.name, role: input.role, grade: input.grade ?? null,
      team: input.team ?? null, leads: input.role === 'lead' ? (input.leads ?? leadOf(input)) : [],
      active: true, presence: 'off', presenceSince: ctx.now, help: null,
    }
    rows.put('person', person)
    rows.put('account', { id: person.id, username: input.username, temporary: true })
    rows.putCredential({ id: person.id, username: input.username, hash, temporary: true, changedAt: ctx.now })
    saveSkills(rows, person, input.skills ?? everySkill(rows, person), ctx)
    return { person, password: '' }
  },
  present: (output, asked, tools) => ({ ...output, password: temporaryPassphrase(asked, tools) }),
}

/** Hashing is dear, so it is done for those alone who might use it: this one may only since a moment ago. */
export const refuseUnprepared = () => refuse('unavailable', 'Your role has just changed; send it again.')

/** A lead for whom no teams are named leads the team that they work in. */
export const leadOf = (input: { team?: string | null }) => (input.team ? [input.team] : [])

function everySkill(rows: Unit, person: PersonRow): Record<string, Level> {
  if (person.role !== 'clerk' && person.role !== 'lead') return {}
  return Object.fromEntries([...rows.all('taskType')].map((type) => [type.id, 3 as const]))
}

/** @param evidence none: the levels are as somebody was added */
export function saveSkills(
  rows: Unit, person: PersonRow, skills: Record<string, Level>, { now, actor }: Ctx, evidence: readonly Evidence[] = [],
): void {
  const given = evidence.length > 0 ? { since: now, by: actor.id, evidence: [...evidence] } : {}

  for (const [type, level] of Object.entries(skills)) {
    const id = `${person.id}/${type}`
    const old = rows.get('skill', id)
    // Saying again what holds takes nothing from what it rests on.
    if (old?.level === level) continue
    const passed = old ? [{ level: old.level, since: old.since ?? null, until: now }] : []
    const earlier = [...passed, ...(old?.earlier ?? [])].slice(0, KEPT_LEVELS)
    rows.put('skill', {
      id, person: person.id, team: person.team, type, level, ...given, ...(earlier.length > 0 ? { earlier } : {}),
    })
    if (old?.level === 4) endTraining(rows, person.id, type)
  }
}

type Place = Partial<Pick<Input<'person.add'>, 'role' | 'team' | 'leads' | 'skills' | 'username'>>

/** What is wrong with where somebody is put, each with its path. */
export function placeProblems(rows: Unit, input: Place, self?: string): Problem[] {
  const problems: Problem[] = []
  const unknown = (team: string) => !rows.get('team', team)
  if (input.team && unknown(input.team)) problems.push({ path: 'team', message: `there is no team ${input.team}` })
  if (input.team === undefined && self === undefined && input.role === 'clerk') {
    problems.push({ path: 'team', message: 'a clerk needs a team' })
  }
  for (const [at, team] of (input.leads ?? []).entries()) {
    if (unknown(team)) problems.push({ path: `leads.${at}`, message: `there is no team ${team}` })
  }
  for (const type of Object.keys(input.skills ?? {})) {
    if (!rows.get('taskType', type)) problems.push({ path: `skills.${type}`, message: 'there is no such task type' })
  }
  for (const account of rows.all('account')) {
    if (account.username === input.username && account.id !== self) {
      problems.push({ path: 'username', message: 'this username is taken; choose another' })
    }
  }
  return problems
}
