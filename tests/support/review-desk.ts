/** The small office with letters of which all are checked unless a test says otherwise. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Level } from '../../server/contract/rows.js'
import { asSeen, Desk } from './floor.js'

const reasons = [{ reason: 'signature' }]

export class ReviewDesk extends Desk {
  constructor() {
    super()
    // Nothing is blind unless a test says so; at a share of 1 everything is drawn.
    this.draws = (label) => (label.includes('blind') ? 0.99 : 0.5)
    this.rate(1)
  }

  rate(reviewRate: number, id = 'mail') {
    const type = { id, name: id, standardMinutes: 6, team: 'permits', reviewRate }
    return this.do('lee', 'type.save', type)
  }

  finished(who = 'ana', more: Partial<RawInput<'task.create'>> = {}) {
    const { no } = this.do('lee', 'task.create', { type: 'mail', title: 'Letter', ...more }).task
    this.do(who, 'task.claim', { task: no })
    this.later(5)
    const { task } = this.do(who, 'task.finish', { task: no, outcome: 'Answered' })
    return { no, status: task.status }
  }

  back(no: number, who = 'lee') {
    return this.do(who, 'review.decide', { task: no, result: 'return', reasons }).review
  }

  again(no: number, who = 'ana') {
    this.do(who, 'task.claim', { task: no })
    return this.do(who, 'task.finish', { task: no }).task
  }

  reviews() {
    return [...this.board.tables.review.values()]
  }

  tally() {
    return [...this.board.tables.tally.values()].reduce((sum, one) => sum + one.tasks, 0)
  }

  skill(person: string, level: Level) {
    return this.do('ada', 'person.edit', { person, skills: { mail: level }, evidence: asSeen })
  }
}
