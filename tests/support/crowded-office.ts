/** An office with everything that strains a screen: long names and titles, too much work, calls for help. */
import type { FieldRule, Level, Priority, StepRule } from '../../server/contract/rows.js'
import type { FoundedPerson, OfficePlan } from '../../server/core/found.js'
import { MONDAY_9, plan, taskType } from './floor.js'
import type { Stage } from './stage.js'

const small = plan()

const steps: StepRule[] = [
  'Received and stamped',
  'Applicant’s identity checked against two documents',
  'Zoning, fire and health departments have signed off',
  'Filed',
  'Scanned',
].map((name, at) => ({ id: `step-${at}`, name }))

const field = (id: string, label: string, more: Partial<FieldRule> = {}): FieldRule => ({
  ...{ id, label, kind: 'text', required: false, unit: null, choices: [] },
  ...more,
})
const fields: FieldRule[] = [
  field('parcel', 'Parcel identification number', { required: true }),
  field('fee', 'Fee collected at the counter', { kind: 'money' }),
  field('area', 'Floor area', { kind: 'number', unit: 'sq ft' }),
  field('heard', 'Hearing', { kind: 'datetime' }),
  field('zone', 'Zoning district', {
    kind: 'choice',
    choices: ['R-1', 'C-2 with a conditional use permit', 'M-1'],
  }),
  field('waived', 'Fee waived by the Commission', { kind: 'check' }),
]

const names = [
  'Certificate of occupancy, change of use',
  'Records request under the Freedom of Information Act',
  'Mayor’s correspondence',
  'Vital records: amendment of a birth certificate',
  'Returned check',
  'Street closure for a parade',
  'Business licence renewal, second notice',
  'Counter visit',
]
const minutes = [35, 90, 12, 240, 8, 55, 15, 6]
const long = names.map((name, at) =>
  taskType(`long-${at}`, {
    name,
    standardMinutes: minutes[at] ?? 20,
    due: { count: at + 1, unit: 'businessDays', citation: at % 2 ? '5 ILCS 140/3(d)' : null },
    steps: at < 3 ? steps : [],
    fields: at < 2 ? fields : [],
    requiredLevel: at === 3 ? 3 : 0,
  }),
)

const clerks = [
  'Maximiliana Wolfeschlegelstein-Bergerdorff',
  'Oluwaseun Adebayo-Featherstonehaugh',
  'Bo Li',
  'Srinivasa Venkataraghavan Iyer',
  'Wilhelmina van der Westhuizen',
  'José Álvarez de la Cruz',
  'Ng Tuyết Mai',
  'Konstantinos Papadimitriou',
  'Siobhán O’Shaughnessy-McGillicuddy',
  'Władysława Brzęczyszczykiewicz',
]
const everySkill = (level: Level) => Object.fromEntries(long.map(({ id }) => [id, level]))
const crowd: FoundedPerson[] = clerks.map((name, at) => ({
  ...(small.people[0] as FoundedPerson),
  id: `clerk-${at}`,
  username: `clerk-${at}`,
  name,
  grade: at % 4 === 0 ? 'I' : 'II',
  skills: everySkill(3),
}))

/** The small office's people are here under their ids; `lee` leads the crowd. */
export const crowded = (): OfficePlan => ({
  ...small,
  office: { ...small.office, name: 'Springfield City Clerk and Register of Vital Records' },
  teams: [
    { id: 'permits', name: 'Permits, Licences and Inspections', location: 'City Hall, room 107' },
    { id: 'records', name: 'Records and Vital Statistics', location: 'Annex' },
    { id: 'mayor', name: 'Correspondence', location: null },
  ],
  types: [...small.types, ...long],
  people: [
    ...small.people.map((one) => ({
      ...one,
      skills: one.team === 'permits' ? { ...one.skills, ...everySkill(4) } : one.skills,
    })),
    ...crowd,
  ],
})

