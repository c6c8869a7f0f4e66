/** Balance: proposals for a team's day, taking some of one, and what a team does by itself. */
import { z } from 'zod'
import { MOST_TASKS } from './limits.js'
import { orNull } from './plain-words.js'
import { shownTask } from './schemas.js'
import { command, held, nothing, read } from './spec.js'
import { id, idOrNull, instant, line, taskNo } from './text.js'

const minutes = z.number().int().nonnegative()
const binding = z.union([
  z.object({ kind: z.literal('work') }),
  z.object({ kind: z.literal('task'), no: z.number().int().nullable() }),
  z.object({ kind: z.literal('skill'), people: z.array(z.string()) }),
  z.object({ kind: z.literal('shift'), person: z.string() }),
])

/** What is proved, with the prices that prove it. */
const certificate = z.object({
  hash: z.string(),
  lateness: z.object({
    bound: z.number(),
    unit: z.number(),
    prices: z.array(z.array(z.tuple([z.number(), z.number()]))),
    worths: z.array(z.number()).nullable(),
    by: binding,
  }),
  finish: z
    .object({
      bound: z.number(),
      within: z.number(),
      prices: z.array(z.number()),
      left: z.number(),
      by: binding,
    })
    .nullable(),
})

const outcome = z.object({
  /** Tasks that end after they are due, or are left and late by that. */
  late: minutes,
  /** Minutes of lateness, each counted 8 (urgent), 4 (high), 2 (normal) or 1 (low) times. */
  weighted: z.number(),
  /** Minutes after `at` at which the last of today's work ends. */
  finish: minutes,
})

const words = z.object({
  lateness: z.string(),
  finish: z.string(),
  binds: z.string(),
  rest: z.string(),
})

const offeredMove = z.object({
  task: z.number().int(),
  /** Null: the queue. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Its place in the list of whoever gets it, counted from 1. */
  place: z.number().int().nullable(),
  /** For the lead and for the clerk alike; null while it is being worked out. */
  why: z.string().nullable(),
})
export type OfferedMove = z.infer<typeof offeredMove>

export const offer = z.object({
  moves: z.array(offeredMove),
  /** Places of tasks that stay with their holder, which the moves depend on. */
  order: z.array(z.object({ task: z.number().int(), person: z.string(), place: z.number().int() })),
  /** Moves left out: beyond the limit of a person, or too many for one list. */
  heldBack: minutes,
  /** Who would hold more than the team's limit with those as well, and by how many; absent: nobody. */
  beyond: z.array(z.object({ person: z.string(), tasks: minutes })).optional(),
  /** What the whole plan comes to, where moves are left out: `after` is of what is offered. */
  whole: outcome.optional(),
  /** Minutes of work of each, before and after, and minutes that they have left today. */
  people: z.array(z.object({ person: z.string(), before: minutes, after: minutes, left: minutes })),
  before: outcome,
  after: outcome,
  /** Null, with the certificate, while it is not checked. */
  words: words.nullable(),
  certificate: certificate.nullable(),
})
export type Offer = z.infer<typeof offer>

const floor = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      slots: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
      busy: minutes,
    }),
  ),
  tasks: z.array(
    z.object({
      no: z.number().int(),
      weight: z.number().int(),
      due: z.number().int().nullable(),
      minutes: z.array(minutes),
      pinned: z.string().nullable(),
      holder: z.string().nullable(),
      unplaced: z.number().int(),
    }),
  ),
})

const basis = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    /** Of what the team allows and keeps free, and of what its kinds of work ask for. */
    rules: text,
    /** Of each one's day, place, teams and skills. */
    people: z.array(z.strictObject({ person: text, hash: text })).max(1_000),
  })
export type Basis = { rules: string; people: { person: string; hash: string }[] }

const proposal = offer.extend({
  proposal: z.string(),
  version: z.number().int(),
  /** The floor is as of this entry of the log. */
  seq: z.number().int(),
  at: z.string(),
  done: z.boolean(),
  /** Milliseconds from the request to this version. */
  took: z.number(),
  /** Why there is nothing to balance; null where there is. */
  nothing: z.string().nullable(),
  /** Of the instance that the certificate is about, as `certificate.hash`. */
  hash: z.string(),
  /** What it rests on besides the tasks; whoever sends it back with moves is told when that has changed. */
  basis: basis(z.string()),
  /** The instance itself, if it was asked for: with it anybody can check the certificate. */
  floor: floor.optional(),
})
export type ShownProposal = z.infer<typeof proposal>

const listed = z.object({ person: z.string(), tasks: z.array(z.number().int()) })

