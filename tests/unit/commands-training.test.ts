import { beforeEach, describe, expect, it } from 'vitest'
import type { RawInput } from '../../server/contract/commands.js'
import { personDay, timetableFrom } from '../../server/domain/timetable.js'
import { Desk, office } from '../support/floor.js'

let desk: Desk
beforeEach(() => void (desk = new Desk()))

const seen = [{ kind: 'text' as const, text: 'Three in a row without help' }]
const TUESDAY = '2026-11-24'
const FRIDAY_BEFORE = '2026-11-20'

const plan: RawInput<'training.plan'> = {
  kind: 'session',
  topic: 'Permit intake',
  type: 'permit',
  trainer: 'lee',
  attendees: [{ person: 'ben' }],
  day: TUESDAY,
  from: '10:00',
  to: '11:00',
}

const blocksOf = (person: string, day = TUESDAY) => {
  const { shift, pattern, leave } = desk.board.tables
  return personDay(timetableFrom(office, { shift, pattern, leave: leave.values() }), person, day)
    .work?.blocks
}

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

it('is evidence of a level for those who took part or gave it, and for nobody else', () => {
  const asked = { ...plan, attendees: [{ person: 'ben' }, { person: 'ana' }] }
  const { session } = desk.do('lee', 'training.plan', asked)
  const evidence = [{ kind: 'session' as const, ref: session.id, text: 'Side by side' }]
  const rest = (person: string) => {
    const level = { person, type: 'permit', level: 2, evidence }
    const [set, edited] = [
      messageOf('ada', 'skill.set', level),
      messageOf('ada', 'person.edit', { person, skills: { permit: 2 }, evidence }),
    ].map((told) => (told === '' ? 'taken' : told.replace(/.*ref: (is a training that )?/, '')))
    expect(edited).toBe(set)
    return set
  }
  const early = 'has not begun yet'
  expect(['ana', 'ben', 'lee'].map(rest)).toEqual(Array(3).fill(expect.stringContaining(early)))
  const missed = { person: 'ana', type: 'permit', seen: 'Was not there', evidence }
  expect(messageOf('lee', 'need.record', missed)).toBe('')

  // From Monday 9:00 to Tuesday 10:00 at the office, when it begins.
  desk.later(25 * 60 - 1)
  expect(rest('ben')).toContain(early)
  desk.later(1)
  expect(rest('ben')).toBe('taken')
  const part = (person: string, attended: boolean) =>
    desk.do('lee', 'training.attend', { session: session.id, person, attended })
  part('ana', false)
  part('ben', true)
  const no = expect.stringContaining('did not take part')
  expect(['ana', 'ben', 'lee', 'rae'].map(rest)).toEqual([no, 'taken', no, no])
  desk.do('lee', 'training.sign', { session: session.id })
  expect(['ana', 'ben', 'lee', 'rae'].map(rest)).toEqual([no, 'taken', 'taken', no])
})

it('is no evidence of a level once it is cancelled', () => {
  const { session } = desk.do('lee', 'training.plan', plan)
  desk.later(25 * 60)
  desk.do('lee', 'training.attend', { session: session.id, person: 'ben', attended: true })
  desk.do('lee', 'training.cancel', { session: session.id, reason: 'Fire drill' })
  const evidence = [{ kind: 'session', ref: session.id, text: 'Side by side' }]
  for (const person of ['ben', 'lee'])
    expect(messageOf('ada', 'skill.set', { person, type: 'permit', level: 2, evidence })).toContain(
      'did not take part',
    )
})

describe('a training that is booked', () => {
  const MON = '2026-11-23'
  const NEXT = '2026-11-30'
  const block = { from: '10:00', to: '11:00', kind: 'training' as const, text: 'Permit intake' }
  const work = { from: '08:00', to: '15:00', breaks: [], blocks: [], location: null }
  const copy = (from: string, to: string) =>
    desk.do('lee', 'shift.copyWeek', { team: 'permits', from, to, people: ['ben'] }).changed
  const draw = (day: string, change: object = {}) =>
    desk.do('lee', 'shift.save', { person: 'ben', day, work: { ...work, ...change } })
  const dayOf = (day: string) => desk.board.tables.shift.get(`ben/${day}`)?.work

  it('is of its week alone: neither copied nor lost where a week is', () => {
    desk.do('lee', 'training.plan', plan)
    expect(copy(MON, NEXT)).toBe(0)
    expect(blocksOf('ben', '2026-12-01')).toEqual([])
    draw('2026-12-01', { from: '07:00' })
    expect(copy(NEXT, MON)).toBe(1)
    expect(dayOf(TUESDAY)).toMatchObject({ from: '07:00', to: '15:00', blocks: [block] })
    // Nothing else is planned then: no room, so the day stays.
    draw('2026-12-01', { breaks: [{ from: '10:30', to: '11:30' }] })
    expect(copy(NEXT, MON)).toBe(0)
    expect(dayOf(TUESDAY)?.from).toBe('07:00')
  })

  it('stays where what was drawn beside it is taken back', () => {
    desk.do('lee', 'training.plan', plan)
    draw(TUESDAY, { blocks: [block] })
    desk.do('lee', 'shift.clear', { person: 'ben', day: TUESDAY })
    expect(dayOf(TUESDAY)).toMatchObject({ to: '17:00', blocks: [block] })
    const weeks = [[null, { ...work, from: '10:30' }, null, null, null, null, null]]
    desk.do('lee', 'pattern.save', { person: 'ben', from: MON, weeks, clear: [TUESDAY] })
    expect(dayOf(TUESDAY)).toMatchObject({ to: '17:00', blocks: [block] })
  })

  it('goes where a lead draws the day without it', () => {
    desk.do('lee', 'training.plan', plan)
    draw(TUESDAY)
    draw('2026-12-01', { from: '07:00' })
    expect(copy(NEXT, MON)).toBe(1)
    expect(dayOf(TUESDAY)?.blocks).toEqual([])
  })
})

