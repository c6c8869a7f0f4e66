/** One case a command: what leads up to it, who gives it, and which tables each kind of viewer hears of. */
import type { Input, RawInput, WriteName } from '../../server/contract/commands.js'
import { fairnessCases } from './fairness-cases.js'
import { nextId } from './floor.js'
import { qualityCases } from './quality-cases.js'
import { timetableCases } from './timetable-cases.js'
import { trainingCases } from './training-cases.js'
import type { Node } from './nodes.js'

/** Viewers of each kind: a clerk of the team, one of another, its lead, a supervisor, an admin. */
export const viewers = ['ana', 'rae', 'lee', 'sue', 'ada'] as const
export type ViewerName = (typeof viewers)[number]

export type Case<N extends WriteName = WriteName> = {
  who: string
  /** Does what must be there before, and gives the input. */
  input(node: Node): Promise<RawInput<N>> | RawInput<N>
  /** Tables put, or dropped with a minus, sorted; for those who hear something else than `all`, theirs. */
  hears: { all: string } & { [V in ViewerName]?: string }
}

const task = async (node: Node, more: Partial<Input<'task.create'>> = {}, who = 'lee') =>
  (await node.do(who, 'task.create', { type: 'mail', title: 'Letter', ...more })).task.no

const inHand = async (node: Node) => {
  const no = await task(node)
  await node.do('ana', 'task.claim', { task: no })
  return no
}

const waiting = async (node: Node) => {
  const no = await inHand(node)
  await node.do('ana', 'task.hold', { task: no, reason: 'Awaiting the fee' })
  return no
}

const newcomer = async (node: Node) =>
  (
    await node.do('ada', 'person.add', {
      username: `new-${nextId()}`,
      name: 'Nel',
      role: 'clerk',
      team: 'permits',
    })
  ).person.id

