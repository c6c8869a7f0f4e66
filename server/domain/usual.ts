/** What tasks of a type usually take one person, learnt from what they finished. */
import type { UsualRow } from '../contract/desk-rows.js'

/** One task that lay over lunch must not make a slow worker: no task counts more than so many times its standard. */
const CUT = 4
/** When so many tasks are behind it, both halves are forgotten: what somebody did a year ago fades. */
const FADES_AT = 200
/**
 * Tasks at the standard that everybody begins with. Handle times are heavy-tailed: cut at 4, one person's
 * ratio to the standard spreads by about 1 (the desks studied have coefficients of variation of 1.0 to
 * 2.8 before the cut), while people's own means differ by about 0.35 (medians up to fourfold apart). The
 * weight that wastes least is the one variance by the other: 1 / 0.35² is 8.
 */
const PRIOR = 8

export type Learnt = Pick<UsualRow, 'tasks' | 'ratios'>

/** What is known after one more task; tasks without timing teach nothing. */
export function learn(
  known: Learnt | null,
  minutes: number,
  standardMinutes: number,
): Learnt | null {
  const ratio = minutes / standardMinutes
  if (!(minutes > 0) || !(standardMinutes > 0) || !Number.isFinite(ratio)) return null
  const tasks = (known?.tasks ?? 0) + 1
  const ratios = (known?.ratios ?? 0) + Math.min(ratio, CUT)
  return tasks >= FADES_AT ? { tasks: tasks / 2, ratios: ratios / 2 } : { tasks, ratios }
}

/** What is known without a task that is open again; null: nothing any more. It will teach its whole time when it is finished. */
export function unlearn(known: Learnt, minutes: number, standardMinutes: number): Learnt | null {
  if (!learn(null, minutes, standardMinutes)) return known
  const tasks = known.tasks - 1
  const ratios = Math.max(0, known.ratios - Math.min(minutes / standardMinutes, CUT))
  return tasks > 0 ? { tasks, ratios } : null
}

/** Minutes that a person is expected to need for a task of a type, where its standard is so many. */
export type Expected = (person: string, type: string, standardMinutes: number) => number

/** What is known of people, by `<person>/<type>`. */
export type UsualLook = { get(id: string): Learnt | null | undefined }

export const usualId = (person: string, type: string) => `${person}/${type}`

/** The one way in which load, room and proposals come to a person's minutes. */
export const expectedBy =
  (usual: UsualLook): Expected =>
  (person, type, standardMinutes) =>
    expectedFor(usual.get(usualId(person, type)), standardMinutes)

/** Minutes that a task should take this person: their own mean, drawn towards the standard while little is known. */
export const expectedFor = (usual: Learnt | null | undefined, standardMinutes: number): number =>
  usual ? (standardMinutes * (usual.ratios + PRIOR)) / (usual.tasks + PRIOR) : standardMinutes
