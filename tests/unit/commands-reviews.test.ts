import { beforeEach, describe, expect, it } from 'vitest'
import type { RawInput } from '../../server/contract/commands.js'
import type { Level } from '../../server/contract/rows.js'
import { Desk } from '../support/floor.js'

let desk: Desk
beforeEach(() => {
  desk = new Desk()
  // Nothing is blind unless a test says so; at a share of 1 everything is drawn.
  desk.draws = (label) => (label.includes('blind') ? 0.99 : 0.5)
  rate(1)
})

const rate = (reviewRate: number, id = 'mail') =>
  desk.do('lee', 'type.save', { id, name: id, standardMinutes: 6, team: 'permits', reviewRate })

const finished = (who = 'ana', more: Partial<RawInput<'task.create'>> = {}) => {
  const { no } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter', ...more }).task
  desk.do(who, 'task.claim', { task: no })
  desk.later(5)
  const { task } = desk.do(who, 'task.finish', { task: no, outcome: 'Answered' })
  return { no, status: task.status }
}
const reasons = [{ reason: 'signature' }]
const back = (no: number, who = 'lee') =>
  desk.do(who, 'review.decide', { task: no, result: 'return', reasons }).review
const again = (no: number, who = 'ana') => {
  desk.do(who, 'task.claim', { task: no })
  return desk.do(who, 'task.finish', { task: no }).task
}
const reviews = () => [...desk.board.tables.review.values()]
const tally = () => [...desk.board.tables.tally.values()].reduce((sum, one) => sum + one.tasks, 0)
const skill = (person: string, level: Level) =>
  desk.do('ada', 'person.edit', { person, skills: { mail: level } })

