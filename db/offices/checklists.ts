/** What a checker looks at in the ready-made offices: plausible starts, which each office changes to its own. */
import type { ChecklistItem } from '../../server/contract/quality-rows.js'
import { slug } from './template.js'
import type { TaskTypeRow } from '../../server/contract/rows.js'

type More = Partial<Pick<ChecklistItem, 'weight' | 'critical'>>
const item = (text: string, more: More = {}): ChecklistItem => ({
  id: slug(text),
  text,
  weight: more.weight ?? 1,
  critical: more.critical ?? false,
  step: null,
})
const must = (text: string): ChecklistItem => item(text, { weight: 3, critical: true })
const counts = (text: string): ChecklistItem => item(text, { weight: 2 })

const records = [
  must('Nothing released that must stay closed'),
  counts('All records asked for were searched'),
  counts('Cost and times stated as the law says'),
  item('Request and answer filed together'),
]
const letter = [
  must('Answers what was asked'),
  counts('Facts and figures right'),
  item('Names, address and date right'),
  item('Plain and courteous'),
]
const copied = [
  must('Identity checked before anything was handed over'),
  counts('The right record'),
  item('Certified and sealed'),
]

/** By office and task type; `*` is for every other type that is checked. */
const byOffice: Record<string, Record<string, ChecklistItem[]>> = {
  'denver-311': {
    '*': [
      must('Went to the right department'),
      counts('Location is exact enough to find'),
      counts('No duplicate of an open case'),
      item('Requester was told'),
    ],
    'graffiti-log': [
      counts('Columns matched'),
      must('Every line became a case or was struck out'),
      item('Duplicates removed'),
    ],
    cora: records,
    feedback: letter,
    comment: [counts('Topic fits'), item('Went to the right program'), item('Filed')],
    procedure: [
      must('The department agreed'),
      counts('Each step can be followed'),
      item('The old version is marked as old'),
    ],
    'action-item': [counts('Owner and date are named'), item('Owner was told')],
    equipment: [counts('Serial number right'), item('Signed for')],
    resolution: [must('The right case'), item('Requester was told')],
  },
  'st-louis-clerical': {
    '*': [
      must('Complete and signed'),
      counts('Entered as it is on the paper'),
      item('Filed where it belongs'),
    ],
    correspondence: letter,
    sunshine: records,
    'payment-batch': [
      must('Dollars agree, or the difference is explained'),
      counts('Count agrees'),
      item('Transmittal signed'),
    ],
    penalty: [must('Rate and days right'), counts('Account right'), item('Counted a second time')],
    'vital-record': copied,
  },
  'phoenix-records': {
    '*': [
      must('Complete'),
      counts('Entered as it is on the paper'),
      item('Every page can be read'),
      item('Fee posted'),
    ],
    'records-request': records,
    retention: [
      must('The schedule allows it'),
      counts('Every box is listed'),
      item('Approval is in the file'),
    ],
  },
  'connecticut-processing': {
    '*': [
      must('Meets the statute'),
      counts('Indexed under the right name and number'),
      item('Fee right'),
      item('Signed'),
    ],
    deficiency: [
      must('Names the ground'),
      counts('Every deficiency listed'),
      item('Follow-up dated'),
    ],
    'foi-request': records,
    'foi-personnel': [must('The employee was told first'), ...records],
    'certified-copy': copied,
  },
  'portland-constituent': {
    '*': [
      counts('Facts right'),
      must('Went to the right bureau'),
      item('Tone is courteous'),
      item('Constituent was told'),
    ],
    letter,
    'records-request': records,
    briefing: [
      counts('Names and titles right'),
      must('In the folder before the event'),
      item('Facts have a source'),
    ],
  },
}

/** The checklists of an office by task type: one for each type of which some work is checked. */
export function checklistsOf(
  office: string,
  types: readonly TaskTypeRow[],
): Record<string, ChecklistItem[]> {
  const known = byOffice[office] ?? {}
  return Object.fromEntries(
    types.flatMap(({ id, reviewRate }) => {
      const items = known[id] ?? (reviewRate > 0 ? known['*'] : undefined)
      return items ? [[id, items] as const] : []
    }),
  )
}
