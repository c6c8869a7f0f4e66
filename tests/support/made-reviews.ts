/** Checks of finished work, made up. */
import type { ReviewRow } from '../../server/contract/quality-rows.js'

/** A first check by chance that passed, but for what is said. */
export const madeReview = (more: Partial<ReviewRow> = {}): ReviewRow => ({
  id: `review-${more.task ?? 1}-${more.round ?? 1}`,
  task: 1,
  round: 1,
  type: 'permit',
  team: 'permits',
  person: 'ana',
  grade: 'II',
  level: 3,
  finishedAt: '2026-11-16T16:00:00.000Z',
  cause: 'drawn',
  share: 0.2,
  checker: 'lee',
  checkedAt: '2026-11-16T18:00:00.000Z',
  result: 'pass',
  checklist: null,
  answers: {},
  score: null,
  reasons: [],
  note: null,
  acknowledgedAt: null,
  dispute: null,
  twin: null,
  ...more,
})
