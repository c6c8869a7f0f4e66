/** A proposal's worth and proof as sentences; "best" only where it is proved. */
import type { Binding, Certificate } from './certificate.js'
import type { Worth } from './floor.js'

/** What to call people, by id. */
export type Names = ReadonlyMap<string, string>

export type Sentences = {
  lateness: string
  finish: string
  /** Which of the two rules, and what that is due to. */
  binds: string
  rest: string
}

/** What every plan is held to. */
const LIMITS = ['these estimates', 'skills', 'shifts', 'pins']

/** @param besides what a plan is held to here that is not so everywhere */
export function inWords(
  { worth, certificate }: { worth: Worth; certificate: Certificate },
  names: Names,
  besides: readonly string[] = [],
): Sentences {
  const { lateness, finish } = certificate
  const rules = worth.lateness > 0 ? lateness.by : finish?.by
  return {
    lateness: latenessInWords(worth.lateness, lateness.bound, besides),
    finish: finish
      ? finishInWords(worth.finish, finish.bound)
      : `latest finish in ${spanInWords(worth.finish)}: best found`,
    binds: rules
      ? `${worth.lateness > 0 ? 'lateness' : 'the finish'} is bound by ${bindingInWords(rules, names)}`
      : 'nothing binds',
    // Work given out of the queue is no move, though it is in the list of what the proposal does.
    rest: `evenness and ${countOf(worth.moves, 'task')} taken from a holder: best found`,
  }
}

export function latenessInWords(
  late: number,
  bound: number,
  besides: readonly string[] = [],
): string {
  if (late === 0) return 'nothing is late'
  const limits = `under ${listOf([...LIMITS, ...besides], new Map())}`
  const minutes = `${late} weighted ${late === 1 ? 'minute' : 'minutes'} late`
  return late <= bound
    ? `${minutes}; no plan ${limits} has fewer`
    : `${minutes}; no plan ${limits} has fewer than ${bound}`
}

export function finishInWords(finish: number, bound: number): string {
  if (finish <= bound)
    return finish === 0
      ? 'nothing is left to finish'
      : 'no plan that is as little late finishes earlier'
  // Rounded up: it must not be closer in words than in numbers.
  const percent = bound > 0 ? Math.ceil((1_000 * (finish - bound)) / bound) / 10 : 0
  return percent > 0 && percent < 100
    ? `latest finish at most ${percent} % from the best possible`
    : `latest finish at most ${spanInWords(finish - bound)} from the best possible`
}

export function bindingInWords(by: Binding, names: Names): string {
  switch (by.kind) {
    case 'work':
      return 'all the work there is'
    case 'task':
      return by.no === null ? 'tasks too long or too late by themselves' : `task #${by.no} alone`
    case 'skill':
      return `what only ${listOf(by.people, names)} can do`
    case 'shift':
      return `the shift of ${nameOf(by.person, names)}`
  }
}

export const nameOf = (id: string, names: Names): string => names.get(id) ?? id

export function listOf(ids: readonly string[], names: Names): string {
  const all = ids.map((id) => nameOf(id, names))
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : (all[0] ?? 'nobody')
}

/** `35 min`, `1 h`, `1 h 10`. */
export function spanInWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${String(rest).padStart(2, '0')}` : ''}`
}

export const countOf = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`
