/** Reads of what checks and trainings come to: first-pass yield, agreement, suggested rates, effect. */
import { z } from 'zod'
import { officeDate } from './desk-rows.js'
import { reviewCauses, reviewRow } from './quality-rows.js'
import { read } from './spec.js'
import { id } from './text.js'

const errors = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'] as const

/** First and last office day of when the work was finished, both included. */
const span = { from: officeDate, to: officeDate }

const interval = z.object({ low: z.number(), high: z.number() })

const yieldFigure = z.object({
  /** Tasks checked, and of these passed without a return; null where it is withheld. */
  checked: z.number().int().nullable(),
  passed: z.number().int().nullable(),
  /** 0 to 1, of all such work, with a 95 % interval; null where it is withheld. */
  share: z.number().nullable(),
  interval: interval.nullable(),
  /** Checks of different shares were weighted. */
  weighted: z.boolean(),
  /** The count that is needed; null: it is shown. */
  withheld: z.number().int().nullable(),
})
export type YieldFigure = z.infer<typeof yieldFigure>

const weeks = z.object({ from: officeDate, to: officeDate })

/** What a figure takes to be shown. */
const least = {
  minimumCount: z.number().int(),
  /** Of how many people's work it must be, for who may not see a person's; null: of any number's. */
  fewestPeople: z.number().int().nullable(),
  /** Types of which nothing, or not all weeks, are told, because that would tell of the few who did such work. */
  leftOut: z.array(z.string()),
  /**
   * Whole weeks, Monday to Sunday, that it is of, for who may not see a person's. Null: the days asked for where
   * `fewestPeople` is null; else no whole week of them is over, and nothing is told.
   */
  weeks: weeks.nullable(),
}

export const yieldBy = ['type', 'step', 'team', 'person'] as const

const agreement = z.object({
  pairs: z.number().int(),
  agreed: z.number().int(),
  agreedInterval: interval,
  /** Cohen's kappa with a 95 % interval. */
  kappa: z.number().nullable(),
  interval: interval.nullable(),
  /** Why kappa or its interval is missing. */
  missing: z.enum(['none', 'oneAnswer', 'allAgree', 'noSpread']).nullable(),
})

const severity = z.enum(['normal', 'tightened', 'reduced'])

const suggestedRate = z.object({
  person: z.string(),
  /** The share that applies now, and why: all of a grade I or of a new skill, or a rate. */
  share: z.number(),
  cause: z.enum(['drawn', 'grade', 'skill']),
  /** Full lots of ten checks, and what the switching rules make of them. */
  lots: z.number().int(),
  badOfFive: z.number().int(),
  goodRow: z.number().int(),
  severity,
  /** Null: nothing else than what applies. */
  suggested: z.number().nullable(),
})
export type SuggestedRate = z.infer<typeof suggestedRate>

const typeRate = z.object({
  type: z.string(),
  /** What is checked where nothing else is said. */
  usual: z.number(),
  /** Finished and checked by the draw in the last 30 days. */
  finished: z.number().int(),
  checked: z.number().int(),
  /** Of these, the finished tasks of which only a share is checked, and the checks drawn from them. */
  sampled: z.object({ finished: z.number().int(), checked: z.number().int() }),
  /** Shares below all at which these are drawn, where they differ; the next two are then as if only the least were. */
  mixed: interval.nullable(),
  /**
   * Of that many sampled tasks with so many at fault (one in twenty): the chance that the checks held none of
   * them. Null without such work.
   */
  unnoticed: z.object({ bad: z.number().int(), chance: z.number() }).nullable(),
  /** The least number at fault that so many checks notice 8 times in 10; null: not even all. */
  noticed: z.number().int().nullable(),
  people: z.array(suggestedRate),
})
export type TypeRate = z.infer<typeof typeRate>

const uncheckedTask = z.object({
  task: z.number().int(),
  type: z.string(),
  person: z.string(),
  finishedAt: z.string(),
  /** Why it was to be checked. */
  cause: z.enum(reviewCauses),
  /** True: its check is open and waits for somebody who may do it. */
  waits: z.boolean(),
})
export type UncheckedTask = z.infer<typeof uncheckedTask>

const counted = z.object({
  checked: z.number().int(),
  returned: z.number().int(),
  share: z.number().nullable(),
  interval: interval.nullable(),
})
const sides = z.object({ before: counted, after: counted })
const reach = z.object({ middle: z.number(), low: z.number(), high: z.number() })
const verdict = z.enum(['helped', 'notShown', 'tooLittle'])
const bothKinds = z.object({ trained: z.number().int(), untrained: z.number().int() })

const returnsEffect = z.object({
  verdict,
  people: bothKinds,
  /** Of these, people of whom checks of the periods before the one compared are drawn on too. */
  earlier: z.number().int(),
  trained: sides,
  untrained: sides,
  effect: z
    .object({
      /** Odds of a return against what was to be expected, 90 % interval. */
      odds: reach,
      /** Share that would have been returned without it, 90 % interval. */
      expected: reach,
      /** Chance that it lowered returns at all. */
      chance: z.number(),
    })
    .nullable(),
})
export type ReturnsFigure = z.infer<typeof returnsEffect>

