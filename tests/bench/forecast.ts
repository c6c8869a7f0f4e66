/**
 * How good the forecast of an office's day is, on any file of stamps, against six usual ways.
 * At every full hour of every scored day: what is still to come until closing, by five quantiles.
 */
import { clearFigures, clearSection } from './forecasting/clear.js'
import { clearOnFile } from './forecasting/clear-file.js'
import { optionsOf, type Options } from './forecasting/options.js'
import { casesOf, type Cases } from './forecasting/protocol.js'
import { seriesOf } from './forecasting/series.js'
import { readRows } from './forecasting/stamps.js'
import { bootstrap, figuresOf } from './forecasting/summary.js'
import { tableOf, type Shown } from './forecasting/table.js'

function shownOf(name: string, target: string, parts: readonly Cases[], opens: number): Shown[] {
  const rest = parts.map((cases) => cases.rest)
  // A group that never had any in the scored days has no mean to be measured by.
  if (!rest.some((cases) => cases.some(({ actual }) => actual > 0))) return []
  const figures = figuresOf(name, target, rest, opens)
  return [
    {
      figures,
      intervals: bootstrap(rest, figures),
      single: figuresOf(
        name,
        target,
        parts.map((cases) => cases.single),
        opens,
      ),
    },
  ]
}

async function run({ file, columns, hours, holidays, days, json }: Options): Promise<string> {
  const began = performance.now()
  const rows = await readRows(file, columns)
  const series = seriesOf(rows, hours, holidays, {
    closed: columns.closed !== undefined,
    group: columns.group !== undefined,
  })
  const shown = (['opened', 'finished'] as const).flatMap((target) => {
    const own = series.filter((one) => one.target === target)
    const cases = own.map((one) => casesOf(one, days))
    const of = (grouped: boolean) => cases.filter((_, n) => (own[n]?.group !== null) === grouped)
    return [
      ...shownOf('ALL', target, of(false), hours.opens),
      ...shownOf('TOP10', target, of(true), hours.opens),
    ]
  })
  if (shown.length === 0)
    throw new Error(
      `--file: ${file} has too few working days with anything in the hours ${hours.opens}-${hours.closes}`,
    )
  const table = tableOf(file, shown, (performance.now() - began) / 1_000)
  const clear = clearFigures(clearOnFile(rows, series, hours, days))
  if (json) {
    const figures = shown.map((one) => one.figures)
    return JSON.stringify({ file, series: figures, clear }, null, 2)
  }
  return `${table}\n\n${clearSection(clear)}`
}

try {
  console.log(await run(optionsOf(process.argv.slice(2))))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
