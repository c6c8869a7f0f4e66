/** What the model knows of an office, told by its log alone, and the questions that its rules ask. */
import type { Entry } from '../../db/queries/commit.js'
import type { UndoRow } from '../../server/contract/desk-rows.js'
import type { RateRow, ReviewRow, SealedRow } from '../../server/contract/quality-rows.js'
import type { Position } from '../../server/contract/order.js'
import type {
  PersonRow,
  Priority,
  SkillRow,
  Status,
  TaskRow,
  TaskTypeRow,
  TeamRow,
} from '../../server/contract/rows.js'

export type ModelTask = Position & {
  type: string
  team: string
  priority: Priority
  status: Status
  holder: string | null
  createdBy: string
  pinned: boolean
  place: number | null
}
export type ModelMove = {
  task: number
  from: string | null
  to: string | null
  place: number | null
}
export type ModelInput = {
  task: number
  tasks: number[]
  to: string | null
  person: string
  active?: boolean
  type?: string
  team?: string
  types?: string[]
  priority?: Priority
  dueAt?: string | null
  reference?: string | null
  rows: (ModelInput & { finishedAt?: string | null })[]
  pinned: boolean
  undo: string
  moves: ModelMove[]
  seq: number
  assignedAt: string
  returned: { task: number; by: string }[]
  review: string
  result: string
  upheld: boolean
  asked: boolean
  title: string
}
/** What a task was once the entry at `seq` was written. */
export type Moment = Pick<ModelTask, 'status' | 'holder' | 'team'> & { seq: number }

/** What a command on several tasks can be taken back to. */
export type Undoable = {
  by: string
  at: number
  seq: number
  /** Each task as its row was before. */
  before: ReadonlyMap<number, TaskRow>
  /** The entry that took it away; Infinity while it is there. */
  gone: number
}

/** Says what is wrong with an entry unless it is so. */
export type Ask = (ok: boolean, what: string) => void

export const nobodys = { holder: null, pinned: false, place: null }

export const OPEN: readonly Status[] = ['queued', 'assigned', 'active', 'waiting', 'review']
export const OVER: readonly Status[] = ['done', 'cancelled']
const UNDO_MS = 10 * 60_000

/** In which states each command may find its task, or each of its tasks. */
export const statesFor: Record<string, readonly Status[]> = {
  'task.release': ['assigned', 'active', 'waiting'],
  'task.finish': ['active'],
  'task.step': ['active'],
  'task.hold': ['active'],
  'task.resume': ['waiting'],
  'task.assign': ['queued', 'assigned', 'waiting'],
  'task.change': OPEN,
  'task.pin': ['assigned', 'active', 'waiting'],
  'task.cancel': OPEN,
  'task.reopen': OVER,
  'task.edit': OPEN,
  'task.extend': ['queued', 'assigned', 'active', 'waiting'],
  'task.note': OPEN,
}

export class ModelOffice {
  seq = 0
  lastNo = 0
  readonly tasks = new Map<number, ModelTask>()
  /** Each task's row as it was last written. */
  readonly rows = new Map<number, TaskRow>()
  readonly people = new Map<string, PersonRow>()
  readonly types = new Map<string, TaskTypeRow>()
  readonly skills = new Map<string, SkillRow>()
  readonly teams = new Map<string, TeamRow>()
  readonly rates = new Map<string, RateRow>()
  readonly reviews = new Map<string, ReviewRow>()
  /** `<task>/<person>` for each time that somebody's finished work went to its check. */
  readonly checkedWork = new Set<string>()
  /** What one of two blind checkers has decided, while the other has not. */
  readonly sealed = new Map<string, SealedRow>()
  readonly references = new Set<string>()
  readonly undos = new Map<string, Undoable>()
  /** When the last that somebody had in hand left it while more of what may go back was given to them. */
  readonly free = new Map<string, string>()
  /** What each task was after each entry that changed it. */
  readonly lives = new Map<number, Moment[]>()
  /** The task that each `task.claimNext` should have given, by the seq of its entry. */
  readonly nexts = new Map<number, number | null>()
  /** The teams that each person led from an entry on; null while they were no lead. */
  readonly led = new Map<string, { seq: number; teams: readonly string[] | null }[]>()

  /** @throws Error where an entry names a task that was never there */
  taskOf(entry: Entry, no: number): ModelTask {
    const task = this.tasks.get(no)
    if (!task) throw new Error(`#${entry.seq} ${entry.command}: there is no task ${no}`)
    return task
  }

  leads(person: string, team: string): boolean {
    const row = this.people.get(person)
    return row?.role === 'lead' && row.leads.includes(team)
  }

  worksIn(person: string, team: string): boolean {
    const row = this.people.get(person)
    if (!row?.active || (row.role !== 'clerk' && row.role !== 'lead')) return false
    return row.team === team || this.leads(person, team)
  }

