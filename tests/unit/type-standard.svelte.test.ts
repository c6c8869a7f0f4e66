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

describe('a new standard', () => {
  const draft = { team: '', minutes: '8', daily: '', due: null, reason: 'x' }
  const days = { count: 2, unit: 'businessDays', citation: null } as const

  it('names the due rule where there is another, and for a team that it has the type’s', () => {
    expect(standardInput('mail', draft)).toEqual({
      type: 'mail',
      standardMinutes: 8,
      dailyCount: null,
      reason: 'x',
    })
    expect(standardInput('mail', { ...draft, team: 'permits' })).toMatchObject({
      team: 'permits',
      due: 'type',
    })
    for (const team of ['', 'permits'])
      expect(standardInput('mail', { ...draft, team, due: dueDraft(days) }).due).toMatchObject(days)
  })
})
