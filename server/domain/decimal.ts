/** Exact decimals: money and what it is multiplied by must not pick up crumbs of binary fractions. */

/** digits / 10^scale */
export type Decimal = { readonly digits: bigint; readonly scale: number }

const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/** The number as it is written; null for what is none. */
export function decimalOf(value: number): Decimal | null {
  const [, sign, whole, part = '', power = '0'] = WRITTEN.exec(String(value)) ?? []
  if (whole === undefined) return null
  const digits = BigInt(`${sign}${whole}${part}`)
  const scale = part.length - Number(power)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

const scaled = ({ digits, scale }: Decimal, to: number) => digits * 10n ** BigInt(to - scale)

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: scaled(a, scale) + scaled(b, scale), scale }
}

export const negated = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale })

export const minus = (a: Decimal, b: Decimal): Decimal => plus(a, negated(b))

export const times = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  scale: a.scale + b.scale,
})

/** -1, 0 or 1 */
export function sign({ digits }: Decimal): -1 | 0 | 1 {
  return digits < 0n ? -1 : digits > 0n ? 1 : 0
}

/** Half up, away from zero, as clerks round: 0.005 is a cent, and so is its like owed. */
export function rounded(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return { digits: scaled(value, places), scale: places }
  const unit = 10n ** BigInt(value.scale - places)
  const half = value.digits < 0n ? -unit / 2n : unit / 2n
  return { digits: (value.digits + half) / unit, scale: places }
}

/** The nearest number; infinite where it is too large for one. */
export const numberOf = ({ digits, scale }: Decimal): number => Number(`${digits}e-${scale}`)
