/** A clerical pool with work leaders: data entry, payments, licences, vital records, mail and counter. */
import { staffed } from './hours.js'
import {
  check,
  computed,
  due,
  field,
  law,
  longer,
  notAdvice,
  person,
  steps,
  taskType,
  type OfficeTemplate,
} from './template.js'

const dollars = { unit: '$' }

/** What a piece costs by its weight in ounces: a plausible start, which each office sets to its day's rates. */
const postage = [
  [1, 0.78],
  [2, 1.07],
  [3, 1.36],
  [3.5, 1.65],
  [4, 2.44],
  [5, 2.72],
  [6, 3],
  [7, 3.28],
  [8, 3.56],
  [13, 5.04],
  [16, 9.2],
  [32, 10.5],
  [80, 14],
].map(([upTo = 0, amount = 0]) => ({ upTo, amount }))
const documentLife = steps('Date-stamped', 'Reviewed', 'Entered', 'Scanned', 'Filed')

const entryTypes = [
  taskType('data-entry', 'Data entry', 6, {
    team: 'pool',
    steps: steps('Received', 'Legible and complete', 'Entered', 'Filed'),
    fields: [
      field('Form', 'choice', { choices: ['Service request', 'Voucher', 'Application', 'Survey'] }),
      field('Records', 'count'),
      field('Corrections', 'count'),
    ],
    due: due(2, 'businessDays'),
  }),
  taskType('work-order', 'Work order', 7, {
    team: 'pool',
    steps: steps('Received', 'Location checked', 'Entered', 'Sent to division', 'Filed'),
    fields: [field('Division', 'text'), field('Order number', 'text')],
    due: due(1, 'businessDays'),
  }),
  taskType('mail', 'Mail', 6, {
    team: 'pool',
    steps: steps('Opened', 'Date-stamped', 'Sorted', 'Distributed'),
    fields: [
      field('Pieces', 'count'),
      field('Weight of each', 'number', { unit: 'oz' }),
      computed('Postage of each', {
        op: 'steps',
        of: ['weight-of-each'],
        result: 'money',
        steps: postage,
      }),
      computed('Postage', { op: 'product', of: ['pieces', 'postage-of-each'], result: 'money' }),
      field('Certified', 'check'),
    ],
    due: due(4, 'businessHours'),
  }),
  taskType('correspondence', 'Letter', 15, {
    team: 'pool',
    steps: steps('Received', 'Facts gathered', 'Drafted', 'Checked', 'Sent', 'Filed'),
    fields: [field('To', 'text'), field('Copies', 'count'), field('Sent on', 'date')],
    due: due(3, 'businessDays'),
    reviewRate: 0.2,
    skilled: true,
  }),
  taskType('phone', 'Phone inquiry', 7, {
    team: 'pool',
    steps: steps('Received', 'Answer found', 'Caller told'),
    fields: [field('Topic', 'text'), field('Reached', 'check')],
    due: due(4, 'businessHours'),
  }),
  taskType('counter', 'Visitor', 9, {
    team: 'pool',
    steps: steps('Greeted', 'Papers checked', 'Served'),
    fields: [field('Ticket', 'text'), field('Paid at counter', 'money', dollars)],
    due: due(0.5, 'businessHours'),
    priority: 'high',
  }),
  taskType('sunshine', 'Records request', 35, {
    team: 'pool',
    steps: steps(
      'Received',
      'Logged',
      'Searched',
      'Closed records removed',
      'Cost stated',
      'Released',
    ),
    fields: [
      field('Records asked for', 'text'),
      field('Earliest date, if later', 'date'),
      field('Cost', 'money', dollars),
    ],
    due: law(
      3,
      'RSMo 610.023: by the end of the third business day after receipt; later only with a reason and the earliest date',
      { extension: longer(null, { times: null }) },
    ),
    priority: 'high',
    reviewRate: 0.25,
    skilled: true,
  }),
]

