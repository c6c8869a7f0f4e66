/** A type that asks for a grade, wherever it is said who may do a task. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { TeamPush } from '../../server/commands/team-push.js'
import type { Level, PersonRow } from '../../server/contract/rows.js'
import { personHash, rulesHash } from '../../server/domain/balance/desk/basis.js'
import { timetableOver } from '../../server/domain/timetable.js'
import { holesOf } from '../../server/domain/training/cover.js'
import { floorOf as forecastFloor } from '../../server/reads/forecast-floor.js'
import { whyNotClaim } from '../../web/views/my-claims.js'
import { newType, typeDraft, typeInput } from '../../web/views/type-form.js'
import { seen, taskIn } from '../support/desk-floor.js'
import { Desk, MONDAY_9, office, taskType } from '../support/floor.js'

let desk: Desk
const at = () => desk.board.tables
const person = (id: string) => at().person.get(id) as PersonRow
beforeEach(() => {
  desk = new Desk()
  desk.do('ada', 'type.save', {
    id: 'permit',
    name: 'Permit',
    standardMinutes: 25,
    requiredGrade: 'II',
  })
  desk.do('ada', 'person.edit', { person: 'ben', grade: 'I' })
})
const make = (type = 'permit', more: object = {}) =>
  desk.do('lee', 'task.create', { type, title: 'x', ...more }).task.no
const said = (tried: ReturnType<Desk['try']>) =>
  tried.ok ? 'ok' : `${tried.error.code}: ${tried.error.message}`

describe('who is below the grade of a type', () => {
  it('cannot claim it, and is told which grade it needs', () => {
    const no = make()
    expect(said(desk.try('ben', 'task.claim', { task: no }))).toBe(
      `not_qualified: #${no} is Permit, which needs grade II; ask your lead.`,
    )
    expect(desk.do('ben', 'task.claimNext', {}).task).toBeNull()
    desk.do('ada', 'person.edit', { person: 'ben', grade: 'II' })
    expect(desk.do('ben', 'task.claimNext', {}).task?.no).toBe(no)
  })

  it('cannot begin what was given before the grade was asked for, by its number or as the next', () => {
    desk.do('ada', 'person.edit', { person: 'ben', grade: 'II' })
    const no = make()
    desk.do('lee', 'task.assign', { tasks: [no], to: 'ben' })
    desk.do('ada', 'person.edit', { person: 'ben', grade: 'I' })
    expect(desk.code('ben', 'task.claim', { task: no })).toBe('not_qualified')
    expect(desk.do('ben', 'task.claimNext', {}).task).toBeNull()
    // A lead still sees it with them, and gives it to somebody else.
    expect(desk.task(no)).toMatchObject({ status: 'assigned', holder: 'ben' })
  })

  it('cannot be given it, by hand or by a balance', () => {
    const no = make()
    const needs = `#${no} (Permit) needs grade II, and Ben Ito has I`
    expect(said(desk.try('lee', 'task.assign', { tasks: [no], to: 'ben' }))).toContain(needs)
    const move = { task: no, from: null, to: 'ben', place: 1 }
    const { seq } = desk.board
    expect(said(desk.try('lee', 'balance.apply', { team: 'permits', seq, moves: [move] }))).toBe(
      `not_qualified: Nothing was moved: ${needs}.`,
    )
    // A lead without a grade on record does not have it either.
    expect(said(desk.try('lee', 'task.assign', { tasks: [no], to: 'lee' }))).toContain(
      'needs grade II, and Lee Alvarez has none',
    )
    expect(desk.code('lee', 'task.assign', { tasks: [no], to: 'ana' })).toBe('ok')
  })

  it('is pushed nothing of it', () => {
    desk.do('lee', 'team.rules', { team: 'permits', push: true })
    desk.do('ana', 'person.presence', { status: 'away' })
    const no = make()
    const push = () => desk.rule('team.push', { team: 'permits', returned: [] } satisfies TeamPush)
    push()
    expect(desk.task(no).holder).toBeNull()
    desk.do('ada', 'person.edit', { person: 'ben', grade: 'III' })
    push()
    expect(desk.task(no).holder).toBe('ben')
  })

  it('is offered nothing of it, and a proposal that rested on the grade is known to be old', () => {
    const no = make('permit', { priority: 'urgent' })
    const minutes = () => {
      const { floor } = seen(desk)
      return Object.fromEntries(
        floor.people.map(({ id }, i) => [id, taskIn({ floor }, no).minutes[i]]),
      )
    }
    expect(minutes()).toEqual({ ana: 25, ben: 0, lee: 0 })
    const team = at().team.get('permits')!
    const rows = () => ({
      ...at(),
      timetable: timetableOver(office, at()),
      day: '2026-11-23',
      types: [...at().taskType.values()],
    })
    const of = () => [
      personHash(person('ben'), team, rows()),
      rulesHash(team, at().taskType.values()),
    ]
    const [ben, rules] = of()
    desk.do('ada', 'person.edit', { person: 'ben', grade: 'II' })
    expect(minutes()).toEqual({ ana: 25, ben: 25, lee: 0 })
    expect(of()[0]).not.toBe(ben)
    expect(of()[1]).toBe(rules)
    at().taskType.set('permit', taskType('permit', { requiredLevel: 1, requiredGrade: 'III' }))
    expect(of()[1]).not.toBe(rules)
  })

  it('covers no hour of it', () => {
    const holes = (requiredGrade: 'II' | null) =>
      holesOf({
        timetable: timetableOver({ ...office, federalHolidays: false }, at()),
        team: at().team.get('permits')!,
        people: [person('ben')],
        types: [taskType('permit', { requiredGrade })],
        skill: () => ({ level: 3 as Level }),
        from: '2026-11-23',
        now: Date.parse(MONDAY_9),
      })
    const nobody = (found: ReturnType<typeof holes>) =>
      found.filter(({ who }) => who.length === 0).length
    expect(nobody(holes(null))).toBe(0)
    expect(nobody(holes('II'))).toBeGreaterThan(0)
  })

  it('is not reckoned with in the forecast of it', () => {
    const doers = () => {
      const seenAs = {
        board: desk.board,
        office,
        team: 'permits',
        now: MONDAY_9,
        day: '2026-11-23',
      }
      const types = [...at().taskType.keys()]
      const { floor } = forecastFloor(seenAs, [], { closes: 480, checkpoints: [] })
      return floor.people.filter((one) => one.types.includes(types.indexOf('permit'))).length
    }
    expect(doers()).toBe(1)
    desk.do('ada', 'person.edit', { person: 'ben', grade: 'II' })
    expect(doers()).toBe(2)
  })

  it('reads on their screen why they cannot claim it', () => {
    const levels = new Map([['permit', 3 as Level]])
    const ben = { ...person('ben'), levels }
    const task = { status: 'queued', team: 'permits', holder: null } as const
    const type = at().taskType.get('permit')
    expect(whyNotClaim(ben, task, type)).toBe('needs grade II')
    expect(whyNotClaim({ ...ben, grade: 'III' }, task, type)).toBeNull()
  })
})

it('is set on the form of the type, and taken back there', () => {
  const type = at().taskType.get('permit')!
  expect(type.requiredGrade).toBe('II')
  expect(typeInput(typeDraft(type)).requiredGrade).toBe('II')
  expect(typeInput(newType('permits')).requiredGrade).toBeNull()
  const input = typeInput({ ...typeDraft(type), requiredGrade: '' }, 'permit')
  desk.do('ada', 'type.save', { ...input, id: 'permit' })
  expect(at().taskType.get('permit')?.requiredGrade).toBeNull()
  expect(desk.code('ben', 'task.claim', { task: make() })).toBe('ok')
})
