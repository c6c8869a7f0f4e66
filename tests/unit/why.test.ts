import { beforeEach, expect, it } from 'vitest'
import { showTask } from '../../server/domain/audience.js'
import { Desk } from '../support/floor.js'

const WHY = 'Ana would have 93 % of the day filled, Ben 71 %'
const viewer = (id: string, leads: string[] = []) => ({
  id,
  role: leads.length > 0 ? ('lead' as const) : ('clerk' as const),
  team: 'permits',
  leads,
})

let desk: Desk
beforeEach(() => (desk = new Desk()))

const balanced = () => {
  const { no } = desk.do('lee', 'task.create', { type: 'mail', title: 'Letter' }).task
  const move = { task: no, from: null, to: 'ana', place: 1, why: WHY }
  desk.do('lee', 'balance.apply', { team: 'permits', seq: desk.board.seq, moves: [move] })
  return desk.board.tables.task.get(no)!
}

it('tells why a balance gave work to somebody to them and their leads alone', () => {
  const task = balanced()
  expect(showTask(viewer('ana'), task).why).toBe(WHY)
  expect(showTask(viewer('lee', ['permits']), task).why).toBe(WHY)
  for (const other of [viewer('ben'), viewer('lou', ['records'])])
    expect(showTask(other, task)).not.toHaveProperty('why')
})
