import { expect, it } from 'vitest'
import { told } from '../../server/log.js'

it('keeps of an error what explains it, and nothing that hangs on it', () => {
  const error = Object.assign(new Error('Connection terminated', { cause: new Error('reset') }), {
    code: '57P01',
    client: { secretKey: 7_654_321, activeQuery: { values: ['Ana Delgado'] } },
  })
  const line = JSON.stringify(told(error))
  expect(JSON.parse(line)).toMatchObject({
    type: 'Error',
    message: 'Connection terminated',
    code: '57P01',
    cause: { message: 'reset' },
  })
  expect(line).toContain('log.test.ts')
  expect(line).not.toMatch(/7654321|Ana Delgado/)
  expect(told('gone')).toEqual({ message: 'gone' })
})
