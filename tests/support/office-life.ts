/** Random commands of every kind, mostly sensible, sometimes not, by people of every role. */
import { roles, type Status } from '../../server/contract/rows.js'
import type { Board } from '../../server/core/board.js'
import type { Dice } from './dice.js'
import { deskInputs, deskWeights, ledBy } from './office-life-desk.js'
import { doerOf, qualityInputs, qualityWeights } from './office-life-quality.js'

export type Asked = { person: string; name: string; input: Record<string, unknown> }

const weights = {
  'task.create': 14,
  'task.import': 2,
  'task.claim': 9,
  'task.claimNext': 14,
  'task.release': 4,
  'task.finish': 12,
  'task.hold': 5,
  'task.resume': 5,
  'task.step': 3,
  'task.note': 3,
  'task.edit': 8,
  'task.extend': 4,
  'task.cancel': 4,
  'task.reopen': 4,
  'task.assign': 8,
  'person.presence': 3,
  'help.ask': 2,
  'help.answer': 2,
  'person.add': 0.2,
  'person.edit': 3,
  'team.save': 0.5,
  'type.save': 2,
  'office.save': 1,
  'mapping.save': 0.5,
  'mapping.remove': 0.5,
  'session.endAll': 0.7,
  'password.reset': 0.1,
  ...deskWeights,
  ...qualityWeights,
}
export type Kind = keyof typeof weights
export type InputOf = (dice: Dice, board: Board, person: string) => Record<string, unknown>
type Inputs = Record<Kind, InputOf>

const priorities = ['urgent', 'high', 'normal', 'low']
const dues = [null, '2026-11-23T18:00:00.000Z', '2026-11-24T18:00:00.000Z']
const maybe = (dice: Dice, share: number, more: () => object) => (dice.chance(share) ? more() : {})

const ids = (table: Map<string, unknown>) => [...table.keys()]
const anyTask = (dice: Dice, board: Board) => dice.whole(1, board.lastNo + 1)

/** Mostly one that the person holds, in that state if need be, or else one that may well be in the way. */
function likely(dice: Dice, board: Board, person: string, status?: Status): number {
  const all = [...(board.tables.task.held.get(person) ?? [])]
  const fit = all.filter((no) => board.tables.task.get(no)?.status === status)
  const own = fit.length > 0 ? fit : all
  return own.length > 0 && dice.chance(0.8) ? dice.pick(own) : anyTask(dice, board)
}

/** Mostly one whose rule allows more time. */
function counted(dice: Dice, board: Board): number | undefined {
  const all = [...board.tables.task.values()].filter(({ clock }) => clock?.end?.rule.extension)
  return all.length > 0 && dice.chance(0.8) ? dice.pick(all).no : undefined
}

function fresh(dice: Dice, board: Board): Record<string, unknown> {
  return {
    type: dice.chance(0.97) ? dice.pick(ids(board.tables.taskType)) : 'no-such-type',
    title: `Letter ${dice.whole(1, 9_999)}`,
    ...maybe(dice, 0.6, () => ({ priority: dice.pick(priorities) })),
    ...maybe(dice, 0.5, () => ({ dueAt: dice.pick(dues) })),
    ...maybe(dice, 0.15, () => ({ team: dice.pick(ids(board.tables.team)) })),
    ...maybe(dice, 0.3, () => ({ reference: `R-${dice.whole(1, 60)}` })),
  }
}

const dueRule = (dice: Dice) => ({
  count: dice.whole(1, 5),
  unit: dice.pick(['businessDays', 'businessHours']),
  pauses: dice.chance(0.7),
  law: dice.chance(0.3),
  extension: { count: dice.whole(1, 9), unit: 'businessDays', times: 2 },
})

