/**
 * Teams that give work out by themselves: what may let somebody have their next task, and one pass over a team
 * for however much of it has come together.
 */
import type { Logger } from 'pino'
import type { Entry } from '../db/queries/commit.js'
import { handOutsOf, MOST_GIVEN, type TeamPush } from './commands/team-push.js'
import type { UndoRow } from './contract/desk-rows.js'
import type { PersonRow, TableName, TaskRow, TeamRow } from './contract/rows.js'
import type { Board } from './core/board.js'
import type { Act } from './core/look.js'
import { BatchRows } from './core/rows.js'
import { ruleId } from './core/rule-id.js'
import { officeDay } from './domain/due.js'
import { workingSpans } from './domain/load.js'
import { personShift, timetableOver } from './domain/timetable.js'

/** Between two passes of an office: what comes meanwhile is looked at together. */
const PAUSE_MS = 200
/** For so long nobody is given again what they returned, or a lead took back from them. */
const RETURNED_MS = 12 * 3_600_000
/** And for so long what went back by the clock: whoever let it lie may have been called away. */
const UNTOUCHED_MS = 30 * 60_000
/** Most of these that a pass is told. */
const MOST_RETURNED = 200

export type PushingOptions = { act: Act; now(): string; log: Logger }

type Office = {
  board: Board
  /** Teams to be looked at, with what named their pass last. */
  waiting: Map<string, string>
  pass: Promise<void> | undefined
  /** Runs after a pass until the next one may begin. */
  pause: NodeJS.Timeout | undefined
  returned: { task: number; by: string; until: number }[]
  /** When somebody's work last began or went on, by team, as far as it was looked at. */
  began: Map<string, number>
}

export class Pushing {
  readonly #options: PushingOptions
  readonly #offices = new Map<string, Office>()
  #closed = false

  constructor(options: PushingOptions) {
    this.#options = options
  }

  /** @param own false: another node wrote these, and looks by itself */
  readonly committed = (board: Board, entries: readonly Entry[], own: boolean): void => {
    if (!pushes(board)) return
    const office = this.#officeOf(board)
    for (const entry of entries) {
      const spell = entry.command === 'task.return' ? UNTOUCHED_MS : RETURNED_MS
      const until = Date.parse(entry.at) + spell
      for (const one of returnedBy(entry)) office.returned.push({ ...one, until })
      if (own) for (const team of wokenBy(board, entry)) office.waiting.set(team, String(entry.seq))
    }
    this.#start(office)
  }

  /**
   * Looks where somebody's shift has begun, or a break in it is over, since it was last looked, and where what
   * went back may be given to them again.
   */
  readonly turn = (boards: readonly Board[]): void => {
    const now = this.#options.now()
    // A server that was started anew looks again at what it looked at before: the same minute only is the same.
    const key = `turn ${now.slice(0, 16)}`
    for (const board of boards) {
      if (!pushes(board)) continue
      const office = this.#officeOf(board)
      for (const team of this.#forget(office, now)) office.waiting.set(team, key)
      for (const [team, began] of lastBegun(board, now)) {
        if (office.began.get(team) === began) continue
        office.began.set(team, began)
        office.waiting.set(team, key)
      }
      this.#start(office)
    }
  }

  /** Resolves when nothing is under way or waits to be looked at, without pauses. */
  async settled(): Promise<void> {
    for (const office of this.#offices.values()) {
      while (office.pass || (office.waiting.size > 0 && !this.#closed)) {
        await office.pass
        clearTimeout(office.pause)
        office.pause = undefined
        this.#start(office)
      }
    }
  }

  /** Begins nothing more. */
  async close(): Promise<void> {
    this.#closed = true
    for (const office of this.#offices.values()) {
      clearTimeout(office.pause)
      office.waiting.clear()
      await office.pass
    }
  }

  #officeOf(board: Board): Office {
    let office = this.#offices.get(board.office)
    if (!office) {
      office = {
        board,
        waiting: new Map(),
        pass: undefined,
        pause: undefined,
        returned: [],
        began: new Map(),
      }
      this.#offices.set(board.office, office)
    }
    // A board that was read anew is another one.
    office.board = board
    return office
  }

  #start(office: Office): void {
    if (office.pass || office.pause || office.waiting.size === 0 || this.#closed) return
    office.pass = this.#pass(office)
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'pushing work failed'))
      .finally(() => {
        office.pass = undefined
        office.pause = setTimeout(() => {
          office.pause = undefined
          this.#start(office)
        }, PAUSE_MS)
        office.pause.unref()
      })
  }

  async #pass(office: Office): Promise<void> {
    // The line answers and publishes what was committed before any of this is reckoned.
    await new Promise((resolve) => setImmediate(resolve))
    const teams = [...office.waiting]
    office.waiting.clear()
    for (const [team, key] of teams) {
      const { board } = office
      const about = { team, returned: this.#returnedIn(office, team) }
      // What would give nobody anything is no entry of the log.
      const given = this.#closed ? 0 : givenIn(board, about, this.#options.now())
      if (given === 0) continue
      // Others may have room too.
      if (given === MOST_GIVEN && !office.waiting.has(team)) office.waiting.set(team, `${key}+`)
      await this.#options.act(
        board.office,
        'team.push',
        about,
        ruleId('team.push', board.office, team, key),
      )
    }
  }

  /** Drops what may go to anybody again. @returns the teams in whose queues some of it is */
  #forget(office: Office, now: string): Set<string> {
    const { task: tasks, team: teams } = office.board.tables
    const over = new Set<string>()
    office.returned = office.returned.filter((one) => {
      const task = tasks.get(one.task)
      if (one.until > Date.parse(now)) return task !== undefined
      if (task?.status === 'queued' && teams.get(task.team)?.rules?.push) over.add(task.team)
      return false
    })
    return over
  }

  #returnedIn({ board, returned }: Office, team: string): TeamPush['returned'] {
    const now = Date.parse(this.#options.now())
    const { task: tasks } = board.tables
    return returned
      .filter(({ task, until }) => {
        const row = tasks.get(task)
        return until > now && row?.status === 'queued' && row.team === team
      })
      .slice(-MOST_RETURNED)
      .map(({ task, by }) => ({ task, by }))
  }
}

