import { describe, expect, it } from 'vitest'
import { demoDay } from '../../db/demo/records.js'
import { becomes } from '../../db/demo/script.js'
import type { PlanHour } from '../../server/contract/desk-rows.js'
import { commands } from '../../server/contract/commands.js'
import { todaysArrivals } from '../../server/demo/arrivals.js'
import { chanceOf, lognormal } from '../../server/demo/chance.js'
import { clockOf, dayOf, midMorning, minuteOf, minutesOf } from '../../server/demo/clock.js'
import { weightOf } from '../../server/demo/intake.js'
import { demoOffice, demoOffices, officeRow } from '../../server/demo/office.js'
import { readOptions } from '../../server/demo/options.js'
import { planDay, type Step } from '../../server/demo/plan.js'
import { isTimeZone } from '../../server/domain/time-zone.js'

const now = new Date('2026-11-23T15:15:00Z')
const clock = midMorning(now)

const officeOf = (name: string) => {
  const office = demoOffice(name)
  if (!office) throw new Error(name)
  return office
}

describe('the demo’s clock', () => {
  it('is between 9:30 and 10:30 whenever one looks', () => {
    for (let minute = 0; minute < 1_440; minute += 1) {
      const at = new Date(Date.UTC(2026, 10, 23, 0, minute, 59))
      const local = minuteOf(midMorning(at), at)
      expect(local).toBeGreaterThanOrEqual(570)
      expect(local).toBeLessThan(630)
    }
  })

  it('names a zone that exists and that means the same when it is read again', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const there = midMorning(new Date(Date.UTC(2026, 10, 23, hour, 15)))
      expect(isTimeZone(there.timeZone), there.timeZone).toBe(true)
      expect(clockOf(there.timeZone)).toEqual(there)
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone: there.timeZone, hour: 'numeric' })
      expect(shown.format(new Date(Date.UTC(2026, 10, 23, hour, 15)))).toBe('10')
    }
  })

  it('may be on another day than the machine', () => {
    const late = new Date('2026-11-23T23:10:00Z')
    expect(midMorning(late).timeZone).toBe('Etc/GMT-11')
    expect(dayOf(midMorning(late), late)).toBe('2026-11-24')
    expect(() => clockOf('America/Denver')).toThrow(RangeError)
  })
})

