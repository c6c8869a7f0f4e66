/** How the benches sum up and print. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? Number.NaN
}

export const median = (values: readonly number[]) => percentile(values, 50)

/** One line a figure: JSON with `--json`, else a name and its numbers. */
export function print(name: string, figures: Record<string, number | string>): void {
  if (process.argv.includes('--json')) return console.log(JSON.stringify({ name, ...figures }))
  const shown = Object.entries(figures).map(([key, value]) => `${key} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
  console.log(`${name.padEnd(12)} ${shown.join('  ')}`)
}
