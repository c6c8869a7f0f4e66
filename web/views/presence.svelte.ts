/** Presence against the shift, as it is asked of the server and said in words. */
import type { Output } from '../../server/contract/commands.js'
import { addDays } from '../../server/domain/timetable.js'
import type { Axis } from '../lib/axis.js'
import type { App } from '../lib/context.js'
import { duration } from '../lib/durations.js'
import type { Times } from '../lib/times.js'

type Source = Pick<App, 'dispatch' | 'replica' | 'clock' | 'times'>
export type PresenceOfDay = Output<'adherence.day'>['people'][number]
export type StretchKind = PresenceOfDay['stretches'][number]['kind']

export const stretchWords: Record<StretchKind, string> = {
  here: 'At work',
  break: 'Planned break',
  block: 'Training or meeting',
  leave: 'Leave',
  longBreak: 'Break beyond the planned',
  out: 'Off or away',
}

export type DrawnSpan = { from: number; to: number; kind: StretchKind; title: string }

export type PresenceRow = {
  id: string
  name: string
  /** "8:00–17:00", "On leave", "Not at work" */
  shift: string
  atWork: string
  outOfPlace: string
  lateStart: string
  earlyLeave: string
  /** All of it in one sentence. */
  sentence: string
  span: { from: number; to: number } | null
  stretches: DrawnSpan[]
  events: { seq: number; when: string; sentence: string }[]
}

const minutes = (value: number) => (value < 0.5 ? '' : duration(value))
const why: Record<string, string> = { leave: 'On leave', holiday: 'Holiday' }
const REFRESH_MS = 5 * 60_000

/** "At work 3 h 10, out of place 25 min: 20 min late." */
export function presenceSentence(one: PresenceOfDay): string {
  if (!one.shift) return `${why[one.cause] ?? 'Not at work'} that day.`
  const parts = [
    minutes(one.lateStart) && `${minutes(one.lateStart)} late`,
    minutes(one.earlyLeave) && `left ${minutes(one.earlyLeave)} early`,
  ].filter(Boolean)
  const missed = minutes(one.outOfPlace)
  const out = missed
    ? `out of place ${missed}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
    : 'nothing out of place'
  return `At work ${duration(one.atWork)}, ${out}.`
}

export function presenceRow(one: PresenceOfDay, name: string, times: Times): PresenceRow {
  const clock = ({ from, to }: { from: string; to: string }) =>
    `${times.time(from)}–${times.time(to)}`
  return {
    id: one.person,
    name,
    shift: one.shift ? clock(one.shift) : (why[one.cause] ?? 'Not at work'),
    atWork: one.shift ? duration(one.atWork) : '',
    outOfPlace: minutes(one.outOfPlace),
    lateStart: minutes(one.lateStart),
    earlyLeave: minutes(one.earlyLeave),
    sentence: presenceSentence(one),
    span: one.shift && { from: Date.parse(one.shift.from), to: Date.parse(one.shift.to) },
    stretches: one.stretches.map(({ from, to, kind }) => ({
      from: Date.parse(from),
      to: Date.parse(to),
      kind,
      title: `${stretchWords[kind]} ${clock({ from, to })}`,
    })),
    events: one.events.map(({ seq, at, sentence }) => ({ seq, when: times.time(at), sentence })),
  }
}

const HOUR = 3_600_000

/** From the first shift's hour to the last one's; null: nobody was to be at work. */
export function presenceAxis(rows: readonly PresenceRow[]): Axis | null {
  const spans = rows.flatMap(({ span }) => span ?? [])
  if (spans.length === 0) return null
  const begins = Math.min(...spans.map(({ from }) => from))
  const from = begins - (begins % HOUR)
  const closes = Math.max(...spans.map(({ to }) => to))
  const ticks: number[] = []
  for (let at = from; at < closes + HOUR; at += HOUR) ticks.push(at)
  return { from, to: ticks.at(-1) ?? closes, closes, ticks }
}

/** Asks anew when somebody moves, and every few minutes, since time itself changes the figures. */
export class PresenceView {
  #source: Source
  #of: () => { teams: readonly string[]; day?: string | null; person?: string }
  rows = $state.raw<PresenceRow[] | null>(null)
  problem = $state<string | null>(null)
  #asked = 0

  constructor(
    source: Source,
    of: () => { teams: readonly string[]; day?: string | null; person?: string },
  ) {
    this.#source = source
    this.#of = of
  }

  today = $derived.by(() => this.#source.times.day(this.#source.clock.now))
  earliest = $derived.by(() => addDays(this.today, -14))
  axis = $derived.by(() => presenceAxis(this.rows ?? []))
  #moved = $derived.by(() => {
    const { replica, clock } = this.#source
    const people = [...replica.tables.person.values()]
    const here = people.map(
      ({ id, presence, presenceSince }) => `${id} ${presence} ${presenceSince}`,
    )
    return `${here.join()} ${Math.floor(clock.now / REFRESH_MS)}`
  })

  /** For an effect of the page. */
  follow = () => {
    void this.#moved
    const { teams, day, person } = this.#of()
    void this.#ask(teams, day ?? this.today, person)
  }

  async #ask(teams: readonly string[], day: string, person: string | undefined) {
    const turn = ++this.#asked
    const { dispatch, replica, times } = this.#source
    const answers = await Promise.all(teams.map((team) => dispatch('adherence.day', { team, day })))
    // A later question has been asked meanwhile.
    if (turn !== this.#asked) return
    const failed = answers.find((answer) => !answer.ok)
    this.problem = failed && !failed.ok ? failed.error.message : null
    if (failed) return
    const people = answers.flatMap((answer) => (answer.ok ? answer.output.people : []))
    this.rows = people
      .filter((one) => person === undefined || one.person === person)
      .map((one) =>
        presenceRow(one, replica.tables.person.get(one.person)?.name ?? 'Somebody', times),
      )
  }
}
