/**
 * An office as its rules say it should be, told by its log alone. It knows nothing of the commands'
 * code: who may do what to a task in which state is written here a second time, and each entry's
 * rows are compared with it.
 */
import type { Entry } from '../../db/queries/commit.js'
import type { TaskRow } from '../../server/contract/rows.js'
import { assign, balance, change, pin, pushed, returned, takeBack } from './model-many.js'
import { ModelOffice, type Ask, type ModelInput, type ModelTask } from './model-office.js'
import { claimNext, create, importRows, move, onTask } from './model-tasks.js'
import { onReview } from './model-quality.js'
import { mayUse } from './model-who.js'

type Rule = (office: ModelOffice, entry: Entry, input: ModelInput, ask: Ask) => ModelTask[]

const onMany: Record<string, Rule> = {
  'task.assign': assign,
  'task.change': change,
  'task.pin': pin,
  'balance.apply': balance,
}
const rules: Record<string, Rule> = {
  ...onMany,
  'task.create': (...told) => [create(told[0], told[1], told[2])],
  'task.import': importRows,
  'task.claimNext': claimNext,
  'person.edit': move,
  'undo.apply': takeBack,
  'task.return': returned,
  'team.push': pushed,
}

export class Model extends ModelOffice {
  /** Takes the next entry. @throws Error when it breaks a rule or its rows are not what it should cause */
  replay(entry: Entry): void {
    const ask = (ok: boolean, what: string) => {
      if (!ok) throw new Error(`#${entry.seq} ${entry.command} by ${entry.actor}: ${what}`)
    }
    ask(entry.seq === this.seq + 1, `follows ${this.seq}`)
    this.seq = entry.seq
    mayUse(this, entry, ask)
    const busy = this.busy()
    const touched = this.#decide(entry, ask)
    if (entry.command in onMany) this.#keepUndo(entry, touched)
    this.takeSetUp(entry)
    this.#compare(entry, touched, ask)
    this.takeFree(entry, busy)
  }

  #decide(entry: Entry, ask: Ask): ModelTask[] {
    const input = (entry.input ?? {}) as ModelInput
    const { command } = entry
    if (command.startsWith('review.')) return onReview(this, entry, input, ask)
    const rule = rules[command] ?? (command.startsWith('task.') ? onTask : null)
    return rule ? rule(this, entry, input, ask) : []
  }

  #keepUndo({ actor, at, seq }: Entry, touched: readonly ModelTask[]): void {
    const before = touched.map(({ no }) => [no, this.rows.get(no) as TaskRow] as const)
    const undo = { by: actor, at: Date.parse(at), seq, before: new Map(before), gone: Infinity }
    this.undos.set(`u${seq}`, undo)
  }

  /** Each row that the entry wrote is as the model has it, and none that it should have written is missing. */
  #compare(entry: Entry, touched: readonly ModelTask[], ask: Ask): void {
    const written = new Map(
      entry.puts.flatMap(({ t, row }) =>
        t === 'task' ? [[(row as TaskRow).no, row as TaskRow] as const] : [],
      ),
    )
    for (const { no } of touched) ask(written.has(no), `#${no} should have been written`)
    for (const [no, row] of written) {
      const task = this.tasks.get(no)
      ask(task !== undefined, `#${no} is not known`)
      // Where a rule counts, its due times have tests of their own.
      if (task && row.clock && follows(entry)) task.dueAt = row.dueAt
      const told = { ...row, pinned: row.pinned ?? false, place: row.place ?? null }
      for (const [key, value] of Object.entries(task ?? {})) {
        const is = told[key as keyof TaskRow]
        ask(is === value, `#${no}: ${key} is ${String(is)}, should be ${String(value)}`)
      }
      ask(row.seq === entry.seq, `#${no} says seq ${row.seq}`)
      this.rows.set(no, row)
      const { seq, status, holder, team } = row
      this.lives.set(no, [...(this.lives.get(no) ?? []), { seq, status, holder, team }])
    }
  }
}

/** Whether the due time comes from the clock and not from what somebody wrote; an extension names the clock's. */
const follows = ({ command, input }: Entry) =>
  command === 'task.extend' || (input as ModelInput | null)?.dueAt === undefined
