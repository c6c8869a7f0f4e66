/**
 * How far two checkers agree beyond chance: Cohen's kappa (J. Cohen, 1960, Educational and Psychological
 * Measurement 20, 37–46), with the large-sample variance of Fleiss, Cohen and Everitt (1969, Psychological
 * Bulletin 72, 323–327).
 */
import { wilson, Z_95, type ShareInterval } from './wilson.js'

export type Agreement = {
  /** Pairs of answers. */
  pairs: number
  agreed: number
  /** Of the plain share of agreement: Wilson's, 95 %. */
  agreedInterval: ShareInterval
  /** −1 to 1; null: both gave one and the same answer throughout, or there are no pairs. */
  kappa: number | null
  /** 95 %, kept within −1 and 1; null: there is none. */
  interval: { low: number; high: number } | null
  /** Why kappa or its interval is missing. */
  missing: 'none' | 'oneAnswer' | 'allAgree' | 'noSpread' | null
}

/** A variance below is 0 but for the last digits of a double. */
const NO_SPREAD = 1e-12

/**
 * @param table square: how often the first checker gave answer `i` and the second gave `j`
 * @throws RangeError when it is not square
 */
export function cohensKappa(table: readonly (readonly number[])[]): Agreement {
  const size = table.length
  if (table.some((row) => row.length !== size)) throw new RangeError('the table must be square')
  const cell = (i: number, j: number) => table[i]?.[j] ?? 0
  const indexes = Array.from({ length: size }, (_, at) => at)
  const sum = (of: (at: number) => number) => indexes.reduce((total, at) => total + of(at), 0)
  const pairs = sum((i) => sum((j) => cell(i, j)))
  const agreed = sum((i) => cell(i, i))
  const found = { pairs, agreed, agreedInterval: wilson(agreed, pairs) }
  if (pairs === 0) return { ...found, kappa: null, interval: null, missing: 'none' }
  const rows = indexes.map((i) => sum((j) => cell(i, j)) / pairs)
  const columns = indexes.map((j) => sum((i) => cell(i, j)) / pairs)
  const at = (shares: readonly number[], i: number) => shares[i] ?? 0
  const observed = agreed / pairs
  const chance = sum((i) => at(rows, i) * at(columns, i))
  // Whole counts tell it exactly where the sum of products may fall short of 1 by a last digit.
  const oneAnswer = indexes.some((i) => cell(i, i) === pairs)
  if (oneAnswer) return { ...found, kappa: null, interval: null, missing: 'oneAnswer' }
  const kappa = (observed - chance) / (1 - chance)
  if (agreed === pairs) return { ...found, kappa: 1, interval: null, missing: 'allAgree' }
  const diagonal = sum(
    (i) => (cell(i, i) / pairs) * (1 - (at(rows, i) + at(columns, i)) * (1 - kappa)) ** 2,
  )
  const others = sum((i) =>
    sum((j) => (i === j ? 0 : (cell(i, j) / pairs) * (at(columns, i) + at(rows, j)) ** 2)),
  )
  const variance =
    (diagonal + (1 - kappa) ** 2 * others - (kappa - chance * (1 - kappa)) ** 2) /
    (pairs * (1 - chance) ** 2)
  // Where one of the two always gave the same answer the formula has no spread, which is not certainty.
  if (variance < NO_SPREAD) return { ...found, kappa, interval: null, missing: 'noSpread' }
  const half = Z_95 * Math.sqrt(variance)
  const interval = { low: Math.max(-1, kappa - half), high: Math.min(1, kappa + half) }
  return { ...found, kappa, interval, missing: null }
}

/** The square table of answers given in pairs; `answers` names its rows and columns. */
export function answerTable<A>(
  answers: readonly A[],
  pairs: readonly (readonly [A, A])[],
): number[][] {
  const table = answers.map(() => answers.map(() => 0))
  for (const [first, second] of pairs) {
    const row = table[answers.indexOf(first)]
    const column = answers.indexOf(second)
    if (row && column >= 0) row[column] = (row[column] ?? 0) + 1
  }
  return table
}
