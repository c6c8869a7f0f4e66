/** The OpenAPI 3.1 document of the whole HTTP surface, made from the contract. */
import { z } from 'zod'
import { commands, type CommandName } from '../contract/commands.js'
import type { ErrorCode } from '../contract/errors.js'
import { importReport } from '../contract/import.js'
import { historyEvent, personRow, position, shownTask } from '../contract/schemas.js'
import { always, answers, Components, json, ok, type Paths, type Schema } from './openapi-parts.js'
import { otherPaths } from './openapi-paths.js'
import {
  envelope,
  failure,
  me,
  officeRow,
  refused,
  snapshot,
  taskTypeRow,
} from './openapi-shapes.js'

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

const about = `Tallyboard over HTTP: JSON both ways, the session in a cookie.
Whatever changes something needs an Origin header that is the server's own.
Every command can be sent again under the same Idempotency-Key: it has one effect and one answer.
An error of 503 leaves the outcome open: ask again with the same key.
The same commands go over Socket.IO (path /socket.io, websocket only): emit \`command\` with \`{id, name, input}\`;
the server sends \`snapshot\`, \`envelope\` and \`head\`.`

/** @returns the document as plain data, the same for the same contract */
export function openapiDocument(): Schema {
  const parts = new Components(named)
  const paths = { ...otherPaths(parts), ...commandPaths(parts) }
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
