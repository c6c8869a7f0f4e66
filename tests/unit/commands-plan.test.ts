import { beforeEach, describe, expect, it } from 'vitest'
import type { PlanHour } from '../../server/contract/desk-rows.js'
import type { RawInput } from '../../server/contract/commands.js'
import { Desk } from '../support/floor.js'

// It is Monday 9:00 in Denver; the office is open from 8 to 17.
const DAY = '2026-11-23'
const hour = (at: number, tasks: number): PlanHour => ({
  hour: at,
  tasks,
  standardMinutes: tasks * 20,
})
const today = { team: 'permits', day: DAY }
const draft = { ...today, hours: [hour(9, 3), hour(8, 2)] }

let desk: Desk
beforeEach(() => (desk = new Desk()))

const planRow = () => desk.board.tables.plan.get(`permits/${DAY}`)
const problems = (name: 'plan.save' | 'plan.publish', input: RawInput<'plan.publish'>) => {
  const tried = desk.try('lee', name, input as RawInput<'plan.save'>)
  if (tried.ok) throw new Error(`${name} was accepted`)
  expect(tried.error.code).toBe('invalid_input')
  return tried.error.problems?.map(({ path, message }) => `${path} ${message}`)
}

describe('a plan', () => {
  it('is a draft until it is published, and then has versions with reasons', () => {
    desk.do('lee', 'plan.save', draft)
    expect(planRow()).toMatchObject({ version: 0, versions: [], hours: [hour(8, 2), hour(9, 3)] })
    desk.do('lee', 'plan.save', { ...draft, hours: [hour(8, 2), hour(9, 4)] })
    const { plan } = desk.do('lee', 'plan.publish', today)
    expect(plan).toMatchObject({ version: 1, hours: [hour(8, 2), hour(9, 4)] })
    expect(desk.code('lee', 'plan.save', draft)).toBe('wrong_state')
    desk.later(5)
    const changed = [hour(8, 2), hour(9, 4), hour(10, 5)]
    desk.do('lee', 'plan.publish', { ...today, hours: changed, reason: 'Ben is back' })
    expect(planRow()).toMatchObject({ version: 2, hours: changed })
    expect(planRow()?.versions).toEqual([
      { version: 1, at: '2026-11-23T16:00:00.000Z', by: 'lee', reason: null, hours: plan.hours },
      {
        version: 2,
        at: '2026-11-23T16:05:00.000Z',
        by: 'lee',
        reason: 'Ben is back',
        hours: changed,
      },
    ])
  })

  it('changes only with a reason, in something, and not for hours that are over', () => {
    desk.do('lee', 'plan.publish', draft)
    expect(problems('plan.publish', { ...today, hours: [hour(8, 2), hour(9, 9)] })).toEqual([
      'reason say why a plan that is published changes',
    ])
    expect(problems('plan.publish', { ...draft, reason: 'Again' })?.[0]).toMatch(/nothing changes/)
    const hours = [hour(8, 1), hour(9, 3)]
    expect(problems('plan.publish', { ...today, hours, reason: 'Looks better' })).toEqual([
      'hours.0 8:00 is over; what was planned for it stays',
    ])
    expect(problems('plan.publish', { ...today, hours: [hour(9, 3)], reason: 'Less' })).toEqual([
      'hours 8:00 is over; what was planned for it stays',
    ])
    expect(planRow()?.version).toBe(1)
  })

  it('names each hour that is outside the day or there twice, and each day that cannot be planned', () => {
    const hours = [hour(6, 1), hour(9, 1), hour(9, 2)]
    expect(problems('plan.save', { ...today, hours })).toEqual([
      'hours.0.hour 6:00 is outside that day’s hours',
      'hours.2.hour 9:00 is there twice',
    ])
    expect(problems('plan.save', { ...draft, day: '2026-11-22' })?.[0]).toMatch(/^day is over/)
    expect(problems('plan.save', { ...draft, day: '2028-01-03' })?.[0]).toMatch(/more than a year/)
    expect(problems('plan.save', { ...draft, day: '2026-11-26' })?.[0]).toMatch(/closed then/)
    expect(problems('plan.publish', today)?.[0]).toMatch(/there is no draft/)
    expect(() =>
      desk.do('lee', 'plan.save', { ...today, hours: [{ ...hour(9, 1), tasks: -1 }] }),
    ).toThrow()
  })

  it('is the leads’ of the team', () => {
    for (const who of ['ana', 'rae', 'sue', 'ada'])
      for (const name of ['plan.save', 'plan.publish'] as const)
        expect(desk.code(who, name, draft)).toBe('not_allowed')
    expect(desk.code('lee', 'plan.save', { ...draft, team: 'records' })).toBe('not_allowed')
    expect(desk.code('lee', 'plan.save', { ...draft, team: 'nowhere' })).toBe('not_found')
  })
})

