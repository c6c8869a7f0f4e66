import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeaveRow, ShiftRow } from '../../server/contract/desk-rows.js'
import type { Level, PersonRow, SkillRow } from '../../server/contract/rows.js'
import type { TargetRow, TrainingNeedRow } from '../../server/contract/training-rows.js'
import { timetableFrom } from '../../server/domain/timetable.js'
import { namesText } from '../../web/lib/training-words.js'
import { procedureLine } from '../../web/views/procedure-lines.js'
import {
  newlyThin,
  thinRuns,
  thinWords,
  whyThin,
  type CoverGround,
} from '../../web/views/training-cover.js'
import { matrixOf, missingOf } from '../../web/views/training-matrix.js'
import { office, teams, types } from '../support/floor.js'
import { person as personRow } from './floor-rows.js'

const today = '2026-11-23'
const person = (id: string, more: Partial<PersonRow> = {}) =>
  personRow(id, { team: 'permits', ...more })
const skill = (who: string, type: string, level: Level): SkillRow => ({
  id: `${who}/${type}`,
  person: who,
  team: 'permits',
  type,
  level,
})
const target = (level: number, headcount: number): TargetRow => ({
  id: `permits/permit/${level}`,
  team: 'permits',
  type: 'permit',
  level,
  headcount,
  by: null,
  who: [],
  at: `${today}T16:00:00.000Z`,
  setBy: 'lee',
})
const need = (more: Partial<TrainingNeedRow> = {}): TrainingNeedRow => ({
  id: 'n1',
  person: 'ana',
  team: 'permits',
  type: 'permit',
  topic: null,
  seen: 'Three came back unsigned',
  by: null,
  priority: 'normal',
  evidence: [],
  suggestion: null,
  state: 'open',
  recordedBy: 'lee',
  at: `${today}T16:00:00.000Z`,
  session: null,
  closed: null,
  ...more,
})
const permit = types[0]!
const mail = types[1]!

describe('the matrix', () => {
  const ground = {
    people: [person('ana'), person('ben'), person('cy')],
    types: [permit, mail],
    skills: [skill('ana', 'permit', 4), skill('ben', 'permit', 2), skill('cy', 'permit', 3)],
    targets: [target(3, 3), target(4, 1)],
    needs: [need(), need({ id: 'n2', state: 'met' }), need({ id: 'n3', person: null })],
  }

  it('counts who can do a skill alone against how many should', () => {
    const [first, second] = matrixOf(ground).columns
    expect(first).toMatchObject({ alone: 2, needed: 3, gap: '1 short', short: true })
    expect(second).toMatchObject({ alone: 0, needed: null, gap: 'no target', short: false })
  })

  it('says of a cell its level, and only the open needs of that person', () => {
    const [ana, ben] = matrixOf({ ...ground, pending: new Set(['ben/permit']) }).rows
    expect(ana?.cells[0]).toMatchObject({
      level: 4,
      needs: 1,
      pending: false,
      label: 'Ana, Permit: 4, can train others, 1 need open',
    })
    expect(ana?.cells[1]).toMatchObject({ level: null, label: 'Ana, Mail: not on record' })
    expect(ben?.cells[0]?.pending).toBe(true)
  })

  it('names the level of a gap that the row above does not count', () => {
    const gap = (targets: TargetRow[]) => matrixOf({ ...ground, targets }).columns[0]?.gap
    expect(gap([target(4, 3)])).toBe('2 trainers short')
    expect(gap([target(2, 5)])).toBe('2 short at 2')
    expect(gap([target(3, 2)])).toBe('none')
  })

  it('misses never more than the target, and nobody who is there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 12 }),
        (levels, level, headcount) => {
          const [only] = missingOf(levels, [{ level, headcount }])
          const have = levels.filter((own) => own >= level).length
          expect(only?.missing).toBe(Math.max(0, headcount - have))
        },
      ),
    )
  })
})

