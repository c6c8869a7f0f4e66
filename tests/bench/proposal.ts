/**
 * How soon a proposal is there, through the thread that works it out: `npm run bench:proposal`.
 * Floors of 20 people and 500 tasks, and of 50 and 2,000; the thread is warm, as in an office in which
 * somebody has balanced today.
 */
import { pino } from 'pino'
import { Jobs } from '../../server/balancing/jobs.js'
import { Dice } from '../support/dice.js'
import { makeFloor, type FloorShape } from '../support/floors.js'
import { print } from './figures.js'

let ids = 0
const jobs = new Jobs({ newId: () => `job-${++ids}`, log: pino({ level: 'warn' }) })

type Times = { first: number; told: number; last: number; versions: number; late: string }

async function propose(shape: FloorShape, seed: number, milliseconds: number): Promise<Times> {
  const floor = makeFloor(new Dice(seed), shape)
  const order = new Map<string, number[]>()
  for (const { no, holder } of floor.tasks)
    if (holder) order.set(holder, [...(order.get(holder) ?? []), no])
  const names = new Map(floor.people.map(({ id }) => [id, id]))
  const ground = {
    floor,
    names,
    order,
    begun: new Map(),
    limit: null,
    idle: null,
  }
  const began = performance.now()
  const about = { office: 'bench', person: 'lead', team: 'desk', seq: 1, at: '', ground }
  const job = jobs.start(about, milliseconds)
  const since = () => performance.now() - began
  let first = 0
  let told = 0
  for (let version = 0; !job.done; version = job.version) {
    await jobs.newer(job, version, 60_000)
    if (job.offer && first === 0) first = since()
    if (job.offer?.certificate && told === 0) told = since()
  }
  if (!job.offer || job.failed) throw new Error('there is no proposal')
  const { before, after } = job.offer
  return {
    first,
    told,
    last: since(),
    versions: job.version,
    late: `${before.weighted} to ${after.weighted}`,
  }
}

const shapes = [
  { people: 20, tasks: 500 },
  { people: 50, tasks: 2_000 },
]
const office = { day: 480, types: 20, load: 0.8, due: 1.5 }
const cold = await propose({ ...office, people: 4, tasks: 20 }, 1, 300)
print('cold, 4 × 20', { firstMs: cold.first })
for (const shape of shapes) {
  for (let n = 0; n < 3; n++) await propose({ ...office, ...shape }, 100 + n, 1_000)
  const runs: Times[] = []
  for (let n = 0; n < 5; n++) runs.push(await propose({ ...office, ...shape }, n + 1, 3_000))
  const shown = (key: 'first' | 'told' | 'last') =>
    runs.map((one) => one[key].toFixed(0)).join(' / ')
  print(`${shape.people} × ${shape.tasks}`, {
    firstMs: shown('first'),
    withReasonsAndProofMs: shown('told'),
    doneMs: shown('last'),
    versions: runs.map(({ versions }) => versions).join(' / '),
    weightedLateness: runs[0]?.late ?? '',
  })
}
await jobs.close()
