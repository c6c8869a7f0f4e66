/** A statewide processing unit: examine, decide with the ground cited, follow up by date. */
import { staffed } from './hours.js'
import {
  due,
  field,
  law,
  notAdvice,
  person,
  steps,
  taskType,
  type OfficeTemplate,
} from './template.js'

const dollars = { unit: '$' }
const decision = [
  field('Decision', 'choice', {
    choices: ['Accepted', 'Accepted as corrected', 'Deficient', 'Refused'],
  }),
  field('Ground cited', 'text'),
]
const examined = steps(
  'Received',
  'Examined for completeness',
  'Checked against statute',
  'Decided',
  'Applicant told',
  'Indexed',
  'Filed',
)

const examination = [
  taskType('filing', 'Filing', 12, {
    team: 'examination',
    steps: examined,
    fields: [...decision, field('Filing number', 'text'), field('Fee paid', 'money', dollars)],
    due: due(5, 'businessDays'),
    reviewRate: 0.1,
    skilled: true,
  }),
  taskType('renewal', 'Renewal', 8, {
    team: 'examination',
    steps: examined,
    fields: [...decision, field('Expires', 'date'), field('Fee paid', 'money', dollars)],
    due: due(5, 'businessDays'),
  }),
  taskType('deficiency', 'Deficiency notice', 15, {
    team: 'examination',
    steps: steps('Deficiency listed', 'Notice written', 'Sent', 'Follow-up dated'),
    fields: [
      field('Ground cited', 'text'),
      field('Answer due', 'date'),
      field('Notice', 'choice', { choices: ['First', 'Second', 'Final'] }),
    ],
    due: due(2, 'businessDays'),
    reviewRate: 0.25,
    skilled: true,
  }),
  taskType('verification', 'Verification', 10, {
    team: 'examination',
    steps: steps('Contact found', 'Contacted', 'Answer entered'),
    fields: [
      field('Contact', 'choice', {
        choices: ['Attorney', 'Court', 'Agency', 'Member of the public'],
      }),
      field('Spoken to', 'text'),
      field('Contacted at', 'datetime'),
    ],
    due: due(3, 'businessDays'),
  }),
  taskType('correction', 'Correction', 8, {
    team: 'examination',
    steps: steps('Received', 'Compared', 'Corrected', 'Filed'),
    fields: [field('Entries corrected', 'count')],
    due: due(3, 'businessDays'),
  }),
  taskType('case-status', 'Status inquiry', 5, {
    team: 'examination',
    steps: steps('Received', 'Case found', 'Answered'),
    fields: [field('Reached', 'check')],
    due: due(4, 'businessHours'),
  }),
]

const recordsAndFees = [
  taskType('foi-request', 'Records request', 35, {
    team: 'records',
    steps: steps(
      'Received',
      'Acknowledged',
      'Searched',
      'Exemptions reviewed',
      'Answered in writing',
    ),
    fields: [
      field('Records asked for', 'text'),
      field('Exemption cited', 'text'),
      field('Pages', 'count'),
      field('Fee', 'money', dollars),
    ],
    due: law(
      4,
      'Conn. Gen. Stat. 1-206: a denial is due in writing within 4 business days; silence counts as denial',
    ),
    priority: 'high',
    reviewRate: 0.25,
    skilled: true,
  }),
  taskType('foi-personnel', 'Personnel file request', 40, {
    team: 'records',
    steps: steps(
      'Received',
      'Employee told',
      'Searched',
      'Exemptions reviewed',
      'Answered in writing',
    ),
    fields: [
      field('Employee told on', 'date'),
      field('Objection', 'check'),
      field('Pages', 'count'),
    ],
    due: law(
      10,
      'Conn. Gen. Stat. 1-206: a denial is due in writing within 10 business days for some personnel files',
    ),
    priority: 'high',
    reviewRate: 0.5,
    skilled: true,
  }),
  taskType('fee', 'Fee posting', 6, {
    team: 'records',
    steps: steps('Counted', 'Entered', 'Balanced', 'Deposited'),
    fields: [
      field('Items', 'count'),
      field('Total', 'money', dollars),
      field('Difference', 'money', dollars),
    ],
    due: due(1, 'businessDays'),
    reviewRate: 0.2,
    skilled: true,
  }),
  taskType('certified-copy', 'Certified copy', 10, {
    team: 'records',
    steps: steps('Received', 'Record found', 'Certified', 'Sent'),
    fields: [field('Copies', 'count'), field('Fee paid', 'money', dollars)],
    due: due(3, 'businessDays'),
  }),
  taskType('index', 'Index and file', 4, {
    team: 'records',
    steps: steps('Indexed', 'Scanned', 'Filed'),
    fields: [field('Documents', 'count')],
    due: due(3, 'businessDays'),
    priority: 'low',
  }),
  taskType('mail', 'Mail', 5, {
    team: 'records',
    steps: steps('Opened', 'Date-stamped', 'Sorted'),
    fields: [field('Pieces', 'count')],
    due: due(4, 'businessHours'),
  }),
  taskType('status-report', 'Status report', 45, {
    team: 'records',
    steps: steps('Figures gathered', 'Written', 'Checked', 'Sent'),
    fields: [field('Period ends', 'date')],
    due: due(5, 'businessDays'),
    reviewRate: 1,
    skilled: true,
  }),
]

