/** The door for files: multipart in, a report or lines of progress and a report out. */
import { basename } from 'node:path'
import { Router, type Request, type Response } from 'express'
import multer, { MulterError } from 'multer'
import { z } from 'zod'
import type { Failure } from '../contract/errors.js'
import { mappingSchema, type ImportProgress, type ImportReport } from '../contract/import.js'
import { commandId } from '../contract/text.js'
import { problemsIn } from '../core/invalid.js'
import { importFile, type ImportJob, type ImportPorts } from '../core/importing/import-file.js'
import { knownReferences } from '../core/importing/references.js'
import { Refusal, refuseInput } from '../core/refusal.js'
import { boardOf, type House, type SessionInfo } from './house.js'
import { fail, notSignedIn, signedIn } from './reply.js'

export const MOST_BYTES = 32 * 1024 * 1024
/** Files in memory at once; each costs several times its size while it is read. */
const MOST_AT_ONCE = 3

const upload = multer({
  storage: multer.memoryStorage(),
  // Browsers write names of files in UTF-8, whatever the standard's default.
  defParamCharset: 'utf8',
  limits: { fileSize: MOST_BYTES, files: 1, fields: 8, fieldSize: 1024 * 1024, parts: 10 },
}).single('file')

const fields = z.strictObject({
  mapping: z.string().optional(),
  dryRun: z.enum(['true', 'false']).default('false'),
  importId: commandId.optional(),
})

/** `POST /import`, to be mounted under `/api`. */
export function importRouter(house: House): Router {
  const router = Router()
  const busy = new Set<string>()
  router.post(
    '/import',
    signedIn(house, async (req, res, session) => {
      const key = `${session.office}/${session.person}`
      const limited = (await house.limit(key)) ?? crowded(busy, key)
      if (limited) return fail(res, limited)
      busy.add(key)
      try {
        await take(house, req, res, session)
      } finally {
        busy.delete(key)
      }
    }),
  )
  return router
}

function crowded(busy: ReadonlySet<string>, key: string): Failure | null {
  const retryAfterMs = 2_000
  if (busy.has(key))
    return {
      code: 'too_many',
      message: 'Another import of yours is still running; wait for its end.',
      retryAfterMs,
    }
  if (busy.size < MOST_AT_ONCE) return null
  return {
    code: 'too_many',
    message: 'Several imports are running; try again in a moment.',
    retryAfterMs,
  }
}

async function take(
  house: House,
  req: Request,
  res: Response,
  session: SessionInfo,
): Promise<void> {
  void house.access.touch(session.hash).catch(() => undefined)
  const out = new Out(
    res,
    req.accepts(['application/json', 'application/x-ndjson']) === 'application/x-ndjson',
  )
  try {
    await receive(req, res)
    const job = await jobOf(house, req, session)
    out.finish(await importFile(job, portsOf(house, res, session, out)))
  } catch (error) {
    out.fail(failureOf(error, house))
  }
}

function portsOf(house: House, res: Response, session: SessionInfo, out: Out): ImportPorts {
  const caller = { office: session.office, person: session.person, session }
  let gone = false
  res.on('close', () => (gone = !res.writableFinished))
  return {
    run: (name, input, id) => house.execute(caller, { id, name, input }),
    known: knownReferences(house.db, session.office),
    progress: (done, total) => out.progress({ progress: { done, total } }),
    stopped: () => gone,
  }
}

const receive = (req: Request, res: Response) =>
  new Promise<void>((resolve, reject) => {
    upload(req, res, (error: unknown) => {
      if (error === undefined || error === null) resolve()
      else reject(error instanceof Error ? error : new Error('the upload failed'))
    })
  })

/** @throws Refusal `invalid_input` naming what is missing or wrong */
async function jobOf(house: House, req: Request, session: SessionInfo): Promise<ImportJob> {
  const board = await boardOf(house, session.office)
  const office = board.tables.office.get(session.office)
  if (!office || !board.tables.person.get(session.person)?.active) throw new Refusal(notSignedIn)
  const file = req.file
  if (!file) refuseInput([{ path: 'file', message: 'send a file as multipart/form-data' }])
  const given = fields.safeParse(req.body ?? {})
  if (!given.success) refuseInput(problemsIn(given.error.issues))
  const { mapping, dryRun, importId } = given.data
  const key = commandId.optional().safeParse(req.get('Idempotency-Key'))
  if (!key.success) refuseInput([{ path: 'Idempotency-Key', message: 'must be a uuid' }])
  return {
    importId: importId ?? key.data ?? house.newId(),
    dryRun: dryRun === 'true',
    name: basename(file.originalname).slice(0, 200),
    bytes: file.buffer,
    mapping: mapping === undefined || mapping === '' ? null : mappingOf(mapping),
    office,
    words: { types: [...board.tables.taskType.values()], teams: [...board.tables.team.values()] },
    now: house.now(),
  }
}

function mappingOf(text: string) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    refuseInput([{ path: 'mapping', message: 'must be JSON' }])
  }
  const parsed = mappingSchema.safeParse(json)
  if (!parsed.success) refuseInput(problemsIn(parsed.error.issues, 'mapping'))
  return parsed.data
}

function failureOf(error: unknown, house: House): Failure {
  if (error instanceof Refusal) return error.failure
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
    const message = `The file is larger than ${MOST_BYTES / 1024 / 1024} MB; import it in parts.`
    return { code: 'too_large', message, problems: [{ path: 'file', message }] }
  }
  if (error instanceof MulterError || isMalformed(error)) {
    const message =
      'The upload cannot be read: send one file, and with it only mapping, dryRun and importId.'
    return { code: 'invalid_input', message, problems: [{ path: 'file', message }] }
  }
  const incident = house.newId().slice(0, 8)
  house.log.error({ err: error, incident }, 'an import failed')
  return {
    code: 'internal',
    message: `Something went wrong here. Tell your administrator the number ${incident}.`,
    incident,
  }
}

/** What the parser of multipart bodies says of a body that is none. */
const isMalformed = (error: unknown) =>
  error instanceof Error &&
  /^(Unexpected end of form|Malformed|Multipart:|Missing |Boundary|Request (aborted|closed))/i.test(
    error.message,
  )

/** One answer, or lines of progress before it. */
class Out {
  readonly #res: Response
  readonly #lines: boolean

  constructor(res: Response, lines: boolean) {
    this.#res = res
    this.#lines = lines
  }

  progress(line: ImportProgress): void {
    if (this.#lines) this.#write(line)
  }

  finish(output: ImportReport): void {
    if (!this.#lines) return void this.#res.json({ ok: true, output })
    this.#write({ ok: true, output })
    this.#res.end()
  }

  /** With a status of its own while nothing was said yet. */
  fail(error: Failure): void {
    if (!this.#res.headersSent) return fail(this.#res, error)
    this.#write({ ok: false, error })
    this.#res.end()
  }

  #write(line: object): void {
    if (!this.#res.headersSent) {
      this.#res.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8')
      this.#res.setHeader('X-Accel-Buffering', 'no')
    }
    this.#res.write(`${JSON.stringify(line)}\n`)
  }
}
