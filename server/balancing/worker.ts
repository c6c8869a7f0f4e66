/** A thread of its own: works proposals out in slices, so that it hears of a stop and serves several at once. */
import { parentPort } from 'node:worker_threads'
import type { Offer } from '../contract/balance-commands.js'
import { asItGoes } from '../domain/balance/desk/as-it-goes.js'
import { offerOf, type OfferGround } from '../domain/balance/desk/offer.js'
import { figuresOf } from '../domain/balance/floor/figures.js'
import { LARGE, proposalsOf, type Proposal } from '../domain/balance/floor/propose.js'
import { whatIfInUntil, whatIfInWords, type Move } from '../domain/balance/floor/reasons.js'
import { verify } from '../domain/balance/floor/verify.js'
import { PRACTICE_MS, practiceFloor } from './practice.js'
import type { FromWorker, Ground, ToWorker } from './messages.js'

/** How long one slice lasts. */
const SLICE_MS = 50
/** A screen need not change more often. */
const PAUSE_MS = 200
const WHAT_IF_MS = 400

const port = parentPort
if (!port) throw new Error('this runs in a thread of the server')
const say = (message: FromWorker) => port.postMessage(message)

const grounds = new Map<string, Ground>()
const stopped = new Set<string>()

const breath = () => new Promise<void>((done) => setImmediate(done))
const wordsOf = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** @throws Error when a proposal claims more than its prices prove */
function checked(ground: OfferGround, proposal: Proposal): Offer {
  const verdict = verify(ground.floor, proposal.certificate)
  if (!verdict.holds) throw new Error(`a certificate does not hold: ${verdict.why}`)
  return offerOf(ground, proposal, true)
}

async function work(job: string, given: Ground, milliseconds: number): Promise<void> {
  const { floor, order } = given
  const at = figuresOf(floor)
  const ground: OfferGround = { ...given, at, before: asItGoes(floor, order, at) }
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
      show(offerOf(ground, proposal, false), proposal, false)
      shown = proposal
    } else if (proposal !== shown && began >= next) {
      show(checked(ground, proposal), proposal, false)
      shown = proposal
      // Telling takes its time too; most of it is for the search.
      next = performance.now() + Math.max(PAUSE_MS, 3 * (performance.now() - began))
    }
    await breath()
    if (stopped.has(job)) break
  }
  if (last) show(checked(ground, last), last, true)
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
    if (grounds.size > 0) return
  }
}

function tellWhatIf(asked: Extract<ToWorker, { kind: 'whatIf' }>): void {
  const { ask, job, person, until, clock, offer } = asked
  const ground = grounds.get(job)
  if (!ground) return say({ kind: 'unsaid', ask, error: 'the proposal is over' })
  const moves = offer.moves.map(({ task, from, to }): Move => ({
    no: task,
    from,
    to,
    why: { kind: 'together' },
  }))
  const watch = { now: () => performance.now(), deadline: performance.now() + WHAT_IF_MS }
  const found = whatIfInUntil(ground.floor, moves, person, until, {
    watch,
    chance: Math.random,
    every: SLICE_MS,
  })
  const sentence = whatIfInWords(found, moves, ground.names, () => clock)
  say({ kind: 'said', ask, sentence, stay: found.stay })
}

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'warm':
      // What fails here fails when somebody asks, and is told then.
      practise().catch(() => {})
      return
    case 'start':
      grounds.set(message.job, message.ground)
      work(message.job, message.ground, message.milliseconds)
        .catch((error: unknown) => say({ kind: 'failed', job: message.job, error: wordsOf(error) }))
        .finally(() => stopped.delete(message.job))
      return
    case 'stop':
      stopped.add(message.job)
      return
    case 'forget':
      stopped.add(message.job)
      grounds.delete(message.job)
      return
    case 'whatIf':
      try {
        tellWhatIf(message)
      } catch (error) {
        say({ kind: 'unsaid', ask: message.ask, error: wordsOf(error) })
      }
  }
})
