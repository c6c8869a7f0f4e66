/** A proposal that lies open while what it rests on changes. */
import { SvelteMap } from 'svelte/reactivity'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Basis, ShownProposal } from '../../server/contract/balance-commands.js'
import type { WorkDay } from '../../server/contract/desk-rows.js'
import { wireTables } from '../../server/contract/rows.js'
import type { Answer } from '../../server/contract/wire.js'
import { basisOf } from '../../server/domain/balance/desk/basis.js'
import { timetableOver } from '../../server/domain/timetable.js'
import { BalanceWork } from '../../web/views/balance.svelte.js'
import { BalanceWatch } from '../../web/views/balance-watch.svelte.js'
import { Desk, office, taskType } from '../support/floor.js'

const day = '2026-11-23'
let desk: Desk
/** What a lead's screen has of the board, as of when it was last told. */
const tables = Object.fromEntries(
  wireTables.map((name) => [name, new SvelteMap<unknown, unknown>()]),
) as unknown as Desk['board']['tables']
const until: Record<string, object | null> = { permits: null }
const told = () => {
  for (const name of wireTables) {
    const here = tables[name] as unknown as Map<unknown, unknown>
    const there = (desk.board.tables as unknown as Record<string, Map<unknown, unknown>>)[name]
    if (!there) continue
    for (const key of [...here.keys()]) if (!there.has(key)) here.delete(key)
    for (const [key, row] of there.entries()) if (here.get(key) !== row) here.set(key, row)
  }
}
const replica = {
  freshness: { state: 'live' },
  viewer: { id: 'lee' },
  tables,
  until,
}
const view = {
  teams: [{ id: 'permits', name: 'Permits' }],
  leads: () => true,
  get timetable() {
    return timetableOver(office, tables)
  },
  day: { date: day },
  personOf: (id: string) => tables.person.get(id),
  taskOf: () => undefined,
}
/** As the server that is asked has it. */
const basis = (): Basis => {
  const { tables: there } = desk.board
  const rows = { ...there, timetable: timetableOver(office, there), day }
  return basisOf(there.person.values(), there.team.get('permits')!, {
    ...rows,
    types: there.taskType.values(),
  })
}
const proposal = (moving: number[], more: Partial<ShownProposal> = {}): ShownProposal => ({
  proposal: 'p',
  version: 1,
  seq: desk.board.seq,
  at: '2026-11-23T16:00:00.000Z',
  done: true,
  took: 20,
  nothing: null,
  hash: 'h',
  basis: basis(),
  moves: moving.map((task) => ({
    task,
    from: desk.task(task).holder,
    to: 'ben',
    place: 1,
    why: 'reason',
  })),
  order: [],
  heldBack: 0,
  people: [],
  before: { late: 0, weighted: 0, finish: 0 },
  after: { late: 0, weighted: 0, finish: 0 },
  words: null,
  certificate: null,
  ...more,
})
const make = () => desk.do('lee', 'task.create', { type: 'permit', title: 'x' }).task.no
const given = () => {
  const no = make()
  desk.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
  return no
}
const drawn = (person: string, more: Partial<WorkDay>) => {
  const work = { from: '08:00', to: '17:00', breaks: [], blocks: [], location: null, ...more }
  desk.do('lee', 'shift.save', { person, day, work })
}
const absent = (person: string) => {
  const asked = { person, from: day, to: day, part: null, kind: 'sick' as const }
  const { leave } = desk.do('lee', 'leave.ask', asked)
  if (leave.state === 'asked') desk.do('lee', 'leave.answer', { leave: leave.id, approve: true })
}
beforeEach(() => {
  desk = new Desk()
  told()
})

