/** Comparing words of a file with words of the office. */

/** Lower case, camelCase and punctuation as spaces: `Created Date`, `created_date`, `createdDate` are one. */
export const plain = (text: string) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** As values are compared: without regard to case and how many spaces there are. */
export const sameAs = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()

const singular = (word: string) =>
  word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word

const filler = new Set([
  'a',
  'an',
  'and',
  'for',
  'in',
  'of',
  'on',
  'or',
  'other',
  'the',
  'to',
  'request',
  'internal',
])

function stems(text: string): Set<string> {
  const words = plain(text).split(' ').filter(Boolean)
  const telling = words.filter((word) => !filler.has(word))
  return new Set((telling.length > 0 ? telling : words).map(singular))
}

/** How alike two names are, 0 to 1, by the words that they share. */
export function likeness(a: string, b: string): number {
  const one = stems(a)
  const two = stems(b)
  let shared = 0
  for (const word of one) if (two.has(word)) shared++
  if (shared === 0) return 0
  return shared / Math.min(one.size, two.size) / 2 + shared / Math.max(one.size, two.size) / 2
}

/** The likest of `choices`, when it is at least half alike. */
export function likest<T extends { name: string }>(text: string, choices: readonly T[]): T | null {
  let best: T | null = null
  let score = 0.5
  for (const choice of choices) {
    const like = likeness(text, choice.name)
    if (like > score || (like === score && best === null)) {
      best = choice
      score = like
    }
  }
  return best
}