describe('finishing', () => {
  it('opens a check of drawn work, which counts as produced and teaches at once', () => {
    const { no, status } = finished()
    expect(status).toBe('review')
    expect(desk.task(no)).toMatchObject({ holder: null, finishedBy: 'ana', round: 1 })
    expect(reviews()).toMatchObject([
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
    expect(tally()).toBe(2)
    expect(desk.board.tables.usual.get('ana/mail')).toMatchObject({ person: 'ana' })
  })

  it('is done as before where it is not drawn, or nobody here could check it', () => {
    rate(0.4)
    expect(finished().status).toBe('done')
    rate(1)
    expect(finished('lee').status).toBe('done')
    skill('ana', 4)
    expect(finished('lee').status).toBe('review')
  })

  it('checks all of a level 2 for the skill, and nothing where the type is not checked', () => {
    rate(0.1)
    skill('ana', 2)
    finished()
    expect(reviews()).toMatchObject([{ cause: 'skill', share: 1, level: 2 }])
    rate(0)
    expect(finished().status).toBe('done')
  })

  it('draws by task and round alone: going back and forth re-rolls nothing', () => {
    const labels: string[] = []
    desk.draws = (label) => (labels.push(label), 0.5)
    rate(0.4)
    const { no } = finished()
    for (let times = 0; times < 3; times++) {
      desk.do('lee', 'task.reopen', { task: no, reason: 'Once more' })
      again(no)
    }
    expect(new Set(labels)).toEqual(new Set([`springfield review ${no}/1`]))
    rate(1)
    desk.do('lee', 'task.reopen', { task: no, reason: 'Once more' })
    again(no)
    desk.do('lee', 'task.cancel', { task: no, reason: 'Double' })
    desk.do('lee', 'task.reopen', { task: no, reason: 'Not double' })
    expect(again(no)).toMatchObject({ status: 'review' })
    expect(new Set(labels)).toContain(`springfield blind ${no}/1`)
    expect(labels.some((label) => label.endsWith('/2'))).toBe(false)
  })

  it('begins a new round when work that passed is reopened', () => {
    const { no } = finished()
    desk.do('lee', 'review.decide', { task: no, result: 'pass' })
    desk.do('lee', 'task.reopen', { task: no, reason: 'The fee was wrong' })
    expect(desk.task(no).review).toBeUndefined()
    again(no)
    expect(reviews().map(({ round, cause }) => [round, cause])).toEqual([
      [1, 'drawn'],
      [2, 'drawn'],
    ])
  })
})

describe('a return', () => {
  it('goes back to who did it, first and kept there, and takes its production back', () => {
    const { no } = finished()
    const before = tally()
    const review = back(no)
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
    expect(tally()).toBe(before - 2)
    expect(desk.board.tables.usual.get('ana/mail')).toBeUndefined()
    const urgent = desk.do('lee', 'task.create', { type: 'mail', title: 'Now', priority: 'urgent' })
      .task.no
    desk.do('lee', 'task.assign', { tasks: [urgent], to: 'ana' })
    expect(desk.do('ana', 'task.claimNext', {}).task?.no).toBe(no)
    rate(0)
    expect(desk.do('ana', 'task.finish', { task: no }).task.status).toBe('review')
    expect(reviews().at(-1)).toMatchObject({ round: 2, cause: 'returned' })
    expect(desk.task(no).returned).toBeUndefined()
    desk.do('lee', 'review.decide', { task: no, result: 'note', note: 'Now it is right.' })
    expect(reviews().find(({ id }) => id === review.id)?.result).toBe('return')
    expect(() => desk.task(no)).toThrow()
    expect(tally()).toBe(2)
  })

  it('goes to the queue when who did it has left or lost the skill, and is checked all the same', () => {
    const { no } = finished()
    desk.do('ada', 'person.edit', { person: 'ana', active: false })
    back(no)
    expect(desk.task(no)).toMatchObject({ status: 'queued', holder: null, returned: { by: 'lee' } })
    skill('ben', 3)
    expect(again(no, 'ben').status).toBe('review')
    expect(reviews().at(-1)).toMatchObject({ person: 'ben', cause: 'returned', round: 2 })
  })

  it('is not shown to anybody whom it does not concern', () => {
    const { no } = finished()
    back(no)
    const seen = desk.do('ben', 'task.note', { task: no, text: 'Hello' }).task
    expect(seen).not.toHaveProperty('returned')
    expect(seen).not.toHaveProperty('round')
    expect(desk.do('ana', 'task.note', { task: no, text: 'Hello' }).task).toHaveProperty('returned')
  })
})

describe('who checks', () => {
  it('is a lead, a named checker or a level 4 of the team, never who did it', () => {
    const { no } = finished()
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
    const secret = finished('ana', { confidential: true }).no
    expect(desk.code('ben', 'review.take', { task: secret })).toBe('not_allowed')
    const { no } = finished()
    desk.do('ben', 'review.take', { task: no })
    desk.do('ada', 'person.edit', { person: 'ben', active: false })
    expect(desk.code('lee', 'review.take', { task: no })).toBe('ok')
  })

  it('may be asked for: before work is finished, and on its day', () => {
    rate(0)
    const { no } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
    expect(desk.code('ana', 'review.ask', { task: no })).toBe('not_allowed')
    desk.do('lee', 'review.ask', { task: no, reason: 'New form' })
    desk.do('ana', 'task.claim', { task: no })
    expect(desk.do('ana', 'task.note', { task: no, text: 'x' }).task).not.toHaveProperty(
      'checkAsked',
    )
    expect(again(no).status).toBe('review')
    expect(reviews()).toMatchObject([{ cause: 'asked', round: 1 }])
  })
})

it('keeps to the checklist and to the office’s reasons', () => {
  const items = [{ text: 'Signed', critical: true, weight: 3 }, { text: 'Dated' }]
  const { checklist } = desk.do('lee', 'checklist.save', { type: 'mail', items })
  expect(checklist.items.map(({ id }) => id)).toEqual(['signed', 'dated'])
  const { no } = finished()
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
    expect(finished().status).toBe('done')
    expect(set('lee', { person: 'ana', share: null })).toMatchObject({ output: { rate: null } })
    expect(finished().status).toBe('review')
  })
  it('follow a person to another team, so that its leads see them', () => {
    desk.do('lee', 'rate.set', { type: 'mail', person: 'ana', share: 0.5 })
    desk.do('ada', 'person.edit', { person: 'ana', team: 'records' })
    expect([...desk.board.tables.rate.values()]).toMatchObject([{ person: 'ana', team: 'records' }])
  })
})

describe('two blind checkers', () => {
  const blind = () => {
    desk.draws = () => 0
    desk.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
    return finished().no
  }
  it('decide alone, and what either says is known when both have', () => {
    const no = blind()
    expect(reviews()).toHaveLength(2)
    expect(back(no, 'ben')).toMatchObject({ result: null, checker: 'ben' })
    expect(reviews().every(({ result }) => result === null)).toBe(true)
    expect(JSON.stringify(desk.task(no))).not.toContain('signature')
    expect(desk.code('ben', 'review.decide', { task: no, result: 'pass' })).toBe('wrong_state')
    desk.do('lee', 'review.decide', { task: no, result: 'pass' })
    expect(
      reviews()
        .map(({ checker, result }) => [checker, result])
        .sort(),
    ).toEqual([
      ['ben', 'return'],
      ['lee', 'pass'],
    ])
    expect(desk.task(no)).toMatchObject({ status: 'assigned', returned: { by: 'ben' } })
    expect(desk.board.tables.sealed.size).toBe(0)
  })
  it('make none where there is one checker only', () => {
    desk.draws = () => 0
    finished()
    expect(reviews()).toMatchObject([{ twin: null }])
  })
  it('do not wait for each other longer than a working day', () => {
    const no = blind()
    const { id } = back(no, 'ben')
    desk.later(23 * 60)
    desk.rule('review.unseal', { task: no, review: id })
    expect(desk.task(no).status).toBe('review')
    desk.later(61)
    desk.rule('review.unseal', { task: no, review: id })
    expect(desk.task(no)).toMatchObject({ status: 'assigned', returned: { by: 'ben' } })
    expect(reviews()).toMatchObject([{ id, result: 'return', twin: null }])
  })
})

