/** What a failed commit means for the commands in it. */
import type { Failure } from '../contract/errors.js'

import { ShortSight } from './rows.js'

/** Another node's entries are in the log already. */
export class FenceError extends Error {
  override name = 'FenceError'
}
/** Memory and the log have no common past: the database was restored, or is another one. */
export class PastError extends Error {
  override name = 'PastError'
}

type DatabaseError = { code?: string; constraint?: string }

/**
 * - `fence`: another node wrote first, nothing was written
 * - `past`: memory and the log have no common past
 * - `once`: some command of the batch was already done
 * - `unknown`: the connection or the server went; the outcome is in the log
 * - `culprit`: one of the commands cannot be decided or written beside the others
 */
export type FailureKind = 'fence' | 'past' | 'once' | 'unknown' | 'culprit'

export function kindOfFailure(error: unknown): FailureKind {
  if (error instanceof FenceError) return 'fence'
  if (error instanceof PastError) return 'past'
  if (error instanceof ShortSight) return 'culprit'
  const { code, constraint } = error as DatabaseError
  if (code === '23505' && constraint === 'log_fence') return 'fence'
  if (code === '23505' && constraint === 'answer_once') return 'once'
  if (code === '23502') return 'past'
  if (typeof code === 'string' && /^(22|23)/.test(code)) return 'culprit'
  return error instanceof RangeError || error instanceof TypeError ? 'culprit' : 'unknown'
}

/** The refusal that a broken rule of the database stands for; null where it stands for a fault. */
export function failureOf(error: unknown): Failure | null {
  const { code, constraint } = error as DatabaseError
  if (code !== '23505' || constraint !== 'credential_username') return null
  const message = 'this username is taken; choose another'
  return {
    code: 'invalid_input',
    message: `username: ${message}`,
    problems: [{ path: 'username', message }],
  }
}
