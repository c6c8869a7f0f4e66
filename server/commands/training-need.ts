/** Training needs: recorded by a lead, or accepted from what the record suggests; and targets of a team. */
import type { Input, WriteName } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { Suggestion } from '../contract/training-figures.js'
import type { TrainingNeedRow } from '../contract/training-rows.js'
import type { Asked, CommandOf, Ctx, Tools } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { audienceOf, leadsTeam, sees } from '../domain/audience.js'
import { teamOfKey } from '../domain/training/suggestion.js'
import { evidenceProblems, keptChecks, needsEvidence, type KeptChecks } from './evidence.js'
import { personOf } from './person-presence.js'
import { isOffered, mayConcern, mayShape, mayUse } from './policy.js'

export const targetSet: CommandOf<'target.set'> = {
  decide(rows, { team, type, level, headcount, by = null, who = [] }, ctx) {
    mayShape('target.set', ctx.actor, team)
    const problems: Problem[] = []
    if (!rows.get('team', team)) refuse('not_found', `There is no team ${team} in this office.`)
    if (!rows.get('taskType', type))
      problems.push({ path: 'type', message: 'there is no such task type' })
    for (const [at, id] of who.entries()) {
      const person = rows.get('person', id)
      if (person?.active && person.team === team) continue
      const message = `${person?.name ?? id} does not work in this team`
      problems.push({ path: `who.${at}`, message })
    }
    if (problems.length > 0) refuseInput(problems)
    const id = `${team}/${type}/${level}`
    if (headcount === 0) {
      rows.drop('target', id)
      return { target: null }
    }
    const unique = [...new Set(who)]
    const target = {
      id,
      team,
      type,
      level,
      headcount,
      by,
      who: unique,
      at: ctx.now,
      setBy: ctx.actor.id,
    }
    rows.put('target', target)
    return { target }
  },
}

export const needRecord: CommandOf<'need.record', KeptChecks> = {
  needs: needsEvidence,
  prepare: keptChecks,
  decide(rows, input, ctx, kept) {
    mayUse('need.record', ctx.actor)
    const { person, team } = whom(rows, input, ctx)
    const type = input.type ?? null
    const topic = input.topic ?? null
    const problems = [
      ...aboutProblems(rows, { type, topic }),
      ...evidenceProblems(rows, input.evidence, { person, team, kept }),
    ]
    if (problems.length > 0) refuseInput(problems)
    const need: TrainingNeedRow = {
      ...newNeed(ctx),
      person,
      team,
      type,
      topic,
      seen: input.seen,
      by: input.by ?? null,
      priority: input.priority ?? 'normal',
      evidence: input.evidence ?? [],
    }
    rows.put('trainingNeed', need)
    return { need }
  },
}

const newNeed = (ctx: Ctx) => ({
  id: ctx.newId(),
  suggestion: null,
  state: 'open' as const,
  recordedBy: ctx.actor.id,
  at: ctx.now,
  session: null,
  closed: null,
})

/** Whom a need is about, and whose leads see it. */
function whom(rows: Unit, { person: id, team }: Input<'need.record'>, ctx: Ctx) {
  if (id === null) {
    if (team === undefined)
      return refuseInput([{ path: 'team', message: 'say whose team needs it' }])
    mayShape('need.record', ctx.actor, team)
    return { person: null, team }
  }
  const person = personOf(rows, id)
  mayConcern('need.record', ctx.actor, person)
  if (!person.active) refuse('wrong_state', `${person.name} does not work here any more.`)
  if (team !== undefined && team !== person.team)
    refuseInput([{ path: 'team', message: `${person.name} works in another team; leave it out` }])
  return { person: id, team: person.team }
}

function aboutProblems(
  rows: Unit,
  { type, topic }: { type: string | null; topic: string | null },
): Problem[] {
  if (type === null && topic === null)
    return [{ path: 'type', message: 'say in which skill, or name a topic' }]
  return type === null || rows.get('taskType', type)
    ? []
    : [{ path: 'type', message: 'there is no such task type' }]
}

