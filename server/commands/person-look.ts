/** A supervisor's reason to look at a person's record, and a lead's word on what is asked for a grade. */
import type { GradeTickRow, LookRow } from '../contract/fairness-rows.js'
import type { CommandOf } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import { deskRules } from '../domain/desk-rules.js'
import { lookUntil } from '../domain/fairness/look.js'
import { personOf } from './person-presence.js'
import { mayConcern } from './policy.js'

export const personLook: CommandOf<'person.look'> = {
  decide(rows, { person: id, reason }, ctx) {
    const person = personOf(rows, id)
    mayConcern('person.look', ctx.actor, person)
    if (id === ctx.actor.id)
      refuse('wrong_state', 'Your own record is open to you without a reason.')
    const look: LookRow = {
      id: ctx.newId(),
      person: id,
      by: ctx.actor.id,
      at: ctx.now,
      what: 'Your record',
      reason,
    }
    rows.put('look', look)
    return { look, until: lookUntil(look) }
  },
}

export const gradeTick: CommandOf<'grade.tick'> = {
  decide(rows, { person: id, criterion, met, text = null }, ctx) {
    const person = personOf(rows, id)
    mayConcern('grade.tick', ctx.actor, person)
    if (id === ctx.actor.id)
      refuse('not_allowed', 'Nobody says that of themselves; another lead does.')
    const asked = deskRules(ctx.office).gradeCriteria.find((one) => one.id === criterion)
    if (!asked) return refuse('not_found', `This office asks for no ${criterion}.`)
    if (asked.measure !== null)
      refuse('wrong_state', `“${asked.text}” is ticked from the record; nobody says it.`)
    const tick: GradeTickRow = {
      id: `${id}/${criterion}`,
      person: id,
      team: person.team,
      criterion,
      met,
      text,
      by: ctx.actor.id,
      at: ctx.now,
    }
    rows.put('gradeTick', tick)
    return { tick }
  },
}
