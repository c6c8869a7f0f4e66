/** Which role may use which command, and how far it reaches. The whole policy is this table. */
import type { WriteName } from '../contract/commands.js'
import type { PersonRow, Role, TaskRow } from '../contract/rows.js'
import type { Actor } from '../core/command.js'
import { refuse } from '../core/refusal.js'

/**
 * - `no`: never; `any`: always
 * - `member`: a task of a team that I work in or lead
 * - `holder`: a task that I hold; `leads`: a task (or person) of a team that I lead
 * - `holder or leads`: either
 * - `own queued`: a task that I put into the queue and nobody has taken; with `leads or` also the lead's
 * - `own`: what I made
 * - `self`: only about myself; `self or leads`: or about a person whose team I lead
 */
export type Reach =
  | 'no' | 'any' | 'member' | 'holder' | 'leads' | 'holder or leads'
  | 'own' | 'own queued' | 'leads or own queued' | 'self' | 'self or leads'

type Row = Record<Role, Reach>
const row = (clerk: Reach, lead: Reach, supervisor: Reach = 'no', admin: Reach = 'no'): Row => ({
  clerk, lead, supervisor, admin,
})

export const policy: Record<WriteName, Row> = {
  'task.create': row('any', 'any', 'any', 'any'),
  'task.import': row('any', 'any', 'any', 'any'),
  'task.claim': row('member', 'member'),
  'task.claimNext': row('any', 'any'),
  'task.release': row('holder', 'holder or leads'),
  'task.finish': row('holder', 'holder'),
  'task.hold': row('holder', 'holder or leads'),
  'task.resume': row('holder', 'holder or leads'),
  'task.step': row('holder', 'holder'),
  'task.note': row('any', 'any', 'any', 'any'),
  'task.edit': row('holder', 'holder or leads'),
  'task.extend': row('holder', 'holder or leads'),
  'task.cancel': row('own queued', 'leads or own queued', 'own queued', 'own queued'),
  'task.reopen': row('no', 'leads'),
  'task.assign': row('no', 'leads'),
  'task.change': row('no', 'leads'),
  'undo.apply': row('no', 'own', 'no', 'own'),
  'plan.save': row('no', 'leads'),
  'plan.publish': row('no', 'leads'),
  'hour.note': row('no', 'leads'),
  'hour.sign': row('no', 'leads'),
  'person.presence': row('any', 'any', 'any', 'any'),
  'help.ask': row('any', 'any'),
  'help.answer': row('self', 'self or leads'),
  'person.add': row('no', 'no', 'no', 'any'),
  'person.edit': row('no', 'no', 'no', 'any'),
  'team.save': row('no', 'no', 'no', 'any'),
  'type.save': row('no', 'leads', 'no', 'any'),
  'standard.set': row('no', 'leads', 'no', 'any'),
  'office.save': row('no', 'no', 'no', 'any'),
  'mapping.save': row('own', 'any', 'any', 'any'),
  'mapping.remove': row('own', 'any', 'any', 'any'),
  'password.change': row('any', 'any', 'any', 'any'),
  'password.reset': row('no', 'no', 'no', 'any'),
  'session.endAll': row('self', 'self', 'self', 'any'),
  'shift.save': row('no', 'leads', 'no', 'any'),
  'shift.clear': row('no', 'leads', 'no', 'any'),
  'shift.copyWeek': row('no', 'leads', 'no', 'any'),
  'pattern.save': row('no', 'leads', 'no', 'any'),
  'pattern.clear': row('no', 'leads', 'no', 'any'),
  'leave.ask': row('self', 'self or leads', 'self', 'self'),
  'leave.word': row('no', 'leads'),
  // Whose leave one answers depends on the office and on who asked: domain/leave.ts.
  'leave.answer': row('no', 'leads', 'any'),
  'leave.cancel': row('self', 'self or leads', 'any', 'self'),
  'day.adjust': row('no', 'leads'),
  'day.swap': row('no', 'leads'),
  'balance.apply': row('no', 'leads'),
  'task.pin': row('no', 'leads'),
  'team.rules': row('no', 'leads'),
  'checklist.save': row('no', 'leads', 'no', 'any'),
  'rate.set': row('no', 'leads', 'no', 'any'),
  'checker.set': row('no', 'leads', 'no', 'any'),
  'review.ask': row('no', 'leads'),
  // Whose work one checks depends on skill and on being named: domain/quality/checkers.ts.
  'review.take': row('any', 'any'),
  'review.leave': row('any', 'any'),
  'review.decide': row('any', 'any'),
  'review.settle': row('any', 'any'),
  'review.acknowledge': row('own', 'own'),
  'review.dispute': row('own', 'own'),
  // Nobody sets their own: commands/skill-set.ts.
  'skill.set': row('no', 'leads', 'no', 'any'),
  'target.set': row('no', 'leads'),
  'need.record': row('no', 'leads'),
  'need.edit': row('no', 'leads'),
  'need.close': row('no', 'leads'),
  'suggestion.accept': row('no', 'leads'),
  'suggestion.dismiss': row('no', 'leads'),
  'training.plan': row('no', 'leads'),
  'training.change': row('no', 'leads'),
  'training.cancel': row('no', 'leads'),
  // A trainer need not be a lead; whose training it is, commands/training-sign.ts says.
  'training.attend': row('own', 'own'),
  'training.sign': row('own', 'own'),
  'training.acknowledge': row('self', 'self', 'self', 'self'),
  'sheet.save': row('no', 'leads', 'no', 'any'),
  'procedure.save': row('no', 'leads', 'no', 'any'),
  'procedure.read': row('self', 'self', 'self', 'self'),
  'note.draft': row('no', 'leads'),
  'note.write': row('no', 'leads'),
  'note.sign': row('no', 'leads'),
  'note.send': row('no', 'leads'),
  'note.see': row('self', 'self'),
  'note.answer': row('self', 'self'),
  'note.open': row('no', 'no', 'any'),
  'person.look': row('no', 'no', 'any'),
  'notice.save': row('no', 'no', 'no', 'any'),
  'notice.acknowledge': row('any', 'any', 'any', 'any'),
  'grade.tick': row('no', 'leads'),
}

