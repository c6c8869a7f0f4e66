import { beforeEach, describe, expect, it } from 'vitest'
import { decisions } from '../../server/commands/registry.js'
import { permissionsOf, policy } from '../../server/commands/policy.js'
import { commands, isWrite, type CommandName } from '../../server/contract/commands.js'
import { Desk, MONDAY_9 } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

describe('people', () => {
  it('says where I am, and since when only when that changes', () => {
    desk.later(1)
    expect(desk.do('ana', 'person.presence', { status: 'available' }).person.presenceSince).toBe(MONDAY_9)
    expect(desk.do('ana', 'person.presence', { status: 'break' }).person).toMatchObject({ presence: 'break', presenceSince: desk.now })
  })

  it('asks for help and is answered by a lead or takes it back', () => {
    desk.do('ana', 'help.ask', { text: 'Totals differ' })
    expect(desk.board.tables.person.get('ana')?.help).toEqual({ since: MONDAY_9, task: null, text: 'Totals differ' })
    expect(desk.code('ben', 'help.answer', { person: 'ana' })).toBe('not_allowed')
    expect(desk.code('lee', 'help.answer', { person: 'ana' })).toBe('ok')
    expect(desk.code('lee', 'help.answer', { person: 'ana' })).toBe('wrong_state')
  })

  it('adds a person: all skills when none are named, none when the list is empty', () => {
    const add = (username: string, skills?: Record<string, 3>) =>
      desk.do('ada', 'person.add', { username, name: 'New One', role: 'clerk', team: 'permits', ...(skills ? { skills } : {}) }, 'hash').person.id
    const able = add('able')
    const blank = add('blank', {})
    const no = desk.do('ana', 'task.create', { type: 'permit', title: 'x' }).task.no
    expect(desk.code(blank, 'task.claim', { task: no })).toBe('not_qualified')
    expect(desk.code(able, 'task.claim', { task: no })).toBe('ok')
  })

  it('names what is wrong with a new person', () => {
    const tried = desk.try('ada', 'person.add', { username: 'ana', name: 'X', role: 'clerk', team: 'moon', skills: { dance: 3 } })
    expect(tried).toMatchObject({ error: { code: 'invalid_input', problems: [{ path: 'team' }, { path: 'skills.dance' }, { path: 'username' }] } })
  })

  it('returns the tasks of who leaves, and ends their sessions', () => {
    const no = desk.do('ana', 'task.create', { type: 'permit', title: 'x' }).task.no
    desk.do('ana', 'task.claim', { task: no })
    desk.do('ada', 'person.edit', { person: 'ana', active: false })
    expect(desk.task(no)).toMatchObject({ status: 'queued', holder: null })
    expect(desk.board.tables.ended.get('ana')).toMatchObject({ person: 'ana', at: desk.now })
    expect(desk.code('ana', 'person.presence', { status: 'break' })).toBe('not_signed_in')
  })

  it('returns what somebody who moves has not begun, and all of who takes no tasks any more', () => {
    const [begun, given] = ['x', 'y'].map((title) => desk.do('ana', 'task.create', { type: 'permit', title }).task.no) as [number, number]
    desk.do('ana', 'task.claim', { task: begun })
    desk.do('lee', 'task.assign', { tasks: [given], to: 'ana' })
    desk.do('ada', 'person.edit', { person: 'ana', name: 'Ana Renamed' })
    expect(desk.task(given)).toMatchObject({ status: 'assigned', holder: 'ana' })
    desk.do('ada', 'person.edit', { person: 'ana', team: 'records' })
    expect(desk.task(given)).toMatchObject({ status: 'queued', holder: null })
    desk.do('ada', 'person.edit', { person: 'ana', name: 'Ana Again' })
    expect(desk.task(begun)).toMatchObject({ status: 'active', holder: 'ana' })
    desk.do('ada', 'person.edit', { person: 'ana', role: 'supervisor', team: null })
    expect(desk.task(begun)).toMatchObject({ status: 'queued', holder: null })
  })

  it('lets a new lead lead the team that they work in, unless others are named', () => {
    expect(desk.do('ada', 'person.edit', { person: 'ana', role: 'lead' }).person.leads).toEqual(['permits'])
    expect(desk.do('ada', 'person.edit', { person: 'ben', role: 'lead', leads: ['records'] }).person.leads).toEqual(['records'])
    expect(desk.do('ada', 'person.edit', { person: 'ben', grade: null }).person.leads).toEqual(['records'])
  })

  it('are off when they are signed out everywhere', () => {
    desk.do('ana', 'session.endAll', {})
    expect(desk.board.tables.person.get('ana')?.presence).toBe('off')
    desk.do('ada', 'password.reset', { person: 'ben' }, { username: 'ben', hash: 'x' })
    expect(desk.board.tables.person.get('ben')?.presence).toBe('off')
  })

  it('never loses its last admin', () => {
    expect(desk.code('ada', 'person.edit', { person: 'ada', role: 'clerk' })).toBe('wrong_state')
    expect(desk.code('ada', 'person.edit', { person: 'ada', active: false })).toBe('wrong_state')
  })

  it('takes a person’s skills to their new team, since that decides which leads see them', () => {
    desk.do('ada', 'person.edit', { person: 'ana', team: 'records' })
    expect(desk.board.tables.skill.get('ana/permit')?.team).toBe('records')
  })
})

