/** The level of one person in one skill, and who trains them. */
import type { Input } from '../contract/commands.js'
import type { Problem } from '../contract/errors.js'
import type { PersonRow, SkillRow, TaskTypeRow } from '../contract/rows.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { showSkill } from '../domain/audience.js'
import { evidenceProblems, keptChecks, needsEvidence, type KeptChecks } from './evidence.js'
import { personOf } from './person-presence.js'
import { mayConcern } from './policy.js'
import { typeOf } from './tasks.js'

/** As many levels as a working life has; what is older is in the log. */
export const KEPT_LEVELS = 20
const KEPT_EVIDENCE = 40

export const skillSet: CommandOf<'skill.set', KeptChecks> = {
  needs: needsEvidence,
  prepare: keptChecks,
  decide(rows, input, ctx, kept) {
    const person = personOf(rows, input.person)
    mayConcern('skill.set', ctx.actor, person)
    if (person.id === ctx.actor.id)
      refuse('not_allowed', 'Nobody sets their own level; another lead or an administrator does.')
    if (!person.active) refuse('wrong_state', `${person.name} does not work here any more.`)
    const type = typeOf(rows, input.type)
    const old = rows.get('skill', `${person.id}/${type.id}`)
    const trainer = input.trainer === undefined ? old?.trainer : input.trainer
    const problems = [
      ...levelProblems(input, old, type, ctx),
      ...trainerProblems(rows, person, type, input.level, trainer),
      ...evidenceProblems(rows, input.evidence, {
        person: person.id,
        team: person.team,
        kept,
        level: ctx,
      }),
    ]
    if (problems.length > 0) refuseInput(problems)
    const skill = nextSkill(person, input, old, trainer ?? null, ctx)
    rows.put('skill', skill)
    if (old?.level === 4 && skill.level < 4) endTraining(rows, person.id, type.id)
    return { skill: showSkill(ctx.actor, skill) }
  },
}

function levelProblems(
  { level, evidence }: Input<'skill.set'>,
  old: SkillRow | null,
  type: TaskTypeRow,
  ctx: Ctx,
): Problem[] {
  const problems: Problem[] = []
  if (level !== old?.level && evidence.length === 0)
    problems.push({ path: 'evidence', message: 'say what the new level rests on' })
  if (level === 4 && (old?.level ?? 0) < 3 && ctx.actor.role !== 'admin') {
    const message = `who trains others can do it alone first: give level 3 in ${type.name} before`
    problems.push({ path: 'level', message })
  }
  return problems
}

function trainerProblems(
  rows: Unit,
  person: PersonRow,
  type: TaskTypeRow,
  level: number,
  id: string | null | undefined,
): Problem[] {
  const problem = (message: string) => [{ path: 'trainer', message }]
  if (level !== 1) return []
  if (id === undefined) return problem('say who trains them, or null for nobody yet')
  if (id === null) return []
  if (id === person.id) return problem('must be somebody else')
  const trainer = rows.get('person', id)
  if (!trainer?.active) return problem(`there is nobody ${id} who works here`)
  if (rows.get('skill', `${id}/${type.id}`)?.level === 4) return []
  return problem(`${trainer.name} is not at level 4 in ${type.name}, so cannot train others in it`)
}

function nextSkill(
  person: PersonRow,
  { type, level, evidence }: Input<'skill.set'>,
  old: SkillRow | null,
  trainer: string | null,
  { now, actor }: Ctx,
): SkillRow {
  const same = old?.level === level
  const before = same ? (old.evidence ?? []) : []
  const passed = old && !same ? [{ level: old.level, since: old.since ?? null, until: now }] : []
  const earlier = [...passed, ...(old?.earlier ?? [])].slice(0, KEPT_LEVELS)
  return {
    id: `${person.id}/${type}`,
    person: person.id,
    team: person.team,
    type,
    level,
    since: (same ? old.since : undefined) ?? now,
    by: (same && evidence.length === 0 ? old.by : undefined) ?? actor.id,
    evidence: [...before, ...evidence].slice(-KEPT_EVIDENCE),
    ...(level === 1 ? { trainer } : {}),
    ...(earlier.length > 0 ? { earlier } : {}),
  }
}

/** Who cannot train any more has no trainees: they need another trainer, and say so. */
export function endTraining(rows: Unit, trainer: string, type?: string): void {
  for (const skill of [...rows.all('skill')]) {
    if (skill.trainer !== trainer || (type !== undefined && skill.type !== type)) continue
    rows.put('skill', { ...skill, trainer: null })
  }
}
