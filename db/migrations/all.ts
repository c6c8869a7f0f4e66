import type { Kysely } from 'kysely'
import * as board from './001-board.js'
import * as access from './002-access.js'
import * as desk from './003-desk.js'
import * as quality from './004-quality.js'
import * as reasons from './005-reasons.js'
import * as eventTeam from './006-event-team.js'
import * as counts from './007-counts.js'
import * as again from './008-again.js'

export interface Migration {
  up(db: Kysely<unknown>): Promise<void>
}

/** In the order of their names; a name that has been released never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-board': board,
  '002-access': access,
  '003-desk': desk,
  '004-quality': quality,
  '005-reasons': reasons,
  '006-event-team': eventTeam,
  '007-counts': counts,
  '008-again': again,
}
