/** What a lead does to tasks and people: sends the command, says how it went, offers to undo. */
import { SvelteMap } from 'svelte/reactivity'
import type { Failure } from '../../server/contract/errors.js'
import type { Priority, ShownTask } from '../../server/contract/rows.js'
import type { App } from '../lib/context.js'
import { counted, priorityWords } from '../lib/words.js'
import type { FloorView } from '../views/floor.svelte.js'
import { isTakenBack } from '../views/task-actions.js'

const namesOf = (nos: readonly number[]) =>
  nos.length <= 3 ? nos.map((no) => `#${no}`).join(', ') : counted(nos.length, 'task')

/** What several tasks are given alike. */
export type Change = { priority?: Priority; team?: string; dueAt?: string | null }

export class FloorMoves {
  /** Why the last attempt on a task was refused, by number. */
  readonly refusals = new SvelteMap<number, string>()
  /** Hears how changed tasks stand now, for rows that the board does not hold. */
  onchanged: (tasks: readonly ShownTask[]) => void = () => undefined
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
    this.#forget(nos)
    const answer = await this.#app.dispatch('task.assign', { tasks: [...nos], to })
    if (!answer.ok) return this.#refused(nos, answer.error)
    const name = to === null ? null : (this.#view.personOf(to)?.name ?? to)
    const { undo, tasks } = answer.output
    this.onchanged(tasks)
    this.#tell(
      name === null ? `${namesOf(nos)} back in the queue.` : `${name} was given ${namesOf(nos)}.`,
      { action: { label: 'Undo', run: () => void this.undo(undo, nos) } },
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

  /** Changes tasks alike with one command; all or none, and one undo. */
  async change(nos: readonly number[], change: Change): Promise<boolean> {
    if (nos.length === 0) return false
    this.#forget(nos)
    const answer = await this.#app.dispatch('task.change', { tasks: [...nos], ...change })
    if (!answer.ok) return this.#refused(nos, answer.error)
    const { undo, tasks } = answer.output
    this.onchanged(tasks)
    this.#tell(`${namesOf(nos)}: ${this.#changed(change)}.`, {
      action: { label: 'Undo', run: () => void this.undo(undo, nos) },
    })
    return true
  }

  /** Keeps tasks with their holders when work is balanced, or lets them go again. */
  async pin(nos: readonly number[], pinned: boolean): Promise<boolean> {
    this.#forget(nos)
    const answer = await this.#app.dispatch('task.pin', { tasks: [...nos], pinned })
    if (!answer.ok) return this.#refused(nos, answer.error)
    const { undo, tasks } = answer.output
    this.onchanged(tasks)
    this.#tell(
      pinned
        ? `${namesOf(nos)}: stays with its holder when work is balanced.`
        : `${namesOf(nos)}: may be moved when work is balanced.`,
      { action: { label: 'Undo', run: () => void this.undo(undo, nos) } },
    )
    return true
  }

  /** Takes back what one command did to several tasks. */
  async undo(id: string, nos: readonly number[]): Promise<void> {
    const answer = await this.#app.dispatch('undo.apply', { undo: id })
    if (!answer.ok) return void this.#refused(nos, answer.error)
    const { tasks } = answer.output
    this.onchanged(tasks)
    this.#tell(`Undone: ${namesOf(tasks.map(({ no }) => no))}.`)
  }

  #changed({ priority, team, dueAt }: Change): string {
    if (priority) return `priority ${priorityWords[priority].toLowerCase()}`
    if (team) return `to ${this.#app.replica.tables.team.get(team)?.name ?? team}`
    return dueAt ? `due ${this.#app.times.dueLine(dueAt, this.#app.clock.now)}` : 'no due time'
  }

  takesBack = (task: ShownTask) => isTakenBack(this.#app.replica.viewer, task)

  /** Has one task checked when it is finished, or takes that back. */
  async check(no: number, asked = true): Promise<boolean> {
    this.#forget([no])
    const answer = await this.#app.dispatch('review.ask', {
      task: no,
      ...(asked ? {} : { asked }),
    })
    if (!answer.ok) return this.#refused([no], answer.error)
    this.#tell(
      asked
        ? `#${no} is checked when it is finished. Its holder is not told beforehand.`
        : `#${no} is checked only if it is drawn.`,
    )
    return true
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
