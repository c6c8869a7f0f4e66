/**
 * How far plans of a large team are from the linear programme, which no plan can be below:
 * `npm run bench:lp [-- --runs 3] [--cpu] [--sizes 20x500:50,50x2000:250]` (people x tasks : budget in ms). A fifth of
 * the pairs is not allowed. The programme (Lenstra, Shmoys and Tardos 1990: least T so that each task is shared
 * out and nobody has more than T) is solved by `highs`, which takes much longer than the plan.
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import highsLoader from 'highs'
import { makespanOf, type Instance } from '../../server/domain/balance/instance.js'
import { balance } from '../../server/domain/balance/makespan.js'
import { Dice } from '../support/dice.js'
import { median, print } from './figures.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    cpu: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '20x500:50,50x2000:250' },
  },
})
const RUNS = Number(values.runs)
const SIZES = values.sizes.split(',').map((text) => {
  const [people = 0, tasks = 0, budget = 0] = text.split(/[x:]/).map(Number)
  if (!(people > 1 && tasks > 0 && budget > 0))
    throw new RangeError(`--sizes: ${text} is not like 20x500:50`)
  return { people, tasks, budget }
})

/** Tasks of 5 to 60 minutes; people who are faster or slower, and each a little at some of them. */
function instanceOf(people: number, tasks: number, dice: Dice): Instance {
  const paces = Array.from({ length: people }, () => 0.7 + 0.6 * dice.next())
  const times = new Float64Array(tasks * people)
  for (let task = 0; task < tasks; task++) {
    const standard = dice.whole(5, 60)
    const sure = dice.whole(0, people - 1)
    for (let person = 0; person < people; person++) {
      const minutes = standard * (paces[person] as number) * (0.8 + 0.4 * dice.next())
      const allowed = person === sure || !dice.chance(0.2)
      times[task * people + person] = allowed ? Math.max(1, Math.round(minutes)) : Infinity
    }
  }
  return { people, tasks, times }
}

/** @throws Error where the programme is not solved */
function linear(
  highs: Awaited<ReturnType<typeof highsLoader>>,
  { people, tasks, times }: Instance,
) {
  const allowed = (task: number, person: number) => Number.isFinite(times[task * people + person])
  const pairs = (task: number) =>
    Array.from({ length: people }, (_, person) => person).filter((person) => allowed(task, person))
  const rows: string[] = []
  for (let task = 0; task < tasks; task++)
    rows.push(
      `t${task}: ${pairs(task)
        .map((person) => `x${task}_${person}`)
        .join(' + ')} = 1`,
    )
  for (let person = 0; person < people; person++) {
    const own = Array.from({ length: tasks }, (_, task) => task).filter((task) =>
      allowed(task, person),
    )
    const sum = own.map((task) => `${times[task * people + person]} x${task}_${person}`).join(' + ')
    rows.push(`p${person}: ${sum} - T <= 0`)
  }
  const solved = highs.solve(`Minimize\n T\nSubject To\n${rows.join('\n')}\nEnd`, { solver: 'ipm' })
  if (solved.Status !== 'Optimal') throw new Error(`the linear programme is ${solved.Status}`)
  return solved.ObjectiveValue
}

const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const now = values.cpu ? processor : () => performance.now()

/** @returns how long it took, on the clock, and when the last would be done */
function timed(instance: Instance, budget: number, dice: Dice) {
  const began = now()
  const plan = balance(instance, { now, deadline: began + budget }, () => dice.next())
  return { took: now() - began, finish: makespanOf(instance, plan.holder) }
}

const highs = await highsLoader()
for (const { people, tasks, budget } of SIZES) {
  // Into a machine that is warm.
  for (let seed = 1; seed <= 3; seed++)
    timed(instanceOf(people, tasks, new Dice(seed + 100)), budget, new Dice(seed))
  const results = Array.from({ length: RUNS }, (_, run) => {
    const instance = instanceOf(people, tasks, new Dice(run + 1))
    return { instance, ...timed(instance, budget, new Dice(run + 1)) }
  })
  const gaps = results.map(({ instance, finish }) => 100 * (finish / linear(highs, instance) - 1))
  print('lp', {
    size: `${people} x ${tasks}`,
    budgetMs: budget,
    gapPercent: median(gaps),
    worstPercent: Math.max(...gaps),
    longestMs: Math.max(...results.map(({ took }) => took)),
    load: loadavg()[0] ?? 0,
  })
}