const all = 'renewal:3 verification:3 correction:3 case-status:3'

export const connecticutProcessing: OfficeTemplate = {
  id: 'connecticut-processing',
  name: 'Connecticut Processing Unit',
  describes:
    'A statewide unit that examines filings, decides with the ground cited, sends deficiency notices and follows up by date.',
  timeZone: 'America/New_York',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '16:30',
  teams: [
    { id: 'examination', name: 'Examination', location: 'Hartford' },
    { id: 'records', name: 'Records and fees', location: 'Hartford' },
  ],
  types: [...examination, ...recordsAndFees],
  people: staffed({ opens: '08:00', closes: '16:30' }, 'clerk5', [
    person('admin', 'Gloria Stein', 'admin'),
    person('supervisor', 'Raymond Baptista', 'supervisor'),
    person('lead', 'Noreen Fitzhugh', 'lead', {
      grade: 'III',
      team: 'examination',
      leads: ['examination', 'records'],
      skills: `${all} filing:4 deficiency:4 foi-request:3 fee:3`,
    }),
    person('clerk1', 'Emeka Obi', 'clerk', {
      grade: 'II',
      team: 'examination',
      skills: `${all} filing:3 deficiency:3`,
    }),
    person('clerk2', 'Sofia Marchetti', 'clerk', {
      grade: 'II',
      team: 'examination',
      skills: `${all} filing:3 deficiency:2`,
    }),
    person('clerk3', 'Trevor Lang', 'clerk', {
      grade: 'III',
      team: 'examination',
      skills: `${all} filing:4 deficiency:4`,
    }),
    person('clerk4', 'Jia Wen', 'clerk', {
      grade: 'I',
      team: 'examination',
      skills: 'renewal:2 correction:2 case-status:1',
    }),
    person('clerk5', 'Carmen Vega', 'clerk', {
      grade: 'II',
      team: 'examination',
      skills: `${all} filing:2`,
    }),
    person('clerk6', 'Peter Kowal', 'clerk', {
      grade: 'II',
      team: 'records',
      skills: 'foi-request:3 foi-personnel:2 fee:3 certified-copy:3 index:3 mail:3',
    }),
    person('clerk7', 'Latoya Greene', 'clerk', {
      grade: 'III',
      team: 'records',
      skills: 'foi-request:4 foi-personnel:4 fee:4 certified-copy:4 index:3 mail:3 status-report:4',
    }),
    person('clerk8', 'Arun Pillai', 'clerk', {
      grade: 'I',
      team: 'records',
      skills: 'certified-copy:2 index:3 mail:3 fee:1',
    }),
    person('intake', 'Dana Holm', 'clerk', {
      grade: 'I',
      team: 'records',
      skills: 'mail:3 index:2',
    }),
  ]),
  returnReasons: [
    'Ground not cited',
    'Not to statute',
    'Fee wrong',
    'Signature missing',
    'Index wrong',
  ],
  holidays: `US federal and Connecticut holidays. ${notAdvice} Electronic monitoring of employees needs prior written, posted notice (Conn. Gen. Stat. 31-48d).`,
}
