/** Training needs as a list tells them. Pure. */
import type { TrainingNeedRow, TrainingSessionRow } from '../../server/contract/training-rows.js'
import { shortClock } from '../lib/day-words.js'
import { aboutOf, byDay, dayText, needStateWords, type ByDay } from '../lib/training-words.js'

export type NeedLine = {
  need: TrainingNeedRow
  /** "Tom Okafor", "All, 11 people" */
  who: string
  about: string
  by: ByDay | null
  /** What is arranged: "Trainer Grace Lindqvist, Tue 24 Nov, 10:00–11:00", "No session yet". */
  plan: string
  state: string
  /** "Met: two checked denials", for one that is closed. */
  closed: string | null
  /** The viewer may change and close it. */
  leads: boolean
}

type Ground = {
  today: string
  nameOf: (id: string) => string
  typeName: (id: string) => string
  session: TrainingSessionRow | null
  /** With whom they work in that skill. */
  trainer: string | null
  everyone: string
  readingCount: (procedure: string) => string | null
  leads: boolean
}

export function needLine(need: TrainingNeedRow, ground: Ground): NeedLine {
  const { closed } = need
  return {
    need,
    who: need.person === null ? ground.everyone : ground.nameOf(need.person),
    about: aboutOf(need, ground.typeName),
    by: byDay(need.by, ground.today),
    plan: planText(need, ground),
    state: needStateWords[need.state],
    closed: closed && `${needStateWords[need.state]}${closed.text ? `: ${closed.text}` : ''}`,
    leads: ground.leads,
  }
}

function planText(need: TrainingNeedRow, ground: Ground): string {
  const { session, trainer, today, nameOf } = ground
  if (session && session.state !== 'cancelled') {
    const when =
      session.day === today
        ? `today ${shortClock(session.from)}–${shortClock(session.to)}`
        : `${dayText(session.day, today)}, ${shortClock(session.from)}–${shortClock(session.to)}`
    const held = session.state === 'held' ? 'Trained by' : 'Trainer'
    return `${session.kind === 'sideBySide' && session.state !== 'held' ? 'Side by side with' : held} ${nameOf(session.trainer)}, ${when}`
  }
  const procedure = need.evidence.find(({ kind, ref }) => kind === 'procedure' && ref !== null)
  const read = procedure?.ref ? ground.readingCount(procedure.ref) : null
  if (read !== null) return read
  return trainer === null ? 'No session yet' : `Works with ${nameOf(trainer)}, no session yet`
}

export const needOrders = ['date', 'person', 'priority'] as const
export type NeedOrder = (typeof needOrders)[number]
export const needOrderWords: Record<NeedOrder, string> = {
  date: 'By date',
  person: 'By person',
  priority: 'By priority',
}

const rank: Record<TrainingNeedRow['priority'], number> = { high: 0, normal: 1, low: 2 }
/** Those without a day come last. */
const dayRank = ({ need }: NeedLine) => need.by ?? '9999-12-31'

export function sortNeeds(lines: readonly NeedLine[], order: NeedOrder): NeedLine[] {
  const byDate = (a: NeedLine, b: NeedLine) =>
    dayRank(a).localeCompare(dayRank(b)) || a.need.at.localeCompare(b.need.at)
  const first: Record<NeedOrder, (a: NeedLine, b: NeedLine) => number> = {
    date: () => 0,
    person: (a, b) => a.who.localeCompare(b.who),
    priority: (a, b) => rank[a.need.priority] - rank[b.need.priority],
  }
  return [...lines].sort((a, b) => first[order](a, b) || byDate(a, b))
}
