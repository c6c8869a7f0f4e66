/** JSON Schemas out of zod: shared shapes become components, so that each is told once. */
import { z } from 'zod'
import { errorStatus, type ErrorCode } from '../contract/errors.js'

export type Schema = { [key: string]: unknown }
export type Io = 'input' | 'output'

type PipeDef = { type: string; out?: z.core.$ZodType }

/** Collects the shapes that have a name while schemas are made. */
export class Components {
  readonly schemas: Record<string, Schema> = {}
  readonly #names = z.registry<{ id: string }>()

  constructor(named: Record<string, z.ZodType>) {
    for (const [id, schema] of Object.entries(named)) this.#names.add(schema, { id })
    for (const schema of Object.values(named)) this.schemaOf(schema, 'output')
  }

  schemaOf(schema: z.ZodType, io: Io): Schema {
    const made = z.toJSONSchema(schema, {
      io,
      metadata: this.#names,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        limits(zodSchema, jsonSchema, io)
        tidy(jsonSchema, io)
        const told = z.globalRegistry.get(zodSchema)?.description
        if (told !== undefined) jsonSchema.description = told
      },
    }) as Schema
    const { $schema: _version, $defs, ...rest } = pointed(made) as Schema
    const own = this.#names.get(schema)?.id
    for (const [id, one] of Object.entries(($defs ?? {}) as Record<string, Schema>))
      this.#keep(called(id), bare(one))
    if (own === undefined) return rest
    if (rest.$ref === undefined) this.#keep(own, bare(rest))
    return { $ref: `#/components/schemas/${own}` }
  }

  #keep(name: string, schema: Schema): void {
    const known = this.schemas[name]
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`two shapes are called ${name}`)
    this.schemas[name] = schema
  }
}

/** The one recursive shape without a name is any JSON value. */
const called = (id: string) => (id === '__schema0' ? 'Json' : id)

/** A component's name is its key; `$id` would make its references relative to itself. */
function bare({ $id: _id, id: _name, ...schema }: Schema): Schema {
  return schema
}

/** What a text must be after white space was folded is what a client should know. */
function limits(schema: z.core.$ZodTypes, made: z.core.JSONSchema.BaseSchema, io: Io): void {
  const { type, out } = schema._zod.def as PipeDef
  if (io !== 'input' || type !== 'pipe' || !out || made.type !== 'string') return
  const after = z.toJSONSchema(out, { io: 'output', unrepresentable: 'any' })
  for (const key of ['minLength', 'maxLength', 'pattern'] as const) {
    if (after[key] !== undefined) Object.assign(made, { [key]: after[key] })
  }
}

const componentOf = (reference: string) =>
  reference.replace(/^#\/\$defs\/(.*)$/, (_, id: string) => `#/components/schemas/${called(id)}`)

/** A format says it shorter than its pattern, and every integer is one that JSON can carry. */
function tidy(made: z.core.JSONSchema.BaseSchema, io: Io): void {
  // A later version may answer more; a client that reads by this document must bear it.
  if (io === 'output' && made.additionalProperties === false) delete made.additionalProperties
  if (made.format === 'date-time' || made.format === 'uuid') delete made.pattern
  if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum
  if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum
}

/** References into `$defs` lead to the document's components. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === '$ref' && typeof one === 'string' ? componentOf(one) : pointed(one),
    ]),
  )
}

export type Responses = Record<string, Schema>
export type Paths = Record<string, Record<string, Schema>>

export const json = (schema: Schema) => ({ 'application/json': { schema } })

/** What any signed-in request can end in. */
export const always: readonly ErrorCode[] = ['not_signed_in', 'internal']

export function refusals(codes: readonly ErrorCode[]): Responses {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set(codes)) {
    const status = errorStatus[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, these]) => [
        String(status),
        { description: these.join(', '), content: json({ $ref: '#/components/schemas/Refused' }) },
      ]),
  )
}

export const answers = (
  parts: Components,
  output: z.ZodType,
  codes: readonly ErrorCode[],
  description = 'Done',
): Responses => ({
  200: { description, content: json(parts.schemaOf(output, 'output')) },
  ...refusals(codes),
})

export const ok = <T extends z.ZodRawShape>(shape: T) => z.object({ ok: z.literal(true), ...shape })