describe('an hour of the board', () => {
  const eight = { ...today, hour: 8 }
  const noteOf = (at: number) => desk.board.tables.hourNote.get(`permits/${DAY}/${at}`)

  it('is explained and signed when it is over', () => {
    expect(desk.code('lee', 'hour.note', { ...today, hour: 9, cause: 'system' })).toBe(
      'wrong_state',
    )
    expect(desk.code('lee', 'hour.sign', { ...today, hour: 9 })).toBe('wrong_state')
    desk.do('lee', 'hour.note', { ...eight, cause: 'system', text: 'Register down' })
    desk.do('lee', 'hour.note', { ...eight, countermeasure: 'Paper log' })
    expect(noteOf(8)).toMatchObject({
      cause: 'system',
      text: 'Register down',
      countermeasure: 'Paper log',
      signed: null,
    })
    desk.do('lee', 'hour.sign', eight)
    const signed = { by: 'lee', at: '2026-11-23T16:00:00.000Z' }
    desk.later(3)
    expect(desk.do('lee', 'hour.sign', eight).note.signed).toEqual(signed)
  })

  it('once signed is changed only with a reason, which takes the signature away', () => {
    desk.do('lee', 'hour.note', { ...eight, cause: 'system' })
    desk.do('lee', 'hour.sign', eight)
    expect(desk.try('lee', 'hour.note', { ...eight, cause: 'other' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', problems: [{ path: 'reason' }] },
    })
    // What changes nothing leaves the signature.
    expect(desk.do('lee', 'hour.note', { ...eight, cause: 'system' }).note.signed).not.toBeNull()
    desk.do('lee', 'hour.note', { ...eight, cause: null, reason: 'It was not the register' })
    expect(noteOf(8)).toMatchObject({ cause: null, signed: null })
    expect(desk.entries.at(-1)?.reason).toBe('It was not the register')
  })

  it('takes only causes that the office keeps, on days that are still on the board', () => {
    expect(desk.try('lee', 'hour.note', { ...eight, cause: 'weather' })).toMatchObject({
      ok: false,
      error: { problems: [{ path: 'cause' }] },
    })
    const old = (day: string) => desk.code('lee', 'hour.note', { ...eight, day, text: 'Late' })
    expect(old('2026-11-09')).toBe('ok')
    expect(old('2026-11-08')).toBe('wrong_state')
    expect(() => desk.do('lee', 'hour.note', eight)).toThrow(/must say what to note/)
  })

  it('is the leads’ of the team', () => {
    for (const who of ['ana', 'rae', 'sue', 'ada']) {
      expect(desk.code(who, 'hour.note', { ...eight, text: 'Late' })).toBe('not_allowed')
      expect(desk.code(who, 'hour.sign', eight)).toBe('not_allowed')
    }
    expect(desk.code('lee', 'hour.sign', { ...eight, team: 'records' })).toBe('not_allowed')
  })
})
