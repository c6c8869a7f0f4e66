import { describe, expect, it } from 'vitest'
import type { LeaveRow } from '../../server/contract/desk-rows.js'
import type { OfficeRow, PersonRow } from '../../server/contract/rows.js'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { FloorDesk } from '../../web/pages/floor-desk.svelte.js'
import { personItems } from '../../web/pages/floor-menus.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import { LeaveView } from '../../web/views/leave.svelte.js'
import { callAction, callWords } from '../../web/views/floor-sentences.js'
import { Times } from '../../web/lib/times.js'
import { envelope, me, snapshot } from '../support/small-board.js'
import { at, held, iso, person } from './floor-rows.js'

const renee: Me = { ...me, ...person('renee', { role: 'lead', leads: ['desk'] }), username: 'r' }
const sue: Me = { ...me, ...person('sue', { role: 'supervisor', team: null }), username: 's' }
const ana: Me = { ...me, ...person('ana'), username: 'a' }
const people: PersonRow[] = [
  renee,
  person('ana', { presence: 'off' }),
  person('tom'),
  sue,
  person('joel', { team: 'mail' }),
]
const leave = (id: string, more: Partial<LeaveRow> = {}): LeaveRow => ({
  id,
  person: 'ana',
  team: 'desk',
  from: '2026-11-24',
  to: '2026-11-24',
  part: null,
  kind: 'vacation',
  reason: 'A wedding',
  state: 'asked',
  askedAt: iso('08:00'),
  askedBy: 'ana',
  word: null,
  answer: null,
  ...more,
})
const type = (id: string) => ({
  id,
  name: id === 'vital' ? 'Vital records' : id,
  standardMinutes: 25,
  steps: [],
  fields: [],
  reviewRate: 0,
  requiredLevel: 1 as const,
  team: 'desk',
  priority: 'normal' as const,
  due: null,
  active: true,
})

function screen(viewer: Me, leaves: LeaveRow[], desk: OfficeRow['desk'] = {}) {
  const shot = snapshot(1, [held(1, 'ana'), held(2, 'ana', { status: 'active' })], { me: viewer })
  shot.office = { ...shot.office, days: [1, 2, 3, 4, 5], desk }
  Object.assign(shot.tables, {
    team: [
      { id: 'desk', name: 'Desk', location: null },
      { id: 'mail', name: 'Mail', location: null },
    ],
    person: people,
    taskType: [type('permit'), type('vital')],
    skill: [
      ['ana', 'permit'],
      ['ana', 'vital'],
      ['tom', 'permit'],
    ].map(([who, what]) => ({
      id: `${who}/${what}`,
      person: who,
      team: 'desk',
      type: what,
      level: 3,
    })),
    leave: leaves,
  })
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  replica.freshness = { state: 'live', asOf: iso('10:00') }
  const app = {
    replica,
    outbox: { pending: new Map(), pendingOn: () => undefined },
    clock: { now: at('10:00') },
    router: { get: () => null },
    teams: { all: [...replica.tables.team.values()], current: null },
    keys: { hint: () => null, keyOf: () => 'a', off: false },
  } as unknown as App
  return { app, view: new LeaveView(app), replica }
}

it('tells an administrator when somebody is away, and neither why nor what to do about it', () => {
  const ada: Me = { ...me, ...person('ada', { role: 'admin', team: null }), username: 'd' }
  const veiled = { kind: 'other' as const, reason: null }
  const { view } = screen(ada, [leave('l1', veiled), leave('l2', { person: 'ada', team: null })])
  expect([view.looksOn, view.seesOthers]).toEqual([true, true])
  expect(view.open).toMatchObject([
    { name: 'Ana', kind: null, reason: null, answers: false, givesWord: false, cancels: null },
  ])
  expect(view.mine).toMatchObject([{ kind: 'Vacation', cancels: 'freely' }])
})

/** What the server says is left without Ana. */
const hours = [8, 9].map((hour) => ({
  day: '2026-11-24',
  hour,
  here: 2,
  of: 3,
  need: 3,
  types: [
    { type: 'permit', left: 1, need: 2 },
    { type: 'vital', left: 0, need: null },
  ],
}))
const answering = (asked: string[]) =>
  ((_name: string, { leave: id }: { leave: string }) => {
    asked.push(id)
    return Promise.resolve({ ok: true, seq: 1, output: { hours } })
  }) as unknown as App['dispatch']

