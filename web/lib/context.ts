/** What every page shares, handed down through Svelte's context. */
import { createContext } from 'svelte'
import type { Me } from '../../server/contract/wire.js'
import type { Replica } from '../replica/replica.svelte.js'
import type { NeedAbout } from '../views/need-form.js'
import type { Dispatch, Dispatcher } from '../wire/dispatch.js'
import type { Session } from '../wire/session.js'
import type { Announcer } from './announcer.svelte.js'
import type { Clock } from './clock.svelte.js'
import type { Keys } from './keys.svelte.js'
import type { PhoneTabs } from './phone-tabs.svelte.js'
import type { Preferences } from './preferences.svelte.js'
import type { Router } from './router.svelte.js'
import type { TeamChoice } from './team-choice.svelte.js'
import type { Times } from './times.js'

/** There before anybody is signed in. */
export type Entrance = {
  readonly session: Session
  readonly router: Router
  readonly preferences: Preferences
  /** Somebody is signed in now; the app goes on from here. */
  signedIn(me: Me): void
}

export type App = {
  readonly replica: Replica
  /** Sends a command or a read; resolves with the server's answer, never with a guess. */
  readonly dispatch: Dispatch
  /** What is under way: `pending`, `pendingOn(no)`, `confirming`. */
  readonly outbox: Dispatcher
  readonly session: Session
  readonly router: Router
  readonly clock: Clock
  readonly keys: Keys
  readonly announcer: Announcer
  readonly preferences: Preferences
  /** The team one looks at; follows the switcher in the top bar. */
  readonly teams: TeamChoice
  /** A page's own tabs on a phone. */
  readonly tabs: PhoneTabs
  /** Times in the office's zone. */
  readonly times: Times
  /** Opens the form for a new task. */
  newTask(): void
  /** Opens the form for a training need, filled in with what is known where it is opened. */
  recordNeed(about?: NeedAbout): void
  signOut(): Promise<void>
}

export const [useEntrance, provideEntrance] = createContext<Entrance>()
export const [useApp, provideApp] = createContext<App>()
