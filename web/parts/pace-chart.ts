/** How a chart of the pace looks: its data and options in the colours of the page. */
import type { ChartData, ChartOptions } from 'chart.js'

export type Point = { x: number; y: number }
/** `main` 3 px, `plan` dashed, `expected` thin; `side` thin with points. */
export type ChartLine = { look: 'main' | 'plan' | 'expected' | 'side'; points: readonly Point[] }
export type ChartBar = Point & { to: number; ahead: boolean }
/** Words beside the end of a line, at its height. */
export type ChartEnd = { y: number; name: string; note?: string; tone: 'accent' | 'plain' }
/** Words beside the now-mark. */
export type ChartHere = { y: number; name: string; note?: string; behind?: boolean }
export type ChartHour = { hour: number; from: number; to: number; words: string }
/** A point that can be opened; `x` epoch ms. */
export type ChartDot = { hour: number; x: number; y: number; words: string }
export type ChartNow = { at: number; label: string; stale: boolean }
/** Where the plot came to lie, px. */
export type Plot = {
  left: number
  right: number
  top: number
  bottom: number
  y(value: number): number
}

type Colour = (token: string) => string
export type Drawn = {
  lines: readonly ChartLine[]
  band: readonly { x: number; low: number; high: number }[]
  bars: readonly ChartBar[]
  /** Px a millisecond. */
  scale: number
}

const looksOf = (colour: Colour) => ({
  main: { borderColor: colour('accent'), borderWidth: 3 },
  plan: { borderColor: colour('ink-3'), borderWidth: 1.5, borderDash: [4, 3] },
  expected: { borderColor: colour('accent'), borderWidth: 1.5 },
  side: {
    borderColor: colour('accent'),
    borderWidth: 1.5,
    pointRadius: 2.5,
    pointBackgroundColor: colour('accent'),
  },
})

export function dataOf({ lines, band, bars, scale }: Drawn, colour: Colour): ChartData<'line'> {
  const looks = looksOf(colour)
  const edge = { type: 'line', borderColor: colour('accent-line'), borderWidth: 1 }
  const datasets = [
    ...lines.map(({ look, points }) => ({
      type: 'line',
      data: [...points],
      order: look === 'main' ? 0 : 1,
      ...looks[look],
    })),
    { ...edge, data: band.map(({ x, low }) => ({ x, y: low })), order: 3 },
    {
      ...edge,
      data: band.map(({ x, high }) => ({ x, y: high })),
      order: 4,
      fill: '-1',
      backgroundColor: colour('band'),
    },
    {
      type: 'bar',
      data: bars.map(({ x, to, y }) => ({ x: (x + to) / 2, y })),
      order: 5,
      backgroundColor: bars.map(({ ahead }) => colour(ahead ? 'band' : 'bar-past')),
      barThickness: Math.max(4, ((bars[0]?.to ?? 0) - (bars[0]?.x ?? 0)) * scale - 2),
    },
  ]
  // Lines and bars together have no type of their own.
  return { datasets } as ChartData<'line'>
}

export type Frame = {
  from: number
  to: number
  most: number
  ticks: readonly { at: number; label: string }[]
  narrow: boolean
  /** Room at the right for the words of the ends. */
  gutter: number
  tall: boolean
  /** Room above for the label of now. */
  head: number
}

const font = { family: 'Public Sans', size: 12 }

const timeAxis = ({ from, to, ticks, narrow }: Frame, colour: Colour) => ({
  type: 'linear' as const,
  // Bars would have half of one at either end.
  offset: false,
  min: from,
  max: to,
  border: { color: colour('line-strong') },
  grid: { display: false, offset: false },
  afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
    const step = narrow ? Math.ceil(ticks.length / 5) : 1
    axis.ticks = ticks.filter((_, n) => n % step === 0).map(({ at }) => ({ value: at }))
  },
  ticks: {
    color: colour('ink-3'),
    font,
    maxRotation: 0,
    autoSkip: !narrow,
    callback: (value: number | string) => ticks.find(({ at }) => at === Number(value))?.label ?? '',
  },
})

export const optionsOf = (frame: Frame, colour: Colour): ChartOptions<'line'> => ({
  animation: false,
  events: [],
  responsive: true,
  maintainAspectRatio: false,
  layout: { padding: { top: frame.head, right: frame.narrow ? 16 : frame.gutter } },
  elements: { point: { radius: 0 }, line: { tension: 0 } },
  scales: {
    x: timeAxis(frame, colour),
    y: {
      min: 0,
      suggestedMax: frame.most,
      border: { display: false },
      grid: { color: colour('line'), drawTicks: false },
      afterFit: (axis: { width: number }) => (axis.width = 40),
      ticks: {
        color: colour('ink-3'),
        font,
        padding: 8,
        maxTicksLimit: frame.tall ? 6 : 3,
        precision: 0,
        callback: (value: number | string) => Number(value).toLocaleString('en-US'),
      },
    },
  },
})

/** Ends keep their distance to each other and stay inside: highest first, with their upper edges. */
export function placeEnds(ends: readonly ChartEnd[], plot: Plot, height: number, apart: number) {
  const sorted = [...ends].sort((a, b) => b.y - a.y)
  let last = -Infinity
  const tops = sorted.map((end) => (last = Math.max(last + apart, plot.y(end.y) - 9)))
  const over = Math.max(0, (tops.at(-1) ?? 0) - (height - apart))
  return sorted.map((end, n) => ({ ...end, top: (tops[n] ?? 0) - over }))
}
