import type { Answer } from '../contract/wire.js'
import { demoId, personId } from './office.js'
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

/**
 * Runs the past through the real commands, each at its own time, so that history and figures are real.
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
  const numberOf = (key: string) => {
    const no = numbers.get(key)
    if (no === undefined) throw new Error(`The demo's past names a task before it is made: ${key}`)
    return no
  }
  for (const [index, step] of steps.entries()) {
    time.now = new Date(step.at)
    time.ids.at(index)
    const input = {
      ...step.input,
      ...(step.task === undefined ? {} : { task: numberOf(step.task) }),
      ...(step.tasks === undefined ? {} : { tasks: step.tasks.map(numberOf) }),
      ...(step.leave === undefined ? {} : { leave: leaves.get(step.leave) }),
    }
    const person = personId(office, step.person)
    const answer = await app.execute(
      office,
      person,
      step.command,
      input,
      demoId(office, 'step', index),
    )
    if (!answer.ok) {
      throw new Error(
        `The demo's past was refused at ${step.at}: ${step.person} ${step.command}: ${answer.error.message}`,
      )
    }
    if (step.makes === undefined) continue
    if (step.command === 'leave.ask') leaves.set(step.makes, leaveIn(answer.output))
    else numbers.set(step.makes, numberIn(answer.output))
  }
}

const leaveIn = (output: unknown) => (output as { leave: { id: string } }).leave.id
const numberIn = (output: unknown) => (output as { task: { no: number } }).task.no