describe('setting up', () => {
  it('gives steps and fields ids that stay when they are renamed', () => {
    const { taskType } = desk.do('ada', 'type.save', { name: 'Café permit', standardMinutes: 10, steps: ['Seen', 'Seen'], fields: [{ label: 'Fee' }] })
    expect(taskType).toMatchObject({ id: 'cafe-permit', requiredLevel: 0, steps: [{ id: 'seen' }, { id: 'seen-2' }], fields: [{ id: 'fee', kind: 'text' }] })
  })

  it('refuses two steps or two fields under one id, since nobody could say which is meant', () => {
    const twice = (id: string) => [{ id, name: 'One', label: 'One' }, { id, name: 'Two', label: 'Two' }]
    const named = (list: object) => {
      const tried = desk.try('ada', 'type.save', { name: 'Twice', standardMinutes: 5, ...list })
      return tried.ok ? [] : (tried.error.problems ?? []).map(({ path, message }) => `${path} ${message}`)
    }
    expect(named({ steps: twice('seen').map(({ id, name }) => ({ id, name })) })).toEqual(['steps.1.id is there twice'])
    expect(named({ fields: twice('fee').map(({ id, label }) => ({ id, label })) })).toEqual(['fields.1.id is there twice'])
    // What had two before stays to be changed otherwise, and gets no third pair.
    const type = desk.board.tables.taskType.get('permit')!
    const steps = twice('seen').map(({ id, name }) => ({ id, name, due: null }))
    desk.board.tables.taskType.set('permit', { ...type, steps })
    const kept = { id: 'permit', name: 'Permits', standardMinutes: 9, steps: steps.map(({ id, name }) => ({ id, name })) }
    expect(desk.code('ada', 'type.save', kept)).toBe('ok')
    expect(named({ ...kept, steps: [...kept.steps, ...twice('filed').map(({ id, name }) => ({ id, name }))] })).toEqual(['steps.3.id is there twice'])
  })

  it('keeps a lead to the task types of their own teams and of none', () => {
    const mine = { name: 'Walk-in', standardMinutes: 5, team: 'permits' }
    const { id } = desk.do('lee', 'type.save', mine).taskType
    expect(desk.code('lee', 'type.save', { ...mine, id, team: 'records' })).toBe('not_allowed')
    expect(desk.code('lee', 'type.save', { id: 'copy', name: 'Copies', standardMinutes: 5, team: 'permits' })).toBe('not_allowed')
    expect(desk.code('lee', 'type.save', { name: 'Anything', standardMinutes: 5 })).toBe('ok')
    expect(desk.code('ada', 'type.save', { id: 'copy', name: 'Copies', standardMinutes: 5 })).toBe('ok')
  })

  it('lets a clerk change and forget only the mappings that they saved', () => {
    const { id } = desk.do('ana', 'mapping.save', { name: 'City feed', mapping: {} }).mapping
    expect(desk.code('ben', 'mapping.save', { id, name: 'Mine now', mapping: {} })).toBe('not_allowed')
    expect(desk.code('ben', 'mapping.remove', { id })).toBe('not_allowed')
    expect(desk.code('lee', 'mapping.save', { id, name: 'City feed 2', mapping: {} })).toBe('ok')
    expect(desk.code('lee', 'mapping.remove', { id })).toBe('ok')
  })

  it('refuses a time zone and hours that cannot be', () => {
    expect(desk.code('ada', 'office.save', { timeZone: 'Mars/Olympus' })).toBe('invalid_input')
    expect(desk.code('ada', 'office.save', { opens: '18:00' })).toBe('invalid_input')
    expect(desk.code('ada', 'office.save', { timeZone: 'Etc/GMT+7' })).toBe('ok')
  })
})

describe('policy', () => {
  it('has a row and a decision for every command', () => {
    const writes = (Object.keys(commands) as CommandName[]).filter(isWrite).sort()
    expect(Object.keys(policy).sort()).toEqual(writes)
    expect(Object.keys(decisions).sort()).toEqual(writes)
  })

  it('keeps the set-up of people to admins', () => {
    for (const role of ['clerk', 'lead', 'supervisor'] as const) {
      expect(permissionsOf(role).filter((name) => /^(person\.(add|edit)|team\.save|office\.|password\.reset)/.test(name))).toEqual([])
    }
  })

  it.each(['ana', 'lee', 'sue'])('%s cannot add people, teams or change the office', (who) => {
    expect(desk.code(who, 'person.add', { username: 'x', name: 'X', role: 'admin' })).toBe('not_allowed')
    expect(desk.code(who, 'person.edit', { person: 'ana', role: 'admin' })).toBe('not_allowed')
    expect(desk.code(who, 'team.save', { name: 'X' })).toBe('not_allowed')
    expect(desk.code(who, 'office.save', { name: 'X' })).toBe('not_allowed')
    expect(desk.code(who, 'password.reset', { person: 'ada' })).toBe('not_allowed')
  })
})

describe('importing', () => {
  it('creates, skips what is here by reference, refuses bad rows one by one', () => {
    const row = { type: 'mail', title: 'Letter' }
    const first = desk.do('ana', 'task.import', { rows: [{ ...row, line: 2, reference: 'A1' }, { ...row, line: 3, type: 'fax' }, { ...row, line: 4, reference: 'A1' }] })
    expect(first).toEqual({ created: 1, skipped: [4], refused: [{ line: 3, column: 'type', reason: 'there is no task type fax' }] })
  })

  it('brings in finished work as history, not as queue or count', () => {
    const { created } = desk.do('ana', 'task.import', { rows: [{ line: 2, type: 'mail', title: 'Old', finishedAt: '2026-11-20T16:00:00Z' }] })
    expect(created).toBe(1)
    expect(desk.board.tables.task.size).toBe(0)
    expect(desk.board.tables.backlog.size + desk.board.tables.tally.size).toBe(0)
  })
})
