import { beforeEach, describe, expect, it } from 'vitest'
import { permissionsOf } from '../../server/commands/policy.js'
import type { RawInput } from '../../server/contract/commands.js'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import { personDay, timetableFrom } from '../../server/domain/timetable.js'
import { Desk, OFFICE, office } from '../support/floor.js'

/** The desk's clock stands on Monday 23 November 2026; Thursday is Thanksgiving. */
const MON = '2026-11-23'
const TUE = '2026-11-24'
const NEXT = '2026-11-30'
const work = (from: string, to: string, more: Partial<WorkDay> = {}): WorkDay => ({
  from,
  to,
  breaks: [],
  blocks: [],
  location: null,
  ...more,
})
const morning = work('08:00', '12:00')
const week = (...days: (WorkDay | null)[]) => [...days, ...Array<null>(7).fill(null)].slice(0, 7)

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const day = (person: string, on: string) =>
  personDay(
    timetableFrom(desk.board.tables.office.get(OFFICE) ?? office, {
      shift: desk.board.tables.shift,
      pattern: desk.board.tables.pattern,
      leave: desk.board.tables.leave.values(),
    }),
    person,
    on,
  )
const hours = (person: string, on: string) => {
  const { work: own } = day(person, on)
  return own && `${own.from}-${own.to}`
}
const problems = (input: RawInput<'shift.save'>) => {
  const tried = desk.try('lee', 'shift.save', input)
  return tried.ok ? [] : (tried.error.problems ?? []).map(({ path }) => path)
}

describe('a shift', () => {
  it('is drawn, changed and taken back by a lead of the team', () => {
    const { shift } = desk.do('lee', 'shift.save', {
      person: 'ana',
      day: TUE,
      work: morning,
      note: 'Dentist at 13',
    })
    expect(shift).toEqual({
      id: `ana/${TUE}`,
      person: 'ana',
      team: 'permits',
      day: TUE,
      work: morning,
      note: 'Dentist at 13',
      by: 'lee',
    })
    expect(hours('ana', TUE)).toBe('08:00-12:00')
    // Who only moves a day keeps its note.
    const moved = desk.do('lee', 'shift.save', {
      person: 'ana',
      day: TUE,
      work: work('09:00', '13:00'),
    }).shift
    expect(moved.note).toBe('Dentist at 13')
    desk.do('lee', 'shift.save', { person: 'ana', day: TUE, work: null, note: null })
    expect(day('ana', TUE)).toMatchObject({ cause: 'drawn', work: null })
    expect(desk.board.tables.shift.get(`ana/${TUE}`)?.note).toBeNull()
    desk.do('lee', 'shift.clear', { person: 'ana', day: TUE })
    expect(hours('ana', TUE)).toBe('08:00-17:00')
  })

  it.each([
    ['lee', 'ana', 'ok'],
    ['lee', 'lee', 'ok'],
    ['lee', 'rae', 'not_allowed'],
    ['lee', 'sue', 'not_allowed'],
    ['ada', 'rae', 'ok'],
    ['ada', 'sue', 'ok'],
    ['sue', 'ana', 'not_allowed'],
    ['ana', 'ana', 'not_allowed'],
    ['lee', 'nobody', 'not_found'],
  ])('of %s for %s is answered %#: %s', (who, person, code) => {
    const weeks = [week(morning)]
    expect(desk.code(who, 'shift.save', { person, day: TUE, work: morning })).toBe(code)
    expect(desk.code(who, 'shift.clear', { person, day: TUE })).toBe(code)
    expect(desk.code(who, 'pattern.save', { person, from: MON, weeks })).toBe(code)
    expect(desk.code(who, 'pattern.clear', { person })).toBe(code)
  })

  it('is not a lead’s own where another leads their team', () => {
    desk.do('ada', 'person.edit', { person: 'lee', leads: ['records'] })
    expect(desk.code('lee', 'shift.save', { person: 'lee', day: TUE, work: morning })).toBe(
      'not_allowed',
    )
    expect(desk.code('lee', 'shift.save', { person: 'rae', day: TUE, work: morning })).toBe('ok')
  })

  it('is offered to leads and admins alone', () => {
    const offered = (role: 'clerk' | 'lead' | 'supervisor' | 'admin') =>
      permissionsOf(role).filter((name) => /^(shift|pattern)\./.test(name)).length
    expect([offered('clerk'), offered('lead'), offered('supervisor'), offered('admin')]).toEqual([
      0, 5, 0, 5,
    ])
  })

  it('names each field at fault', () => {
    expect(problems({ person: 'ana', day: TUE, work: work('17:00', '08:00') })).toEqual(['work.to'])
    const breaks = [{ from: '11:45', to: '12:15' }]
    expect(problems({ person: 'ana', day: TUE, work: { ...morning, breaks } })).toEqual([
      'work.breaks.0.to',
    ])
    const far = desk.try('lee', 'shift.save', { person: 'ana', day: '2027-12-29', work: morning })
    expect(far).toMatchObject({
      error: {
        code: 'invalid_input',
        problems: [{ path: 'day', message: 'must be within 400 days from today' }],
      },
    })
    expect(problems({ person: 'ana', day: '2027-12-28', work: morning })).toEqual([])
    expect(problems({ person: 'ana', day: '2026-11-08', work: morning })).toEqual(['day'])
    expect(problems({ person: 'ana', day: '2026-11-09', work: morning })).toEqual([])
  })

  it('is not drawn for who has left', () => {
    desk.do('ada', 'person.edit', { person: 'ana', active: false })
    expect(desk.code('lee', 'shift.save', { person: 'ana', day: TUE, work: morning })).toBe(
      'wrong_state',
    )
  })

  it('goes with its person to another team', () => {
    desk.do('lee', 'shift.save', { person: 'ana', day: TUE, work: morning })
    desk.do('lee', 'pattern.save', { person: 'ana', from: MON, weeks: [week(morning)] })
    desk.do('ada', 'person.edit', { person: 'ana', team: 'records' })
    expect(desk.board.tables.shift.get(`ana/${TUE}`)?.team).toBe('records')
    expect(desk.board.tables.pattern.get('ana')?.team).toBe('records')
  })
})

