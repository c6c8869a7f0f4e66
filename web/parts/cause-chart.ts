/** How the Pareto of causes looks: bars that fall, and the line of all that they come to together. */
import type { ChartData, ChartOptions } from 'chart.js'

type Colour = (token: string) => string
export type Bar = { name: string; missed: number; cumulative: number }

/** Words of a name in lines that fit, at most three. */
export function linesOf(name: string, most: number): string[] {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= most)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]}…`]
}

/** The first bar is what to work on: it alone has the colour of action. */
export function dataOf(bars: readonly Bar[], colour: Colour): ChartData<'bar'> {
  const datasets = [
    {
      type: 'bar',
      data: bars.map(({ missed }) => missed),
      order: 2,
      backgroundColor: bars.map((_, at) => colour(at === 0 ? 'accent' : 'bar-done')),
      maxBarThickness: 72,
      categoryPercentage: 0.8,
      barPercentage: 0.9,
    },
    {
      type: 'line',
      yAxisID: 'share',
      data: bars.map(({ cumulative }) => 100 * cumulative),
      order: 1,
      borderColor: colour('ink-2'),
      backgroundColor: colour('ink-2'),
      borderWidth: 1.5,
      pointRadius: 3,
      clip: false,
    },
  ]
  // Bars and lines together have no type of their own.
  return { labels: bars.map(({ name }) => name), datasets } as ChartData<'bar'>
}

const font = { family: 'Public Sans', size: 12 }

/** @param each px a bar has for its name; where that is little it has its place in the row instead */
export const optionsOf = (
  bars: readonly Bar[],
  each: number,
  colour: Colour,
): ChartOptions<'bar'> => ({
  animation: false,
  events: [],
  responsive: true,
  maintainAspectRatio: false,
  layout: { padding: { top: 8 } },
  scales: {
    x: {
      border: { color: colour('line-strong') },
      grid: { display: false },
      ticks: {
        color: colour('ink-2'),
        font,
        autoSkip: false,
        maxRotation: 0,
        callback: (_value, at) =>
          each < NARROW ? String(at + 1) : linesOf(bars[at]?.name ?? '', Math.floor(each / 7)),
      },
    },
    y: {
      min: 0,
      // The whole height is all that was missed, so that the line ends where the bars sum up.
      max: Math.max(
        1,
        bars.reduce((sum, { missed }) => sum + missed, 0),
      ),
      border: { display: false },
      grid: { color: colour('line'), drawTicks: false },
      afterFit: (axis) => (axis.width = 40),
      ticks: { color: colour('ink-3'), font, padding: 8, maxTicksLimit: 6, precision: 0 },
    },
    share: {
      position: 'right',
      min: 0,
      max: 100,
      border: { display: false },
      grid: { display: false },
      afterFit: (axis) => (axis.width = 60),
      ticks: {
        color: colour('ink-3'),
        font,
        padding: 8,
        stepSize: 20,
        callback: (value) => `${value} %`,
      },
    },
  },
})

export const NARROW = 76
