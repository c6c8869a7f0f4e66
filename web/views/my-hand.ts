import { compareNext } from '../../server/contract/order.js'
import type {
  FieldRule,
  FieldValue,
  ShownTask,
  StepState,
  TaskTypeRow,
} from '../../server/contract/rows.js'

const heldIn = (tasks: Iterable<ShownTask>, person: string, status: ShownTask['status']) => {
  const held: ShownTask[] = []
  for (const task of tasks) if (task.holder === person && task.status === status) held.push(task)
  return held
}

/** Instants are ISO text, whose order is the order of time. */
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const newestFirst = (a: ShownTask, b: ShownTask) =>
  order(b.claimedAt ?? '', a.claimedAt ?? '') || b.no - a.no

/** A person's active tasks; the one claimed or resumed last, which is in hand, comes first. */
export const activeOf = (tasks: Iterable<ShownTask>, person: string): ShownTask[] =>
  heldIn(tasks, person, 'active').sort(newestFirst)

/** Given to the person and not begun, in the order in which "claim next" takes them. */
export const assignedTo = (tasks: Iterable<ShownTask>, person: string): ShownTask[] =>
  heldIn(tasks, person, 'assigned').sort(compareNext)

/** Waiting on someone outside, the next follow-up first, those without one last. */
export const waitingOf = (tasks: Iterable<ShownTask>, person: string): ShownTask[] =>
  heldIn(tasks, person, 'waiting').sort(
    (a, b) => order(a.followUpAt ?? '~', b.followUpAt ?? '~') || a.no - b.no,
  )

export const isEmpty = (value: FieldValue | undefined) =>
  value === undefined || value === null || value === ''

/**
 * Required fields that are still empty. A yes or no is given once somebody has answered it.
 * @param draft what is typed into a field and not saved; undefined: nothing
 */
export function missingFields(
  type: TaskTypeRow | undefined,
  values: Readonly<Record<string, FieldValue>>,
  draft: (rule: FieldRule) => string | undefined = () => undefined,
): FieldRule[] {
  return (type?.fields ?? []).filter((rule) => {
    if (!rule.required) return false
    const typed = draft(rule)
    return typed === undefined
      ? isEmpty(values[rule.id])
      : rule.kind !== 'check' && typed.trim() === ''
  })
}

export const openSteps = (steps: readonly StepState[]) =>
  steps.filter((step) => step.doneAt === null)

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

/** "3 steps and 1 field to go", or "" when nothing is left. */
export function toGo(steps: number, fields: number): string {
  const parts = [steps > 0 && counted(steps, 'step'), fields > 0 && counted(fields, 'field')]
  const said = parts.filter(Boolean).join(' and ')
  return said && `${said} to go`
}

/** The share of a stretch from 0 to `whole`, kept inside it, in percent. */
const percent = (minutes: number, whole: number) =>
  Math.max(0, Math.min(100, (minutes / whole) * 100))

export type TimeScale = { max: number; standard: number; sofar: number }

/** A scale that shows time so far beside the standard: twice the standard, or more when it took longer. In percent, `max` in minutes. */
export function timeScale(standardMinutes: number, elapsed: number): TimeScale {
  const wanted = Math.max(standardMinutes * 2, elapsed * 1.1, 10)
  const step = wanted <= 30 ? 5 : wanted <= 120 ? 15 : 60
  const max = Math.ceil(wanted / step) * step
  return { max, standard: percent(standardMinutes, max), sofar: percent(elapsed, max) }
}
