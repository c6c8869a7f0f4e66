/** The cases of commands on notes, looks, the notice and what is asked for a grade. */
import type { Case } from './command-cases.js'
import type { Node } from './nodes.js'

type Name =
  | 'note.draft'
  | 'note.write'
  | 'note.sign'
  | 'note.see'
  | 'note.answer'
  | 'note.send'
  | 'note.open'
  | 'person.look'
  | 'notice.save'
  | 'notice.acknowledge'
  | 'grade.tick'

const draft = async (node: Node, day: string) =>
  (await node.do('lee', 'note.draft', { person: 'ana', from: day, to: day })).note.id

const written = async (node: Node, day: string) => {
  const note = await draft(node, day)
  const words = { production: 'Steady.', training: 'Batches next.', next: 'Permits alone.' }
  await node.do('lee', 'note.write', { note, ...words })
  return note
}

export const signedNote = async (node: Node, day: string) => {
  const note = await written(node, day)
  await node.do('lee', 'note.sign', { note })
  return note
}

const answered = async (node: Node, day: string) => {
  const note = await signedNote(node, day)
  await node.do('ana', 'note.answer', { note, text: 'I agree.' })
  return note
}

const sent = async (node: Node, day: string) => {
  const note = await answered(node, day)
  await node.do('lee', 'note.send', { note })
  return note
}

export const noticeWords = {
  recorded: 'What is done in Tallyboard.',
  where: 'At City Hall.',
  seenBy: 'Leads and the person.',
  purpose: 'To share out work.',
}

/** A note is the person's and their leads' once it is signed, and the supervisors' once it is sent. */
const betweenTwo = { all: '', ana: 'note', lee: 'note' }

export const fairnessCases: { [N in Name]: Case<N> } = {
  'note.draft': {
    who: 'lee',
    input: () => ({ person: 'ana', from: '2026-11-01', to: '2026-11-20' }),
    hears: { all: '', ana: 'look', lee: 'note' },
  },
  'note.write': {
    who: 'lee',
    input: async (node) => ({ note: await draft(node, '2026-11-02'), production: 'Steady.' }),
    hears: { all: '', lee: 'note' },
  },
  'note.sign': {
    who: 'lee',
    input: async (node) => ({ note: await written(node, '2026-11-03') }),
    hears: betweenTwo,
  },
  'note.see': {
    who: 'ana',
    input: async (node) => ({ note: await signedNote(node, '2026-11-04') }),
    hears: betweenTwo,
  },
  'note.answer': {
    who: 'ana',
    input: async (node) => ({ note: await signedNote(node, '2026-11-05'), text: null }),
    hears: betweenTwo,
  },
  'note.send': {
    who: 'lee',
    input: async (node) => ({ note: await answered(node, '2026-11-06') }),
    hears: { ...betweenTwo, sue: 'note' },
  },
  'note.open': {
    who: 'sue',
    input: async (node) => ({ note: await sent(node, '2026-11-09') }),
    hears: { ...betweenTwo, ana: 'look note', sue: 'note' },
  },
  'person.look': {
    who: 'sue',
    input: () => ({ person: 'ana', reason: 'A complaint about a permit' }),
    hears: { all: '', ana: 'look' },
  },
  'notice.save': { who: 'ada', input: () => noticeWords, hears: { all: 'office' } },
  'notice.acknowledge': {
    who: 'ana',
    input: async (node) => {
      const { notice } = await node.do('ada', 'notice.save', noticeWords)
      return { version: notice.version }
    },
    hears: { all: '', ana: 'acknowledgement', lee: 'acknowledgement', ada: 'acknowledgement' },
  },
  'grade.tick': {
    who: 'lee',
    input: () => ({ person: 'ana', criterion: 'iii-leads', met: true, text: 'Led Friday' }),
    hears: { all: '', ana: 'gradeTick', lee: 'gradeTick' },
  },
}
