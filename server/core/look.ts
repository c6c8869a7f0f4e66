/** Who looked at whom: written down before a read gives somebody's figures to another. */
import type { Answer } from '../contract/wire.js'
import type { Line } from './line.js'
import { Refusal } from './refusal.js'
import { ruleId } from './rule-id.js'

/** Runs a decision of the system, under an id that makes it happen once. */
export type Act = (office: string, name: string, input: object, id: string) => Promise<Answer>

/**
 * @param what in the words that the person will read
 * @throws Refusal when it cannot be written: then nothing is shown either
 */
export type Look = (people: readonly string[], what: string) => Promise<void>

/** One row for each person, viewer, subject and hour, however often a screen asks. */
export const lookId = (person: string, by: string, what: string, hour: string) =>
  ruleId('look', person, by, what, hour)

export const createLook =
  (
    act: Act,
    line: Line,
    { office, person: by }: { office: string; person: string },
    now: string,
  ): Look =>
  async (people, what) => {
    const hour = now.slice(0, 13)
    const known = line.board?.tables.look
    const seen = people
      .filter((one) => one !== by && !known?.has(lookId(one, by, what, hour)))
      .sort()
    if (seen.length === 0) return
    const about = { people: seen, by, what, hour }
    const answer = await act(
      office,
      'look.note',
      about,
      ruleId('look.note', office, by, what, hour, ...seen),
    )
    if (!answer.ok) throw new Refusal(answer.error)
  }
