/** The morning that the office has behind it: people who work through the queue, minute by minute. */
import { compareQueue } from '../contract/order.js'
import type { TemplatePerson } from '../../db/offices/template.js'
import {
  breather,
  fateOf,
  finishedFields,
  handleMinutes,
  outcomeOf,
  paceOf,
  pausesOf,
  questionOf,
  waitingFor,
  workingHours,
  writesNote,
  type Pause,
} from './behaviour.js'
import { between, chanceOf, pick, type Chance } from './chance.js'
import { instantOf, minutesOf } from './clock.js'
import { personId, type DemoOffice } from './office.js'
import { openTasks, suits, type Coming, type Open } from './open-task.js'
import type { Happening } from './plan.js'

type Morning = Coming & { until: number }

type Worker = {
  person: TemplatePerson
  chance: Chance
  pace: number
  freeAt: number
  pauses: Pause[]
  given: Open[]
  waiting: { task: Open; followUp: number; rest: number }[]
  inHand: { task: Open; since: number } | null
}

type Dealing = { minute: number; by: string; many: [number, number] }

/** The lead shares out work, and leaves the floor to the visitor; after that the second lead does. */
const dealings: Dealing[] = [
  { minute: minutesOf('08:12'), by: 'lead', many: [1, 3] },
  { minute: minutesOf('08:50'), by: 'lead', many: [1, 3] },
  { minute: minutesOf('09:21'), by: 'lead', many: [2, 4] },
  { minute: minutesOf('09:46'), by: 'lead2', many: [1, 3] },
  { minute: minutesOf('10:11'), by: 'lead2', many: [2, 4] },
]
/** Who is given more than the others, so that there is something to balance. */
const OVERLOADED = 'clerk2'

/** What people do from eight o'clock until `until`, in no particular order. */
export function playMorning(office: DemoOffice, morning: Morning): Happening[] {
  return new Play(office, morning).run()
}

class Play {
  private readonly happenings: Happening[] = []
  private readonly coming: Open[]
  private queue: Open[] = []
  private readonly workers: Worker[]
  private readonly deals: Dealing[]

  constructor(
    private readonly office: DemoOffice,
    private readonly morning: Morning,
  ) {
    this.coming = openTasks(office, morning)
    this.deals = [...dealings]
    this.workers = office.template.people
      .filter(({ username }) => /^(clerk\d|lead2)$/.test(username))
      .map((person) => workerOf(office, person))
  }

  run(): Happening[] {
    this.arrive()
    for (;;) {
      const next = this.workers.reduce((first, one) => (one.freeAt < first.freeAt ? one : first))
      const deal = this.deals[0]
      const minute = Math.min(next.freeAt, deal?.minute ?? Infinity)
      if (minute > this.morning.until) break
      this.admit(minute)
      if (deal && deal.minute <= next.freeAt) this.deal(this.deals.shift() ?? deal)
      else this.act(next)
    }
    this.askForHelp()
    return this.happenings
  }

  private arrive(): void {
    const say = (minute: number, person: string, status: string) =>
      this.add({ minute, person, command: 'person.presence', input: { status } })
    say(minutesOf('07:42'), 'intake', 'available')
    say(minutesOf('07:50'), 'lead', 'available')
    say(minutesOf('09:27'), 'lead', 'off')
    for (const { person, freeAt } of this.workers) say(freeAt, person.username, 'available')
  }

  private add(happening: Happening): void {
    if (happening.minute <= this.morning.until) this.happenings.push(happening)
  }

  private admit(minute: number): void {
    const isHere = (task: Open) => task.arrives < minute
    this.queue.push(...this.coming.filter(isHere))
    this.queue.sort(compareQueue)
    this.coming.splice(0, this.coming.length, ...this.coming.filter((task) => !isHere(task)))
  }

  private act(worker: Worker): void {
    const { chance, freeAt: at } = worker
    worker.inHand = null
    const pause = worker.pauses.find(({ from, to }) => from <= at && at < to - 3)
    if (pause) return this.pause(worker, pause)
    const due = worker.waiting.findIndex(({ followUp }) => followUp <= at)
    const back = due >= 0 ? worker.waiting.splice(due, 1)[0] : undefined
    if (back) {
      this.tell(worker, at, 'task.resume', back.task)
      return this.work(worker, back.task, back.rest, true)
    }
    const task = worker.given.shift() ?? this.choose(worker)
    if (!task) {
      worker.freeAt = at + between(chance, 1, 3)
      return
    }
    this.tell(worker, at, 'task.claim', task)
    this.work(worker, task, handleMinutes(chance, task.type.standardMinutes, worker.pace), false)
  }

  private pause(worker: Worker, pause: Pause): void {
    const person = worker.person.username
    worker.pauses.splice(worker.pauses.indexOf(pause), 1)
    this.add({
      minute: worker.freeAt,
      person,
      command: 'person.presence',
      input: { status: pause.presence },
    })
    this.add({
      minute: pause.to,
      person,
      command: 'person.presence',
      input: { status: 'available' },
    })
    worker.freeAt = pause.to + 0.2
  }

