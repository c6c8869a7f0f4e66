/** The figures for a person to read. */
import { BASELINES } from './baselines.js'
import { bestOf, type Interval, type SeriesFigures, type Skills } from './summary.js'

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const number = (value: number) => value.toPrecision(3)
const range = ([low, high]: Interval) => `(${percent(low)} to ${percent(high)})`

export type Shown = {
  figures: SeriesFigures
  intervals: Record<keyof Skills, Interval>
  single: SeriesFigures
}

function block({ figures, intervals, single }: Shown): string[] {
  const { coverage } = figures
  return [
    `${figures.name} ${figures.target}, ${figures.days} days scored`,
    `  loss ${number(figures.loss)}; ${percent(figures.skillVsBest)} ahead of the best, ${bestOf(figures)} ${range(intervals.skillVsBest)}; ${percent(figures.skillVsM4)} ahead of M4 ${range(intervals.skillVsM4)}`,
    `  80 % band held: mid ${percent(coverage.mid)}, inclusive ${percent(coverage.inclusive)}, strict ${percent(coverage.strict)}`,
    `  baselines  ${BASELINES.map((name) => `${name} ${number(figures.baselines[name])}`).join('  ')}`,
    ...Object.entries(figures.byHorizon).map(
      ([horizon, part]) =>
        `  ${horizon.padEnd(9)}  loss ${number(part.loss)}; ${percent(part.skillVsBest)} ahead of ${bestOf(part)}, ${percent(part.skillVsM4)} of M4`,
    ),
    `  single hours  loss ${number(single.loss)}; ${percent(single.skillVsBest)} ahead of ${bestOf(single)}, ${percent(single.skillVsM4)} of M4; mid ${percent(single.coverage.mid)}`,
  ]
}

export const tableOf = (file: string, shown: readonly Shown[], seconds: number): string =>
  [
    file,
    ...shown.flatMap(block),
    `Ranges: 90 % of a bootstrap over days. ${seconds.toFixed(1)} s`,
  ].join('\n')