const timesEffect = z.object({
  verdict,
  people: bothKinds,
  tasks: z.object({ before: z.number().int(), after: z.number().int() }),
  /** Minutes against what was to be expected, 90 % interval. */
  effect: z.object({ ratio: reach, chance: z.number() }).nullable(),
})
export type TimesFigure = z.infer<typeof timesEffect>

const trainingFigure = z.object({
  session: z.string(),
  topic: z.string(),
  /** Null: no one skill. */
  type: z.string().nullable(),
  day: z.string(),
  attended: z.number().int(),
  /** Of the trained, those who were chosen for what was seen in their work within the days before. */
  picked: z.number().int(),
  /** The untrained are at another level of the skill than the trained. */
  unlike: z.boolean(),
  /** Days looked at before and after; fewer have passed since. */
  days: z.object({ before: z.number().int(), after: z.number().int() }),
  returns: returnsEffect,
  /** Null where individual timing is off. */
  times: timesEffect.nullable(),
})
export type TrainingFigure = z.infer<typeof trainingFigure>

const tally = z.object({ checked: z.number().int(), returned: z.number().int() })
/** What there is in all, without a verdict: only the comparison of single trainings was tried by simulation. */
const trainingCounts = z.object({
  trainings: z.number().int(),
  /** Each person once. */
  people: z.number().int(),
  /** Checks of their work of what they were trained in, on each side of their own first training. */
  before: tally,
  after: tally,
})
export type TrainingCounts = z.infer<typeof trainingCounts>

const team = id

export const insightCommands = {
  'quality.yield': read(
    'First-pass yield of work that was finished in these days; by person for leads, and one’s own',
    z.strictObject({ team, ...span, by: z.enum(yieldBy), type: id.optional() }),
    z.object({
      ...least,
      all: yieldFigure.nullable(),
      lines: z.array(
        z.object({
          /** Id of the type, team or person; of a step `<type>/<step>`. */
          id: z.string(),
          ...yieldFigure.shape,
        }),
      ),
      /** To be checked still; null where the figure is withheld. */
      open: z.number().int().nullable(),
      /** Checks that are left out because somebody asked for them; null for who may not see a person's. */
      asked: z.number().int().nullable(),
    }),
    errors,
  ),
  'quality.reasons': read(
    'What work was returned for, and at which step',
    z.strictObject({ team, ...span, type: id.optional() }),
    z.object({
      ...least,
      /**
       * Checks that were done, and returns among them; null where that is withheld. For leads of any round and
       * cause; for who may not see a person's those that first-pass yield counts.
       */
      checks: z.number().int().nullable(),
      returns: z.number().int().nullable(),
      lines: z.array(
        z.object({
          reason: z.string(),
          type: z.string(),
          /** Null: no step in particular. */
          step: z.string().nullable(),
          returns: z.number().int(),
          /** Of all reasons given; and of these and all before. */
          share: z.number(),
          cumulative: z.number(),
        }),
      ),
    }),
    errors,
  ),
  'quality.agreement': read(
    'How far two checkers agree who look at the same work blind',
    z.strictObject({ team, ...span, type: id.optional() }),
    z.object({
      lines: z.array(
        z.object({
          type: z.string(),
          /** A checklist item; null: whether to return it. */
          item: z.string().nullable(),
          /** Its text now; null: it is no longer asked. */
          text: z.string().nullable(),
          ...agreement.shape,
        }),
      ),
      fewestPeople: least.fewestPeople,
      leftOut: least.leftOut,
      weeks: least.weeks,
    }),
    errors,
  ),
  'quality.rates': read(
    'How much of the team’s work is checked, what that notices, and what the record suggests; for its leads',
    z.strictObject({ team }),
    z.object({
      days: z.number().int(),
      lot: z.number().int(),
      types: z.array(typeRate),
      /** Work of these days that was to be checked and that nobody may check, the latest first. */
      unchecked: z.array(uncheckedTask),
    }),
    errors,
  ),
  'quality.reviews': read(
    'The checks behind a figure, the latest first; for leads, and one’s own',
    z.strictObject({
      team,
      ...span,
      type: id.optional(),
      /** A step at fault; with it only returns that name it. */
      step: id.optional(),
      person: id.optional(),
      reason: id.optional(),
      result: z.enum(['passed', 'returned']).optional(),
      /** Only those that first-pass yield counts. */
      counted: z.boolean().optional(),
      /** Only those that two checkers did. */
      blind: z.boolean().optional(),
      /** The `next` of the page before. */
      after: z.string().max(120).optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
    z.object({
      reviews: z.array(reviewRow),
      /** How many there are in all. */
      total: z.number().int(),
      next: z.string().nullable(),
    }),
    errors,
  ),
  'training.effect': read(
    'Whether each of a team’s trainings helped, or one of them; for its leads',
    z.strictObject({
      team,
      session: id.optional(),
      /** Only returns for this reason. */
      reason: id.optional(),
      /** Days before and after; left out: 90. */
      days: z.number().int().min(14).max(180).optional(),
    }),
    z.object({
      /** Counts over all that is shown; null with fewer than two trainings, or for one. */
      all: trainingCounts.nullable(),
      trainings: z.array(trainingFigure),
      minimumCount: z.number().int(),
    }),
    errors,
  ),
}
