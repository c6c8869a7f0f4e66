import { describe, expect, it } from 'vitest'
import type { Level, ShownTask } from '../../server/contract/rows.js'
import { takersOf } from '../../web/views/task-takers.js'
import { at, held, known, lanes, person, task } from './floor-rows.js'

const levels: Record<string, Level> = { ana: 3, ben: 2, cam: 1, dan: 4, eve: 4, lea: 4, gus: 2 }
const people = [
  person('eve', { presence: 'off' }),
  person('cam'),
  person('abe'),
  person('lea', { role: 'lead', team: null, leads: ['desk'] }),
  person('ben'),
  person('fay'),
  person('gus', { presence: 'break' }),
  person('dan'),
  person('ana'),
]
const work = [held(8, 'dan', { standardMinutes: 410 }), held(9, 'ana', { standardMinutes: 60 })]
const asked = (...tasks: ShownTask[]) =>
  takersOf(tasks, lanes(people, work, at('10:00')), {
    whyNot: ({ id }) => (id === 'fay' ? 'no skill for Permit' : null),
    levelOf: ({ id }) => levels[id] ?? null,
  })

describe('to whom work can be given', () => {
  it('names who is here first, then who has room today, then by level; last who cannot', () => {
    expect(asked(task(1)).map(({ id, note, room, whyNot }) => [id, note, whyNot ?? room])).toEqual([
      ['ana', 'level 3', '6 h 00 free'],
      ['ben', 'level 2', '7 h 00 free'],
      ['abe', null, '7 h 00 free'],
      ['cam', 'level 1, in training', '7 h 00 free'],
      ['dan', 'level 4', '10 min free, then 15 min over'],
      ['gus', 'level 2', 'break, 7 h 00 free'],
      ['lea', 'level 4', '7 h 00 free'],
      ['eve', 'level 4', 'off'],
      ['fay', null, 'no skill for Permit'],
    ])
  })
  it('reckons with what it takes each of them', () => {
    // Ben takes three quarters of the standard; Abe half as long again, which does not fit any more.
    const usual = known({ 'ben/permit': [8, 4], 'abe/permit': [8, 16] })
    const full = [
      held(8, 'ben', { type: 'mail', standardMinutes: 400 }),
      held(9, 'abe', { type: 'mail', standardMinutes: 390 }),
    ]
    const some = people.filter(({ id }) => id === 'ben' || id === 'abe')
    const takers = takersOf([task(1)], lanes(some, full, at('10:00'), usual), {
      whyNot: () => null,
      levelOf: () => 3,
    })
    expect(takers.map(({ id, room }) => [id, room])).toEqual([
      ['ben', '20 min free'],
      ['abe', '30 min free, then 8 min over'],
    ])
  })
  it('says who has it already', () => {
    const whyNot = (...tasks: ShownTask[]) => asked(...tasks).find(({ id }) => id === 'ana')?.whyNot
    expect(whyNot(held(1, 'ana'))).toBe('has it')
    expect(whyNot(held(1, 'ana'), held(2, 'ana'))).toBe('has them')
    expect(whyNot(held(1, 'ana'), task(2))).toBeNull()
  })
})
