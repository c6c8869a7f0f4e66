/** Leave in the demo: asked for and answered by the real commands, on the days before. */
import type { LeaveScript } from '../../db/demo/script.js'
import type { LeaveRow } from '../contract/desk-rows.js'
import { addDays } from '../domain/timetable.js'
import { minutesOf } from './clock.js'
import { demoId, personId, type DemoOffice } from './office.js'
import type { Happening } from './plan.js'

const daysOf = ({ from, to, part, kind, reason }: LeaveScript, day: string) => ({
  from: addDays(day, from),
  to: addDays(day, to),
  part: part ?? null,
  kind,
  reason,
})

const minuteOf = ({ daysAgo, at }: { daysAgo: number; at: string }) =>
  minutesOf(at) - daysAgo * 1_440

/** The steps that ask for it and answer it; `leave` is the key under which an answer finds it. */
export function leaveSteps({ script }: DemoOffice, day: string): Happening[] {
  return script.leave.flatMap((one, index): Happening[] => {
    const key = `leave-${index}`
    const ask: Happening = {
      minute: minuteOf(one.asked),
      person: one.person,
      command: 'leave.ask',
      input: daysOf(one, day),
      makes: key,
    }
    if (!one.answer) return [ask]
    const { by, approve, reason = null } = one.answer
    const answer: Happening = {
      minute: minuteOf(one.answer),
      person: by,
      command: 'leave.answer',
      input: { approve, reason },
      leave: key,
    }
    return [ask, answer]
  })
}

/** The approved leave as rows, for who plans with it before the commands have run. */
export function leaveRows({ template, script }: DemoOffice, day: string): LeaveRow[] {
  return script.leave
    .filter(({ answer }) => answer?.approve)
    .map((one, index) => ({
      id: demoId(template.id, 'leave', index),
      person: personId(template.id, one.person),
      team: template.people.find(({ username }) => username === one.person)?.team ?? null,
      ...daysOf(one, day),
      state: 'approved',
      askedAt: day,
      askedBy: personId(template.id, one.person),
      word: null,
      answer: null,
    }))
}
