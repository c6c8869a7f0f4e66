import { beforeEach, expect, it } from 'vitest'
import type { App } from '../../web/lib/context.js'
import { officeDay } from '../../web/views/floor-day.js'
import { FloorForecast } from '../../web/views/floor-forecast.svelte.js'
import { stripOutlook } from '../../web/views/strip-outlook.js'
import { said } from '../support/pace-day.js'
import { office } from '../support/floor.js'

const forecast = said.forecast!
const at = (time: string) => Date.parse(`2026-11-23T${time}:00.000Z`)
const show = (one: number | string) => new Date(one).toISOString().slice(11, 16)
const told = (change: Partial<typeof forecast>, finished = 6) =>
  stripOutlook(
    { ...forecast, ...change },
    { finished, planned: { now: 8, day: 15, hours: new Map() }, closes: at('17:00'), clock: show },
  )

it('tells when the queue is clear on an axis of full hours around the closing time', () => {
  const clear = {
    low: '2026-11-23T15:40:00.000Z',
    mid: '2026-11-23T16:10:00.000Z',
    high: '2026-11-23T16:55:00.000Z',
  }
  const { clear: shown } = told({ clear })
  expect(shown).toMatchObject({ figure: '16:10', band: '80 %: 15:40 to 16:55' })
  expect([shown?.span.from, shown?.span.to].map((one) => show(one!))).toEqual(['15:00', '18:00'])
  expect(told({ clear: { ...clear, mid: null, high: null } }).clear).toMatchObject({
    figure: 'not today',
    band: '80 %: 15:40 to not today',
  })
  expect(told({ clear: { low: null, mid: null, high: null } }).clear?.band).toBe(
    'hardly any chance of it',
  )
  expect(told({ clear: null }).clear).toBeNull()
})

it('takes nothing back that is finished since the forecast was made', () => {
  const finished = { low: 9, mid: 12, high: 16 }
  expect(told({ finished }).finished).toEqual({
    figure: '12',
    unit: 'of 15 planned',
    band: '80 %: 9 to 16',
  })
  expect(told({ finished }, 14).finished).toMatchObject({ figure: '14', band: '80 %: 14 to 16' })
})

type Seen = { team: string | null; seq: number; now: number; staffedAt: number; state: string }
let floor = $state<Seen>({ team: null, seq: 0, now: 0, staffedAt: 0, state: 'live' })
let asked: string[]
const dispatch = ((_name: string, { team }: { team: string }) => {
  asked.push(team)
  return Promise.resolve({ ok: true, output: said, seq: 1 })
}) as unknown as App['dispatch']
const watch = () =>
  new FloorForecast(
    {
      replica: {
        get seq() {
          return floor.seq
        },
        get staffedAt() {
          return floor.staffedAt
        },
        get freshness() {
          return { state: floor.state }
        },
        tables: { backlog: new Map([['1', { team: 'desk', tasks: 3 }]]) },
      },
      clock: {
        get now() {
          return floor.now
        },
      },
    } as never,
    () => ({ team: floor.team, day: officeDay(office, floor.now) }),
  )
beforeEach(() => {
  floor = { team: 'desk', seq: 7, now: at('16:00'), staffedAt: 0, state: 'live' }
  asked = []
})

it('is asked for once a minute while the floor moves, and at once when shifts change or another team is shown', async () => {
  const shown = watch()
  const refresh = () => shown.refresh(dispatch)
  expect(shown.forecast).toBeNull()
  await refresh()
  await refresh()
  expect(asked).toEqual(['desk'])
  expect(shown.forecast).toEqual(said.forecast)
  floor.now += 61_000
  await refresh()
  expect(asked).toHaveLength(1)
  floor.seq = 8
  await refresh()
  expect(asked).toHaveLength(2)
  floor.seq = floor.staffedAt = 9
  await refresh()
  expect(asked).toHaveLength(3)
  floor.team = 'records'
  await refresh()
  expect(asked.at(-1)).toBe('records')
})

it('is neither asked for of several teams at once nor without a connection', async () => {
  const shown = watch()
  floor.team = null
  await shown.refresh(dispatch)
  floor.team = 'desk'
  floor.state = 'stale'
  await shown.refresh(dispatch)
  expect(asked).toEqual([])
})
