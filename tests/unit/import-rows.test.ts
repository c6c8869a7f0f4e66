import { beforeEach, describe, expect, it } from 'vitest'
import type { RawMapping } from '../../server/contract/import.js'
import { taskType, teams, types } from '../support/floor.js'
import { Trial } from '../support/import-trial.js'

let trial: Trial
beforeEach(() => void (trial = new Trial()))

describe('rows', () => {
  const columns = { title: 'title', type: 'type' }
  const badOf = async (
    header: string,
    row: string,
    mapping: Partial<RawMapping> & Pick<RawMapping, 'columns'>,
  ) => (await trial.dry(`${header}\n${row}\n`, { defaultType: null, ...mapping })).bad

  it('name line, column and reason of everything that is wrong', async () => {
    const all = {
      ...columns,
      priority: 'prio',
      team: 'unit',
      dueAt: 'due',
      createdAt: 'in',
      'fields.dollars': '$',
      'fields.fund': 'fund',
    } as RawMapping['columns']
    const bad = await badOf(
      'title,type,prio,unit,due,in,$,fund',
      ',batch,soonish,Parks,02/30/2026,2099-01-01,much,Fire',
      { columns: all },
    )
    expect(bad.map(({ line, column }) => [line, column])).toEqual([
      [2, 'due'],
      [2, 'in'],
      [2, 'prio'],
      [2, 'unit'],
      [2, '$'],
      [2, 'fund'],
      [2, 'title'],
    ])
    expect(bad.map(({ reason }) => reason).join('\n')).toMatch(
      /does not exist\nis in the future\n.*no priority.*\nthere is no team called “Parks”.*\nDollars must be a number.*\nFund must be one of: General, Water\nmust not be empty/,
    )
  })

  it('that have more cells than the header are refused', async () => {
    expect(await badOf('title,type', 'Fence,permit,extra', { columns })).toEqual([
      {
        line: 2,
        column: '',
        reason: 'the line has 3 cells, the header 2; is a quotation mark missing?',
      },
    ])
  })

  it('with unknown types are counted by their word, with the likest type', async () => {
    const report = await trial.dry(
      'title,type\nA,Mail (incoming)\nB,mail  (Incoming)\nC,Zoo\nD,MAIL\nE,\n',
      { columns },
    )
    expect(report.unknownTypes).toEqual([
      { value: 'Mail (incoming)', rows: 2, guess: 'mail' },
      { value: 'Zoo', rows: 1, guess: null },
    ])
    expect(report).toMatchObject({
      created: 1,
      refused: 4,
      bad: [
        { line: 2, column: 'type' },
        { line: 3 },
        { line: 4 },
        { line: 6, reason: 'has no task type' },
      ],
    })
    const mapped = await trial.dry('title,type\nA,Mail (incoming)\nB,mail  (Incoming)\nC,Zoo\n', {
      columns,
      types: { 'MAIL (Incoming)': 'mail' },
      defaultType: 'copy',
    })
    expect(mapped.preview.map(({ type }) => type)).toEqual(['mail', 'mail', 'copy'])
  })

  it('do not take a type that is gone', async () => {
    const words = { types: [...types, taskType('old', { active: false })], teams }
    const report = await trial.dry(
      'title,type\nA,Old\nB,x\n',
      { columns, types: { x: 'old' } },
      { words },
    )
    expect(report.bad.map(({ reason }) => reason)).toEqual([
      '“Old” is no task type of this office; choose one for it',
      'there is no task type old any more',
    ])
  })

  it('take fields of their own type, and pass others over', async () => {
    const mapping = {
      columns: {
        ...columns,
        'fields.dollars': 'sum',
        'fields.count': 'n',
        'fields.fund': 'fund',
      } as RawMapping['columns'],
    }
    await trial.real(
      'title,type,sum,n,fund\nA,batch,"$1,234.50",12,water\nB,mail,much,x,y\nC,batch,(3.25),,\n',
      mapping,
    )
    expect(trial.calls[0]?.input.rows).toMatchObject([
      { line: 2, type: 'batch', fields: { dollars: 1234.5, count: 12, fund: 'Water' } },
      { line: 3, type: 'mail' },
      { line: 4, fields: { dollars: -3.25 } },
    ])
    expect(trial.calls[0]?.input.rows[1]).not.toHaveProperty('fields')
  })

  const finished =
    'title,state,closed\nA,Closed,2026-11-02 10:00:00\nB,Closed,\nC,Open,2026-11-02 10:00:00\nD,,2026-11-02\nE,,\n'
  const states = { title: 'title', status: 'state', finishedAt: 'closed' }
  it.each([
    [
      'asDone' as const,
      { created: 4, leftOut: 0, refused: 1 },
      ['2026-11-02T17:00:00.000Z', null, '2026-11-03T00:00:00.000Z', null],
    ],
    ['skip' as const, { created: 2, leftOut: 3, refused: 0 }, [null, null]],
    ['asOpen' as const, { created: 5, leftOut: 0, refused: 0 }, [null, null, null, null, null]],
  ])('that were finished before: %s', async (mode, counts, times) => {
    const report = await trial.dry(finished, {
      columns: states,
      defaultType: 'mail',
      finished: mode,
    })
    expect(report).toMatchObject(counts)
    expect(report.preview.map(({ finishedAt }) => finishedAt)).toEqual(times)
  })

  it('take back the apostrophe of an export', async () => {
    const report = await trial.dry("title,note\n'=A1,'+1\n", {
      columns: { title: 'title', note: 'note' },
      defaultType: 'mail',
    })
    expect(report.preview[0]?.title).toBe('=A1')
  })

  it('are skipped where their reference is here already or stood before', async () => {
    trial.known = ['R1']
    const report = await trial.dry('title,ref\nA,R1\nB,R2\nC,R2\nD,\n', {
      columns: { title: 'title', reference: 'ref' },
      defaultType: 'mail',
    })
    expect(report).toMatchObject({ created: 2, skipped: 2 })
    expect(report.preview.map(({ here }) => here)).toEqual([true, false, false, false])
  })
})
