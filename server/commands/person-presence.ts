import { onBoard, type PersonRow, type Presence } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { mayConcern, mayUse } from './policy.js'

/** @throws Refusal `not_found` */
export function personOf(rows: Unit, id: string): PersonRow {
  return rows.get('person', id) ?? refuse('not_found', `There is no person ${id} in this office.`)
}

/** Says where somebody is; the time of it changes only with the place. */
export function present(rows: Unit, id: string, presence: Presence, ctx: Pick<Ctx, 'now'>): PersonRow {
  const person = personOf(rows, id)
  if (person.presence === presence) return person
  const next = { ...person, presence, presenceSince: ctx.now }
  rows.put('person', next)
  return next
}

export const personPresence: CommandOf<'person.presence'> = {
  decide(rows, { status }, ctx) {
    mayUse('person.presence', ctx.actor)
    return { person: present(rows, ctx.actor.id, status, ctx) }
  },
}

export const helpAsk: CommandOf<'help.ask'> = {
  needs: ({ task }) => (task === undefined ? {} : { rows: { task: [task] } }),
  decide(rows, { task, text }, ctx) {
    mayUse('help.ask', ctx.actor)
    if (task !== undefined) {
      const about = rows.get('task', task) ?? refuse('not_found', `There is no task #${task} in this office.`)
      // Sent late, it would outlive its task for good: nothing more happens to it that would end the call.
      if (!onBoard(about.status)) refuse('wrong_state', `#${task} is ${about.status}; ask for help without it.`)
    }
    const person = personOf(rows, ctx.actor.id)
    // Asking again changes the words, not since when one has waited.
    const help = { since: person.help?.since ?? ctx.now, task: task ?? null, text: text ?? null }
    const asking = { ...person, help }
    rows.put('person', asking)
    return { person: asking }
  },
}

export const helpAnswer: CommandOf<'help.answer'> = {
  decide(rows, { person: id }, ctx) {
    const person = personOf(rows, id)
    mayConcern('help.answer', ctx.actor, person)
    if (!person.help) refuse('wrong_state', `${person.name} has not asked for help.`)
    const answered = { ...person, help: null }
    rows.put('person', answered)
    return { person: answered }
  },
}
