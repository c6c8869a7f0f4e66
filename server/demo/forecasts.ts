/** What the demo would have forecast of the days behind it, and what became of that: so its page knows its hit rate. */
import type { Db } from '../../db/schema.js'
import type { App } from '../app.js'
import { ruleId } from '../core/rule-id.js'
import { openBounds } from '../domain/day-hours.js'
import { pastForecasts } from '../domain/forecast/past.js'
import { ForecastHistory } from '../reads/forecast-history.js'

/** Most rows that one entry of the log has. */
const MOST = 100

/**
 * Makes them by the forecast's own rules, each from the days before it alone, and keeps them as a server keeps its own.
 * Of the clear time there is nothing: who was there on those days is not in the records.
 */
export async function keepPastForecasts(app: App, db: Db, id: string, now: string): Promise<void> {
  const office = (await app.boardOf(id)).tables.office.get(id)
  if (!office) return
  const { teams, hours } = await new ForecastHistory().of(db, office, now)
  for (const [team, { arrived, finished }] of teams) {
    const at = (day: string, hour: number) => openBounds(day, office)[hour]
    const rows = pastForecasts({ team, arrived, finished, hours, at })
    for (let n = 0; n < rows.length; n += MOST)
      await app.act(
        id,
        'forecast.keep',
        { rows: rows.slice(n, n + MOST) },
        ruleId('forecast.keep', id, team, 'past', String(n)),
      )
  }
}
