/** Leave as its viewer may see and answer it, derived from the board. Read-only. */
import { SvelteMap } from 'svelte/reactivity'
import type { Output } from '../../server/contract/commands.js'
import type { LeaveRow } from '../../server/contract/desk-rows.js'
import type { PersonRow } from '../../server/contract/rows.js'
import { isReasonTold, leadsTeam, type Viewer } from '../../server/domain/audience.js'
import { answersLeave, cancelsOwn, givesWord, stands } from '../../server/domain/leave.js'
import type { HourLeft } from '../../server/domain/leave-coverage.js'
import { addDays } from '../../server/domain/timetable.js'
import type { App } from '../lib/context.js'
import { Times } from '../lib/times.js'
import { leaveHours, type LeaveHours } from './leave-hours.js'
import { coverageWords, daysWords, kindWords, leaveNow, stateWords } from './leave-words.js'
import { timetableOf } from './timetable.js'

type Source = Pick<App, 'replica' | 'clock' | 'teams' | 'outbox'>

export type LeaveLine = {
  leave: LeaveRow
  name: string
  days: string
  /** Null: it is not told to the viewer. */
  kind: string | null
  state: string
  reason: string | null
  /** Who asked, when it was not the person; and when. */
  asked: string
  /** "Lee Alvarez is for it: …" */
  word: string | null
  /** "Lee Alvarez, 24 Nov 10:02: …" */
  answer: string | null
  /** What is left without them, lowest first. Null: it is not asked any more, or not known yet. */
  coverage: string[] | null
  /** The same hour by hour. */
  hours: LeaveHours | null
  answers: boolean
  givesWord: boolean
  /** Null: not theirs to cancel; `reason`: only with one. */
  cancels: 'freely' | 'reason' | null
  pending: boolean
}

type Told = Output<'leave.coverage'>['hours'][number]

const hourLeft = ({ need, types, ...hour }: Told): HourLeft => ({
  ...hour,
  types: new Map(types.map(({ type, left }) => [type, left])),
  ...(need === null
    ? {}
    : {
        need: {
          all: need,
          types: new Map(
            types.flatMap(({ type, need: own }) => (own === null ? [] : [[type, own]])),
          ),
        },
      }),
})

const commands = new Set(['leave.answer', 'leave.cancel', 'leave.word'])

