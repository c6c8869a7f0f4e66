import type { ErrorCode, Failure, Problem } from '../contract/errors.js'

/** A command's clear no. Thrown by `refuse`, answered to whoever asked, never stored. */
export class Refusal extends Error {
  override name = 'Refusal'
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

export function refuse(code: ErrorCode, message: string, more: Omit<Failure, 'code' | 'message'> = {}): never {
  throw new Refusal({ code, message, ...more })
}

/** Refuses input, naming each field and what to do about it. */
export function refuseInput(problems: Problem[]): never {
  const first = problems[0]
  return refuse('invalid_input', first ? `${first.path}: ${first.message}` : 'The input is not valid.', { problems })
}
