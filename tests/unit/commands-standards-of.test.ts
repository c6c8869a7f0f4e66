/** What a standard is made of beside its minutes, and what one team has in place of it. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RawInput } from '../../server/contract/commands.js'
import { Desk } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const standard = (version: number, type = 'permit') =>
  desk.board.tables.standard.get(`${type}/${version}`)
const make = (type = 'permit') => desk.do('ana', 'task.create', { type, title: 'x' }).task.no

describe('a work standard', () => {
  it('is versioned with its due rule and those of steps, whoever changes them', () => {
    const days = (count: number) => ({ count, unit: 'businessDays', citation: null }) as const
    const save = (more: Partial<RawInput<'type.save'>>) =>
      desk.do('ada', 'type.save', { id: 'mail', name: 'Mail', standardMinutes: 6, ...more })
    save({ due: days(5), reason: 'The law of October' })
    expect(standard(1, 'mail')).toMatchObject({
      due: days(5),
      dueWas: null,
      was: 6,
      reason: 'The law of October',
      from: desk.now,
      by: 'ada',
    })
    const no = make('mail')
    desk.later(60)
    desk.do('lee', 'standard.set', {
      type: 'mail',
      standardMinutes: 6,
      due: days(3),
      reason: 'Faster',
    })
    expect(desk.board.tables.taskType.get('mail')?.due).toEqual(days(3))
    expect(standard(2, 'mail')).toMatchObject({ due: days(3), dueWas: days(5), from: desk.now })
    save({ steps: [{ name: 'Answered', due: days(1) }] })
    expect(standard(3, 'mail')).toMatchObject({ steps: [{ name: 'Answered', due: days(1) }] })
    expect(standard(3, 'mail')).not.toHaveProperty('dueWas')
    save({ steps: [{ name: 'Answered', due: days(1) }], name: 'Letters' })
    // The same rule in other words is no other rule.
    save({
      due: { ...days(3), law: false, extension: null },
      steps: [{ name: 'Answered', due: days(1) }],
    })
    expect(desk.board.tables.standard.size).toBe(3)
    // What came in before keeps the rule under which it is counted, also when it is finished.
    desk.do('ana', 'task.claim', { task: no })
    const { task } = desk.do('ana', 'task.finish', { task: no })
    expect(task.clock?.end?.rule).toEqual(days(5))
    expect(desk.task(make('mail')).clock?.end?.rule).toMatchObject(days(3))
  })

  it('of one team goes before the type’s for that team’s tasks alone, and can be lifted', () => {
    const own = { type: 'open', team: 'permits', reason: 'Our forms are short' }
    const make = (team: string) =>
      desk.do('lee', 'task.create', { type: 'open', team, title: 'x' }).task.no
    desk.do('ada', 'type.save', { id: 'open', name: 'Open', standardMinutes: 20 })
    const [here, there, sent] = [make('permits'), make('records'), make('records')]
    const due = { count: 2, unit: 'businessDays', citation: null } as const
    desk.do('lee', 'standard.set', { ...own, standardMinutes: 8, dailyCount: 30, due })
    expect(desk.board.tables.standard.get('open@permits/1')).toMatchObject({
      forTeam: 'permits',
      version: 1,
      was: 20,
      standardMinutes: 8,
      dailyCount: 30,
      due,
      dueWas: null,
    })
    expect(desk.board.tables.taskType.get('open')).toMatchObject({
      standardMinutes: 20,
      due: null,
      teams: { permits: { standardMinutes: 8, dailyCount: 30, due } },
    })
    const fresh = desk.task(make('permits'))
    expect([fresh.standardMinutes, fresh.clock?.end?.rule]).toEqual([8, due])
    expect(desk.task(make('records'))).toMatchObject({ standardMinutes: 20, dueAt: null })
    // In the queue it changes as it is begun, or as it is sent to a team that has its own.
    desk.do('ana', 'task.claim', { task: here })
    desk.do('rae', 'task.claim', { task: there })
    desk.do('ada', 'person.edit', { person: 'lee', leads: ['permits', 'records'] })
    desk.do('lee', 'task.change', { tasks: [sent], team: 'permits' })
    const minutes = [here, there, sent].map((no) => desk.task(no).standardMinutes)
    expect(minutes).toEqual([8, 20, 8])
    desk.do('lee', 'task.edit', { task: sent, team: 'records' })
    expect(desk.task(sent).standardMinutes).toBe(20)
    // The type's changes leave it, and so does a set-up that saves the type.
    desk.do('ada', 'standard.set', { type: 'open', standardMinutes: 25, reason: 'Measured' })
    desk.do('ada', 'type.save', { id: 'open', name: 'Open', standardMinutes: 25 })
    expect(standard(1, 'open')).toMatchObject({ was: 20, standardMinutes: 25 })
    expect(desk.task(make('permits')).standardMinutes).toBe(8)
    desk.do('lee', 'standard.set', { ...own, standardMinutes: null })
    expect(desk.board.tables.standard.get('open@permits/2')).toMatchObject({
      lifted: true,
      was: 8,
      standardMinutes: 25,
      dueWas: due,
    })
    expect(desk.task(make('permits')).standardMinutes).toBe(25)
  })

  it.each([
    ['lee', 'permits', 'ok'],
    ['lee', 'records', 'not_allowed'],
    ['ada', 'records', 'ok'],
    ['ada', 'nowhere', 'invalid_input'],
  ])('of one team, set by %s for %s: %s', (who, team, code) => {
    const input = { type: 'permit', team, standardMinutes: 5, reason: 'x' }
    expect(desk.code(who, 'standard.set', input)).toBe(code)
  })

  it('of one team has the type’s due rule again when that is said, and keeps its own till then', () => {
    const own = { type: 'permit', team: 'permits', standardMinutes: 8, reason: 'x' }
    const [ofType, due] = [desk.board.tables.taskType.get('permit')?.due, null]
    desk.do('lee', 'standard.set', { ...own, dailyCount: 30, due })
    expect(desk.task(make()).dueAt).toBeNull()
    const kept = desk.do('lee', 'standard.set', { ...own, standardMinutes: 9 })
    expect(kept.standard).toMatchObject({ due: null })
    const { taskType, standard } = desk.do('lee', 'standard.set', { ...own, due: 'type' })
    expect(taskType).toMatchObject({ teams: { permits: { standardMinutes: 8, dailyCount: 30 } } })
    expect(taskType).not.toHaveProperty('teams.permits.due')
    expect(standard).toMatchObject({ standardMinutes: 8, dueWas: null })
    expect(standard).not.toHaveProperty('due')
    expect(desk.task(make()).clock?.end?.rule).toEqual(ofType)
    const tried = desk.try('lee', 'standard.set', {
      type: 'permit',
      standardMinutes: 5,
      due: 'type',
      reason: 'x',
    })
    expect(tried).toMatchObject({ error: { problems: [{ path: 'due' }] } })
  })

  it('of one team has the type’s daily count again when that is said', () => {
    const own = { type: 'permit', team: 'permits', standardMinutes: 8, reason: 'x' }
    desk.do('lee', 'standard.set', { ...own, dailyCount: null })
    expect(desk.do('lee', 'standard.set', own).taskType).toMatchObject({
      teams: { permits: { dailyCount: null } },
    })
    const { taskType } = desk.do('lee', 'standard.set', { ...own, dailyCount: 'type' })
    expect(taskType).not.toHaveProperty('teams.permits.dailyCount')
    const tried = desk.try('lee', 'standard.set', {
      type: 'permit',
      standardMinutes: 5,
      dailyCount: 'type',
      reason: 'x',
    })
    expect(tried).toMatchObject({ error: { problems: [{ path: 'dailyCount' }] } })
  })

  it('counts days by wholes, save where it counted them by parts before', () => {
    const half = { count: 1.5, unit: 'businessDays', citation: null } as const
    const mail = { id: 'mail', name: 'Letters', standardMinutes: 6 }
    const step = (due: object) => [{ id: 'sent', name: 'Sent', due }]
    const paths = (name: 'type.save' | 'standard.set', input: object) => {
      const tried = desk.try('lee', name, input as never)
      return tried.ok ? 'ok' : tried.error.problems?.map(({ path }) => path)
    }
    const set = (due: object | null, more = {}) =>
      paths('standard.set', { type: 'mail', standardMinutes: 6, due, reason: 'x', ...more })
    const extended = { ...half, count: 1, extension: { count: 0.5, unit: 'calendarDays' } }
    const both = { ...mail, due: half, steps: step(half) }
    expect(paths('type.save', both)).toEqual(['due.count', 'steps.0.due.count'])
    expect(paths('type.save', { ...mail, due: extended })).toEqual(['due.extension.count'])
    expect(set(half)).toEqual(['due.count'])
    expect(set(half, { team: 'permits' })).toEqual(['due.count'])
    expect(set({ ...half, unit: 'businessHours' })).toBe('ok')

    const type = desk.board.tables.taskType.get('mail')!
    const steps = [{ id: 'sent', name: 'Sent', due: half }]
    const teams = { permits: { standardMinutes: 6, due: half } }
    desk.board.tables.taskType.set('mail', { ...type, due: half, steps, teams })
    expect(paths('type.save', both)).toBe('ok')
    expect(set(half)).toBe('ok')
    expect(set(half, { team: 'permits', standardMinutes: 7 })).toBe('ok')
    expect(paths('type.save', { ...both, due: { ...half, count: 2.5 } })).toEqual(['due.count'])
  })

  it('of one team can be lifted only where it has one', () => {
    const lift = { type: 'permit', team: 'permits', standardMinutes: null, reason: 'x' }
    const { size } = desk.board.tables.standard
    expect(desk.try('lee', 'standard.set', lift)).toMatchObject({
      error: {
        problems: [{ path: 'team', message: 'Permits has no standard of its own for Permit' }],
      },
    })
    expect(desk.board.tables.standard.size).toBe(size)
  })

  it('cannot be taken from a type', () => {
    const tried = desk.try('lee', 'standard.set', {
      type: 'permit',
      standardMinutes: null,
      reason: 'x',
    })
    expect(tried).toMatchObject({ error: { problems: [{ path: 'standardMinutes' }] } })
  })
})
