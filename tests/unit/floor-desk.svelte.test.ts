import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ShownTask } from '../../server/contract/rows.js'
import type { FloorDesk } from '../../web/pages/floor-desk.svelte.js'
import { verdictOf } from '../../web/pages/floor-drag.svelte.js'
import { taskItems, type MenuActions } from '../../web/pages/floor-menus.js'
import type { MenuItem } from '../../web/parts/Menu.svelte'
import { settle } from '../support/small-board.js'
import { at, held, iso, task } from './floor-rows.js'
import { floor, people, renee, tasks } from './floor-screen.js'

beforeEach(() => {
  vi.useFakeTimers({ now: at('10:00') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('giving tasks away', () => {
  it('shows them on their way until there is an answer, then offers to undo', async () => {
    const { desk, view, link, shown, answer } = floor()
    desk.select([1, 2], true)
    desk.giving = [1, 2]
    void desk.give('ana')
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({
      name: 'task.assign',
      input: { tasks: [1, 2], to: 'ana' },
    })
    expect(view.arriving.get('ana')?.map(({ no }) => no)).toEqual([1, 2])
    expect(view.pendingOn(1)).toBe(true)
    expect(desk.selection.chosen.size).toBe(0)
    await answer([held(1, 'ana', { dueAt: iso('09:00') }), held(2, 'ana')])
    expect(view.arriving.size).toBe(0)
    expect(view.lanes.find((lane) => lane.person.id === 'ana')?.next.map(({ no }) => no)).toEqual([
      1, 2, 4,
    ])
    expect(shown.at(-1)?.text).toBe('Ana was given #1, #2.')
    shown.at(-1)?.action?.run()
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({ name: 'undo.apply', input: { undo: 'undo-2' } })
  })

  it('undoes the whole of it with one command, and says why when one has moved on', async () => {
    const { desk, link, shown, answer } = floor()
    void desk.moves.assign([2, 4], 'renee')
    await settle()
    await answer([held(2, 'renee'), held(4, 'renee')])
    shown.at(-1)?.action?.run()
    await settle()
    expect(link.sent.map(({ frame }) => frame.name)).toEqual(['undo.apply'])
    const message = 'Nothing was undone: #4 has moved on since.'
    await answer(null, { code: 'stale', message })
    expect(shown.at(-1)).toMatchObject({ text: message, tone: 'late' })
  })

  it('offers what can be done to all that are selected, and changes them with one command', async () => {
    const { desk, link, shown, answer } = floor()
    desk.select([1, 4], true)
    const labels = desk.selectionItems.flatMap((item) => ('label' in item ? item.label : []))
    expect(labels).toEqual([
      '1 task back to the queue',
      'Priority',
      'Urgent',
      'High',
      'Normal',
      'Low',
      'Due time…',
    ])
    void desk.moves.change([1, 4], { priority: 'high' })
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({
      name: 'task.change',
      input: { tasks: [1, 4], priority: 'high' },
    })
    await answer([task(1, { priority: 'high' })])
    expect(shown.at(-1)?.text).toBe('#1, #4: priority high.')
    shown.at(-1)?.action?.run()
    await settle()
    expect(link.sent[0]?.frame.name).toBe('undo.apply')
  })

  it('keeps what is held with its holder, and lets it go again', async () => {
    const { desk, link, answer } = floor()
    const item = () => desk.selectionItems.find((one) => 'icon' in one && one.icon === 'pin')
    desk.select([4], true)
    expect(item()).toMatchObject({ label: 'Keep with its holder' })
    void desk.moves.pin([4], true)
    await settle()
    expect(link.sent[0]?.frame).toMatchObject({
      name: 'task.pin',
      input: { tasks: [4], pinned: true },
    })
    await answer([held(4, 'ana', { pinned: true })])
    expect(item()).toMatchObject({ label: 'Let Balance move it' })
  })

  it('names each task at fault and keeps the selection when refused', async () => {
    const { desk, shown, answer } = floor()
    desk.select([1, 2], true)
    desk.giving = [1, 2]
    void desk.give('tom')
    await settle()
    await answer(null, {
      problems: [{ path: 'tasks.1', message: 'Tom has no skill for #2 (Permit)' }],
    })
    expect([...desk.moves.refusals]).toEqual([[2, 'Tom has no skill for #2 (Permit)']])
    expect(shown.at(-1)).toMatchObject({ text: 'Nothing was assigned.', tone: 'late' })
    expect([...desk.selection.chosen]).toEqual([1, 2])
  })

  it('gives the next task that the person can do', async () => {
    const { desk, link, shown } = floor()
    void desk.moves.giveNext('ana')
    await settle()
    expect(link.sent[0]?.frame.input).toEqual({ tasks: [1], to: 'ana' })
    expect(await desk.moves.giveNext('tom')).toBe(false)
    expect(shown.at(-1)?.text).toBe('Nothing in the queue that Tom can do.')
  })
})

describe('who can take a task', () => {
  it('is said in words, the best first', () => {
    const { view } = floor()
    const takers = view.takersOf([task(1)])
    expect(takers.map(({ id, whyNot }) => [id, whyNot])).toEqual([
      ['ana', null],
      ['renee', null],
      ['tom', 'Permit needs level 2'],
    ])
    expect(view.whyNot(people[3]!, task(1))).toBe('works in another team')
    expect(view.whyNot(people[1]!, tasks[2]!)).toBe('in hand: release it first')
  })
  it('is nobody who is at another place than the work, for what is suggested', () => {
    const able = (location: string | null) => floor(renee, { location }).view.mayDo(people[1]!, task(1))
    expect([null, ' hall', 'Annex'].map(able)).toEqual([true, true, false])
    const { view } = floor(renee, { location: 'Annex' })
    expect(view.calls.find(({ kind }) => kind === 'late')).toMatchObject({ give: null })
    expect(floor().view.calls.find(({ kind }) => kind === 'late')).not.toMatchObject({ give: null })
  })
  it('is told while a task is held over a lane', () => {
    const { view } = floor()
    expect(verdictOf(view, people[1]!, [task(1)])).toMatchObject({
      may: true,
      text: '25 min more, 5 h 55 free after',
    })
    expect(verdictOf(view, people[2]!, [task(1)])).toMatchObject({
      may: false,
      text: 'Cannot take it',
    })
    expect(verdictOf(view, people[1]!, [tasks[3]!])).toMatchObject({
      may: false,
      text: 'Already here',
    })
  })
})

describe('menus', () => {
  const labels = (items: MenuItem[]) =>
    items.flatMap((item) => ('label' in item ? [item.label] : []))
  const actionsOf = ({ view, moves }: FloorDesk): MenuActions => ({
    view,
    moves,
    open: () => undefined,
    giveTo: () => undefined,
    setDue: () => undefined,
    presence: () => undefined,
    checker: () => undefined,
    record: () => undefined,
    timed: true,
    assignHint: null,
    giveHint: null,
  })
  it('release work in hand only by an explicit choice', () => {
    const { desk } = floor()
    const inHand = labels(taskItems(tasks[2]!, [3], actionsOf(desk)))
    expect(inHand).toContain('Take out of Ana’s hands')
    expect(inHand).not.toContain('Give to…')
    expect(labels(taskItems(tasks[3]!, [4], actionsOf(desk)))).toContain('Back to the queue')
  })
  it('have a task checked once, and not while it is being checked', () => {
    const { desk } = floor()
    const offered = (change: Partial<ShownTask>) =>
      taskItems({ ...tasks[2]!, ...change }, [3], actionsOf(desk)).find(
        (item) => 'label' in item && item.label === 'Check this one',
      )
    expect(offered({})).not.toHaveProperty('disabled')
    expect(offered({ checkAsked: 'another' })).toMatchObject({
      disabled: true,
      reason: 'asked for already',
    })
    expect(offered({ status: 'review' })).toBeUndefined()
    const mine = taskItems({ ...tasks[2]!, checkAsked: renee.id }, [3], actionsOf(desk))
    expect(labels(mine)).toContain('Take back the check')
  })
  it('let a supervisor look, and no more', () => {
    const { desk, view } = floor({ ...renee, role: 'supervisor', leads: [] })
    expect(view.calls.every((call) => !('give' in call) || call.give === null)).toBe(true)
    expect(view.readOnly).toBe(true)
    expect(labels(taskItems(tasks[0]!, [1], actionsOf(desk)))).toEqual(['Open'])
    expect(desk.focused()).toEqual([])
  })
})

it('stands still at the moment the screen lost touch', () => {
  const { view, replica } = floor()
  expect(view.now).toBe(at('10:00'))
  replica.freshness = { state: 'stale', asOf: iso('09:41') }
  expect(view.now).toBe(at('09:41'))
})
