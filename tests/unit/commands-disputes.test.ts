import { beforeEach, describe, expect, it } from 'vitest'
import { ReviewDesk } from '../support/review-desk.js'

let desk: ReviewDesk
beforeEach(() => {
  desk = new ReviewDesk()
})

describe('two blind checkers', () => {
  const blind = () => {
    desk.draws = () => 0
    desk.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
    return desk.finished().no
  }
  it('decide alone, and what either says is known when both have', () => {
    const no = blind()
    expect(desk.reviews()).toHaveLength(2)
    expect(desk.back(no, 'ben')).toMatchObject({ result: null, checker: 'ben' })
    expect(desk.reviews().every(({ result }) => result === null)).toBe(true)
    expect(JSON.stringify(desk.task(no))).not.toContain('signature')
    expect(desk.code('ben', 'review.decide', { task: no, result: 'pass' })).toBe('wrong_state')
    desk.do('lee', 'review.decide', { task: no, result: 'pass' })
    expect(
      desk
        .reviews()
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
    desk.finished()
    expect(desk.reviews()).toMatchObject([{ twin: null }])
  })
  it('do not wait for each other longer than a working day', () => {
    const no = blind()
    const { id } = desk.back(no, 'ben')
    desk.later(23 * 60)
    desk.rule('review.unseal', { task: no, review: id })
    expect(desk.task(no).status).toBe('review')
    desk.later(61)
    desk.rule('review.unseal', { task: no, review: id })
    expect(desk.task(no)).toMatchObject({ status: 'assigned', returned: { by: 'ben' } })
    expect(desk.reviews()).toMatchObject([{ id, result: 'return', twin: null }])
  })
})

describe('a dispute', () => {
  const disputed = () => {
    const { no } = desk.finished()
    const { id } = desk.back(no)
    desk.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
    desk.do('ana', 'review.dispute', { review: id, text: 'It is on page 2.' })
    return { no, id }
  }
  const settle = (id: string, upheld: boolean, who = 'ben') =>
    desk.do(who, 'review.settle', { review: id, upheld, text: 'I looked.' }).review

  it('is the doer’s alone, once, and in time', () => {
    const { no } = desk.finished()
    const { id } = desk.back(no)
    const code = (who: string) => desk.code(who, 'review.dispute', { review: id, text: 'No' })
    expect([code('ben'), code('lee'), code('rae')]).toEqual(Array(3).fill('not_found'))
    expect(desk.do('ana', 'review.acknowledge', { review: id }).review.acknowledgedAt).toBe(
      desk.now,
    )
    expect([code('ana'), code('ana')]).toEqual(['ok', 'wrong_state'])
    const late = desk.back(desk.finished().no).id
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
    expect(desk.tally()).toBe(0)
    expect(settle(id, true)).toMatchObject({
      result: 'note',
      dispute: { decision: { by: 'ben', upheld: true } },
    })
    const put = desk.entries.at(-1)?.puts.find(({ t }) => t === 'task')?.row
    expect(put).toMatchObject({ no, status: 'done', finishedBy: 'ana', outcome: 'Answered' })
    expect(put).not.toHaveProperty('returned')
    expect(desk.tally()).toBe(2)
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
