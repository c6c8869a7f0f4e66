/**
 * How good plans are on the unrelated parallel machine instances of a folder, within a budget:
 * `npm run bench:balance -- --dir DIR --budget-ms N [--runs 3] [--cpu] [--only CATEGORY] [--json]`. The
 * budget is on the wall's clock; with `--cpu` it is processor time of this process, so that figures of a busy
 * machine can be compared with those of an idle one. A file's first numbers are
 * jobs and machines, then a row of times per job; `best_known.csv` beside gives the best-known finish.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkInstance, makespanOf, type Instance } from '../../server/domain/balance/instance.js'
import { balance } from '../../server/domain/balance/makespan.js'
import { Dice } from '../support/dice.js'
import { median, percentile } from './figures.js'

type Case = { file: string; category: string; instance: Instance; best: number | null }
type Outcome = { finish: number; bound: number; ms: number }

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    'budget-ms': { type: 'string', default: '50' },
    runs: { type: 'string', default: '3' },
    cpu: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

const number = (name: string, text: string) => {
  const value = Number(text)
  return Number.isFinite(value) && value > 0 ? value : fail(`--${name} must be a number above 0; it is "${text}"`)
}

/** What a pair that is not allowed may look like in a file. */
const timeOf = (word: string): number => {
  const time = Number(word)
  return Number.isFinite(time) && time >= 0 ? time : Infinity
}

function read(dir: string, file: string): Instance {
  const words = readFileSync(join(dir, file), 'utf8').trim().split(/[\s,;]+/)
  const [tasks = 0, people = 0] = words.slice(0, 2).map(Number)
  const instance = { tasks, people, times: Float64Array.from(words.slice(2, 2 + tasks * people), timeOf) }
  try {
    checkInstance(instance)
  } catch (error) {
    fail(`${file}: ${(error as Error).message}`)
  }
  return instance
}

function bestKnown(dir: string): Map<string, { best: number | null; category: string | null }> {
  const text = readFileSyncOrNull(join(dir, 'best_known.csv'))
  const [head = '', ...lines] = (text ?? '').trim().split(/\r?\n/)
  const columns = head.split(',').map((name) => name.trim())
  const at = (name: string) => columns.indexOf(name)
  return new Map(lines.map((line) => {
    const cells = line.split(',').map((cell) => cell.trim())
    const best = Number(cells[at('best_known')])
    return [cells[at('file')] ?? '', { best: best > 0 ? best : null, category: cells[at('category')] ?? null }]
  }))
}

function readFileSyncOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function cases(dir: string): Case[] {
  const known = bestKnown(dir)
  const names = readdirSync(dir).filter((name) => name.endsWith('.txt') && !/^(licen[cs]e|readme)/i.test(name)).sort()
  return names.map((file) => ({
    file,
    instance: read(dir, file),
    best: known.get(file)?.best ?? null,
    category: known.get(file)?.category ?? basename(file, '.txt').split('_')[0] ?? file,
  }))
}

const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const now = values.cpu ? processor : () => performance.now()

/** One plan within the budget, on the clock from before its first look at the instance. */
function solve({ file, instance }: Case, budget: number, dice: Dice): Outcome {
  const began = now()
  const watch = { now, deadline: began + budget }
  const plan = balance(instance, watch, () => dice.next())
  const ms = now() - began
  if (makespanOf(instance, plan.holder) !== plan.finish) fail(`${file}: the plan does not finish when it says`)
  return { finish: plan.finish, bound: plan.bound, ms }
}

function summary(category: string, size: string, rows: { one: Case; runs: Outcome[] }[]) {
  const of = (pick: (outcome: Outcome, one: Case) => number) => rows.map(({ one, runs }) => median(runs.map((outcome) => pick(outcome, one))))
  // Where nobody knows a best plan, the gap is to what we prove ourselves.
  const gaps = of(({ finish, bound }, { best }) => 100 * (finish / (best ?? bound) - 1))
  const proved = of(({ finish, bound }) => 100 * (finish / bound - 1))
  const times = rows.flatMap(({ runs }) => runs.map(({ ms }) => ms))
  const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
  return {
    category, size, instances: rows.length,
    meanGapPercent: mean(gaps), worstGapPercent: Math.max(...gaps),
    meanProvedPercent: mean(proved), worstProvedPercent: Math.max(...proved),
    hits: gaps.filter((gap) => gap <= 1e-9).length,
    p50Ms: median(times), maxMs: percentile(times, 100),
  }
}

const dir = values.dir ?? fail('Say which folder to read: npm run bench:balance -- --dir FOLDER --budget-ms 50')
const budget = number('budget-ms', values['budget-ms'])
const runs = number('runs', values.runs)
const { only } = values
const all = cases(dir).filter(({ category }) => only === undefined || category === only)
if (all.length === 0) fail(`There are no instances (*.txt)${only ? ` of category ${only}` : ''} in ${dir}`)
// What is compiled on the way must not be part of the first case's time.
for (let n = 0; n < 5; n++) solve(all[(n * 37) % all.length] as Case, Math.max(budget, 200), new Dice(n))
const outcomes = all.map((one) => ({ one, runs: Array.from({ length: runs }, (_, run) => solve(one, budget, new Dice(run + 1))) }))
for (const { one, runs: each } of outcomes) {
  const wrong = each.find(({ bound }) => one.best !== null && bound > one.best)
  if (wrong) fail(`${one.file}: the bound ${wrong.bound} exceeds the best known ${one.best}`)
}
const sizeOf = ({ instance }: Case) => `${instance.tasks}x${instance.people}`
const groups = new Map<string, typeof outcomes>()
for (const outcome of outcomes) {
  for (const key of [`${outcome.one.category}|${sizeOf(outcome.one)}`, `${outcome.one.category}|all`, 'all|all']) {
    groups.set(key, [...(groups.get(key) ?? []), outcome])
  }
}
const table = [...groups].map(([key, rows]) => summary(...(key.split('|') as [string, string]), rows))
  .sort((a, b) => Number(a.category === 'all') - Number(b.category === 'all') || a.category.localeCompare(b.category))
// For a program: one row a category and size, so that nothing is counted twice.
if (values.json) console.log(JSON.stringify(table.filter(({ size }) => size !== 'all')))
else {
  const clock = values.cpu ? 'of the processor' : 'on the wall'
  const load = (loadavg()[0] as number).toFixed(1)
  console.log(`${all.length} instances, ${budget} ms ${clock} each, median of ${runs} runs, load ${load}; gaps in %`)
  const shown = (row: (typeof table)[number]) => [
    row.category.padEnd(12), row.size.padStart(8), String(row.instances).padStart(4),
    ...[row.meanGapPercent, row.worstGapPercent, row.meanProvedPercent, row.worstProvedPercent].map((one) => one.toFixed(2).padStart(8)),
    String(row.hits).padStart(5), row.p50Ms.toFixed(0).padStart(6), row.maxMs.toFixed(0).padStart(6),
  ].join(' ')
  console.log('category         size    n  gap mean   worst  proved   worst  hits p50 ms max ms')
  for (const row of table) console.log(shown(row))
}