const pushes = ({ tables }: Board): boolean =>
  [...tables.team.values()].some(({ rules }) => rules?.push)

/** How many a pass would give out, as far as the queue is in memory. */
function givenIn(board: Board, about: TeamPush, now: string): number {
  const office = board.tables.office.get(board.office)
  return office ? handOutsOf(new BatchRows(board).unit(), about, { now, office }).length : 0
}

/** Tables whose rows decide when somebody works and what they can do; all but leave begin their keys with who. */
const ofPerson: readonly TableName[] = ['shift', 'pattern', 'skill', 'leave']

/** Teams that push their work, in which this entry may let somebody have their next task. */
function wokenBy(board: Board, entry: Entry): Set<string> {
  const { puts, drops } = entry
  const woken = new Set<string>()
  if (changesNothing(entry)) return woken
  const wake = (team: string | null | undefined) => {
    if (team && board.tables.team.get(team)?.rules?.push) woken.add(team)
  }
  const teamOf = (person: string) => board.tables.person.get(person)?.team
  const all = () => [...board.tables.team.keys()].forEach(wake)
  for (const { t, row } of puts) {
    // In hand: somebody has more to do than before, and the queue has not grown.
    if (t === 'task' && (row as TaskRow).status !== 'active') wake((row as TaskRow).team)
    else if (t === 'team') wake((row as TeamRow).id)
    else if (t === 'person') wake((row as PersonRow).team)
    else if (ofPerson.includes(t)) wake(teamOf((row as { person: string }).person))
    else if (t === 'taskType' || t === 'office') all()
  }
  for (const { t, key } of drops)
    if (ofPerson.includes(t)) wake(teamOf(String(key).split('/')[0] ?? ''))
  return woken
}

/** What of a task decides whether and to whom it goes. */
const deciding = ['type', 'team', 'priority', 'confidential']

/** Whether nobody has more room by it, and nothing in a queue can go to anybody else. */
function changesNothing({ command, input }: Entry): boolean {
  // Who was given one by a pass has their next task; what it left is there for the next reason to look.
  if (command === 'team.push' || command === 'task.note' || command === 'task.step') return true
  return command === 'task.edit' && !deciding.some((key) => key in (input ?? {}))
}

/** What went back into the queue, and from whom. */
function returnedBy({ command, actor, input, puts }: Entry): { task: number; by: string }[] {
  const queued = new Set(
    puts.flatMap(({ t, row }) =>
      t === 'task' && (row as TaskRow).status === 'queued' ? [(row as TaskRow).no] : [],
    ),
  )
  if (queued.size === 0) return []
  if (command === 'task.release' || command === 'task.return') {
    const { task, holder } = input as { task: number; holder?: string }
    return queued.has(task) ? [{ task, by: holder ?? actor }] : []
  }
  // Where a lead takes work back, what it was before is kept beside it.
  const undos = puts.flatMap(({ t, row }) => (t === 'undo' ? (row as UndoRow).tasks : []))
  return undos.flatMap(({ no, before }) =>
    queued.has(no) && typeof before.holder === 'string' ? [{ task: no, by: before.holder }] : [],
  )
}

/** The last moment until now at which one of its clerks began to work or went on after a break, by team. */
function lastBegun(board: Board, now: string): Map<string, number> {
  const last = new Map<string, number>()
  const office = board.tables.office.get(board.office)
  if (!office) return last
  const { day } = officeDay(now, office.timeZone)
  const timetable = timetableOver(office, board.tables)
  for (const { id, team, active, role } of board.tables.person.values()) {
    if (!team || !active || role !== 'clerk' || !board.tables.team.get(team)?.rules?.push) continue
    const shift = personShift(timetable, id, day)
    for (const { from } of shift ? workingSpans(shift, shift.from) : [])
      if (from <= Date.parse(now)) last.set(team, Math.max(from, last.get(team) ?? 0))
  }
  return last
}
