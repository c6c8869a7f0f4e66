import { beforeEach, describe, expect, it } from 'vitest'
import { taskReturn } from '../../server/commands/team-rules.js'
import { decideBatch, type Waiting } from '../../server/core/batch.js'
import type { AnyDecision } from '../../server/core/command.js'
import { nothingFetched } from '../../server/core/rows.js'
import { Desk, nextId } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const given = () => {
  const { no } = desk.do('lee', 'task.create', { type: 'permit', title: 'x' }).task
  desk.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
  return no
}

describe('an assignment that nobody begins', () => {
  const returned = (no: number, assignedAt: string) => {
    const input = { task: no, assignedAt, after: 30 }
    const one: Waiting = {
      id: nextId(),
      person: 'system',
      session: null,
      name: 'task.return',
      input,
      logged: input,
      hash: '',
      decision: taskReturn as unknown as AnyDecision,
      prepared: undefined,
      answer: () => {},
    }
    const chance = {
      newId: nextId,
      draw: () => 0.5,
      incident: (error: unknown) => {
        throw error
      },
    }
    const { batch } = decideBatch(desk.board, nothingFetched(), [one], desk.now, chance)
    desk.board.advance(batch.entries, batch.newMark)
    return desk.task(no).status
  }

  it('goes back when the time is over, unless it was begun, given anew, or the rule is off', () => {
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
    const [no, begun, again] = [given(), given(), given()]
    const at = desk.now
    desk.later(29)
    expect(returned(no, at)).toBe('assigned')
    desk.do('ana', 'task.claim', { task: begun })
    desk.do('lee', 'task.assign', { tasks: [again], to: 'ben' })
    desk.later(1)
    expect([no, begun, again].map((task) => returned(task, at))).toEqual([
      'queued',
      'active',
      'assigned',
    ])
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: null })
    desk.later(60)
    expect(returned(again, desk.task(again).assignedAt!)).toBe('assigned')
  })

  it('goes back by the office’s own hours: not at night, nor before as much of the next day', () => {
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
    // Wednesday before Thanksgiving, ten minutes before closing; the office opens again on Friday.
    desk.now = '2026-11-25T23:50:00.000Z'
    const [no, at] = [given(), desk.now]
    for (const night of [
      '2026-11-26T00:20:00.000Z',
      '2026-11-26T18:00:00.000Z',
      '2026-11-27T15:19:00.000Z',
    ]) {
      desk.now = night
      expect(returned(no, at)).toBe('assigned')
    }
    desk.now = '2026-11-27T15:20:00.000Z'
    expect(returned(no, at)).toBe('queued')
  })

  it('waits for the office to open when its time ends with the day', () => {
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
    desk.now = '2026-11-23T23:30:00.000Z'
    const [no, at] = [given(), desk.now]
    desk.now = '2026-11-24T00:00:00.000Z'
    expect(returned(no, at)).toBe('assigned')
    desk.now = '2026-11-24T15:00:00.000Z'
    expect(returned(no, at)).toBe('queued')
  })
})