describe('a pattern', () => {
  it('repeats up to four weeks from a Monday on, and changes nothing before it', () => {
    desk.do('lee', 'pattern.save', {
      person: 'ana',
      from: NEXT,
      weeks: [week(morning), week(null, morning)],
    })
    expect(hours('ana', MON)).toBe('08:00-17:00')
    expect(hours('ana', NEXT)).toBe('08:00-12:00')
    expect(hours('ana', '2026-12-07')).toBeNull()
    expect(hours('ana', '2026-12-08')).toBe('08:00-12:00')
    expect(hours('ana', '2026-12-14')).toBe('08:00-12:00')
  })

  it('gives way to the next one only when that begins', () => {
    desk.do('lee', 'pattern.save', { person: 'ana', from: MON, weeks: [week(morning)] })
    desk.do('lee', 'pattern.save', {
      person: 'ana',
      from: '2026-12-07',
      weeks: [week(work('13:00', '17:00'))],
    })
    expect(hours('ana', '2026-11-16')).toBe('08:00-17:00')
    expect(hours('ana', MON)).toBe('08:00-12:00')
    expect(hours('ana', '2026-12-07')).toBe('13:00-17:00')
    // One that begins earlier takes the place of those that would begin after it.
    desk.do('lee', 'pattern.save', {
      person: 'ana',
      from: NEXT,
      weeks: [week(work('10:00', '11:00'))],
    })
    expect([MON, NEXT, '2026-12-07'].map((on) => hours('ana', on))).toEqual([
      '08:00-12:00',
      '10:00-11:00',
      '10:00-11:00',
    ])
    expect(desk.board.tables.pattern.get('ana')?.before).toHaveLength(2)
  })

  it('forgets what held before a time that nobody looks at', () => {
    for (const from of [MON, NEXT])
      desk.do('lee', 'pattern.save', { person: 'ana', from, weeks: [week(morning)] })
    desk.later(60 * 24 * 30)
    desk.do('lee', 'pattern.save', { person: 'ana', from: '2026-12-28', weeks: [week(null)] })
    expect(desk.board.tables.pattern.get('ana')?.before?.map(({ from }) => from)).toEqual([NEXT])
  })

  it('begins on a Monday and has days that can be', () => {
    const save = (from: string, ...days: WorkDay[]) =>
      desk.try('lee', 'pattern.save', { person: 'ana', from, weeks: [week(...days)] })
    expect(save(TUE, morning)).toMatchObject({
      error: { problems: [{ path: 'from', message: 'must be a Monday' }] },
    })
    expect(save(MON, morning, work('12:00', '08:00'))).toMatchObject({
      error: { problems: [{ path: 'weeks.0.1.to' }] },
    })
    expect(save('2029-01-01', morning)).toMatchObject({ error: { problems: [{ path: 'from' }] } })
  })

  it('is forgotten as a whole', () => {
    desk.do('lee', 'pattern.save', { person: 'ana', from: MON, weeks: [week(morning)] })
    desk.do('lee', 'pattern.clear', { person: 'ana' })
    expect(desk.board.tables.pattern.size).toBe(0)
    expect(hours('ana', MON)).toBe('08:00-17:00')
  })
})