const moneyTypes = [
  taskType('payment-batch', 'Payment batch', 30, {
    team: 'payments',
    steps: steps('Received', 'Counted', 'Entered', 'Balanced', 'Transmittal signed', 'Filed'),
    fields: [
      field('Expected count', 'count', { required: true }),
      field('Entered count', 'count', { required: true }),
      field('Expected dollars', 'money', { ...dollars, required: true }),
      field('Entered dollars', 'money', { ...dollars, required: true }),
      computed('Count difference', {
        op: 'difference',
        of: ['entered-count', 'expected-count'],
        result: 'count',
      }),
      computed('Dollar difference', {
        op: 'difference',
        of: ['entered-dollars', 'expected-dollars'],
        result: 'money',
      }),
      field('Reason for difference', 'text'),
    ],
    checks: [
      check('Count', 'expected-count', 'entered-count', 'reason-for-difference'),
      check('Dollars', 'expected-dollars', 'entered-dollars', 'reason-for-difference'),
    ],
    due: due(1, 'businessDays'),
    priority: 'high',
    reviewRate: 0.2,
    skilled: true,
  }),
  taskType('invoice', 'Invoice', 9, {
    team: 'payments',
    steps: steps('Received', 'Matched to order', 'Coded', 'Approved', 'Vouchered'),
    fields: [
      field('Vendor', 'text'),
      field('Amount', 'money', dollars),
      field('Discount by', 'date'),
    ],
    due: due(5, 'businessDays'),
    reviewRate: 0.1,
    skilled: true,
  }),
  taskType('requisition', 'Requisition', 8, {
    team: 'payments',
    steps: steps('Received', 'Funds checked', 'Routed for approval', 'Entered'),
    fields: [field('Account', 'text'), field('Amount', 'money', dollars)],
    due: due(3, 'businessDays'),
  }),
  taskType('penalty', 'Penalty', 10, {
    team: 'payments',
    steps: steps('Account pulled', 'Penalty calculated', 'Second count', 'Notice sent'),
    fields: [
      field('Days late', 'count'),
      field('Rate a day', 'money', dollars),
      computed('Penalty', { op: 'product', of: ['rate-a-day', 'days-late'], result: 'money' }),
      field('Tax or fee', 'money', dollars),
      computed('Total due', { op: 'sum', of: ['tax-or-fee', 'penalty'], result: 'money' }),
    ],
    due: due(5, 'businessDays'),
    reviewRate: 0.2,
    skilled: true,
  }),
  taskType('transmittal', 'Transmittal', 15, {
    team: 'payments',
    steps: steps('Batches listed', 'Totals agreed', 'Signed', 'Delivered'),
    fields: [field('Batches', 'count'), field('Total', 'money', dollars)],
    due: due(6, 'businessHours'),
    priority: 'high',
    skilled: true,
  }),
]

const licenceTypes = [
  taskType('permit', 'Permit', 14, {
    team: 'licences',
    steps: steps(
      'Received',
      'Reviewed for completeness',
      'Fee checked',
      'Routed',
      'Entered',
      'Filed',
    ),
    fields: [
      field('Permit class', 'text'),
      field('Fee due', 'money', dollars),
      field('Fee paid', 'money', dollars),
      field('Routed to', 'text'),
    ],
    due: due(3, 'businessDays'),
    reviewRate: 0.1,
    skilled: true,
  }),
  taskType('licence', 'License', 12, {
    team: 'licences',
    steps: documentLife,
    fields: [
      field('License number', 'text'),
      field('Expires', 'date'),
      field('Fee paid', 'money', dollars),
    ],
    due: due(5, 'businessDays'),
    reviewRate: 0.1,
  }),
  taskType('vital-record', 'Vital record', 12, {
    team: 'licences',
    steps: steps('Received', 'Identity checked', 'Record found', 'Certified', 'Handed over'),
    fields: [
      field('Kind', 'choice', { choices: ['Birth', 'Death', 'Marriage'] }),
      field('Copies', 'count'),
      field('Fee paid', 'money', dollars),
    ],
    due: due(1, 'businessDays'),
    priority: 'high',
    reviewRate: 0.1,
    skilled: true,
  }),
  taskType('inspection', 'Inspection request', 9, {
    team: 'licences',
    steps: steps('Received', 'Address checked', 'Inspector assigned', 'Requester told', 'Filed'),
    fields: [field('District', 'text'), field('Visit on', 'date')],
    due: due(2, 'businessDays'),
  }),
]

