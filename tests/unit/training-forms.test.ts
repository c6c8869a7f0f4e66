import { describe, expect, it } from 'vitest'
import type { Level } from '../../server/contract/rows.js'
import type { TrainingNeedRow, TrainingSessionRow } from '../../server/contract/training-rows.js'
import { aboutOf, attendanceText, byDay } from '../../web/lib/training-words.js'
import { levelInput, levelProblems } from '../../web/views/level-form.js'
import { madeReview } from '../support/made-reviews.js'
import {
  emptyNeed,
  needOfReturn,
  needOfTask,
  needProblems,
  recordInput,
} from '../../web/views/need-form.js'
import { needLine, sortNeeds } from '../../web/views/need-lines.js'
import { emptySession, planInput, sessionProblems } from '../../web/views/session-form.js'
import { stageOf } from '../../web/views/session-lines.js'
import { sheetInput, sheetProblems } from '../../web/views/sheet-form.js'

const today = '2026-11-23'
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
const session: TrainingSessionRow = {
  id: 's1',
  team: 'permits',
  kind: 'session',
  topic: 'Permit',
  type: 'permit',
  trainer: 'lee',
  day: '2026-11-24',
  from: '10:00',
  to: '11:00',
  place: null,
  links: [],
  state: 'planned',
  at: `${today}T16:00:00.000Z`,
  by: 'lee',
  signed: null,
}

describe('needs', () => {
  const ground = {
    today,
    nameOf: (id: string) => id,
    typeName: () => 'Permit',
    session: null,
    trainer: null,
    everyone: 'All, 3 people',
    readingCount: () => null,
    leads: true,
  }
  it('say by when, and how late', () => {
    expect(byDay(null, today)).toBeNull()
    expect(byDay(today, today)).toEqual({ text: 'today', late: false })
    expect(byDay('2026-11-18', today)).toEqual({ text: '18 Nov, 5 days late', late: true })
    expect(byDay('2026-11-22', today)?.text).toBe('22 Nov, 1 day late')
  })

  it('say what is arranged', () => {
    expect(needLine(need(), ground).plan).toBe('No session yet')
    expect(needLine(need(), { ...ground, trainer: 'lee' }).plan).toBe(
      'Works with lee, no session yet',
    )
    expect(needLine(need({ state: 'booked' }), { ...ground, session }).plan).toBe(
      'Trainer lee, tomorrow, 10:00–11:00',
    )
    const cancelled = { ...session, state: 'cancelled' as const }
    expect(needLine(need(), { ...ground, session: cancelled }).plan).toBe('No session yet')
    const read = need({
      person: null,
      evidence: [{ kind: 'procedure', ref: 'fees', text: 'Fee schedule' }],
    })
    const line = needLine(read, { ...ground, readingCount: () => 'Read by 7 of 11' })
    expect(line).toMatchObject({ who: 'All, 3 people', plan: 'Read by 7 of 11' })
  })

  it('are sorted with those without a day last', () => {
    const lines = [
      need({ id: 'none' }),
      need({ id: 'late', by: '2026-11-18', priority: 'low' }),
      need({ id: 'high', by: '2026-12-01', priority: 'high', person: 'aaron' }),
    ].map((one) => needLine(one, ground))
    const ids = (order: 'date' | 'person' | 'priority') =>
      sortNeeds(lines, order).map((one) => one.need.id)
    expect(ids('date')).toEqual(['late', 'high', 'none'])
    expect(ids('person')).toEqual(['high', 'late', 'none'])
    expect(ids('priority')).toEqual(['high', 'none', 'late'])
  })

  it('take over from a task what it came back for', () => {
    const task = { no: 7, type: 'permit', title: 'Fence', holder: 'ana', finishedBy: null }
    const plain = needOfTask(task, (id) => id)
    expect(plain).toEqual({
      person: 'ana',
      type: 'permit',
      evidence: [{ kind: 'task', ref: '7', text: 'Fence' }],
    })
    const returned = {
      at: '',
      by: 'lee',
      reasons: [{ reason: 'signature', step: null, text: 'page 2' }],
      note: null,
    }
    const about = needOfTask({ ...task, review: 'r1', returned }, () => 'Missing signature')
    expect(about).toMatchObject({
      topic: 'Missing signature',
      seen: '#7 came back: Missing signature (page 2).',
    })
    expect(about.evidence?.[0]).toMatchObject({ kind: 'review', ref: 'r1' })
    // The work came back from Ana, whoever has it now; of another person the check says nothing.
    const moved = needOfTask({ ...task, holder: 'ben', review: 'r1', returned }, String, 'ana')
    expect(moved.person).toBe('ana')
    const review = madeReview({ id: '7.1', task: 7, person: 'ana', type: 'permit', ...returned })
    expect(needOfReturn(review, () => 'Missing signature')).toEqual({
      ...about,
      evidence: [
        { ...about.evidence?.[0], ref: '7.1' },
        { kind: 'task', ref: '7', text: '#7' },
      ],
    })
    const draft = emptyNeed(about, 'permits')
    expect(recordInput(draft).evidence?.[0]).toMatchObject({ kind: 'review', ref: 'r1' })
    expect(recordInput({ ...draft, who: 'ben' }).evidence?.[0]).toMatchObject({
      kind: 'text',
      ref: null,
    })
    const bare = { ...returned, reasons: [], note: 'Do it again' }
    expect(needOfTask({ ...task, review: 'r1', returned: bare }, (id) => id)).toMatchObject({
      topic: null,
      seen: '#7 came back: Do it again.',
    })
  })

  it('are recorded of a person or of everyone, and name what is missing', () => {
    const draft = { ...emptyNeed({ person: 'ana', type: 'permit' }, 'permits'), seen: ' Unsigned ' }
    expect(needProblems(draft)).toEqual([])
    expect(recordInput(draft)).toMatchObject({ person: 'ana', type: 'permit', seen: 'Unsigned' })
    const all = emptyNeed({ person: null, topic: 'Fees' }, 'permits')
    expect(recordInput({ ...all, seen: 'New' })).toMatchObject({ person: null, team: 'permits' })
    expect(needProblems(emptyNeed({}, null)).map(({ path }) => path)).toEqual([
      'who',
      'topic',
      'seen',
    ])
    expect(aboutOf({ type: 'permit', topic: 'Signatures' }, () => 'Permit')).toBe(
      'Permit: Signatures',
    )
  })
})

