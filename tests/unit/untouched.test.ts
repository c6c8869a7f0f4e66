import { beforeEach, describe, expect, it } from 'vitest'
import { taskReturn } from '../../server/commands/team-rules.js'
import { decideBatch, type Waiting } from '../../server/core/batch.js'
import type { AnyDecision } from '../../server/core/command.js'
import { nothingFetched } from '../../server/core/rows.js'
import { Desk, nextId } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const given = (to = 'ana') => {
  const { no } = desk.do('lee', 'task.create', { type: 'permit', title: 'x' }).task
  desk.do('lee', 'task.assign', { tasks: [no], to })
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
    const [no, begun, again] = [given(), given('ben'), given()]
    const at = desk.now
    desk.later(29)
    expect(returned(no, at)).toBe('assigned')
    desk.do('ben', 'task.claim', { task: begun })
    desk.do('lee', 'task.assign', { tasks: [again], to: 'lee' })
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

  it('goes back only as the next of its holder, and not while they have something in hand', () => {
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
    const [first, second, third] = [given(), given(), given()]
    const at = desk.now
    desk.do('ana', 'task.claim', { task: first })
    desk.later(50)
    expect([second, third].map((no) => returned(no, at))).toEqual(['assigned', 'assigned'])
    // The time begins with nothing in hand, by whatever way it left it.
    desk.do('ana', 'task.hold', { task: first, reason: 'The applicant' })
    desk.later(29)
    expect(returned(second, at)).toBe('assigned')
    desk.later(1)
    expect(returned(third, at)).toBe('assigned')
    expect(returned(second, at)).toBe('queued')
    expect(returned(third, at)).toBe('queued')
  })

  it('is not kept from going back by a correction, which itself stays', () => {
    desk.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
    const [back, no] = [given(), given()]
    const at = desk.now
    const correction = { at, by: 'lee', reasons: [], note: null }
    desk.board.tables.task.set(back, { ...desk.task(back), returned: correction })
    desk.later(30)
    expect([back, no].map((task) => returned(task, at))).toEqual(['assigned', 'queued'])
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
