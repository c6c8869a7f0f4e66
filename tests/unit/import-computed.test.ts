import { expect, it } from 'vitest'
import { taskType, teams } from '../support/floor.js'
import { Trial } from '../support/import-trial.js'
import { officeFields } from '../../web/views/import-mapping.js'

const field = { required: false, unit: null, choices: [] }
const batch = taskType('batch', {
  fields: [
    { ...field, id: 'expected', label: 'Expected', kind: 'money' },
    { ...field, id: 'entered', label: 'Entered', kind: 'money' },
    {
      ...field,
      id: 'difference',
      label: 'Difference',
      kind: 'computed',
      formula: { op: 'difference', of: ['entered', 'expected'] },
    },
  ],
})
const words = { types: [batch], teams }
const file = 'title,type,expected,entered,difference\nMonday,batch,10.50,11,99\n'
const typed = { 'fields.expected': 'expected', 'fields.entered': 'entered' }

it('is never guessed to be a column of a file', async () => {
  const report = await new Trial().dry(file, null, { words })
  expect(report.mapping.columns).toMatchObject(typed)
  expect(report.mapping.columns).not.toHaveProperty(['fields.difference'])
})

it('is passed over where a mapping names it all the same', async () => {
  const trial = new Trial()
  const columns = { title: 'title', type: 'type', ...typed, 'fields.difference': 'difference' }
  const report = await trial.real(file, { columns }, {}, { words })
  const sent = trial.calls.map(({ input }) => input)
  expect(report).toMatchObject({ created: 1, refused: 0, bad: [] })
  expect(sent).toMatchObject([{ rows: [{ fields: { expected: 10.5, entered: 11 } }] }])
  expect(JSON.stringify(sent)).not.toContain('99')
})

it('is not offered when columns are chosen', () => {
  expect(officeFields([batch]).map(({ id }) => id)).toEqual(['entered', 'expected'])
})
