/** What is offered of a plan. */
import { describe, expect, it } from 'vitest'
import { asItGoes } from '../../server/domain/balance/desk/as-it-goes.js'
import { MOST_MOVES, offerOf, type OfferGround } from '../../server/domain/balance/desk/offer.js'
import { Offers } from '../../server/domain/balance/desk/offers.js'
import { outcomeOfLists } from '../../server/domain/balance/desk/part.js'
import { figuresOf } from '../../server/domain/balance/floor/figures.js'
import type { Floor } from '../../server/domain/balance/floor/floor.js'
import { proposalsOf, type Proposal } from '../../server/domain/balance/floor/propose.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { create, desk, permits, seen, type Given } from '../support/desk-floor.js'
import { Dice } from '../support/dice.js'
import { makeFloor } from '../support/floors.js'
import type { Desk } from '../support/floor.js'

describe('an offer', () => {
  const plan = (floor: Floor): Proposal => {
    const dice = new Dice(3)
    let steps = 0
    const watch = { now: () => steps++, deadline: 4_000 }
    return [...proposalsOf(floor, { watch, chance: () => dice.next() })].at(-1) as Proposal
  }
  const ground = (on: Desk, more: Partial<OfferGround> = {}, given: Given = {}): OfferGround => {
    const { floor, names, order, begun, beyondMay, reserve } = seen(on, given)
    return {
      floor,
      names,
      order,
      begun,
      beyondMay,
      limit: null,
      reserve,
      at: figuresOf(floor),
      before: asItGoes(floor, order),
      ...more,
    }
  }
  const crowded = () => {
    const on = desk()
    const nos = Array.from({ length: 12 }, () =>
      create(on, 'batch', { dueAt: '2026-11-23T22:00:00.000Z' }),
    )
    on.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
    return { on, nos }
  }

  it('takes from who has too much, says why, and tells what that does to the day', () => {
    const { on } = crowded()
    const given = ground(on)
    const offer = offerOf(given, plan(given.floor), true)
    expect(offer.moves.length).toBeGreaterThan(4)
    for (const move of offer.moves) {
      expect(move.from).toBe('ana')
      expect(move.why).toMatch(/^[^#].*/)
    }
    const ana = offer.people.find(({ person }) => person === 'ana')!
    expect(ana.before).toBe(540)
    expect(ana.left).toBe(480)
    expect(ana.after).toBe(540 - 45 * offer.moves.length)
    expect(offer.after.weighted).toBeLessThan(offer.before.weighted)
    expect(offer.before.finish).toBe(540)
    expect(offer.words?.lateness).toBeTruthy()
  })

  it('leaves what is pinned or confidential with its holder, also where it is not for today any more', () => {
    const on = desk()
    const dueAt = '2026-11-23T22:00:00.000Z'
    const nos = Array.from({ length: 12 }, () => create(on, 'batch', { dueAt }))
    const told = Array.from({ length: 4 }, () => create(on, 'batch', { dueAt, confidential: true }))
    on.do('lee', 'task.assign', { tasks: [...nos, ...told], to: 'ana' })
    on.do('lee', 'task.pin', { tasks: nos, pinned: true })
    const given = ground(on)
    const best = plan(given.floor)
    expect(best.plan.unplaced.length).toBeGreaterThan(0)
    for (const told of [false, true]) {
      const offer = offerOf(given, best, told)
      expect(offer.moves).toEqual([])
      expect(offer.heldBack).toBe(0)
      const ana = offer.people.find(({ person }) => person === 'ana')!
      expect([ana.before, ana.after]).toEqual([720, 720])
      // Nothing is taken: the day is as it was.
      expect(offer.after).toEqual(offer.before)
      expect(offer.certificate?.finish ?? null).toBeNull()
      if (told) expect(offer.words?.rest).toContain('and 0 tasks taken from a holder')
    }
  })

  it('counts what somebody holds as their load, also where they could not be given it today', () => {
    const on = desk()
    const nos = [create(on, 'mail'), create(on, 'batch')]
    on.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
    const mail = on.board.tables.taskType.get('mail')!
    const given = ground(on, {}, { types: [{ ...mail, location: 'Annex' }] })
    const offer = offerOf(given, plan(given.floor), true)
    const ana = offer.people.find(({ person }) => person === 'ana')!
    expect(ana.before).toBe(51)
    expect(offer.moves).toContainEqual(expect.objectContaining({ task: nos[0], to: null }))
    expect(ana.after).toBe(51 - 6 - (offer.moves.some(({ task }) => task === nos[1]) ? 45 : 0))
  })

  it('never offers anybody more than the team’s limit', () => {
    const { on } = crowded()
    const given = ground(on, { limit: 3 })
    const offer = offerOf(given, plan(given.floor), true)
    const into = (person: string) => offer.moves.filter(({ to }) => to === person).length
    expect([into('ben'), into('lee'), into('ana')].every((count) => count <= 3)).toBe(true)
    expect(offer.moves.length).toBeGreaterThan(0)
    expect(offer.heldBack).toBeGreaterThan(0)
    // Whom it would take over the limit, and by how much, is told with it.
    const whole = plan(given.floor).plan.lists
    for (const { person, tasks } of offer.beyond ?? []) {
      const at = given.floor.people.findIndex(({ id }) => id === person)
      expect(tasks).toBe((whole[at]?.length ?? 0) - 3)
      expect(tasks).toBeGreaterThan(0)
    }
    expect(offer.beyond?.map(({ person }) => person)).toContain('ben')
  })

  it('never offers a part of a plan with which the day would be later than without it', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const shape = { people: 3, tasks: 14, day: 90, load: 1.3, due: 0.8 }
      const floor = makeFloor(new Dice(seed), shape)
      const order = new Map(
        floor.people.map(({ id }) => [
          id,
          floor.tasks.flatMap(({ no, holder }) => (holder === id ? no : [])),
        ]),
      )
      const before = asItGoes(floor, order)
      const at = figuresOf(floor)
      const rules = { limit: 2, reserve: null, begun: new Map<string, number>() }
      const given = { floor, names: new Map(), order, at, before, ...rules }
      const offer = offerOf(given, plan(floor), true)
      expect(offer.after.weighted).toBeLessThanOrEqual(before.weighted)
    }
  })

  it('never follows an offer with one that makes the day later, though the plan is better', () => {
    let kept = 0
    for (let seed = 1; seed <= 12; seed++) {
      const shape = { people: 4, tasks: 24, day: 120, load: 1.2, due: 0.8 }
      const floor = makeFloor(new Dice(seed), shape)
      const free = floor.tasks.map((task) => ({ ...task, holder: null, pinned: null }))
      const queued = { ...floor, tasks: free }
      const before = asItGoes(queued, new Map())
      const rules = { limit: 2, reserve: null, begun: new Map<string, number>() }
      const given = {
        ...{ floor: queued, names: new Map(), order: new Map() },
        ...{ at: figuresOf(queued), before, ...rules },
      }
      const offers = new Offers(given)
      const dice = new Dice(seed)
      let steps = 0
      const watch = { now: () => steps++, deadline: 3_000 }
      let last = Infinity
      for (const proposal of proposalsOf(queued, { watch, chance: () => dice.next() })) {
        const { after } = offers.of(proposal, false)
        if (offerOf(given, proposal, false).after.weighted > last) kept++
        expect(after.weighted).toBeLessThanOrEqual(last)
        last = after.weighted
      }
    }
    expect(kept).toBeGreaterThan(0)
  })

  it('tells of nobody beyond a limit that the whole plan keeps', () => {
    const { on } = crowded()
    const given = ground(on, { limit: 40 })
    const offer = offerOf(given, plan(given.floor), true)
    expect([offer.heldBack, offer.beyond, offer.whole]).toEqual([0, undefined, undefined])
  })

  it('tells of the whole plan beside the moves that can be read at once', () => {
    const shape = { people: 20, tasks: 500, day: 480, load: 1, due: 1, types: 12 }
    const floor = makeFloor(new Dice(7), shape)
    const order = new Map<string, number[]>()
    for (const { no, holder } of floor.tasks)
      if (holder !== null) order.set(holder, [...(order.get(holder) ?? []), no])
    const given: OfferGround = {
      floor,
      names: new Map(),
      order,
      begun: new Map(),
      limit: null,
      reserve: null,
      at: figuresOf(floor),
      before: asItGoes(floor, order),
    }
    const dice = new Dice(3)
    const watch = { now: () => 0, deadline: 1 }
    const first = proposalsOf(floor, { watch, chance: () => dice.next() }).next()
    const proposal = first.value as Proposal
    const offer = offerOf(given, proposal, false)
    expect(offer.moves).toHaveLength(MOST_MOVES)
    expect(offer.heldBack).toBeGreaterThan(0)
    expect(offer.whole?.weighted).toBe(proposal.worth.lateness)
    expect(offer.whole?.finish).toBe(proposal.worth.finish)
    expect(offer.after.weighted).toBeGreaterThan(proposal.worth.lateness)
    expect(offer.beyond).toBeUndefined()
  })

  it('tells of the day as it goes on from what is really offered', () => {
    const { on } = crowded()
    const given = ground(on, { limit: 1 })
    const proposal = plan(given.floor)
    const offer = offerOf(given, proposal, true)
    const { floor, order } = given
    const to = new Map(offer.moves.map((move) => [move.task, move.to]))
    const lists = floor.people.map(({ id: person }) => ({
      person,
      tasks: [
        ...offer.moves.filter((move) => move.to === person).map(({ task }) => task),
        ...(order.get(person) ?? []).filter((no) => !to.has(no)),
      ],
    }))
    const { late, weighted, finish } = outcomeOfLists(floor, { lists, open: [] })
    expect(offer.after).toEqual({ late, weighted, finish })
    expect(offer.after.weighted).toBeGreaterThan(proposal.worth.lateness)
    expect(offer.words?.lateness).toContain(`${weighted} weighted minutes late`)
    expect(offer.certificate?.finish).toBeNull()
    expect(verify(floor, offer.certificate!).holds).toBe(true)
  })

  it('keeps free of everybody’s day what the team keeps for urgent work', () => {
    const on = desk()
    const due = { dueAt: '2026-11-23T23:59:00.000Z' }
    const nos = Array.from({ length: 30 }, () => create(on, 'batch', due))
    on.do('lee', 'task.assign', { tasks: nos.slice(0, 4), to: 'ana' })
    const team = { ...permits, rules: { reserveMinutes: 100 } }
    const given = ground(on, {}, { team })
    const offer = offerOf(given, plan(given.floor), true)
    for (const { after, left } of offer.people) {
      expect(left).toBe(480)
      expect(after).toBeLessThanOrEqual(380)
      expect(after).toBeGreaterThan(300)
    }
    expect(offer.words?.lateness).toMatch(/shifts, pins and the reserve has/)
  })

  it('lets urgent work into it, and takes nothing from anybody for it', () => {
    const on = desk()
    const due = { dueAt: '2026-11-23T23:59:00.000Z' }
    const nos = Array.from({ length: 27 }, () => create(on, 'batch', due))
    // Everybody has 405 of 480 minutes: 75 are free, less than is to be kept.
    const share = (who: string, from: number) =>
      on.do('lee', 'task.assign', { tasks: nos.slice(from, from + 9), to: who })
    share('ana', 0)
    share('ben', 9)
    share('lee', 18)
    const more = create(on, 'batch', due)
    const urgent = create(on, 'batch', { ...due, priority: 'urgent' })
    const given = ground(on, {}, { team: { ...permits, rules: { reserveMinutes: 100 } } })
    const offer = offerOf(given, plan(given.floor), true)
    const moved = new Map(offer.moves.map(({ task, to }) => [task, to]))
    expect(moved.get(urgent)).toBeTruthy()
    expect(moved.has(more)).toBe(false)
    expect(nos.filter((no) => moved.get(no) === null)).toEqual([])
  })

  it('can be told at first without its reasons', () => {
    const { on } = crowded()
    const given = ground(on)
    const proposal = plan(given.floor)
    const [bare, whole] = [offerOf(given, proposal, false), offerOf(given, proposal, true)]
    const where = ({ moves }: typeof bare) =>
      moves.map(({ task, from, to, place }) => [task, from, to, place])
    expect(where(bare)).toEqual(where(whole))
    expect([bare.certificate, bare.words, bare.moves[0]?.why]).toEqual([null, null, null])
  })
})