describe('trainings', () => {
  it('are coming, under way, to be signed, held or cancelled', () => {
    const stage = (now: string, more: Partial<TrainingSessionRow> = {}, day = '2026-11-24') =>
      stageOf({ ...session, ...more }, { today: day, now })
    expect(stage('09:59')).toBe('coming')
    expect(stage('10:00')).toBe('now')
    expect(stage('11:00')).toBe('toSign')
    expect(stage('08:00', {}, '2026-11-25')).toBe('toSign')
    expect(stage('12:00', { signed: { by: 'lee', at: '' }, state: 'held' })).toBe('held')
    expect(stage('09:00', { state: 'cancelled' })).toBe('cancelled')
  })

  it('ask for a trainer, somebody else to teach, and an end after the beginning', () => {
    const draft = emptySession('2026-11-24', { from: '10:00', to: '09:00' })
    expect(sessionProblems(draft, null).map(({ path }) => path)).toEqual([
      'topic',
      'trainer',
      'attendees',
      'to',
    ])
    const own = { ...draft, to: '11:00', trainer: 'lee', attendees: new Map([['lee', null]]) }
    expect(sessionProblems(own, 'Permit').map(({ path }) => path)).toEqual(['attendees'])
    const bad = {
      ...own,
      attendees: new Map([['ana', 'n1']]),
      links: [
        { key: 1, name: 'Fees', url: 'ftp://x' },
        { key: 2, name: '', url: '' },
      ],
    }
    expect(sessionProblems(bad, 'Permit').map(({ path }) => path)).toEqual(['links.0.url'])
    const good = { ...bad, links: [{ key: 1, name: '', url: 'https://example.gov/fees' }] }
    expect(planInput({ ...good, type: 'permit' }, 'Permit')).toMatchObject({
      topic: 'Permit',
      type: 'permit',
      attendees: [{ person: 'ana', need: 'n1' }],
      links: [{ name: 'https://example.gov/fees', url: 'https://example.gov/fees' }],
      place: null,
    })
  })

  it('tell what became of one who was asked', () => {
    const of = (attended: boolean | null, signedAt: string | null, levelAfter: number | null) =>
      attendanceText({ attended, signedAt, levelAfter })
    expect(of(null, null, null)).toBe('not said yet')
    expect(of(false, null, null)).toBe('did not come')
    expect(of(true, null, 2)).toBe('came, seen at level 2, not signed by them yet')
    expect(of(true, today, null)).toBe('came, signed')
  })
})

describe('a level', () => {
  const draft = { level: 1 as Level, text: '', taken: new Set<string>(), trainer: '' }
  it('rests on something when it changes, and names a trainer only at level 1', () => {
    expect(levelProblems(draft, 0).map(({ path }) => path)).toEqual(['evidence'])
    expect(levelProblems(draft, 1)).toEqual([])
    const offered = [{ kind: 'session' as const, ref: 's1', text: 'Training' }]
    const taken = { ...draft, taken: new Set(['session/s1']), text: ' Five in a row ' }
    expect(levelInput('ana', 'permit', taken, offered)).toEqual({
      person: 'ana',
      type: 'permit',
      level: 1,
      trainer: null,
      evidence: [...offered, { kind: 'text', ref: null, text: 'Five in a row' }],
    })
    expect(
      levelInput('ana', 'permit', { ...taken, level: 3, trainer: 'lee' }, []),
    ).not.toHaveProperty('trainer')
  })
})

describe('a job breakdown', () => {
  it('takes a line for a key point and leaves out empty steps', () => {
    const drafts = [
      { key: 1, step: '', keyPoints: ' ', reasons: '' },
      { key: 2, step: 'Check it', keyPoints: 'Ink\n\n Date ', reasons: '' },
      { key: 3, step: '', keyPoints: 'Orphan', reasons: '' },
    ]
    const { input, from } = sheetInput('permit', drafts)
    expect(input.steps[0]).toEqual({ step: 'Check it', keyPoints: ['Ink', 'Date'], reasons: [] })
    expect(from).toEqual([1, 2])
    expect([...sheetProblems(drafts).keys()]).toEqual([2])
  })
})
