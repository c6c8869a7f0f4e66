import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me } from '../../server/contract/wire.js'
import type { App } from '../../web/lib/context.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import type { PaceDay } from '../../web/views/pace-model.js'
import { PaceView } from '../../web/views/pace.svelte.js'
import { DAY, iso, at, hours, said, tally } from '../support/pace-day.js'
import { envelope, me, snapshot, task } from '../support/small-board.js'

const renee: Me = { ...me, id: 'renee', role: 'lead', leads: ['desk'] }

function page(viewer: Me = renee, query: Record<string, string> = {}) {
  const shot = snapshot(1, [], { me: viewer })
  Object.assign(shot.tables, {
    team: [{ id: 'desk', name: 'Desk', location: null }],
    person: [{ ...viewer }, { ...me, id: 'ana' }, { ...me, id: 'joel', team: 'other' }],
    tally: [tally(8, { tasks: 4, standardMinutes: 24 })],
    taskType: [{ id: 'mail', name: 'Mail', active: true }] as never,
  })
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  replica.freshness = { state: 'live', asOf: iso('09:30') }
  const asked: { name: string; input: object }[] = []
  const day: PaceDay = {
    day: DAY,
    at: iso('09:30'),
    opens: iso('08:00'),
    closes: iso('17:00'),
    hours,
    plan: null,
  }
  const time = $state({ now: at('09:30') })
  const app = {
    replica,
    clock: time,
    router: {
      get: (name: string) => query[name] ?? null,
      number: (name: string) => (query[name] ? Number(query[name]) : null),
    },
    teams: { all: [...replica.tables.team.values()], current: 'desk' },
    dispatch: (name: string, input: object) => {
      asked.push({ name, input })
      return Promise.resolve({ ok: true, output: name === 'pace.day' ? day : said, seq: 1 })
    },
  } as unknown as App
  return { view: new PaceView(app), replica, asked, time }
}

describe('the page', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: at('09:30') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('follows the board’s tallies without asking again', async () => {
    const { view, replica, asked } = page()
    await view.refresh()
    expect(view.pace.total).toBe(4)
    replica.apply(
      envelope(1, 2, [], [], {
        puts: { tally: [tally(9, { tasks: 3, standardMinutes: 18 })] },
        drops: {},
      }),
    )
    expect(view.pace.total).toBe(7)
    await view.refresh()
    expect(asked).toHaveLength(2)
  })

  it('counts what came since it asked', async () => {
    const { view, replica } = page()
    await view.refresh()
    const came = task(7, { createdAt: iso('09:31') })
    const others = [
      task(8, { createdAt: iso('09:29') }),
      task(9, { createdAt: iso('09:31'), team: 'other' }),
    ]
    replica.apply(envelope(1, 2, [came, ...others]))
    expect(view.hours.map(({ arrived }) => arrived?.tasks)).toEqual([2, 3, 2])
  })

  it('asks anew after a minute in which something changed, and only then', async () => {
    const { view, replica, asked, time } = page()
    await view.refresh()
    time.now += 61_000
    await view.refresh()
    expect(asked).toHaveLength(2)
    replica.apply(envelope(1, 2))
    await view.refresh()
    expect(asked).toHaveLength(4)
    replica.apply(envelope(2, 3))
    await view.refresh()
    expect(asked).toHaveLength(4)
  })

  it('asks for the forecast of what is looked at', async () => {
    const asked = async (query: Record<string, string>) => {
      const { view, asked: all } = page(renee, query)
      await view.refresh()
      return all.filter(({ name }) => name === 'pace.forecast').map(({ input }) => input)
    }
    expect(await asked({ type: 'mail' })).toEqual([{ team: 'desk', type: 'mail' }])
    expect(await asked({ person: 'ana' })).toEqual([{ team: 'desk', person: 'ana' }])
    expect(await asked({ type: 'mail', person: 'ana' })).toEqual([])
  })

  it('asks for the forecast alone, at once and once, when shifts, leave or many tasks come', async () => {
    const { view, replica, asked } = page()
    await view.refresh()
    asked.length = 0
    const change = (from: number, table: string, rows: object[]) =>
      replica.apply(
        envelope(from, from + 1, [], [], { puts: { [table]: rows } as never, drops: {} }),
      )
    const backlog = (tasks: number) => [
      {
        id: 'desk/mail/normal',
        team: 'desk',
        type: 'mail',
        priority: 'normal',
        tasks,
        standardMinutes: 6,
      },
    ]
    change(1, 'shift', [{ id: 'ana/2026-11-23' }])
    const first = view.refresh()
    // While that is asked for more changes: it is asked about once, after that.
    change(2, 'leave', [{ id: 'l' }])
    change(3, 'pattern', [{ id: 'p' }])
    await Promise.all([first, view.refresh()])
    expect(asked.map(({ name }) => name)).toEqual(['pace.forecast', 'pace.forecast'])
    await view.refresh()
    expect(asked).toHaveLength(2)
    change(4, 'backlog', backlog(2))
    await view.refresh()
    expect(asked).toHaveLength(2)
    change(5, 'backlog', backlog(30))
    await view.refresh()
    await view.refresh()
    expect(asked).toHaveLength(3)
  })

  it('shows a person to their lead only', async () => {
    const { view, asked } = page(renee, { person: 'ana', type: 'gone' })
    await view.refresh()
    expect(asked[0]?.input).toEqual({ team: 'desk', person: 'ana' })
    expect(view.people.map(({ id }) => id)).not.toContain('joel')
    expect(asked[1]?.input).toEqual({ team: 'desk', person: 'ana' })
    const other = page({ ...renee, role: 'supervisor', leads: [] }, { person: 'ana' })
    await other.view.refresh()
    expect(other.asked[0]?.input).toEqual({ team: 'desk' })
    expect(other.view.people).toEqual([])
  })

  it('stands still at the time of the last sign of life', async () => {
    const { view, replica, time } = page()
    await view.refresh()
    replica.freshness = { state: 'stale', asOf: iso('09:20') }
    time.now = at('10:30')
    expect(view.now).toBe(at('09:20'))
    expect(view.stale).toBe(true)
    expect(view.pace.finished.at(-1)?.x).toBe(at('09:20'))
  })
})
