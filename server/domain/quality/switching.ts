/**
 * How much to check, suggested by the switching rules of acceptance sampling (ANSI/ASQ Z1.4-2003, 10.3, from
 * MIL-STD-105): check more after two bad lots of five or fewer, as before after five good lots in a row, less
 * after ten good lots in a row, and as before at once when a lot is bad. It is their idea, not their tables: a
 * lot here is ten checks in a row of one person's work of one type, and no lot is ever rejected whole.
 */

export type Severity = 'normal' | 'tightened' | 'reduced'

/** Checks a lot. */
export const LOT = 10
/**
 * Returns from which a lot is bad. With one task in twenty at fault two or more in ten come about in 9 lots of
 * 100 by chance, so two bad lots of five come about by chance 6 times in 100; with one in five at fault 62 of 100 lots are bad.
 */
export const BAD_FROM = 2

export type Standing = {
  severity: Severity
  /** Lots that are full. */
  lots: number
  /** Bad ones among the last five lots. */
  badOfFive: number
  /** Good lots in a row until now. */
  goodRow: number
}

/** Whether each full lot was bad, the first first. @param passed results of checks in the order of the work */
export function lotsOf(passed: readonly boolean[]): boolean[] {
  const lots: boolean[] = []
  for (let at = 0; at + LOT <= passed.length; at += LOT)
    lots.push(passed.slice(at, at + LOT).filter((one) => !one).length >= BAD_FROM)
  return lots
}

/** Where the rules lead after these lots, from normal. */
export function standingOf(bad: readonly boolean[]): Standing {
  let severity: Severity = 'normal'
  let goodRow = 0
  /** Lots since the severity last changed: a switch is judged on these alone. */
  let recent: boolean[] = []
  const turn = (to: Severity) => {
    severity = to
    recent = []
  }
  for (const lot of bad) {
    goodRow = lot ? 0 : goodRow + 1
    recent.push(lot)
    const badOfFive = recent.slice(-5).filter(Boolean).length
    const goodSince = recent.length - 1 - recent.lastIndexOf(true)
    if (severity === 'normal' && badOfFive >= 2) turn('tightened')
    else if (severity === 'normal' && goodSince >= 10) turn('reduced')
    else if (severity === 'tightened' && goodSince >= 5) turn('normal')
    else if (severity === 'reduced' && lot) turn('normal')
  }
  return { severity, lots: bad.length, badOfFive: bad.slice(-5).filter(Boolean).length, goodRow }
}

/**
 * The share to check: twice the usual and at least half when tightened, half the usual and at least one in
 * fifty when reduced. Nothing is suggested above all, or below what is usual where nothing is checked.
 */
export function suggestedShare(usual: number, severity: Severity): number {
  if (usual <= 0) return severity === 'tightened' ? 0.5 : 0
  if (severity === 'tightened') return Math.min(1, Math.max(0.5, usual * 2))
  return severity === 'reduced' ? Math.min(usual, Math.max(0.02, usual / 2)) : Math.min(1, usual)
}
