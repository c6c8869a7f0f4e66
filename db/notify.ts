import pg from 'pg'

const CHANNEL = 'tallyboard'
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 5_000

interface Hears {
  onNotify: (payload: string) => void
  onReconnect: () => void
  onError: (error: Error) => void
}

/**
 * Listens on a connection of its own and renews it, waiting a little longer after each failure.
 * @returns ends the listening
 * @throws when the first connection cannot be made
 */
export async function listenOn(
  settings: pg.ClientConfig,
  hears: Hears,
): Promise<() => Promise<void>> {
  let current: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let ended = false

  const open = async (): Promise<void> => {
    const client = await opened(settings, (error) => {
      if (error) hears.onError(error)
      if (!ended && current === client) retry(FIRST_WAIT_MS)
    })
    client.on('notification', (message) => hears.onNotify(message.payload ?? ''))
    try {
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    if (ended) await client.end()
    else current = client
  }
  const retry = (wait: number): void => {
    current = undefined
    timer = setTimeout(() => {
      open().then(
        () => hears.onReconnect(),
        () => !ended && retry(Math.min(wait * 2, LONGEST_WAIT_MS)),
      )
    }, wait)
  }

  await open()
  return async () => {
    ended = true
    clearTimeout(timer)
    await current?.end().catch(() => {})
  }
}

/** Sends notifications on a connection that is made at the first one and after each loss. */
export function notifier(
  settings: pg.ClientConfig,
  onError: (error: Error) => void,
): { notify(payload: string): Promise<void>; close(): Promise<void> } {
  let current: Promise<pg.Client> | undefined
  const connection = (): Promise<pg.Client> => {
    if (current) return current
    // A notification is a hint; waiting for the disk would cost each commit a second flush.
    const options = `${settings.options ?? ''} -c synchronous_commit=off`
    const made: Promise<pg.Client> = opened({ ...settings, options }, (error) => {
      if (error) onError(error)
      if (current === made) current = undefined
    })
    made.catch(() => {
      if (current === made) current = undefined
    })
    current = made
    return made
  }
  return {
    notify: async (payload) => {
      const client = await connection()
      await client.query('select pg_notify($1, $2)', [CHANNEL, payload])
    },
    close: async () => {
      const client = await current?.catch(() => undefined)
      await client?.end().catch(() => {})
    },
  }
}

async function opened(
  settings: pg.ClientConfig,
  onLoss: (error: Error | undefined) => void,
): Promise<pg.Client> {
  const client = new pg.Client(settings)
  let lost: Error | undefined
  client.on('error', (error) => {
    lost = error
  })
  await client.connect()
  client.on('end', () => onLoss(lost))
  return client
}
