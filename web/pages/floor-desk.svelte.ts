/** What a lead has in hand on the floor: the selection, an open menu, tasks about to be given. */
import type { ShownTask } from '../../server/contract/rows.js'
import { deskRules } from '../../server/domain/desk-rules.js'
import type { App } from '../lib/context.js'
import type { LanePicks } from '../parts/LaneChips.svelte'
import type { MenuItem } from '../parts/Menu.svelte'
import type { LaneSource } from '../parts/PersonLane.svelte'
import { extend } from '../views/floor-selection.js'
import { BalanceWork } from '../views/balance.svelte.js'
import { FloorForecast } from '../views/floor-forecast.svelte.js'
import type { Lane } from '../views/floor-lanes.js'
import { FloorView } from '../views/floor.svelte.js'
import { FloorDrag } from './floor-drag.svelte.js'
import { heldItems, personItems, taskItems, type MenuActions } from './floor-menus.js'
import { TaskPicks } from './task-picks.svelte.js'

export class FloorDesk extends TaskPicks {
  readonly drag: FloorDrag
  readonly balance: BalanceWork
  readonly foretold: FloorForecast
  /** Whose presence is looked at. */
  presenceOf = $state<string | null>(null)

  /** Of whom it is said what they may check. */
  checkerOf = $state<string | null>(null)

  constructor(app: App) {
    super(app, new FloorView(app))
    this.drag = new FloorDrag(this.view, this.moves)
    this.balance = new BalanceWork(app, this.view)
    this.foretold = new FloorForecast(app, () => ({
      team: this.onlyTeam?.id ?? null,
      day: this.view.day,
    }))
  }

  /** The team, where one alone is looked at. */
  get onlyTeam() {
    const { teams } = this.view
    return teams.length === 1 ? teams[0] : undefined
  }

  keepShown = () => this.keep(this.view.shown)

  #selectOnLanes(nos: number[], on: boolean) {
    for (const no of nos) {
      if (on) this.beside.add(no)
      else this.beside.delete(no)
    }
    this.select(nos, on)
  }
  /** How the next tasks of a lane are chosen. */
  picksOf(lane: Lane): LanePicks | undefined {
    if (this.view.readOnly) return undefined
    const pick = (task: ShownTask, range: boolean) => this.#pick(lane.next, task, range)
    return { chosen: this.selection.chosen, ticking: this.ticking, pick }
  }
  #pick(next: readonly ShownTask[], task: ShownTask, range: boolean) {
    if (!this.view.leads(task)) return
    const order = next.filter(this.view.leads).map(({ no }) => no)
    const { anchor, chosen } = this.selection
    if (range && anchor !== null && order.includes(anchor))
      this.#selectOnLanes([...extend(this.selection, task.no, order).chosen], true)
    else this.#selectOnLanes([task.no], !chosen.has(task.no))
  }
  /** What a key acts on: the chip that has the focus, with the selection if it is part of it; else the selection. */
  focused(): number[] {
    if (this.view.readOnly) return []
    const chip = document.activeElement?.closest<HTMLElement>('[data-task]')
    return chip ? this.about(Number(chip.dataset.task)) : [...this.selection.chosen]
  }

  get #actions(): MenuActions {
    return {
      ...this.taskMenuActions,
      presence: (person) => (this.presenceOf = person),
      need: (person) => this.app.recordNeed({ person }),
      checker: (person) => (this.checkerOf = person),
      record: (person) => this.app.router.go(`/people/${person}`),
      timed: deskRules(this.app.replica.office).individualTiming,
      giveHint: this.app.keys.hint('give'),
    }
  }

  laneMenu(what: LaneSource, task: ShownTask | null, person: string, anchor: HTMLElement) {
    const row = this.view.personOf(person)
    if (task) {
      const items = taskItems(task, this.about(task.no), this.#actions)
      if (what === 'next' && this.view.leads(task)) items.splice(1, 0, this.#pickItem(task))
      this.menu = { label: `#${task.no}`, anchor, items }
    } else if (row) {
      const items =
        what === 'name' ? personItems(row, this.#actions) : heldItems(row, this.#actions)
      this.menu = { label: row.name, anchor, items }
    }
  }

  /** By touch a first one is chosen from its menu; from then on a tap chooses. */
  #pickItem(task: ShownTask): MenuItem {
    const on = !this.selection.chosen.has(task.no)
    return {
      label: on ? 'Select' : 'Do not select',
      icon: on ? 'square-check' : 'square',
      hint: 'Space',
      onselect: () => {
        this.ticking = true
        this.#selectOnLanes([task.no], on)
      },
    }
  }

  /** Keys of a row of the queue; answers whether it knew the key. */
  queueKey = (event: KeyboardEvent, task: ShownTask): boolean =>
    this.rowKey(event, task, this.view.readOnly ? [] : this.view.shown)

  /** Keys on a chip of a lane. */
  laneKey(event: KeyboardEvent, at: HTMLElement): boolean {
    const task = this.view.taskOf(Number(at.dataset.task))
    const { keys } = this.app
    const held = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (key === 'escape' && this.selection.chosen.size > 0) this.clear()
    else if (!task || !this.view.leads(task)) return false
    else if (key === ' ' && !held) this.#pickAt(task, event.shiftKey)
    else if (key === 'a' && held) this.#pickAll(task)
    else if (held) return false
    else if (key === 'delete') void this.moves.assign(this.about(task.no), null)
    else if (!keys.off && key === keys.keyOf('assign')) this.giving = this.about(task.no)
    else return false
    return true
  }
  #nextBeside = (task: ShownTask) =>
    this.view.lanes.find(({ person }) => person.id === task.holder)?.next ?? []
  #pickAt(task: ShownTask, range: boolean) {
    if (task.status === 'assigned') this.#pick(this.#nextBeside(task), task, range)
  }
  #pickAll = (task: ShownTask) =>
    this.#selectOnLanes(
      this.#nextBeside(task)
        .filter(this.view.leads)
        .map(({ no }) => no),
      true,
    )
}
