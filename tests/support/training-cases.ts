/** The cases of commands on training: levels, needs, trainings, procedures. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Case } from './command-cases.js'
import { nextId } from './floor.js'
import type { Node } from './nodes.js'

type Name =
  | 'skill.set'
  | 'target.set'
  | 'need.record'
  | 'need.edit'
  | 'need.close'
  | 'suggestion.accept'
  | 'suggestion.dismiss'
  | 'training.plan'
  | 'training.change'
  | 'training.cancel'
  | 'training.attend'
  | 'training.sign'
  | 'training.acknowledge'
  | 'sheet.save'
  | 'procedure.save'
  | 'procedure.read'

const seen = [{ kind: 'text' as const, text: 'Three permits filed without help' }]

const need = async (node: Node) =>
  (
    await node.do('lee', 'need.record', {
      person: 'ben',
      type: 'permit',
      seen: 'Asked twice where the signature goes',
    })
  ).need.id

/** Nobody can do a type that is new. */
const hole = async (node: Node) => {
  const { taskType } = await node.do('ada', 'type.save', {
    name: `Vital records ${nextId().slice(-6)}`,
    standardMinutes: 20,
    team: 'permits',
  })
  return `cover/permits/${taskType.id}`
}

/** The clock stands at 9:00 on Monday 23 November; each plan takes an hour of its own. */
let hour = 8
const planned = (day: string, more: Partial<RawInput<'training.plan'>> = {}) => {
  hour = hour === 16 ? 8 : hour + 1
  const at = (one: number) => `${String(one).padStart(2, '0')}:00`
  return {
    kind: 'session' as const,
    topic: `Permit intake ${hour}`,
    type: 'permit',
    trainer: 'lee',
    attendees: [{ person: 'ben' }],
    day,
    from: at(hour),
    to: at(hour + 1),
    ...more,
  }
}

const over = async (node: Node) => {
  // Friday before: over when the clock stands.
  const { session } = await node.do('lee', 'training.plan', planned('2026-11-20'))
  return session.id
}

const attended = async (node: Node) => {
  const session = await over(node)
  await node.do('lee', 'training.attend', { session, person: 'ben', attended: true })
  return session
}

/** Just written, and read by nobody. */
const procedure = async (node: Node, who = 'lee') =>
  (await node.do(who, 'procedure.save', { name: 'Fee schedule', text: 'Fees', team: 'permits' }))
    .procedure

export const trainingCases: { [N in Name]: Case<N> } = {
  'skill.set': {
    who: 'lee',
    input: () => ({ person: 'ben', type: 'batch', level: 2, evidence: seen }),
    hears: { all: '', lee: 'skill', ada: 'skill' },
  },
  'target.set': {
    who: 'lee',
    input: () => ({
      team: 'permits',
      type: 'permit',
      level: 3,
      headcount: 2,
      by: '2026-12-11',
      who: ['ben'],
    }),
    hears: { all: '', lee: 'target' },
  },
  'need.record': {
    who: 'lee',
    input: () => ({ person: 'ana', type: 'batch', seen: 'Two batches did not add up' }),
    hears: { all: '', ana: 'trainingNeed', lee: 'trainingNeed' },
  },
  'need.edit': {
    who: 'lee',
    input: async (node) => ({ need: await need(node), by: '2026-12-01', priority: 'high' }),
    hears: { all: '', lee: 'trainingNeed' },
  },
  'need.close': {
    who: 'lee',
    input: async (node) => ({ need: await need(node), state: 'met' }),
    hears: { all: '', lee: 'trainingNeed' },
  },
  'suggestion.accept': {
    who: 'lee',
    input: async (node) => ({ key: await hole(node), by: '2026-12-11' }),
    hears: { all: '', lee: 'trainingNeed' },
  },
  'suggestion.dismiss': {
    who: 'lee',
    input: async (node) => ({ key: await hole(node), reason: 'The annex does these' }),
    hears: { all: '', lee: 'dismissal' },
  },
  'training.plan': {
    who: 'lee',
    input: async (node) =>
      planned('2026-11-24', {
        attendees: [
          { person: 'ana', need: null },
          { person: 'ben', need: await need(node) },
        ],
      }),
    // Who takes part is theirs, their leads’ and the trainer’s; that there is a training is everyone’s.
    hears: {
      all: 'shift trainingSession',
      ana: 'attendance shift trainingSession',
      lee: 'attendance shift trainingNeed trainingSession',
    },
  },
  'training.change': {
    who: 'lee',
    input: async (node) => {
      const { session } = await node.do('lee', 'training.plan', planned('2026-11-25'))
      return { session: session.id, day: '2026-11-27', place: 'Room 2' }
    },
    hears: { all: '-shift shift trainingSession', lee: '-shift attendance shift trainingSession' },
  },
  'training.cancel': {
    who: 'lee',
    input: async (node) => {
      const { session } = await node.do('lee', 'training.plan', planned('2026-11-30'))
      return { session: session.id, reason: 'The trainer is needed at the counter' }
    },
    hears: { all: '-shift trainingSession', lee: '-attendance -shift trainingSession' },
  },
  'training.attend': {
    who: 'lee',
    input: async (node) => ({ session: await over(node), person: 'ben', attended: true }),
    hears: { all: '', lee: 'attendance' },
  },
  'training.sign': {
    who: 'lee',
    input: async (node) => ({ session: await attended(node), levels: { ben: 2 } }),
    hears: { all: 'trainingSession', lee: 'attendance trainingSession' },
  },
  'training.acknowledge': {
    who: 'ben',
    input: async (node) => {
      const session = await attended(node)
      await node.do('lee', 'training.sign', { session })
      return { session }
    },
    hears: { all: '', lee: 'attendance' },
  },
  'sheet.save': {
    who: 'lee',
    input: () => ({
      type: 'permit',
      steps: [
        { step: 'Check the signature', keyPoints: ['In ink'], reasons: ['The law asks for it'] },
      ],
    }),
    hears: { all: 'sheet' },
  },
  'procedure.save': {
    who: 'lee',
    input: () => ({ name: 'Fee schedule 2027', text: 'Fees of the year', team: 'permits' }),
    hears: { all: 'procedure' },
  },
  'procedure.read': {
    who: 'ana',
    input: async (node) => ({ procedure: (await procedure(node)).id, version: 1 }),
    hears: { all: '', ana: 'reading', lee: 'reading' },
  },
}
