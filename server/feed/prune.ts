import type { Kysely } from 'kysely'
import { pruneAnswers, pruneLog } from '../../db/queries/log.js'
import type { Database } from '../../db/schema.js'

const DAY = 86_400_000
/** Answers are promised for 7 days; a day more covers clocks that disagree. */
export const ANSWER_DAYS = 8
/** A screen that was away longer reads the board anew. */
export const PAYLOAD_DAYS = 3
const STEP = 500

/** Empties old payloads and forgets old answers, in steps short enough not to hold up the line. */
export async function prune(db: Kysely<Database>, now: Date): Promise<{ entries: number; answers: number }> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY).toISOString()
  const all = async (step: () => Promise<number>) => {
    let total = 0
    for (;;) {
      const done = await step()
      total += done
      if (done < STEP) return total
    }
  }
  const entries = await all(() => pruneLog(db, ago(PAYLOAD_DAYS), STEP))
  const answers = await all(() => pruneAnswers(db, ago(ANSWER_DAYS), STEP))
  return { entries, answers }
}