export class LeaveView {
  #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  #tables = $derived.by(() => this.#source.replica.tables)
  me = $derived.by(() => this.#source.replica.viewer)
  /** As the server sees it: only a lead leads teams. */
  viewer = $derived.by<Viewer>(() => {
    const { id, role, team, leads } = this.me
    return { id, role, team, leads: role === 'lead' ? leads : [] }
  })
  #times = $derived.by(() => new Times(this.#source.replica.office.timeZone))
  today = $derived.by(() => this.#times.day(this.#source.clock.now))
  clockNow = $derived.by(() => this.#times.stamp(this.#source.clock.now))
  timetable = $derived.by(() => timetableOf(this.#source.replica))
  #all = $derived.by(() => [...this.#tables.leave.values()])
  #teamIds = $derived.by(() => {
    const { all, current } = this.#source.teams
    return new Set(current === null ? all.map(({ id }) => id) : [current])
  })
  /** Whose leave is not one's own to look at here: those of the teams shown, and who has none. */
  #shown = $derived.by(() =>
    this.#all.filter(
      ({ team, person }) => person !== this.me.id && (team === null || this.#teamIds.has(team)),
    ),
  )

  nameOf = (id: string) => this.#tables.person.get(id)?.name ?? 'Somebody'
  typeName = (id: string) => this.#tables.taskType.get(id)?.name ?? id

  /** Sees that of others: to answer it, or to plan with it. */
  seesOthers = $derived.by(() => this.me.role !== 'clerk')
  /** Looks on: when somebody is away, and neither why nor what to answer. */
  looksOn = $derived.by(() => this.me.role === 'admin')

  /** People whose leave the viewer may enter. */
  people = $derived.by<PersonRow[]>(() =>
    [...this.#tables.person.values()]
      .filter(({ active, team }) => active && team !== null && leadsTeam(this.viewer, team))
      .sort((a, b) => a.name.localeCompare(b.name)),
  )

  /** What is left without somebody, by the id of their leave, once the server has told it. */
  #left = new SvelteMap<string, readonly HourLeft[]>()
  #asked = $derived.by(() => this.#shown.filter(({ state }) => state === 'asked'))
  /** What the figures rest on, as far as this screen can tell: they are asked for again when it changes. */
  coverKey = $derived.by(() => {
    const { shift, pattern } = this.#tables
    if (this.#asked.length === 0) return ''
    const taken = this.#all.map(({ id, state, from, to, part }) => [id, state, from, to, part])
    const weeks = [...pattern.values()].map(({ id, from, weeks: own }) => [id, from, own])
    const days = [...shift.values()].map(({ id, work }) => [id, work])
    return JSON.stringify([this.today, this.#asked.map(({ id }) => id), taken, weeks, days])
  })
  /** Asks what would be left; the viewer need not be told who can do what. */
  async learn(dispatch: App['dispatch']) {
    for (const { id } of this.#asked) {
      const answer = await dispatch('leave.coverage', { leave: id })
      if (answer.ok) this.#left.set(id, answer.output.hours.map(hourLeft))
    }
  }
  coverageOf = (leave: LeaveRow): string[] | null => {
    const left = this.#left.get(leave.id)
    return left ? coverageWords(left, this.typeName) : null
  }

  #hoursOf = (leave: LeaveRow): LeaveHours | null => {
    const left = this.#left.get(leave.id)
    return left ? leaveHours(left, this.typeName) : null
  }

  answers = (leave: LeaveRow) =>
    answersLeave(this.viewer, leave, this.#source.replica.office, this.#tables.person.values())
  #givesWord = (leave: LeaveRow) => givesWord(this.viewer, leave, this.#source.replica.office)
  #pending = $derived.by(
    () =>
      new Set(
        [...this.#source.outbox.pending.values()].flatMap(({ name, input }) =>
          commands.has(name) ? [(input as { leave: string }).leave] : [],
        ),
      ),
  )

  lineOf = (leave: LeaveRow): LeaveLine => {
    const { clock } = this.#source
    const times = this.#times
    const said = (by: string, at: string, text: string | null) =>
      `${this.nameOf(by)}, ${times.when(at, clock.now)}${text ? `: ${text}` : ''}`
    const { word, answer } = leave
    return {
      leave,
      name: this.nameOf(leave.person),
      days: daysWords(leave),
      kind: isReasonTold(this.viewer, leave) ? kindWords[leave.kind] : null,
      state: stateWords[leave.state],
      reason: leave.reason,
      asked: `${leave.askedBy === leave.person ? 'Asked' : `Entered by ${this.nameOf(leave.askedBy)}`} ${times.when(leave.askedAt, clock.now)}`,
      word:
        word &&
        `${this.nameOf(word.by)} ${word.favours ? 'is for it' : 'is against it'}${word.text ? `: ${word.text}` : ''}`,
      answer: answer && said(answer.by, answer.at, answer.text),
      coverage: leave.state === 'asked' ? this.coverageOf(leave) : null,
      hours: leave.state === 'asked' ? this.#hoursOf(leave) : null,
      answers: leave.state === 'asked' && this.answers(leave),
      givesWord: leave.state === 'asked' && this.#givesWord(leave),
      cancels: this.#cancels(leave),
      pending: this.#pending.has(leave.id),
    }
  }
  #cancels = (leave: LeaveRow): LeaveLine['cancels'] => {
    if (cancelsOwn(this.viewer, leave, this.today)) return 'freely'
    if (!stands(leave) || leave.person === this.me.id) return null
    const leads = leave.team !== null && leadsTeam(this.viewer, leave.team)
    return leads || this.answers(leave) ? 'reason' : null
  }

  /** Requests that are not answered, those asked first before the others. */
  open = $derived.by(() =>
    [...this.#asked].sort((a, b) => a.askedAt.localeCompare(b.askedAt)).map(this.lineOf),
  )
  /** Approved, now or ahead. */
  ahead = $derived.by(() =>
    this.#shown
      .filter(({ state, to }) => state === 'approved' && to >= this.today)
      .sort((a, b) => a.from.localeCompare(b.from))
      .map(this.lineOf),
  )
  /** Over, refused or cancelled, of the last weeks; the latest first. */
  past = $derived.by(() =>
    this.#shown
      .filter(({ state, to }) => state !== 'asked' && (state !== 'approved' || to < this.today))
      .sort((a, b) => b.from.localeCompare(a.from))
      .map(this.lineOf),
  )
  /** One's own; what is long over is left out. */
  mine = $derived.by(() =>
    this.#all
      .filter(({ person, to }) => person === this.me.id && to >= addDays(this.today, -14))
      .sort((a, b) => a.from.localeCompare(b.from))
      .map(this.lineOf),
  )
  /** What waits for this viewer: to be answered, or for their word. */
  awaited = $derived.by(() =>
    this.#shown.filter(
      (leave) =>
        leave.state === 'asked' &&
        (this.answers(leave) || (leave.word === null && this.#givesWord(leave))),
    ),
  )
  /** The approved leave that somebody is on now. */
  nowOf = (person: string): LeaveRow | null =>
    leaveNow(this.#all, person, { day: this.today, clock: this.clockNow })
}
