/** What is next for a clerk, in the minutes that it should take them. */
import { expect, it } from 'vitest'
import type { App } from '../../web/lib/context.js'
import { Times } from '../../web/lib/times.js'
import { Replica } from '../../web/replica/replica.svelte.js'
import { MyWork } from '../../web/views/my-work.svelte.js'
import { me, snapshot } from '../support/small-board.js'
import { at, held } from './floor-rows.js'

function myWork(usual: object[]) {
  const mine = [held(1, me.id), held(2, me.id, { type: 'mail', standardMinutes: 6 })]
  const shot = snapshot(1, mine)
  Object.assign(shot.tables, { usual })
  const replica = new Replica(() => Promise.resolve(null as never))
  replica.load(shot)
  return new MyWork({
    replica,
    clock: { now: at('10:00') },
    times: new Times('Etc/GMT'),
    router: { get: () => null, list: () => [] },
  } as unknown as App)
}

it('is the standard until something is learnt', () => {
  const view = myWork([])
  expect(view.nextMinutes).toBe(31)
  expect(view.lane.basis).toEqual({ finished: 0, byStandard: ['permit', 'mail'] })
})

it('is what is learnt of me, and the load along my shift is laid out with it', () => {
  const id = `${me.id}/permit`
  const view = myWork([{ id, person: me.id, team: me.team, type: 'permit', tasks: 8, ratios: 16 }])
  expect(view.nextMinutes).toBe(37.5 + 6)
  expect(view.load.assigned).toBe(37.5 + 6)
  expect(view.lane.basis).toEqual({ finished: 8, byStandard: ['mail'] })
})
