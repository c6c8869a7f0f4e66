/** What a lead does to tasks and people: sends the command, says how it went, offers to undo. */
import { SvelteMap } from 'svelte/reactivity'
import type { Failure } from '../../server/contract/errors.js'
import type { Priority } from '../../server/contract/rows.js'
import type { App } from '../lib/context.js'
import { counted, priorityWords } from '../lib/words.js'
import type { FloorView } from '../views/floor.svelte.js'

const namesOf = (nos: readonly number[]) =>
  nos.length <= 3 ? nos.map((no) => `#${no}`).join(', ') : counted(nos.length, 'task')

export class FloorMoves {
  /** Why the last attempt on a task was refused, by number. */
  readonly refusals = new SvelteMap<number, string>()
  /** The message about the last move: the next one takes its place. */
  #told = 0
  #app: App
  #view: FloorView

  constructor(app: App, view: FloorView) {
    this.#app = app
    this.#view = view
  }

  /** Gives tasks to a person, or back to the queue with null; all or none. */
  async assign(nos: readonly number[], to: string | null): Promise<boolean> {
    if (nos.length === 0) return false
    const before = new Map(nos.map((no) => [no, this.#view.taskOf(no)?.holder ?? null]))
    if (!(await this.#send(nos, to))) return false
    const name = to === null ? null : (this.#view.personOf(to)?.name ?? to)
    this.#tell(
      name === null ? `${namesOf(nos)} back in the queue.` : `${name} was given ${namesOf(nos)}.`,
      { action: { label: 'Undo', run: () => void this.#restore(before) } },
    )
    return true
  }

  /** Takes work out of somebody's hands, back into the queue. */
  async release(no: number): Promise<boolean> {
    const holder = this.#view.taskOf(no)?.holder
    const name = holder ? this.#view.personOf(holder)?.name : undefined
    const answer = await this.#app.dispatch('task.release', { task: no })
    if (!answer.ok) return this.#refused([no], answer.error)
    this.#tell(
      `#${no} was taken out of ${name ? `${name}’s` : 'their'} hands and is back in the queue.`,
    )
    return true
  }

  async setPriority(nos: readonly number[], priority: Priority): Promise<boolean> {
    this.#forget(nos)
    const answers = await Promise.all(
      nos.map((task) => this.#app.dispatch('task.edit', { task, priority })),
    )
    const failed = answers.flatMap((answer, index) =>
      answer.ok ? [] : [{ no: nos[index]!, error: answer.error }],
    )
    for (const { no, error } of failed) this.#refused([no], error)
    const done = nos.filter((no) => !failed.some((one) => one.no === no))
    if (done.length > 0)
      this.#tell(`${namesOf(done)}: priority ${priorityWords[priority].toLowerCase()}.`)
    return failed.length === 0
  }

  async answerHelp(person: string): Promise<boolean> {
    const answer = await this.#app.dispatch('help.answer', { person })
    if (!answer.ok) return this.#refused([], answer.error)
    const name = this.#view.personOf(person)?.name
    this.#tell(name ? `${name} sees that you are coming.` : 'They see that you are coming.')
    return true
  }

  /** The first task of the queue that this person can do. */
  async giveNext(person: string): Promise<boolean> {
    const row = this.#view.personOf(person)
    const next =
      row &&
      this.#view.queue.find(
        (task) => this.#view.whyNot(row, task) === null && !this.#view.pendingOn(task.no),
      )
    if (next) return this.assign([next.no], person)
    this.#tell(`Nothing in the queue that ${row?.name ?? 'this person'} can do.`)
    return false
  }

  async #send(nos: readonly number[], to: string | null): Promise<boolean> {
    this.#forget(nos)
    const answer = await this.#app.dispatch('task.assign', { tasks: [...nos], to })
    return answer.ok || this.#refused(nos, answer.error)
  }

  async #restore(before: ReadonlyMap<number, string | null>): Promise<void> {
    const byHolder = new Map<string | null, number[]>()
    for (const [no, holder] of before) byHolder.set(holder, [...(byHolder.get(holder) ?? []), no])
    const done = await Promise.all([...byHolder].map(([holder, nos]) => this.#send(nos, holder)))
    if (done.every(Boolean)) this.#tell(`Undone: ${namesOf([...before.keys()])}.`)
  }

  #tell(text: string, options: Parameters<App['announcer']['show']>[1] = {}) {
    this.#app.announcer.close(this.#told)
    this.#told = this.#app.announcer.show(text, options)
  }

  #forget(nos: readonly number[]) {
    for (const no of nos) this.refusals.delete(no)
  }

  #refused(nos: readonly number[], { message, problems = [] }: Failure): false {
    for (const problem of problems) {
      const no = nos[Number(/^tasks\.(\d+)$/.exec(problem.path)?.[1])]
      if (no !== undefined) this.refusals.set(no, problem.message)
    }
    const only = nos.length === 1 ? nos[0] : undefined
    if (only !== undefined) this.refusals.set(only, problems[0]?.message ?? message)
    this.#tell(message, { tone: 'late' })
    return false
  }
}