describe('a training', () => {
  it('takes its time out of everyone’s day, and gives it back', () => {
    const { session } = desk.do('lee', 'training.plan', plan)
    const block = { from: '10:00', to: '11:00', kind: 'training', text: 'Permit intake' }
    expect(blocksOf('ben')).toEqual([block])
    expect(blocksOf('lee')).toEqual([block])
    desk.do('lee', 'training.change', {
      session: session.id,
      from: '13:00',
      to: '14:00',
      attendees: [{ person: 'ana' }],
    })
    expect(blocksOf('ben')).toEqual([])
    expect(desk.board.tables.shift.has(`ben/${TUESDAY}`)).toBe(false)
    expect(blocksOf('ana')).toEqual([{ ...block, from: '13:00', to: '14:00' }])
    desk.do('lee', 'training.cancel', { session: session.id, reason: 'Nobody at the counter' })
    expect(blocksOf('ana')).toEqual([])
    expect([...desk.board.tables.attendance.values()]).toEqual([])
    expect(desk.code('lee', 'training.change', { session: session.id, place: 'Room 2' })).toBe(
      'wrong_state',
    )
  })

  it('says in words why somebody cannot come, everyone at once', () => {
    desk.do('lee', 'shift.save', {
      person: 'ben',
      day: TUESDAY,
      work: { from: '08:00', to: '12:00', breaks: [{ from: '10:30', to: '10:45' }] },
    })
    desk.do('lee', 'training.plan', {
      ...plan,
      attendees: [{ person: 'ana' }],
      topic: 'Fees',
      type: null,
    })
    const all = { ...plan, attendees: [{ person: 'ben' }, { person: 'ana' }] }
    expect(pathsOf('lee', 'training.plan', all)).toEqual([
      'trainer',
      'attendees.0.person',
      'attendees.1.person',
    ])
    const words = messageOf('lee', 'training.plan', all)
    expect(words).toContain('Ben Ito has a break 10:30–10:45')
    expect(words).toContain('Ana Delgado has a training (Fees) 10:00–11:00')
    expect(messageOf('lee', 'training.plan', { ...plan, from: '13:00', to: '14:00' })).toContain(
      'Ben Ito works 8:00–12:00',
    )
  })

  it('respects leave, whole days and hours', () => {
    const ask = (part: { from: string; to: string } | null) => {
      const { id } = desk.do('ben', 'leave.ask', {
        from: TUESDAY,
        to: TUESDAY,
        kind: 'vacation',
        part,
      }).leave
      desk.do('lee', 'leave.answer', { leave: id, approve: true })
      return id
    }
    const id = ask(null)
    expect(messageOf('lee', 'training.plan', plan)).toContain('Ben Ito is on leave on Tue 24 Nov')
    desk.do('lee', 'leave.cancel', { leave: id, reason: 'Changed' })
    ask({ from: '09:00', to: '10:30' })
    expect(messageOf('lee', 'training.plan', plan)).toContain('Ben Ito is on leave 9:00–10:30')
    expect(desk.code('lee', 'training.plan', { ...plan, from: '11:00', to: '12:00' })).toBe('ok')
  })

  it('is planned by leads for their people, with a trainer who can train', () => {
    for (const who of ['ana', 'sue', 'ada'])
      expect(desk.code(who, 'training.plan', plan), who).toBe('not_allowed')
    expect(desk.code('lee', 'training.plan', { ...plan, attendees: [{ person: 'rae' }] })).toBe(
      'not_allowed',
    )
    expect(pathsOf('lee', 'training.plan', { ...plan, trainer: 'ana' })).toEqual(['trainer'])
    expect(pathsOf('lee', 'training.plan', { ...plan, trainer: 'rae', type: null })).toEqual([
      'trainer',
    ])
    expect(pathsOf('lee', 'training.plan', { ...plan, attendees: [{ person: 'lee' }] })).toEqual([
      'attendees.0.person',
    ])
    expect(pathsOf('lee', 'training.plan', { ...plan, to: '10:00' })).toEqual(['to'])
    expect(pathsOf('lee', 'training.plan', { ...plan, day: '2026-10-01' })).toEqual(['day'])
    const script = { ...plan, links: [{ name: 'x', url: 'javascript:alert(1)' }] }
    expect(() => desk.try('lee', 'training.plan', script)).toThrow('must be an address')
  })

  it('books its needs, and opens them again', () => {
    const { id } = desk.do('lee', 'need.record', {
      person: 'ben',
      type: 'permit',
      seen: 'Stamp',
    }).need
    const need = () => desk.board.tables.trainingNeed.get(id)
    expect(
      pathsOf('lee', 'training.plan', { ...plan, attendees: [{ person: 'ana', need: id }] }),
    ).toEqual(['attendees.0.need'])
    const { session } = desk.do('lee', 'training.plan', {
      ...plan,
      attendees: [{ person: 'ben', need: id }],
    })
    expect(need()).toMatchObject({ state: 'booked', session: session.id })
    const earlier = desk.do('lee', 'training.plan', {
      ...plan,
      day: '2026-11-23',
      from: '14:00',
      to: '15:00',
      attendees: [{ person: 'ben', need: id }],
    }).session
    expect(need()?.session).toBe(earlier.id)
    desk.do('lee', 'training.cancel', { session: earlier.id, reason: 'Too soon' })
    expect(need()?.session).toBe(session.id)
    desk.do('lee', 'training.change', { session: session.id, attendees: [{ person: 'ana' }] })
    expect(need()).toMatchObject({ state: 'open', session: null })
  })

  it('is signed by its trainer when it is known who came, then by who was taught', () => {
    desk.do('ada', 'skill.set', { person: 'ana', type: 'permit', level: 4, evidence: seen })
    const early = desk.do('lee', 'training.plan', plan).session.id
    expect(
      desk.code('lee', 'training.attend', { session: early, person: 'ben', attended: true }),
    ).toBe('wrong_state')
    const { session } = desk.do('lee', 'training.plan', {
      ...plan,
      trainer: 'ana',
      day: FRIDAY_BEFORE,
    })
    const id = session.id
    expect(
      desk.code('ben', 'training.attend', { session: id, person: 'ben', attended: true }),
    ).toBe('not_allowed')
    expect(
      desk.code('rae', 'training.attend', { session: id, person: 'ben', attended: true }),
    ).toBe('not_allowed')
    expect(messageOf('ana', 'training.sign', { session: id })).toContain('Ben Ito')
    expect(
      desk.code('ana', 'training.attend', { session: id, person: 'ben', attended: true }),
    ).toBe('ok')
    expect(desk.code('lee', 'training.sign', { session: id })).toBe('not_allowed')
    expect(desk.code('ben', 'training.acknowledge', { session: id })).toBe('wrong_state')
    expect(pathsOf('ana', 'training.sign', { session: id, levels: { lee: 3 } })).toEqual([
      'levels.lee',
    ])
    const signed = desk.do('ana', 'training.sign', { session: id, levels: { ben: 3 } })
    expect(signed.session).toMatchObject({ state: 'held', signed: { by: 'ana' } })
    expect(signed.attendance).toMatchObject([{ person: 'ben', levelBefore: 2, levelAfter: 3 }])
    // What the trainer saw is a word to the lead, not yet the level.
    expect(desk.board.tables.skill.get('ben/permit')?.level).toBe(2)
    expect(desk.code('rae', 'training.acknowledge', { session: id })).toBe('not_found')
    expect(
      desk.do('ben', 'training.acknowledge', { session: id }).attendance.signedAt,
    ).not.toBeNull()
  })

  it('loses who leaves, and is signed by a lead where its trainer has left', () => {
    desk.do('ada', 'skill.set', { person: 'ana', type: 'permit', level: 4, evidence: seen })
    const { id } = desk.do('lee', 'training.plan', {
      ...plan,
      trainer: 'ana',
      day: FRIDAY_BEFORE,
    }).session
    const next = desk.do('lee', 'training.plan', plan).session.id
    desk.do('ada', 'person.edit', { person: 'ana', active: false })
    desk.do('lee', 'training.attend', { session: id, person: 'ben', attended: false })
    expect(desk.do('lee', 'training.sign', { session: id }).session.signed?.by).toBe('lee')
    desk.do('ada', 'person.edit', { person: 'ben', active: false })
    expect(desk.board.tables.attendance.has(`${next}/ben`)).toBe(false)
    expect(desk.board.tables.attendance.has(`${id}/ben`)).toBe(true)
  })
})
