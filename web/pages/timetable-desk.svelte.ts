/** What a lead does to the timetable: each change is one command, and can be taken back as one. */
import type { RawInput } from '../../server/contract/commands.js'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import type { Failure } from '../../server/contract/errors.js'
import type { PersonRow } from '../../server/contract/rows.js'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'
import { sameWork } from '../../server/domain/work-day.js'
import type { App } from '../lib/context.js'
import { daysRange, longDay, workWords } from '../lib/day-words.js'
import { counted } from '../lib/words.js'
import type { MenuItem } from '../parts/Menu.svelte'
import { repeated } from '../views/shift-form.js'
import { TimetableView } from '../views/timetable-page.svelte.js'
import { daysOfWeek, type WeekCell } from '../views/timetable-week.js'
import { lastUndoable } from '../views/undoable.js'
import { TimetableDrag } from './timetable-drag.svelte.js'

type Saving = { work: WorkDay | null; note?: string | null; reason?: string | null }

export class TimetableDesk {
  readonly app: App
  readonly view: TimetableView
  readonly drag = new TimetableDrag()
  /** `<person>/<day>` of the day whose dialog is open. */
  opened = $state<string | null>(null)
  undoing = $state(false)

  constructor(app: App) {
    this.app = app
    this.view = new TimetableView(app)
  }

  /** What of the timetable the viewer changed last, while it can be undone. */
  undoable = $derived.by(() => {
    const { viewer, tables } = this.app.replica
    return lastUndoable(tables.undo.values(), viewer.id, this.app.clock.now, 'timetable')
  })
  undoLast = async () => {
    const last = this.undoable
    if (!last || this.undoing) return
    this.undoing = true
    const answer = await this.app.dispatch('undo.apply', { undo: last.id })
    this.undoing = false
    if (answer.ok) this.app.announcer.show(`Undone: ${last.what}.`)
    else this.#told(answer.error)
  }

  /** Asks what usually comes in to these teams. */
  async learn(teams: readonly string[]) {
    const answers = await Promise.all(
      teams.map((team) => this.app.dispatch('arrivals.usual', { team })),
    )
    // Another team may be looked at by now.
    if (this.view.teams.map(({ id }) => id).join() !== teams.join()) return
    this.view.arrivals = answers.flatMap((answer) => (answer.ok ? answer.output.arrivals : []))
  }

