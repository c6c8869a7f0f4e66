/** A day's work at other times than planned. */
import type { ClockSpan, WorkDay } from '../contract/desk-rows.js'

const within = <Span extends ClockSpan>(spans: readonly Span[], from: string, to: string): Span[] =>
  spans.flatMap((span) => {
    const cut = {
      ...span,
      from: span.from < from ? from : span.from,
      to: span.to > to ? to : span.to,
    }
    return cut.from < cut.to ? [cut] : []
  })

/** The same day with another beginning or end: breaks and blocks that fall outside are cut or left out. */
export const atOtherHours = (work: WorkDay, from: string, to: string): WorkDay => ({
  ...work,
  from,
  to,
  breaks: within(work.breaks, from, to),
  blocks: within(work.blocks, from, to),
})
