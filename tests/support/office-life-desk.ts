/** Random commands of the lead's desk: on many tasks, on the timetable, on leave, plans and standards. */
import { blockKinds, leaveKinds } from '../../server/contract/desk-rows.js'
import { priorities, type TaskRow } from '../../server/contract/rows.js'
import type { Board } from '../../server/core/board.js'
import type { Dice } from './dice.js'

export const deskWeights = {
  'task.change': 6,
  'task.pin': 4,
  'balance.apply': 9,
  'undo.apply': 7,
  'shift.save': 2,
  'shift.clear': 1,
  'shift.copyWeek': 0.5,
  'pattern.save': 1,
  'pattern.clear': 0.3,
  'leave.ask': 4,
  'leave.word': 5,
  'leave.answer': 3,
  'leave.cancel': 1.5,
  'day.adjust': 2,
  'day.swap': 2,
  'plan.save': 1,
  'plan.publish': 2,
  'hour.note': 1,
  'hour.sign': 1,
  'team.rules': 2,
  'standard.set': 1,
}
type Input = (dice: Dice, board: Board, person: string) => Record<string, unknown>

const maybe = (dice: Dice, share: number, more: () => object) => (dice.chance(share) ? more() : {})
const keys = (table: ReadonlyMap<string, unknown>) => [...table.keys()]
const someone = (dice: Dice, board: Board) => dice.pick(keys(board.tables.person))
const aTeam = (dice: Dice, board: Board) => dice.pick(keys(board.tables.team))

/** Mostly the team that they lead. */
function teamOf(dice: Dice, board: Board, person: string): string {
  const led = board.tables.person.get(person)?.leads ?? []
  return led.length > 0 && dice.chance(0.9) ? dice.pick(led) : aTeam(dice, board)
}

