import { expect, it } from 'vitest'
import { Desk } from '../support/floor.js'

const counted = (desk: Desk) =>
  [...desk.board.tables.tally.values()].map(({ person, tasks, standardMinutes, handleMinutes }) => [
    person,
    tasks,
    standardMinutes,
    handleMinutes,
  ])

it('counts what was finished once, although it is reopened and finished again', () => {
  const desk = new Desk()
  const make = () => desk.do('ana', 'task.create', { type: 'mail', title: 'Letter' }).task.no
  const finish = (no: number) => {
    desk.do('ana', 'task.claim', { task: no })
    desk.later(5)
    desk.do('ana', 'task.finish', { task: no })
    return desk.entries.at(-1)?.puts.find(({ t }) => t === 'task')?.row
  }
  finish(make())
  const no = make()
  const done = finish(no)
  expect(counted(desk)).toEqual([
    ['ana', 2, 12, 10],
    [null, 2, 12, 10],
  ])
  // A finished task is not in memory; the line reads it.
  desk.board.tables.task.set(no, done as never)
  expect(desk.board.tables.usual.get('ana/mail')?.tasks).toBe(2)
  desk.do('lee', 'task.reopen', { task: no, reason: 'Not signed' })
  expect(counted(desk)).toEqual([
    ['ana', 1, 6, 5],
    [null, 1, 6, 5],
  ])
  expect(desk.board.tables.usual.get('ana/mail')?.tasks).toBe(1)
  finish(no)
  expect(desk.board.tables.usual.get('ana/mail')?.tasks).toBe(2)
  expect(counted(desk)).toEqual([
    ['ana', 2, 12, 15],
    [null, 2, 12, 15],
  ])
})
