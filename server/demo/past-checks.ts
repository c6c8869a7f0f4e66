/** Checks of the demo's past: work that was drawn is looked at, returned, corrected and now and then disputed. */
import type { Output, RawInput, WriteName } from '../contract/commands.js'
import type { ShownTask } from '../contract/rows.js'
import { checklistsOf } from '../../db/offices/checklists.js'
import type { TemplatePerson } from '../../db/offices/template.js'
import { between, chanceOf, pick } from './chance.js'
import { checkersOf, verdictOf } from './checking.js'
import { personId, type DemoOffice } from './office.js'

/** Runs a command for somebody at an instant. @throws Error when it is refused */
export type Does = <N extends WriteName>(
  at: number,
  username: string,
  name: N,
  input: RawInput<N>,
) => Promise<Output<N>>

type Due = { at: number; run(at: number): Promise<void> }
type Work = { task: ShownTask; doer: TemplatePerson; round: number }

const minute = 60_000
const disputes = [
  'It is there, on the second page.',
  'The caller gave this address; I wrote it down as she said it.',
]

export class PastChecks {
  #due: Due[] = []
  /** Usernames of those who have checked a task. */
  #checked = new Map<number, Set<string>>()

  constructor(
    private readonly office: DemoOffice,
    private readonly act: Does,
  ) {}

  /** Does what was due by then, in order. */
  async until(at: number): Promise<void> {
    for (;;) {
      this.#due.sort((one, other) => one.at - other.at)
      const next = this.#due[0]
      if (!next || next.at > at) return
      this.#due.shift()
      await next.run(next.at)
    }
  }

  /** Takes note of finished work; what is drawn is checked after a while. */
  finished(at: number, username: string, task: ShownTask): void {
    const doer = this.office.template.people.find((person) => person.username === username)
    if (!doer || task.status !== 'review') return
    const round = task.round ?? 1
    const before = this.#checked.get(task.no)
    const all = this.#checkersOf(task, username)
    // Who checked it before leaves it to others, where there are any.
    const fresh = all.filter((one) => !before?.has(one.username))
    const [first, second] = fresh.length > 0 ? fresh : all
    const chance = this.#chance('check', task.no, round)
    if (first)
      this.#later(at, between(chance, 12, 75), (now) =>
        this.#check(now, { task, doer, round }, first, second),
      )
  }

  #checkersOf(task: ShownTask, doer: string): TemplatePerson[] {
    return checkersOf(this.office.template, task, doer)
  }

  #chance = (...parts: (string | number)[]) =>
    chanceOf([this.office.template.id, ...parts].join('/'))

  #later(at: number, minutes: number, run: Due['run']): void {
    this.#due.push({ at: at + minutes * minute, run })
  }

  async #check(
    at: number,
    work: Work,
    checker: TemplatePerson,
    other: TemplatePerson | undefined,
  ): Promise<void> {
    const { template, types } = this.office
    const { task, doer, round } = work
    const type = types.get(task.type)
    if (!type) return
    const items = checklistsOf(template.id, template.types)[type.id] ?? []
    const { weaknesses } = this.office.script
    const looked = { office: template, type, person: doer, task: task.no, round, items, weaknesses }
    const verdict = verdictOf({ ...looked, checker: checker.username })
    const done = await this.act(at, checker.username, 'review.decide', {
      task: task.no,
      ...verdict,
    })
    this.#checked.set(task.no, new Set([...(this.#checked.get(task.no) ?? []), checker.username]))
    // Two look on their own: what the first said is known when the second has looked too.
    if (done.review.result === null && other)
      this.#later(at, 20, (now) => this.#check(now, work, other, undefined))
    else if (done.task.status === 'assigned') this.#correct(at, work, done.review)
  }

  #correct(
    at: number,
    { task, doer, round }: Work,
    review: Output<'review.decide'>['review'],
  ): void {
    const chance = this.#chance('correct', task.no, round)
    const second = this.#checkersOf(task, doer.username).find(
      (person) => personId(this.office.template.id, person.username) !== review.checker,
    )
    const disputed = review.result === 'return' && second !== undefined && chance() < 0.15
    this.#later(at, between(chance, 4, 25), async (now) => {
      if (!disputed) {
        await this.act(now, doer.username, 'review.acknowledge', { review: review.id })
        return this.#again(now, { task, doer, round })
      }
      const text = pick(chance, disputes)
      await this.act(now, doer.username, 'review.dispute', { review: review.id, text })
      this.#later(now, between(chance, 30, 120), (then) =>
        this.#settle(then, { task, doer, round }, review.id, second),
      )
    })
  }

  async #settle(at: number, work: Work, review: string, second: TemplatePerson): Promise<void> {
    const upheld = this.#chance('settle', work.task.no, work.round)() < 0.4
    const text = upheld ? 'It is there; the return was wrong.' : 'I looked too: it is missing.'
    await this.act(at, second.username, 'review.settle', { review, upheld, text })
    if (!upheld) await this.#again(at, work)
  }

  async #again(at: number, { task, doer }: Work): Promise<void> {
    await this.act(at, doer.username, 'task.claim', { task: task.no })
    this.#later(at, between(this.#chance('again', task.no, at), 3, 9), async (now) => {
      const done = await this.act(now, doer.username, 'task.finish', {
        task: task.no,
        outcome: task.outcome ?? 'Corrected',
      })
      this.finished(now, doer.username, done.task)
    })
  }
}
