import { offices } from '../../../db/offices/all.js'
import type { SetupTemplate } from '../../../web/wire/session.js'

export const allOffices: SetupTemplate[] = [...offices.values()].map(
  ({ id, name, describes, timeZone, days, opens, closes, teams }) => ({
    id,
    name,
    describes,
    timeZone,
    days,
    opens,
    closes,
    teams,
  }),
)