/** @throws Refusal `not_found`, also for a need that is not the actor's to change */
function needOf(rows: Unit, name: WriteName, id: string, ctx: Ctx): TrainingNeedRow {
  const need = rows.get('trainingNeed', id)
  if (!need || !sees(ctx.actor, audienceOf('trainingNeed', need)))
    return refuse('not_found', `There is no training need ${id}.`)
  mayUse(name, ctx.actor)
  if (need.team === null || !leadsTeam(ctx.actor, need.team))
    refuse('not_allowed', 'Only a lead of the team can do that.')
  if (need.closed)
    refuse('wrong_state', `This need was ${need.state === 'met' ? 'met' : 'dropped'} already.`)
  return need
}

export const needEdit: CommandOf<'need.edit', KeptChecks> = {
  needs: needsEvidence,
  prepare: keptChecks,
  decide(rows, { need: id, ...input }, ctx, kept) {
    const old = needOf(rows, 'need.edit', id, ctx)
    const given = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    )
    const need: TrainingNeedRow = { ...old, ...given }
    const about = { person: old.person, team: old.team, kept, known: old.evidence }
    const problems = [
      ...aboutProblems(rows, need),
      ...evidenceProblems(rows, input.evidence, about),
    ]
    if (problems.length > 0) refuseInput(problems)
    rows.put('trainingNeed', need)
    return { need }
  },
}

export const needClose: CommandOf<'need.close'> = {
  decide(rows, { need: id, state, text = null }, ctx) {
    const old = needOf(rows, 'need.close', id, ctx)
    if (state === 'dropped' && !text)
      refuseInput([{ path: 'text', message: 'say why it is dropped' }])
    const need = { ...old, state, closed: { by: ctx.actor.id, at: ctx.now, text } }
    rows.put('trainingNeed', need)
    return { need }
  },
}

/** Looked for before the line, because it reads what has left the board; null: not theirs, or not there. */
const lookFor =
  (name: WriteName) =>
  async (
    { input, actor, office }: Asked<{ key: string }>,
    tools: Tools,
  ): Promise<Suggestion | null> =>
    isOffered(name, actor) &&
    actor.role === 'lead' &&
    actor.leads.includes(teamOfKey(input.key) ?? '')
      ? tools.suggestion(office, input.key)
      : null

/** @throws Refusal `not_found`, also for one that is not the actor's to see */
function mustStand(name: WriteName, key: string, found: Suggestion | null, ctx: Ctx): Suggestion {
  mayUse(name, ctx.actor)
  const team = teamOfKey(key)
  if (!found || team === null || !leadsTeam(ctx.actor, team))
    return refuse('not_found', 'This suggestion does not stand any more; look at the list again.')
  return found
}

export const suggestionAccept: CommandOf<'suggestion.accept', Suggestion | null> = {
  prepare: lookFor('suggestion.accept'),
  decide(rows, { key, by = null, priority }, ctx, found) {
    const { person, team, type, topic, evidence, accept } = mustStand(
      'suggestion.accept',
      key,
      found,
      ctx,
    )
    for (const need of rows.all('trainingNeed')) {
      if (need.suggestion === key && !need.closed)
        refuse('wrong_state', 'This suggestion was accepted already.')
    }
    const need: TrainingNeedRow = {
      ...newNeed(ctx),
      person,
      team: person === null ? team : personOf(rows, person).team,
      type,
      topic,
      seen: accept.seen,
      by,
      priority: priority ?? accept.priority,
      evidence,
      suggestion: key,
    }
    rows.drop('dismissal', key)
    rows.put('trainingNeed', need)
    return { need }
  },
}

export const suggestionDismiss: CommandOf<'suggestion.dismiss', Suggestion | null> = {
  prepare: lookFor('suggestion.dismiss'),
  decide(rows, { key, reason }, ctx, found) {
    const { team, weight } = mustStand('suggestion.dismiss', key, found, ctx)
    const dismissal = { id: key, team, at: ctx.now, by: ctx.actor.id, reason, weight }
    rows.put('dismissal', dismissal)
    return { dismissal }
  },
}
