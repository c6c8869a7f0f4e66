import { describe, expect, it } from 'vitest'
import { offices } from '../../db/offices/all.js'
import { levels, type OfficeTemplate, type TemplatePerson } from '../../db/offices/template.js'
import { commands } from '../../server/contract/commands.js'
import { dueUnits } from '../../server/contract/clock-rows.js'
import { fieldKinds, grades, priorities, roles } from '../../server/contract/rows.js'
import { id } from '../../server/contract/text.js'
import { coverageOf } from '../../server/domain/coverage.js'
import { addDays, personShift, timetableFrom } from '../../server/domain/timetable.js'
import { workDayProblems } from '../../server/domain/work-day.js'
import { countingProblems } from '../../server/domain/field-rules.js'
import { evaluate } from '../../server/domain/fields.js'

const unique = (values: string[]) => new Set(values).size === values.length
const usernames = (office: OfficeTemplate) => office.people.map((person) => person.username)

describe.each([...offices.values()].map((office) => [office.id, office] as const))(
  '%s',
  (key, office) => {
    it('describes itself for the set-up page', () => {
      expect(office.id).toBe(key)
      expect(office.describes).toMatch(/^A [^.]+\.$/)
      expect(office.days).toEqual([1, 2, 3, 4, 5])
      expect(office.opens < office.closes).toBe(true)
      expect(() => new Intl.DateTimeFormat('en', { timeZone: office.timeZone })).not.toThrow()
      expect(office.returnReasons.length).toBeGreaterThan(2)
      expect(office.holidays).toContain('not legal advice')
    })

    it('has ids that are unique and that commands accept', () => {
      const ids = [office.teams, office.types].map((rows) => rows.map((row) => row.id))
      for (const list of ids) {
        expect(unique(list)).toBe(true)
        for (const value of list) expect(id.parse(value)).toBe(value)
      }
      expect(unique(office.types.map((type) => type.name))).toBe(true)
      expect(unique(usernames(office))).toBe(true)
      expect(unique(office.people.map((person) => person.name))).toBe(true)
    })

    it('has task types that could have been saved by an admin', () => {
      const teams = new Set(office.teams.map((team) => team.id))
      for (const type of office.types) {
        commands['type.save'].input.parse(type)
        expect(teams.has(type.team ?? '')).toBe(true)
        expect(type.steps.length).toBeGreaterThan(1)
        expect(unique(type.steps.map((step) => step.id))).toBe(true)
        expect(unique(type.fields.map((field) => field.id))).toBe(true)
        expect(priorities).toContain(type.priority)
        for (const field of type.fields) {
          expect(fieldKinds).toContain(field.kind)
          expect(field.kind === 'choice').toBe(field.choices.length > 1)
        }
        expect(countingProblems(type.fields, type.checks ?? [])).toEqual([])
        if (type.due) expect(dueUnits).toContain(type.due.unit)
      }
    })

    it('has people whose teams, leads and skills exist', () => {
      const teams = new Set(office.teams.map((team) => team.id))
      const types = new Set(office.types.map((type) => type.id))
      for (const person of office.people) {
        const { pattern, ...input } = person
        commands['person.add'].input.parse(input)
        if (pattern)
          commands['pattern.save'].input.parse({ person: 'x', from: '2026-11-23', weeks: pattern })
        expect(roles).toContain(person.role)
        if (person.grade) expect(grades).toContain(person.grade)
        if (person.team) expect(teams.has(person.team)).toBe(true)
        expect(person.role === 'lead').toBe(person.leads.length > 0)
        for (const team of person.leads) expect(teams.has(team)).toBe(true)
        for (const type of Object.keys(person.skills)) expect([...types]).toContain(type)
      }
    })

    it('has the people of a demo, each team staffed, with gaps in their skills', () => {
      expect(usernames(office)).toEqual(
        expect.arrayContaining([
          'lead',
          'supervisor',
          'admin',
          'intake',
          ...Array.from({ length: 8 }, (_, n) => `clerk${n + 1}`),
        ]),
      )
      const lead = office.people.find((person) => person.username === 'lead')
      expect(lead?.leads.toSorted()).toEqual(office.teams.map((team) => team.id).toSorted())
      const clerks = office.people.filter((person) => /^clerk\d$/.test(person.username))
      expect(new Set(clerks.map((clerk) => clerk.grade))).toEqual(new Set(grades))
      for (const type of office.types.filter((row) => row.requiredLevel > 0)) {
        const able = clerks.filter(
          (clerk) => clerk.team === type.team && (clerk.skills[type.id] ?? 0) >= type.requiredLevel,
        )
        expect(able.length, type.id).toBeGreaterThan(0)
      }
      const gaps = office.types.some((type) =>
        clerks.some(
          (clerk) => clerk.team === type.team && (clerk.skills[type.id] ?? 0) < type.requiredLevel,
        ),
      )
      expect(gaps).toBe(true)
    })
  },
)

