import { describe, expect, it } from 'vitest'
import type { Floor, FloorTask } from '../../server/domain/balance/floor/floor.js'
import { balanceFloor } from '../../server/domain/balance/floor/propose.js'
import {
  movesOf,
  moveInWords,
  whatIfInUntil,
  whatIfInWords,
} from '../../server/domain/balance/floor/reasons.js'
import {
  finishInWords,
  inWords,
  latenessInWords,
  spanInWords,
} from '../../server/domain/balance/floor/words.js'
import { Dice } from '../support/dice.js'

const names = new Map([
  ['ana', 'Ana'],
  ['ben', 'Ben'],
  ['rae', 'Rae'],
])
const shift = (id: string, to: number) => ({ id, slots: [{ from: 0, to }], busy: 0 })
const task = (no: number, minutes: number[], rest: Partial<FloorTask> = {}): FloorTask => ({
  no,
  weight: 2,
  due: null,
  minutes,
  pinned: null,
  holder: null,
  unplaced: 100,
  ...rest,
})

const budget = () => {
  let now = 0
  const dice = new Dice(2)
  return { watch: { now: () => now++, deadline: 1_500 }, chance: () => dice.next() }
}

const solve = (floor: Floor) => balanceFloor(floor, budget())

describe('what is proved, in words', () => {
  it('never says more than the numbers', () => {
    expect(latenessInWords(0, 0)).toBe('nothing is late')
    expect(latenessInWords(42, 40)).toBe(
      '42 weighted minutes late; no plan under these estimates, skills, shifts and pins has fewer than 40',
    )
    expect(latenessInWords(1, 1)).toBe(
      '1 weighted minute late; no plan under these estimates, skills, shifts and pins has fewer',
    )
    expect(finishInWords(1_006, 1_000)).toBe('latest finish at most 0.6 % from the best possible')
    expect(finishInWords(10_001, 10_000)).toBe('latest finish at most 0.1 % from the best possible')
    expect(finishInWords(300, 300)).toBe('no plan that is as little late finishes earlier')
    expect(finishInWords(90, 0)).toBe('latest finish at most 1 h 30 from the best possible')
    expect([35, 60, 70].map(spanInWords)).toEqual(['35 min', '1 h', '1 h 10'])
  })

  it('says what binds, by name', () => {
    const people = [shift('ana', 480), shift('ben', 480), shift('rae', 480)]
    const tasks = [1, 2, 3, 4].map((no) => task(no, [0, 50, 50]))
    expect(inWords(solve({ people, tasks }), names)).toEqual({
      lateness: 'nothing is late',
      finish: 'no plan that is as little late finishes earlier',
      binds: 'the finish is bound by what only Ben and Rae can do',
      rest: 'evenness and 0 tasks taken from a holder: best found',
    })
    const late = solve({ people, tasks: [task(1, [30, 40, 50], { due: 10 })] })
    expect(inWords(late, names)).toMatchObject({
      lateness:
        '40 weighted minutes late; no plan under these estimates, skills, shifts and pins has fewer',
      binds: 'lateness is bound by task #1 alone',
    })
  })

  it('calls nothing best that is not proved', () => {
    const { worth, certificate } = solve({
      people: [shift('ana', 60)],
      tasks: [task(1, [30], { due: 10 })],
    })
    const unproved = {
      worth: { ...worth, lateness: worth.lateness + 2 },
      certificate: { ...certificate, finish: null },
    }
    expect(inWords(unproved, names)).toMatchObject({
      lateness: expect.stringContaining('fewer than 40') as string,
      finish: 'latest finish in 30 min: best found',
    })
  })
})

