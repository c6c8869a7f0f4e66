import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const seen = [{ kind: 'text' as const, text: 'Three in a row without help' }]
const newcomer = {
  username: 'nel',
  name: 'Nel',
  role: 'clerk',
  team: 'permits',
  skills: { permit: 1 },
} as const
function pathsOf(who: string, name: Parameters<Desk['try']>[1], input: object): string[] {
  const tried = desk.try(who, name, input as never)
  return tried.ok ? [] : (tried.error.problems ?? []).map(({ path }) => path)
}
const messageOf = (who: string, name: Parameters<Desk['try']>[1], input: object) => {
  const tried = desk.try(who, name, input as never)
  return tried.ok
    ? ''
    : [tried.error.message, ...(tried.error.problems ?? []).map((one) => one.message)].join(' ')
}

describe('a level', () => {
  it('is given by a lead of the person’s team or an admin, never by oneself', () => {
    const level = { person: 'ben', type: 'permit', level: 3, evidence: seen } as const
    for (const [who, code] of [
      ['ana', 'not_allowed'],
      ['ben', 'not_allowed'],
      ['sue', 'not_allowed'],
      ['lee', 'ok'],
    ] as const)
      expect(desk.code(who, 'skill.set', level), who).toBe(code)
    expect(desk.code('lee', 'skill.set', { ...level, person: 'rae', type: 'copy' })).toBe(
      'not_allowed',
    )
    expect(desk.code('lee', 'skill.set', { ...level, person: 'lee' })).toBe('not_allowed')
    expect(desk.code('ada', 'skill.set', { ...level, person: 'lee' })).toBe('ok')
  })

  it('rests on something, and keeps what was before', () => {
    expect(pathsOf('lee', 'skill.set', { person: 'ben', type: 'permit', level: 3 })).toEqual([
      'evidence',
    ])
    const { skill } = desk.do('lee', 'skill.set', {
      person: 'ben',
      type: 'permit',
      level: 3,
      evidence: seen,
    })
    expect(skill).toMatchObject({
      level: 3,
      by: 'lee',
      team: 'permits',
      earlier: [{ level: 2, since: null }],
    })
    desk.do('lee', 'skill.set', { person: 'ben', type: 'permit', level: 4, evidence: seen })
    expect(desk.board.tables.skill.get('ben/permit')?.earlier?.map((one) => one.level)).toEqual([
      3, 2,
    ])
    // Said again by an admin in set-up, nothing of it is lost.
    desk.do('ada', 'person.edit', { person: 'ben', skills: { permit: 4 } })
    expect(desk.board.tables.skill.get('ben/permit')).toMatchObject({ level: 4, by: 'lee' })
  })

  it('is changed by an administrator with what it rests on, or on their word alone', () => {
    const edit = { person: 'ben', skills: { permit: 3 } } as const
    desk.do('ada', 'person.edit', { ...edit, evidence: seen })
    expect(desk.board.tables.skill.get('ben/permit')).toMatchObject({
      level: 3,
      by: 'ada',
      evidence: seen,
      earlier: [{ level: 2 }],
    })
    const bad = [{ kind: 'task' as const, ref: '99', text: 'Well done' }]
    expect(
      pathsOf('ada', 'person.edit', { ...edit, skills: { permit: 4 }, evidence: bad }),
    ).toEqual(['evidence.0.ref'])
    desk.do('ada', 'person.edit', { person: 'ben', skills: { permit: 1 } })
    const told = desk.board.tables.skill.get('ben/permit')
    expect(told).toMatchObject({ level: 1, earlier: [{ level: 3 }, { level: 2 }] })
    expect(told).not.toHaveProperty('evidence')
  })

  it('names tasks that there are', () => {
    const bad = [{ kind: 'task' as const, ref: '99', text: 'Well done' }]
    const set = { person: 'ben', type: 'permit', level: 3 }
    expect(pathsOf('lee', 'skill.set', { ...set, evidence: bad })).toEqual(['evidence.0.ref'])
    const { no } = desk.do('lee', 'task.create', { type: 'permit', title: 'Fence' }).task
    expect(
      pathsOf('lee', 'skill.set', { ...set, evidence: [{ ...bad[0], ref: String(no) }] }),
    ).toEqual([])
  })

  it('lets only those train who are at level 4, and only those reach it who can do it alone', () => {
    expect(
      pathsOf('lee', 'skill.set', { person: 'ben', type: 'permit', level: 4, evidence: seen }),
    ).toEqual(['level'])
    const set = { person: 'ben', type: 'batch', level: 1, evidence: seen }
    expect(pathsOf('lee', 'skill.set', set)).toEqual(['trainer'])
    expect(pathsOf('lee', 'skill.set', { ...set, trainer: 'ana' })).toEqual(['trainer'])
    expect(pathsOf('lee', 'skill.set', { ...set, trainer: 'ben' })).toEqual(['trainer'])
    expect(pathsOf('lee', 'skill.set', { ...set, trainer: null })).toEqual([])
  })

  it('of 1 lets them claim with a trainer alone, unless they were added at it', () => {
    const { no } = desk.do('lee', 'task.create', { type: 'permit', title: 'Fence' }).task
    const set = { person: 'ben', type: 'permit', level: 1, evidence: seen } as const
    desk.do('lee', 'skill.set', { ...set, trainer: null })
    expect(desk.code('ben', 'task.claim', { task: no })).toBe('not_qualified')
    expect(messageOf('ben', 'task.claim', { task: no })).toContain('no trainer yet')
    expect(messageOf('lee', 'task.assign', { tasks: [no], to: 'ben' })).toContain('no trainer yet')
    expect(desk.do('ben', 'task.claimNext', {}).task).toBeNull()
    desk.do('lee', 'skill.set', { ...set, trainer: 'lee', evidence: [] })
    expect(desk.do('ben', 'task.claim', { task: no }).task.holder).toBe('ben')

    const other = desk.do('lee', 'task.create', { type: 'permit', title: 'Shed' }).task.no
    const added = desk.do('ada', 'person.add', newcomer).person.id
    expect(desk.code(added, 'task.claim', { task: other })).toBe('ok')
  })

  it('of 1 waits for another trainer when theirs leaves or cannot train any more', () => {
    const set = { person: 'ben', type: 'permit', level: 1, evidence: seen, trainer: 'lee' } as const
    const trainer = () => desk.board.tables.skill.get('ben/permit')?.trainer
    desk.do('lee', 'skill.set', set)
    expect(trainer()).toBe('lee')
    desk.do('ada', 'skill.set', { person: 'lee', type: 'permit', level: 3, evidence: seen })
    expect(trainer()).toBeNull()
    desk.do('ada', 'skill.set', { person: 'lee', type: 'permit', level: 4, evidence: seen })
    desk.do('lee', 'skill.set', { ...set, evidence: [] })
    desk.do('ada', 'person.edit', { person: 'lee', active: false })
    expect(trainer()).toBeNull()
  })
})

