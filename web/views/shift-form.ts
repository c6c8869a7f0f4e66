/** The form of one day: what is typed, what is wrong with it, what is sent, and how it repeats. */
import type { PatternRow, WorkBlock, WorkDay } from '../../server/contract/desk-rows.js'
import type { Problem } from '../../server/contract/errors.js'
import { addDays, mondayOf, patternDay, weekdayOf } from '../../server/domain/timetable.js'
import { workDayProblems } from '../../server/domain/work-day.js'
import { asClock } from './office-form.js'
import type { Labels } from './refusals.js'

/** `key` stays while others are removed. */
export type SpanDraft = { key: number; from: string; to: string }
export type BlockDraft = SpanDraft & { kind: WorkBlock['kind']; text: string }
/** Only this day, or every so many weeks from this one on. */
export type Repeat = 0 | 1 | 2 | 3 | 4
export type ShiftDraft = {
  atWork: boolean
  from: string
  to: string
  breaks: SpanDraft[]
  blocks: BlockDraft[]
  location: string
  note: string
  reason: string
  repeat: Repeat
}

export const shiftLabels: Labels = {
  day: 'The day',
  'work.from': 'Start',
  'work.to': 'End',
  'work.breaks': 'The break',
  'work.blocks': 'The block',
  'work.location': 'Location',
  note: 'Note',
  reason: 'Reason',
  repeat: 'Repeat',
}

let lastKey = 0
const nextKey = () => ++lastKey

export const newBreak = (): SpanDraft => ({ key: nextKey(), from: '12:00', to: '12:30' })
export const newBlock = (): BlockDraft => ({
  key: nextKey(),
  from: '',
  to: '',
  kind: 'training',
  text: '',
})

type Hours = { opens: string; closes: string }

export const shiftDraft = (
  work: WorkDay | null,
  { note, reason }: { note: string | null; reason: string | null },
  { opens, closes }: Hours,
  atWork = work !== null,
): ShiftDraft => ({
  atWork,
  from: work?.from ?? opens,
  to: work?.to ?? closes,
  breaks: (work?.breaks ?? []).map(({ from, to }) => ({ key: nextKey(), from, to })),
  blocks: (work?.blocks ?? []).map((block) => ({
    ...block,
    key: nextKey(),
    text: block.text ?? '',
  })),
  location: work?.location ?? '',
  note: note ?? '',
  reason: reason ?? '',
  repeat: 0,
})

const words = (text: string) => (text.trim() === '' ? null : text.trim())

/** The day that was meant; its times may still be wrong. */
export const draftWork = (draft: ShiftDraft): WorkDay | null =>
  draft.atWork
    ? {
        from: asClock(draft.from),
        to: asClock(draft.to),
        breaks: draft.breaks.map(({ from, to }) => ({ from: asClock(from), to: asClock(to) })),
        blocks: draft.blocks.map(({ from, to, kind, text }) => ({
          from: asClock(from),
          to: asClock(to),
          kind,
          text: words(text),
        })),
        location: words(draft.location),
      }
    : null

export const draftNote = (draft: ShiftDraft) => words(draft.note)

/** The reason, where it was changed: whoever is not told it leaves it as it is. */
export function draftReason(
  draft: ShiftDraft,
  { reason }: Pick<ShiftDraft, 'reason'>,
): { reason?: string | null } {
  return words(draft.reason) === words(reason) ? {} : { reason: words(draft.reason) }
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

export function shiftProblems(draft: ShiftDraft): Problem[] {
  const work = draftWork(draft)
  if (!work) return []
  const spans = [
    { path: 'work', span: work },
    ...work.breaks.map((span, at) => ({ path: `work.breaks.${at}`, span })),
    ...work.blocks.map((span, at) => ({ path: `work.blocks.${at}`, span })),
  ]
  const mistyped = spans.flatMap(({ path, span }) =>
    (['from', 'to'] as const)
      .filter((end) => !clock.test(span[end]))
      .map((end) => ({ path: `${path}.${end}`, message: 'must be a time like 08:30' })),
  )
  return mistyped.length > 0 ? mistyped : workDayProblems(work, 'work')
}

const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))

/**
 * The weeks that repeat when a day is worked every `repeat` weeks from its own week on, the others
 * as before; null where they do not fit into four.
 * @param usual the day as it is where nothing repeats: the office's hours
 */
export function repeated(
  old: PatternRow | null,
  { day, work, repeat }: { day: string; work: WorkDay | null; repeat: number },
  usual: (day: string) => WorkDay | null,
): { from: string; weeks: (WorkDay | null)[][] } | null {
  const from = mondayOf(day)
  const length = old?.weeks.length ?? 1
  const count = (length * repeat) / common(length, repeat)
  if (count > 4) return null
  const at = weekdayOf(day) - 1
  const weeks = Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, on) => {
      if (on === at && week % repeat === 0) return work
      const date = addDays(from, week * 7 + on)
      return old ? patternDay(old, date) : usual(date)
    }),
  )
  return { from, weeks }
}