describe('an open proposal', () => {
  const opened = (moving: number[]) => {
    told()
    const shown = proposal(moving)
    const watch = new BalanceWatch({ replica } as never, view, () => shown)
    watch.asks('permits')
    watch.took(shown)
    expect(watch.changed).toBeNull()
    return watch
  }
  const days = (names: string) => `the day or the skills of ${names} are not as they were`

  it.each([
    ['a shift', () => drawn('ben', { to: '12:00' }), days('Ben Ito')],
    ['leave', () => absent('ana'), days('Ana Delgado')],
    [
      'two days at once',
      () => (absent('ana'), drawn('ben', { location: 'Annex' })),
      days('Ana Delgado and Ben Ito'),
    ],
    [
      'a pattern',
      () => {
        const week = Array.from({ length: 7 }, () => null)
        desk.do('lee', 'pattern.save', { person: 'ben', from: day, weeks: [week] })
      },
      days('Ben Ito'),
    ],
    [
      'a level',
      () =>
        desk.do('lee', 'skill.set', {
          person: 'ben',
          type: 'permit',
          level: 3,
          evidence: [{ kind: 'text', text: 'Ten in a row without a return' }],
        }),
      days('Ben Ito'),
    ],
    [
      'a rule of the team',
      () => desk.do('lee', 'team.rules', { team: 'permits', limit: 9 }),
      'what Permits allows or its work asks for is not as it was',
    ],
    [
      'what a type asks for',
      () => desk.board.tables.taskType.set('permit', taskType('permit', { requiredLevel: 3 })),
      'what Permits allows or its work asks for is not as it was',
    ],
  ] as const)('is known to rest on what has changed: %s', (_what, change, words) => {
    const watch = opened([given()])
    change()
    told()
    expect(watch.changed).toBe(words)
  })

  it('is as it was whatever else happens', () => {
    const watch = opened([given()])
    desk.do('ana', 'person.presence', { status: 'break' })
    desk.do('ada', 'team.save', { id: 'permits', name: 'Permits and more', location: 'City Hall' })
    make()
    told()
    expect(watch.changed).toBeNull()
  })

  it('knows of the tasks that would move, and of every pin', () => {
    const [moves, begun, stays, other] = [given(), given(), given(), given()]
    const watch = opened([moves, begun])
    desk.do('lee', 'task.pin', { tasks: [stays], pinned: true })
    told()
    expect(watch.changed).toBe(`#${stays} is pinned now`)
    desk.do('lee', 'task.pin', { tasks: [stays], pinned: false })
    desk.do('ana', 'task.note', { task: other, text: 'They called again' })
    told()
    expect(watch.changed).toBeNull()
    desk.do('lee', 'task.pin', { tasks: [moves], pinned: true })
    desk.do('ana', 'task.claim', { task: begun })
    told()
    expect(watch.changed).toBe(`#${moves} was changed; Ana Delgado has begun #${begun}`)
  })

  it('takes a task beyond the part of a long queue that is here for one that is still there', () => {
    const no = make()
    const watch = opened([no])
    tables.task.delete(no)
    expect(watch.changed).toBe(`#${no} is over`)
    const longer = opened([no])
    until.permits = {}
    tables.task.delete(no)
    expect(longer.changed).toBeNull()
    until.permits = null
  })

  it('goes by how a day was here where the server is told more of it', () => {
    told()
    const more = basis()
    more.people = more.people.map((one) => (one.person === 'ben' ? { ...one, hash: 'other' } : one))
    const shown = proposal([given()], { basis: more })
    told()
    const watch = new BalanceWatch({ replica } as never, view, () => shown)
    watch.asks('permits')
    watch.took(shown)
    expect(watch.changed).toBeNull()
    drawn('ben', { to: '12:00' })
    told()
    expect(watch.changed).toBe(days('Ben Ito'))
  })
})

describe('a lead who reads it', () => {
  type Sent = { name: string; answer: (answer: Answer) => void }
  let sent: Sent[]
  let work: BalanceWork
  let stop: () => void
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T16:00:00.000Z') })
    sent = []
    const app = {
      replica,
      dispatch: (name: string) =>
        new Promise((answer) => sent.push({ name, answer: answer as never })),
      announcer: { show: vi.fn(), close: vi.fn() },
      clock: { now: Date.parse('2026-11-23T16:00:00.000Z') },
    }
    work = new BalanceWork(app as never, view as never)
    stop = $effect.root(() => {
      $effect(() => work.keepFresh())
    })
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })
  const reply = async (output: object) => {
    sent.shift()?.answer({ ok: true, output, seq: 8 })
    await vi.advanceTimersByTimeAsync(0)
  }
  const nos = () => work.rows.map(({ move, gone }) => (gone ? -move.task : move.task))

  it('has a fresh one in its place, row by row, and is told why', async () => {
    const [first, second, third] = [given(), given(), given()]
    told()
    work.start('permits')
    await reply(proposal([first, second]))
    work.toggle(second, false)
    sent = []
    work.held = true
    drawn('ben', { to: '12:00' })
    told()
    expect(work.changed).toBe('the day or the skills of Ben Ito are not as they were')
    await vi.advanceTimersByTimeAsync(900)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(sent.map(({ name }) => name)).toEqual(['balance.propose'])
    // Nothing goes until the fresh one is there.
    expect([nos(), work.renewed]).toEqual([[first, second], null])
    await reply(proposal([third, second], { proposal: 'q' }))
    expect(nos()).toEqual([-first, second, third])
    expect([work.changed, work.renewed]).toEqual([
      null,
      'the day or the skills of Ben Ito are not as they were',
    ])
    expect(work.chosen.map(({ task }) => task)).toEqual([third])
  })

  it('is not given another one all the time on a busy floor', async () => {
    const all = [given(), given(), given()]
    told()
    work.start('permits')
    await reply(proposal(all))
    for (const no of all.slice(0, 2)) {
      desk.do('ana', 'task.claim', { task: no })
      told()
      await vi.advanceTimersByTimeAsync(1_100)
      await reply(proposal(all.slice(all.indexOf(no) + 1), { proposal: `after ${no}` }))
    }
    expect(work.shown?.proposal).toBe(`after ${all[0]}`)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(sent.map(({ name }) => name)).toEqual(['balance.propose'])
    work.close()
  })
})
