/** What the set-up page asks for: a new office with its first admin. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { offices } from '../db/offices/all.js'
import { checklistsOf } from '../db/offices/checklists.js'
import { namedReasons } from '../db/offices/template.js'
import type { Database } from '../db/schema.js'
import { hash, problemsOf } from './auth/passwords.js'
import { checkSetup, takeSetup } from './auth/setup.js'
import type { Failure, Problem } from './contract/errors.js'
import { found } from './core/found.js'
import { noticeText } from './domain/fairness/notice.js'
import { slug } from './domain/slug.js'
import { isTimeZone } from './domain/time-zone.js'
import type { Setup, SetupInput } from './doors/setup.js'

export function createSetup(db: Kysely<Database>, clock: () => Date): Setup {
  return {
    check: (token) => checkSetup(db, token),
    templates: () =>
      [...offices.values()].map(({ id, name, describes, timeZone, days, opens, closes, teams }) => ({
        id, name, describes, timeZone, days, opens, closes,
        // The suggested notice names them.
        teams: teams.map((team) => ({ name: team.name, location: team.location })),
      })),
    async take(input) {
      const problems = problemsIn(input)
      if (problems.length > 0) return { ok: false, error: refusal(problems) }
      const taken = await takeSetup(db, input.token, clock(), () => foundFrom(db, input, clock()))
      return taken && { ok: true }
    },
  }
}

function problemsIn({ office, admin }: SetupInput): Problem[] {
  const problems: Problem[] = []
  if (!isTimeZone(office.timeZone)) problems.push({ path: 'office.timeZone', message: 'must be a time zone like America/Denver' })
  if (office.template !== null && !offices.has(office.template)) {
    problems.push({ path: 'office.template', message: 'there is no such ready-made office' })
  }
  for (const message of problemsOf(admin.password, admin)) problems.push({ path: 'admin.password', message })
  return problems
}

const refusal = (problems: Problem[]): Failure => ({
  code: 'invalid_input',
  message: `${problems[0]?.path}: ${problems[0]?.message}`,
  problems,
})

async function foundFrom(db: Kysely<Database>, { office, admin, notice: text }: SetupInput, now: Date): Promise<void> {
  const template = office.template === null ? null : offices.get(office.template)
  const { name, timeZone, days, opens, closes } = office
  const id = slug(name)
  const teams = template?.teams ?? [{ id: 'office', name: 'Office', location: null }]
  const at = now.toISOString()
  const notice = { version: 1, at, ...(text ?? noticeText(name, teams)) }
  await found(db, {
    office: {
      id, name, timeZone, days: [...new Set(days)].sort(), opens, closes, demo: null, notice,
      ...(template?.worked ? { workedHolidays: template.worked } : {}),
      ...(template ? { desk: { returnReasons: namedReasons(template.returnReasons) } } : {}),
    },
    teams,
    types: template?.types ?? [],
    ...(template ? { checklists: checklistsOf(template.id, template.types) } : {}),
    people: [{
      id: randomUUID(), name: admin.name, role: 'admin', grade: null, team: null, leads: [],
      username: admin.username, hash: await hash(admin.password), temporary: false, skills: {},
    }],
    at,
  })
}
