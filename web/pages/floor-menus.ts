/** The menus of the floor: everything that can be dragged can also be done from one of these. */
import { onBoard, priorities, type PersonRow, type ShownTask } from '../../server/contract/rows.js'
import { priorityWords } from '../lib/words.js'
import type { MenuItem } from '../parts/Menu.svelte'
import type { FloorView } from '../views/floor.svelte.js'
import { takesWork } from '../views/person-form.js'
import { isCheckable, isReturnable } from '../views/task-actions.js'
import type { FloorMoves } from './floor-moves.js'

/** What the menu of a task leads to, wherever tasks are listed. */
export type TaskMenu = {
  view: FloorView
  moves: FloorMoves
  open: (no: number) => void
  giveTo: (nos: readonly number[]) => void
  setDue: (nos: readonly number[]) => void
  assignHint: string | null
}

export type MenuActions = TaskMenu & {
  /** Shows how somebody's presence went today. */
  presence: (person: string) => void
  /** Records a training need of somebody. */
  need?: (person: string) => void
  /** Says whose work somebody may check. */
  checker: (person: string) => void
  /** Opens all that is held about somebody. */
  record: (person: string) => void
  /** False: the office times nobody. */
  timed: boolean
  giveHint: string | null
}

/** @param nos what it is about: the task, or all that are selected with it */
export function taskItems(task: ShownTask, nos: readonly number[], actions: TaskMenu): MenuItem[] {
  const { view, moves } = actions
  const open: MenuItem = {
    label: 'Open',
    icon: 'panel-right',
    hint: `#${task.no}`,
    onselect: () => actions.open(task.no),
  }
  // What a search found may be over already.
  if (!view.leads(task) || !onBoard(task.status)) return [open]
  const many = nos.length > 1 ? `${nos.length} tasks` : null
  const held = nos.filter((no) => {
    const one = view.taskOf(no)
    return one && isReturnable(one)
  })
  const holder = task.holder === null ? null : view.personOf(task.holder)
  const items: MenuItem[] = [open]
  if (task.status !== 'active') {
    items.push({
      label: many ? `Give ${many} to…` : 'Give to…',
      icon: 'user-check',
      hint: actions.assignHint ?? undefined,
      onselect: () => actions.giveTo(nos),
    })
  }
  if (held.length > 0) {
    items.push({
      label: 'Back to the queue',
      icon: 'undo-2',
      hint: 'Del',
      onselect: () => void moves.assign(held, null),
    })
  }
  items.push(...checkItems(task, moves))
  items.push({ kind: 'line' }, ...changeItems(nos, actions, many))
  if (task.status === 'active' && holder) {
    items.push(
      { kind: 'line' },
      {
        label: `Take out of ${holder.name.split(' ')[0]}’s hands`,
        icon: 'rotate-ccw',
        hint: 'to the queue',
        onselect: () => void moves.release(task.no),
      },
    )
  }
  return items
}

/** Has it checked when it is finished; whoever asked for that may take it back. */
function checkItems(task: ShownTask, moves: FloorMoves): MenuItem[] {
  if (task.status === 'review') return []
  if (moves.takesBack(task)) {
    const onselect = () => void moves.check(task.no, false)
    return [{ label: 'Take back the check', icon: 'rotate-ccw', onselect }]
  }
  return [
    {
      label: 'Check this one',
      icon: 'badge-check',
      ...(isCheckable(task) ? {} : { disabled: true, reason: 'asked for already' }),
      onselect: () => void moves.check(task.no),
    },
  ]
}

