import { describe, expect, it } from 'vitest'
import { createOrigins } from '../../server/doors/origin.js'

const here = { host: '127.0.0.1', port: 3900 }

describe('the origins from which a change may come', () => {
  it('are the server’s own address where none is listed, by every name of a loopback', () => {
    const may = createOrigins([], () => here)
    expect(may('http://127.0.0.1:3900')).toBe(true)
    expect(may('http://LOCALHOST:3900')).toBe(true)
    expect(may('http://127.0.0.1:3901')).toBe(false)
    expect(may('https://127.0.0.1:3900')).toBe(false)
  })

  it('are those listed and no other', () => {
    const may = createOrigins(['https://board.example.gov/'], () => here)
    expect(may('https://board.example.gov')).toBe(true)
    expect(may('http://127.0.0.1:3900')).toBe(false)
  })

  it('stay the same while the server ends and no longer listens', () => {
    let address: typeof here | null = here
    const may = createOrigins([], () => address)
    expect(may('http://localhost:3900')).toBe(true)
    address = null
    expect(may('http://localhost:3900')).toBe(true)
    expect(may('http://localhost:3901')).toBe(false)
  })

  it('are none before it listens', () => {
    expect(createOrigins([], () => null)('http://127.0.0.1:3900')).toBe(false)
  })
})
