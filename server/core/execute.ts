/** The one way in for commands and reads, whichever door they came through. */
import { createHmac, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.js'
import { commands, isCommandName, isWrite, type CommandName } from '../contract/commands.js'
import type { Failure } from '../contract/errors.js'
import type { Answer } from '../contract/wire.js'
import type { Chance, Waiting } from './batch.js'
import { internal } from './batch.js'
import type { AnyDecision, Asked, Tools } from './command.js'
import { invalid } from './invalid.js'
import { unavailable, type Line } from './line.js'
import { createLook, type Act, type Look } from './look.js'
import { Refusal } from './refusal.js'

export type Caller = {
  office: string
  person: string
  /** Null for trusted callers inside the process. */
  session: { hash: string; createdAt: string } | null
}

export type Asking = { id: string; name: string; input: unknown }

export type ReadCtx = {
  db: Kysely<Database>
  line: Line
  caller: Caller
  now: string
  /** Writes down that the caller sees somebody's figures, before they do; of themselves nothing is written. */
  look: Look
}
export type ReadHandler = (input: never, ctx: ReadCtx) => Promise<object>

export type ExecuteOptions = {
  db: Kysely<Database>
  lineOf(office: string): Line
  decisions: Record<string, AnyDecision>
  /** Decisions of the system, which no door offers. */
  rules: Record<string, AnyDecision>
  reads: Record<string, ReadHandler>
  tools: Tools
  /** Key of the answers' content hashes. It lies in the same database, so it guards no passphrase. */
  secret: string
  chance: Chance
  now(): string
}

export type Execute = (caller: Caller, asking: Asking) => Promise<Answer>

/** Commands of a file or a rule wait behind those of people. */
const isUrgent = (name: string, person: string) => name !== 'task.import' && person !== 'system'

export function createExecute(options: ExecuteOptions): {
  execute: Execute
  act: Act
} {
  const execute: Execute = async (caller, asking) => {
    try {
      if (!isCommandName(asking.name)) return no({ code: 'not_found', message: `There is no command ${asking.name}.` })
      const parsed = commands[asking.name].input.safeParse(asking.input ?? {})
      if (!parsed.success) return no(invalid(parsed.error.issues))
      const line = options.lineOf(caller.office)
      if (!isWrite(asking.name)) return await read(options, { line, caller, look: createLook(act, line, caller, options.now()) }, asking.name, parsed.data)
      return await write(options, line, caller, { ...asking, name: asking.name, input: parsed.data })
    } catch (error) {
      if (error instanceof Refusal) return no(error.failure)
      return no(internal(options.chance.incident(error)))
    }
  }
  const act: Act = (office, name, input, id) => {
    const decision = options.rules[name]
    if (!decision) throw new Error(`no rule ${name}`)
    const hash = contentHash(options.secret, name, input)
    return options.lineOf(office).submit(
      { id, person: 'system', session: null, name, input, logged: input, hash, decision, prepared: undefined },
      false,
    )
  }
  return { execute, act }
}

async function write(
  options: ExecuteOptions,
  line: Line,
  caller: Caller,
  asking: { id: string; name: CommandName; input: object },
): Promise<Answer> {
  const decision = options.decisions[asking.name]
  if (!decision) throw new Error(`no decision for ${asking.name}`)
  if (!line.board) await line.refresh()
  if (!line.board) return unavailable
  const actor = line.board.tables.person.get(caller.person)
  if (!actor) return no({ code: 'not_signed_in', message: 'Sign in first.' })
  const asked: Asked<never> = { input: asking.input as never, actor, office: caller.office, id: asking.id }
  const { open: logged, secrets } = partSecrets(asking.name, asking.input)
  const [ready, told] = await Promise.all([
    prepare(decision, asked, options.tools),
    secrets && options.tools.fingerprint(`${caller.office} ${caller.person} ${asking.id}`, stable(secrets)),
  ])
  const hash = contentHash(options.secret, asking.name, told ? { ...logged, secrets: told } : logged)
  const waiting: Omit<Waiting, 'answer'> = {
    id: asking.id, person: caller.person, session: caller.session, name: asking.name,
    input: asking.input, logged, hash, ...ready,
  }
  const answer = await line.submit(waiting, isUrgent(asking.name, caller.person))
  if (!answer.ok || !decision.present) return answer
  const output = decision.present(answer.output as never, asked, options.tools)
  return { ...answer, output }
}

/** What is refused here goes through the line all the same: a repeated id must get the answer that it had. */
async function prepare(
  decision: AnyDecision,
  asked: Asked<never>,
  tools: Tools,
): Promise<Pick<Waiting, 'decision' | 'prepared'>> {
  try {
    return { decision, prepared: await decision.prepare?.(asked, tools) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const refuses = () => {
      throw error
    }
    return { decision: { decide: refuses }, prepared: undefined }
  }
}

async function read(
  options: ExecuteOptions,
  { line, ...ctx }: Pick<ReadCtx, 'line' | 'caller' | 'look'>,
  name: string,
  input: unknown,
): Promise<Answer> {
  const handler = options.reads[name]
  if (!handler) throw new Error(`no read ${name}`)
  if (!line.board) await line.refresh()
  const output = await handler(input as never, { db: options.db, line, ...ctx, now: options.now() })
  return { ok: true, output, seq: line.board?.seq ?? 0 }
}

const no = (error: Failure): Answer => ({ ok: false, error })

/** What the log may keep of an input, and what it may not; null where there is nothing secret. */
function partSecrets(name: CommandName, input: object): { open: object; secrets: object | null } {
  const spec = commands[name]
  const secret: readonly string[] | undefined = 'secret' in spec ? spec.secret : undefined
  if (!secret) return { open: input, secrets: null }
  const entries = Object.entries(input)
  return {
    open: Object.fromEntries(entries.filter(([key]) => !secret.includes(key))),
    secrets: Object.fromEntries(entries.filter(([key]) => secret.includes(key))),
  }
}

/** Equal content gives equal text, whatever the order of its keys. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`).join(',')}}`
}

const contentHash = (secret: string, name: string, input: object) =>
  createHmac('sha256', secret).update(`${name}\n${stable(input)}`).digest('base64url')

export const newCommandId = () => randomUUID()
