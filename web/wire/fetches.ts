/** The two reads of the board over HTTP, for what a socket missed. */
import type { EnvelopesAnswer, Snapshot } from '../../server/contract/wire.js'
import { NoAnswer } from './link.js'

const patience = 15_000

async function fetched(address: string, onSignedOut: () => void): Promise<unknown> {
  const response = await fetch(address, {
    credentials: 'same-origin',
    signal: AbortSignal.timeout(patience),
  }).catch((cause: unknown) => {
    throw new NoAnswer('the server cannot be reached', { cause })
  })
  if (response.status === 401) onSignedOut()
  if (!response.ok) throw new NoAnswer(`the server answered ${response.status}`)
  return response.json()
}

export const fetchSnapshot = async (onSignedOut: () => void) =>
  (await fetched('/api/snapshot', onSignedOut)) as Snapshot

export const fetchEnvelopes = async (epoch: string, since: number, onSignedOut: () => void) =>
  (await fetched(
    `/api/envelopes?${new URLSearchParams({ epoch, since: String(since) })}`,
    onSignedOut,
  )) as EnvelopesAnswer
