/**
 * How often "Did it help?" claims an effect that is not there, and how often it finds one that is.
 * `npm run bench:training-effect [-- --runs N] [--seed N] [--json]`; each figure has the 95 % interval of
 * its simulation.
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
  const section = (name: string, cases: typeof noEffect, what: 'returns' | 'times') => {
    for (const [label, change] of cases)
      print(name, { case: label, ...claims({ ...usualTraining, ...change }, runs, seed, what) })
  }
  section('no effect', noEffect, 'returns')
  section('limits', beyond, 'returns')
  section('halved', halved, 'returns')
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