export const permissionsOf = (role: Role): string[] =>
  Object.entries(policy).flatMap(([name, reaches]) => (reaches[role] === 'no' ? [] : [name]))

const works = (actor: Actor, team: string) => actor.team === team || actor.leads.includes(team)

function reachesTask(reach: Reach, actor: Actor, task: TaskRow): boolean {
  const holds = task.holder === actor.id || ((task.status === 'done' || task.status === 'review') && task.finishedBy === actor.id)
  const leads = actor.leads.includes(task.team)
  const ownQueued = task.createdBy === actor.id && task.status === 'queued'
  switch (reach) {
    case 'any': return true
    case 'member': return works(actor, task.team)
    case 'holder': return holds
    case 'leads': return leads
    case 'holder or leads': return holds || leads
    case 'own queued': return ownQueued
    case 'leads or own queued': return leads || ownQueued
    default: return false
  }
}

const whyNot: Partial<Record<Reach, string>> = {
  member: 'It belongs to another team.',
  holder: 'Only its holder can do that.',
  leads: 'Only a lead of its team can do that.',
  'holder or leads': 'Only its holder or a lead of its team can do that.',
  'own queued': 'You can cancel only what you put into the queue and nobody has taken; ask a lead.',
  'leads or own queued': 'Only a lead of its team can do that.',
}

export const isOffered = (name: WriteName, actor: { role: Role }) => policy[name][actor.role] !== 'no'

/** @throws Refusal `not_allowed` */
export function mayUse(name: WriteName, actor: { role: Role }): void {
  if (!isOffered(name, actor)) refuse('not_allowed', `Your role (${actor.role}) cannot do that.`)
}

/** @throws Refusal `not_allowed` */
export function mayTouch(name: WriteName, actor: Actor, task: TaskRow): void {
  mayUse(name, actor)
  const reach = policy[name][actor.role]
  if (!reachesTask(reach, actor, task)) refuse('not_allowed', `#${task.no}: ${whyNot[reach] ?? 'Not yours to change.'}`)
}

/** @throws Refusal `not_allowed` */
export function mayConcern(name: WriteName, actor: Actor, person: PersonRow): void {
  mayUse(name, actor)
  const reach = policy[name][actor.role]
  const own = person.id === actor.id && reach !== 'leads'
  const led = person.team !== null && actor.leads.includes(person.team) && reach !== 'self'
  if (reach === 'any' || own || led) return
  refuse('not_allowed', `You can do that only for ${reach === 'self' ? 'yourself' : 'people of a team that you lead'}.`)
}

/**
 * Whether somebody may change what a team works by; what is no team's own is every lead's.
 * @throws Refusal `not_allowed`
 */
export function mayShape(name: WriteName, actor: Actor, team: string | null): void {
  mayUse(name, actor)
  if (policy[name][actor.role] === 'any' || team === null || actor.leads.includes(team)) return
  refuse('not_allowed', 'You can do that only for teams that you lead.')
}

/** @throws Refusal `not_allowed` */
export function mayKeep(name: WriteName, actor: Actor, by: string): void {
  mayUse(name, actor)
  if (policy[name][actor.role] === 'any' || by === actor.id) return
  refuse('not_allowed', 'Somebody else saved it; only they or a lead can change it.')
}
