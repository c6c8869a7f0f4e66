/** What is being dragged on the floor, and what would become of it where it is held. */
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'
import { duration } from '../lib/durations.js'
import { levelWords } from '../lib/words.js'
import type { Verdict } from '../parts/PersonLane.svelte'
import type { FloorView } from '../views/floor.svelte.js'
import type { FloorMoves } from './floor-moves.js'

const queuePlace = 'queue'

export class FloorDrag {
  #nos = $state.raw<readonly number[]>([])
  #place = $state<string | null>(null)
  #view: FloorView
  #moves: FloorMoves

  constructor(view: FloorView, moves: FloorMoves) {
    this.#view = view
    this.#moves = moves
  }

  #tasks = $derived.by(() =>
    this.#nos
      .map((no) => this.#view.taskOf(no))
      .filter((task): task is ShownTask => task !== undefined),
  )
  get active() {
    return this.#nos.length > 0
  }
  /** Held over the queue pane, and something of it could be returned. */
  get overQueue() {
    return this.#place === queuePlace && this.#returnable
  }
  #returnable = $derived.by(() => this.#tasks.some((task) => task.status !== 'queued'))

  begin(nos: readonly number[], event: DragEvent, ghost: HTMLElement | undefined) {
    this.#nos = nos
    if (!event.dataTransfer) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', nos.map((no) => `#${no}`).join(', '))
    if (ghost) event.dataTransfer.setDragImage(ghost, 16, 16)
  }

  end = () => {
    this.#nos = []
    this.#place = null
  }

  verdictFor(person: PersonRow): Verdict | null {
    if (this.#place !== person.id || !this.active) return null
    return verdictOf(this.#view, person, this.#tasks)
  }

  overLane(person: PersonRow, event: DragEvent) {
    this.#over(person.id, event, verdictOf(this.#view, person, this.#tasks).may)
  }
  overQueuePane(event: DragEvent) {
    this.#over(queuePlace, event, this.#returnable)
  }

  /** @param person whose lane is left; null: the queue */
  leave(person: string | null, event: DragEvent) {
    const to = event.relatedTarget
    if (
      event.currentTarget instanceof Node &&
      to instanceof Node &&
      event.currentTarget.contains(to)
    )
      return
    if (this.#place === (person ?? queuePlace)) this.#place = null
  }

  /** `to` null: the queue. */
  let(to: string | null, event: DragEvent): boolean {
    event.preventDefault()
    const nos =
      to === null
        ? this.#tasks.filter(({ status }) => status !== 'queued').map(({ no }) => no)
        : [...this.#nos]
    this.end()
    if (nos.length === 0) return false
    void this.#moves.assign(nos, to)
    return true
  }

  #over(place: string, event: DragEvent, may: boolean) {
    if (!this.active) return
    this.#place = place
    if (!may) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
  }
}

export function verdictOf(
  view: FloorView,
  person: PersonRow,
  tasks: readonly ShownTask[],
): Verdict {
  const others = tasks.filter((task) => task.holder !== person.id)
  const whyNot = others.map((task) => view.whyNot(person, task)).find((reason) => reason !== null)
  if (others.length === 0) return { may: false, text: 'Already here', note: '' }
  if (whyNot) return { may: false, text: 'Cannot take it', note: whyNot }
  const lane = view.lanes.find(({ person: { id } }) => id === person.id)
  const more = others.reduce(
    (sum, task) => sum + (lane?.minutesOf(task) ?? task.standardMinutes),
    0,
  )
  const after = (lane ? lane.load.left - lane.load.assigned : 0) - more
  const least = others.map((task) => view.levelOf(person, task) ?? 4).sort((a, b) => a - b)[0]
  return {
    may: true,
    text: `${duration(more)} more, ${after >= 0 ? `${duration(after)} free after` : `${duration(-after)} over after`}`,
    note: least === 1 || least === 2 ? `Level ${least}: ${levelWords[least]}` : '',
  }
}
