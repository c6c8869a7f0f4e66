/** Random commands on checks of finished work, levels and training needs. */
import type { ReviewRow } from '../../server/contract/quality-rows.js'
import { openChecks } from '../../server/domain/quality/open-checks.js'
import type { Board } from '../../server/core/board.js'
import type { Dice } from './dice.js'

export const qualityWeights = {
  'review.ask': 2,
  'review.take': 8,
  'review.leave': 1,
  'review.decide': 12,
  'review.acknowledge': 3,
  'review.dispute': 8,
  'review.settle': 10,
  'checklist.save': 1,
  'rate.set': 1.5,
  'checker.set': 1,
  'skill.set': 2,
  'need.record': 1,
}
type Kind = keyof typeof qualityWeights
type Input = (dice: Dice, board: Board, person: string) => Record<string, unknown>

const maybe = (dice: Dice, share: number, more: () => object) => (dice.chance(share) ? more() : {})
const keys = (table: ReadonlyMap<string, unknown>) => [...table.keys()]
const reviews = ({ tables }: Board) => [...tables.review.values()]

/** Mostly a task that is being checked, and that somebody else has done. */
function checked(dice: Dice, board: Board, person: string): number {
  const all = [...board.tables.task.values()].filter(({ status }) => status === 'review')
  const others = all.filter(({ finishedBy }) => finishedBy !== person)
  const open = others.length > 0 ? others : all
  return open.length > 0 && dice.chance(0.95) ? dice.pick(open).no : dice.whole(1, board.lastNo + 1)
}

/** Mostly a check for which the command is meant. */
function one(dice: Dice, board: Board, such: (review: ReviewRow) => boolean): string {
  const all = reviews(board)
  const fit = all.filter(such)
  const from = fit.length > 0 && dice.chance(0.9) ? fit : all
  return from.length > 0 ? dice.pick(from).id : '1.1'
}

const isReturn = ({ result }: ReviewRow) => result === 'return'
const waitsForDecision = ({ dispute }: ReviewRow) => !!dispute && !dispute.decision

/** The doer, where there is one: only they acknowledge and dispute. */
export function doerOf(dice: Dice, board: Board, name: string): string | undefined {
  if (name === 'review.settle') return dice.pick(['ben', 'ben', 'ana', 'lee'])
  if (name !== 'review.acknowledge' && name !== 'review.dispute') return undefined
  const returned = reviews(board).filter((review) => isReturn(review) && !review.dispute)
  return returned.length > 0 ? dice.pick(returned).person : undefined
}

/** The answers that its checklist asks for, at times not all. */
function verdict(dice: Dice, board: Board, no: number): object {
  const task = board.tables.task.get(no)
  const items = board.tables.checklist.get(task?.type ?? '')?.items ?? []
  const returns = dice.chance(0.4)
  const answer = () => (returns ? dice.pick(['yes', 'no', 'na']) : dice.pick(['yes', 'na']))
  const asked = dice.chance(0.95) ? items : items.slice(1)
  return {
    answers: Object.fromEntries(asked.map(({ id }) => [id, answer()])),
    ...(returns
      ? { result: 'return', reasons: [{ reason: dice.chance(0.9) ? 'signature' : 'none' }] }
      : dice.pick([{ result: 'pass' }, { result: 'note', note: 'Date it next time' }])),
  }
}

export const qualityInputs: Record<Kind, Input> = {
  'review.ask': (dice, board) => ({
    task: dice.whole(1, board.lastNo + 1),
    ...maybe(dice, 0.3, () => ({ reason: 'A new form' })),
    ...maybe(dice, 0.2, () => ({ asked: false })),
  }),
  'review.take': (dice, board, person) => ({ task: checked(dice, board, person) }),
  'review.leave': (dice, board, person) => {
    const held = [...board.tables.task.values()].filter((task) =>
      openChecks(
        { get: (table, key) => (board.tables[table] as Map<unknown, never>).get(key) ?? null },
        task,
      ).some(({ checker }) => checker !== null),
    )
    return { task: held.length > 0 ? dice.pick(held).no : checked(dice, board, person) }
  },
  'review.decide': (dice, board, person) => {
    const task = checked(dice, board, person)
    return { task, ...verdict(dice, board, task) }
  },
  'review.acknowledge': (dice, board, person) => ({
    review: one(dice, board, (review) => isReturn(review) && review.person === person),
  }),
  'review.dispute': (dice, board, person) => ({
    review: one(dice, board, (row) => isReturn(row) && row.person === person && !row.dispute),
    text: 'It is on page 2',
  }),
  'review.settle': (dice, board) => ({
    review: one(dice, board, waitsForDecision),
    upheld: dice.chance(0.6),
    text: 'I looked again',
  }),
  'checklist.save': (dice, board) => ({
    type: dice.pick(keys(board.tables.taskType)),
    items: ['Signed', 'Dated', 'Copy kept']
      .slice(0, dice.whole(0, 3))
      .map((text) => ({ text, critical: dice.chance(0.3) })),
  }),
  'rate.set': (dice, board) => ({
    type: dice.pick(keys(board.tables.taskType)),
    share: dice.pick([null, 0, 0.5, 1]),
    ...maybe(dice, 0.5, () => ({ person: dice.pick(keys(board.tables.person)) })),
    ...maybe(dice, 0.3, () => ({ grade: dice.pick(['I', 'II', 'III']) })),
  }),
  'checker.set': (dice, board) => ({
    person: dice.pick(['ana', 'ben', dice.pick(keys(board.tables.person))]),
    types: dice.chance(0.3) ? [] : ['mail', dice.pick(keys(board.tables.taskType))],
  }),
  'skill.set': (dice, board) => ({
    person: dice.pick(['ana', 'ben', dice.pick(keys(board.tables.person))]),
    type: dice.pick(keys(board.tables.taskType)),
    level: dice.pick([1, 2, 3, 3, 4]),
    ...maybe(dice, 0.9, () => ({ evidence: [{ kind: 'text', ref: null, text: 'Seen today' }] })),
    ...maybe(dice, 0.8, () => ({ trainer: dice.pick([null, 'lee', 'ana']) })),
  }),
  'need.record': (dice, board) => ({
    person: dice.pick(['ana', 'ben', dice.pick(keys(board.tables.person))]),
    type: dice.pick(keys(board.tables.taskType)),
    seen: 'Left unsigned',
  }),
}
