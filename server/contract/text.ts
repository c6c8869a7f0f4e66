import { z } from 'zod'
import { orNull } from './plain-words.js'

/** NUL and lone surrogates cannot be stored in a PostgreSQL jsonb value, so they are refused at the edge. */
const storable = (value: string) => !value.includes('\u0000') && value.isWellFormed()

const oneLine = (value: string) => value.replace(/\s+/g, ' ').trim()

/** One line of text, white space folded, 1 to `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .refine(storable, 'has characters that cannot be stored; type it again')
    .transform(oneLine)
    .pipe(z.string().min(1, 'must not be empty').max(max, `must have at most ${max} characters`))

/** Free text of several lines, trimmed, 1 to `max` characters. */
export const prose = (max: number, words?: typeof orNull) =>
  z
    .string(words)
    .refine(storable, 'has characters that cannot be stored; type it again')
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1, 'must not be empty').max(max, `must have at most ${max} characters`))

/** An instant, ISO 8601 in UTC with `Z`, normalised to milliseconds so that text order is time order. */
export const instant = z.iso
  .datetime({ message: 'must be an instant like 2026-11-23T17:00:00.000Z' })
  .transform((value) => new Date(value).toISOString())

/** A stable identifier: a lower-case word with dashes, or a uuid. */
const idText = (words?: typeof orNull) =>
  z
    .string(words)
    .min(1)
    .max(80)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*$/, 'must be an id: letters, digits and . _ : - only')

export const id = idText()

/** An id that has to be given, though it may be null. */
export const idOrNull = idText(orNull).nullable()

/** The id of a command: any uuid, whatever its version; its case makes no difference. */
export const commandId = z.guid('must be a uuid').transform((given) => given.toLowerCase())

export const taskNo = z.number().int().positive().max(2_147_483_647)
