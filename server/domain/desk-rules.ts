import type { OfficeRow } from '../contract/rows.js'
import type { DeskRules } from '../contract/desk-rows.js'

/** How an office's leads run their desks until it says otherwise. The causes are the usual ones of a lean board. */
export const deskDefaults: DeskRules = {
  leaveBy: 'lead',
  utilisation: 0.8,
  causes: [
    { id: 'absence', name: 'Absence' },
    { id: 'training', name: 'Training or meeting' },
    { id: 'volume', name: 'More arrived than planned' },
    { id: 'complexity', name: 'Harder work than usual' },
    { id: 'system', name: 'System or equipment down' },
    { id: 'waiting', name: 'Waiting on others' },
    { id: 'interruptions', name: 'Calls and visitors' },
    { id: 'rework', name: 'Corrections' },
    { id: 'plan', name: 'The plan was wrong' },
    { id: 'other', name: 'Other' },
  ],
  returnReasons: [
    { id: 'incomplete', name: 'Something is missing' },
    { id: 'signature', name: 'Signature missing' },
    { id: 'wrong-data', name: 'Entered wrongly' },
    { id: 'wrong-amount', name: 'Wrong amount' },
    { id: 'wrong-route', name: 'Sent to the wrong place' },
    { id: 'not-by-procedure', name: 'Not by the procedure' },
    { id: 'wording', name: 'Wording' },
    { id: 'late', name: 'Done too late' },
    { id: 'other', name: 'Other' },
  ],
  disputeHours: 16,
  blindShare: 0.05,
  leadShare: 0.1,
  minimumCount: 10,
  individualTiming: true,
  gradeCriteria: [
    {
      id: 'ii-levels',
      grade: 'II',
      text: 'Can do three kinds of work alone',
      measure: { kind: 'levels', count: 3, level: 3 },
    },
    {
      id: 'ii-yield',
      grade: 'II',
      text: 'Nineteen in twenty pass their first check, over 90 days',
      measure: { kind: 'yield', share: 0.95, days: 90 },
    },
    {
      id: 'ii-procedures',
      grade: 'II',
      text: 'Works by the procedures without being reminded',
      measure: null,
    },
    {
      id: 'iii-levels',
      grade: 'III',
      text: 'Can train others in two kinds of work',
      measure: { kind: 'levels', count: 2, level: 4 },
    },
    {
      id: 'iii-yield',
      grade: 'III',
      text: '97 in a hundred pass their first check, over 180 days',
      measure: { kind: 'yield', share: 0.97, days: 180 },
    },
    { id: 'iii-leads', grade: 'III', text: 'Has led the work of others for a day', measure: null },
  ],
}

export const deskRules = ({ desk }: Pick<OfficeRow, 'desk'>): DeskRules => ({
  ...deskDefaults,
  ...desk,
})