describe('a dispute', () => {
  const disputed = () => {
    const { no } = finished()
    const { id } = back(no)
    desk.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
    desk.do('ana', 'review.dispute', { review: id, text: 'It is on page 2.' })
    return { no, id }
  }
  const settle = (id: string, upheld: boolean, who = 'ben') =>
    desk.do(who, 'review.settle', { review: id, upheld, text: 'I looked.' }).review

  it('is the doer’s alone, once, and in time', () => {
    const { no } = finished()
    const { id } = back(no)
    const code = (who: string) => desk.code(who, 'review.dispute', { review: id, text: 'No' })
    expect([code('ben'), code('lee'), code('rae')]).toEqual(Array(3).fill('not_found'))
    expect(desk.do('ana', 'review.acknowledge', { review: id }).review.acknowledgedAt).toBe(
      desk.now,
    )
    expect([code('ana'), code('ana')]).toEqual(['ok', 'wrong_state'])
    const late = back(finished().no).id
    desk.later(7 * 24 * 60)
    expect(desk.code('ana', 'review.dispute', { review: late, text: 'No' })).toBe('wrong_state')
  })

  it('is decided by a second checker; upheld, the work is done as it was', () => {
    const { no, id } = disputed()
    const code = (who: string) =>
      desk.code(who, 'review.settle', { review: id, upheld: true, text: 'x' })
    expect([code('ana'), code('lee'), code('rae'), code('sue')]).toEqual([
      'not_allowed',
      'not_allowed',
      'not_found',
      'not_found',
    ])
    expect(tally()).toBe(0)
    expect(settle(id, true)).toMatchObject({
      result: 'note',
      dispute: { decision: { by: 'ben', upheld: true } },
    })
    const put = desk.entries.at(-1)?.puts.find(({ t }) => t === 'task')?.row
    expect(put).toMatchObject({ no, status: 'done', finishedBy: 'ana', outcome: 'Answered' })
    expect(put).not.toHaveProperty('returned')
    expect(tally()).toBe(2)
    expect(code('ben')).toBe('wrong_state')
  })

  it('not upheld leaves the return; upheld late leaves the work in hand as any other', () => {
    const first = disputed()
    expect(settle(first.id, false).result).toBe('return')
    expect(desk.task(first.no)).toMatchObject({ status: 'assigned', returned: {} })
    const second = disputed()
    desk.do('ana', 'task.claim', { task: second.no })
    settle(second.id, true)
    expect(desk.task(second.no)).toMatchObject({ status: 'active', holder: 'ana' })
    expect(desk.task(second.no).returned).toBeUndefined()
  })
})

describe('work that is being checked', () => {
  it('can be cancelled, which ends its check, but not reopened, or changed by who did it', () => {
    const { no } = finished()
    expect(desk.code('lee', 'task.reopen', { task: no, reason: 'x' })).toBe('wrong_state')
    expect(desk.code('ana', 'task.edit', { task: no, title: 'Other' })).toBe('wrong_state')
    expect(desk.code('ana', 'task.finish', { task: no })).toBe('wrong_state')
    expect(desk.code('lee', 'task.edit', { task: no, title: 'Other' })).toBe('ok')
    desk.do('lee', 'task.cancel', { task: no, reason: 'Double' })
    expect(reviews()).toEqual([])
    expect(tally()).toBe(0)
  })
})

it('frees what was opened and not done when the day closes, and archives checks after 30 days', () => {
  const { no } = finished()
  desk.do('lee', 'review.take', { task: no })
  desk.rule('day.close', { day: '2026-11-23' })
  expect(reviews()).toMatchObject([{ checker: null }])
  const { id } = back(no)
  desk.do('ana', 'review.dispute', { review: id, text: 'No' })
  desk.do('lee', 'review.decide', { task: finished().no, result: 'pass' })
  desk.later(32 * 24 * 60)
  desk.rule('day.close', { day: '2026-12-25' })
  // A dispute that nobody has decided keeps its check at hand.
  expect(reviews().map((review) => review.id)).toEqual([id])
})
