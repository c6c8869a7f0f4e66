/** The OpenAPI 3.1 document of the whole HTTP surface, made from the contract. */
import { z } from 'zod'
import { commands, type CommandName } from '../contract/commands.js'
import { errorStatus, type ErrorCode } from '../contract/errors.js'
import { importReport, mappingSchema } from '../contract/import.js'
import { historyEvent, personRow, position, shownTask } from '../contract/schemas.js'
import { Components, type Schema } from './openapi-parts.js'
import {
  envelope,
  failure,
  me,
  officeRow,
  refused,
  snapshot,
  taskTypeRow,
  template,
} from './openapi-shapes.js'
import { setupInput } from './setup.js'

type Responses = Record<string, Schema>
type Paths = Record<string, Record<string, Schema>>

const named = {
  Task: shownTask,
  Person: personRow,
  Position: position,
  HistoryEvent: historyEvent,
  Office: officeRow,
  TaskType: taskTypeRow,
  Failure: failure,
  Refused: refused,
  Me: me,
  Envelope: envelope,
  Snapshot: snapshot,
  ImportReport: importReport,
}

const json = (schema: Schema) => ({ 'application/json': { schema } })

/** What any signed-in request can end in. */
const always: readonly ErrorCode[] = ['not_signed_in', 'internal']

const about = `Tallyboard over HTTP: JSON both ways, the session in a cookie.
Whatever changes something needs an Origin header that is the server's own.
Every command can be sent again under the same Idempotency-Key: it has one effect and one answer.
An error of 503 leaves the outcome open: ask again with the same key.
The same commands go over Socket.IO (path /socket.io, websocket only): emit \`command\` with \`{id, name, input}\`;
the server sends \`snapshot\`, \`envelope\` and \`head\`.`

/** @returns the document as plain data, the same for the same contract */
export function openapiDocument(): Schema {
  const parts = new Components(named)
  const paths: Paths = {
    ...sessionPaths(parts),
    ...boardPaths(parts),
    ...setupPaths(parts),
    ...importPath(parts),
    ...commandPaths(parts),
    ...healthPaths(),
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tallyboard',
      version: '1',
      description: about,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    tags: [
      { name: 'session' },
      { name: 'board' },
      { name: 'commands' },
      { name: 'reads' },
      { name: 'import' },
      { name: 'set-up' },
      { name: 'health' },
    ],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(parts.schemas).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tallyboard',
          description: 'Set by POST /api/session; called __Host-tallyboard behind https.',
        },
      },
    },
  }
}