describe('a move', () => {
  const reasons = (floor: Floor) =>
    movesOf(floor, solve(floor).plan).map((move) => moveInWords(move, names))

  it('says that it would be late', () => {
    const people = [shift('ana', 480), shift('ben', 480)]
    const tasks = [
      task(1, [60, 0], { holder: 'ana', due: 60, weight: 8 }),
      task(2, [30, 30], { holder: 'ana', due: 55 }),
    ]
    expect(reasons({ people, tasks })).toEqual([
      '#2 from Ana to Ben: would end 35 min late with Ana, ends on time with Ben',
    ])
  })

  it('says whom else it would make late, and who is not here', () => {
    const people = [shift('ana', 480), shift('ben', 480)]
    const tasks = [
      task(1, [60, 0], { holder: 'ana', due: 60, weight: 8 }),
      task(2, [30, 40], { holder: 'ana', due: 40, weight: 4 }),
      task(3, [50, 50], { holder: 'zoe', due: 90 }),
    ]
    expect(reasons({ people, tasks })).toEqual([
      '#2 from Ana to Ben: would end 50 min late with Ana, ends on time with Ben',
      '#3 from zoe to Ben: zoe is not here',
    ])
    const others = [
      task(1, [60, 0], { holder: 'ana', due: 60, weight: 2 }),
      task(2, [30, 40], { holder: 'ana', due: 40, weight: 8 }),
    ]
    expect(reasons({ people, tasks: others })).toEqual([
      '#2 from Ana to Ben: #1 would be 30 min later if Ana kept it',
    ])
  })

  it('says that a shift is too short', () => {
    const people = [shift('ana', 100), shift('ben', 480)]
    const tasks = [task(1, [90, 0], { holder: 'ana' }), task(2, [80, 80], { holder: 'ana' })]
    expect(reasons({ people, tasks })).toEqual([
      "#2 from Ana to Ben: Ana's shift would be too short by 1 h 10",
    ])
  })

  it('says who alone can take it, whom it is pinned to, and what waits', () => {
    const people = [shift('ana', 100), shift('ben', 60), shift('rae', 60)]
    const only = task(1, [0, 20, 20], { holder: 'ana' })
    expect(reasons({ people, tasks: [only] })).toEqual([
      expect.stringMatching(/^#1 from Ana to (Ben|Rae): only Ben and Rae can take it$/),
    ])
    expect(reasons({ people, tasks: [{ ...only, pinned: 'rae' }] })).toEqual([
      '#1 from Ana to Rae: it is pinned to Rae',
    ])
    expect(reasons({ people, tasks: [{ ...only, holder: null, pinned: 'ben', due: 15 }] })).toEqual(
      ['#1 from the queue to Ben: ends 5 min late with Ben'],
    )
    expect(reasons({ people, tasks: [task(1, [300, 0, 0])] })).toEqual([
      '#1 from the queue to the next working day: it does not fit into today without making more late',
    ])
  })

  it('says who would end last, and who has more than others', () => {
    const people = [shift('ana', 400), shift('ben', 400)]
    const both = [1, 2].map((no) => task(no, [100, 100], { holder: 'ana' }))
    expect(reasons({ people, tasks: both })).toEqual([
      expect.stringContaining(': Ana would end 1 h 40 after everybody else'),
    ])
    const rae = [...people, shift('rae', 400)]
    const even = [...both.map((one) => ({ ...one, minutes: [100, 100, 0] })), task(3, [0, 0, 300])]
    expect(
      reasons({ people: rae, tasks: even }).filter(
        (text) => text.startsWith('#1') || text.startsWith('#2'),
      ),
    ).toEqual([expect.stringContaining(': Ana would have 50 % of the day filled, Ben 0 %')])
  })

  it('tells what would keep it, by solving that', () => {
    const people = [shift('ana', 100), shift('ben', 480)]
    const tasks = [
      task(1, [90, 90], { holder: 'ana' }),
      task(2, [80, 200], { holder: 'ana' }),
      task(3, [0, 300]),
    ]
    const floor = { people, tasks }
    const moves = movesOf(floor, solve(floor).plan)
    const leaving = moves.filter(({ from }) => from === 'ana')
    expect(leaving).toHaveLength(1)
    const clock = (minute: number) =>
      `${9 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
    const longer = whatIfInUntil(floor, moves, 'ana', 480, budget())
    expect(longer.stay).toEqual([leaving[0]?.no])
    expect(whatIfInWords(longer, moves, names, clock)).toBe(
      'if Ana were in until 17:00, it would stay',
    )
    const hardly = whatIfInUntil(floor, moves, 'ana', 120, budget())
    expect(whatIfInWords(hardly, moves, names, clock)).toBe(
      'even if Ana were in until 11:00, it would go',
    )
    expect(() => whatIfInUntil(floor, moves, 'ana', 90, budget())).toThrow('anyway')
  })
})
