import { randomBytes } from 'node:crypto'
import { parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import {
  derivedPassphrase,
  fingerprint,
  hash,
  nobodysHash,
  parameters,
  passphrase,
  problemsOf,
  verify,
} from '../../server/auth/passwords.js'
import { words } from '../../server/auth/words.js'

const owner = { username: 'mgonzalez', name: 'Maria González-Reyes' }

describe('a stored passphrase', () => {
  it('is argon2id with the intended cost, and so is the one nobody has', async () => {
    const stored = await hash('four plain unrelated words')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(parseOptions(nobodysHash)).toEqual(parseOptions(stored))
    expect(parseOptions(stored)).toMatchObject(parameters)
  })

  it('is verified, however the keyboard composed its letters', async () => {
    const stored = await hash('café under the stairs')
    expect(await verify(stored, 'cafe\u0301 under the stairs')).toBe(true)
    expect(await verify(stored, 'Café under the stairs')).toBe(false)
    expect(await verify(stored, '')).toBe(false)
  })

  // That it costs the same follows from the parameters above.
  it('of nobody is refused whatever is typed', async () => {
    expect(await verify(null, 'something quite else')).toBe(false)
    expect(await verify(null, '')).toBe(false)
  })
})

describe('the fingerprint of a secret', () => {
  const secret = randomBytes(32)

  it('is the same for the same text and label, and tells any others apart', async () => {
    const first = await fingerprint(secret, 'ana 1', 'four plain words')
    expect(await fingerprint(secret, 'ana 1', 'four plain words')).toBe(first)
    const others = [
      fingerprint(secret, 'ana 1', 'four plain word'),
      fingerprint(secret, 'ana 2', 'four plain words'),
      fingerprint(randomBytes(32), 'ana 1', 'four plain words'),
    ]
    expect(new Set([first, ...(await Promise.all(others))]).size).toBe(4)
  })

  it('costs who would guess the text as much as the stored hash does', async () => {
    const known = await fingerprint(secret, 'ana 1', 'four plain words')
    expect(parseOptions(known)).toMatchObject(parameters)
    expect(await verify(known, 'four plain words')).toBe(true)
  })
})

describe('a new passphrase', () => {
  it.each([
    'violet stapler counts forms',
    'my dentist prefers blue trams',
    'Ünter dem Büro wohnt ein Fuchs',
    '雨の日は図書館で本を読むのが好きです',
    'g7#Kp!wz9Qx2&Lm',
    'Maria likes eleven wet pelicans',
    'summer on the porch with gravel',
    '🦊🐝🌧️🚲🧀🎻🪁🧭🥨🪴🦉🧩🍋🎲🧵',
  ])('may be %s', (text) => {
    expect(problemsOf(text, owner)).toEqual([])
  })

  it('has at least 15 characters and at most 256', () => {
    expect(problemsOf('violet stapler', owner)).toEqual([
      expect.stringContaining('at least 15 characters; this has 14'),
    ])
    expect(problemsOf('x'.repeat(300), owner)).toEqual(['Use at most 256 characters.'])
    const long = Array.from({ length: 256 }, (_, n) => String.fromCharCode(97 + ((n * n) % 23)))
    expect(problemsOf(long.join(''), owner)).toEqual([])
  })

  it.each([
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababababab',
    'passwordpassword',
    'Horse!Horse!Horse!',
    'correcthorsecorrecthorse',
    '121212121212121212',
  ])('does not repeat itself: %s', (text) => {
    expect(problemsOf(text, owner)).toEqual([expect.stringContaining('repeat')])
  })

  it.each([
    '123456789012345',
    '1234567890123456',
    '987654321098765',
    'abcdefghijklmnopqrst',
    'qwertyuiopasdfghjkl',
    'QWERTYUIOP[]asdfghjkl',
    '1qaz2wsx3edc4rfv5tgb',
    '1q2w3e4r5t6y7u8i',
    'password123456789',
    'P@ssw0rd-P4ssword!',
    'Summer2024Winter2025',
    'Welcome123welcome',
    'qwerty123456qwerty1',
    'letmeinpasswordadmin',
    'January-February-2026',
    '!!!!!!!!!!!!!!!!?',
  ])('is more than keys in a row and common passwords: %s', (text) => {
    expect(problemsOf(text, owner)).toHaveLength(1)
  })

  it.each([
    'correct horse battery staple',
    'CorrectHorseBatteryStaple1',
    'may the force be with you',
    'To be, or not to be: that is the question',
    'M4yTh3F0rc3B3W1thY0u!',
    'thequickbrownfoxjumpsoverthelazydog2024',
  ])('is not a famous phrase: %s', (text) => {
    expect(problemsOf(text, owner)).toHaveLength(1)
  })

  it.each([
    'mgonzalez-mgonzalez!1',
    'MariaGonzalez2026',
    'Tallyboard-2026-Maria',
    'gonzalezreyes1985!',
  ])('is more than their own name: %s', (text) => {
    expect(problemsOf(text, owner)).toEqual([expect.stringContaining('your name')])
  })

  it('is judged in time that does not grow with what is typed', () => {
    const begun = performance.now()
    for (const text of ['q'.repeat(256), 'ab1'.repeat(85), 'qwerty'.repeat(42)]) {
      problemsOf(text, owner)
    }
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('a made-up passphrase', () => {
  it('has five words of 2,048 different ones and may be used', () => {
    expect(new Set(words).size).toBe(2048)
    for (let n = 0; n < 500; n++) {
      const made = passphrase(randomBytes)
      expect(made.split('-')).toHaveLength(5)
      expect(problemsOf(made, owner)).toEqual([])
    }
  })

  it('spells all of the random bytes it takes', () => {
    const all = new Set(
      words.map((_, n) => passphrase(() => Buffer.alloc(10, Buffer.from([n >> 8, n])))),
    )
    expect(all.size).toBe(2048)
  })

  it('is the same for the same secret and label only', () => {
    const made = derivedPassphrase('secret', 'command-1')
    expect(derivedPassphrase('secret', 'command-1')).toBe(made)
    expect(derivedPassphrase('secret', 'command-2')).not.toBe(made)
    expect(derivedPassphrase('other', 'command-1')).not.toBe(made)
  })
})
