/** The paths that are no commands: sessions, board, set-up, import, health. */
import { z } from 'zod'
import type { ErrorCode } from '../contract/errors.js'
import { importReport, mappingSchema } from '../contract/import.js'
import {
  always,
  answers,
  json,
  ok,
  refusals,
  type Components,
  type Paths,
  type Responses,
  type Schema,
} from './openapi-parts.js'
import { envelope, me, snapshot, template } from './openapi-shapes.js'
import { setupInput } from './setup.js'

/** Every path but the commands'. */
export const otherPaths = (parts: Components): Paths => ({
  ...sessionPaths(parts),
  ...officePath(parts),
  ...boardPaths(parts),
  ...setupPaths(parts),
  ...importPath(parts),
  ...healthPaths(),
})

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

function officePath(parts: Components): Paths {
  return {
    '/api/office': {
      get: {
        operationId: 'office.name',
        tags: ['session'],
        ...open,
        summary: 'The office’s name, where the installation has exactly one; else null. `setUp: false`: it has none yet',
        responses: answers(
          parts,
          ok({ name: z.string().nullable(), setUp: z.literal(false).optional() }),
          ['internal'],
        ),
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
        responses: answers(parts, snapshot, ['too_many', ...always], 'The board'),
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
        responses: answers(parts, missed, ['invalid_input', 'too_many', ...always]),
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
        description: 'Or as Idempotency-Key. The same one again goes on where it stopped and doubles nothing.',
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
