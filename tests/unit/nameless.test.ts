import { expect, it } from 'vitest'
import type { ShownTask } from '../../server/contract/rows.js'
import { nameless } from '../../server/reads/pace.js'

const clerk = (id: string) => ({ id, role: 'clerk' as const, team: 'permits', leads: [] })
const task = {
  no: 7,
  team: 'permits',
  finishedBy: 'ana',
  handleMinutes: 14,
  steps: [{ id: 'filed', name: 'Filed', doneAt: '2026-11-23T16:05:00.000Z', doneBy: 'ana' }],
} as unknown as ShownTask

it('tells others what was finished in an hour, and not by whom, step by step either', () => {
  expect(JSON.stringify(nameless(clerk('ben'), task))).not.toContain('ana')
  expect(nameless(clerk('ben'), task).steps).toMatchObject([{ id: 'filed', doneBy: null }])
})

it('leaves it whole for who finished it and for the leads of the team', () => {
  expect(nameless(clerk('ana'), task)).toBe(task)
  expect(nameless({ ...clerk('lee'), role: 'lead', leads: ['permits'] }, task)).toBe(task)
})