describe.each([...offices.values()].map((office) => [office.id, office] as const))(
  'the weeks of %s',
  (_id, office) => {
    const weeks = (person: TemplatePerson) => person.pattern ?? []
    const days = office.people.flatMap((person) =>
      weeks(person).flatMap((week) => week.flatMap((day) => day ?? [])),
    )

    it('are days that could have been drawn', () => {
      expect(days.length).toBeGreaterThan(50)
      expect(days.flatMap((day) => workDayProblems(day, 'work'))).toEqual([])
      for (const person of office.people)
        expect(weeks(person).length > 0).toBe(person.team !== null)
    })

    it('leave no team empty in an open hour, in either week', () => {
      const table = timetableFrom(
        { ...office, timeZone: 'UTC', federalHolidays: false, holidays: [] },
        {
          shift: new Map(),
          pattern: new Map(
            office.people.map((person) => [
              person.username,
              {
                id: person.username,
                person: person.username,
                team: person.team,
                from: '2026-11-02',
                weeks: weeks(person),
              },
            ]),
          ),
          leave: [],
        },
      )
      for (const team of office.teams) {
        const people = office.people.filter((person) => person.team === team.id)
        for (let at = 0; at < 14; at++) {
          const day = addDays('2026-11-02', at)
          if (!table.calendar.on(day).open) continue
          const open = (clock: string) => Date.parse(`${day}T${clock}:00Z`)
          const cover = coverageOf({
            day,
            timeZone: 'UTC',
            hours: { from: 8, to: Math.ceil(Number(office.closes.replace(':', '.'))) },
            open: { from: open(office.opens), to: open(office.closes) },
            shifts: people.flatMap(({ username }) => personShift(table, username, day) ?? []),
          })
          expect(
            cover.filter(({ least }) => least === 0),
            `${team.id} on ${day}`,
          ).toEqual([])
        }
      }
    })

    it('have part-time, a training hour, and a Friday off every other week', () => {
      expect(days.some(({ to }) => to === '13:00')).toBe(true)
      expect(days.some(({ blocks }) => blocks[0]?.kind === 'training')).toBe(true)
      expect(office.people.filter((person) => weeks(person).length === 2)).toHaveLength(1)
    })
  },
)

describe('required fields', () => {
  const required = (key: string) =>
    offices
      .get(key)
      ?.types.flatMap((type) =>
        type.fields.filter((field) => field.required).map((field) => `${type.id}/${field.id}`),
      )

  it('are none in denver-311, so that any case can be finished with one key', () => {
    expect(required('denver-311')).toEqual([])
  })

  it('are the counts and dollars of a payment batch in st-louis-clerical', () => {
    expect(required('st-louis-clerical')).toEqual(
      ['expected-count', 'entered-count', 'expected-dollars', 'entered-dollars'].map(
        (field) => `payment-batch/${field}`,
      ),
    )
  })
})

describe('fields that count, in st-louis-clerical', () => {
  const counted = (id: string, values: Record<string, number>) => {
    const type = offices.get('st-louis-clerical')?.types.find((row) => row.id === id)
    return evaluate(type?.fields ?? [], values)
  }

  it('show what a batch differs by', () => {
    const values = { 'expected-count': 41, 'entered-count': 40, 'expected-dollars': 90.1 }
    expect(counted('payment-batch', values)).toEqual({ 'count-difference': -1 })
    expect(counted('payment-batch', { ...values, 'entered-dollars': 100 })).toEqual({
      'count-difference': -1,
      'dollar-difference': 9.9,
    })
  })

  it('multiply the rate of a penalty by its days, and add the tax', () => {
    expect(counted('penalty', { 'rate-a-day': 1.35, 'days-late': 9, 'tax-or-fee': 210 })).toEqual({
      penalty: 12.15,
      'total-due': 222.15,
    })
  })

  it('look postage up by weight', () => {
    expect(counted('mail', { pieces: 12, 'weight-of-each': 1.2 })).toEqual({
      'postage-of-each': 1.07,
      postage: 12.84,
    })
    expect(counted('mail', { pieces: 12, 'weight-of-each': 90 })).toEqual({})
  })
})

it('reads skills in short and refuses what is not a level', () => {
  expect(levels('mail:4  permit:1')).toEqual({ mail: 4, permit: 1 })
  expect(() => levels('mail:5')).toThrow(RangeError)
  expect(() => levels('mail')).toThrow(RangeError)
})
