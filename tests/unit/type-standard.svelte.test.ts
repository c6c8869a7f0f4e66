import type { StandardRow } from '../../server/contract/desk-rows.js'
import { dailyCountOf } from '../../server/domain/standard.js'
import { describe, expect, it } from 'vitest'
import type { App } from '../../web/lib/context.js'
import { dueDraft } from '../../web/views/due-form.js'
import { MeasureReading, standardInput } from '../../web/views/type-standard.svelte.js'

const measure = (type: string, team: string | null, median: number) => ({
  type,
  ...(team && { team }),
  measured: { median, low: 1, high: 9, n: 30 },
})

describe('the measure beside a standard', () => {
  it('is that of who is chosen, whichever answer comes last', async () => {
    const answers: ((median: number) => void)[] = []
    const dispatch = (_name: string, { type, team }: { type: string; team?: string }) =>
      new Promise((done) =>
        answers.push((median) => done({ ok: true, output: measure(type, team ?? null, median) })),
      )
    const reading = new MeasureReading(dispatch as App['dispatch'])
    const all = reading.read('mail', '')
    answers[0]?.(5)
    await all
    expect(reading.shown?.measured?.median).toBe(5)
    // Another team's is not there yet, so there is nothing to take.
    const slow = reading.read('mail', 'records')
    expect(reading.shown).toBeNull()
    const wanted = reading.read('mail', 'permits')
    answers[2]?.(7)
    await wanted
    answers[1]?.(50)
    await slow
    expect(reading.shown).toMatchObject({ team: 'permits', measured: { median: 7 } })
    const again = reading.read('mail', 'permits')
    expect(reading.shown).toMatchObject({ team: 'permits' })
    answers[3]?.(8)
    await again
    expect(reading.shown?.measured?.median).toBe(8)
  })

  it('gives way to why it is refused', async () => {
    let ok = true
    const dispatch = () =>
      Promise.resolve(
        ok ? { ok, output: measure('mail', null, 5) } : { ok, error: { message: 'Not yours.' } },
      )
    const reading = new MeasureReading(dispatch as unknown as App['dispatch'])
    await reading.read('mail', '')
    ok = false
    await reading.read('mail', '')
    expect([reading.shown, reading.refused]).toEqual([null, 'Not yours.'])
  })
})

describe('a daily count of a team', () => {
  const draft = { team: 'permits', minutes: '8', daily: '', due: null, reason: 'x' }

  it('is that of the type where it says the same, and can be another, or none', () => {
    const sent = (daily: string) => standardInput({ id: 'mail' }, { ...draft, daily }, 40)
    expect(sent('40')).toMatchObject({ dailyCount: 'type' })
    expect(sent('25')).toMatchObject({ dailyCount: 25 })
    expect(sent('')).toMatchObject({ dailyCount: null })
  })

  it('that is none stays none, whatever the type has', () => {
    const standard = { type: 'mail', version: 1, from: '2026-11-20T16:00:00.000Z', dailyCount: 40 }
    const rows = [standard] as StandardRow[]
    const teams = {
      permits: { standardMinutes: 8, dailyCount: null },
      copy: { standardMinutes: 8 },
    }
    const type = { id: 'mail', teams }
    expect(dailyCountOf(type, rows, null)).toBe(40)
    expect(dailyCountOf(type, rows, 'permits')).toBeNull()
    expect(dailyCountOf(type, rows, 'copy')).toBe(40)
    expect(dailyCountOf(type, rows, 'other')).toBe(40)
    // What held on a day before it was set is not known.
    expect(dailyCountOf(type, rows, 'copy', '2026-11-20T07:00:00.000Z')).toBeNull()
  })
})

describe('a new standard', () => {
  const draft = { team: '', minutes: '8', daily: '', due: null, reason: 'x' }
  const days = { count: 2, unit: 'businessDays', citation: null } as const

  it('names the due rule where there is another, and for a team that it has the type’s', () => {
    expect(standardInput({ id: 'mail' }, draft, 40)).toEqual({
      type: 'mail',
      standardMinutes: 8,
      dailyCount: null,
      reason: 'x',
    })
    expect(standardInput({ id: 'mail' }, { ...draft, team: 'permits' }, 40)).toMatchObject({
      team: 'permits',
      due: 'type',
    })
    for (const team of ['', 'permits'])
      expect(
        standardInput({ id: 'mail' }, { ...draft, team, due: dueDraft(days) }, null).due,
      ).toMatchObject(days)
  })
})
