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

const filler = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'other', 'the', 'to'])

/** `Bulky` and `bulk`, `requests` and `request`, `pick up` and `pickup` are one. */
function stem(word: string): string {
  const one =
    word.length > 3 && !word.endsWith('ss') ? word.replace(/ies$/, 'y').replace(/s$/, '') : word
  return one.length > 4 ? one.replace(/y$/, '') : one
}

/** What a name is about: not what it says in brackets, behind a dash, or is without. */
function subject(name: string): string {
  const bare = name
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\bw(ith|\W)?out\b.*$/i, ' ')
    .replace(/\s[-–—]\s.*$/, ' ')
  return plain(bare) ? bare : name
}

/** The stems of each thing that a name may mean: `Cart or sticker` means two. */
function meanings(name: string): Set<string>[] {
  const parts = plain(subject(name)).split(/\bor\b/)
  const sets = parts.map((part) => {
    const joined = part.replace(/(\p{L}) (up|off|out|back|downs?)\b/gu, '$1$2')
    const words = joined.split(' ').filter((word) => word !== '' && !filler.has(word))
    return new Set(words.map(stem))
  })
  return sets.filter(({ size }) => size > 0)
}

/** Share of a type's name that must be found: of two words, both. */
const OF_CHOICE = 0.6
/** Share of the text that must be about it, or the two only touch. */
const OF_TEXT = 0.3

/** The likest of `choices`; none rather than one that shares only a word that others have too. */
export function likest<T extends { name: string }>(text: string, choices: readonly T[]): T | null {
  const known = choices.map((choice) => ({ choice, meant: meanings(choice.name) }))
  const weigh = rarity(known.map(({ meant }) => meant))
  const texts = meanings(text)
  let best: T | null = null
  let score = 0
  for (const { choice, meant } of known) {
    for (const one of meant) {
      for (const said of texts) {
        const shared = weigh([...one].filter((word) => said.has(word)))
        const [ofChoice, ofText] = [shared / weigh([...one]), shared / weigh([...said])]
        if (ofChoice < OF_CHOICE || ofText < OF_TEXT || ofChoice + ofText <= score) continue
        best = choice
        score = ofChoice + ofText
      }
    }
  }
  return best
}

/** Words weigh the more the fewer names have them. */
function rarity(names: readonly Set<string>[][]): (words: readonly string[]) => number {
  const counts = new Map<string, number>()
  for (const meant of names) {
    for (const word of new Set(meant.flatMap((one) => [...one])))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const weight = (word: string) => Math.log(1 + names.length / (counts.get(word) ?? 1))
  return (words) => words.reduce((sum, word) => sum + weight(word), 0)
}