describe('a training need', () => {
  const need = { person: 'ben', type: 'permit', seen: 'Forgot the stamp' }

  it('is recorded by leads, about their people or their team', () => {
    for (const [who, code] of [
      ['ana', 'not_allowed'],
      ['sue', 'not_allowed'],
      ['ada', 'not_allowed'],
      ['lee', 'ok'],
    ] as const)
      expect(desk.code(who, 'need.record', need), who).toBe(code)
    expect(desk.code('lee', 'need.record', { ...need, person: 'rae' })).toBe('not_allowed')
    expect(pathsOf('lee', 'need.record', { person: null, topic: 'Fees', seen: 'New' })).toEqual([
      'team',
    ])
    expect(pathsOf('lee', 'need.record', { ...need, type: undefined })).toEqual(['type'])
    expect(pathsOf('lee', 'need.record', { ...need, type: 'nonsense' })).toEqual(['type'])
    expect(
      desk.do('lee', 'need.record', { person: null, team: 'permits', topic: 'Fees', seen: 'New' })
        .need,
    ).toMatchObject({ person: null, team: 'permits', state: 'open', priority: 'normal' })
  })

  it('is not there for who may not see it, and its person cannot change it', () => {
    const { id } = desk.do('lee', 'need.record', need).need
    for (const who of ['ana', 'rae', 'sue', 'ada'])
      expect(desk.code(who, 'need.close', { need: id, state: 'met' }), who).toBe('not_found')
    expect(desk.code('ben', 'need.close', { need: id, state: 'met' })).toBe('not_allowed')
    expect(pathsOf('lee', 'need.close', { need: id, state: 'dropped' })).toEqual(['text'])
    expect(desk.code('lee', 'need.close', { need: id, state: 'met' })).toBe('ok')
    expect(desk.code('lee', 'need.edit', { need: id, priority: 'high' })).toBe('wrong_state')
  })

  it('goes with its person to another team, and ends when they leave', () => {
    const { id } = desk.do('lee', 'need.record', need).need
    desk.do('ada', 'person.edit', { person: 'ben', team: 'records' })
    expect(desk.board.tables.trainingNeed.get(id)?.team).toBe('records')
    desk.do('ada', 'person.edit', { person: 'ben', active: false })
    expect(desk.board.tables.trainingNeed.get(id)).toMatchObject({ state: 'dropped' })
  })
})

