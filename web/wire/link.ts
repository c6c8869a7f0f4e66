/** The seam between a screen and the server: one real one over Socket.IO, and hand-driven ones in tests. */
import type { ErrorCode } from '../../server/contract/errors.js'
import type {
  Answer,
  Envelope,
  EnvelopesAnswer,
  Head,
  Snapshot,
} from '../../server/contract/wire.js'

export type LinkStatus =
  | { state: 'connecting' }
  | { state: 'open' }
  /** Not connected; the next try is at `retryAt`, epoch ms of this machine's clock. */
  | { state: 'waiting'; retryAt: number }
  /** The server does not want this screen: signed out, or not of this office any more. It does not try again. */
  | { state: 'refused'; code: ErrorCode }

export type LinkListener = {
  onSnapshot?: (snapshot: Snapshot) => void
  onEnvelope?: (envelope: Envelope) => void
  onHead?: (head: Head) => void
  onStatus?: (status: LinkStatus) => void
}

export type Resume = { epoch: string; seq: number }
export type Frame = { id: string; name: string; input: unknown }

/** No answer came: the outcome is unknown. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

export interface Link {
  readonly status: LinkStatus
  /** Connects and stays connected; `resume` is asked anew for each try. */
  connect(resume: () => Resume | null): void
  /** Tries now instead of when the wait is over. */
  retry(): void
  close(): void
  listen(listener: LinkListener): () => void
  /** @throws NoAnswer when the connection is lost or `patience` ms pass. */
  send(frame: Frame, patience: number): Promise<Answer>
  /** @throws NoAnswer when the server cannot be reached or refuses. */
  fetchEnvelopes(epoch: string, since: number): Promise<EnvelopesAnswer>
  /** @throws NoAnswer when the server cannot be reached or refuses. */
  fetchSnapshot(): Promise<Snapshot>
}