const titles = [
  'Conditional use permit for a 24-hour veterinary hospital at 4117–4125 Martin Luther King Jr. Boulevard North, suites B to F',
  'Ito',
  'Donaudampfschifffahrtsgesellschaftskapitänswitwe',
  'Body-worn camera footage, incident 2026-118842, all angles',
  '3rd notice: late fee',
  'https://records.springfield.example.gov/requests/2026/11/23/118842?copy=certified',
  'Parade, Veterans’ Council',
]
const priorities: Priority[] = ['normal', 'normal', 'high', 'normal', 'low', 'urgent', 'normal']
const instant = (inMinutes: number) =>
  new Date(Date.parse(MONDAY_9) + inMinutes * 60_000).toISOString()
/** From three days over to next week; what is due in an hour is at risk. */
const dues = [-4_320, -95, 20, 60, 240, 1_440, 7_200]

/** Fills the floor. Numbers begin at 1001: a thousand tasks were finished before. */
export async function fillFloor(stage: Stage): Promise<void> {
  await finishedBefore(stage)
  for (const person of ['ana', 'ben', 'lee', ...crowd.slice(0, 8).map(({ id }) => id)])
    await stage.do(person, 'person.presence', { status: 'available' })
  await stage.do('clerk-3', 'person.presence', { status: 'training' })
  await stage.do('clerk-4', 'person.presence', { status: 'break' })
  const nos: number[] = []
  for (let at = 0; at < 60; at++) nos.push(await create(stage, at))
  await stage.do('ana', 'task.claim', { task: nos[0] ?? 0 })
  for (const [at, { id }] of crowd.entries()) {
    const mine = nos.slice(7 + at * 4, 7 + at * 4 + (at % 5))
    if (mine.length > 0) await stage.do('lee', 'task.assign', { tasks: mine, to: id })
    if (mine[0] && at < 9) await stage.do(id, 'task.claim', { task: mine[0] })
  }
  await tellAna(stage, nos)
  await stage.do('clerk-1', 'help.ask', {
    text: 'The applicant speaks only Cantonese and the fee schedule of 2019 is quoted at me; who knows it?',
  })
  await stage.do('clerk-7', 'help.ask', {})
  stage.clock.later(95)
}

async function finishedBefore(stage: Stage): Promise<void> {
  for (let part = 0; part < 5; part++)
    await stage.do('lee', 'task.import', {
      rows: Array.from({ length: 200 }, (_, at) => ({
        line: at + 2,
        type: 'mail',
        title: `Tray ${part + 1}, letter ${at + 1}`,
        reference: `OLD-${part * 200 + at}`,
        createdAt: instant(-20_160),
        finishedAt: instant(-10_080 + at),
      })),
    })
}

async function create(stage: Stage, at: number): Promise<number> {
  const due = dues[at % 7] ?? 0
  const { task } = await stage.do('lee', 'task.create', {
    type: `long-${at % 8 === 3 ? 1 : at % 8}`,
    title: titles[at % 7] ?? '',
    priority: priorities[at % 7],
    ...(at % 3 === 0 ? { dueAt: instant(due) } : {}),
    requester: at % 2 ? 'Maximiliana Featherstonehaugh & Sons, Attorneys at Law' : 'R. Holt',
    reference: at % 4 === 0 ? `BLD-2026-00${at}/CU-RES-WITH-VARIANCE` : null,
    channel: 'counter',
    team: 'permits',
    confidential: at % 9 === 4,
  })
  return task.no
}

/** What Ana has: one in hand with a history, one given to her, two that wait. */
async function tellAna(stage: Stage, nos: number[]): Promise<void> {
  const [hand = 0, first = 0, second = 0, given = 0] = [nos[0], nos[1], nos[2], nos[6]]
  await stage.do('lee', 'task.assign', { tasks: [first, second, given], to: 'ana' })
  for (const [task, reason] of [
    [first, 'The applicant’s attorney, who is in trial until Thursday and asked for a call'],
    [second, 'Fire marshal'],
  ] as const) {
    await stage.do('ana', 'task.claim', { task })
    await stage.do('ana', 'task.hold', { task, reason, followUpAt: instant(task * 2) })
  }
  await stage.do('ana', 'task.step', { task: hand, step: 'step-0', done: true })
  await stage.do('ana', 'task.note', {
    task: hand,
    text: 'Called Ms. Featherstonehaugh.\nShe will bring the notarised lease, see https://springfield.example.gov/planning/conditional-use/4117-4125-martin-luther-king-jr-boulevard-north.',
  })
}
