/**
 * How often "Did it help?" claims an effect that is not there, and how often it finds one that is.
 * `npm run bench:training-effect [-- --runs N] [--seed N] [--only SECTION] [--json]`; each figure has the 95 %
 * interval of its simulation. The section "one person" is a table of when a halving is found by a single training.
 */
import { performance } from 'node:perf_hooks'
import { wilson } from '../../server/domain/quality/wilson.js'
import { returnsAnswer, timesAnswer } from '../../server/domain/training-effect.js'
import { Dice } from '../support/dice.js'
import { madeTraining, usualTraining, type Training } from '../support/made-trainings.js'
import { print } from './figures.js'

const option = (name: string, usual: number) => {
  const at = process.argv.indexOf(`--${name}`)
  const value = at < 0 ? usual : Number(process.argv[at + 1])
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: a whole number, 1 or more`)
  return value
}

const noEffect: [string, Partial<Training>][] = [
  ['worst three picked', {}],
  ['worst one picked', { trained: 1 }],
  ['worst two picked', { trained: 2 }],
  ['anybody picked', { picked: false }],
  ['30 tasks each', { tasks: 30 }],
  ['6 people, one picked', { people: 6, trained: 1 }],
  ['people very unlike', { between: 0.9 }],
  ['returns fall for all', { trend: -0.5 }],
  ['bad spells that pass', { spell: 0.3 }],
  ['the same, one picked', { spell: 0.3, trained: 1 }],
]
const beyond: [string, Partial<Training>][] = [
  ['strong spells', { spell: 0.6 }],
  ['the same, one picked', { spell: 0.6, trained: 1 }],
]
const halved: [string, Partial<Training>][] = [
  ['3 people, 20 to 10 %', { rate: 0.2, factor: 0.5 }],
  ['2 people, 20 to 10 %', { rate: 0.2, factor: 0.5, trained: 2 }],
  ['1 person, 20 to 10 %', { rate: 0.2, factor: 0.5, trained: 1 }],
  ['1 person, 30 to 15 %', { rate: 0.3, factor: 0.5, trained: 1 }],
  ['4 people, 12 to 6 %', { factor: 0.5, trained: 4, people: 16 }],
  ['1 person, 12 to 6 %', { factor: 0.5, trained: 1 }],
]

/** One training of one person, picked as the worst of the period before, with 100 checked tasks in each period. */
const single: [string, Partial<Training>][] = [0.12, 0.2, 0.3].flatMap((rate) =>
  [6, 12, 24].flatMap((people) =>
    [1, 4].map((periods): [string, Partial<Training>] => [
      `${Math.round(rate * 100)} % returned, ${people - 1} to compare with, ${periods} ${periods === 1 ? 'period' : 'periods'} before`,
      { rate, people, periods, trained: 1 },
    ]),
  ),
)
const earlierKnown: [string, Partial<Training>][] = [
  ['anybody picked, one of 12', { rate: 0.2, trained: 1, periods: 4, picked: false }],
  [
    'the same, bad spells that pass',
    { rate: 0.2, trained: 1, periods: 4, picked: false, spell: 0.3 },
  ],
  ['worst one picked, bad spells that pass', { rate: 0.2, trained: 1, periods: 4, spell: 0.3 }],
]

function claims(training: Training, runs: number, seed: number, what: 'returns' | 'times') {
  const dice = new Dice(seed)
  let found = 0
  for (let run = 0; run < runs; run++) {
    const subjects = madeTraining(training, dice)
    const { verdict } = what === 'returns' ? returnsAnswer(subjects) : timesAnswer(subjects)
    if (verdict === 'helped') found++
  }
  const { low, high } = wilson(found, runs)
  const percent = (share: number) => Math.round(share * 1_000) / 10
  return { claimed: percent(found / runs), from: percent(low), to: percent(high), runs }
}

try {
  const [runs, seed] = [option('runs', 400), option('seed', 1)]
  const began = performance.now()
  const only = process.argv.includes('--only')
    ? process.argv[process.argv.indexOf('--only') + 1]
    : null
  const section = (name: string, cases: typeof noEffect, what: 'returns' | 'times') => {
    if (only !== null && only !== name) return
    for (const [label, change] of cases)
      print(name, { case: label, ...claims({ ...usualTraining, ...change }, runs, seed, what) })
  }
  section('no effect', noEffect, 'returns')
  section('limits', beyond, 'returns')
  section('halved', halved, 'returns')
  section('four periods', earlierKnown, 'returns')
  if (only === null || only === 'one person')
    for (const [label, change] of single) {
      const of = (factor: number) =>
        claims({ ...usualTraining, ...change, factor }, runs, seed, 'returns')
      const [halving, none] = [of(0.5), of(1)]
      const found = { found: halving.claimed, from: halving.from, to: halving.to }
      print('one person', { case: label, ...found, claimedWithout: none.claimed, upTo: none.to })
    }
  section('times, none', noEffect.slice(0, 4).concat(noEffect.slice(8)), 'times')
  section(
    'times, −30 %',
    [
      ['3 people', { factor: 0.7 }],
      ['1 person', { factor: 0.7, trained: 1 }],
    ],
    'times',
  )
  print('took', { seconds: (performance.now() - began) / 1_000 })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
