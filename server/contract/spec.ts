/** How a command or a read is declared. */
import { z } from 'zod'
import type { ErrorCode } from './errors.js'
import './plain-words.js'
import { shownTask } from './schemas.js'

export type Spec = {
  kind: 'command' | 'read'
  summary: string
  input: z.ZodType
  output: z.ZodType
  errors: readonly ErrorCode[]
  /** Input keys that must never be stored. */
  secret?: readonly string[]
}

/** What a command on something held may answer with. */
export const held = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state'] as const

export const command = <I extends z.ZodType, O extends z.ZodType>(
  summary: string, input: I, output: O, errors: readonly ErrorCode[] = held, secret?: readonly string[],
) => ({ kind: 'command' as const, summary, input, output, errors, ...(secret ? { secret } : {}) })

export const read = <I extends z.ZodType, O extends z.ZodType>(
  summary: string, input: I, output: O, errors: readonly ErrorCode[] = ['invalid_input', 'not_signed_in', 'not_found'],
) => ({ kind: 'read' as const, summary, input, output, errors })

export const nothing = z.object({})
export const taskOut = z.object({ task: shownTask })
