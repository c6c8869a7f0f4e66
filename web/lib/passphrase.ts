/** A passphrase to write down: made here, so that nobody else ever sees it. */

/** As the server counts: composed letters, whole characters. */
export const shortest = 15

const consonants = 'bdfghjklmnprstvz'
const vowels = 'aeio'
const words = 5
const syllables = 2

/** "tavo-miri-kepo-sadi-luno": ten syllables of 6 bits each. `random` answers that many random bytes. */
export function madeUpPassphrase(random: (bytes: number) => Uint8Array): string {
  const bytes = random(words * syllables)
  const spoken = [...bytes].map((byte) => `${consonants[byte & 15]}${vowels[(byte >> 4) & 3]}`)
  return Array.from({ length: words }, (_, at) =>
    spoken.slice(at * syllables, (at + 1) * syllables).join(''),
  ).join('-')
}

export const randomBytes = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

export const lengthOf = (passphrase: string) => [...passphrase.normalize('NFKC')].length

/** What is wrong with its length, as a sentence; null when nothing is. */
export function tooShort(passphrase: string): string | null {
  const length = lengthOf(passphrase)
  if (length >= shortest) return null
  if (length === 0)
    return `Choose a passphrase of at least ${shortest} characters, or let one be made up.`
  return `Use at least ${shortest} characters; this has ${length}. Four or five unrelated words are easy to remember.`
}
