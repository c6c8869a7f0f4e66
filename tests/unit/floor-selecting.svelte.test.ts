import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me } from '../../server/contract/wire.js'
import { FloorView } from '../../web/views/floor.svelte.js'
import { TaskPicks } from '../../web/pages/task-picks.svelte.js'
import type { FloorDesk } from '../../web/pages/floor-desk.svelte.js'
import { envelope, me, settle } from '../support/small-board.js'
import { at, held, iso, person, task } from './floor-rows.js'
import { floor, renee } from './floor-screen.js'

beforeEach(() => {
  vi.useFakeTimers({ now: at('10:00') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('selecting', () => {
  const many = Array.from({ length: 312 }, (_, at) => task(at + 1))

  it('takes the first that one command takes, and says so', async () => {
    const { desk, link, shown } = floor(renee, { open: many })
    desk.selectAll(desk.view.shown)
    const first = desk.view.shown.slice(0, 200).map(({ no }) => no)
    expect([...desk.selection.chosen]).toEqual(first)
    expect(shown.map(({ text }) => text)).toEqual([
      '200 of 312 selected: the most that one command takes.',
    ])
    desk.giving = [...desk.selection.chosen]
    void desk.give('ana')
    await settle()
    expect(link.sent[0]?.frame.input).toMatchObject({ tasks: first })
  })

  it('says nothing of it where all of them fit, and makes room where some are let go', () => {
    const { desk, shown } = floor(renee, { open: many })
    desk.select([1, 2, 3], true)
    expect(shown).toEqual([])
    desk.selectAll(desk.view.shown)
    desk.select([1, 2], false)
    desk.select([301, 302], true)
    expect(desk.selection.chosen.size).toBe(200)
    expect(desk.selection.chosen.has(302)).toBe(true)
    expect(shown).toHaveLength(1)
  })
})

describe('selecting in another list', () => {
  const far = task(900)
  const listed = [task(1), far, task(901, { status: 'done' }), task(902, { team: 'mail' })]
  const key = (key: string, more: KeyboardEventInit = {}) => ({ key, ...more }) as KeyboardEvent

  /** What a search found, of which the board holds only #1. */
  function found() {
    const stage = floor(renee, { open: [task(1)] })
    let rows = listed
    const view = new FloorView(stage.desk.app, (no) => rows.find((row) => row.no === no))
    const picks = new TaskPicks(stage.desk.app, view)
    picks.moves.onchanged = (changed) => (rows = [...changed, ...rows])
    return { ...stage, picks }
  }

  it('takes what is open and of a team that one leads, on the board or not', () => {
    const { picks } = found()
    expect(picks.rowKey(key('a', { ctrlKey: true }), far, listed)).toBe(true)
    expect([...picks.selection.chosen]).toEqual([1, 900])
    expect(picks.rowKey(key('a'), listed[3]!, listed)).toBe(false)
    picks.keep(listed.slice(1))
    expect([...picks.selection.chosen]).toEqual([900])
    expect(picks.rowKey(key('Escape'), far, listed)).toBe(true)
    expect([...picks.selection.chosen]).toEqual([])
  })

  it('changes them with one command, shows how they stand, and undoes it with one', async () => {
    const { picks, link, shown, answer } = found()
    picks.select([1, 900], true)
    const high = picks.selectionItems.find((one) => 'label' in one && one.label === 'High')
    if (high && 'onselect' in high) high.onselect?.()
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({
      name: 'task.change',
      input: { tasks: [1, 900], priority: 'high' },
    })
    await answer([1, 900].map((no) => task(no, { priority: 'high', seq: 2 })))
    expect(picks.view.taskOf(900)).toMatchObject({ priority: 'high' })
    shown.at(-1)?.action?.run()
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({ name: 'undo.apply' })
    await answer([1, 900].map((no) => task(no, { seq: 3 })))
    expect(picks.view.taskOf(900)).toMatchObject({ priority: 'normal' })
  })
})

describe('selecting on lanes', () => {
  const laid = [task(1), held(4, 'ana'), held(5, 'ana'), held(6, 'ana'), held(7, 'tom')]
  const chip = (no: number) => ({ dataset: { task: String(no) } }) as unknown as HTMLElement
  const press = (desk: FloorDesk, no: number, key: string, more: KeyboardEventInit = {}) =>
    desk.laneKey({ key, ...more } as KeyboardEvent, chip(no))
  const picked = (desk: FloorDesk) => [...desk.selection.chosen].sort()

  it('chooses by Space, a range by Shift, a whole lane by Ctrl+A, and lets all go by Escape', () => {
    const { desk } = floor(renee, { open: laid })
    expect(press(desk, 4, ' ')).toBe(true)
    desk.keepShown()
    expect(picked(desk)).toEqual([4])
    press(desk, 6, ' ', { shiftKey: true })
    expect(picked(desk)).toEqual([4, 5, 6])
    press(desk, 5, ' ')
    expect(picked(desk)).toEqual([4, 6])
    press(desk, 7, 'a', { ctrlKey: true })
    expect(picked(desk)).toEqual([4, 6, 7])
    press(desk, 7, 'Escape')
    expect(picked(desk)).toEqual([])
    expect(press(desk, 7, 'Escape')).toBe(false)
  })

  it('acts on all of them with one command, from any of them, those of the queue too', async () => {
    const { desk, link } = floor(renee, { open: laid })
    press(desk, 4, ' ')
    press(desk, 7, ' ')
    press(desk, 7, 'Delete')
    await settle()
    expect(link.sent.shift()?.frame).toMatchObject({
      name: 'task.assign',
      input: { tasks: [4, 7], to: null },
    })
    desk.select([1], true)
    press(desk, 4, 'a')
    expect(desk.giving).toEqual([4, 7, 1])
    // What is not among them is meant alone.
    press(desk, 5, 'a')
    expect(desk.giving).toEqual([5])
  })

  it('is begun by touch from the menu of one, and goes on by taps', () => {
    const { desk, view } = floor(renee, { open: laid })
    desk.laneMenu('next', view.taskOf(4)!, 'ana', chip(4))
    const item = desk.menu?.items.find((one) => 'label' in one && one.label === 'Select')
    if (item && 'onselect' in item) item.onselect?.()
    const lane = view.lanes.find(({ person: one }) => one.id === 'tom')!
    expect(desk.picksOf(lane)).toMatchObject({ ticking: true, chosen: new Set([4]) })
    desk.picksOf(lane)?.pick(view.taskOf(7)!, false)
    expect(picked(desk)).toEqual([4, 7])
  })

  it('lets go of what somebody has begun meanwhile', () => {
    const { desk, replica } = floor(renee, { open: laid })
    press(desk, 4, 'a', { ctrlKey: true })
    const begun = held(5, 'ana', { status: 'active', claimedAt: iso('10:00') })
    replica.apply(envelope(1, 2, [begun]))
    desk.keepShown()
    expect(picked(desk)).toEqual([4, 6])
  })

  it('keeps what waits on somebody outside meanwhile: it can still be given away or returned', async () => {
    const { desk, link, replica } = floor(renee, { open: laid })
    press(desk, 4, ' ')
    press(desk, 7, ' ')
    replica.apply(envelope(1, 2, [held(4, 'ana', { status: 'waiting' })]))
    desk.keepShown()
    expect(picked(desk)).toEqual([4, 7])
    press(desk, 7, 'Delete')
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({ input: { tasks: [4, 7], to: null } })
  })

  it('is not for who looks on', () => {
    const sue: Me = { ...me, ...person('sue', { role: 'supervisor', team: null }), username: 's' }
    const { desk, view } = floor(sue, { open: laid })
    expect(desk.picksOf(view.lanes[0]!)).toBeUndefined()
    expect(press(desk, 4, ' ')).toBe(false)
  })
})