describe('a procedure', () => {
  const fees = { name: 'Fee schedule', text: 'Fees', team: 'permits' }

  it('has versions that are read one by one', () => {
    const { id } = desk.do('lee', 'procedure.save', fees).procedure
    desk.do('ana', 'procedure.read', { procedure: id })
    desk.do('lee', 'procedure.save', { id, ...fees, text: 'Fees, spelt well' })
    expect(desk.board.tables.procedure.get(id)?.version).toBe(1)
    const changed = desk.do('lee', 'procedure.save', {
      id,
      ...fees,
      text: 'New fees',
      change: 'A fence costs 40 dollars',
    })
    expect(changed.procedure).toMatchObject({
      version: 2,
      versions: [{ version: 1 }, { version: 2, by: 'lee' }],
    })
    expect(desk.code('ana', 'procedure.read', { procedure: id, version: 1 })).toBe('stale')
    expect(desk.do('ana', 'procedure.read', { procedure: id, version: 2 }).reading.version).toBe(2)
    desk.do('lee', 'procedure.save', { id, ...fees, active: false })
    expect(desk.code('ben', 'procedure.read', { procedure: id })).toBe('wrong_state')
  })

  it('is written by leads for their team or the office, and by admins', () => {
    for (const who of ['ana', 'sue'])
      expect(desk.code(who, 'procedure.save', fees), who).toBe('not_allowed')
    expect(desk.code('lee', 'procedure.save', { ...fees, team: 'records' })).toBe('not_allowed')
    expect(desk.code('ada', 'procedure.save', { ...fees, team: 'records' })).toBe('ok')
    expect(pathsOf('lee', 'procedure.save', { ...fees, types: ['mail', 'x'] })).toEqual(['types.1'])
    expect(desk.code('lee', 'sheet.save', { type: 'copy', steps: [] })).toBe('not_allowed')
    expect(
      desk.do('lee', 'sheet.save', { type: 'permit', steps: [{ step: 'Stamp' }] }).sheet,
    ).toMatchObject({
      version: 1,
      team: 'permits',
      steps: [{ step: 'Stamp', keyPoints: [], reasons: [] }],
    })
  })
})

it('sets and takes back a target', () => {
  const target = { team: 'permits', type: 'permit', level: 3, headcount: 2, who: ['ben'] }
  expect(pathsOf('lee', 'target.set', { ...target, who: ['rae'] })).toEqual(['who.0'])
  expect(desk.code('ana', 'target.set', target)).toBe('not_allowed')
  expect(desk.do('lee', 'target.set', target).target).toMatchObject({
    id: 'permits/permit/3',
    headcount: 2,
  })
  expect(desk.do('lee', 'target.set', { ...target, headcount: 0 }).target).toBeNull()
  expect([...desk.board.tables.target.keys()]).toEqual([])
})
