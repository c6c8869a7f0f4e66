import { beforeEach, describe, expect, it } from 'vitest'
import { ReviewDesk } from '../support/review-desk.js'

let desk: ReviewDesk
beforeEach(() => {
  desk = new ReviewDesk()
})

describe('finishing', () => {
  it('opens a check of drawn work, which counts as produced and teaches at once', () => {
    const { no, status } = desk.finished()
    expect(status).toBe('review')
    expect(desk.task(no)).toMatchObject({ holder: null, finishedBy: 'ana', round: 1 })
    expect(desk.reviews()).toMatchObject([
      {
        task: no,
        round: 1,
        person: 'ana',
        grade: 'II',
        level: 3,
        cause: 'drawn',
        share: 1,
        result: null,
      },
    ])
    expect(desk.tally()).toBe(2)
    expect(desk.board.tables.usual.get('ana/mail')).toMatchObject({ person: 'ana' })
  })

  it('is done as before where it is not drawn, or nobody here could check it', () => {
    desk.rate(0.4)
    expect(desk.finished().status).toBe('done')
    desk.rate(1)
    const { no, status } = desk.finished('lee')
    expect(status).toBe('done')
    // It is not passed in silence.
    expect(desk.entries.at(-1)?.puts).toContainEqual(
      expect.objectContaining({ row: expect.objectContaining({ no, unchecked: 'drawn' }) }),
    )
    desk.skill('ana', 4)
    expect(desk.finished('lee').status).toBe('review')
  })

  it('checks all of a level 2 for the skill, and nothing where the type is not checked', () => {
    desk.rate(0.1)
    desk.skill('ana', 2)
    desk.finished()
    expect(desk.reviews()).toMatchObject([{ cause: 'skill', share: 1, level: 2 }])
    desk.rate(0)
    expect(desk.finished().status).toBe('done')
  })

  it('draws anew when work that was not drawn is reopened, so that nobody knows it goes unchecked', () => {
    const labels: string[] = []
    desk.draws = (label) => (labels.push(label), 0.5)
    desk.rate(0.4)
    const { no } = desk.finished()
    for (let times = 0; times < 2; times++) {
      desk.do('lee', 'task.reopen', { task: no, reason: 'Once more' })
      desk.again(no)
    }
    expect(labels).toEqual([1, 2, 3].map((round) => `springfield review ${no}/${round}`))
  })

  it('draws the same again when drawn work is cancelled and reopened: nobody re-rolls it', () => {
    const labels: string[] = []
    desk.draws = (label) => (labels.push(label), 0.5)
    const { no } = desk.finished()
    desk.do('lee', 'task.cancel', { task: no, reason: 'Double' })
    desk.do('lee', 'task.reopen', { task: no, reason: 'Not double' })
    expect(desk.again(no)).toMatchObject({ status: 'review' })
    expect(new Set(labels)).toEqual(
      new Set([`springfield review ${no}/1`, `springfield blind ${no}/1`]),
    )
  })

  it('begins a new round when work that passed is reopened', () => {
    const { no } = desk.finished()
    desk.do('lee', 'review.decide', { task: no, result: 'pass' })
    desk.do('lee', 'task.reopen', { task: no, reason: 'The fee was wrong' })
    expect(desk.task(no).review).toBeUndefined()
    desk.again(no)
    expect(desk.reviews().map(({ round, cause }) => [round, cause])).toEqual([
      [1, 'drawn'],
      [2, 'drawn'],
    ])
  })
})

describe('a return', () => {
  it('goes back to who did it, first and kept there, and takes its production back', () => {
    const { no } = desk.finished()
    const before = desk.tally()
    const review = desk.back(no)
    expect(desk.task(no)).toMatchObject({
      status: 'assigned',
      holder: 'ana',
      pinned: true,
      finishedAt: null,
      finishedBy: null,
      returned: {
        by: 'lee',
        reasons: [{ reason: 'signature', step: null, text: null }],
        note: null,
      },
    })
    expect(desk.tally()).toBe(before - 2)
    expect(desk.board.tables.usual.get('ana/mail')).toBeUndefined()
    const urgent = desk.do('lee', 'task.create', { type: 'mail', title: 'Now', priority: 'urgent' })
      .task.no
    desk.do('lee', 'task.assign', { tasks: [urgent], to: 'ana' })
    expect(desk.do('ana', 'task.claimNext', {}).task?.no).toBe(no)
    desk.rate(0)
    expect(desk.do('ana', 'task.finish', { task: no }).task.status).toBe('review')
    expect(desk.reviews().at(-1)).toMatchObject({ round: 2, cause: 'returned' })
    expect(desk.task(no).returned).toBeUndefined()
    desk.do('lee', 'review.decide', { task: no, result: 'note', note: 'Now it is right.' })
    expect(desk.reviews().find(({ id }) => id === review.id)?.result).toBe('return')
    expect(() => desk.task(no)).toThrow()
    expect(desk.tally()).toBe(2)
  })

  it('goes to the queue when who did it has left or lost the skill, and is checked all the same', () => {
    const { no } = desk.finished()
    desk.do('ada', 'person.edit', { person: 'ana', active: false })
    desk.back(no)
    expect(desk.task(no)).toMatchObject({ status: 'queued', holder: null, returned: { by: 'lee' } })
    desk.skill('ben', 3)
    expect(desk.again(no, 'ben').status).toBe('review')
    expect(desk.reviews().at(-1)).toMatchObject({ person: 'ben', cause: 'returned', round: 2 })
  })

  it('is not shown to anybody whom it does not concern', () => {
    const { no } = desk.finished()
    desk.back(no)
    const seen = desk.do('ben', 'task.note', { task: no, text: 'Hello' }).task
    expect(seen).not.toHaveProperty('returned')
    expect(seen).not.toHaveProperty('round')
    expect(desk.do('ana', 'task.note', { task: no, text: 'Hello' }).task).toHaveProperty('returned')
  })
})

