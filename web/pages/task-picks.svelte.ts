/** Tasks that a lead has selected in a list, and what is done to all of them: alike wherever tasks are listed. */
import { onBoard, type ShownTask } from '../../server/contract/rows.js'
import type { App } from '../lib/context.js'
import { counted } from '../lib/words.js'
import type { OpenMenu } from '../parts/AnchoredMenu.svelte'
import {
  about,
  extend,
  keep,
  nothingChosen,
  withMore,
  type Selection,
} from '../views/floor-selection.js'
import type { FloorView } from '../views/floor.svelte.js'
import { isReturnable } from '../views/task-actions.js'
import { changeItems, taskItems, type TaskMenu } from './floor-menus.js'
import { FloorMoves } from './floor-moves.js'

export class TaskPicks {
  readonly app: App
  readonly view: FloorView
  readonly moves: FloorMoves
  selection = $state.raw<Selection>(nothingChosen)
  /** Boxes to tick are shown though nothing is selected. */
  ticking = $state(false)
  menu = $state.raw<OpenMenu | null>(null)
  /** Numbers of the tasks for which a person is being chosen. */
  giving = $state.raw<readonly number[] | null>(null)
  /** Numbers of the tasks that are about to get a due time. */
  dating = $state.raw<readonly number[] | null>(null)

  /** Those of the selection that stay in it though the list does not show them. */
  protected readonly beside = new Set<number>()
  /** The message that not all could be selected. */
  #told = 0

  constructor(app: App, view: FloorView) {
    this.app = app
    this.view = view
    this.moves = new FloorMoves(app, view)
  }

  chosen = $derived.by(() => this.#rows([...this.selection.chosen]))
  givingTasks = $derived.by(() => this.#rows(this.giving ?? []))
  datingTasks = $derived.by(() => this.#rows(this.dating ?? []))
  /** Boxes to tick are shown. */
  boxes = $derived.by(() => this.ticking || this.selection.chosen.size > 0)

  #rows = (nos: readonly number[]) => nos.flatMap((no) => this.view.taskOf(no) ?? [])

  /** Whether the viewer may change it: only that can be selected. */
  mayPick = (task: ShownTask) => onBoard(task.status) && this.view.leads(task)

  select = (nos: readonly number[], on: boolean) => {
    if (!on) {
      const gone = new Set(nos)
      const { chosen } = keep(this.selection, (no) => !gone.has(no))
      this.selection = { chosen, anchor: nos.at(-1) ?? null }
      return
    }
    const mine = this.#rows(nos).filter(this.mayPick)
    const { selection, wanted } = withMore(
      this.selection,
      mine.map(({ no }) => no),
    )
    this.selection = selection
    const { size } = selection.chosen
    const { announcer } = this.app
    announcer.close(this.#told)
    if (wanted > size)
      this.#told = announcer.show(`${size} of ${wanted} selected: the most that one command takes.`)
  }
  toggle = (no: number) => this.select([no], !this.selection.chosen.has(no))
  /** Everything between the one chosen last and this one, in the order shown. */
  selectTo = (no: number, order: readonly number[]) =>
    this.select([...extend(this.selection, no, order).chosen], true)
  selectAll = (listed: readonly ShownTask[]) =>
    this.select(
      listed.map(({ no }) => no),
      true,
    )
  clear = () => {
    this.selection = nothingChosen
    this.ticking = false
    this.beside.clear()
  }
  /** Selected tasks that left the list leave the selection, and so does what the viewer may no longer change. */
  keep(listed: readonly ShownTask[]) {
    const here = new Set(listed.filter(this.mayPick).map(({ no }) => no))
    this.selection = keep(this.selection, (no) => here.has(no) || this.#staysBeside(no))
  }
  #staysBeside(no: number): boolean {
    const task = this.beside.has(no) ? this.view.taskOf(no) : undefined
    return task !== undefined && isReturnable(task)
  }

  /** The task, with the selection if it is part of it. */
  about = (no: number) => about(this.selection, no)

  protected get taskMenuActions(): TaskMenu {
    const { keys, router } = this.app
    return {
      view: this.view,
      moves: this.moves,
      open: (no) => router.openTask(no),
      giveTo: (nos) => (this.giving = nos),
      setDue: (nos) => (this.dating = nos),
      assignHint: keys.hint('assign'),
    }
  }

  taskMenu = (task: ShownTask, anchor: HTMLElement) => {
    this.menu = {
      label: `#${task.no}`,
      anchor,
      items: taskItems(task, this.about(task.no), this.taskMenuActions),
    }
  }

  async give(to: string | null) {
    const nos = this.giving ?? []
    this.giving = null
    const { selection } = this
    const beside = [...this.beside]
    this.clear()
    if (await this.moves.assign(nos, to)) return
    this.selection = selection
    for (const no of beside) this.beside.add(no)
  }

  /** What the selection can be changed to, and its way back to the queue. */
  selectionItems = $derived.by(() => {
    const nos = [...this.selection.chosen]
    const items = changeItems(nos, this.taskMenuActions)
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

  /**
   * Keys on a row of a list, besides Space and Shift with an arrow.
   * @param listed what Ctrl+A takes
   * @returns whether it knew the key
   */
  rowKey(event: KeyboardEvent, task: ShownTask, listed: readonly ShownTask[]): boolean {
    const { keys } = this.app
    const held = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (key === 'escape' && this.boxes) this.clear()
    else if (held && key === 'a' && listed.some(this.mayPick)) this.selectAll(listed)
    else if (!this.mayPick(task) || held || event.altKey) return false
    else if (key === 'delete' && isReturnable(task))
      void this.moves.assign(this.about(task.no), null)
    else if (!keys.off && key === keys.keyOf('assign')) this.giving = this.about(task.no)
    else return false
    return true
  }
}
