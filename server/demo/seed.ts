import type { Output, WriteName } from '../contract/commands.js'
import type { Answer } from '../contract/wire.js'
import { chanceOf } from './chance.js'
import { demoId, demoOffice, NOTICE, personId } from './office.js'
import { PastChecks, type Does } from './past-checks.js'
import type { Step } from './plan.js'

type Executes = {
  execute(office: string, person: string, name: string, input: unknown, id: string): Promise<Answer>
}

/** Ids of what the past makes: the same at every start, and of no use once the office lives. */
export class PastIds {
  #step = 0
  #count = 0

  constructor(private readonly office: string) {}

  at(step: number): void {
    this.#step = step
    this.#count = 0
  }

  readonly next = () => demoId(this.office, 'made', this.#step, this.#count++)
}

/** What the application's clock and ids read. */
export type PastTime = { now: Date; ids: PastIds }
/** What is drawn in the past is the same at every start; what is drawn from then on nobody can tell. */
export const pastDraw = (label: string): number => chanceOf(`draw ${label}`)()

/** Has not read the notice of what is recorded, so that it can be seen at their first sign-in. */
const newcomer = 'clerk8'

/**
 * Runs the past through the real commands, each at its own time, so that history and figures are real; work
 * that is drawn for a check is checked.
 * @param time set to each step's instant; the application's clock reads it
 * @throws Error when a command is refused: the plan and the rules then disagree
 */
export async function runSteps(
  app: Executes,
  office: string,
  steps: readonly Step[],
  time: PastTime,
) {
  const numbers = new Map<string, number>()
  const leaves = new Map<string, string>()
  const made = new Map<string, string>()
  const numberOf = (key: string) => {
    const no = numbers.get(key)
    if (no === undefined) throw new Error(`The demo's past names a task before it is made: ${key}`)
    return no
  }
  const act = async (at: number, who: string, name: WriteName, input: object, id: string) => {
    time.now = new Date(at)
    const answer = await app.execute(office, personId(office, who), name, input, id)
    if (answer.ok) return answer.output
    throw new Error(
      `The demo's past was refused at ${time.now.toISOString()}: ${who} ${name}: ${answer.error.message}`,
    )
  }
  let checked = 0
  const does = (async (at, who, name, input) =>
    act(at, who, name, input, demoId(office, 'check', ++checked))) as Does
  const known = demoOffice(office)
  for (const { username } of known?.template.people ?? [])
    if (username !== newcomer)
      await act(
        time.now.getTime(),
        username,
        'notice.acknowledge',
        { version: NOTICE },
        demoId(office, 'notice', username),
      )
  const checks = known && new PastChecks(known, does)
  for (const [index, step] of steps.entries()) {
    const at = Date.parse(step.at)
    await checks?.until(at)
    time.ids.at(index)
    const input = {
      ...withIds(step.input, made),
      ...(step.task === undefined ? {} : { task: numberOf(step.task) }),
      ...(step.tasks === undefined ? {} : { tasks: step.tasks.map(numberOf) }),
      ...(step.leave === undefined ? {} : { leave: leaves.get(step.leave) }),
    }
    const output = await act(at, step.person, step.command, input, demoId(office, 'step', index))
    if (step.command === 'task.finish') checks?.finished(at, step.person, taskIn(output))
    if (step.makes === undefined) continue
    if (step.command === 'leave.ask') leaves.set(step.makes, leaveIn(output))
    else if (step.command === 'need.record')
      made.set(step.makes, (output as Output<'need.record'>).need.id)
    else if (step.command === 'training.plan')
      made.set(step.makes, (output as Output<'training.plan'>).session.id)
    else numbers.set(step.makes, taskIn(output).no)
  }
}

const MADE = 'made:'

/** The input with each `made:key` replaced by the id of what was made under it. */
function withIds<T>(input: T, made: ReadonlyMap<string, string>): T {
  if (typeof input === 'string')
    return (input.startsWith(MADE) ? (made.get(input.slice(MADE.length)) ?? input) : input) as T
  if (Array.isArray(input)) return input.map((one: unknown) => withIds(one, made)) as T
  if (input === null || typeof input !== 'object') return input
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, withIds(value as unknown, made)]),
  ) as T
}

const leaveIn = (output: unknown) => (output as { leave: { id: string } }).leave.id
const taskIn = (output: unknown) => (output as Output<'task.finish'>).task
