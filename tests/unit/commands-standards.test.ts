import { beforeEach, describe, expect, it } from 'vitest'
import type { RawInput } from '../../server/contract/commands.js'
import { Desk } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const standard = (version: number, type = 'permit') =>
  desk.board.tables.standard.get(`${type}/${version}`)
const minutes = (type = 'permit') => desk.board.tables.taskType.get(type)?.standardMinutes
const make = (type = 'permit') => desk.do('ana', 'task.create', { type, title: 'x' }).task.no
const set = (standardMinutes: number, more: { dailyCount?: number | null } = {}) =>
  desk.do('lee', 'standard.set', {
    type: 'permit',
    standardMinutes,
    reason: 'Measured in autumn',
    ...more,
  })
const problems = (tried: ReturnType<Desk['try']>) =>
  tried.ok ? null : tried.error.problems?.map(({ path, message }) => `${path}: ${message}`)

describe('a work standard', () => {
  it('changes with a version that says when, who, why and on what measure', () => {
    const measured = { median: 21, low: 9.5, high: 48, n: 120, people: 3 }
    const found = { ...measured, most: 60, teams: ['permits'] }
    const input = { type: 'permit', standardMinutes: 22, dailyCount: 15, reason: 'Measured' }
    const { taskType, standard: version } = desk.do('lee', 'standard.set', input, found)
    expect(taskType.standardMinutes).toBe(22)
    expect(version).toEqual({
      id: 'permit/1',
      type: 'permit',
      team: 'permits',
      version: 1,
      from: desk.now,
      by: 'lee',
      reason: 'Measured',
      was: 25,
      standardMinutes: 22,
      dailyCount: 15,
      due: { count: 2, unit: 'businessDays', citation: null },
      measured,
    })
    expect(minutes()).toBe(22)
    desk.later(60)
    set(20)
    expect(standard(2)).toMatchObject({ was: 22, standardMinutes: 20, dailyCount: 15 })
    set(20, { dailyCount: null })
    expect(standard(3)).toMatchObject({ was: 20, standardMinutes: 20, dailyCount: null })
    expect(standard(1)).toEqual({ ...version, measured: found })
  })

  it.each([
    ['ana', 'permit', 'not_allowed'],
    ['rae', 'copy', 'not_allowed'],
    ['lee', 'permit', 'ok'],
    ['lee', 'copy', 'not_allowed'], // a team of somebody else
    ['sue', 'permit', 'not_allowed'],
    ['ada', 'copy', 'ok'],
    ['lee', 'nothing', 'not_found'],
  ])('set by %s for %s: %s', (who, type, code) => {
    expect(desk.code(who, 'standard.set', { type, standardMinutes: 5, reason: 'x' })).toBe(code)
  })

  it('needs a reason and minutes above zero', () => {
    const input = { type: 'permit', standardMinutes: 5, reason: 'x' }
    expect(() => desk.code('lee', 'standard.set', { ...input, reason: ' ' })).toThrow('empty')
    expect(() => desk.code('lee', 'standard.set', { ...input, standardMinutes: 0 })).toThrow()
  })

  it('is versioned too when set-up changes it, and not when it leaves it', () => {
    const save = (more: Partial<RawInput<'type.save'>>) =>
      desk.do('ada', 'type.save', { id: 'mail', name: 'Mail', standardMinutes: 6, ...more })
    save({ name: 'Letters' })
    expect(desk.board.tables.standard.size).toBe(0)
    save({ standardMinutes: 8 })
    expect(standard(1, 'mail')).toMatchObject({
      was: 6,
      standardMinutes: 8,
      by: 'ada',
      reason: 'Changed in set-up',
      measured: null,
    })
    save({ standardMinutes: 7, reason: 'New scanner' })
    expect(standard(2, 'mail')).toMatchObject({ was: 8, reason: 'New scanner' })
    desk.do('ada', 'type.save', { name: 'New one', standardMinutes: 8 })
    expect(desk.board.tables.standard.size).toBe(2)
  })

  it('reaches queued tasks when they are begun; in hand and worked on they keep their own', () => {
    const [first, second, third] = [make(), make(), make()]
    desk.do('ana', 'task.claim', { task: first })
    desk.do('ben', 'task.claim', { task: third })
    desk.later(3)
    desk.do('ben', 'task.release', { task: third })
    set(10)
    expect([first, second, third].map((no) => desk.task(no).standardMinutes)).toEqual([25, 25, 25])
    expect(desk.do('ana', 'task.claim', { task: second }).task.standardMinutes).toBe(10)
    expect(desk.do('ben', 'task.claim', { task: third }).task.standardMinutes).toBe(25)
    expect(desk.do('ana', 'task.finish', { task: first }).task.standardMinutes).toBe(25)
    expect([...desk.board.tables.backlog.values()]).toEqual([])
  })

  it('keeps the backlog exact when what was queued is begun under a new one', () => {
    const [one, other] = [make(), make()]
    set(10)
    desk.do('ana', 'task.claim', { task: one })
    const [row] = [...desk.board.tables.backlog.values()]
    expect(row).toMatchObject({ tasks: 1, standardMinutes: 25 })
    desk.do('ana', 'task.claim', { task: other })
    desk.later(1)
    desk.do('ana', 'task.release', { task: other })
    expect([...desk.board.tables.backlog.values()]).toMatchObject([{ standardMinutes: 10 }])
  })
})