describe('copying a week', () => {
  const copy = (input: Partial<RawInput<'shift.copyWeek'>> = {}, who = 'lee') =>
    desk.try(who, 'shift.copyWeek', { team: 'permits', from: MON, to: NEXT, ...input })
  const changed = (input: Partial<RawInput<'shift.copyWeek'>> = {}) => {
    const tried = copy(input)
    if (!tried.ok) throw new Error(tried.error.message)
    return tried.output.changed
  }

  it('copies what was drawn, with its note, for everybody of the team', () => {
    desk.do('lee', 'shift.save', { person: 'ana', day: TUE, work: morning, note: 'Course' })
    desk.do('lee', 'shift.save', { person: 'lee', day: TUE, work: null })
    expect(changed()).toBe(2)
    expect(desk.board.tables.shift.get('ana/2026-12-01')).toMatchObject({
      work: morning,
      note: 'Course',
      by: 'lee',
    })
    expect(day('lee', '2026-12-01')).toMatchObject({ cause: 'drawn', work: null })
    expect(desk.board.tables.shift.size).toBe(4)
    expect(changed()).toBe(0)
  })

  it('copies what the pattern gives where the other week differs', () => {
    desk.do('lee', 'pattern.save', {
      person: 'ana',
      from: MON,
      weeks: [week(morning), week(null, morning)],
    })
    expect(changed()).toBe(2)
    expect(hours('ana', NEXT)).toBe('08:00-12:00')
    expect(hours('ana', '2026-12-01')).toBeNull()
  })

  it('takes back what was drawn there where the pattern says the same', () => {
    desk.do('lee', 'shift.save', { person: 'ana', day: NEXT, work: morning })
    expect(changed()).toBe(1)
    expect(desk.board.tables.shift.size).toBe(0)
  })

  it('leaves holidays of both weeks alone', () => {
    // Thanksgiving is not copied as a day off, nor work onto it from the week before.
    expect(changed()).toBe(0)
    expect(hours('ana', '2026-12-03')).toBe('08:00-17:00')
    desk.do('lee', 'pattern.save', {
      person: 'ana',
      from: '2026-11-16',
      weeks: [week(null, null, null, morning), week()],
    })
    expect(changed({ from: '2026-11-16', to: MON, people: ['ana'] })).toBe(0)
    expect(day('ana', '2026-11-26').cause).toBe('holiday')
  })

  it('plans nobody to work on a holiday, also where the week before was drawn', () => {
    const thanksgiving = '2026-11-26'
    desk.do('lee', 'shift.save', { person: 'ana', day: '2026-11-19', work: morning })
    desk.do('lee', 'shift.save', { person: 'ana', day: '2026-11-20', work: morning })
    expect(changed({ from: '2026-11-16', to: MON, people: ['ana'] })).toBe(1)
    expect(day('ana', thanksgiving)).toMatchObject({ cause: 'holiday', work: null })
    expect(hours('ana', '2026-11-27')).toBe('08:00-12:00')
  })

  it('leaves days with other hours alone, unless somebody drew them', () => {
    const half = [{ day: NEXT, name: 'Audit', hours: { opens: '08:00', closes: '12:00' } }]
    desk.do('ada', 'office.save', { holidays: half })
    expect(changed()).toBe(0)
    expect(hours('ana', NEXT)).toBe('08:00-12:00')
    expect(changed({ from: NEXT, to: '2026-12-07' })).toBe(0)
    desk.do('lee', 'shift.save', { person: 'ana', day: MON, work: work('10:00', '16:00') })
    expect(changed()).toBe(1)
    expect(hours('ana', NEXT)).toBe('10:00-16:00')
  })

  it('copies only those who are named, and nothing when one is not of the team', () => {
    for (const person of ['ana', 'ben'])
      desk.do('lee', 'shift.save', { person, day: TUE, work: morning })
    expect(copy({ people: ['ana', 'rae'] })).toMatchObject({
      error: {
        code: 'invalid_input',
        problems: [{ path: 'people.1', message: 'Rae Quill does not work in this team' }],
      },
    })
    expect(desk.board.tables.shift.size).toBe(2)
    expect(changed({ people: ['ana'] })).toBe(1)
    expect(desk.board.tables.shift.has('ben/2026-12-01')).toBe(false)
  })

  it('is for leads of the team and admins, between two Mondays', () => {
    expect(copy({}, 'ana')).toMatchObject({ error: { code: 'not_allowed' } })
    expect(copy({}, 'sue')).toMatchObject({ error: { code: 'not_allowed' } })
    expect(copy({ team: 'records' })).toMatchObject({ error: { code: 'not_allowed' } })
    expect(copy({ team: 'moon' }, 'ada')).toMatchObject({ error: { code: 'not_found' } })
    expect(copy({ team: 'records' }, 'ada')).toMatchObject({ ok: true })
    expect(copy({ to: TUE })).toMatchObject({ error: { problems: [{ path: 'to' }] } })
    expect(copy({ to: MON })).toMatchObject({
      error: { problems: [{ path: 'to', message: 'must be another week' }] },
    })
    expect(copy({ from: '2026-10-26' })).toMatchObject({ error: { problems: [{ path: 'from' }] } })
  })
})

it('binds a type to a place, keeps it through other changes, and lets it go', () => {
  const type = { id: 'mail', name: 'Mail', standardMinutes: 6, team: 'permits' }
  desk.do('lee', 'type.save', { ...type, location: '  City   Hall ' })
  expect(desk.board.tables.taskType.get('mail')?.location).toBe('City Hall')
  desk.do('lee', 'type.save', type)
  expect(desk.board.tables.taskType.get('mail')?.location).toBe('City Hall')
  desk.do('lee', 'type.save', { ...type, location: null })
  expect(desk.board.tables.taskType.get('mail')?.location).toBeNull()
})
