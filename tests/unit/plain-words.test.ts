/** What is wrong with an input is told in plain words, with its path, whatever schema found it. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commands, type CommandName } from '../../server/contract/commands.js'
import { invalid, problemsIn } from '../../server/core/invalid.js'

const told = (schema: z.ZodType, given: unknown) => {
  const parsed = schema.safeParse(given)
  return parsed.success
    ? []
    : problemsIn(parsed.error.issues).map(({ path, message }) => `${path}: ${message}`)
}
const of = (name: CommandName, given: unknown) => told(commands[name].input, given)

describe('what is missing or of another kind', () => {
  it.each([
    ['is missing; it must be text', z.string(), undefined],
    ['must be text', z.string(), null],
    ['must be text', z.string(), 5],
    ['must be a number', z.number(), '5'],
    ['must be a whole number', z.number().int(), 1.5],
    ['must be a number', z.number(), Number.NaN],
    ['must be true or false', z.boolean(), 'yes'],
    ['must be a list', z.array(z.string()), 'a'],
    ['must be an object with named values', z.strictObject({}), []],
    ['must be a, b or c', z.enum(['a', 'b', 'c']), 'd'],
    ['is missing; it must be a or b', z.enum(['a', 'b']), undefined],
    ['must be 7', z.literal(7), 8],
    ['must be text or a number', z.union([z.string(), z.number()]), true],
    ['is missing; it must be text or a number', z.union([z.string(), z.number()]), undefined],
    ['must be 0, 1 or 2', z.union([z.literal(0), z.literal(1), z.literal(2)]), 9],
    ['must be a day like 2026-11-23', z.iso.date(), '2026-02-30'],
    ['is not written as it should be', z.string().regex(/x/), 'y'],
    ['must be a uuid', z.guid(), 'y'],
  ])('%s', (message, schema, given) => {
    expect(told(schema, given)).toEqual([`: ${message}`])
  })
})

describe('what is too much or too little', () => {
  it.each([
    ['must be 0 or more', z.number().min(0), -1],
    ['must be more than 0', z.number().positive(), 0],
    ['must be 23 or less', z.number().max(23), 24],
    ['must be less than 23', z.number().lt(23), 23],
    ['must not be empty', z.string().min(1), ''],
    ['must have at least 2 characters', z.string().min(2), 'a'],
    ['must have at most 3 characters', z.string().max(3), 'abcd'],
    ['must not be empty', z.array(z.null()).min(1), []],
    ['must have at most 1 entry', z.array(z.null()).max(1), [null, null]],
    ['must have exactly 7 entries', z.array(z.null()).length(7), []],
  ])('%s', (message, schema, given) => {
    expect(told(schema, given)).toEqual([`: ${message}`])
  })
})

it('names the path of each, and keeps what a schema says itself', () => {
  expect(
    of('plan.save', { team: 'permits', day: 'today', hours: [{ hour: 24, tasks: -1 }], more: 1 }),
  ).toEqual([
    'day: must be a day like 2026-11-23',
    'hours.0.hour: must be 23 or less',
    'hours.0.tasks: must be 0 or more',
    'hours.0.standardMinutes: is missing; it must be a number',
    'more: is not known here; leave it out',
  ])
  expect(
    of('shift.save', { person: 'ana', day: '2026-11-23', work: { from: '9', to: '17:00' } }),
  ).toEqual(['work.from: must be a time like 08:30'])
})

it('looks into what may be given in several ways for the part that is wrong', () => {
  const set = { type: 'permit', standardMinutes: 10, reason: 'Measured' }
  expect(of('standard.set', { ...set, due: { count: 2, unit: 'weeks', colour: 'red' } })).toEqual([
    'due.unit: must be hours, businessHours, businessDays or calendarDays',
    'due.colour: is not known here; leave it out',
  ])
  expect(of('standard.set', { ...set, due: 'soon' })).toEqual([
    'due: must be an object with named values or type',
  ])
  expect(of('person.edit', { person: 'ana', skills: { permit: 9 } })).toEqual([
    'skills.permit: must be 0, 1, 2, 3 or 4',
  ])
  expect(
    of('office.save', {
      desk: { gradeCriteria: [{ grade: 'II', text: 'x', measure: { kind: 'luck' } }] },
    }),
  ).toEqual(['desk.gradeCriteria.0.measure.kind: must be levels, yield or trained'])
  expect(of('person.edit', { person: 'ana', skills: { 'no good': 3 } })).toEqual([
    'skills.no good: cannot have that name: a name here must be an id: letters, digits and . _ : - only',
  ])
})

it('names one fault of a value, not what follows from it, and each rule of our own', () => {
  const weeks = ['Mon']
  expect(of('pattern.save', { person: 'ana', from: '2026-11-23', weeks })).toEqual([
    'weeks.0: must be a list',
  ])
  expect(of('task.assign', { tasks: [1], to: '' })).toEqual(['to: must not be empty'])
  expect(of('task.claim', { task: 1e20 })).toHaveLength(1)
  const both = z
    .string()
    .refine(() => false, 'must rhyme')
    .refine(() => false, 'must scan')
  expect(told(both, 'x')).toEqual([': must rhyme', ': must scan'])
})

it('says where null can be given to what has to be given', () => {
  expect(of('task.assign', { tasks: [1] })).toEqual(['to: is missing; it must be text or null'])
  expect(of('task.assign', { tasks: [1], to: 5 })).toEqual(['to: must be text or null'])
  expect(of('need.record', { type: 'permit', seen: 'x' })).toContain(
    'person: is missing; it must be text or null',
  )
  expect(of('note.answer', { note: 'n' })).toEqual(['text: is missing; it must be text or null'])
  expect(of('training.attend', { session: 's', person: 'ana' })).toEqual([
    'attended: is missing; it must be true or false or null',
  ])
  expect(of('standard.set', { type: 'permit', reason: 'x' })).toEqual([
    'standardMinutes: is missing; it must be a number or null',
  ])
})

it('calls an empty text so', () => {
  expect(of('note.write', { note: 'n', production: 5 })).toEqual([
    'production: must be text or empty',
  ])
})

/** No answer may sound like the library that found the fault. */
const LIBRARY =
  /invalid|expected|received|too (small|big)|unrecognized|undefined|[<>]=|NaN|\s$| or$/i
const strange = [
  undefined,
  null,
  '',
  'x',
  'x'.repeat(5000),
  -1,
  1.5,
  1e12,
  true,
  [],
  [null],
  [1, 'x'],
  {},
  { a: 1 },
]

it('has plain words for whatever is given to any command', () => {
  for (const [name, { input }] of Object.entries(commands)) {
    const keys = Object.keys(
      z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }).properties ?? {},
    )
    const given = [...strange, ...keys.flatMap((key) => strange.map((value) => ({ [key]: value })))]
    for (const one of given) {
      const parsed = (input as z.ZodType).safeParse(one)
      if (parsed.success) continue
      const { message, problems = [] } = invalid(parsed.error.issues)
      for (const said of [message, ...problems.map((problem) => problem.message)])
        expect(said, `${name} ${JSON.stringify(one)?.slice(0, 80)}`).not.toMatch(LIBRARY)
    }
  }
})
