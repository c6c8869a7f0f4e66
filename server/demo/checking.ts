/** How checks turn out in a demo: by type and person as one would expect, the same whenever it is asked. */
import type { Weakness } from '../../db/demo/script.js'
import { slug, type OfficeTemplate, type TemplatePerson } from '../../db/offices/template.js'
import type { RawInput } from '../contract/commands.js'
import type { ChecklistItem, ItemAnswer, ReviewResult } from '../contract/quality-rows.js'
import type { TaskTypeRow } from '../contract/rows.js'
import { between, chanceOf, pick, type Chance } from './chance.js'

const gradeFaults = { I: 1.7, II: 1, III: 0.5 } as const
/** Of corrected work little comes back a second time. */
const CORRECTED = 0.05
const MOST = 0.4
/** How often a checker sees what there is to be seen. */
const SEEN = 0.92

/** The share of somebody's work of a type that has a fault. */
export function faultShare(office: string, type: string, person: TemplatePerson): number {
  const ofType = between(chanceOf(`${office}/${type}/faults`), 0.04, 0.16)
  const own = between(chanceOf(`${office}/${person.username}/faults`), 0.6, 1.5)
  return Math.min(MOST, ofType * own * gradeFaults[person.grade ?? 'II'])
}

const notes = [
  'Right; next time put the cross street into the note.',
  'Right. The wording could be plainer.',
  'Well done.',
  'Right, but the file name does not follow the list.',
]
const details = ['See the second page.', 'As on the form.', null, null, null]

export type Looked = {
  office: OfficeTemplate
  type: TaskTypeRow
  person: TemplatePerson
  task: number
  round: number
  /** Username of who looks. */
  checker: string
  items: readonly ChecklistItem[]
  /** Of the office's people. */
  weaknesses: readonly Weakness[]
}

type Verdict = Omit<RawInput<'review.decide'>, 'task'>

/** What a checker finds: mostly what is there, so that two of them mostly agree. */
export function verdictOf(looked: Looked): Verdict {
  const { office, type, person, task, round, checker, weaknesses } = looked
  const truth = chanceOf(`${office.id}/work/${task}/${round}`)
  const eye = chanceOf(`${office.id}/eye/${checker}/${task}/${round}`)
  const weak = weaknesses.find((one) => one.person === person.username && one.type === type.id)
  const usual = weak?.share ?? faultShare(office.id, type.id, person)
  const share = round > 1 ? CORRECTED : usual
  const faulty = truth() < share
  const reason = reasonOf(truth, looked, weak)
  const seen = eye() < SEEN ? faulty : !faulty && eye() < share
  const result: ReviewResult = seen ? 'return' : eye() < 0.12 ? 'note' : 'pass'
  const answers = answersOf(eye, looked, seen)
  if (result === 'return') return { result, answers, reasons: [reason] }
  return result === 'note' ? { result, answers, note: pick(eye, notes) } : { result, answers }
}

/** Each type has its usual fault, at its usual step. */
function reasonOf(truth: Chance, { office, type }: Looked, weak: Weakness | undefined) {
  const usual = chanceOf(`${office.id}/${type.id}/fault`)
  const names = office.returnReasons.map(slug)
  const [first, step] = [pick(usual, names), pick(usual, type.steps)]
  const isUsual = truth() < 0.6
  if (weak && truth() < 0.85)
    return { reason: slug(weak.reason), step: null, text: pick(truth, details) }
  return {
    reason: isUsual ? first : pick(truth, names),
    step: isUsual ? step.id : null,
    text: pick(truth, details),
  }
}

function answersOf(eye: Chance, { items }: Looked, faulty: boolean): Record<string, ItemAnswer> {
  const wrong = faulty && items.length > 0 ? pick(eye, items).id : null
  return Object.fromEntries(
    items.map(({ id, critical }): [string, ItemAnswer] => {
      const applies = critical || eye() >= 0.08
      return [id, id === wrong ? 'no' : applies ? 'yes' : 'na']
    }),
  )
}

/** Who may look at somebody's work of a type, those first who would be asked first. */
export function checkersOf(
  { people }: OfficeTemplate,
  { type, team, confidential }: { type: string; team: string; confidential: boolean },
  doer: string,
): TemplatePerson[] {
  const others = people.filter(
    ({ username, role }) => username !== doer && (role === 'lead' || role === 'clerk'),
  )
  const leads = others.filter((person) => person.leads.includes(team)).toReversed()
  const skilled = others.filter(
    (person) => person.role === 'clerk' && person.team === team && person.skills[type] === 4,
  )
  return confidential ? leads : [...skilled, ...leads]
}
