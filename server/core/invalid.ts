/** What a contract says is wrong with an input, in the shape that is answered. */
import type { Failure, Problem } from '../contract/errors.js'

export type Issue = { path: PropertyKey[]; message: string; code: string; keys?: string[] }

/**
 * Each fault with its path, an unknown key under its own.
 * @param under what stands before each path, without a dot at its end
 */
export function problemsIn(issues: readonly Issue[], under = ''): Problem[] {
  const at = (...path: PropertyKey[]) => [under, ...path].filter((part) => part !== '').join('.')
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.keys
      ? issue.keys.map((key) => ({
          path: at(...issue.path, key),
          message: 'is not known here; leave it out',
        }))
      : [{ path: at(...issue.path), message: issue.message }],
  )
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
