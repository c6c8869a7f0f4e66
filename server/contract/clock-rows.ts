/** How due times are counted, and what was counted for a task. */
export const dueUnits = ['hours', 'businessHours', 'businessDays', 'calendarDays'] as const
export const dayEnds = ['closing', 'sameTime', 'dayEnd'] as const
/** The holidays of the federal government, each of which an office may work on. */
export const federalIds = [
  'new-years-day',
  'martin-luther-king-day',
  'washingtons-birthday',
  'memorial-day',
  'juneteenth',
  'independence-day',
  'labor-day',
  'columbus-day',
  'veterans-day',
  'thanksgiving-day',
  'christmas-day',
] as const
export type FederalId = (typeof federalIds)[number]

export type DueUnit = (typeof dueUnits)[number]
export type DayEnd = (typeof dayEnds)[number]

/** Everything but count, unit and citation may be left out, as in rules kept before it could be said. */
export type DueRule = {
  count: number
  unit: DueUnit
  /** The law or the goal behind it, in the office's words. */
  citation: string | null
  /** True: the citation is the law. Else it is the office's own goal. */
  law?: boolean
  /** True: the day on which it came in is the first to be counted. */
  firstDay?: boolean
  /** When the last day ends. Left out: at closing. Hours end when they are over. */
  ends?: DayEnd
  /** True: it stands while the task waits on someone outside. */
  pauses?: boolean
  /** Left out or null: it cannot be extended. */
  extension?: ExtensionRule | null
}
export type ExtensionRule = {
  /** How much is added at most; null: as much as the reason needs, with the new time named. */
  count: number | null
  unit: DueUnit
  /** How often; null: as often as there is a reason. */
  times: number | null
  /** A reason must be given. */
  reason: boolean
  /** The requester must have written notice of it. */
  notice: boolean
  /** The earliest time at which it will be done must be named. */
  earliest: boolean
}

/** A rule and what it came to. */
export type CountedDue = { rule: DueRule; dueAt: string }
/** While a clock stood: [from, to). */
export type Wait = { from: string; to: string }
export type Extension = {
  at: string
  by: string
  reason: string | null
  dueAt: string
  /** The new time was named; else it follows from the rule, and from later waits. */
  named: boolean
  notice: boolean
}
/** From what the due times of a task were counted, kept so that the account of them stays true. */
export type TaskClock = {
  from: string
  /** The task's own clock, with its extensions; null: only steps have one. */
  end: CountedDue | null
  waits: Wait[]
  extensions: Extension[]
}

/** A team's own standard for a type; what is left out is as the type has it. */
export type TeamStandard = {
  standardMinutes: number
  /** Null: none, also where the type has one. */
  dailyCount?: number | null
  due?: DueRule | null
}
