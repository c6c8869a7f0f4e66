/** Passphrases: stored as argon2id, judged by what people really guess, and made up when one is needed. */
import { createHmac } from 'node:crypto'
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'
import { isRefused, type Owner } from './guessable.js'
import { words } from './words.js'

export const SHORTEST = 15
export const LONGEST = 256

/**
 * OWASP's parameters for argon2id, the library's default algorithm: 19 MiB, two passes, one lane.
 * Measured 9 to 17 ms a hash on one core of a small server; it runs off the event loop.
 */
export const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A hash of 256 random bits that were thrown away, so that an unknown username costs the same. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$JxBbUVPGa8793dt2CyBIKA$suxn0PAZ1AWNup9/pm+uuwg0iAZokPxN2xeFKLGDGrY'

/** A keyboard may send the same letter composed or decomposed; both are one passphrase. */
const normal = (password: string): string => password.normalize('NFKC')

/** Answers the encoded argon2id hash, with a salt of its own. */
export function hash(password: string): Promise<string> {
  return argon2Hash(normal(password), parameters)
}

/**
 * Tells whether two secret texts under one label are the same, and is as dear to guess from as a stored
 * hash: the salt follows from `secret` and the label, so that equal texts give equal fingerprints.
 */
export function fingerprint(secret: string | Uint8Array, label: string, text: string): Promise<string> {
  const salt = createHmac('sha256', secret).update(`fingerprint ${label}`).digest().subarray(0, 16)
  return argon2Hash(normal(text), { ...parameters, salt })
}

/** True when it is the passphrase of that hash. `null` (nobody by that name) takes as long and is false. */
export async function verify(stored: string | null, password: string): Promise<boolean> {
  // Longer than any that can be set: not worth hashing, and the length is the caller's own.
  if (password.length > LONGEST * 4) return false
  const matches = await argon2Verify(stored ?? nobodysHash, normal(password))
  return stored !== null && matches
}

/** Why this may not be their passphrase, in sentences to show; empty when it may. */
export function problemsOf(password: string, owner: Owner): string[] {
  const text = normal(password)
  const length = [...text].length
  if (length > LONGEST) return [`Use at most ${LONGEST} characters.`]
  const problems: string[] = []
  if (length < SHORTEST) {
    problems.push(
      `Use at least ${SHORTEST} characters; this has ${length}. Four or five unrelated words are easy to remember.`,
    )
  }
  const refusal = isRefused(text, owner)
  if (refusal && length >= SHORTEST) problems.push(refusal)
  return problems
}

/** Words in a made-up passphrase: 5 of 2,048 are 55 bits, beyond any throttled or argon2id guessing. */
const WORDS = 5
const BYTES = WORDS * 2

/** A passphrase like `maple-otter-…` with 55 bits from `random`, which answers that many random bytes. */
export function passphrase(random: (bytes: number) => Uint8Array): string {
  return spell(random(BYTES))
}

/**
 * The same passphrase each time for the same secret and label, so that a repeated command can answer
 * it again although only its hash is stored. Nobody without the secret can tell it from a random one.
 */
export function derivedPassphrase(secret: string | Uint8Array, label: string): string {
  return spell(createHmac('sha256', secret).update(label).digest())
}

/** The list's length is a power of two, so the low bits choose without favouring any word. */
function spell(bytes: Uint8Array): string {
  const chosen: string[] = []
  for (let at = 0; at < BYTES; at += 2) {
    const number = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    chosen.push(words[number & (words.length - 1)] ?? '')
  }
  return chosen.join('-')
}