  #name = (person: string) => this.view.personOf(person)?.name ?? person
  #told(failure: Failure) {
    this.app.announcer.show(failure.message, { tone: 'late' })
  }
  /**
   * @param undo null: nothing is otherwise than before
   * @param days how many of them are otherwise
   */
  #done(text: string, undo: string | null, days = 1) {
    if (undo === null) this.app.announcer.show(text)
    else
      this.app.announcer.show(text, {
        action: { label: 'Undo', run: () => void this.#undo(undo, days) },
      })
  }
  async #undo(undo: string, days: number) {
    const answer = await this.app.dispatch('undo.apply', { undo })
    if (!answer.ok) return this.#told(answer.error)
    const text = days === 1 ? 'It is as it was.' : `${days} days are as they were.`
    this.app.announcer.show(text)
  }

  /** @returns the refusal, which is told already unless `quiet` */
  async save(person: string, day: string, saving: Saving, quiet = false): Promise<Failure | null> {
    const answer = await this.app.dispatch('shift.save', { person, day, ...saving })
    if (!answer.ok) {
      if (!quiet) this.#told(answer.error)
      return answer.error
    }
    const text = `${this.#name(person)}: ${longDay(day)} ${workWords(saving.work)}.`
    this.#done(text, answer.output.undo)
    return null
  }

  async clear(person: string, day: string): Promise<Failure | null> {
    const answer = await this.app.dispatch('shift.clear', { person, day })
    if (!answer.ok) return answer.error
    const text = `${this.#name(person)}: ${longDay(day)} as usual, ${workWords(this.view.usualWork(person, day))}.`
    this.#done(text, answer.output.undo)
    return null
  }

  /** Lets what was drawn or nudged go out, where it changed anything. */
  commit = () => {
    const draft = this.drag.end()
    if (!draft || sameWork(draft.work, this.view.cellOf(draft.key)?.work ?? null)) return
    void this.save(draft.person, draft.day, { work: draft.work })
  }

  notAtWork(cell: WeekCell) {
    if (!cell.may || cell.pending) return
    this.drag.cancel()
    if (cell.cause === 'drawn' && cell.work === null) return
    void this.save(cell.person, cell.day, { work: null })
  }

  /** A day's work every so many weeks from its own on; what was drawn for that day gives way. */
  async repeat(
    person: string,
    day: string,
    work: WorkDay | null,
    every: number,
  ): Promise<Failure | null> {
    const weeks = repeated(
      this.view.patternOf(person),
      { day, work, repeat: every },
      this.#officeWork,
    )
    if (!weeks) {
      const message =
        'The weeks that repeat already and these do not fit into four; choose another number.'
      return { code: 'invalid_input', message, problems: [{ path: 'repeat', message }] }
    }
    const often = every === 1 ? `every ${longDay(day)}` : `every ${longDay(day)} of ${every} weeks`
    return this.#setPattern(
      person,
      weeks,
      [day],
      `${this.#name(person)}: ${often} ${workWords(work)}.`,
    )
  }

  #officeWork = (day: string): WorkDay | null => {
    const { days, opens, closes } = this.app.replica.office
    if (!days.includes(weekdayOf(day))) return null
    return { from: opens, to: closes, breaks: [], blocks: [], location: null }
  }

  async #setPattern(
    person: string,
    weeks: Pick<RawInput<'pattern.save'>, 'from' | 'weeks'>,
    days: readonly string[],
    text: string,
  ): Promise<Failure | null> {
    const clear = days.filter((day) => this.view.drawnOn(person, day))
    const answer = await this.app.dispatch('pattern.save', { person, ...weeks, clear })
    if (!answer.ok) return answer.error
    this.#done(text, answer.output.undo)
    return null
  }

  copyLastWeek = async () => {
    const { monday, teams } = this.view
    const team = teams[0]
    if (!team || teams.length > 1) return
    const from = addDays(monday, -7)
    const answer = await this.app.dispatch('shift.copyWeek', { team: team.id, from, to: monday })
    if (!answer.ok) return this.#told(answer.error)
    const { changed, undo } = answer.output
    const week = daysRange(from, addDays(from, 6))
    if (changed === 0) {
      this.app.announcer.show(`Nothing differs from ${week}.`)
      return
    }
    this.#done(`${counted(changed, 'day')} copied from ${week}.`, undo, changed)
  }

  /** Seven days as they are shown become the week that repeats. */
  async #repeatWeek({ id, name }: PersonRow) {
    const days = daysOfWeek(this.view.monday)
    const week = days.map((day) => this.#repeatable(id, day))
    const text = `${name}: this week repeats every week.`
    const failure = await this.#setPattern(
      id,
      { from: this.view.monday, weeks: [week] },
      days,
      text,
    )
    if (failure) this.#told(failure)
  }

  /** A holiday is no day off of every week. */
  #repeatable(person: string, day: string): WorkDay | null {
    const on = this.view.table.calendar.on(day)
    if (!this.view.drawnOn(person, day) && !on.open && on.off !== null)
      return this.view.usualWork(person, addDays(day, 7))
    return this.view.plannedWork(person, day)
  }

  async #asUsual({ id, name }: PersonRow) {
    const { monday, oldest } = this.view
    const answer = await this.app.dispatch('shift.clear', {
      person: id,
      day: monday < oldest ? oldest : monday,
      to: addDays(monday, 6),
    })
    if (!answer.ok) return this.#told(answer.error)
    this.#done(`${name}: this week is as usual.`, answer.output.undo)
  }

  async #forgetPattern({ id, name }: PersonRow) {
    const answer = await this.app.dispatch('pattern.clear', { person: id })
    if (!answer.ok) return this.#told(answer.error)
    this.#done(`${name} works the office’s hours.`, answer.output.undo)
  }

  rowItems = (person: PersonRow): MenuItem[] => {
    const drawn = daysOfWeek(this.view.monday).some((day) => this.view.drawnOn(person.id, day))
    const pattern = this.view.patternOf(person.id)
    return [
      {
        label: 'Repeat this week every week',
        icon: 'refresh-cw',
        onselect: () => void this.#repeatWeek(person),
      },
      {
        label: 'This week as usual',
        icon: 'rotate-ccw',
        disabled: !drawn,
        reason: 'it is',
        onselect: () => void this.#asUsual(person),
      },
      {
        label: 'Forget the repeating weeks',
        icon: 'x',
        disabled: !pattern,
        reason: 'none',
        onselect: () => void this.#forgetPattern(person),
      },
    ]
  }
}
