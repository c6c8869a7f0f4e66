/** Application nodes on a database, for tests that drive them in process. */
import { connect, type Connection } from '../../db/connect.js'
import { createApp, type App, type AppOptions } from '../../server/app.js'
import type { RawInput, WriteName, Output } from '../../server/contract/commands.js'
import type { Answer } from '../../server/contract/wire.js'
import { rules } from '../../server/commands/rules.js'
import { found } from '../../server/core/found.js'
import { MONDAY_9, nextId, OFFICE, plan } from './floor.js'

export type Node = {
  db: Connection
  app: App
  /** The office that it speaks for. */
  office: string
  run(who: string, name: string, input: unknown, id?: string): Promise<Answer>
  /** The output of a command that must be accepted. */
  do<N extends WriteName>(who: string, name: N, input: RawInput<N>, id?: string): Promise<Output<N>>
  close(): Promise<void>
}

/** A node that does nothing by itself: no watch, and a clock that stands. */
export async function openNode(db: Connection, more: Partial<AppOptions> = {}): Promise<Node> {
  const app = await createApp({ db, watch: false, clock: () => new Date(MONDAY_9), ...more })
  return nodeOf(db, app, OFFICE)
}

/** The same node speaking for another office, so that tests can share a database. */
export const inOffice = ({ db, app }: Node, office: string): Node => nodeOf(db, app, office)

function nodeOf(db: Connection, app: App, office: string): Node {
  const run = (who: string, name: string, input: unknown, id?: string) => app.execute(office, who, name, input, id)
  return {
    db,
    app,
    office,
    run,
    async do(who, name, input, id) {
      const answer = await run(who, name, input, id)
      if (!answer.ok) throw new Error(`${name} by ${who} was refused: ${answer.error.code}: ${answer.error.message}`)
      return answer.output as Output<typeof name>
    },
    async close() {
      await app.close()
      await db.close()
    },
  }
}

/** Has the system itself give a command, as its rules do; it must be accepted. */
export async function system(node: Node, name: keyof typeof rules, input: object): Promise<void> {
  const answer = await node.app.lineOf(node.office).submit(
    {
      id: nextId(),
      person: 'system',
      session: null,
      name,
      input,
      logged: input,
      hash: name,
      decision: rules[name] as never,
      prepared: undefined,
    },
    false,
  )
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.message}`)
}

/** A node of its own connection pool on a PostgreSQL database. */
export const openPostgresNode = async (url: string, more: Partial<AppOptions> = {}) =>
  openNode(await connect({ databaseUrl: url, poolSize: 4 }), more)

export const foundOffice = (db: Connection, office = OFFICE) => found(db.db, plan(office))
