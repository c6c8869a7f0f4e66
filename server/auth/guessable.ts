/**
 * Which long passphrases are guessed first. Length alone does not help against a repeated word, a walk
 * over the keyboard, one's own name with a year, or a famous phrase.
 */
import { commonPhrases, commonWords } from './common.js'

/** Whose passphrase it is: what a guesser knows of them. */
export type Owner = { username: string; name: string }

const PRODUCT = 'tallyboard'

/** Each is walked in both directions and may begin again at its start. */
const tracks = [
  'abcdefghijklmnopqrstuvwxyz',
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
]
const walks = tracks
  .flatMap((track) => [track, [...track].reverse().join('')])
  .map((track) => track + track)

const lookAlikes: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Without spaces and punctuation; other signs, such as pictures, are characters like any other. */
const letters = (text: string): string => text.replace(/[\p{P}\p{Z}$+<=>^`|~]/gu, '')
const plain = (text: string): string =>
  letters(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
const unmasked = (text: string): string =>
  plain([...text.toLowerCase()].map((sign) => lookAlikes[sign] ?? sign).join(''))

const phrases = new Set(commonPhrases)

/** A sentence saying why everybody would guess it, or null. */
export function isRefused(text: string, owner: Owner): string | null {
  const lower = text.toLowerCase()
  const readings = [...new Set([lower, plain(text), unmasked(text)])]
  if (readings.some(isRepetition)) return 'Do not repeat the same few characters or words.'
  const named = readings.map((reading) => leftOver(reading, ownWords(owner)))
  if (readings.some((_, index) => (named[index] ?? 0) < ENOUGH)) {
    const without = readings.every((reading) => leftOver(reading, []) >= ENOUGH)
    return without
      ? 'Do not build it from your name, your username or the name Tallyboard.'
      : 'Rows of keys or numbers and common passwords are guessed first; use unrelated words.'
  }
  // A sign at the end is an ornament, in the middle it may stand for a letter.
  const unadorned = unmasked(text.replace(/[^\p{L}]+$/u, ''))
  if ([...readings, unadorned].some(isFamous)) {
    return 'This is a phrase that is guessed first; use words that do not belong together.'
  }
  return null
}

/** A famous phrase, also with a number or a year behind or before it. */
function isFamous(reading: string): boolean {
  const bare = letters(reading)
  return phrases.has(bare) || phrases.has(bare.replace(/\d+$/, '').replace(/^\d+/, ''))
}

/** True when a unit shorter than a passphrase may be is repeated at least twice over the whole text. */
function isRepetition(text: string): boolean {
  for (let unit = 1; unit < 15 && unit * 2 <= text.length; unit++) {
    if (text.slice(unit) === text.slice(0, -unit)) return true
  }
  return false
}

/** What a guesser must still find: below this, the text is little more than known pieces. */
const ENOUGH = 9
/** A known piece says which one of a few hundred it is: about as much as two characters. */
const PIECE = 2

/** Weighs a text: 1 for each character that no known piece explains, 2 for each known piece. */
function leftOver(text: string, known: readonly string[]): number {
  const pieces = [...known, ...commonWords]
  let weight = 0
  for (let at = 0; at < text.length;) {
    const length = Math.max(
      runAt(text, at),
      walkAt(text, at),
      yearAt(text, at),
      ...pieces.map((piece) => (text.startsWith(piece, at) ? piece.length : 0)),
    )
    weight += length > 0 ? PIECE : letters(text[at] ?? '') ? 1 : 0.5
    at += Math.max(length, 1)
  }
  return weight
}

function runAt(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && text[end] === text[at]) end++
  return end - at >= 3 ? end - at : 0
}

function walkAt(text: string, at: number): number {
  let longest = 0
  for (const walk of walks) {
    let length = 3
    while (at + length < text.length + 1 && walk.includes(text.slice(at, at + length))) length++
    longest = Math.max(longest, length - 1)
  }
  return longest >= 3 && at + longest <= text.length ? longest : 0
}

function yearAt(text: string, at: number): number {
  return /^(19|20)\d\d/.test(text.slice(at, at + 4)) ? 4 : 0
}

function ownWords(owner: Owner): string[] {
  const parts = [owner.username, owner.name].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  const whole = [owner.username, owner.name].map(plain)
  return [...new Set([PRODUCT, 'tally', ...whole, ...parts.map(plain)])].filter(
    (word) => word.length >= 3,
  )
}
