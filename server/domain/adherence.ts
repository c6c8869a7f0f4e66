/**
 * Presence against the shift: what of it was worked, paused as planned, and missed. All times are epoch
 * milliseconds, all amounts minutes. Facts for a talk between two people, never a mark.
 */
import type { Presence } from '../contract/rows.js'
import type { Shift, Span } from './load.js'

/** Where somebody was; spans follow each other and do not overlap. */
export type PresenceSpan = Span & { presence: Presence }

export type StretchKind = 'here' | 'break' | 'block' | 'leave' | 'longBreak' | 'out'

/** A piece of the shift until now, and what it was. */
export type Stretch = Span & { kind: StretchKind }

export type Adherence = {
  /** The shift until now without a gap, in order. */
  stretches: Stretch[]
  /** Minutes at work in the shift. */
  atWork: number
  /** Minutes in the shift but off or away, or in a break beyond what is planned. */
  outOfPlace: number
  /** Minutes of it before they first came. */
  lateStart: number
  /** Minutes of it after they last left, once they are off or the shift is over. */
  earlyLeave: number
}

/** `leave`: hours of leave inside the shift; they are among its breaks too. */
export type AdherenceShift = Shift & { leave?: readonly Span[] }

const minute = 60_000
const holds = (spans: readonly Span[], at: number) =>
  spans.some(({ from, to }) => from <= at && at < to)
const lengthOf = (spans: readonly Span[]) =>
  spans.reduce((sum, { from, to }) => sum + (to - from), 0)

/** What is planned of a moment of the shift. */
type Planned = 'work' | 'break' | 'block' | 'leave'

function plannedAt({ breaks, blocks = [], leave = [] }: AdherenceShift, at: number): Planned {
  if (holds(leave, at)) return 'leave'
  if (holds(blocks, at)) return 'block'
  return holds(breaks, at) ? 'break' : 'work'
}

const presenceAt = (spans: readonly PresenceSpan[], at: number): Presence =>
  spans.find(({ from, to }) => from <= at && at < to)?.presence ?? 'off'

/** Moments at which something may change, in order, within the span. */
function momentsOf(
  shift: AdherenceShift,
  presence: readonly PresenceSpan[],
  within: Span,
): number[] {
  const { breaks, blocks = [], leave = [] } = shift
  const edges = [...breaks, ...blocks, ...leave, ...presence].flatMap(({ from, to }) => [from, to])
  const inside = edges.filter((at) => at > within.from && at < within.to)
  return [...new Set([within.from, ...inside, within.to])].sort((a, b) => a - b)
}

const isHere = (presence: Presence) => presence === 'available' || presence === 'training'

/** What a piece was; a break is in place wherever it lies, as long as the day's planned breaks last. */
function kindOf(planned: Planned, presence: Presence): Exclude<StretchKind, 'longBreak'> {
  if (isHere(presence)) return 'here'
  if (planned === 'leave' || planned === 'block') return planned
  return presence === 'break' || planned === 'break' ? 'break' : 'out'
}

function stretchesOf(
  shift: AdherenceShift,
  presence: readonly PresenceSpan[],
  until: number,
): Stretch[] {
  const moments = momentsOf(shift, presence, { from: shift.from, to: until })
  const stretches: Stretch[] = []
  const add = (from: number, to: number, kind: StretchKind) => {
    const last = stretches.at(-1)
    if (last?.kind === kind) last.to = to
    else if (from < to) stretches.push({ from, to, kind })
  }
  let left = breakTime(shift)
  for (const [at, from] of moments.slice(0, -1).entries()) {
    const to = moments[at + 1] ?? from
    const planned = plannedAt(shift, from)
    const kind = kindOf(planned, presenceAt(presence, from))
    if (kind !== 'break') {
      add(from, to, kind)
      continue
    }
    const inPlan = Math.min(to - from, left)
    left -= inPlan
    add(from, from + inPlan, 'break')
    if (from + inPlan < to) add(from + inPlan, to, 'longBreak')
  }
  return stretches
}

/** What is planned as break, and as nothing else. */
function breakTime(shift: AdherenceShift): number {
  const moments = momentsOf(shift, [], shift)
  return moments
    .slice(0, -1)
    .reduce(
      (sum, at, index) =>
        sum + (plannedAt(shift, at) === 'break' ? (moments[index + 1] ?? at) - at : 0),
      0,
    )
}

const missed = ({ kind }: Stretch) => kind === 'out' || kind === 'longBreak'

/**
 * How a day went until now. Before the shift begins nothing is known and nothing is missed.
 * @param presence where they were; time that no span covers counts as off
 */
export function adherence(
  shift: AdherenceShift,
  presence: readonly PresenceSpan[],
  now: number,
): Adherence {
  const until = Math.min(Math.max(now, shift.from), shift.to)
  const stretches = stretchesOf(shift, presence, until)
  const minutes = (wanted: (one: Stretch) => boolean) => lengthOf(stretches.filter(wanted)) / minute
  const seen = presence.filter(
    ({ presence: where, from, to }) =>
      where !== 'off' && where !== 'away' && to > shift.from && from < until,
  )
  const came = seen[0]?.from ?? until
  const left = seen.at(-1)?.to ?? until
  const last = presence.findLast(({ from }) => from < until)
  const gone = until >= shift.to || !last || last.to < until || last.presence === 'off'
  return {
    stretches,
    atWork: minutes(({ kind }) => kind === 'here'),
    outOfPlace: minutes(missed),
    lateStart: minutesWithin(stretches, { from: shift.from, to: came }),
    earlyLeave: gone ? minutesWithin(stretches, { from: left, to: until }) : 0,
  }
}

/** Missed minutes that lie in a span. */
function minutesWithin(stretches: readonly Stretch[], within: Span): number {
  const cut = stretches.filter(missed).map(({ from, to }) => ({
    from: Math.max(from, within.from),
    to: Math.max(Math.max(from, within.from), Math.min(to, within.to)),
  }))
  return lengthOf(cut) / minute
}