  qualifies(person: string, typeId: string): boolean {
    const bar = this.types.get(typeId)?.requiredLevel ?? 0
    const skill = this.skills.get(`${person}/${typeId}`)
    if (!skill) return bar === 0
    // A level 1 that was given here works only beside a trainer.
    const alone = skill.level === 1 && skill.since !== undefined && !skill.trainer
    return !alone && skill.level >= Math.max(1, bar)
  }

  /** Tasks that are assigned to the person or in their hand, of whatever team. */
  inProgress(person: string): number {
    const counted = (task: ModelTask) => task.status === 'assigned' || task.status === 'active'
    return [...this.tasks.values()].filter((task) => task.holder === person && counted(task)).length
  }

  /** Whether a team's limit lets somebody get so many more. */
  hasRoom(person: string, team: string, more = 1): boolean {
    const limit = this.teams.get(team)?.rules?.limit ?? null
    return limit === null || more <= 0 || this.inProgress(person) + more <= limit
  }

  /** Whether the time may run in which its holder is to begin it: corrections stay with who did the work. */
  mayLie({ no, status, team }: ModelTask): boolean {
    const back = this.rows.get(no)?.returned
    return status === 'assigned' && !back && Boolean(this.teams.get(team)?.rules?.returnAfter)
  }

  /** Who has something in hand. */
  busy(): Set<string> {
    const active = [...this.tasks.values()].filter(({ status }) => status === 'active')
    return new Set(active.flatMap(({ holder }) => holder ?? []))
  }

  /** @param before who had something in hand before the entry */
  protected takeFree({ at }: Entry, before: ReadonlySet<string>): void {
    const after = this.busy()
    for (const who of before) {
      if (after.has(who)) continue
      const given = [...this.tasks.values()].filter(({ holder }) => holder === who)
      if (given.some((task) => this.mayLie(task))) this.free.set(who, at)
    }
  }

  /** What a task was once the entry at `seq` was written. */
  at(no: number, seq: number): Moment | null {
    return this.lives.get(no)?.findLast((moment) => moment.seq <= seq) ?? null
  }

  /** True when at some moment from `from` to `to` the task was such. */
  wasEver(no: number, from: number, to: number, such: (moment: Moment | null) => boolean): boolean {
    const within = this.lives.get(no)?.filter(({ seq }) => seq > from && seq <= to) ?? []
    return [this.at(no, from), ...within].some(such)
  }

  /** True when at some moment from `from` to `to` the person did not lead that team; null: any at all. */
  everUnled(person: string, team: string | null, from: number, to: number): boolean {
    const life = this.led.get(person) ?? []
    const within = life.filter(({ seq }) => seq > from && seq <= to)
    const first = life.findLast(({ seq }) => seq <= from)
    return [first, ...within].some(
      (one) => !one?.teams || (team !== null && !one.teams.includes(team)),
    )
  }

  /** When an undo is over. */
  static until({ at }: Undoable): number {
    return at + UNDO_MS
  }

  protected takeSetUp({ seq, puts, drops }: Entry): void {
    for (const { t, row } of puts) {
      if (t === 'person') this.#takePerson(row as PersonRow, seq)
      if (t === 'taskType') this.types.set((row as TaskTypeRow).id, row as TaskTypeRow)
      if (t === 'skill') this.skills.set((row as SkillRow).id, row as SkillRow)
      if (t === 'team') this.teams.set((row as TeamRow).id, row as TeamRow)
      if (t === 'rate') this.rates.set((row as RateRow).id, row as RateRow)
      if (t === 'review') this.#takeReview(row as ReviewRow)
      if (t === 'sealed') this.sealed.set((row as SealedRow).id, row as SealedRow)
      if (t === 'undo') this.#takeUndo(row as UndoRow, seq)
    }
    for (const { t, key } of drops) {
      if (t === 'rate') this.rates.delete(String(key))
      if (t === 'review') this.reviews.delete(String(key))
      if (t === 'sealed') this.sealed.delete(String(key))
      const undo = t === 'undo' && this.undos.get(String(key))
      if (undo) undo.gone = Math.min(undo.gone, seq)
    }
  }

  /** What changes no task can be taken back too: days of the timetable. */
  #takeUndo({ id, by, at }: UndoRow, seq: number): void {
    const undo = { by, at: Date.parse(at), seq, before: new Map<number, TaskRow>(), gone: Infinity }
    if (!this.undos.has(id)) this.undos.set(id, undo)
  }

  #takeReview(row: ReviewRow): void {
    this.reviews.set(row.id, row)
    this.checkedWork.add(`${row.task}/${row.person}`)
  }

  /** Whether a task is being checked that this person finished. */
  isOwnUnderReview(person: string, { no, status }: Pick<ModelTask, 'no' | 'status'>): boolean {
    return status === 'review' && this.rows.get(no)?.finishedBy === person
  }

  #takePerson(row: PersonRow, seq: number): void {
    this.people.set(row.id, row)
    const teams = row.role === 'lead' ? row.leads : null
    this.led.set(row.id, [...(this.led.get(row.id) ?? []), { seq, teams }])
  }
}
