/** The due times of a task, each with its source and how it was counted. */
import type {
  CountedDue,
  DueRule,
  Extension,
  TaskClock,
  Wait,
} from '../../server/contract/clock-rows.js'
import type { ShownTask } from '../../server/contract/rows.js'
import type { Calendar } from '../../server/domain/calendar.js'
import { countDue, countExtension } from '../../server/domain/due.js'
import { countWords, momentWords } from '../../server/domain/due-words.js'
import { nextDue } from '../../server/domain/task-clock.js'

export type ClockLine = {
  key: string
  /** "Due", or the step that is due. */
  name: string
  /** "Wed 11 Nov 17:00". */
  when: string
  /** What became of it: "ticked Tue 10 Nov 9:00", "extended", "set by hand". */
  note: string | null
  /** How it was counted, a sentence each. */
  how: string[]
  source: { law: boolean; text: string | null } | null
}

export type Counting = { calendar: Calendar; now: number; nameOf: (person: string) => string }

/** Nothing for who may not read the task. */
export function clockLines(task: ShownTask, at: Counting): ClockLine[] {
  if (task.title === undefined) return []
  const lines = [...stepLines(task, at), ...endLine(task, at)]
  const followed =
    task.clock &&
    nextDue({ clock: task.clock, steps: task.steps ?? [], status: task.status }) === task.dueAt
  return followed || task.dueAt === null
    ? lines
    : [handLine(task.dueAt, lines.length > 0, at), ...lines]
}

const say = (at: Counting, instant: string) =>
  momentWords(instant, at.calendar.timeZone, new Date(at.now).toISOString())

function handLine(dueAt: string, ruled: boolean, at: Counting): ClockLine {
  return {
    key: 'hand',
    name: 'Due',
    when: say(at, dueAt),
    note: 'set by hand',
    how: [
      ruled
        ? 'Somebody set it; what its rule came to stands below.'
        : 'It was not counted by a rule.',
    ],
    source: null,
  }
}

function stepLines(task: ShownTask, at: Counting): ClockLine[] {
  const { clock } = task
  if (!clock) return []
  return (task.steps ?? []).flatMap(({ id, name, doneAt, due }) =>
    due
      ? [
          {
            key: `step ${id}`,
            name,
            when: say(at, due.dueAt),
            note: doneAt ? `ticked ${say(at, doneAt)}` : null,
            how: counted(
              due,
              { clock, extensions: [], stands: doneAt ? null : task.standsSince },
              at,
            ),
            source: sourceOf(due.rule),
          },
        ]
      : [],
  )
}

function endLine(task: ShownTask, at: Counting): ClockLine[] {
  const { clock } = task
  if (!clock?.end) return []
  const several = (task.steps ?? []).some((step) => step.due)
  return [
    {
      key: 'end',
      name: several ? 'Whole task' : 'Due',
      when: say(at, clock.end.dueAt),
      note: clock.extensions.length > 0 ? 'extended' : null,
      how: counted(
        clock.end,
        { clock, extensions: clock.extensions, stands: task.standsSince },
        at,
      ),
      source: sourceOf(clock.end.rule),
    },
  ]
}

const sourceOf = ({ citation, law }: DueRule) => ({ law: law ?? false, text: citation })

type Account = {
  clock: TaskClock
  extensions: readonly Extension[]
  stands: string | null | undefined
}

function counted(
  { rule, dueAt }: CountedDue,
  { clock, extensions, stands }: Account,
  at: Counting,
): string[] {
  const { calendar } = at
  const { from, waits } = clock
  const first = countDue(rule, from, calendar, waits)
  let due = first.dueAt
  const more = extensions.map((extension) => {
    const longer =
      !extension.named && rule.extension
        ? countExtension(rule, rule.extension, due, { calendar, waits })
        : null
    const said =
      longer && rule.extension?.count
        ? countWords(
            { count: rule.extension.count, unit: rule.extension.unit },
            longer,
            due,
            calendar.timeZone,
          )
        : `to ${say(at, extension.dueAt)}, as named`
    due = longer?.dueAt ?? extension.dueAt
    return `Extended ${say(at, extension.at)} by ${at.nameOf(extension.by)}${extension.notice ? ', with written notice' : ''}${extension.reason ? `, because: ${extension.reason}` : ''}. ${capital(said)}`
  })
  const paused = rule.pauses ? waitWords(waits, stands, at) : []
  // The office has changed its days since: the count of today would not be the count that was made.
  if (due !== dueAt)
    return [
      `Counted from ${say(at, from)} by the office’s days and hours of then, which have changed; by today’s it would be ${say(at, due)}`,
      ...paused,
    ]
  return [
    `Received ${say(at, from)}. ${countWords(rule, first, from, calendar.timeZone)}`,
    ...more,
    ...paused,
  ]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const SHOWN = 3

function waitWords(
  waits: readonly Wait[],
  stands: string | null | undefined,
  at: Counting,
): string[] {
  const some = waits.slice(-SHOWN).map(({ from, to }) => `${say(at, from)} to ${say(at, to)}`)
  const before = waits.length > SHOWN ? [`${waits.length - SHOWN} more before`] : []
  return [
    ...(waits.length > 0
      ? [`The clock stood while it waited: ${[...some, ...before].join(', ')}`]
      : []),
    ...(stands
      ? [`The clock stands since ${say(at, stands)}; the due time moves when it goes on`]
      : []),
  ]
}