describe('leave, as a lead sees it', () => {
  it('shows what coverage is left before it is answered, and nobody’s own to answer', async () => {
    const { view } = screen(renee, [leave('l1'), leave('l2', { person: 'renee' })])
    const asked: string[] = []
    expect(view.open[0]?.coverage).toBeNull()
    await view.learn(answering(asked))
    expect(asked).toEqual(['l1'])
    expect(view.open.map(({ name }) => name)).toEqual(['Ana'])
    expect(view.open[0]).toMatchObject({
      days: 'Tue 24 Nov',
      answers: true,
      cancels: 'reason',
      coverage: [
        'Tue 8–10: 2 of 3 here, 3 needed; nobody left can take Vital records',
        'Tue 8–10: 1 left can take permit, 2 needed',
      ],
    })
    expect(view.mine[0]).toMatchObject({ answers: false, cancels: 'freely' })
    expect(view.awaited.map(({ id }) => id)).toEqual(['l1'])
  })

  it('goes to those who are on leave when it is approved, live', () => {
    const { view, replica } = screen(renee, [leave('l1')])
    expect([view.open.length, view.ahead.length]).toEqual([1, 0])
    const answer = { by: 'renee', at: iso('10:00'), text: null }
    replica.apply(
      envelope(1, 2, [], [], { puts: { leave: [leave('l1', { state: 'approved', answer })] } }),
    )
    expect([view.open.length, view.ahead.length]).toEqual([0, 1])
    expect(view.ahead[0]).toMatchObject({ answers: false, coverage: null, answer: 'Renee, 10:00' })
  })

  it('asks for their word where a supervisor decides, once', async () => {
    const bySupervisor = { leaveBy: 'supervisor' as const }
    const { view } = screen(renee, [leave('l1')], bySupervisor)
    expect(view.open[0]).toMatchObject({ answers: false, givesWord: true })
    expect(view.awaited).toHaveLength(1)
    const word = { by: 'renee', at: iso('10:00'), text: 'Quiet week', favours: true }
    expect(screen(renee, [leave('l1', { word })], bySupervisor).view.awaited).toEqual([])
    const seen = screen(sue, [leave('l1', { word })], bySupervisor).view
    expect(seen.open[0]).toMatchObject({ answers: true, word: 'Renee is for it: Quiet week' })
    // What each can do is not told to supervisors; how many can is.
    await seen.learn(answering([]))
    expect(seen.open[0]?.coverage).toHaveLength(2)
    expect(screen(sue, [leave('l1')]).view.open[0]).toMatchObject({ answers: false })
  })
})

describe('one’s own leave', () => {
  it('can be taken back until it begins', () => {
    const cancels = (more: Partial<LeaveRow>) =>
      screen(ana, [leave('l1', more)]).view.mine[0]?.cancels
    expect(cancels({})).toBe('freely')
    expect(cancels({ state: 'approved' })).toBe('freely')
    expect(cancels({ state: 'approved', from: '2026-11-23' })).toBeNull()
    expect(cancels({ state: 'refused' })).toBeNull()
  })
})

describe('the floor', () => {
  const today = leave('l1', { from: '2026-11-23', to: '2026-11-25', state: 'approved' })

  it('says that somebody is on leave, and who on leave still holds work', () => {
    const { view } = new FloorDesk(screen(renee, [today, leave('l2', { person: 'tom' })]).app)
    const row = people.find(({ id }) => id === 'ana')!
    expect(view.onLeave(row)).toBe('On leave until Wed')
    expect(view.lanes.find(({ person: one }) => one.id === 'ana')?.load.left).toBe(0)
    const said = view.calls
      .filter(({ kind }) => kind === 'absent' || kind === 'leave')
      .map((call) => [
        callWords(call, new Times('UTC'), at('10:00')).sentence,
        callAction(call, true),
      ])
    expect(said).toEqual([
      ['Ana holds 2 tasks: on leave until Wed.', { kind: 'share', label: 'Give to…', tasks: [1] }],
      ['Tom asks for leave.', { kind: 'answer', label: 'Answer' }],
    ])
  })

  it('does not call it absence when some hours of the day are leave', () => {
    const part = { ...today, to: '2026-11-23', part: { from: '09:00', to: '11:00' } }
    const { view } = new FloorDesk(screen(renee, [part]).app)
    expect(view.onLeave(people[1]!)).toBe('On leave until 11:00')
    expect(view.calls.some(({ kind }) => kind === 'absent')).toBe(false)
  })

  it('counts the requests when there are several, and opens presence only for one’s own team', () => {
    const asked = [leave('l1'), leave('l2', { person: 'tom', askedAt: iso('07:00') })]
    const desk = new FloorDesk(screen(renee, asked).app)
    const call = desk.view.calls.find(({ kind }) => kind === 'leave')!
    expect(callWords(call, new Times('UTC'), at('10:00'))).toMatchObject({
      sentence: '2 requests for leave wait for you.',
      age: '3 h 00',
    })
    const actions = {
      view: desk.view,
      moves: desk.moves,
      open: () => undefined,
      giveTo: () => undefined,
      setDue: () => undefined,
      presence: () => undefined,
      checker: () => undefined,
      record: () => undefined,
      timed: true,
      assignHint: null,
      giveHint: null,
    }
    const labels = (id: string) =>
      personItems(
        people.find((one) => one.id === id)!,
        actions,
      ).flatMap((item) => ('label' in item ? [item.label] : []))
    expect(labels('ana')).toContain('Presence today')
    expect(labels('joel')).not.toContain('Presence today')
    // Whom one does not lead one does not name a checker either.
    expect(labels('ana')).toContain('What they may check…')
    expect(labels('joel')).not.toContain('What they may check…')
    const looking = new FloorDesk(screen(sue, asked).app)
    expect(
      personItems(people[1]!, { ...actions, view: looking.view, moves: looking.moves }).flatMap(
        (item) => ('label' in item ? [item.label] : []),
      ),
    ).not.toContain('Presence today')
  })
})