describe('usual minutes', () => {
  const finish = (who: string, spent: number) => {
    const no = make()
    desk.do(who, 'task.claim', { task: no })
    desk.later(spent)
    return desk.do(who, 'task.finish', { task: no })
  }
  const usual = (id: string) => desk.board.tables.usual.get(id)

  it('are learnt from what a person finishes, for them and their leads', () => {
    finish('ana', 50)
    expect(usual('ana/permit')).toEqual({
      id: 'ana/permit',
      person: 'ana',
      team: 'permits',
      type: 'permit',
      tasks: 1,
      ratios: 2,
    })
    finish('ana', 1000)
    expect(usual('ana/permit')).toMatchObject({ tasks: 2, ratios: 6 })
    expect(usual('ben/permit')).toBeUndefined()
  })

  it('learn nothing from a task that took no time', () => {
    finish('ana', 0)
    expect(usual('ana/permit')).toBeUndefined()
  })

  it('go with the person to another team', () => {
    finish('ben', 25)
    desk.do('ada', 'person.edit', { person: 'ben', team: 'records' })
    expect(usual('ben/permit')).toMatchObject({ team: 'records', tasks: 1 })
  })
})

describe('fields that count', () => {
  const batch: RawInput<'type.save'> = {
    id: 'batch',
    name: 'Batch',
    standardMinutes: 45,
    team: 'permits',
    fields: [
      { id: 'expected', label: 'Expected', kind: 'money' },
      { id: 'entered', label: 'Entered', kind: 'money' },
      {
        id: 'off',
        label: 'Off by',
        kind: 'computed',
        formula: { op: 'difference', of: ['entered', 'expected'] },
      },
      { id: 'why', label: 'Why', kind: 'text' },
    ],
    checks: [{ label: 'Dollars', left: 'expected', right: 'entered', explain: 'why' }],
  }
  const save = (more: Partial<RawInput<'type.save'>> = {}) =>
    desk.do('lee', 'type.save', { ...batch, ...more })
  const begin = () => {
    const fields = { expected: 90.1, entered: 90 }
    const { no } = desk.do('ana', 'task.create', { type: 'batch', title: 'x', fields }).task
    desk.do('ana', 'task.claim', { task: no })
    return no
  }

  it('are saved with what they come to, and checks with an id', () => {
    save()
    const type = desk.board.tables.taskType.get('batch')
    expect(type?.fields[2]?.formula?.result).toBe('money')
    expect(type?.checks).toMatchObject([{ id: 'dollars', label: 'Dollars', explain: 'why' }])
    save({ checks: undefined, name: 'Batches' })
    expect(desk.board.tables.taskType.get('batch')?.checks).toHaveLength(1)
    save({ checks: [] })
    expect(desk.board.tables.taskType.get('batch')?.checks).toEqual([])
  })

  it('cannot be saved where they cannot be counted, nor lose a field that a check needs', () => {
    save()
    const formula = { op: 'sum' as const, of: ['gone'] }
    const fields = [...(batch.fields ?? []), { label: 'Bad', kind: 'computed' as const, formula }]
    expect(problems(desk.try('lee', 'type.save', { ...batch, fields }))).toEqual([
      'fields.4.formula.of.0: there is no field gone in this type',
    ])
    const fewer = { ...batch, fields: batch.fields?.slice(0, 1), checks: undefined }
    expect(problems(desk.try('lee', 'type.save', fewer))).toEqual([
      'checks.0.right: there is no field entered in this type',
      'checks.0.explain: there is no field why in this type',
    ])
  })

  it('are kept on creating, editing and finishing, and never taken from outside', () => {
    save()
    const no = begin()
    expect(desk.task(no).fields).toEqual({ expected: 90.1, entered: 90, off: -0.1 })
    desk.do('ana', 'task.edit', { task: no, fields: { entered: null } })
    expect(desk.task(no).fields).toEqual({ expected: 90.1, entered: null })
    expect(problems(desk.try('ana', 'task.edit', { task: no, fields: { off: 0 } }))).toEqual([
      'fields.off: Off by is counted from other fields; leave it out',
    ])
    const { task } = desk.do('ana', 'task.finish', { task: no, fields: { entered: 90.1 } })
    expect(task.fields).toMatchObject({ off: 0 })
    expect(task.differences).toBeUndefined()
  })

  it('refuse to finish with a difference that nobody explained, and keep one that was', () => {
    save()
    const no = begin()
    expect(desk.try('ana', 'task.finish', { task: no })).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_input',
        problems: [
          {
            path: 'fields.why',
            message:
              'Dollars: Expected is $90.10, Entered is $90.00, the difference is −$0.10; explain it in Why',
          },
        ],
      },
    })
    expect(desk.task(no).status).toBe('active')
    const fields = { why: 'A dime was missing' }
    const { task } = desk.do('ana', 'task.finish', { task: no, fields })
    expect(task).toMatchObject({
      status: 'done',
      differences: { dollars: -0.1 },
      fields: { off: -0.1, why: 'A dime was missing' },
    })
  })

  it('ask for no explanation while one of the two is wrong or missing itself', () => {
    const [expected, ...others] = batch.fields ?? []
    save({ fields: [{ ...expected!, required: true }, ...others] })
    const no = begin()
    expect(
      problems(desk.try('ana', 'task.finish', { task: no, fields: { entered: 'many' } as never })),
    ).toEqual(['fields.entered: Entered must be a number'])
    expect(
      problems(desk.try('ana', 'task.finish', { task: no, fields: { expected: null } })),
    ).toEqual(['fields.expected: Expected is needed to finish'])
  })

  it('hold too for what is corrected while it is being checked', () => {
    const [expected, ...others] = batch.fields ?? []
    save({ fields: [{ ...expected!, required: true }, ...others] })
    const no = begin()
    desk.do('ada', 'person.edit', { person: 'lee', skills: { batch: 4 } })
    desk.do('lee', 'review.ask', { task: no })
    desk.do('ana', 'task.finish', { task: no, fields: { why: 'A dime was missing' } })
    expect(desk.task(no).status).toBe('review')
    const edit = (fields: object) => desk.try('lee', 'task.edit', { task: no, fields } as never)
    expect(problems(edit({ why: null }))).toEqual([
      'fields.why: Dollars: Expected is $90.10, Entered is $90.00, the difference is −$0.10; explain it in Why',
    ])
    expect(problems(edit({ expected: null }))).toEqual([
      'fields.expected: Expected is needed to finish',
    ])
    expect(desk.task(no)).toMatchObject({
      differences: { dollars: -0.1 },
      fields: { expected: 90.1 },
    })
    expect(edit({ entered: 89 }).ok).toBe(true)
    expect(desk.task(no)).toMatchObject({ differences: { dollars: -1.1 }, fields: { off: -1.1 } })
    expect(edit({ entered: 90.1 }).ok).toBe(true)
    expect(desk.task(no)).not.toHaveProperty('differences')
  })

  it('are refused in an import, which counts them itself', () => {
    save()
    const row = (line: number, fields: Record<string, number>) => ({
      line,
      type: 'batch',
      title: 'x',
      fields,
    })
    const rows = [row(2, { off: 3 }), row(3, { expected: 2, entered: 3.5 })]
    expect(desk.do('lee', 'task.import', { rows })).toMatchObject({
      created: 1,
      refused: [{ line: 2, column: 'fields.off' }],
    })
    expect(desk.task(1).fields).toEqual({ expected: 2, entered: 3.5, off: 1.5 })
  })

  it('are counted anew when a queued task changes its type', () => {
    save()
    const { no } = desk.do('ana', 'task.create', { type: 'permit', title: 'x' }).task
    desk.do('lee', 'task.edit', { task: no, type: 'batch', fields: { expected: 1, entered: 4 } })
    expect(desk.task(no).fields).toEqual({ expected: 1, entered: 4, off: 3 })
  })
})