export const cases: { [N in WriteName]: Case<N> } = {
  'task.create': {
    who: 'ana',
    input: () => ({ type: 'mail', title: 'Letter' }),
    hears: { all: 'backlog task' },
  },
  'task.claim': {
    who: 'ana',
    input: async (node) => ({ task: await task(node) }),
    hears: { all: '-backlog task' },
  },
  'task.claimNext': {
    who: 'ana',
    input: async (node) => (await task(node), {}),
    hears: { all: '-backlog task' },
  },
  'task.release': {
    who: 'ana',
    input: async (node) => ({ task: await inHand(node) }),
    hears: { all: 'backlog task' },
  },
  'task.finish': {
    who: 'ana',
    input: async (node) => ({ task: await inHand(node), outcome: 'Answered' }),
    // The team's tally is for everyone, Ana's own for her and her lead.
    hears: { all: '-task tally' },
  },
  'task.hold': {
    who: 'ana',
    input: async (node) => ({ task: await inHand(node), reason: 'Fee' }),
    hears: { all: 'backlog task' },
  },
  'task.resume': {
    who: 'ana',
    input: async (node) => ({ task: await waiting(node) }),
    hears: { all: '-backlog task' },
  },
  'task.step': {
    who: 'ana',
    input: async (node) => {
      const no = await task(node, { type: 'permit' })
      await node.do('ana', 'task.claim', { task: no })
      return { task: no, step: 'received', done: true }
    },
    hears: { all: 'task' },
  },
  'task.note': {
    who: 'sue',
    input: async (node) => ({ task: await task(node), text: 'Seen' }),
    hears: { all: 'task' },
  },
  'task.edit': {
    who: 'lee',
    input: async (node) => ({ task: await task(node), title: 'Long letter' }),
    hears: { all: 'task' },
  },
  'task.cancel': {
    who: 'lee',
    input: async (node) => ({ task: await task(node), reason: 'Double' }),
    hears: { all: '-backlog -task' },
  },
  'task.reopen': {
    who: 'lee',
    input: async (node) => {
      const no = await inHand(node)
      await node.do('ana', 'task.finish', { task: no })
      return { task: no, reason: 'Not signed' }
    },
    // The only one counted in this hour: the tallies go.
    hears: { all: '-tally backlog task' },
  },
  'task.assign': {
    who: 'lee',
    input: async (node) => ({ tasks: [await task(node)], to: 'ana' }),
    hears: { all: '-backlog task', lee: '-backlog task undo' },
  },
  'task.change': {
    who: 'lee',
    input: async (node) => ({ tasks: [await task(node), await task(node)], priority: 'high' }),
    // One row of the backlog loses both, another gains them.
    // The undo is for who can take it back.
    hears: { all: '-backlog backlog task', lee: '-backlog backlog task undo' },
  },
  'undo.apply': {
    who: 'lee',
    input: async (node) => ({
      undo: (await node.do('lee', 'task.change', { tasks: [await task(node)], priority: 'low' }))
        .undo,
    }),
    hears: { all: '-backlog backlog task', lee: '-backlog -undo backlog task' },
  },
  'plan.save': {
    who: 'lee',
    input: () => ({
      team: 'permits',
      day: '2026-11-24',
      hours: [{ hour: 9, tasks: 4, standardMinutes: 80 }],
    }),
    hears: { all: 'plan' },
  },
  'plan.publish': {
    who: 'lee',
    input: () => ({
      team: 'permits',
      day: '2026-11-24',
      hours: [{ hour: 9, tasks: 4, standardMinutes: 80 }],
    }),
    hears: { all: 'plan' },
  },
  'hour.note': {
    who: 'lee',
    input: () => ({
      team: 'permits',
      day: '2026-11-23',
      hour: 8,
      cause: 'system',
      text: 'Register down',
    }),
    // What a lead writes is for leads of the team and supervisors.
    hears: { all: '', lee: 'hourNote', sue: 'hourNote' },
  },
  'hour.sign': {
    who: 'lee',
    input: () => ({ team: 'permits', day: '2026-11-23', hour: 8 }),
    hears: { all: '', lee: 'hourNote', sue: 'hourNote' },
  },
  'task.extend': {
    who: 'ana',
    input: async (node) => {
      const type = {
        name: 'Request',
        team: 'permits',
        standardMinutes: 30,
        due: {
          count: 3,
          unit: 'businessDays' as const,
          extension: { count: 7, unit: 'businessDays' as const },
        },
      }
      const made = await node.do('lee', 'type.save', type)
      const no = await task(node, { type: made.taskType.id })
      await node.do('ada', 'person.edit', {
        person: 'ana',
        skills: { permit: 3, mail: 3, [made.taskType.id]: 3 },
      })
      await node.do('ana', 'task.claim', { task: no })
      return { task: no, reason: 'Many boxes' }
    },
    hears: { all: 'task' },
  },
  'task.import': {
    who: 'lee',
    input: () => ({ rows: [{ line: 2, type: 'mail', title: 'Letter' }] }),
    hears: { all: 'backlog task' },
  },
  'person.presence': { who: 'ana', input: () => ({ status: 'break' }), hears: { all: 'person' } },
  'help.ask': {
    who: 'ana',
    input: async (node) => ({ task: await inHand(node), text: 'Torn' }),
    hears: { all: 'person' },
  },
  'help.answer': {
    who: 'lee',
    input: async (node) => (await node.do('ana', 'help.ask', {}), { person: 'ana' }),
    hears: { all: 'person' },
  },
  'person.add': {
    who: 'ada',
    input: () => ({
      username: 'nel',
      name: 'Nel',
      role: 'clerk',
      team: 'permits',
      skills: { mail: 2 },
    }),
    hears: { all: 'person', lee: 'person skill', ada: 'account person skill' },
  },
  'person.edit': {
    who: 'ada',
    input: async (node) => ({ person: await newcomer(node), name: 'Nell' }),
    hears: { all: 'person' },
  },
  'team.save': {
    who: 'ada',
    input: () => ({ id: 'records', name: 'Records', location: 'Tower' }),
    hears: { all: 'team' },
  },
  'type.save': {
    who: 'lee',
    input: () => ({ name: 'Fax', standardMinutes: 4, team: 'permits' }),
    hears: { all: 'taskType' },
  },
  'standard.set': {
    who: 'lee',
    input: () => ({ type: 'mail', standardMinutes: 5, dailyCount: 40, reason: 'Measured' }),
    hears: { all: 'standard taskType' },
  },
  'office.save': { who: 'ada', input: () => ({ closes: '16:30' }), hears: { all: 'office' } },
  'mapping.save': {
    who: 'ana',
    input: () => ({ name: '311', mapping: {} }),
    hears: { all: 'mapping' },
  },
  'mapping.remove': {
    who: 'ana',
    input: async (node) => ({
      id: (await node.do('ana', 'mapping.save', { name: '311', mapping: {} })).mapping.id,
    }),
    hears: { all: '-mapping' },
  },
  'password.change': {
    who: 'ana',
    input: async (node) => {
      const { password } = await node.do('ada', 'password.reset', { person: 'ana' })
      return { current: password, next: 'marble ferry quiet lantern' }
    },
    hears: { all: '', ana: 'account', ada: 'account' },
  },
  'password.reset': {
    who: 'ada',
    input: () => ({ person: 'ana' }),
    hears: { all: '', ana: 'account', ada: 'account' },
  },
  'balance.apply': {
    who: 'lee',
    input: async (node) => {
      const no = await task(node)
      const { seq } = await node.app.boardOf(node.office)
      return { team: 'permits', seq, moves: [{ task: no, from: null, to: 'ana', place: 1 }] }
    },
    // What can be undone is only for who did it.
    hears: { all: '-backlog task', lee: '-backlog task undo' },
  },
  'task.pin': {
    who: 'lee',
    input: async (node) => ({ tasks: [await inHand(node)], pinned: true }),
    hears: { all: 'task', lee: 'task undo' },
  },
  'team.rules': {
    who: 'lee',
    input: () => ({ team: 'permits', limit: 3 }),
    hears: { all: 'team' },
  },
  // Ended sessions are the server's own.
  'session.endAll': { who: 'ana', input: () => ({}), hears: { all: '' } },
  ...timetableCases,
  ...qualityCases,
  ...trainingCases,
  ...fairnessCases,
}
