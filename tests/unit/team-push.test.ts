import { beforeEach, describe, expect, it } from 'vitest'
import type { ShiftRow, WorkDay } from '../../server/contract/desk-rows.js'
import { MOST_GIVEN, type TeamPush } from '../../server/commands/team-push.js'
import { createLog } from '../../server/log.js'
import { Pushing } from '../../server/pushing.js'
import { Desk, taskType } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const make = (type = 'permit', more: object = {}) =>
  desk.do('lee', 'task.create', { type, title: 'x', ...more }).task.no
const given = (to = 'ana', type = 'permit') => {
  const no = make(type)
  desk.do('lee', 'task.assign', { tasks: [no], to })
  return no
}
/** More that somebody has begun, so that they have no next task. */
const inHand = (who = 'ana', type = 'permit') => {
  const no = given(who, type)
  desk.do(who, 'task.claim', { task: no })
  return no
}
const where = (no: number) => {
  const { status, holder, place } = desk.task(no)
  return [status, holder, place]
}

describe('a team that pushes its work', () => {
  const pushed = (returned: TeamPush['returned'] = []) =>
    desk.rule('team.push', { team: 'permits', returned } satisfies TeamPush)
  beforeEach(
    () => void desk.do('lee', 'team.rules', { team: 'permits', push: true, reserveMinutes: 60 }),
  )

  it('gives the next to the clerk with most room by minutes, not by count', () => {
    // Ana holds three letters, 18 minutes; Ben one permit, 25 minutes.
    for (let n = 0; n < 3; n++) inHand('ana', 'mail')
    inHand('ben')
    const no = make()
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
    expect(desk.task(no).assignedBy).toBe('system')
  })

  it('reckons with what it takes each of them', () => {
    const usual = { person: 'ana', team: 'permits', type: 'mail', tasks: 8, ratios: 32 }
    desk.board.tables.usual.set('ana/mail', { id: 'ana/mail', ...usual })
    // Three letters take Ana 45 minutes and not 18, so Ben has more room.
    for (let n = 0; n < 3; n++) inHand('ana', 'mail')
    inHand('ben')
    const no = make()
    pushed()
    expect(where(no)).toEqual(['assigned', 'ben', undefined])
  })

  it('keeps the reserve free but for urgent work, and looks further where nobody can take the first', () => {
    // At 16:00 an hour is left: no permit fits beside the reserve.
    desk.now = '2026-11-23T23:00:00.000Z'
    const no = make('permit')
    pushed()
    expect(where(no)[0]).toBe('queued')
    const urgent = make('permit', { priority: 'urgent' })
    pushed()
    expect(where(urgent)[0]).toBe('assigned')
  })

  it('gives nothing to anybody before their shift begins or after it is over', () => {
    const no = make('mail', { priority: 'urgent' })
    for (const clock of [
      '2026-11-23T14:59:00.000Z',
      '2026-11-24T00:00:00.000Z',
      '2026-11-28T17:00:00.000Z',
    ]) {
      desk.now = clock
      pushed()
      expect(where(no)[0]).toBe('queued')
    }
    desk.now = '2026-11-24T15:00:00.000Z'
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
  })

  it('gives nothing back to whoever returned it, to nobody away, and nothing when it is off', () => {
    const no = make('mail')
    pushed([{ task: no, by: 'ana' }])
    expect(where(no)[0]).toBe('queued')
    desk.do('ana', 'person.presence', { status: 'break' })
    pushed()
    expect(where(no)[0]).toBe('queued')
    desk.do('ana', 'person.presence', { status: 'available' })
    desk.do('lee', 'team.rules', { team: 'permits', push: false })
    pushed()
    expect(where(no)[0]).toBe('queued')
    desk.do('lee', 'team.rules', { team: 'permits', push: true })
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
  })
  it('gives nothing to who has a next task of the team; what waits outside is none', () => {
    const outside = given('ana', 'mail')
    const no = make('mail')
    pushed()
    expect(where(no)[0]).toBe('queued')
    desk.do('ana', 'task.claim', { task: outside })
    desk.do('ana', 'task.hold', { task: outside, reason: 'The applicant' })
    pushed()
    expect(where(no)).toEqual(['assigned', 'ana', undefined])
  })

  it('gives everybody with room their next task in one pass, and nobody two', () => {
    const [first, second, third] = [make(), make(), make('mail')]
    pushed()
    expect([first, second].map(where)).toEqual([
      ['assigned', 'ana', undefined],
      ['assigned', 'ben', undefined],
    ])
    expect(where(third)[0]).toBe('queued')
    expect(desk.entries.at(-1)?.puts.filter(({ t }) => t === 'task')).toHaveLength(2)
  })

  it('goes on to the next of a type where the first fits nobody', () => {
    // At 15:30 an hour and a half is left, half an hour of it beside the reserve: too little for this batch.
    const [long, short] = [make('batch'), make('batch')]
    const row = desk.task(short)
    desk.board.tables.task.set(short, { ...row, standardMinutes: 20 })
    desk.now = '2026-11-23T22:30:00.000Z'
    pushed()
    expect(where(long)[0]).toBe('queued')
    expect(where(short)[0]).toBe('assigned')
  })

  it('goes on to the next where the first has just come back from the only one who could', () => {
    const [back, next] = [make('mail'), make('mail')]
    pushed([{ task: back, by: 'ana' }])
    expect(where(back)[0]).toBe('queued')
    expect(where(next)).toEqual(['assigned', 'ana', undefined])
  })

  it('gives nobody what few may read: somebody chooses who', () => {
    const [secret, plain] = [make('mail', { confidential: true }), make('mail')]
    pushed()
    expect(where(secret)[0]).toBe('queued')
    expect(where(plain)).toEqual(['assigned', 'ana', undefined])
  })

  const drawn = (person: string, more: Partial<WorkDay>): void => {
    const work = { from: '08:00', to: '17:00', breaks: [], blocks: [], location: null, ...more }
    const id = `${person}/2026-11-23`
    const row: ShiftRow = {
      id,
      person,
      team: 'permits',
      day: '2026-11-23',
      work,
      note: null,
      by: 'lee',
    }
    desk.board.tables.shift.set(id, row)
  }

  it('gives work that is bound to a place to who is there today', () => {
    desk.board.tables.taskType.set('permit', taskType('permit', { location: 'annex ' }))
    const no = make()
    pushed()
    expect(where(no)[0]).toBe('queued')
    drawn('ben', { location: 'Annex' })
    pushed()
    expect(where(no)).toEqual(['assigned', 'ben', undefined])
  })

  it('gives nobody anything during their break', () => {
    for (const who of ['ana', 'ben']) drawn(who, { breaks: [{ from: '08:50', to: '09:10' }] })
    const no = make()
    pushed()
    expect(where(no)[0]).toBe('queued')
    desk.later(10)
    pushed()
    expect(where(no)[0]).toBe('assigned')
  })
})

