/** Moves of a proposal when people's days, places, skills or the team's rules are not as they were. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import { basisOf } from '../../server/domain/balance/desk/basis.js'
import { timetableOver } from '../../server/domain/timetable.js'
import { Desk, office, taskType } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const make = (type = 'permit', more: object = {}) =>
  desk.do('lee', 'task.create', { type, title: 'x', ...more }).task.no
const given = (to = 'ana') => {
  const no = make()
  desk.do('lee', 'task.assign', { tasks: [no], to })
  return no
}
const move = (task: number, from: string | null, to: string | null, place = 1) => ({
  task,
  from,
  to,
  place,
})
const where = (no: number) => {
  const { status, holder, place } = desk.task(no)
  return [status, holder, place]
}

describe('a proposal that rested on what has changed', () => {
  const basis = () => {
    const { tables } = desk.board
    const day = '2026-11-23'
    const timetable = timetableOver(office, tables)
    const rows = { ...tables, timetable, day, types: tables.taskType.values() }
    return basisOf(tables.person.values(), tables.team.get('permits')!, rows)
  }
  const absent = (person: string, part: WorkDay['breaks'][number] | null = null) => {
    const day = '2026-11-23'
    const asked = { person, from: day, to: day, part, kind: 'sick' as const }
    const { leave } = desk.do('lee', 'leave.ask', asked)
    if (leave.state === 'asked') desk.do('lee', 'leave.answer', { leave: leave.id, approve: true })
  }
  const drawn = (person: string, more: Partial<WorkDay>) => {
    const work = { from: '08:00', to: '17:00', breaks: [], blocks: [], location: null, ...more }
    desk.do('lee', 'shift.save', { person, day: '2026-11-23', work })
  }

  it.each([
    ['a shift is cut', () => drawn('ben', { to: '12:00' }), 'the day or the skills of Ben Ito'],
    [
      'a place is another',
      () => drawn('ben', { location: 'Annex' }),
      'the day or the skills of Ben Ito',
    ],
    [
      'some hours are leave',
      () => absent('ben', { from: '13:00', to: '15:00' }),
      'the day or the skills of Ben Ito',
    ],
    ['the giver is away', () => absent('ana'), 'the day or the skills of Ana Delgado'],
    [
      'a level is another',
      () =>
        desk.do('lee', 'skill.set', {
          person: 'ben',
          type: 'permit',
          level: 3,
          evidence: [{ kind: 'text', text: 'Ten in a row without a return' }],
        }),
      'the day or the skills of Ben Ito',
    ],
    [
      'the limit is another',
      () => desk.do('lee', 'team.rules', { team: 'permits', limit: 9 }),
      'what Permits allows',
    ],
    [
      'the reserve is another',
      () => desk.do('lee', 'team.rules', { team: 'permits', reserveMinutes: 30 }),
      'what Permits allows',
    ],
  ] as const)('is refused whole when %s', (_what, change, named) => {
    const [no, fine] = [given(), make()]
    const [{ seq }, rested] = [desk.board, basis()]
    const moves = [move(no, 'ana', 'ben'), move(fine, null, 'ben', 2)]
    change()
    const input = { team: 'permits', seq, moves }
    const tried = desk.try('lee', 'balance.apply', { ...input, basis: rested })
    expect(tried).toMatchObject({ ok: false, error: { code: 'stale' } })
    expect(tried.ok || tried.error.message).toContain(named)
    expect(where(fine)).toEqual(['queued', null, undefined])
    expect(desk.code('lee', 'balance.apply', { ...input, basis: basis() })).toBe('ok')
  })

  it('is taken when only others’ days have changed, and nothing has', () => {
    const no = given()
    const [{ seq }, rested] = [desk.board, basis()]
    drawn('lee', { to: '12:00' })
    desk.do('ana', 'person.presence', { status: 'break' })
    const moves = [move(no, 'ana', 'ben')]
    expect(desk.code('lee', 'balance.apply', { team: 'permits', seq, moves, basis: rested })).toBe(
      'ok',
    )
  })

  it('gives nobody anything, whatever it rested on, who is not there or may not have it', () => {
    const [mine, secret, plain] = [given(), make('permit', { confidential: true }), make()]
    desk.do('lee', 'task.assign', { tasks: [secret], to: 'ana' })
    desk.do('lee', 'task.pin', { tasks: [mine], pinned: true })
    const refused = (one: ReturnType<typeof move>) => {
      const { seq } = desk.board
      const tried = desk.try('lee', 'balance.apply', { team: 'permits', seq, moves: [one] })
      return tried.ok ? 'ok' : `${tried.error.code}: ${tried.error.message.split(': ')[1]}`
    }
    expect(refused(move(mine, 'ana', 'ben'))).toBe(`stale: #${mine} is pinned to Ana Delgado.`)
    expect(refused(move(secret, 'ana', 'ben'))).toBe(
      `stale: #${secret} is confidential and stays with Ana Delgado.`,
    )
    absent('ben')
    expect(refused(move(plain, null, 'ben'))).toBe('stale: Ben Ito does not work today.')
    drawn('ana', { to: '09:00' })
    expect(refused(move(plain, null, 'ana'))).toBe(
      'stale: Ana Delgado is not at work any more today.',
    )
    const bound = taskType('permit', { location: 'Annex' })
    desk.board.tables.taskType.set('permit', bound)
    expect(refused(move(plain, null, 'lee'))).toBe(
      `stale: #${plain} cannot be done where Lee Alvarez is today.`,
    )
  })
})
