/** What each office's day brings by the clock, besides what its people do. */
import type { Logger } from 'pino'
import type { Connection } from '../db/connect.js'
import type { Act } from './core/look.js'
import { ruleId } from './core/rule-id.js'
import type { Offices } from './offices.js'
import type { ForecastHistory } from './reads/forecast-history.js'
import { ForecastKeeping } from './reads/forecast-keeping.js'
import type { Reckoner } from './threads/reckoner.js'

type Days = {
  histories: ForecastHistory
  reckoner: Reckoner
  offices: Offices
  act: Act
  now(): string
  log: Logger
}

/** Closes days that are over and keeps each hour's forecasts: once, whichever node comes first. */
export function createDays({ histories, reckoner, offices, act, now, log }: Days) {
  const keeping = new ForecastKeeping(histories, reckoner)
  // What fails in one office is tried again with the next sweep, and keeps no other from its own.
  const each = async (office: string, run: () => Promise<unknown>) => {
    try {
      await run()
    } catch (err) {
      log.warn({ err, office }, 'the day of an office was not kept; trying again')
    }
  }
  return async (db: Connection['db']): Promise<void> => {
    for (const { office, day } of offices.pastDays())
      await each(office, () => act(office, 'day.close', { day }, ruleId('day.close', office, day)))
    for (const board of offices.boards)
      await each(board.office, async () => {
        const due = await keeping.due(db, board, now())
        if (!due) return
        const { office, day, hour, rows } = due
        await act(
          office,
          'forecast.keep',
          { rows },
          ruleId('forecast.keep', office, day, String(hour)),
        )
        histories.forget(office)
      })
  }
}
