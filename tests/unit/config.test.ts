import { describe, expect, it } from 'vitest'
import { isSecure, mustBeLoopback, readConfig } from '../../server/config.js'
import { readable } from '../../server/log.js'

describe('the environment', () => {
  it('has usual values, also where a variable is there but empty', () => {
    const usual = {
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      databaseUrl: null,
      origins: [],
      logLevel: 'info',
      metricsToken: null,
      idleMinutes: 30,
    }
    expect(readConfig({})).toEqual(usual)
    const names = ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'ORIGIN', 'METRICS_TOKEN']
    const empty = Object.fromEntries(names.map((name) => [name, '']))
    expect(readConfig({ ...empty, LOG_LEVEL: '', IDLE_MINUTES: '' })).toEqual(usual)
  })

  it('takes several origins, and is secure when one of them is https', () => {
    const config = readConfig({ ORIGIN: 'https://board.example.gov, http://10.0.0.5:3000' })
    expect(config.origins).toEqual(['https://board.example.gov', 'http://10.0.0.5:3000'])
    expect(isSecure(config)).toBe(true)
    expect(isSecure(readConfig({ ORIGIN: 'http://10.0.0.5:3000' }))).toBe(false)
  })

  it.each([
    ['PORT', '99999', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '3000.5', 'PORT must be a whole number from 0 to 65535'],
    ['IDLE_MINUTES', '5', 'IDLE_MINUTES must be a whole number from 15 to 720'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info'],
    ['DATABASE_URL', 'mysql://x', 'DATABASE_URL must be like postgresql://'],
    ['ORIGIN', 'board.example.gov', 'ORIGIN must be like https://board.example.gov;'],
    ['ORIGIN', 'https://board.example.gov/app', '"https://board.example.gov/app" is not an origin'],
  ])('refuses %s=%s in a sentence that names it', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(sentence)
  })

  it('names every variable at fault at once', () => {
    expect(() => readConfig({ PORT: 'x', IDLE_MINUTES: 'y' })).toThrow(/PORT .*\nIDLE_MINUTES /)
  })

  it('keeps the demo on this machine', () => {
    expect(() => mustBeLoopback(readConfig({ HOST: 'localhost' }))).not.toThrow()
    expect(() => mustBeLoopback(readConfig({ HOST: '0.0.0.0' }))).toThrow('this machine only')
  })
})

it('writes an event for a person to read', () => {
  const time = new Date(2026, 2, 2, 9, 5, 7).getTime()
  const event = {
    time,
    level: 40,
    msg: 'notify failed',
    office: 'north',
    err: { stack: 'E: x\n at y' },
  }
  expect(readable(JSON.stringify(event))).toBe(
    '09:05:07 warning notify failed office="north"\n  E: x\n   at y\n',
  )
})