describe.each(demoOffices)('the plan of %s', (name) => {
  const office = officeOf(name)
  const steps = planDay(office, clock, now)
  const count = (command: string, of: Step[] = steps) =>
    of.filter((step) => step.command === command).length

  it('knows what each of Boston’s types is there', () => {
    const unknown = office.records.filter((record) => becomes(office.script, record) === null)
    expect([...new Set(unknown.map(({ type }) => type))]).toEqual([])
    for (const type of [
      ...office.script.becomes.map(([, { type }]) => type),
      ...office.script.routine.map(({ type }) => type),
    ]) {
      expect([...office.types.keys()]).toContain(type)
    }
  })

  it('comes out the same twice, and an hour later but for the time', () => {
    expect(planDay(office, clock, now)).toEqual(steps)
    const later = new Date(now.getTime() + 3_600_000)
    const shifted = planDay(office, midMorning(later), later)
    const back = (text: string) => new Date(Date.parse(text) - 3_600_000).toISOString()
    const stamps = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g
    expect(JSON.parse(JSON.stringify(shifted).replace(stamps, back))).toEqual(
      JSON.parse(JSON.stringify(steps)),
    )
  })

  it('has only commands that the contract takes, in order of time, none after its end', () => {
    let last = ''
    for (const step of steps) {
      const input = {
        ...step.input,
        ...(step.task ? { task: 1 } : {}),
        ...(step.tasks ? { tasks: [1] } : {}),
        ...(step.leave ? { leave: 'some' } : {}),
      }
      commands[step.command].input.parse(input)
      expect(step.at >= last).toBe(true)
      last = step.at
    }
    expect(minuteOf(clock, new Date(last))).toBeLessThanOrEqual(570)
  })

  it('makes each task before it is touched, and only once', () => {
    const made = new Set<string>()
    for (const step of steps) {
      for (const key of [step.task ?? [], step.tasks ?? []].flat())
        expect(made.has(key), key).toBe(true)
      if (step.makes === undefined) continue
      expect(made.has(step.makes)).toBe(false)
      made.add(step.makes)
    }
  })

  it.each([570, 585, 600, 615, 629])('leaves 60 to 120 tasks open at minute %i', (until) => {
    const past = planDay(office, clock, now, until)
    const open = count('task.create', past) - count('task.finish', past)
    expect(open).toBeGreaterThanOrEqual(60)
    expect(open).toBeLessThanOrEqual(120)
  })

  it('only adds to the past as time goes on, but for the question', () => {
    const told = (step: Step) => step.command !== 'help.ask'
    const longer = planDay(office, clock, now, 600).map((step) => JSON.stringify(step))
    expect(longer).toEqual(
      expect.arrayContaining(steps.filter(told).map((step) => JSON.stringify(step))),
    )
  })

  it('follows the real day’s curve', () => {
    const perHour = (minutes: number[]) => {
      const hours = new Array<number>(24).fill(0)
      for (const minute of minutes) hours[Math.floor(minute / 60)]! += 1
      return hours
    }
    const real = office.records.filter(({ opened }) => opened.startsWith(demoDay))
    const realHours = perHour(
      real.map(({ opened }) => Number(opened.slice(11, 13)) * 60 + Number(opened.slice(14, 16))),
    )
    const ours = todaysArrivals(office).filter(({ key }) => !key.startsWith('routine'))
    expect(perHour(ours.map(({ minute }) => minute))).toEqual(realHours)
  })

  it('has something of everything that a floor shows', () => {
    for (const command of [
      'task.hold',
      'task.note',
      'task.assign',
      'task.step',
      'help.ask',
      'task.import',
      'plan.publish',
      'hour.note',
      'hour.sign',
      'leave.ask',
      'leave.answer',
    ]) {
      expect(count(command), command).toBeGreaterThan(0)
    }
    const made = steps
      .filter((step) => step.command === 'task.create')
      .map(({ input }) => input as Record<string, unknown>)
    expect(made.some(({ confidential }) => confidential === true)).toBe(true)
    expect(made.filter(({ priority }) => priority === 'urgent').length).toBeGreaterThan(1)
  })

  it('plans no more than people and demand allow', () => {
    const publishes = steps.filter(({ command }) => command === 'plan.publish')
    for (const { input } of publishes) {
      const { team, hours } = input as { team: string; hours: PlanHour[] }
      const clerks = office.template.people.filter(
        (one) => one.role === 'clerk' && one.team === team,
      )
      const minutes = hours.reduce((all, one) => all + one.standardMinutes, 0)
      expect(minutes, team).toBeGreaterThan(0)
      expect(minutes, team).toBeLessThanOrEqual(clerks.length * 8 * 60 * 0.9)
      const isOf = ({ input: made }: Pick<Step, 'input'>) => {
        const type = office.types.get((made as { type: string }).type)
        return type?.team === team
      }
      const open = steps.filter((step) => step.command === 'task.create' && isOf(step)).length
      const weekAgo = new Date(now.getTime() - 7 * 86_400_000).toISOString().slice(0, 10)
      const came = steps
        .filter(({ command }) => command === 'task.import')
        .flatMap((step) => (step.input as { rows: { type: string; createdAt: string }[] }).rows)
        .filter((row) => row.createdAt.startsWith(weekAgo) && isOf({ input: row })).length
      const planned = hours.reduce((all, one) => all + one.tasks, 0)
      expect(planned, team).toBeLessThanOrEqual((open + came) * 1.15)
    }
  })

  it('has a past as busy as its day', () => {
    const rows = steps
      .filter(({ command }) => command === 'task.import')
      .flatMap(({ input }) => (input as { rows: { createdAt: string; finishedAt: string }[] }).rows)
    const today = todaysArrivals(office).filter(({ key }) => !key.startsWith('routine')).length
    const lastWeek = dayOf(clock, new Date(now.getTime() - 7 * 86_400_000))
    const count = (mark: 'createdAt' | 'finishedAt') =>
      rows.filter((row) => dayOf(clock, new Date(row[mark])) === lastWeek).length
    expect(count('createdAt') / today).toBeGreaterThan(0.8)
    expect(count('finishedAt') / today).toBeGreaterThan(0.8)
    const { opens, closes } = office.template
    for (const { finishedAt } of rows) {
      const minute = minuteOf(clock, new Date(finishedAt))
      expect(minute).toBeGreaterThanOrEqual(minutesOf(opens))
      expect(minute).toBeLessThan(minutesOf(closes))
    }
  })

  it('says what it is', () => {
    const row = officeRow(office, clock)
    expect(row).toMatchObject({ timeZone: 'Etc/GMT+5', days: [1, 2, 3, 4, 5, 6, 7] })
    expect(row.demo?.notice).toContain('UTC−5')
    expect(row.demo?.notice).toContain('2011')
    expect(row.demo?.source).toContain('PDDL')
  })
})

describe('handle times', () => {
  it('have the median and the tail asked for', () => {
    const chance = chanceOf('handle times')
    const drawn = Array.from({ length: 20_000 }, () => lognormal(chance, 7, 1.3)).toSorted(
      (a, b) => a - b,
    )
    const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length
    const spread = Math.sqrt(drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / drawn.length)
    expect(drawn[10_000]).toBeCloseTo(7, 0)
    expect(spread / mean).toBeGreaterThan(1)
    expect(spread / mean).toBeLessThan(1.7)
  })
})

describe('the intake', () => {
  it('lets more in when little is open, nothing when much is', () => {
    expect(weightOf(40, 5)).toBe(2)
    expect(weightOf(95, 5)).toBe(1)
    expect(weightOf(116, 5)).toBe(0)
    expect(weightOf(60, 15)).toBe(0)
    for (let open = 0; open < 130; open += 1)
      expect(weightOf(open + 1, 5)).toBeLessThanOrEqual(weightOf(open, 5))
  })
})

describe('the command line', () => {
  it('is read, and what it does not know is named', () => {
    expect(readOptions([])).toEqual({ office: 'denver-311', still: false, fresh: false })
    expect(readOptions(['--still', '--office', 'st-louis-clerical', '--fresh'])).toEqual({
      office: 'st-louis-clerical',
      still: true,
      fresh: true,
    })
    expect(readOptions(['--office=st-louis-clerical']).office).toBe('st-louis-clerical')
    expect(() => readOptions(['--office', 'atlantis'])).toThrow(
      /atlantis.*denver-311, st-louis-clerical/,
    )
    expect(() => readOptions(['--stil'])).toThrow(/--stil/)
  })
})