function refusals(codes: readonly ErrorCode[]): Responses {
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

const answers = (
  parts: Components,
  output: z.ZodType,
  codes: readonly ErrorCode[],
  description = 'Done',
): Responses => ({
  200: { description, content: json(parts.schemaOf(output, 'output')) },
  ...refusals(codes),
})

const ok = <T extends z.ZodRawShape>(shape: T) => z.object({ ok: z.literal(true), ...shape })

function commandPaths(parts: Components): Paths {
  return Object.fromEntries(
    Object.keys(commands).map((key) => {
      const { kind, summary, input, output, errors } = commands[key as CommandName]
      const isCommand = kind === 'command'
      const more: ErrorCode[] = isCommand
        ? ['not_allowed', 'command_id_reused', 'unavailable']
        : ['not_allowed']
      const codes: ErrorCode[] = [...errors, ...always, ...more, 'too_many', 'too_large']
      const post: Schema = {
        operationId: key,
        tags: [isCommand ? 'commands' : 'reads'],
        summary,
        ...(isCommand ? { parameters: [idempotencyKey] } : {}),
        requestBody: { required: true, content: json(parts.schemaOf(input, 'input')) },
        responses: answers(parts, ok({ output, seq: z.number().int() }), codes),
      }
      return [`/api/${key}`, { post }]
    }),
  )
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', format: 'uuid' },
  description:
    "The command's id. Without one the server makes one, and a repetition is a second command.",
}

const open = { security: [] }

function sessionPaths(parts: Components): Paths {
  const input = z.strictObject({
    username: z.string().min(1).max(256),
    password: z.string().min(1).max(1024),
  })
  const tags = ['session']
  return {
    '/api/session': {
      post: {
        operationId: 'session.begin',
        tags,
        ...open,
        summary: 'Sign in; sets the cookie',
        requestBody: { required: true, content: json(parts.schemaOf(input, 'input')) },
        responses: answers(parts, ok({ me }), [
          'invalid_input',
          'not_signed_in',
          'not_allowed',
          'too_many',
          'internal',
        ]),
      },
      get: {
        operationId: 'session.get',
        tags,
        summary: 'Who is signed in, and until when',
        responses: answers(parts, ok({ me, idleUntil: z.string(), until: z.string() }), always),
      },
      delete: {
        operationId: 'session.end',
        tags,
        summary: 'Sign out',
        responses: { 204: { description: 'Signed out' }, ...refusals(['not_allowed', 'internal']) },
      },
    },
  }
}

const query = (name: string, schema: Schema, description: string) => ({
  name,
  in: 'query',
  required: true,
  schema,
  description,
})

function boardPaths(parts: Components): Paths {
  const missed = z.union([ok({ envelopes: z.array(envelope) }), ok({ reset: z.literal(true) })])
  return {
    '/api/snapshot': {
      get: {
        operationId: 'snapshot',
        tags: ['board'],
        summary: 'The board as the signed-in person may see it',
        responses: answers(parts, snapshot, always, 'The board'),
      },
    },
    '/api/envelopes': {
      get: {
        operationId: 'envelopes',
        tags: ['board'],
        summary: 'What changed since a seq; `reset` when a new snapshot is needed',
        parameters: [
          query('epoch', { type: 'string' }, 'The epoch of the snapshot'),
          query('since', { type: 'integer', minimum: 0 }, 'The seq that is known'),
        ],
        responses: answers(parts, missed, ['invalid_input', ...always]),
      },
    },
  }
}

function setupPaths(parts: Components): Paths {
  const tags = ['set-up']
  return {
    '/api/setup': {
      get: {
        operationId: 'setup.get',
        tags,
        ...open,
        summary: 'Whether the one-time link is good, and the ready-made offices',
        parameters: [query('token', { type: 'string' }, 'The token of the link')],
        responses: answers(parts, ok({ templates: z.array(template) }), ['not_found', 'internal']),
      },
      post: {
        operationId: 'setup.take',
        tags,
        ...open,
        summary: 'Found the office and its first admin; signs in',
        requestBody: { required: true, content: json(parts.schemaOf(setupInput, 'input')) },
        responses: answers(parts, ok({ me: me.nullable() }), [
          'invalid_input',
          'not_found',
          'not_allowed',
          'internal',
        ]),
      },
    },
  }
}

function importPath(parts: Components): Paths {
  const body = {
    type: 'object',
    required: ['file'],
    properties: {
      file: {
        type: 'string',
        contentMediaType: 'text/csv',
        contentEncoding: 'binary',
        description: 'CSV of at most 32 MB; the first row names the columns.',
      },
      mapping: {
        ...parts.schemaOf(mappingSchema, 'input'),
        description: 'As JSON. Left out: guessed.',
      },
      dryRun: { type: 'string', enum: ['true', 'false'], default: 'false' },
      importId: {
        type: 'string',
        format: 'uuid',
        description: 'Needed unless dryRun. The same one again goes on where it stopped.',
      },
    },
  }
  const codes: ErrorCode[] = [
    'invalid_input',
    'too_large',
    'too_many',
    'not_allowed',
    'unavailable',
    ...always,
  ]
  const lines = 'Lines of {"progress": {"done", "total"}}, then the answer as the last line.'
  const responses = answers(
    parts,
    ok({ output: importReport }),
    codes,
    'What was, or would be, imported',
  )
  const done = responses['200'] as { content: Schema }
  done.content['application/x-ndjson'] = { schema: { type: 'string', description: lines } }
  return {
    '/api/import': {
      post: {
        operationId: 'import',
        tags: ['import'],
        summary: 'Import a file of tasks, or see what would become of it',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: body,
              encoding: { mapping: { contentType: 'application/json' } },
            },
          },
        },
        responses,
      },
    },
  }
}

function healthPaths(): Paths {
  const health = (operationId: string, summary: string, more: Responses = {}) => ({
    get: {
      operationId,
      tags: ['health'],
      ...open,
      summary,
      responses: { 200: { description: 'Yes' }, ...more },
    },
  })
  return {
    '/healthz': health('healthz', 'Whether the process runs'),
    '/readyz': health('readyz', 'Whether it takes work', {
      503: { description: 'Starting or draining' },
    }),
    '/metrics': health(
      'metrics',
      'Figures for Prometheus; from this machine or with the token only',
      { 404: { description: 'Not from there' } },
    ),
  }
}
