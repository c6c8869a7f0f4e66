/**
 * A person's work laid out as time: from now on, around breaks, until the shift ends and past it.
 * All times are epoch milliseconds, all amounts of work are minutes.
 */

export type Span = { from: number; to: number }

/** Time of a shift that is for something other than the queue, as it is drawn. */
export type TimedBlock = Span & { kind: 'training' | 'meeting' | 'other'; text: string | null }

/** When a person works on one day. `breaks`, blocks among them, lie inside it, in any order, and may overlap. */
export type Shift = Span & { breaks: readonly Span[]; blocks?: readonly TimedBlock[] }

export type Work = { no: number; minutes: number }

export type Block = {
  no: number
  /** The pieces inside the shift, in order; empty when the whole task is past its end. */
  inside: Span[]
  /** The piece past the end of the shift. */
  over: Span | null
  begins: number
  ends: number
}

export type Load = {
  blocks: Block[]
  /** When the last piece ends: the first moment at which one more task could begin. */
  freeAt: number
  /** Working minutes from now to the end of the shift, breaks left out. */
  left: number
  /** Minutes of work laid out. */
  assigned: number
  /** Minutes of it that lie past the end of the shift. */
  over: number
  /** Minutes of the shift that nothing is laid into. */
  free: number
}

const minute = 60_000

const minutesOf = (spans: readonly Span[]) =>
  spans.reduce((sum, span) => sum + (span.to - span.from), 0) / minute

/** What is still to be expected of a task: its standard less what was spent on it, and never nothing. */
export const expectedMinutes = (standardMinutes: number, elapsedMinutes: number) =>
  Math.max(1, standardMinutes - elapsedMinutes)

/** The stretches of the shift from `now` on in which work can be done, in order. */
export function workingSpans(shift: Shift, now: number): Span[] {
  const spans: Span[] = []
  let at = Math.max(now, shift.from)
  for (const pause of [...shift.breaks].sort((a, b) => a.from - b.from)) {
    if (pause.to <= at) continue
    if (pause.from >= shift.to) break
    if (pause.from > at) spans.push({ from: at, to: pause.from })
    at = pause.to
  }
  if (at < shift.to) spans.push({ from: at, to: shift.to })
  return spans
}

/** Hands out time in order: first the working spans, then, without end, the time after the shift. */
export class Timeline {
  private next = 0
  private at: number
  private readonly end: number

  private readonly spans: Span[]

  constructor(shift: Shift | null, now: number) {
    this.spans = shift ? workingSpans(shift, now) : []
    this.end = Math.max(now, shift?.to ?? now)
    this.at = this.spans[0]?.from ?? this.end
  }

  /** Working minutes from here to the end of the shift. */
  get left(): number {
    return minutesOf(
      this.spans.slice(this.next).map((span) => ({ ...span, from: Math.max(span.from, this.at) })),
    )
  }

  /** The first moment at which one more task could begin. */
  get position(): number {
    const span = this.spans[this.next]
    return span ? Math.max(this.at, span.from) : Math.max(this.at, this.end)
  }

  lay(work: Work): Block {
    const begins = this.position
    const inside: Span[] = []
    let rest = Math.round(work.minutes * minute)
    for (let span = this.spans[this.next]; span && rest > 0; span = this.spans[this.next]) {
      const from = Math.max(this.at, span.from)
      const to = Math.min(span.to, from + rest)
      inside.push({ from, to })
      rest -= to - from
      this.at = to
      if (to >= span.to) this.next += 1
    }
    if (rest <= 0) return { no: work.no, inside, over: null, begins, ends: this.at }
    const from = Math.max(this.at, this.end)
    this.at = from + rest
    return { no: work.no, inside, over: { from, to: this.at }, begins, ends: this.at }
  }
}

/**
 * Lays `work` out in the order given. Without a shift everything lies past its end: nothing is
 * left, and all of the work is over.
 */
export function layLoad(work: readonly Work[], shift: Shift | null, now: number): Load {
  const timeline = new Timeline(shift, now)
  const left = timeline.left
  const blocks = work.map((one) => timeline.lay(one))
  const assigned = work.reduce((sum, one) => sum + one.minutes, 0)
  const over = minutesOf(blocks.flatMap((block) => block.over ?? []))
  return {
    blocks,
    freeAt: timeline.position,
    left,
    assigned,
    over,
    free: Math.max(0, left - assigned),
  }
}