  /** Mostly the first of the queue, now and then one further down. */
  private choose(worker: Worker): Open | undefined {
    const mine = this.queue.filter((task) => !task.shunned && suits(worker.person, task))
    if (mine.length === 0) return undefined
    const task = worker.chance() < 0.25 ? pick(worker.chance, mine.slice(0, 8)) : mine[0]
    this.queue = this.queue.filter((one) => one !== task)
    return task
  }

  private work(worker: Worker, task: Open, minutes: number, again: boolean): void {
    const { chance, freeAt: at } = worker
    const fate = fateOf(chance, again)
    const share = fate.kind === 'finish' ? 1 : fate.share
    const end = at + minutes * share
    worker.inHand = { task, since: at }
    if (!again) this.tick(worker, task, { from: at, minutes, share })
    if (writesNote(chance)) {
      this.tell(worker, at + (end - at) / 2, 'task.note', task, {
        text: pick(chance, this.office.script.notes),
      })
    }
    worker.freeAt = end + breather(chance)
    if (fate.kind === 'hold') {
      const followUp = end + fate.minutes
      const reason = waitingFor(chance, this.office.script, task.type.id)
      this.tell(worker, end, 'task.hold', task, { reason, followUpAt: this.instant(followUp) })
      worker.waiting.push({ task, followUp, rest: minutes * (1 - share) })
    } else if (fate.kind === 'release') {
      this.tell(worker, end, 'task.release', task, {
        reason: pick(chance, this.office.template.returnReasons),
      })
      this.coming.push({ ...task, arrives: end, shunned: true })
    } else this.finish(worker, task, end)
  }

  private tick(
    worker: Worker,
    task: Open,
    time: { from: number; minutes: number; share: number },
  ): void {
    task.type.steps.forEach((step, index) => {
      const part = (index + 0.6) / task.type.steps.length
      if (part > time.share) return
      this.tell(worker, time.from + time.minutes * part, 'task.step', task, {
        step: step.id,
        done: true,
      })
    })
  }

  private finish(worker: Worker, task: Open, end: number): void {
    const { chance } = worker
    const { script } = this.office
    const filling = { chance, script, day: this.morning.day, now: this.instant(end) }
    const fields = finishedFields(task.type, task.fields, filling)
    this.tell(worker, end, 'task.finish', task, {
      outcome: outcomeOf(chance, script, task.type.id),
      fields,
    })
  }

  private deal({ minute, by, many }: Dealing): void {
    const dealer = this.office.template.people.find(({ username }) => username === by)
    const chance = chanceOf(`${this.office.template.id}/deal/${minute}`)
    for (const worker of this.workers.filter(({ person }) => person.role === 'clerk')) {
      const extra = worker.person.username === OVERLOADED && by === 'lead' ? 6 : 0
      const wanted = Math.round(between(chance, ...many)) + extra - worker.given.length
      const open = this.queue.filter(
        (task) => dealer?.leads.includes(task.type.team ?? '') && suits(worker.person, task),
      )
      const tasks = open
        .filter((task) => !task.shunned || chance() < 0.03)
        .slice(0, Math.max(0, wanted))
      if (tasks.length === 0) continue
      this.queue = this.queue.filter((task) => !tasks.includes(task))
      worker.given.push(...tasks)
      worker.given.sort(compareQueue)
      this.add({
        minute,
        person: by,
        command: 'task.assign',
        tasks: tasks.map(({ key }) => key),
        input: { to: personId(this.office.template.id, worker.person.username) },
      })
    }
  }

  /** One of those who are in the middle of something has a question. */
  private askForHelp(): void {
    const { until } = this.morning
    const busy = this.workers.filter(
      ({ inHand, freeAt, person }) =>
        inHand && inHand.since < until - 5 && freeAt > until + 1 && person.role === 'clerk',
    )
    const asking = busy.find(({ person }) => person.username === 'clerk5') ?? busy[0]
    if (!asking?.inHand) return
    const { task } = asking.inHand
    const text = questionOf(
      chanceOf(`${this.office.template.id}/question`),
      this.office.script,
      task.type.id,
    )
    this.tell(asking, until - 3, 'help.ask', task, { text })
  }

  private tell(
    worker: Worker,
    minute: number,
    command: Happening['command'],
    task: Open,
    input: object = {},
  ): void {
    this.add({ minute, person: worker.person.username, command, input, task: task.key })
  }

  private instant(minute: number): string {
    return instantOf(this.morning.clock, this.morning.day, minute)
  }
}

function workerOf({ template, script }: DemoOffice, person: TemplatePerson): Worker {
  const chance = chanceOf(`${template.id}/${person.username}/morning`)
  const freeAt = workingHours(template, person).from + between(chance, -6, 3)
  const pauses = pausesOf(person, script)
  return {
    person,
    chance,
    pace: paceOf(template.id, person),
    freeAt,
    pauses,
    given: [],
    waiting: [],
    inHand: null,
  }
}