describe('who checks', () => {
  it('is a lead, a named checker or a level 4 of the team, never who did it', () => {
    const { no } = desk.finished()
    const code = (who: string) => desk.code(who, 'review.take', { task: no })
    expect(['ana', 'ben', 'rae', 'sue', 'ada'].map(code)).toEqual(Array(5).fill('not_allowed'))
    desk.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
    expect(code('ben')).toBe('ok')
    expect(code('lee')).toBe('wrong_state')
    desk.do('ben', 'review.leave', { task: no })
    expect(code('lee')).toBe('ok')
    expect(desk.code('ben', 'review.decide', { task: no, result: 'pass' })).toBe('wrong_state')
    expect(desk.code('ana', 'review.decide', { task: no, result: 'pass' })).toBe('not_allowed')
  })

  it('leaves confidential work to leads, and an opened check not to who has left', () => {
    desk.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
    const secret = desk.finished('ana', { confidential: true }).no
    expect(desk.code('ben', 'review.take', { task: secret })).toBe('not_allowed')
    const { no } = desk.finished()
    desk.do('ben', 'review.take', { task: no })
    desk.do('ada', 'person.edit', { person: 'ben', active: false })
    expect(desk.code('lee', 'review.take', { task: no })).toBe('ok')
  })

  it('may be asked for: before work is finished, and on its day', () => {
    desk.rate(0)
    const { no } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
    expect(desk.code('ana', 'review.ask', { task: no })).toBe('not_allowed')
    desk.do('lee', 'review.ask', { task: no, reason: 'New form' })
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.do('ana', 'task.note', { task: no, text: 'x' }).task).not.toHaveProperty(
      'checkAsked',
    )
    expect(desk.again(no).status).toBe('review')
    expect(desk.reviews()).toMatchObject([{ cause: 'asked', round: 1 }])
  })

  it('is taken back by who asked, until somebody begins to check it, and not of their own work', () => {
    desk.rate(0)
    desk.do('ada', 'person.edit', { person: 'ben', role: 'lead', leads: ['permits'] })
    const { no } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
    const back = (who: string, task = no) => desk.code(who, 'review.ask', { task, asked: false })
    expect(back('lee')).toBe('wrong_state')
    desk.do('lee', 'review.ask', { task: no })
    desk.do('ben', 'review.ask', { task: no })
    expect([back('ana'), back('ben')]).toEqual(['not_allowed', 'not_allowed'])
    desk.do('lee', 'task.claim', { task: no })
    expect(back('lee')).toBe('not_allowed')
    desk.do('lee', 'task.release', { task: no })
    const { no: other } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
    desk.do('lee', 'review.ask', { task: other })
    expect(back('lee', other)).toBe('ok')
    expect(desk.again(other).status).toBe('done')
    // Once it is finished, as long as nobody has begun to check it.
    const { no: third } = desk.finished()
    const produced = desk.tally()
    desk.do('lee', 'review.ask', { task: third })
    expect([back('ben', third), desk.task(third).status]).toEqual(['not_allowed', 'review'])
    desk.do('ben', 'review.take', { task: third })
    expect(back('lee', third)).toBe('wrong_state')
    desk.do('ben', 'review.leave', { task: third })
    const { task: done } = desk.do('lee', 'review.ask', { task: third, asked: false })
    expect(done).toMatchObject({ status: 'done', finishedBy: 'ana', outcome: 'Answered' })
    expect(Object.keys(done)).not.toEqual(expect.arrayContaining(['round']))
    expect(Object.keys(done)).not.toEqual(expect.arrayContaining(['review']))
    expect([desk.reviews(), desk.tally()]).toEqual([[], produced])
    // It can be asked for anew, and what is decided is asked for no more.
    desk.do('lee', 'review.ask', { task: third })
    desk.back(third)
    expect(desk.task(third).checkAsked).toBeUndefined()
  })
})

