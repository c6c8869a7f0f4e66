/** One office a test, all on one database, with a clock that the test sets. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Connection } from '../../db/connect.js'
import type { Output, RawInput, ReadName } from '../../server/contract/commands.js'
import { dayBounds } from '../../server/domain/due.js'
import { foundOffice, inOffice, openNode, type Node } from './nodes.js'
import { pastWork } from './past-work.js'
import { openPglite } from './pglite.js'

export const MONDAY = '2026-11-23'
/** A wall-clock time of an office day in Denver, which is seven hours behind in November. */
export const at = (clock: string, day = MONDAY) =>
  new Date(
    Date.parse(dayBounds(day, 'Etc/GMT+7').from) + Date.parse(`1970-01-01T${clock}:00Z`),
  ).toISOString()

class PaceOffice {
  node!: Node
  now = at('08:00')

  async read<N extends ReadName>(who: string, name: N, input: RawInput<N>): Promise<Output<N>> {
    const answer = await this.node.run(who, name, input)
    if (!answer.ok)
      throw new Error(`${name} by ${who}: ${answer.error.code}: ${answer.error.message}`)
    return answer.output as Output<typeof name>
  }

  async code(who: string, name: ReadName, input: object) {
    const answer = await this.node.run(who, name, input)
    return answer.ok ? 'ok' : answer.error.code
  }

  async create(clock: string, more: Partial<RawInput<'task.create'>> = {}) {
    this.now = at(clock)
    const input = { type: 'mail', title: 'Letter', ...more }
    return (await this.node.do('ana', 'task.create', input)).task.no
  }

  async finish(who: string, clock: string, no: number) {
    await this.node.do(who, 'task.claim', { task: no })
    this.now = at(clock)
    await this.node.do(who, 'task.finish', { task: no })
  }

  async bring(rows: RawInput<'task.import'>['rows']) {
    for (let from = 0; from < rows.length; from += 200)
      await this.node.do('lee', 'task.import', { rows: rows.slice(from, from + 200) })
  }

  /** Work of the days before, so much each. */
  bringHistory(days: number, each: number) {
    return this.bring(pastWork(MONDAY, days, each, at))
  }
}

export function usePaceOffice(prefix: string): PaceOffice {
  const pace = new PaceOffice()
  let db: Connection
  let offices = 0
  beforeAll(async () => {
    db = await openPglite()
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    const office = `${prefix}-${++offices}`
    await foundOffice(db, office)
    pace.now = at('08:00')
    pace.node = inOffice(await openNode(db, { clock: () => new Date(pace.now) }), office)
  })
  afterEach(() => pace.node.app.close())
  return pace
}
