/** What must hold of every command, whichever database it is written to. */
import { expect } from 'vitest'
import { readEntries } from '../../db/queries/log.js'
import { apply } from '../../server/contract/apply.js'
import { commands, type WriteName } from '../../server/contract/commands.js'
import type { Entry } from '../../db/queries/commit.js'
import type { PersonRow } from '../../server/contract/rows.js'
import type { Envelope, Me } from '../../server/contract/wire.js'
import type { Board } from '../../server/core/board.js'
import { loadBoard } from '../../server/core/load.js'
import { envelopeFor, foldEntries, viewerOf } from '../../server/feed/envelope.js'
import { snapshotFor } from '../../server/feed/snapshot.js'
import { viewers, type Case, type ViewerName } from './command-cases.js'
import { MONDAY_9, nextId } from './floor.js'
import type { Node } from './nodes.js'
import { tablesOf } from './simulated-screen.js'

/** Runs a case and checks its answer, the rows in the database, and what each viewer hears and then has. */
export async function checkCommand(
  node: Node,
  name: WriteName,
  { who, input, hears }: Case,
): Promise<void> {
  const given = await input(node)
  const before = await node.app.boardOf(node.office)
  const seen = viewers.map((viewer) => told(before, viewer))
  const { seq } = before
  const id = nextId()
  const answer = await node.run(who, name, given, id)
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`)
  expect(answer.seq, 'the answer’s seq is its own entry').toBe(seq + 1)
  expect(commands[name].output.safeParse(answer.output).error).toBeUndefined()
  await expectSameRows(node)
  const [entry] = await readEntries(node.db.db, node.office, seq, 10)
  expect(entry).toMatchObject({ seq: seq + 1, actor: who, command: name, id })
  const changes = foldEntries([entry as Entry])
  const span = { office: node.office, epoch: before.epoch, from: seq, to: seq + 1, at: MONDAY_9 }
  const after = await node.app.boardOf(node.office)
  for (const [at, viewer] of viewers.entries()) {
    const person = after.tables.person.get(viewer) as PersonRow
    const envelope = envelopeFor(viewerOf(person), span, changes)
    expect(tablesIn(envelope), `${viewer} hears`).toBe(hears[viewer] ?? hears.all)
    const screen = seen[at] as ReturnType<typeof told>
    apply(screen as never, envelope as never)
    expect(screen.tables, `${viewer} has`).toEqual(told(after, viewer).tables)
  }
  expect(await node.run(who, name, given, id), 'again under the same id').toEqual(answer)
  expect((await node.app.boardOf(node.office)).seq).toBe(seq + 1)
}

function told(board: Board, viewer: ViewerName) {
  const person = board.tables.person.get(viewer) as PersonRow
  const snapshot = structuredClone(snapshotFor(board, viewerOf(person), person as Me, MONDAY_9))
  return { seq: snapshot.seq, until: snapshot.until, tables: tablesOf(snapshot) }
}

const tablesIn = ({ puts, drops }: Envelope) =>
  [...Object.keys(drops).map((name) => `-${name}`), ...Object.keys(puts)].sort().join(' ')

/** Memory is what the database would give anew. */
async function expectSameRows(node: Node): Promise<void> {
  const memory = await node.app.boardOf(node.office)
  const fresh = await loadBoard(node.db.db, node.office)
  expect([fresh?.seq, fresh?.mark, fresh?.lastNo]).toEqual([memory.seq, memory.mark, memory.lastNo])
  for (const [name, rows] of Object.entries(memory.tables)) {
    const other = fresh?.tables[name as 'task']
    expect(new Map([...(other ?? [])].sort()), name).toEqual(
      new Map([...(rows as Map<never, never>)].sort()),
    )
  }
}