it('is evidence of a level or a need only for whom it is about, once it is decided', () => {
  const { no } = desk.finished()
  const [open] = desk.reviews()
  const evidence = [{ kind: 'review' as const, ref: open?.id ?? '', text: 'Signature' }]
  const record = (person: string | null, team?: string) =>
    desk.code('lee', 'need.record', { person, team, topic: 'Signing', seen: 'It', evidence })
  const level = (person: string) =>
    desk.code('lee', 'skill.set', { person, type: 'mail', level: 2, evidence })
  expect([record('ana'), level('ana')]).toEqual(['invalid_input', 'invalid_input'])
  desk.do('lee', 'review.decide', { task: no, result: 'pass' })
  expect([record('ana'), level('ana')]).toEqual(['ok', 'ok'])
  expect([record('ben'), level('ben')]).toEqual(['invalid_input', 'invalid_input'])
  expect(record(null, 'permits')).toBe('ok')
  const gone = [{ ...evidence[0]!, ref: 'gone' }]
  expect(
    desk.code('lee', 'need.record', { person: 'ana', topic: 'T', seen: 'S', evidence: gone }),
  ).toBe('invalid_input')
  const edit = { person: 'ben', skills: { permit: 3 }, evidence } as const
  expect(desk.code('ada', 'person.edit', edit)).toBe('invalid_input')
})

it('keeps to the checklist and to the office’s reasons', () => {
  const items = [{ text: 'Signed', critical: true, weight: 3 }, { text: 'Dated' }]
  const { checklist } = desk.do('lee', 'checklist.save', { type: 'mail', items })
  expect(checklist.items.map(({ id }) => id)).toEqual(['signed', 'dated'])
  const { no } = desk.finished()
  const decide = (input: object) =>
    desk.try('lee', 'review.decide', { task: no, result: 'pass', ...input })
  expect(decide({})).toMatchObject({
    error: { problems: [{ path: 'answers.signed' }, { path: 'answers.dated' }] },
  })
  expect(decide({ answers: { signed: 'no', dated: 'yes' } })).toMatchObject({
    error: { problems: [{ path: 'result' }] },
  })
  expect(decide({ answers: { signed: 'yes', dated: 'no' } })).toMatchObject({
    output: { review: { result: 'pass', score: 0.75, checklist: 1, checker: 'lee' } },
  })
})

describe('rates and checkers', () => {
  it('are for leads of the team, and never for one’s own work', () => {
    const set = (who: string, more: object) =>
      desk.try(who, 'rate.set', { type: 'mail', share: 0.5, ...more })
    expect(set('ana', {})).toMatchObject({ error: { code: 'not_allowed' } })
    expect(set('lee', { person: 'lee' })).toMatchObject({ error: { code: 'not_allowed' } })
    expect(set('lee', { person: 'rae' })).toMatchObject({ error: { code: 'not_allowed' } })
    expect(set('lee', { person: 'ana', grade: 'II' })).toMatchObject({
      error: { problems: [{ path: 'grade' }] },
    })
    expect(set('lee', { grade: 'I' })).toMatchObject({ error: { problems: [{ path: 'grade' }] } })
    expect(set('lee', { type: 'permit' })).toMatchObject({ error: { code: 'wrong_state' } })
    expect(set('lee', { person: 'ana', share: 0 })).toMatchObject({ ok: true })
    expect(desk.finished().status).toBe('done')
    expect(set('lee', { person: 'ana', share: null })).toMatchObject({ output: { rate: null } })
    expect(desk.finished().status).toBe('review')
  })
  it('follow a person to another team, so that its leads see them', () => {
    desk.do('lee', 'rate.set', { type: 'mail', person: 'ana', share: 0.5 })
    desk.do('ada', 'person.edit', { person: 'ana', team: 'records' })
    expect([...desk.board.tables.rate.values()]).toMatchObject([{ person: 'ana', team: 'records' }])
  })
})

describe('work that is being checked', () => {
  it('can be cancelled, which ends its check, but not reopened, or changed by who did it', () => {
    const { no } = desk.finished()
    expect(desk.code('lee', 'task.reopen', { task: no, reason: 'x' })).toBe('wrong_state')
    expect(desk.code('ana', 'task.edit', { task: no, title: 'Other' })).toBe('wrong_state')
    expect(desk.code('ana', 'task.finish', { task: no })).toBe('wrong_state')
    expect(desk.code('lee', 'task.edit', { task: no, title: 'Other' })).toBe('ok')
    desk.do('lee', 'task.cancel', { task: no, reason: 'Double' })
    expect(desk.reviews()).toEqual([])
    expect(desk.tally()).toBe(0)
  })
})

it('frees what was opened and not done when the day closes, and archives checks after 30 days', () => {
  const { no } = desk.finished()
  desk.do('lee', 'review.take', { task: no })
  desk.rule('day.close', { day: '2026-11-23' })
  expect(desk.reviews()).toMatchObject([{ checker: null }])
  const { id } = desk.back(no)
  desk.do('ana', 'review.dispute', { review: id, text: 'No' })
  desk.do('lee', 'review.decide', { task: desk.finished().no, result: 'pass' })
  desk.later(32 * 24 * 60)
  desk.rule('day.close', { day: '2026-12-25' })
  // A dispute that nobody has decided keeps its check at hand.
  expect(desk.reviews().map((review) => review.id)).toEqual([id])
})
