import type { Kysely } from 'kysely'
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import type { Database } from '../../db/schema.js'
import type { EnvelopesAnswer } from '../contract/wire.js'
import type { Board } from '../core/board.js'
import type { Viewer } from '../domain/audience.js'
import { envelopeFor, foldEntries, mayHaveChangedSight } from './envelope.js'

/** More than this is slower to catch up with than to read anew. */
const MOST = 2_000

/** What a viewer missed since a seq, or that they must read the whole board again. */
export async function envelopesSince(
  db: Kysely<Database>,
  board: Board,
  viewer: Viewer,
  asked: { epoch: string; since: number; at: string },
): Promise<EnvelopesAnswer> {
  const { seq: to, epoch, office } = board
  if (asked.epoch !== epoch || asked.since > to || to - asked.since > MOST) return { ok: true, reset: true }
  if (asked.since === to) return { ok: true, envelopes: [] }
  const read = await readEntries(db, office, asked.since, to - asked.since)
  const entries = read.filter((entry): entry is typeof entry & Entry => entry.puts !== null)
  if (entries.length !== to - asked.since || mayHaveChangedSight(viewer, entries)) return { ok: true, reset: true }
  const span = { office, epoch, from: asked.since, to, at: asked.at }
  return { ok: true, envelopes: [envelopeFor(viewer, span, foldEntries(entries))] }
}
