import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonRow } from '../../server/contract/rows.js'
import { changesSight, envelopeFor, foldEntries, viewerOf } from '../../server/feed/envelope.js'
import { meOf, SCREEN_WINDOW, snapshotFor } from '../../server/feed/snapshot.js'
import { permissionsOf } from '../../server/commands/policy.js'
import { Desk, MONDAY_9, OFFICE } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const viewer = (id: string) => viewerOf(desk.board.tables.person.get(id) as PersonRow)
const snapshot = (id: string) => {
  const person = desk.board.tables.person.get(id) as PersonRow
  return snapshotFor(desk.board, viewer(id), meOf(desk.board, person, permissionsOf), MONDAY_9)
}
const envelope = (id: string, from = 0) => {
  const entries = desk.entries.slice(from)
  const span = { office: OFFICE, epoch: 'epoch', from: 1 + from, to: desk.board.seq, at: MONDAY_9 }
  return envelopeFor(viewer(id), span, foldEntries(entries))
}
const secret = () => desk.do('lee', 'task.create', { type: 'permit', title: 'Jane Roe, sealed', requester: 'Jane Roe', confidential: true, note: 'sealed by the court' }).task.no

describe('a confidential task', () => {
  it('shows those without the right only what it weighs', () => {
    const no = secret()
    for (const who of ['ana', 'ben', 'rae', 'ada']) {
      for (const text of [JSON.stringify(snapshot(who)), JSON.stringify(envelope(who))]) {
        expect(text).not.toContain('Jane Roe')
        expect(text).not.toContain('sealed')
      }
      expect(Object.keys(snapshot(who).tables.task[0] ?? {}).sort()).toEqual([
        'claimedAt', 'confidential', 'createdAt', 'dueAt', 'finishedAt', 'followUpAt', 'holder', 'no',
        'priority', 'seq', 'standardMinutes', 'status', 'team', 'type',
      ])
    }
    expect(snapshot('lee').tables.task[0]).toMatchObject({ no, title: 'Jane Roe, sealed' })
    expect(snapshot('sue').tables.task[0]?.title).toBe('Jane Roe, sealed')
  })

  it('opens for its holder and closes again when returned', () => {
    const no = secret()
    expect(desk.do('ana', 'task.claim', { task: no }).task.title).toBe('Jane Roe, sealed')
    expect(envelope('ana').puts.task?.[0]?.title).toBe('Jane Roe, sealed')
    expect(envelope('ben').puts.task?.[0]?.title).toBeUndefined()
    const before = desk.entries.length
    expect(desk.do('ana', 'task.release', { task: no }).task.title).toBeUndefined()
    expect(envelope('ana', before).puts.task?.[0]).toMatchObject({ no, status: 'queued' })
    expect(envelope('ana', before).puts.task?.[0]?.title).toBeUndefined()
  })
})

describe('figures and skills', () => {
  it('go to the person and the leads of the team, team totals to everyone', () => {
    const { no } = desk.do('ana', 'task.create', { type: 'permit', title: 'x' }).task
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.finish', { task: no })
    const people = (who: string) => snapshot(who).tables.tally.map(({ person }) => person)
    expect(people('ana')).toEqual(['ana', null])
    expect(people('lee')).toEqual(['ana', null])
    for (const who of ['ben', 'rae', 'sue', 'ada']) expect(people(who)).toEqual([null])
    const skilled = (who: string) => new Set(snapshot(who).tables.skill.map(({ person }) => person))
    expect(skilled('ben')).toEqual(new Set(['ben']))
    expect(skilled('lee')).toEqual(new Set(['ana', 'ben', 'lee']))
    expect(skilled('sue')).toEqual(new Set())
    expect(envelope('ben').puts.tally?.map(({ person }) => person)).toEqual([null])
  })

  it('leave the sight of a lead when the person moves to another team', () => {
    desk.do('ada', 'person.edit', { person: 'ana', team: 'records' })
    expect(envelope('lee').drops.skill?.sort()).toEqual(['ana/batch', 'ana/mail', 'ana/permit'])
    expect(envelope('ana').puts.skill).toHaveLength(3)
  })

  it('never send usernames to colleagues, nor ended sessions to anyone', () => {
    expect(snapshot('ana').tables.account.map(({ id }) => id)).toEqual(['ana'])
    expect(snapshot('ada').tables.account).toHaveLength(6)
    desk.do('ana', 'session.endAll', {})
    expect(envelope('ada')).toMatchObject({ puts: {}, drops: {} })
    expect(JSON.stringify(snapshot('ada'))).not.toContain('ended')
  })
})

describe('an envelope', () => {
  it('folds a task created and finished at once into nothing but its tally', () => {
    const { no } = desk.do('ana', 'task.create', { type: 'mail', title: 'x' }).task
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ana', 'task.finish', { task: no })
    expect(envelope('ben').puts.task).toBeUndefined()
    expect(envelope('ben').drops.task).toBeUndefined()
    expect(envelope('ben', 1).drops.task).toEqual([no])
  })

  it('says that somebody must read anew when their role or teams change', () => {
    const before = viewer('ben')
    desk.do('ada', 'person.edit', { person: 'ben', role: 'lead', leads: ['permits'] })
    expect(changesSight(before, desk.entries)).toBe(true)
    expect(changesSight(viewer('ana'), desk.entries)).toBe(false)
  })
})

describe('a snapshot', () => {
  it('holds the first 500 queued of each team and says how far they go', () => {
    for (let n = 0; n < SCREEN_WINDOW + 20; n++) {
      desk.do('ana', 'task.create', { type: 'mail', title: `Letter ${n}`, ...(n % 7 ? {} : { priority: 'urgent' as const }) })
    }
    const { tables, until } = snapshot('ana')
    expect(tables.task).toHaveLength(SCREEN_WINDOW)
    expect(until).toEqual({ permits: { priority: 'normal', dueAt: null, no: expect.any(Number) }, records: null })
    expect(tables.backlog.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(SCREEN_WINDOW + 20)
  })
})
