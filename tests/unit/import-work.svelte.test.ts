import { describe, expect, it } from 'vitest'
import { mappingSchema, type ImportReport } from '../../server/contract/import.js'
import {
  ImportWork,
  keyOf,
  type ImportTools,
  type Unfinished,
} from '../../web/views/import-work.svelte.js'
import type { ImportAnswer, SendImport } from '../../web/wire/import-file.js'
import { NoAnswer } from '../../web/wire/link.js'

type Ask = Parameters<SendImport>[0]

const file = new File(['Kind\nPothole\n'], 'a.csv', { lastModified: 1 })

function report(ask: Ask, more: Partial<ImportReport> = {}): ImportReport {
  const mapping = mappingSchema.parse(ask.mapping ?? { columns: { title: 'Kind', type: 'Kind' } })
  const known = mapping.types.Pothole !== undefined || mapping.createTypes.includes('Pothole')
  return {
    importId: ask.importId,
    dryRun: ask.dryRun,
    file: { name: 'a.csv', encoding: 'utf-8', delimiter: ',' },
    mapping,
    columns: [],
    rows: 1,
    created: known ? 1 : 0,
    skipped: 0,
    leftOut: 0,
    refused: known ? 0 : 1,
    bad: [],
    refusedRows: [],
    preview: [],
    unknownTypes: known ? [] : [{ value: 'Pothole', rows: 1, guess: null }],
    notes: [],
    ...more,
  }
}

function bench(
  answers: (ask: Ask) => ImportAnswer | 'cut' = (ask) => ({ ok: true, output: report(ask) }),
) {
  const asks: Ask[] = []
  let kept: Unfinished | null = null
  let ids = 0
  const tools: ImportTools = {
    send: (ask, onProgress) => {
      asks.push(ask)
      const answer = answers(ask)
      onProgress({ done: asks.length, total: 9 })
      return answer === 'cut' ? Promise.reject(new NoAnswer('cut')) : Promise.resolve(answer)
    },
    makeType: (input) => Promise.resolve({ ok: true, id: input.name.toLowerCase() }),
    newId: () => `id-${++ids}`,
    keep: { read: () => kept, write: (unfinished) => (kept = unfinished) },
    wait: () => Promise.resolve(),
  }
  const keep = (unfinished: Unfinished) => (kept = unfinished)
  return { work: new ImportWork(tools), asks, tools, keep, kept: () => kept }
}

const settled = () => new Promise((done) => setTimeout(done, 0))

describe('an import', () => {
  it('looks at the file, takes choices, makes types and brings the rows in', async () => {
    const { work, asks, kept } = bench()
    await work.choose(file)
    expect(work.phase).toBe('ready')
    expect(work.report?.refused).toBe(1)
    work.makeRest('7')
    await settled()
    expect(work.report).toMatchObject({ created: 1, refused: 0 })
    expect(asks.at(-1)).toMatchObject({ dryRun: true, mapping: { createTypes: ['Pothole'] } })
    await work.run()
    expect(asks.at(-1)).toMatchObject({
      dryRun: false,
      mapping: { types: { Pothole: 'pothole' }, createTypes: [] },
    })
    expect([work.phase, kept()]).toEqual(['done', null])
  })

  it('goes on with the same id after the connection was lost', async () => {
    let cuts = 2
    const { work, asks } = bench((ask) =>
      !ask.dryRun && cuts-- > 0 ? 'cut' : { ok: true, output: report(ask) },
    )
    await work.choose(file)
    await work.run()
    const runs = asks.filter((ask) => !ask.dryRun)
    expect(runs).toHaveLength(3)
    expect(new Set(runs.map((ask) => ask.importId)).size).toBe(1)
    expect([work.phase, work.lost]).toEqual(['done', false])
  })

  it('keeps what was typed when the import is refused', async () => {
    const refusal: ImportAnswer = { ok: false, error: { code: 'not_allowed', message: 'no' } }
    const { work, kept } = bench((ask) =>
      ask.dryRun ? { ok: true, output: report(ask) } : refusal,
    )
    await work.choose(file)
    work.word('Pothole', { kind: 'known', type: 'permit', suggested: false })
    await settled()
    await work.run()
    expect([work.phase, work.failure?.message, kept()]).toEqual(['ready', 'no', null])
    expect(work.mapping?.types).toEqual({ Pothole: 'permit' })
  })

  it('offers to go on where an import of this very file stopped', async () => {
    const { work, asks, keep } = bench()
    const mapping = mappingSchema.parse({ columns: { title: 'Kind' }, defaultType: 'permit' })
    keep({ key: keyOf(file), importId: 'old', mapping })
    await work.choose(file)
    expect(work.unfinished?.importId).toBe('old')
    await work.goOn()
    expect(asks.at(-1)).toMatchObject({
      dryRun: false,
      importId: 'old',
      mapping: { defaultType: 'permit' },
    })
    expect(work.phase).toBe('done')
  })

  it('does not look again and again where the server writes a word otherwise', async () => {
    const fold = (ask: Ask) => {
      const { createTypes, ...mapping } = mappingSchema.parse(
        ask.mapping ?? { columns: { title: 'Kind', type: 'Kind' } },
      )
      const folded = { ...mapping, createTypes: createTypes.map((word) => `${word} `.trim()) }
      return report(ask, {
        mapping: folded,
        unknownTypes: createTypes.length > 0 ? [] : [{ value: 'Pot   hole', rows: 1, guess: null }],
      })
    }
    const { work, asks } = bench((ask) => ({ ok: true, output: fold(ask) }))
    await work.choose(file)
    work.makeRest('7')
    await settled()
    await settled()
    expect([asks.length, work.words.length, work.checking]).toEqual([2, 1, false])
  })

  it('waits its turn while the look before it still runs at the server', async () => {
    let busy = 2
    const { work, asks } = bench((ask) =>
      busy-- > 0
        ? { ok: false, error: { code: 'too_many', message: 'wait', retryAfterMs: 2_000 } }
        : { ok: true, output: report(ask) },
    )
    await work.choose(file)
    expect([asks.length, work.phase, work.failure]).toEqual([3, 'ready', null])
  })

  it('can go on after signing in again', async () => {
    const refusal: ImportAnswer = {
      ok: false,
      error: { code: 'not_signed_in', message: 'Sign in' },
    }
    const { work, kept } = bench((ask) =>
      ask.dryRun ? { ok: true, output: report(ask) } : refusal,
    )
    await work.choose(file)
    await work.run()
    expect(work.unfinished?.importId).toBe(kept()?.importId)
  })

  it('does not take the answer of a look that was overtaken', async () => {
    const { work, asks } = bench()
    await work.choose(file)
    const before = asks.length
    work.makeRest('7')
    work.makeRest('8')
    await settled()
    expect(asks.length - before).toBe(1)
  })

  it('refuses an empty file and one that is too large without sending it', async () => {
    const { work, asks } = bench()
    await work.choose(new File([], 'empty.csv'))
    expect(work.failure?.message).toBe('empty.csv is empty. Choose the file again after saving it.')
    expect([asks.length, work.phase]).toEqual([0, 'choose'])
  })

  it('says why a file cannot be read, and takes the next', async () => {
    let first = true
    const { work } = bench((ask) => {
      if (!first) return { ok: true, output: report(ask) }
      first = false
      return { ok: false, error: { code: 'invalid_input', message: 'The file has no rows.' } }
    })
    await work.choose(file)
    expect([work.phase, work.failure?.message]).toEqual(['choose', 'The file has no rows.'])
    await work.choose(file)
    expect([work.phase, work.failure]).toEqual(['ready', null])
  })
})