describe('the looking for who may have their next task', () => {
  /** As the server does: every entry is told, and what was answered under an id is not decided again. */
  function open(done = new Set<string>()) {
    const pushing: Pushing = new Pushing({
      now: () => desk.now,
      log: createLog('silent'),
      act: (_office, name, input, id) => {
        if (!done.has(id)) desk.rule(name as 'team.push', input)
        done.add(id)
        told()
        return Promise.resolve({ ok: true, output: {}, seq: desk.board.seq } as never)
      },
    })
    let seen = desk.entries.length
    const told = () => {
      pushing.committed(desk.board, desk.entries.slice(seen), true)
      seen = desk.entries.length
    }
    const settled = () => (told(), pushing.settled())
    return { settled, turn: () => (pushing.turn([desk.board]), pushing.settled()) }
  }
  const heldBy = (who: string) => [...(desk.board.tables.task.held.get(who) ?? [])]
  const queued = () => desk.board.tables.task.queued.get('permits')?.size ?? 0
  const passes = () => desk.entries.filter(({ command }) => command === 'team.push').length
  const push = { team: 'permits', push: true }

  it('leaves the queue where all see it: one next task for each, and the next with a finish', async () => {
    desk.do('lee', 'team.rules', push)
    const { settled } = open()
    for (let n = 0; n < 10; n++) {
      make()
      await settled()
    }
    expect([heldBy('ana').length, heldBy('ben').length, queued()]).toEqual([1, 1, 8])
    const [first] = heldBy('ana') as [number]
    desk.do('ana', 'task.claim', { task: first })
    await settled()
    for (const step of ['received', 'filed'])
      desk.do('ana', 'task.step', { task: first, step, done: true })
    desk.do('lee', 'task.note', { task: first, text: 'Ask the clerk of the court' })
    desk.do('lee', 'task.edit', { task: first, title: 'Renamed' })
    await settled()
    expect(heldBy('ana')).toEqual([first])
    desk.do('ana', 'task.finish', { task: first })
    await settled()
    expect([heldBy('ana').length, heldBy('ben').length, queued()]).toEqual([1, 1, 7])
  })

  it('goes on where one pass could not reach everybody', async () => {
    const ana = desk.board.tables.person.get('ana')!
    for (let n = 0; n < MOST_GIVEN; n++)
      desk.board.tables.person.set(`clerk-${n}`, { ...ana, id: `clerk-${n}` })
    desk.board.tables.taskType.set('letter', taskType('letter'))
    for (let n = 0; n < MOST_GIVEN + 2; n++) make('letter')
    const { settled } = open()
    desk.do('lee', 'team.rules', push)
    await settled()
    expect([queued(), passes()]).toEqual([0, 2])
  })

  it('looks again when it was started anew, whatever was answered before', async () => {
    const done = new Set<string>()
    desk.do('lee', 'team.rules', push)
    make()
    make()
    const { turn } = open(done)
    await turn()
    const [first] = heldBy('ana') as [number]
    // The shift began hours ago, and nobody was told of this finish.
    desk.do('ana', 'task.claim', { task: first })
    desk.do('lee', 'task.cancel', { task: first, reason: 'Not ours' })
    make()
    desk.later(1)
    await open(done).turn()
    expect(heldBy('ana')).toHaveLength(1)
  })

  it('gives what went back by the clock to the same person after half an hour', async () => {
    desk.do('lee', 'team.rules', { ...push, returnAfter: 15 })
    const { settled, turn } = open()
    const no = make('mail')
    await settled()
    expect(heldBy('ana')).toEqual([no])
    const { assignedAt } = desk.task(no)
    desk.later(15)
    desk.rule('task.return', { task: no, assignedAt, after: 15, holder: 'ana' })
    await settled()
    desk.later(29)
    await turn()
    expect(desk.task(no).status).toBe('queued')
    desk.later(1)
    await turn()
    expect(heldBy('ana')).toEqual([no])
  })
})