describe('cover alone or better', () => {
  const shifts = new Map<string, ShiftRow>()
  const leave: LeaveRow[] = []
  const ground: CoverGround = {
    table: timetableFrom(office, {
      shift: shifts,
      pattern: new Map(),
      leave,
    }),
    timeZone: office.timeZone,
    people: [person('ana'), person('ben'), person('cy')],
    types: [permit, mail],
    levelOf: (who, type) => (type === 'permit' && who !== 'cy' ? 3 : null),
    teamOf: () => teams[0] ?? null,
  }
  const taken = (people: string[], from: string, to: string) => ({
    taken: [{ people, day: today, from, to }],
  })
  const said = (id: string) => id

  it('is not thin with two, and is not asked of what nobody can do', () => {
    expect(thinRuns(ground, [today])).toEqual([])
  })

  it('hangs on one person while the other is taught, and on nobody when both are', () => {
    const one = thinRuns(ground, [today], taken(['ana'], '10:00', '12:00'))
    expect(one).toMatchObject([{ type: 'permit', from: 10, to: 12, kind: 'one', who: ['ben'] }])
    expect(thinWords(one[0]!, said)).toBe('ben only')
    const none = thinRuns(ground, [today], taken(['ana', 'ben'], '10:00', '11:30'))
    expect(none).toMatchObject([
      { from: 10, to: 11, kind: 'nobody', who: [] },
      { from: 11, to: 12, kind: 'partly', who: ['ana', 'ben'] },
    ])
    expect(newlyThin(one, none).map(({ from }) => from)).toEqual([10, 11])
    expect(newlyThin(none, none)).toEqual([])
  })

  it('leaves out what is over today, and days on which the office is closed', () => {
    const days = [today, '2026-11-28']
    const late = thinRuns(ground, days, { fromHour: 11, ...taken(['ana'], '10:00', '12:00') })
    expect(late).toMatchObject([{ day: today, from: 11, to: 12 }])
    expect(late).toHaveLength(1)
  })

  it('says why the others are not there, and looks past holidays', () => {
    leave.push({
      id: 'l1',
      person: 'ana',
      team: 'permits',
      from: '2026-11-24',
      to: '2026-11-25',
      part: null,
      kind: 'vacation',
      reason: null,
      state: 'approved',
      askedAt: `${today}T16:00:00.000Z`,
      askedBy: 'ana',
      word: null,
      answer: null,
    })
    shifts.set('ben/2026-11-24', {
      id: 'ben/2026-11-24',
      person: 'ben',
      day: '2026-11-24',
      work: {
        from: '08:00',
        to: '17:00',
        breaks: [],
        blocks: [{ from: '15:00', to: '17:00', kind: 'training', text: 'Fee schedule' }],
        location: null,
      },
      note: null,
    } as unknown as ShiftRow)
    const away: CoverGround = {
      ...ground,
      table: timetableFrom(office, { shift: shifts, pattern: new Map(), leave }),
    }
    const runs = thinRuns(away, ['2026-11-24'])
    expect(runs).toMatchObject([
      { from: 8, to: 15, kind: 'one', who: ['ben'] },
      { from: 15, to: 17, kind: 'nobody' },
    ])
    expect(whyThin(away, runs[0]!, said)).toBe('ana on leave, back Friday 27 Nov')
    expect(whyThin(away, runs[1]!, said)).toBe(
      'ana on leave, back Friday 27 Nov; ben in Fee schedule until 17:00',
    )
  })
})

describe('a procedure', () => {
  const procedure = {
    id: 'fees',
    name: 'Fee schedule',
    team: 'permits',
    types: [],
    text: 'Text',
    link: null,
    mustRead: true,
    version: 2,
    versions: [],
    active: true,
  }
  const reading = (who: string, version: number) => ({
    id: `fees/${who}`,
    procedure: 'fees',
    person: who,
    team: 'permits',
    version,
    at: '',
  })
  const ground = {
    people: [person('ana'), person('ben'), person('sue', { role: 'supervisor', team: null })],
    readings: [reading('ana', 1), reading('ben', 2)],
    types: new Map(),
    level: () => null,
    me: 'ana',
    told: () => true,
    changes: true,
  }
  it('counts who has read the present version, of those it is for', () => {
    expect(procedureLine(procedure, ground)).toMatchObject({
      count: 'Read by 1 of 2',
      unread: ['Ana'],
      mine: true,
      myVersion: 1,
    })
    expect(procedureLine(procedure, { ...ground, me: 'ben' }).mine).toBe(false)
    expect(procedureLine(procedure, { ...ground, me: 'sue' }).mine).toBe(false)
  })
  it('tells nobody of others of whom they are told nothing', () => {
    const clerk = { ...ground, told: ({ id }: PersonRow) => id === 'ana' }
    expect(procedureLine(procedure, clerk)).toMatchObject({ read: [], unread: ['Ana'] })
    expect(procedureLine({ ...procedure, mustRead: false }, ground).count).toBeNull()
  })
})

it('names people as a sentence does', () => {
  expect(namesText([])).toBe('nobody')
  expect(namesText(['A', 'B'])).toBe('A and B')
  expect(namesText(['A', 'B', 'C'])).toBe('A, B and C')
  expect(namesText(['A', 'B', 'C', 'D'])).toBe('A, B and 2 others')
})
