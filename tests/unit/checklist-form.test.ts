import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '../../server/contract/commands.js'
import { mayShape, offeredTypes } from '../../web/views/checker-form.js'
import {
  checklistInput,
  itemProblems,
  itemsOf,
  labelsOf,
  newItem,
  sameItems,
  type ItemDraft,
} from '../../web/views/checklist-form.js'
import { rateInput, ratesOfType, readShare, whoseOptions } from '../../web/views/rate-form.js'
import { checklistWords, noticeWords } from '../../web/views/quality-words.js'
import { tellProblems } from '../../web/views/refusals.js'

const draft = (more: Partial<ItemDraft>): ItemDraft => ({ ...newItem(), text: 'Signed', ...more })

describe('a checklist that is written', () => {
  it('comes out as it went in', () => {
    const item = fc.record({
      id: fc.stringMatching(/^[a-z]{1,8}$/),
      text: fc.stringMatching(/^[A-Z][a-z]{0,12}( [a-z]{1,8}){0,2}$/),
      weight: fc.integer({ min: 0, max: 200 }).map((half) => half / 2),
      critical: fc.boolean(),
      step: fc.option(fc.constantFrom('received', 'filed'), { nil: null }),
    })
    const lists = fc.uniqueArray(item, { maxLength: 8, selector: ({ id }) => id })
    fc.assert(
      fc.property(lists, (items) => {
        const drafts = itemsOf({ items })
        expect(itemProblems(drafts)).toEqual([])
        const input = checklistInput('permit', drafts)
        expect(input.items).toEqual(items)
        expect(commands['checklist.save'].input.parse(input)).toEqual(input)
        expect(sameItems(drafts, itemsOf({ items }))).toBe(true)
      }),
    )
  })
  it('gives a new question no id, and no step when it is about the whole', () => {
    const { items } = checklistInput('permit', [draft({ text: '  Signed ', weight: '2,5' })])
    expect(items).toEqual([{ text: 'Signed', weight: 2.5, critical: false, step: null }])
  })
  it.each(['', ' ', 'much', '-1', '101', 'Infinity', 'NaN'])(
    'refuses the weight “%s”',
    (weight) => {
      const drafts = [draft({}), draft({ weight })]
      expect(tellProblems(itemProblems(drafts), labelsOf(drafts))).toEqual({
        fields: { 'items.1.weight': 'Weight must be a number from 0 to 100.' },
        rest: null,
      })
    },
  )
  it('says which question has no words', () => {
    const drafts = [draft({ text: ' ' })]
    expect(tellProblems(itemProblems(drafts), labelsOf(drafts)).fields).toEqual({
      'items.0.text': 'The question needs words; write it or remove it.',
    })
  })
  it('is told from another order, and is the same under other keys', () => {
    const [one, other] = [draft({ text: 'Signed' }), draft({ text: 'Dated' })]
    expect(sameItems([one, other], [other, one])).toBe(false)
    expect(sameItems([one], [{ ...one, key: 99 }])).toBe(true)
  })
  it('is summed up in words', () => {
    const item = { id: 'signed', text: 'Signed', weight: 1, critical: true, step: null }
    expect(checklistWords(undefined)).toBe('No checklist')
    expect(checklistWords({ items: [] })).toBe('No checklist')
    expect(checklistWords({ items: [item] })).toBe('Checklist: 1 question, 1 critical')
    expect(
      checklistWords({
        items: [
          { ...item, critical: false },
          { ...item, critical: false },
        ],
      }),
    ).toBe('Checklist: 2 questions')
  })
})