const inputs: Inputs = {
  'task.create': (dice, board) => ({
    ...fresh(dice, board),
    ...maybe(dice, 0.2, () => ({ confidential: true })),
  }),
  'task.import': (dice, board) => ({
    rows: Array.from({ length: dice.whole(1, 25) }, (_, n) => ({
      line: n + 1,
      ...fresh(dice, board),
      ...maybe(dice, 0.2, () => ({ finishedAt: '2026-11-01T10:00:00.000Z' })),
    })),
  }),
  'task.claim': (dice, board) => ({ task: anyTask(dice, board) }),
  'task.claimNext': (dice, board) => ({
    ...maybe(dice, 0.2, () => ({ types: [dice.pick(ids(board.tables.taskType))] })),
    ...maybe(dice, 0.1, () => ({ team: dice.pick(ids(board.tables.team)) })),
  }),
  'task.release': (dice, board, person) => ({
    task: likely(dice, board, person),
    ...maybe(dice, 0.3, () => ({ reason: 'Not mine' })),
  }),
  'task.finish': (dice, board, person) => {
    const task = likely(dice, board, person, 'active')
    const fields =
      board.tables.task.get(task)?.type === 'batch' && dice.chance(0.8)
        ? { fields: { dollars: dice.whole(1, 900) } }
        : {}
    return { task, ...fields }
  },
  'task.hold': (dice, board, person) => ({
    task: likely(dice, board, person, 'active'),
    reason: 'Fee not paid',
  }),
  'task.resume': (dice, board, person) => ({ task: likely(dice, board, person, 'waiting') }),
  'task.step': (dice, board, person) => ({
    task: likely(dice, board, person, 'active'),
    step: dice.whole(0, 1),
    done: dice.chance(0.7),
  }),
  'task.note': (dice, board, person) => ({
    task: likely(dice, board, person),
    text: 'Called back',
  }),
  'task.edit': (dice, board, person) => ({
    task: likely(dice, board, person),
    ...maybe(dice, 0.5, () => ({ priority: dice.pick(priorities) })),
    ...maybe(dice, 0.5, () => ({ dueAt: dice.pick(dues) })),
    ...maybe(dice, 0.2, () => ({ confidential: dice.chance(0.5) })),
    ...maybe(dice, 0.2, () => ({ team: dice.pick(ids(board.tables.team)) })),
    ...maybe(dice, 0.2, () => ({ type: dice.pick(ids(board.tables.taskType)) })),
    ...maybe(dice, 0.1, () => ({ seq: dice.whole(0, board.seq) })),
  }),
  'task.extend': (dice, board, person) => ({
    task: counted(dice, board) ?? likely(dice, board, person),
    reason: 'Many boxes',
    ...maybe(dice, 0.3, () => ({ dueAt: '2026-12-01T18:00:00.000Z' })),
  }),
  'task.cancel': (dice, board) => ({ task: anyTask(dice, board), reason: 'Sent twice' }),
  'task.reopen': (dice, board) => ({ task: anyTask(dice, board), reason: 'Signature missing' }),
  'task.assign': (dice, board, person) => ({
    tasks: ledBy(dice, board, person, 4),
    to: dice.chance(0.8) ? dice.pick(ids(board.tables.person)) : null,
  }),
  'person.presence': (dice) => ({
    status: dice.pick(['available', 'available', 'available', 'break', 'training', 'away', 'off']),
  }),
  'help.ask': (dice, board, person) => ({
    text: 'Please look',
    ...maybe(dice, 0.5, () => ({ task: likely(dice, board, person) })),
  }),
  'help.answer': (dice, board) => ({ person: dice.pick(ids(board.tables.person)) }),
  'person.add': (dice) => ({
    username: `new-${dice.uuid()}`,
    name: 'New One',
    role: 'clerk',
    team: 'permits',
  }),
  'person.edit': (dice, board) => ({
    person: dice.pick(ids(board.tables.person)),
    ...maybe(dice, 0.3, () => ({ role: dice.pick(roles) })),
    ...maybe(dice, 0.3, () => ({ leads: ids(board.tables.team).filter(() => dice.chance(0.5)) })),
    ...maybe(dice, 0.3, () => ({ team: dice.pick([...ids(board.tables.team), null]) })),
    ...maybe(dice, 0.4, () => ({ active: dice.chance(0.7) })),
    ...maybe(dice, 0.3, () => ({
      skills: { [dice.pick(ids(board.tables.taskType))]: dice.whole(0, 4) },
      ...maybe(dice, 0.8, () => ({
        evidence: [{ kind: 'text', ref: null, text: 'Seen at work' }],
      })),
    })),
  }),
  'team.save': (dice, board) => ({
    name: `Team ${dice.whole(1, 4)}`,
    ...maybe(dice, 0.7, () => ({ id: dice.pick(ids(board.tables.team)) })),
  }),
  'type.save': (dice, board) => ({
    id: dice.pick(ids(board.tables.taskType)),
    name: `Type ${dice.whole(1, 9)}`,
    standardMinutes: dice.whole(1, 60),
    ...maybe(dice, 0.5, () => ({ requiredLevel: dice.whole(0, 3) })),
    ...maybe(dice, 0.5, () => ({ due: dueRule(dice) })),
    ...maybe(dice, 0.6, () => ({ reviewRate: dice.pick([0, 0.5, 1, 1]) })),
  }),
  'office.save': (dice) => ({
    name: `Office ${dice.whole(1, 9)}`,
    ...maybe(dice, 0.5, () => ({ desk: { leaveBy: dice.pick(['lead', 'supervisor']) } })),
  }),
  'mapping.save': (dice) => ({
    id: `m${dice.whole(1, 3)}`,
    name: 'Calls',
    mapping: { a: dice.whole(1, 9) },
  }),
  'mapping.remove': (dice) => ({ id: `m${dice.whole(1, 3)}` }),
  'session.endAll': (dice, board) =>
    maybe(dice, 0.5, () => ({ person: dice.pick(ids(board.tables.person)) })) as Record<
      string,
      unknown
    >,
  'password.reset': () => ({ person: 'nobody' }),
  ...deskInputs,
  ...qualityInputs,
}

/** Whom a command is likelier to come from, so that enough of them are accepted. */
const usual: Partial<Record<string, string>> = {
  'task.assign': 'lee',
  'task.reopen': 'lee',
  'task.extend': 'lee',
  'person.edit': 'ada',
  'team.save': 'ada',
  'person.add': 'ada',
  'office.save': 'ada',
  'type.save': 'ada',
}

const inHand = ['task.release', 'task.finish', 'task.hold', 'task.resume', 'task.step']

/** Somebody who has what the command is about. */
function holder(dice: Dice, board: Board, name: string): string | undefined {
  if (!inHand.includes(name)) return undefined
  const held = [...board.tables.task.held].filter(([, tasks]) => tasks.size > 0)
  return held.length > 0 ? dice.pick(held)[0] : undefined
}

export function nextCommand(
  dice: Dice,
  board: Board,
  kinds: Readonly<Partial<Record<Kind, number>>> = weights,
): Asked {
  const name = dice.weighted(kinds as Record<Kind, number>)
  const leads = name === 'leave.answer' ? dice.pick(['lee', 'sue']) : 'lee'
  const led = name in deskWeights || name in qualityWeights
  const known =
    doerOf(dice, board, name) ?? (led ? leads : (usual[name] ?? holder(dice, board, name)))
  const person = known && dice.chance(0.7) ? known : dice.pick(ids(board.tables.person))
  return { person, name, input: inputs[name](dice, board, person) }
}