/** What can be done to one or many tasks alike. */
export function changeItems(
  nos: readonly number[],
  actions: Pick<TaskMenu, 'view' | 'moves' | 'setDue'>,
  many: string | null = null,
): MenuItem[] {
  const { view, moves } = actions
  const tasks = nos.flatMap((no) => view.taskOf(no) ?? [])
  const all = (of: (task: ShownTask) => boolean) => tasks.length > 0 && tasks.every(of)
  const items: MenuItem[] = [{ kind: 'heading', label: many ? `Priority of ${many}` : 'Priority' }]
  for (const priority of priorities) {
    items.push({
      label: priorityWords[priority],
      checked: all((task) => task.priority === priority),
      onselect: () => void moves.change(nos, { priority }),
    })
  }
  items.push(
    { kind: 'line' },
    { label: 'Due time…', icon: 'clock', onselect: () => actions.setDue(nos) },
  )
  if (all(({ holder, status }) => holder !== null && status !== 'review')) {
    const pinned = all((task) => task.pinned === true)
    items.push({
      label: pinned ? 'Let Balance move it' : 'Keep with its holder',
      icon: 'pin',
      onselect: () => void moves.pin(nos, !pinned),
    })
  }
  const others = view.otherTeams(tasks)
  if (others.length > 0) {
    items.push({ kind: 'line' }, { kind: 'heading', label: 'To another team' })
    const reason = all(({ status }) => status === 'queued') ? undefined : 'return held tasks first'
    for (const { id, name } of others) {
      items.push({
        label: name,
        ...(reason ? { disabled: true, reason } : {}),
        onselect: () => void moves.change(nos, { team: id }),
      })
    }
  }
  return items
}

export function personItems(person: PersonRow, actions: MenuActions): MenuItem[] {
  const { view, moves } = actions
  const lane = view.lanes.find((one) => one.person.id === person.id)
  const mine = [...(lane?.next ?? [])].filter(view.leads).map(({ no }) => no)
  const items: MenuItem[] = [{ kind: 'heading', label: person.name }]
  if (person.help && !view.readOnly) {
    items.push({
      label: 'Reply: I am coming',
      icon: 'hand-helping',
      onselect: () => void moves.answerHelp(person.id),
    })
  }
  if (!view.readOnly) {
    items.push({
      label: 'Give next',
      icon: 'arrow-right',
      hint: actions.giveHint ?? undefined,
      onselect: () => void moves.giveNext(person.id),
    })
  }
  if (mine.length > 0) {
    items.push({
      label:
        mine.length === 1
          ? 'Return the next one to the queue'
          : `Return all ${mine.length} next to the queue`,
      icon: 'undo-2',
      onselect: () => void moves.assign(mine, null),
    })
  }
  // Of individuals only the leads of their team are told.
  if (person.team !== null && view.leads({ team: person.team })) {
    if (actions.timed)
      items.push({
        label: 'Presence today',
        icon: 'clock',
        onselect: () => actions.presence(person.id),
      })
    items.push({ label: 'Record', icon: 'file-text', onselect: () => actions.record(person.id) })
    items.push({
      label: 'Record a training need',
      icon: 'graduation-cap',
      onselect: () => actions.need?.(person.id),
    })
    if (takesWork(person.role))
      items.push({
        label: 'What they may check…',
        icon: 'badge-check',
        onselect: () => actions.checker(person.id),
      })
  }
  items.push(...heldItems(person, actions))
  // Who looks on has nothing else to do here.
  if (items.length === 1) items.push({ label: 'Holds no task', disabled: true })
  return items
}

/** All that a person holds, to be opened; each task has its own menu where it is shown. */
export function heldItems(person: PersonRow, { view, open }: MenuActions): MenuItem[] {
  const lane = view.lanes.find((one) => one.person.id === person.id)
  if (!lane) return []
  const groups: [string, readonly ShownTask[]][] = [
    ['In hand', lane.inHand ? [lane.inHand, ...lane.beside] : []],
    ['Next', lane.next],
    ['Waiting on others', lane.waiting],
  ]
  return groups.flatMap(([label, tasks]): MenuItem[] =>
    tasks.length === 0
      ? []
      : [
          { kind: 'heading', label },
          ...tasks.map((task): MenuItem => ({
            label: `#${task.no} ${task.title ?? 'Confidential'}`,
            hint: `${Math.round(task.standardMinutes)} min`,
            onselect: () => open(task.no),
          })),
        ],
  )
}