const pool = 'data-entry:3 work-order:3 mail:4 phone:3 counter:3'

export const stLouisClerical: OfficeTemplate = {
  id: 'st-louis-clerical',
  name: 'St. Louis Clerical Pool',
  describes:
    'A clerical pool at three counters, with work leaders who share out data entry, payments, licenses and vital records.',
  timeZone: 'America/Chicago',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
  teams: [
    { id: 'pool', name: 'Clerical pool', location: 'Room 102' },
    { id: 'payments', name: 'Payments', location: 'Room 110' },
    { id: 'licences', name: 'Licenses and records', location: 'North counter' },
  ],
  types: [...entryTypes, ...moneyTypes, ...licenceTypes],
  people: staffed({ opens: '08:00', closes: '17:00' }, 'clerk3', [
    person('admin', 'Ruth Adeyemi', 'admin'),
    person('supervisor', 'Walter Kowalczyk', 'supervisor'),
    person('lead', 'Denise Carrow', 'lead', {
      grade: 'III',
      team: 'pool',
      leads: ['pool', 'payments', 'licences'],
      skills: `${pool} correspondence:4 sunshine:4 payment-batch:4 penalty:3 permit:3`,
    }),
    person('lead2', 'Omar Haddad', 'lead', {
      grade: 'III',
      team: 'pool',
      leads: ['pool'],
      skills: `${pool} correspondence:4 sunshine:3`,
    }),
    person('clerk1', 'Tanisha Boyd', 'clerk', {
      grade: 'II',
      team: 'pool',
      skills: `${pool} correspondence:3 sunshine:3`,
    }),
    person('clerk2', 'Luis Ybarra', 'clerk', {
      grade: 'II',
      team: 'pool',
      skills: `${pool} correspondence:3 sunshine:2`,
    }),
    person('clerk3', 'Katya Moroz', 'clerk', {
      grade: 'II',
      team: 'pool',
      skills: `${pool} correspondence:2`,
    }),
    person('clerk4', 'Ben Sackett', 'clerk', {
      grade: 'I',
      team: 'pool',
      skills: 'data-entry:2 work-order:2 mail:3 phone:1',
    }),
    person('clerk5', 'Imani Foster', 'clerk', {
      grade: 'I',
      team: 'licences',
      skills: 'licence:3 inspection:2 vital-record:1',
    }),
    person('clerk6', 'Harriet Nguyen', 'clerk', {
      grade: 'III',
      team: 'payments',
      skills: 'payment-batch:4 invoice:4 requisition:4 penalty:4 transmittal:4',
    }),
    person('clerk7', 'Dev Malhotra', 'clerk', {
      grade: 'II',
      team: 'payments',
      skills: 'payment-batch:2 invoice:3 requisition:3 penalty:1',
    }),
    person('clerk8', 'Rosa Quintero', 'clerk', {
      grade: 'II',
      team: 'licences',
      skills: 'permit:3 licence:3 vital-record:4 inspection:3',
    }),
    person('intake', 'Eli Sandoval', 'clerk', {
      grade: 'I',
      team: 'pool',
      skills: 'mail:3 counter:2 phone:2',
    }),
  ]),
  returnReasons: ['Totals differ', 'Not signed', 'Wrong form', 'Fee missing', 'Illegible'],
  holidays: `US federal and Missouri holidays. ${notAdvice}`,
}
