import { beforeEach, describe, expect, it } from 'vitest'
import type { RawInput } from '../../server/contract/commands.js'
import { Desk } from '../support/floor.js'

type Row = RawInput<'task.import'>['rows'][number]

let desk: Desk
beforeEach(() => void (desk = new Desk()))
const bring = (row: Partial<Row>, who = 'ana') =>
  desk.do(who, 'task.import', { rows: [{ line: 2, type: 'mail', title: 'Tray 3', ...row }] })

describe('a row that is imported', () => {
  it.each(['ana', 'lee', 'sue', 'ada'])('may come from %s', (who) => {
    expect(bring({}, who)).toEqual({ created: 1, skipped: [], refused: [] })
  })

  it('is a task of its type, by import', () => {
    bring({
      type: 'permit',
      note: 'Two sheets',
      reference: 'A1',
      createdAt: '2026-11-20T16:00:00Z',
    })
    expect(desk.task(1)).toMatchObject({
      status: 'queued',
      channel: 'import',
      team: 'permits',
      standardMinutes: 25,
      notes: 1,
      reference: 'A1',
      createdAt: '2026-11-20T16:00:00.000Z',
      // Two business days after the Friday when it came in, at closing.
      dueAt: '2026-11-25T00:00:00.000Z',
    })
  })

  it('keeps its own due time, also none', () => {
    bring({ type: 'permit', dueAt: null })
    expect(desk.task(1).dueAt).toBeNull()
  })

  it('is refused for a type that is unknown or no longer used', () => {
    const type = desk.board.tables.taskType.get('mail')
    if (type) desk.board.tables.taskType.set('mail', { ...type, active: false })
    for (const gone of ['mail', 'fax']) {
      expect(bring({ type: gone }).refused).toEqual([
        { line: 2, column: 'type', reason: `there is no task type ${gone}` },
      ])
    }
  })

  it('is refused for a team or fields that its type does not have, naming each', () => {
    expect(bring({ team: 'nowhere' }).refused).toMatchObject([{ column: 'team' }])
    expect(bring({ type: 'batch', fields: { dollars: 'x', color: 'red' } }).refused).toMatchObject([
      { line: 2, column: 'fields.dollars' },
      { line: 2, column: 'fields.color' },
    ])
  })

  it('that is refused leaves its reference free', () => {
    expect(bring({ reference: 'A1', team: 'nowhere' }).created).toBe(0)
    expect(bring({ reference: 'A1' }).created).toBe(1)
  })
})
