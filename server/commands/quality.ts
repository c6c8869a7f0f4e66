/** What is checked: the checklist of a type, shares that differ from its own, and who checks. */
import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { ChecklistItem, RateRow } from '../contract/quality-rows.js'
import type { TaskTypeRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { rateId } from '../domain/quality/sampling.js'
import { uniqueSlug } from '../domain/slug.js'
import { personOf } from './person-presence.js'
import { keepingOwnShare } from './own-share.js'
import { mayConcern, mayShape } from './policy.js'
import { typeOf } from './tasks.js'

export const checklistSave: CommandOf<'checklist.save'> = {
  decide(rows, { type: id, items }, ctx) {
    const type = typeOf(rows, id)
    mayShape('checklist.save', ctx.actor, type.team)
    const problems = itemProblems(type, items)
    if (problems.length > 0) refuseInput(problems)
    const old = rows.get('checklist', id)
    // Checks name the version that they answered, so each stays to be read.
    if (old) rows.keep('checklist', `${id}/${old.version}`, old.at.slice(0, 10), old)
    const checklist = {
      id,
      team: type.team,
      version: (old?.version ?? 0) + 1,
      at: ctx.now,
      by: ctx.actor.id,
      items: withIds(items),
    }
    rows.put('checklist', checklist)
    return { checklist }
  },
}

type Items = Input<'checklist.save'>['items']

function itemProblems({ steps }: TaskTypeRow, items: Items): Problem[] {
  return items.flatMap(({ id, step }, at) => {
    const found: Problem[] = []
    if (id !== undefined && items.findIndex((other) => other.id === id) !== at)
      found.push({ path: `items.${at}.id`, message: 'is there twice' })
    if (step !== null && !steps.some((one) => one.id === step))
      found.push({ path: `items.${at}.step`, message: 'is no step of this type' })
    return found
  })
}

/** Ids stay when an item is reworded, so that its answers stay comparable; a new item gets one from its words. */
function withIds(items: Items): ChecklistItem[] {
  const taken = new Set(items.flatMap(({ id }) => id ?? []))
  return items.map(({ id: given, text, weight, critical, step }) => {
    const id = given ?? uniqueSlug(text, (one) => taken.has(one))
    taken.add(id)
    return { id, text, weight, critical, step }
  })
}

export const rateSet: CommandOf<'rate.set'> = {
  decide(rows, input, ctx) {
    const { grade = null, person: who = null, share, reason = null } = input
    const type = typeOf(rows, input.type)
    mayShape('rate.set', ctx.actor, type.team)
    const team = who === null ? type.team : concernedTeam(rows, who, ctx)
    const problems = rateProblems(input)
    if (problems.length > 0) refuseInput(problems)
    const id = rateId(type.id, grade, who)
    if (share === null) {
      keepingOwnShare(rows, type, ctx, () => rows.drop('rate', id))
      return { rate: null }
    }
    if (type.reviewRate <= 0)
      refuse('wrong_state', `${type.name} is not checked at all; give the type a share first.`)
    const rate: RateRow = {
      id,
      type: type.id,
      team,
      grade,
      person: who,
      share,
      at: ctx.now,
      by: ctx.actor.id,
      reason,
    }
    keepingOwnShare(rows, type, ctx, () => rows.put('rate', rate))
    return { rate }
  },
}

function concernedTeam(rows: Unit, who: string, ctx: Ctx): string | null {
  const person = personOf(rows, who)
  mayConcern('rate.set', ctx.actor, person)
  if (who === ctx.actor.id)
    refuse('not_allowed', 'Another lead says how much of your own work is checked.')
  return person.team
}

function rateProblems({ grade, person }: Input<'rate.set'>): Problem[] {
  if (grade && person)
    return [{ path: 'grade', message: 'name a person or a grade, not both; leave one out' }]
  if (grade === 'I')
    return [{ path: 'grade', message: 'everything of grade I is checked; choose II or III' }]
  return []
}

export const checkerSet: CommandOf<'checker.set'> = {
  decide(rows, { person: id, types }, ctx) {
    const before = personOf(rows, id)
    mayConcern('checker.set', ctx.actor, before)
    const named = [...new Set(types)]
    const problems = named.flatMap((type, at): Problem[] =>
      rows.get('taskType', type)
        ? []
        : [{ path: `types.${at}`, message: `there is no task type ${type}` }],
    )
    if (before.role !== 'clerk' && before.role !== 'lead')
      problems.push({
        path: 'person',
        message: `${before.name} is no clerk or lead, who check here`,
      })
    if (problems.length > 0) refuseInput(problems)
    const kept = new Set(before.checks)
    for (const type of named)
      if (!kept.has(type)) mayShape('checker.set', ctx.actor, typeOf(rows, type).team)
    const { checks: _before, ...rest } = before
    const person = { ...rest, ...(named.length > 0 ? { checks: named } : {}) }
    rows.put('person', person)
    return { person }
  },
}
