/** What the published document says where a value alone would mislead. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Components } from '../../server/doors/openapi-parts.js'
import { tables } from '../../server/doors/openapi-shapes.js'

it('tells that minutes of a team are 0 for whoever does not lead it', () => {
  const tally = new Components({}).schemaOf(z.array(tables.tally), 'output')
  expect(tally).toMatchObject({
    items: {
      properties: {
        handleMinutes: {
          type: 'number',
          description: '0 also where nobody is timed, and of a team for whoever does not lead it',
        },
      },
    },
  })
})
