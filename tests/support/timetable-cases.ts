/** The cases of commands on the timetable: shifts, weeks that repeat, leave. */
import type { Case } from './command-cases.js'
import type { Node } from './nodes.js'

type Name =
  | 'shift.save'
  | 'shift.clear'
  | 'shift.copyWeek'
  | 'pattern.save'
  | 'pattern.clear'
  | 'leave.ask'
  | 'leave.word'
  | 'leave.answer'
  | 'leave.cancel'
  | 'day.adjust'
  | 'day.swap'

const leave = async (node: Node, day: string) =>
  (await node.do('ana', 'leave.ask', { from: day, to: day, kind: 'vacation' })).leave.id

/** Why somebody is not here is theirs, their leads' and the supervisors'. */
const leaveIsHeard = { all: '', ana: 'leave', lee: 'leave', sue: 'leave', ada: 'leave' }

const morning = { from: '08:00', to: '12:00' }

const drawn = async (node: Node, day = '2026-11-24') => {
  await node.do('lee', 'shift.save', { person: 'ben', day, work: morning })
  return { person: 'ben', day }
}

const week = [morning, null, morning, null, null, null, null]

export const timetableCases: { [N in Name]: Case<N> } = {
  'shift.save': {
    who: 'lee',
    input: () => ({ person: 'ben', day: '2026-11-24', work: morning }),
    // What can be undone is only for who did it.
    hears: { all: 'shift', lee: 'shift undo' },
  },
  'shift.clear': {
    who: 'lee',
    input: (node) => drawn(node),
    hears: { all: '-shift', lee: '-shift undo' },
  },
  'shift.copyWeek': {
    who: 'ada',
    input: async (node) => {
      await drawn(node)
      return { team: 'permits', from: '2026-11-23', to: '2026-11-30' }
    },
    hears: { all: 'shift', ada: 'shift undo' },
  },
  'pattern.save': {
    who: 'lee',
    input: () => ({ person: 'ben', from: '2026-11-23', weeks: [week] }),
    hears: { all: 'pattern', lee: 'pattern undo' },
  },
  'pattern.clear': {
    who: 'lee',
    input: async (node) => {
      await node.do('lee', 'pattern.save', { person: 'ben', from: '2026-11-23', weeks: [week] })
      return { person: 'ben' }
    },
    hears: { all: '-pattern', lee: '-pattern undo' },
  },
  'leave.ask': {
    who: 'ana',
    input: () => ({ from: '2026-11-30', to: '2026-12-01', kind: 'vacation', reason: 'A wedding' }),
    hears: leaveIsHeard,
  },
  'leave.word': {
    who: 'lee',
    input: async (node) => {
      await node.do('ada', 'office.save', { desk: { leaveBy: 'supervisor' } })
      return { leave: await leave(node, '2026-12-03'), favours: true }
    },
    hears: leaveIsHeard,
  },
  'leave.answer': {
    who: 'lee',
    input: async (node) => {
      await node.do('ada', 'office.save', { desk: { leaveBy: 'lead' } })
      return { leave: await leave(node, '2026-12-07'), approve: true }
    },
    hears: leaveIsHeard,
  },
  'leave.cancel': {
    who: 'ana',
    input: async (node) => ({ leave: await leave(node, '2026-12-08') }),
    hears: leaveIsHeard,
  },
  'day.adjust': {
    who: 'lee',
    input: () => ({ person: 'ana', day: '2026-11-24', from: '10:00', reason: 'Dentist' }),
    hears: { all: 'shift', lee: 'shift undo' },
  },
  'day.swap': {
    who: 'lee',
    input: () => ({ a: 'ana', dayA: '2026-11-25', b: 'ben', dayB: '2026-11-25' }),
    hears: { all: 'shift', lee: 'shift undo' },
  },
}
