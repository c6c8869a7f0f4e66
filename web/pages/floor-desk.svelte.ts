/** What a lead has in hand on the floor: the selection, an open menu, tasks about to be given. */
import type { ShownTask } from '../../server/contract/rows.js'
import { deskRules } from '../../server/domain/desk-rules.js'
import type { App } from '../lib/context.js'
import { counted } from '../lib/words.js'
import type { OpenMenu } from '../parts/AnchoredMenu.svelte'
import type { LanePicks } from '../parts/LaneChips.svelte'
import type { MenuItem } from '../parts/Menu.svelte'
import type { LaneSource } from '../parts/PersonLane.svelte'
import {
  about,
  extend,
  keep,
  nothingChosen,
  withMore,
  type Selection,
} from '../views/floor-selection.js'
import { BalanceWork } from '../views/balance.svelte.js'
import type { Lane } from '../views/floor-lanes.js'
import { FloorView } from '../views/floor.svelte.js'
import { isReturnable } from '../views/task-actions.js'
import { FloorDrag } from './floor-drag.svelte.js'
import { changeItems, heldItems, personItems, taskItems, type MenuActions } from './floor-menus.js'
import { FloorMoves } from './floor-moves.js'

export class FloorDesk {
  readonly app: App
  readonly view: FloorView
  readonly moves: FloorMoves
  readonly drag: FloorDrag
  readonly balance: BalanceWork
  selection = $state.raw<Selection>(nothingChosen)
  /** Boxes to tick are shown though nothing is selected. */
  ticking = $state(false)
  menu = $state.raw<OpenMenu | null>(null)
  /** Numbers of the tasks for which a person is being chosen. */
  giving = $state.raw<readonly number[] | null>(null)
  /** Numbers of the tasks that are about to get a due time. */
  dating = $state.raw<readonly number[] | null>(null)
  /** Whose presence is looked at. */
  presenceOf = $state<string | null>(null)

  /** Of whom it is said what they may check. */
  checkerOf = $state<string | null>(null)

  /** Those of the selection that were chosen on lanes. */
  readonly #onLanes = new Set<number>()
  /** The message that not all could be selected. */
  #told = 0

  constructor(app: App) {
    this.app = app
    this.view = new FloorView(app)
    this.moves = new FloorMoves(app, this.view)
    this.drag = new FloorDrag(this.view, this.moves)
    this.balance = new BalanceWork(app, this.view)
  }

  chosen = $derived.by(() => this.#rows([...this.selection.chosen]))
  givingTasks = $derived.by(() => this.#rows(this.giving ?? []))

  #rows = (nos: readonly number[]) => nos.flatMap((no) => this.view.taskOf(no) ?? [])

  select = (nos: number[], on: boolean) => {
    if (!on) {
      const gone = new Set(nos)
      const { chosen } = keep(this.selection, (no) => !gone.has(no))
      this.selection = { chosen, anchor: nos.at(-1) ?? null }
      return
    }
    const { selection, wanted } = withMore(this.selection, nos)
    this.selection = selection
    const { size } = selection.chosen
    const { announcer } = this.app
    announcer.close(this.#told)
    if (wanted > size)
      this.#told = announcer.show(`${size} of ${wanted} selected: the most that one command takes.`)
  }
  selectAll = () =>
    this.select(
      this.view.shown.map(({ no }) => no),
      true,
    )
  clear = () => {
    this.selection = nothingChosen
    this.ticking = false
    this.#onLanes.clear()
  }
  /** Selected tasks that left the list leave the selection; those chosen on lanes stay while they are on one. */
  keepShown() {
    const here = new Set(this.view.shown.map(({ no }) => no))
    this.selection = keep(
      this.selection,
      (no) =>
        here.has(no) || (this.#onLanes.has(no) && this.view.taskOf(no)?.status === 'assigned'),
    )
  }
  #selectOnLanes(nos: number[], on: boolean) {
    for (const no of nos) {
      if (on) this.#onLanes.add(no)
      else this.#onLanes.delete(no)
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
  /** The task, with the selection if it is part of it. */
  about = (no: number) => about(this.selection, no)

  /** What a key acts on: the chip that has the focus, with the selection if it is part of it; else the selection. */
  focused(): number[] {
    if (this.view.readOnly) return []
    const chip = document.activeElement?.closest<HTMLElement>('[data-task]')
    return chip ? this.about(Number(chip.dataset.task)) : [...this.selection.chosen]
  }

  get #actions(): MenuActions {
    const { keys, router } = this.app
    return {
      view: this.view,
      moves: this.moves,
      open: (no) => router.openTask(no),
      giveTo: (nos) => (this.giving = nos),
      setDue: (nos) => (this.dating = nos),
      presence: (person) => (this.presenceOf = person),
      need: (person) => this.app.recordNeed({ person }),
      checker: (person) => (this.checkerOf = person),
      record: (person) => router.go(`/people/${person}`),
      timed: deskRules(this.app.replica.office).individualTiming,
      assignHint: keys.hint('assign'),
      giveHint: keys.hint('give'),
    }
  }

  taskMenu = (task: ShownTask, anchor: HTMLElement) => {
    this.menu = {
      label: `#${task.no}`,
      anchor,
      items: taskItems(task, this.about(task.no), this.#actions),
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

  async give(to: string | null) {
    const nos = this.giving ?? []
    this.giving = null
    const { selection } = this
    const onLanes = [...this.#onLanes]
    this.clear()
    if (await this.moves.assign(nos, to)) return
    this.selection = selection
    for (const no of onLanes) this.#onLanes.add(no)
  }

  /** What the selection can be changed to, and its way back to the queue. */
  selectionItems = $derived.by(() => {
    const nos = [...this.selection.chosen]
    const items = changeItems(nos, this.#actions)
    const held = this.chosen.filter(isReturnable).map(({ no }) => no)
    if (held.length > 0) {
      items.unshift(
        {
          label:
            held.length < nos.length
              ? `${counted(held.length, 'task')} back to the queue`
              : 'Back to the queue',
          icon: 'undo-2',
          hint: 'Del',
          onselect: () => void this.moves.assign(held, null),
        },
        { kind: 'line' },
      )
    }
    return items
  })

  async date(dueAt: string | null): Promise<boolean> {
    const nos = this.dating ?? []
    const done = await this.moves.change(nos, { dueAt })
    if (done) this.dating = null
    return done
  }

  /** Keys of a row of the queue; answers whether it knew the key. */
  queueKey(event: KeyboardEvent, task: ShownTask): boolean {
    const { keys } = this.app
    const held = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (key === 'escape' && this.selection.chosen.size > 0) this.clear()
    else if (this.view.readOnly) return false
    else if (held && key === 'a') this.selectAll()
    else if (!this.view.leads(task) || held || event.altKey) return false
    else if (key === 'delete' && task.status === 'assigned')
      void this.moves.assign(this.about(task.no), null)
    else if (!keys.off && key === keys.keyOf('assign')) this.giving = this.about(task.no)
    else return false
    return true
  }

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
