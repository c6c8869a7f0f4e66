/** The small office with a type of records requests whose clock is the law's. */
import type { RawInput } from '../../server/contract/commands.js'
import type { DueRule } from '../../server/contract/clock-rows.js'
import { Desk } from './floor.js'

/** Three working days, seven more with notice; Thursday 26 November 2026 is Thanksgiving. */
export const cora: DueRule = {
  count: 3,
  unit: 'businessDays',
  citation: 'C.R.S. 24-72-203',
  law: true,
  pauses: true,
  extension: {
    count: 7,
    unit: 'businessDays',
    times: 1,
    reason: true,
    notice: true,
    earliest: false,
  },
}

export class RecordsDesk extends Desk {
  constructor() {
    super()
    this.save('cora', cora)
  }

  save(id: string, due: DueRule | null, more: Partial<RawInput<'type.save'>> = {}) {
    const type = { id, name: `Records ${id}`, standardMinutes: 30, team: 'permits', due, ...more }
    return this.do('ada', 'type.save', type)
  }

  make(type: string, more: Partial<RawInput<'task.create'>> = {}): number {
    return this.do('ana', 'task.create', { type, title: 'Fence permits of 2019', ...more }).task.no
  }

  hold(no: number) {
    return this.do('ana', 'task.hold', { task: no, reason: 'the requester' })
  }
}
