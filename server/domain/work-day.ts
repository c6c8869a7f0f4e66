/** One day's work: what can be wrong with it, and how it changes when it is moved or stretched. */
import type { ClockSpan, WorkDay } from '../contract/desk-rows.js'
import type { Problem } from '../contract/errors.js'

/** Minutes since midnight of `HH:MM`. */
export const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

const LAST_MINUTE = 24 * 60 - 1

/** `HH:MM` of minutes since midnight, kept inside the day. */
export function clockOf(minute: number): string {
  const kept = Math.min(LAST_MINUTE, Math.max(0, Math.round(minute)))
  return `${String(Math.floor(kept / 60)).padStart(2, '0')}:${String(kept % 60).padStart(2, '0')}`
}

export const spanMinutes = ({ from, to }: ClockSpan) => Math.max(0, minuteOf(to) - minuteOf(from))

type Part = ClockSpan & { path: string; name: string }

const nameOfBlock = { training: 'training', meeting: 'meeting', other: 'block' } as const

const partsOf = (work: WorkDay, path: string): Part[] => [
  ...work.breaks.map((span, at) => ({ ...span, path: `${path}.breaks.${at}`, name: 'break' })),
  ...work.blocks.map((block, at) => ({
    from: block.from,
    to: block.to,
    path: `${path}.blocks.${at}`,
    name: nameOfBlock[block.kind],
  })),
]

/** What is wrong with a day's work, each with its path under `path`. */
export function workDayProblems(work: WorkDay, path: string): Problem[] {
  if (work.from >= work.to) {
    const message = `must be after ${work.from}; a shift cannot cross midnight, so draw the rest on the next day`
    return [{ path: `${path}.to`, message }]
  }
  const parts = partsOf(work, path)
  return parts.flatMap((part, at) => {
    if (part.from >= part.to)
      return [{ path: `${part.path}.to`, message: `must be after ${part.from}` }]
    if (part.from < work.from) {
      return [
        {
          path: `${part.path}.from`,
          message: `must be within the shift, which begins at ${work.from}`,
        },
      ]
    }
    if (part.to > work.to) {
      return [
        { path: `${part.path}.to`, message: `must be within the shift, which ends at ${work.to}` },
      ]
    }
    const other = parts.slice(0, at).find((one) => part.from < one.to && one.from < part.to)
    if (!other) return []
    return [
      {
        path: `${part.path}.from`,
        message: `must not overlap the ${other.name} ${other.from}–${other.to}`,
      },
    ]
  })
}

const within = <Span extends ClockSpan>(spans: readonly Span[], from: string, to: string): Span[] =>
  spans.flatMap((span) => {
    const cut = {
      ...span,
      from: span.from < from ? from : span.from,
      to: span.to > to ? to : span.to,
    }
    return cut.from < cut.to ? [cut] : []
  })

/** The same day with another beginning or end; breaks and blocks that fall outside are cut or left out. */
export const stretched = (work: WorkDay, from: string, to: string): WorkDay => ({
  ...work,
  from,
  to,
  breaks: within(work.breaks, from, to),
  blocks: within(work.blocks, from, to),
})

/** The same day earlier or later, breaks and blocks with it, and never past midnight. */
export function shiftedBy(work: WorkDay, minutes: number): WorkDay {
  const by = Math.min(LAST_MINUTE - minuteOf(work.to), Math.max(-minuteOf(work.from), minutes))
  const moved = <Span extends ClockSpan>(span: Span): Span => ({
    ...span,
    from: clockOf(minuteOf(span.from) + by),
    to: clockOf(minuteOf(span.to) + by),
  })
  return { ...moved(work), breaks: work.breaks.map(moved), blocks: work.blocks.map(moved) }
}

const inOrder = <Span extends ClockSpan>(spans: readonly Span[]): Span[] =>
  [...spans].sort((a, b) => a.from.localeCompare(b.from))

const told = ({ from, to, location, breaks, blocks }: WorkDay) =>
  JSON.stringify([
    from,
    to,
    location,
    inOrder(breaks).map((span) => [span.from, span.to]),
    inOrder(blocks).map((block) => [block.from, block.to, block.kind, block.text]),
  ])

/** Whether two days are worked alike, whatever the order in which their parts are kept. */
export const sameWork = (one: WorkDay | null, other: WorkDay | null) =>
  one === null || other === null ? one === other : told(one) === told(other)

/** The stretches of a day that are for the queue or for a block: the shift without its breaks. */
export function stretchesOf(work: ClockSpan & { breaks: readonly ClockSpan[] }): ClockSpan[] {
  const stretches: ClockSpan[] = []
  let from = work.from
  for (const pause of inOrder(work.breaks)) {
    if (pause.from > from) stretches.push({ from, to: pause.from })
    if (pause.to > from) from = pause.to
  }
  return from < work.to ? [...stretches, { from, to: work.to }] : stretches
}
