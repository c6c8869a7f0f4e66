/**
 * How soon a proposal is there: `npm run bench:proposal`. From the request to the first answer, as an
 * office has it: rows of an embedded database and of memory, the floor made of them, the thread that works
 * it out, and back. Teams of 20 people and 500 tasks, and of 50 and 2,000; the thread is warm.
 *
 * `cpuMs` is the processor time of the whole process, all of its threads, up to the first answer: on an
 * idle machine the wall's clock (`wallMs`) shows no more than that, on a busy one it does.
 */
import { loadavg } from 'node:os'
import type { Answer } from '../../server/contract/wire.js'
import type { ShownProposal } from '../../server/contract/balance-commands.js'
import { Dice } from '../support/dice.js'
import { OFFICE } from '../support/floor.js'
import { print } from './figures.js'
import { LEAD, openFullDesk, TEAM, type FullDesk } from './full-desk.js'

const RUNS = 7
const WARM = 4

const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function told(answer: Answer): ShownProposal {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.output as ShownProposal
}

type Times = { cpu: number; wall: number; proved: number; late: string }

async function propose({ app }: FullDesk, seconds: number): Promise<Times> {
  const ask = async (name: string, input: object) =>
    told(await app.execute(OFFICE, LEAD, name, input))
  const began = { cpu: processor(), wall: performance.now() }
  let shown = await ask('balance.propose', { team: TEAM, seconds })
  const cpu = processor() - began.cpu
  const wall = performance.now() - began.wall
  const first = shown.after.weighted
  let proved = 0
  for (;;) {
    if (shown.certificate && proved === 0) proved = performance.now() - began.wall
    if (shown.done) break
    shown = await ask('balance.look', { proposal: shown.proposal, after: shown.version })
  }
  if (!shown.certificate) throw new Error('the last version comes with its proof')
  return {
    cpu,
    wall,
    proved,
    late: `${shown.before.weighted} > ${first} > ${shown.after.weighted}`,
  }
}

for (const size of [
  { people: 20, tasks: 500 },
  { people: 50, tasks: 2_000 },
]) {
  const desk = await openFullDesk(new Dice(size.tasks), size)
  for (let n = 0; n < WARM; n++) await propose(desk, 1)
  const runs: Times[] = []
  for (let n = 0; n < RUNS; n++) runs.push(await propose(desk, 1.5))
  const shown = (key: 'cpu' | 'wall' | 'proved') =>
    runs.map((one) => one[key].toFixed(0)).join(' / ')
  print(`${size.people} × ${size.tasks}`, {
    cpuMs: shown('cpu'),
    wallMs: shown('wall'),
    withProofMs: shown('proved'),
    weightedLateness: runs[0]?.late ?? '',
    load: (loadavg()[0] as number).toFixed(1),
  })
  await desk.close()
}
