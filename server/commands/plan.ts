/** Planned output of a team's day: a draft that the lead corrects, then versions that are in force. */
import type { PlanHour, PlanRow } from '../contract/desk-rows.js'
import type { Problem } from '../contract/errors.js'
import type { CommandOf, Ctx } from '../core/command.js'
import { refuse, refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { officeDay } from '../domain/due.js'
import { hourSpan, plannableHours, planPeople } from '../domain/plan.js'
import { addDays } from '../domain/timetable.js'
import { mayShape, mayUse } from './policy.js'
import { timetableIn } from './timetable-rows.js'

/** As far ahead as a timetable is drawn; all plans to come are on every screen. */
const AHEAD_DAYS = 366

type TeamDay = { team: string; day: string }
const planId = ({ team, day }: TeamDay) => `${team}/${day}`
const clock = (hour: number) => `${hour}:00`

export const planSave: CommandOf<'plan.save'> = {
  decide(rows, { hours, ...at }, ctx) {
    led('plan.save', rows, at.team, ctx)
    const old = rows.get('plan', planId(at))
    checkDay(at.day, ctx)
    if (old && old.version > 0)
      refuse('wrong_state', 'The plan of that day is published; publish a change and say why.')
    checkHours(rows, at, hours, ctx)
    const plan: PlanRow = { id: planId(at), ...at, hours: inOrder(hours), version: 0, versions: [] }
    rows.put('plan', plan)
    return { plan }
  },
}

export const planPublish: CommandOf<'plan.publish'> = {
  decide(rows, { hours: given, reason, ...at }, ctx) {
    led('plan.publish', rows, at.team, ctx)
    const old = rows.get('plan', planId(at))
    checkDay(at.day, ctx)
    const hours = inOrder(given ?? old?.hours ?? nothingSaved())
    checkHours(rows, at, hours, ctx)
    if (old && old.version > 0) checkChange(old, hours, reason, ctx)
    const version = (old?.version ?? 0) + 1
    const made = { version, at: ctx.now, by: ctx.actor.id, reason: reason ?? null, hours }
    const versions = [...(old?.versions ?? []), made]
    const plan: PlanRow = { id: planId(at), ...at, hours, version, versions }
    rows.put('plan', plan)
    return { plan }
  },
}

const inOrder = (hours: readonly PlanHour[]) => [...hours].sort((a, b) => a.hour - b.hour)

const nothingSaved = () =>
  refuseInput([{ path: 'hours', message: 'name the hours: there is no draft of that day' }])

/** @throws Refusal `not_found`, or `not_allowed` for a team that the actor does not lead */
export function led(
  name: 'plan.save' | 'plan.publish' | 'hour.note' | 'hour.sign',
  rows: Unit,
  team: string,
  ctx: Ctx,
): void {
  mayUse(name, ctx.actor)
  if (!rows.get('team', team)) refuse('not_found', `There is no team ${team} in this office.`)
  mayShape(name, ctx.actor, team)
}

function checkDay(day: string, ctx: Ctx): void {
  const today = officeDay(ctx.now, ctx.office.timeZone).day
  if (day < today) refuseInput([{ path: 'day', message: 'is over; plan today or a day to come' }])
  if (day > addDays(today, AHEAD_DAYS))
    refuseInput([{ path: 'day', message: 'is more than a year ahead' }])
}

/** Each hour once, and only hours of the day: of the office, of somebody's shift, or planned before. */
function checkHours(rows: Unit, at: TeamDay, hours: readonly PlanHour[], ctx: Ctx): void {
  const timetable = timetableIn(rows, ctx.office)
  const people = planPeople(rows.all('person'), at.team)
  const known = new Set(plannableHours({ timetable, people, day: at.day }))
  for (const { hour } of rows.get('plan', planId(at))?.hours ?? []) known.add(hour)
  if (known.size === 0)
    refuseInput([
      { path: 'day', message: 'the office is closed then, and nobody of the team works' },
    ])
  const problems = hours.flatMap(({ hour }, index): Problem[] => {
    const path = `hours.${index}.hour`
    if (!known.has(hour)) return [{ path, message: `${clock(hour)} is outside that day’s hours` }]
    const twice = hours.findIndex((other) => other.hour === hour) < index
    return twice ? [{ path, message: `${clock(hour)} is there twice` }] : []
  })
  if (problems.length > 0) refuseInput(problems)
}

const same = (a: PlanHour | undefined, b: PlanHour | undefined) =>
  (a?.tasks ?? 0) === (b?.tasks ?? 0) && (a?.standardMinutes ?? 0) === (b?.standardMinutes ?? 0)

/** A change has a reason, changes something, and leaves alone what hours were measured against. */
function checkChange(
  old: PlanRow,
  hours: readonly PlanHour[],
  reason: string | undefined,
  ctx: Ctx,
): void {
  const all = new Set([...old.hours, ...hours].map(({ hour }) => hour))
  const changed = [...all].filter((hour) => !same(find(old.hours, hour), find(hours, hour)))
  if (changed.length === 0)
    refuseInput([
      { path: 'hours', message: `are those of version ${old.version}; nothing changes` },
    ])
  const over = changed.filter(
    (hour) => hourSpan(old.day, hour, ctx.office.timeZone).to <= Date.parse(ctx.now),
  )
  const problems: Problem[] = over.map((hour) => {
    const index = hours.findIndex((one) => one.hour === hour)
    return {
      path: index < 0 ? 'hours' : `hours.${index}`,
      message: `${clock(hour)} is over; what was planned for it stays`,
    }
  })
  if (!reason)
    problems.push({ path: 'reason', message: 'say why a plan that is published changes' })
  if (problems.length > 0) refuseInput(problems)
}

const find = (hours: readonly PlanHour[], hour: number) => hours.find((one) => one.hour === hour)
