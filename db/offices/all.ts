import { connecticutProcessing } from './connecticut-processing.js'
import { denver311 } from './denver-311.js'
import { phoenixRecords } from './phoenix-records.js'
import { portlandConstituent } from './portland-constituent.js'
import { stLouisClerical } from './st-louis-clerical.js'
import type { OfficeTemplate } from './template.js'

/** The ready-made offices by id, in the order in which set-up offers them. */
export const offices: ReadonlyMap<string, OfficeTemplate> = new Map(
  [denver311, stLouisClerical, phoenixRecords, connecticutProcessing, portlandConstituent].map(
    (office) => [office.id, office],
  ),
)
