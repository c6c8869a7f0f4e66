/** What a contract says is wrong with an input, in the shape that is answered. */
import type { Failure, Problem } from '../contract/errors.js'

export type Issue = {
  path: PropertyKey[]
  message: string
  code: string
  keys?: string[]
  /** Of a value that may be given in several ways: what is wrong with it as each of them. */
  errors?: Issue[][]
}

/**
 * Without what only follows from another fault: a value of the wrong kind has the wrong length too. Rules of
 * our own are asked of sound values alone, so each of them that is broken is told.
 */
const firsts = (issues: readonly Issue[]) =>
  issues.filter(
    ({ code, path }, at) =>
      code === 'custom' || at === issues.findIndex((one) => samePath(one.path, path)),
  )

const samePath = (a: readonly PropertyKey[], b: readonly PropertyKey[]) =>
  a.length === b.length && a.every((part, at) => part === b[at])

/**
 * Each fault with its path, an unknown key under its own.
 * @param under what stands before each path, without a dot at its end
 */
export function problemsIn(issues: readonly Issue[], under = ''): Problem[] {
  const at = (...path: PropertyKey[]) => [under, ...path].filter((part) => part !== '').join('.')
  return firsts(issues).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys' && issue.keys) {
      return issue.keys.map((key) => ({
        path: at(...issue.path, key),
        message: 'is not known here; leave it out',
      }))
    }
    const meant = meantWay(issue)
    return meant
      ? problemsIn(meant, at(...issue.path))
      : [{ path: at(...issue.path), message: issue.message }]
  })
}

/** The way that whoever gave it had in mind: it is of the right kind, and only parts of it are wrong. */
function meantWay({ code, errors = [] }: Issue): Issue[] | null {
  if (code !== 'invalid_union') return null
  const isInside = (issue: Issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'
  const [meant] = errors
    .filter((way) => way.length > 0 && way.every(isInside))
    .sort((one, other) => one.length - other.length)
  return meant ?? null
}

export function invalid(issues: readonly Issue[]): Failure {
  const problems = problemsIn(issues)
  const first = problems[0]
  return {
    code: 'invalid_input',
    message: first ? `${first.path || 'input'}: ${first.message}` : 'The input is not valid.',
    problems,
  }
}
