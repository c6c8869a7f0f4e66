import { describe, expect, it } from 'vitest'
import type { FieldKind, FieldRule, TaskTypeRow } from '../../server/contract/rows.js'
import { parseField, showField } from '../../web/lib/field-values.js'
import { Times } from '../../web/lib/times.js'
import {
  emptyDraft,
  isTouched,
  matchTypes,
  nextDraft,
  readDraft,
  refusalProblems,
} from '../../web/views/new-task.js'

const clock = {
  now: Date.parse('2026-11-23T17:42:00Z'),
  times: new Times('America/Denver'),
  closes: '17:00',
}
const rule = (kind: FieldKind): FieldRule => ({
  id: kind,
  label: kind,
  kind,
  required: false,
  unit: null,
  choices: ['north', 'south'],
})
const permit: TaskTypeRow = {
  id: 'permit',
  name: 'Permit application',
  standardMinutes: 25,
  steps: [],
  fields: [rule('money'), rule('datetime')],
  reviewRate: 0,
  requiredLevel: 0,
  team: null,
  priority: 'normal',
  due: null,
  active: true,
}

describe('a new task', () => {
  it('leaves out what was not filled', () => {
    const ready = readDraft(
      { ...emptyDraft(), type: 'permit', title: 'Crane, 1600 Broadway' },
      permit,
      clock,
    )
    expect(ready).toEqual({ ok: true, input: { type: 'permit', title: 'Crane, 1600 Broadway' } })
  })
  it('reads due times and fields as they are typed', () => {
    const draft = {
      ...emptyDraft(),
      type: 'permit',
      title: 'Crane',
      due: 'fri',
      requester: ' Blake ',
      confidential: true,
      fields: { money: '$1,240', datetime: '5 dec 7:00' },
    }
    expect(readDraft(draft, permit, clock)).toEqual({
      ok: true,
      input: {
        type: 'permit',
        title: 'Crane',
        dueAt: '2026-11-28T00:00:00.000Z',
        requester: 'Blake',
        confidential: true,
        fields: { money: 1240, datetime: '2026-12-05T14:00:00.000Z' },
      },
    })
  })
  it('says at each field what is wrong, all at once', () => {
    const draft = { ...emptyDraft(), due: 'whenever', fields: { money: '24O' } }
    expect(readDraft(draft, permit, clock)).toEqual({
      ok: false,
      problems: {
        title: 'Say in a few words what is to be done',
        due: 'A time, like 13:00, fri or 5 dec 9:00',
        'fields.money': 'Digits only: 240.00',
      },
    })
    expect(readDraft(draft, undefined, clock)).toMatchObject({
      problems: { type: 'Choose what kind of work it is' },
    })
  })
  it('puts a refusal where it belongs', () => {
    expect(
      refusalProblems({
        code: 'invalid_input',
        message: 'No',
        problems: [
          { path: 'dueAt', message: 'late' },
          { path: 'fields.money', message: 'number' },
          { path: 'odd', message: 'what' },
        ],
      }),
    ).toEqual({ due: 'late', 'fields.money': 'number', '': 'what' })
    expect(refusalProblems({ code: 'too_many', message: 'Wait a moment.' })).toEqual({
      '': 'Wait a moment.',
    })
  })
  it('keeps the kind of work for the next one', () => {
    const draft = {
      ...emptyDraft(),
      type: 'permit',
      title: 'Crane',
      channel: 'mail' as const,
      note: 'x',
    }
    expect(isTouched(draft)).toBe(true)
    expect(nextDraft(draft)).toEqual({ ...emptyDraft(), type: 'permit', channel: 'mail' })
    expect(isTouched(nextDraft(draft))).toBe(false)
  })
  it('finds types by the first letters of any word, then loosely', () => {
    const named = (name: string, active = true) => ({ ...permit, id: name, name, active })
    const types = [
      named('Incoming mail'),
      named('Permit application'),
      named('Mail merge'),
      named('Email', false),
      named('Records'),
    ]
    expect(matchTypes(types, 'mail').map(({ name }) => name)).toEqual([
      'Mail merge',
      'Incoming mail',
    ])
    expect(matchTypes(types, 'pa').map(({ name }) => name)).toEqual(['Permit application'])
    expect(matchTypes(types, '')).toHaveLength(4)
    expect(matchTypes(types, 'zz')).toEqual([])
  })
})

describe('a field as text', () => {
  const read = (kind: FieldKind, text: string) => parseField(rule(kind), text, clock)
  it.each([
    ['text', ' Traffic ', 'Traffic'],
    ['number', '12.5', 12.5],
    ['number', '−3', -3],
    ['money', '$ 240.00', 240],
    ['money', '1,250.5', 1250.5],
    ['count', '2', 2],
    ['choice', 'north', 'north'],
    ['check', 'yes', true],
    ['check', '', false],
    ['date', '5 dec', '2026-12-05'],
    ['datetime', '5 Dec 07:00', '2026-12-05T14:00:00.000Z'],
    ['text', '', null],
    ['money', ' ', null],
  ] as const)('reads %s “%s”', (kind, text, value) => {
    expect(read(kind, text)).toEqual({ ok: true, value })
  })
  it.each([
    ['money', '24O.00'],
    ['number', '1,25'],
    ['count', '2.5'],
    ['count', '-1'],
    ['choice', 'east'],
    ['date', 'soon'],
    ['datetime', '32 dec 7:00'],
  ] as const)('refuses %s “%s”', (kind, text) => {
    expect(read(kind, text).ok).toBe(false)
  })
  it('shows what it reads back as the same value', () => {
    for (const [kind, value] of [
      ['money', 240],
      ['date', '2027-02-01'],
      ['datetime', '2026-12-05T14:00:00.000Z'],
      ['check', true],
      ['count', 0],
    ] as const) {
      expect(read(kind, showField(rule(kind), value, clock))).toEqual({ ok: true, value })
    }
    expect(showField(rule('text'), null, clock)).toBe('')
  })
})
