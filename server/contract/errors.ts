/** The closed set of refusals, each with its HTTP status. */
export const errorStatus = {
  invalid_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  task_taken: 409,
  wrong_state: 409,
  not_qualified: 409,
  stale: 409,
  command_id_reused: 422,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

export type Problem = { path: string; message: string }

export type Failure = {
  code: ErrorCode
  message: string
  problems?: Problem[]
  /** With `task_taken`: the holder's person id, and since when. */
  by?: string
  since?: string
  retryAfterMs?: number
  incident?: string
}