const days = [
  '2026-11-09',
  ...['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
  ...['2026-11-30', '2026-12-01', '2026-12-07'],
]
const mondays = ['2026-11-16', '2026-11-23', '2026-11-30', '2026-12-07', '2026-12-08']
const aDay = (dice: Dice) => dice.pick(days)

/** Mostly work that can be; sometimes with an end before its beginning, or a break outside. */
function work(dice: Dice): object | null {
  if (dice.chance(0.2)) return null
  const from = dice.whole(7, 11)
  const to = from + dice.whole(dice.chance(0.05) ? -1 : 3, 8)
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  const half = (hour: number) => `${String(hour).padStart(2, '0')}:30`
  const at = dice.whole(from, to + (dice.chance(0.05) ? 2 : -1))
  return {
    from: clock(from),
    to: clock(to),
    ...maybe(dice, 0.4, () => ({ breaks: [{ from: clock(at), to: half(at) }] })),
    ...maybe(dice, 0.3, () => ({
      blocks: [{ from: half(from), to: clock(from + 1), kind: dice.pick(blockKinds) }],
    })),
    ...maybe(dice, 0.2, () => ({ location: 'Annex' })),
  }
}

const week = (dice: Dice) => Array.from({ length: 7 }, (_, at) => (at < 5 ? work(dice) : null))

const hours = (dice: Dice) =>
  Array.from({ length: dice.whole(1, 3) }, () => ({
    hour: dice.whole(7, 17),
    tasks: dice.whole(0, 12),
    standardMinutes: dice.whole(0, 240),
  }))

/** Tasks that are mostly there and such as the command is for. */
function some(dice: Dice, board: Board, such: (task: TaskRow) => boolean, most: number): number[] {
  const fit = [...board.tables.task.values()].filter(such).map(({ no }) => no)
  return Array.from({ length: dice.whole(1, most) }, () =>
    fit.length > 0 && dice.chance(0.95) ? dice.pick(fit) : dice.whole(1, board.lastNo + 1),
  )
}

/** Open tasks, mostly of the team that they lead. */
export function ledBy(dice: Dice, board: Board, person: string, most: number): number[] {
  const team = teamOf(dice, board, person)
  return some(dice, board, (task) => task.team === team && task.status !== 'active', most)
}

function move(dice: Dice, board: Board, no: number): object {
  const holder = board.tables.task.get(no)?.holder ?? null
  const kept = dice.chance(0.15)
  const likely = dice.chance(0.8) ? ['ana', 'ben', 'lee'] : keys(board.tables.person)
  return {
    task: no,
    from: dice.chance(0.97) ? holder : someone(dice, board),
    to: kept ? holder : dice.chance(0.2) ? null : dice.pick(likely),
    place: dice.chance(0.7) ? dice.whole(1, 4) : null,
    ...maybe(dice, 0.5, () => ({ why: 'You have room until 3' })),
  }
}

/** Mostly leave that still waits for its answer. */
function leaveId(dice: Dice, board: Board): string {
  const all = [...board.tables.leave.values()]
  const asked = all.filter(({ state }) => state === 'asked')
  const from = asked.length > 0 && dice.chance(0.8) ? asked : all
  return from.length > 0 ? dice.pick(from).id : 'none'
}

export const deskInputs: Record<keyof typeof deskWeights, Input> = {
  'task.change': (dice, board, person) => {
    const team = teamOf(dice, board, person)
    const routes = dice.chance(0.2)
    const fits = (task: TaskRow) => task.team === team && (!routes || task.status === 'queued')
    return {
      tasks: some(dice, board, fits, 4),
      ...maybe(dice, 0.6, () => ({ priority: dice.pick(priorities) })),
      ...(routes ? { team: aTeam(dice, board) } : {}),
      ...maybe(dice, 0.4, () => ({ dueAt: dice.pick([null, '2026-11-23T19:00:00.000Z']) })),
    }
  },
  'task.pin': (dice, board, person) => {
    const team = teamOf(dice, board, person)
    const held = (task: TaskRow) => task.team === team && task.holder !== null
    return { tasks: some(dice, board, held, 3), pinned: dice.chance(0.6) }
  },
  'balance.apply': (dice, board, person) => {
    const team = teamOf(dice, board, person)
    const open = ({ team: of, status }: TaskRow) =>
      of === team && (status === 'queued' || status === 'assigned')
    const numbers = some(dice, board, open, dice.pick([1, 2, 5]))
    const distinct = dice.chance(0.97) ? [...new Set(numbers)] : numbers
    return {
      team,
      seq: dice.chance(0.9) ? board.seq : dice.whole(0, board.seq),
      moves: distinct.map((no) => move(dice, board, no)),
    }
  },
  'undo.apply': (dice, board, person) => {
    // Those of the timetable are told by their own tests.
    const ofTasks = [...board.tables.undo.values()].filter(({ tasks }) => tasks.length > 0)
    const mine = ofTasks.filter(({ by }) => by === person)
    const all = ofTasks.map(({ id }) => id)
    if (mine.length > 0 && dice.chance(0.9)) return { undo: dice.pick(mine.slice(-3)).id }
    return { undo: all.length > 0 ? dice.pick(all) : `u${board.seq}` }
  },
  'shift.save': (dice, board) => ({
    person: someone(dice, board),
    day: aDay(dice),
    work: work(dice),
    ...maybe(dice, 0.3, () => ({ note: dice.pick(['Counter', null]) })),
    ...maybe(dice, 0.3, () => ({ reason: dice.pick(['Dentist', null]) })),
  }),
  'shift.clear': (dice, board) => ({
    ...(dice.pick([...board.tables.shift.values()].map(daily).concat(nobody)) as object),
  }),
  'shift.copyWeek': (dice, board, person) => ({
    team: teamOf(dice, board, person),
    from: dice.pick(mondays),
    to: dice.pick(mondays),
  }),
  'pattern.save': (dice, board) => ({
    person: someone(dice, board),
    from: dice.pick(mondays),
    weeks: Array.from({ length: dice.whole(1, 2) }, () => week(dice)),
  }),
  'pattern.clear': (dice, board) => ({ person: someone(dice, board) }),
  'leave.ask': (dice, board) => {
    const from = dice.whole(0, days.length - 1)
    return {
      from: days[from],
      to: days[Math.min(days.length - 1, from + dice.pick([-1, 0, 0, 1]))] ?? days[0],
      kind: dice.pick(leaveKinds),
      ...maybe(dice, 0.7, () => ({ person: dice.pick(['ana', 'ben', someone(dice, board)]) })),
      ...maybe(dice, 0.3, () => ({ part: { from: '09:00', to: '11:00' } })),
    }
  },
  'leave.word': (dice, board) => ({ leave: leaveId(dice, board), favours: dice.chance(0.5) }),
  'leave.answer': (dice, board) => ({
    leave: leaveId(dice, board),
    approve: dice.chance(0.7),
    ...maybe(dice, 0.6, () => ({ reason: 'Two are away' })),
  }),
  'leave.cancel': (dice, board) => ({
    leave: leaveId(dice, board),
    ...maybe(dice, 0.7, () => ({ reason: 'Back early' })),
  }),
  'day.adjust': (dice, board) => ({
    person: someone(dice, board),
    day: aDay(dice),
    ...maybe(dice, 0.6, () => ({ from: dice.pick(['09:30', '10:00']) })),
    ...maybe(dice, 0.6, () => ({ to: dice.pick(['15:00', '18:00']) })),
    reason: 'Dentist',
  }),
  'day.swap': (dice, board) => {
    const dayA = aDay(dice)
    return {
      a: dice.chance(0.8) ? 'ana' : someone(dice, board),
      dayA,
      b: dice.chance(0.8) ? 'ben' : someone(dice, board),
      dayB: dice.chance(0.7) ? dayA : aDay(dice),
    }
  },
  'plan.save': (dice, board, person) => ({
    team: teamOf(dice, board, person),
    day: dice.pick(['2026-11-23', '2026-11-24', aDay(dice)]),
    hours: hours(dice),
  }),
  'plan.publish': (dice, board, person) => ({
    team: teamOf(dice, board, person),
    day: dice.pick(['2026-11-23', '2026-11-24', aDay(dice)]),
    ...maybe(dice, 0.7, () => ({ hours: hours(dice) })),
    ...maybe(dice, 0.6, () => ({ reason: 'Ben is at the counter' })),
  }),
  'hour.note': (dice, board, person) => ({
    team: teamOf(dice, board, person),
    day: dice.pick(['2026-11-20', '2026-11-23']),
    hour: dice.whole(8, 12),
    ...maybe(dice, 0.6, () => ({ cause: dice.pick(['system', 'nothing', null]) })),
    text: 'Register down',
    ...maybe(dice, 0.5, () => ({ reason: 'Agreed with the register' })),
  }),
  'hour.sign': (dice, board, person) => ({
    team: teamOf(dice, board, person),
    day: dice.pick(['2026-11-20', '2026-11-23']),
    hour: dice.whole(8, 12),
  }),
  'team.rules': (dice, board, person) => ({
    team: teamOf(dice, board, person),
    ...maybe(dice, 0.5, () => ({ push: dice.chance(0.8) })),
    ...maybe(dice, 0.4, () => ({ limit: dice.pick([null, 4, 6, 9]) })),
    ...maybe(dice, 0.4, () => ({ returnAfter: dice.pick([null, 5, 15, 60]) })),
    ...maybe(dice, 0.2, () => ({ reserveMinutes: dice.pick([null, 0, 60]) })),
  }),
  'standard.set': (dice, board) => ({
    type: dice.pick(keys(board.tables.taskType)),
    standardMinutes: dice.whole(1, 60),
    reason: 'Measured',
    ...maybe(dice, 0.3, () => ({ dailyCount: dice.pick([null, 20]) })),
  }),
}

const nobody = { person: 'ana', day: '2026-12-01' }
const daily = ({ person, day }: typeof nobody) => ({ person, day })