describe('what somebody may check', () => {
  const lead = { role: 'lead' as const, leads: ['permits'] }
  const type = (id: string, team: string | null, active = true) => ({ id, name: id, team, active })
  const types = [
    type('permit', 'permits'),
    type('old', 'permits', false),
    type('copy', 'records'),
    type('call', null),
  ]
  const teams = [
    { id: 'records', name: 'Records' },
    { id: 'permits', name: 'Permits' },
  ]
  const offered = (setter: Parameters<typeof offeredTypes>[0], checks?: string[]) =>
    offeredTypes(setter, { team: 'permits', ...(checks ? { checks } : {}) }, types, teams).map(
      (group) => [group.name, ...group.types.map(({ id }) => id)],
    )

  it('is chosen from the types of the lead’s teams, and of no team', () => {
    expect(offered(lead)).toEqual([
      ['Permits', 'permit'],
      ['Any team', 'call'],
    ])
  })
  it('keeps what was given by others or is out of use, so that it is not lost by saving', () => {
    expect(offered(lead, ['copy', 'old'])).toEqual([
      ['Permits', 'old', 'permit'],
      ['Records', 'copy'],
      ['Any team', 'call'],
    ])
  })
  it('is all of it for an admin, and nothing for the others', () => {
    expect(offered({ role: 'admin', leads: [] }).flat()).toEqual(
      expect.arrayContaining(['permit', 'copy', 'call']),
    )
    for (const role of ['clerk', 'supervisor'] as const)
      expect(mayShape({ role, leads: ['permits'] }, null)).toBe(false)
  })
})

describe('how much is checked', () => {
  it('can be set of all, of a grade and of a person, but not of oneself', () => {
    const person = (id: string, team = 'permits', active = true) => ({ id, name: id, team, active })
    const people = [
      person('lee'),
      person('ben'),
      person('ana'),
      person('rae', 'records'),
      person('out', 'permits', false),
    ]
    const options = whoseOptions(people, { team: 'permits', viewer: 'lee' })
    expect(options.map(({ value }) => value)).toEqual(['*', 'II', 'III', 'ana', 'ben'])
    const inputs = options.map(({ value }) =>
      rateInput('mail', value, { share: 0.3, reason: 'New form' }),
    )
    for (const input of inputs) expect(commands['rate.set'].input.parse(input)).toEqual(input)
    expect(inputs.map(({ grade, person }) => [grade, person])).toEqual([
      [undefined, undefined],
      ['II', undefined],
      ['III', undefined],
      [undefined, 'ana'],
      [undefined, 'ben'],
    ])
    expect(rateInput('mail', 'II', { share: null, reason: '' })).toEqual({
      type: 'mail',
      grade: 'II',
      share: null,
    })
  })
  it('is read in per cent, and nothing else', () => {
    expect(['30', '12.5 %', '0', '100', '', '101', '-1', 'all'].map(readShare)).toEqual([
      0.3,
      0.125,
      0,
      1,
      null,
      null,
      null,
      null,
    ])
  })
  it('lists what is set of a type: all, grades, people', () => {
    const rate = (type: string, grade: 'II' | 'III' | null, who: string | null) => ({
      id: `${type}/${grade}/${who}`,
      type,
      team: null,
      grade,
      person: who,
      share: 0.3,
      at: '',
      by: 'lee',
      reason: null,
    })
    const rates = [
      rate('mail', null, 'ben'),
      rate('mail', 'III', null),
      rate('copy', 'II', null),
      rate('mail', null, null),
    ]
    const listed = ratesOfType('mail', rates, (id) => id)
    expect(listed.map(({ id }) => id)).toEqual(['mail/null/null', 'mail/III/null', 'mail/null/ben'])
  })
  it('says what a sample notices, also of one task', () => {
    const said = (
      finished: number,
      checked: number,
      sampled: number,
      bad = 1,
      mixed: { low: number; high: number } | null = null,
    ) =>
      noticeWords({
        finished,
        checked,
        sampled: { finished: sampled, checked },
        mixed,
        unnoticed: { bad, chance: 0.5 },
        noticed: 3,
      })
    expect(said(1, 0, 1)).toBe(
      '0 of 1 finished task were checked. If it were at fault, the checks would miss it 5 times in 10.',
    )
    expect(said(5, 1, 4)).toBe(
      '1 of 5 finished tasks was checked. Of 1 task all of such work is checked; of the other 4 by the draw 1. If 1 of those were at fault, the checks would miss it 5 times in 10. Noticed 8 times in 10: 3 or more at fault.',
    )
    expect(said(40, 10, 40, 2)).toContain('If 2 of them were at fault, the checks would miss all')
    expect(said(2, 1, 1)).toContain('If that one were at fault')
    expect(said(40, 10, 40, 2, { low: 0.02, high: 0.5 })).toBe(
      '10 of 40 finished tasks were checked. Different shares are drawn, 2 to 50 %. If 2 at fault were all where the least is checked, the checks would miss all of them 5 times in 10. Noticed even there 8 times in 10: 3 or more.',
    )
  })
})