/** What is kept of moves that were taken, so that what was proved of them can be checked at any time. */
export const balanceRecord = z.object({
  /** The number of the entry that took them. */
  id: z.string(),
  team: z.string(),
  by: z.string(),
  at: z.string(),
  /** The floor is as of this entry of the log, and of this time. */
  seq: z.number().int(),
  floorAt: z.string(),
  floor,
  certificate,
  /** Who was to take what, in order; what of the queue was open to whoever is free. The rest was left. */
  lists: z.array(listed),
  open: z.array(z.number().int()),
  before: outcome,
  after: outcome,
  words,
  moves: z.array(
    offeredMove.extend({
      /** Under what it would have stayed; null: nothing was found. */
      unless: z.string().nullable(),
    }),
  ),
})
export type BalanceRecord = z.infer<typeof balanceRecord>
/** As it lies in the database: each different row of minutes once. */
export type KeptBalance = Omit<BalanceRecord, 'floor'> & { floor: string }
/** Of moves of a proposal of which nothing was proved here: why it made them. */
export type KeptReasons = Pick<BalanceRecord, 'id' | 'team' | 'by' | 'at' | 'seq' | 'moves'>

const takenMove = z.strictObject({
  task: taskNo,
  from: idOrNull,
  to: idOrNull,
  place: z.number(orNull).int().min(1).max(10_000).nullable(),
  why: line(300).nullable().optional(),
})

const reads = [
  'invalid_input',
  'not_signed_in',
  'not_allowed',
  'not_found',
  'too_many',
  'unavailable',
] as const
/** `stale`: the proposal was worked out by a server that is not the one asked; ask for a fresh one. */
const looks = [...reads, 'stale'] as const

/** What a team does by itself; null switches a rule off. */
const standingRules = {
  push: z.boolean().optional(),
  reserveMinutes: z.number().int().min(0).max(600).nullable().optional(),
  limit: z.number().int().min(1).max(200).nullable().optional(),
  returnAfter: z.number().int().min(5).max(2_880).nullable().optional(),
}

export const balanceCommands = {
  'balance.propose': read(
    'Work out who should do what today; answers with the first proposal',
    z.strictObject({
      team: id,
      seconds: z.number().min(1).max(30).default(3),
      /** People who are not counted, e.g. because they have not come. */
      without: z.array(id).max(1_000).optional(),
      floor: z.boolean().default(false),
    }),
    proposal,
    reads,
  ),
  'balance.look': read(
    'Wait a few seconds for a better proposal than `after`, or for the end',
    z.strictObject({
      proposal: id,
      after: z.number().int().nonnegative(),
      floor: z.boolean().default(false),
    }),
    proposal,
    looks,
  ),
  'balance.stop': read(
    'Leave a proposal as good as it is; without its id whatever is being worked out for who asks',
    z.strictObject({ proposal: id.optional() }),
    nothing,
    looks,
  ),
  'balance.whatIf': read(
    'What would change if a person were in until then',
    z.strictObject({
      proposal: id,
      person: id,
      until: instant,
    }),
    z.object({ sentence: z.string(), stay: z.array(z.number().int()) }),
    looks,
  ),
  'balance.part': read(
    'What a proposal comes to without some of its moves',
    z.strictObject({ proposal: id, without: z.array(taskNo).max(600) }),
    z.object({
      /** The version of the proposal that it is a part of. */
      version: z.number().int(),
      after: outcome,
      words: words.nullable(),
      order: offer.shape.order,
    }),
    looks,
  ),
  'balance.record': read(
    'What was proved of moves that were taken, with the prices, and whether it holds',
    z.strictObject({ record: id }),
    z.object({
      record: balanceRecord,
      /** The bound follows from the prices, and the lists come to what was said, both computed anew. */
      holds: z.boolean(),
      /** Why it does not hold; null: it does. */
      why: z.string().nullable(),
    }),
    reads,
  ),
  'balance.apply': command(
    'Take moves of a proposal, all of those given or none; `from` equal to `to` only sets the place',
    z.strictObject({
      team: id,
      /** With it what was proved is kept, where the server that is asked knows the proposal. */
      proposal: id.optional(),
      seq: z.number().int().nonnegative(),
      /** As it came with the proposal. */
      basis: basis(line(80)).optional(),
      moves: z.array(takenMove).min(1).max(600),
    }),
    z.object({
      tasks: z.array(shownTask),
      undo: z.string(),
      until: z.string(),
      /** Where what was proved is kept; null: it is not. */
      record: z.string().nullable().optional(),
    }),
    [...held, 'not_qualified', 'stale'],
  ),
  'task.pin': command(
    'Keep tasks with their holders when work is balanced, or let them go again',
    z.strictObject({
      tasks: z.array(taskNo).min(1).max(MOST_TASKS),
      pinned: z.boolean(),
    }),
    z.object({ tasks: z.array(shownTask), undo: z.string() }),
  ),
  'team.rules': command(
    'Say what a team does by itself',
    z.strictObject({
      team: id,
      ...standingRules,
    }),
    z.object({ team: z.looseObject({ id: z.string(), name: z.string() }) }),
  ),
}
