/** The cases of commands on checks of finished work. */
import type { Case } from './command-cases.js'
import type { Node } from './nodes.js'

type Name =
  | 'checklist.save'
  | 'rate.set'
  | 'checker.set'
  | 'review.ask'
  | 'review.take'
  | 'review.leave'
  | 'review.decide'
  | 'review.acknowledge'
  | 'review.dispute'
  | 'review.settle'

/** All letters are checked from now on. */
export const checkAllMail = (node: Node) =>
  node.do('lee', 'type.save', {
    id: 'mail',
    name: 'Mail',
    standardMinutes: 6,
    team: 'permits',
    reviewRate: 1,
  })

/** A letter that Ana finished and that waits for its check; only Lee may do it, so it has no twin. */
export async function inReview(node: Node): Promise<number> {
  await checkAllMail(node)
  const { no } = (await node.do('lee', 'task.create', { type: 'mail', title: 'Letter' })).task
  await node.do('ana', 'task.claim', { task: no })
  await node.do('ana', 'task.finish', { task: no, outcome: 'Answered' })
  return no
}

/** Lee returns it. @returns the check's id */
export async function returned(node: Node): Promise<string> {
  const decided = await node.do('lee', 'review.decide', {
    task: await inReview(node),
    result: 'return',
    reasons: [{ reason: 'signature' }],
  })
  return decided.review.id
}

const disputed = async (node: Node) => {
  const review = await returned(node)
  await node.do('ana', 'review.dispute', { review, text: 'It is on page 2.' })
  await node.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
  return review
}

export const qualityCases: { [N in Name]: Case<N> } = {
  'checklist.save': {
    who: 'lee',
    input: () => ({ type: 'permit', items: [{ text: 'Signed', critical: true, step: 'filed' }] }),
    hears: { all: 'checklist' },
  },
  'rate.set': {
    who: 'lee',
    input: async (node) => {
      await checkAllMail(node)
      return { type: 'mail', person: 'ana', share: 0.5, reason: 'Five good ones' }
    },
    // How much of whose work is checked is for leads.
    hears: { all: '', lee: 'rate' },
  },
  'checker.set': {
    who: 'lee',
    input: () => ({ person: 'ben', types: ['mail'] }),
    hears: { all: 'person' },
  },
  'review.ask': {
    who: 'lee',
    input: async (node) => ({
      task: (await node.do('lee', 'task.create', { type: 'mail', title: 'Letter' })).task.no,
    }),
    hears: { all: 'task' },
  },
  'review.take': {
    who: 'lee',
    input: async (node) => ({ task: await inReview(node) }),
    // Who has a check open is told by its list alone: its row would say that there is one.
    hears: { all: '' },
  },
  'review.leave': {
    who: 'lee',
    input: async (node) => {
      const task = await inReview(node)
      await node.do('lee', 'review.take', { task })
      return { task }
    },
    hears: { all: '' },
  },
  'review.decide': {
    who: 'lee',
    input: async (node) => ({
      task: await inReview(node),
      result: 'return',
      reasons: [{ reason: 'signature', text: 'Page 2' }],
    }),
    // The work was not produced after all; what was said of it is for who did it and their lead.
    hears: { all: '-tally task', ana: '-tally review task', lee: '-tally review task' },
  },
  'review.acknowledge': {
    who: 'ana',
    input: async (node) => ({ review: await returned(node) }),
    hears: { all: 'task', ana: 'review task', lee: 'review task' },
  },
  'review.dispute': {
    who: 'ana',
    input: async (node) => ({ review: await returned(node), text: 'It is on page 2.' }),
    hears: { all: 'task', ana: 'review task', lee: 'review task' },
  },
  'review.settle': {
    who: 'ben',
    input: async (node) => ({ review: await disputed(node), upheld: true, text: 'It is there.' }),
    hears: { all: '-task tally', ana: '-task review tally', lee: '-task review tally' },
  },
}
