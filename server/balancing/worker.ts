/** A thread of its own: works proposals out in slices, so that it hears of a stop and serves several at once. */
import { parentPort } from 'node:worker_threads'
import type { Offer } from '../contract/balance-commands.js'
import { asItGoes } from '../domain/balance/desk/as-it-goes.js'
import { offerOf, type OfferGround } from '../domain/balance/desk/offer.js'
import { Offers } from '../domain/balance/desk/offers.js'
import { figuresOf } from '../domain/balance/floor/figures.js'
import { LARGE, proposalsOf, type Proposal } from '../domain/balance/floor/propose.js'
import { verify } from '../domain/balance/floor/verify.js'
import { PRACTICE_MS, practiceFloor } from './practice.js'
import type { FromWorker, ToWorker } from './messages.js'
import { Bench, SLICE_MS } from './questions.js'

/** A screen need not change more often. */
const PAUSE_MS = 200

const port = parentPort
if (!port) throw new Error('this runs in a thread of the server')
const say = (message: FromWorker) => port.postMessage(message)

const benches = new Map<string, Bench>()
/** What is thought about, and what of it nobody waits for any more. */
const running = new Set<string>()
const stopped = new Set<string>()
const stop = (job: string) => {
  if (running.has(job)) stopped.add(job)
}

/** Proposals that are being searched for. */
let searching = 0
/** Before each thought about what a proposal's reasons depend on. */
const THINKING_MS = 250
const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds))

const breath = () => new Promise<void>((done) => setImmediate(done))
const wordsOf = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** @throws Error when a proposal claims more than its prices prove */
function checked({ floor }: OfferGround, offers: Offers, proposal: Proposal): Offer {
  const verdict = verify(floor, proposal.certificate)
  if (!verdict.holds) throw new Error(`a certificate does not hold: ${verdict.why}`)
  return offers.of(proposal, true)
}

async function work(job: string, bench: Bench, made: string, milliseconds: number): Promise<void> {
  searching++
  const offer = await search(job, bench, milliseconds).finally(() => searching--)
  if (!offer) return
  // While it is read there is time for what its reasons depend on; a stop says that nobody waits for it. Who asks
  // for another proposal must not wait behind a thought: the first took 150 ms in place of 30 (20 × 500).
  for (let more = true; more && !stopped.has(job) && benches.has(job);) {
    await pause(THINKING_MS)
    if (searching === 0) more = bench.think(offer, Date.parse(made))
  }
}

/** The last proposal, when its time is over or it was stopped; null: there was none. */
async function search(job: string, bench: Bench, milliseconds: number): Promise<Offer | null> {
  const { ground: given, at } = bench
  const { floor, order } = given
  const ground: OfferGround = { ...given, at, before: asItGoes(floor, order, at) }
  const offers = new Offers(ground)
  const isLarge = floor.people.length * floor.tasks.length > LARGE
  const watch = { now: () => performance.now(), deadline: performance.now() + milliseconds }
  const show = (offer: Offer, { certificate: { hash } }: Proposal, done: boolean) =>
    say({ kind: 'offer', job, offer, hash, done })
  let shown: Proposal | null = null
  let last: Proposal | null = null
  let next = 0
  const budget = { watch, chance: Math.random, every: SLICE_MS, at }
  for (const proposal of proposalsOf(floor, budget)) {
    last = proposal
    const began = performance.now()
    if (!shown && isLarge) {
      show(offers.of(proposal, false), proposal, false)
      shown = proposal
    } else if (proposal !== shown && began >= next) {
      show(checked(ground, offers, proposal), proposal, false)
      shown = proposal
      // Telling takes its time too; most of it is for the search.
      next = performance.now() + Math.max(PAUSE_MS, 3 * (performance.now() - began))
    }
    await breath()
    if (stopped.has(job)) break
  }
  if (!last) return null
  const offer = checked(ground, offers, last)
  show(offer, last, true)
  return offer
}

/** Takes as long as nobody else is waiting, and tells nobody. */
async function practise(): Promise<void> {
  const floor = practiceFloor()
  const at = figuresOf(floor)
  const ground = {
    floor,
    names: new Map(),
    order: new Map(),
    begun: new Map(),
    limit: null,
    reserve: null,
    at,
  }
  const before = asItGoes(floor, ground.order, at)
  const watch = { now: () => performance.now(), deadline: performance.now() + PRACTICE_MS }
  for (const proposal of proposalsOf(floor, { watch, chance: Math.random, every: SLICE_MS, at })) {
    for (const told of [false, true]) offerOf({ ...ground, before }, proposal, told)
    verify(floor, proposal.certificate)
    await breath()
    if (benches.size > 0) return
  }
}

function tell({ ask, job, question }: Extract<ToWorker, { kind: 'ask' }>): void {
  try {
    const bench = benches.get(job)
    if (!bench) throw new Error('the proposal is over')
    say({ kind: 'said', ask, answer: bench.answer(question) })
  } catch (error) {
    say({ kind: 'unsaid', ask, error: wordsOf(error) })
  }
}

function start({ job, ground, at, milliseconds }: Extract<ToWorker, { kind: 'start' }>): void {
  const bench = new Bench(ground)
  benches.set(job, bench)
  running.add(job)
  work(job, bench, at, milliseconds)
    .catch((error: unknown) => say({ kind: 'failed', job, error: wordsOf(error) }))
    .finally(() => {
      running.delete(job)
      stopped.delete(job)
    })
}

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'warm':
      // What fails here fails when somebody asks, and is told then.
      practise().catch(() => {})
      return
    case 'start':
      return start(message)
    case 'stop':
      return stop(message.job)
    case 'forget':
      stop(message.job)
      benches.delete(message.job)
      return
    case 'ask':
      return tell(message)
  }
})
