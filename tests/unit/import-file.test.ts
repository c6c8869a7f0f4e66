import { beforeEach, describe, expect, it } from 'vitest'
import type { RawMapping } from '../../server/contract/import.js'
import type { ImportPorts } from '../../server/core/importing/import-file.js'
import { refusalOf, Trial, type Call } from '../support/import-trial.js'

let trial: Trial
beforeEach(() => void (trial = new Trial()))

describe('importing', () => {
  const many = `title,ref\n${Array.from({ length: 450 }, (_, n) => `Task ${n},R${n}`).join('\n')}\n`
  const mapping: RawMapping = { columns: { title: 'title', reference: 'ref' }, defaultType: 'mail' }

  it('sends at most 200 rows a command, and tells how far it is', async () => {
    const seen: [number, number][] = []
    const report = await trial.real(many, mapping, {
      progress: (done, total) => void seen.push([done, total]),
    })
    expect(trial.calls.map(({ input }) => input.rows.length)).toEqual([200, 200, 50])
    expect(seen).toEqual([
      [0, 450],
      [200, 450],
      [400, 450],
      [450, 450],
    ])
    expect(report).toMatchObject({ rows: 450, created: 450, refusedRows: [] })
  })

  it('uses the same ids for the same file again, and others for another', async () => {
    await trial.real(many, mapping)
    const first = trial.calls.map(({ id }) => id)
    trial.calls = []
    await trial.real(many, mapping)
    expect(trial.calls.map(({ id }) => id)).toEqual(first)
    trial.calls = []
    await trial.real(many.replace('Task 449', 'Task 449b'), mapping)
    expect(trial.calls.map(({ id }) => id).slice(0, 2)).toEqual(first.slice(0, 2))
    expect(trial.calls[2]?.id).not.toBe(first[2])
    expect(new Set(first).size).toBe(3)
  })

  it('asks again with the same id while an outcome is unknown', async () => {
    let times = 0
    const run: ImportPorts['run'] = async (name, input, id) => {
      trial.keep(name, input, id)
      return ++times < 2
        ? { ok: false, error: { code: 'unavailable', message: 'The database is away.' } }
        : trial.taken(trial.calls[0] as Call)
    }
    expect(
      await trial.real('title\nA\n', { columns: { title: 'title' }, defaultType: 'mail' }, { run }),
    ).toMatchObject({ created: 1 })
    expect(trial.calls.map(({ id }) => id)).toEqual([trial.calls[0]?.id, trial.calls[0]?.id])
  })

  it('stops where a command is refused, and says how far it came', async () => {
    const run: ImportPorts['run'] = async (name, input, id) => {
      trial.keep(name, input, id)
      return trial.calls.length === 1
        ? trial.taken(trial.calls[0] as Call)
        : { ok: false, error: { code: 'not_signed_in', message: 'Sign in first.' } }
    }
    expect(await refusalOf(trial.real(many, mapping, { run }))).toEqual({
      code: 'not_signed_in',
      message:
        'Sign in first. 200 of 450 rows were taken before; send the same import again to go on.',
    })
  })

  it('stops when nobody waits any more', async () => {
    expect(
      await refusalOf(trial.real(many, mapping, { stopped: () => trial.calls.length > 0 })),
    ).toMatchObject({
      code: 'unavailable',
    })
    expect(trial.calls).toHaveLength(1)
  })

  it('gives refused rows back with their cells and reasons, whoever refused them', async () => {
    const run: ImportPorts['run'] = async () => ({
      ok: true,
      seq: 1,
      output: {
        created: 1,
        skipped: [3],
        refused: [{ line: 2, column: 'team', reason: 'there is no team x' }],
      },
    })
    const report = await trial.real(
      'title,ref,due,unit\n=A,R1,,Permits\nB,R2\nC,R3,soon,"x, y"\nD,R4\n',
      {
        ...mapping,
        columns: { ...mapping.columns, dueAt: 'due', team: 'unit' } as RawMapping['columns'],
      },
      { run },
    )
    expect(report).toMatchObject({ rows: 4, created: 1, skipped: 1, refused: 2 })
    expect(report.refusedRows).toEqual([
      { line: 2, cells: ['=A', 'R1', '', 'Permits'], why: 'unit: there is no team x' },
      {
        line: 4,
        cells: ['C', 'R3', 'soon', 'x, y'],
        why: expect.stringContaining('due: “soon” is not a date') as string,
      },
    ])
  })

  it('makes the types that were asked for, once each and only those in use', async () => {
    const report = await trial.real('title,type\nA,Zoo\nB,zoo\nC,mail\nD,Park\n', {
      columns: { title: 'title', type: 'type' },
      createTypes: ['Zoo', 'Park', 'Pier'],
      createMinutes: 7,
    })
    expect(report).toMatchObject({ created: 4, unknownTypes: [] })
    expect(
      trial.calls.map(({ name, input }) =>
        name === 'type.save' ? input : input.rows.map(({ type }) => type),
      ),
    ).toEqual([
      { name: 'Zoo', standardMinutes: 7 },
      { name: 'Park', standardMinutes: 7 },
      ['made-1', 'made-1', 'mail', 'made-2'],
    ])
  })

  it('says when types may not be made', async () => {
    const run: ImportPorts['run'] = async () => ({
      ok: false,
      error: { code: 'not_allowed', message: 'Your role (clerk) cannot do that.' },
    })
    expect(
      await refusalOf(
        trial.real(
          'title,type\nA,Zoo\n',
          { columns: { title: 'title', type: 'type' }, createTypes: ['Zoo'] },
          { run },
        ),
      ),
    ).toEqual({
      code: 'not_allowed',
      message: 'The task type “Zoo” could not be made. Your role (clerk) cannot do that.',
    })
  })

  it('refuses a mapping of another file, but shows it in a dry run', async () => {
    const other: RawMapping = {
      columns: { title: 'title', dueAt: 'Deadline' },
      defaultType: 'mail',
    }
    expect(await refusalOf(trial.real('title\nA\n', other))).toMatchObject({
      code: 'invalid_input',
      message: 'The file has no column “Deadline”.',
    })
    const report = await trial.dry('title\nA\n', other)
    expect(report.notes[0]).toBe(
      'The mapping reads a column “Deadline”, which this file does not have.',
    )
    expect(report.mapping.columns).toEqual({ title: 'title' })
  })
})
