import type { Dispatch } from '../wire/dispatch.js'
import { Dispatcher } from '../wire/dispatch.js'
import type { Link } from '../wire/link.js'
import { Replica } from './replica.svelte.js'
import { Sync } from './sync.js'

export type Connected = {
  replica: Replica
  outbox: Dispatcher
  dispatch: Dispatch
  stop: () => void
}

type Events = {
  /** The server's clock. */
  onTime: (at: string) => void
  onOtherContract: () => void
  onSignedOut: () => void
}

/** Wires a board to a link: what comes is applied, what is done is sent. */
export function connectBoard(link: Link, events: Events): Connected {
  const replica: Replica = new Replica(async (team, after) => {
    const answer = await outbox.dispatch('queue.page', { team, after, limit: 500 })
    return answer.ok ? answer.output : null
  })
  const outbox: Dispatcher = new Dispatcher(link, { reached: (seq) => replica.reached(seq) })
  const dispatch: Dispatch = async (name, input) => {
    const answer = await outbox.dispatch(name, input)
    if (!answer.ok && answer.error.code === 'not_signed_in' && name !== 'password.change')
      events.onSignedOut()
    return answer
  }
  const sync = new Sync(replica, link, {
    onFreshness: (freshness) => (replica.freshness = freshness),
    onTime: events.onTime,
    onOtherContract: events.onOtherContract,
  })
  const unlisten = link.listen({
    onStatus: (status) => {
      if (status.state === 'refused') events.onSignedOut()
    },
  })
  sync.start()
  const stop = () => {
    unlisten()
    outbox.close()
    sync.stop()
  }
  return { replica, outbox, dispatch, stop }
}
