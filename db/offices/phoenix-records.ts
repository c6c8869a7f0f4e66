/** A city records desk: the whole life of a document, from the mail tray to the file. */
import { staffed } from './hours.js'
import {
  due,
  field,
  law,
  longer,
  notAdvice,
  person,
  steps,
  taskType,
  withClock,
  type OfficeTemplate,
} from './template.js'

const dollars = { unit: '$' }
const documentLife = steps(
  'Received',
  'Reviewed for completeness',
  'Routed',
  'Entered',
  'Scanned',
  'Filed',
)
const verified = [
  field('Complete', 'check'),
  field('Accurate', 'check'),
  field('To procedure', 'check'),
]

const deskTypes = [
  taskType('mail-in', 'Incoming mail', 5, {
    team: 'desk',
    steps: steps('Opened', 'Date-stamped', 'Sorted', 'Routed'),
    fields: [field('Pieces', 'count'), field('Certified', 'check')],
    due: due(4, 'businessHours'),
  }),
  taskType('mail-out', 'Outgoing mail', 5, {
    team: 'desk',
    steps: steps('Gathered', 'Addressed', 'Weighed', 'Sent'),
    fields: [field('Pieces', 'count'), field('Postage', 'money', dollars)],
    due: due(6, 'businessHours'),
  }),
  taskType('counter', 'Person at counter', 8, {
    team: 'desk',
    steps: steps('Greeted', 'Papers checked', 'Served'),
    fields: [field('Ticket', 'text'), field('Paid', 'money', dollars)],
    due: due(0.5, 'businessHours'),
    priority: 'high',
  }),
  taskType('phone', 'Phone call', 5, {
    team: 'desk',
    steps: steps('Received', 'Answer found', 'Caller told'),
    fields: [field('Topic', 'text'), field('Reached', 'check')],
    due: due(4, 'businessHours'),
  }),
  taskType('urgent-inquiry', 'Urgent inquiry', 10, {
    team: 'desk',
    steps: steps('Received', 'Supervisor told', 'Answered'),
    fields: [field('Asked by', 'text')],
    due: due(1, 'businessHours'),
    priority: 'urgent',
    skilled: true,
  }),
  taskType('application', 'Application', 15, {
    team: 'desk',
    steps: documentLife,
    fields: [
      field('Kind', 'choice', { choices: ['License', 'Permit', 'Registration', 'Refund'] }),
      field('Papers enclosed', 'count'),
      field('Fee due', 'money', dollars),
      field('Fee paid', 'money', dollars),
      field('Routed to', 'text'),
    ],
    due: due(3, 'businessDays'),
    reviewRate: 0.1,
    skilled: true,
  }),
]

const recordTypes = [
  taskType('verification', 'Verification', 8, {
    team: 'file-room',
    steps: steps('Papers pulled', 'Compared', 'Result entered'),
    fields: [...verified, field('Errors found', 'count')],
    due: due(1, 'businessDays'),
    skilled: true,
  }),
  taskType('records-request', 'Records request', 30, {
    team: 'file-room',
    steps: withClock(
      steps(
        'Received',
        'Acknowledged',
        'Searched',
        'Confidential parts removed',
        'Fee stated',
        'Released',
        'Filed',
      ),
      'Acknowledged',
      law(5, 'A.R.S. 39-171: acknowledged within 5 business days unless a portal gives a receipt'),
    ),
    fields: [
      field('Records asked for', 'text'),
      field('Commercial purpose', 'check'),
      field('Acknowledged on', 'date'),
      field('Pages', 'count'),
      field('Fee', 'money', dollars),
    ],
    due: {
      ...due(
        10,
        'businessDays',
        'No statute sets these days (A.R.S. 39-171 says promptly): they are the office’s own goal',
      ),
      extension: longer(10),
    },
    priority: 'high',
    reviewRate: 0.25,
    skilled: true,
  }),
  taskType('filing', 'Filing', 3, {
    team: 'file-room',
    steps: steps('Indexed', 'Filed'),
    fields: [field('Documents', 'count'), field('Series', 'text')],
    due: due(3, 'businessDays'),
    priority: 'low',
  }),
  taskType('scanning', 'Scanning', 12, {
    team: 'file-room',
    steps: steps('Prepared', 'Scanned', 'Pages checked', 'Indexed', 'Paper filed'),
    fields: [field('Pages', 'count'), field('Scanned again', 'count')],
    due: due(2, 'businessDays'),
    priority: 'low',
  }),
  taskType('data-entry', 'Data entry', 6, {
    team: 'file-room',
    steps: steps('Received', 'Entered', 'Checked on screen'),
    fields: [field('Records', 'count'), field('Corrections', 'count')],
    due: due(1, 'businessDays'),
    reviewRate: 0.1,
  }),
  taskType('retention', 'Retention review', 20, {
    team: 'file-room',
    // Complex work is for a Clerk III: what is destroyed is gone.
    grade: 'III',
    steps: steps('Box listed', 'Schedule checked', 'Approved', 'Sent to archive or destroyed'),
    fields: [field('Box', 'text'), field('Schedule', 'text'), field('Destroy after', 'date')],
    due: due(20, 'businessDays'),
    priority: 'low',
    reviewRate: 0.5,
    skilled: true,
  }),
]

const desk = 'mail-in:3 mail-out:3 counter:3 phone:3'
const file = 'filing:3 scanning:3 data-entry:3'

export const phoenixRecords: OfficeTemplate = {
  id: 'phoenix-records',
  name: 'Phoenix City Records Desk',
  describes:
    'A city records desk that takes documents from mail, phone and counter through review, routing, entry and filing.',
  timeZone: 'America/Phoenix',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
  teams: [
    { id: 'desk', name: 'Front desk', location: 'First floor' },
    { id: 'file-room', name: 'File room', location: 'Basement' },
  ],
  types: [...deskTypes, ...recordTypes],
  people: staffed({ opens: '08:00', closes: '17:00' }, 'clerk5', [
    person('admin', 'Paula Whitehorse', 'admin'),
    person('supervisor', 'Anthony Reyes', 'supervisor'),
    person('lead', 'Colleen Park', 'lead', {
      grade: 'III',
      team: 'desk',
      leads: ['desk', 'file-room'],
      skills: `${desk} urgent-inquiry:4 application:4 verification:4 records-request:3`,
    }),
    person('clerk1', 'Hector Salas', 'clerk', {
      grade: 'II',
      team: 'desk',
      skills: `${desk} urgent-inquiry:3 application:3`,
    }),
    person('clerk2', 'Nadia Petrov', 'clerk', {
      grade: 'II',
      team: 'desk',
      skills: `${desk} urgent-inquiry:2 application:3`,
    }),
    person('clerk3', 'Darnell Hughes', 'clerk', {
      grade: 'III',
      team: 'desk',
      skills: `${desk} urgent-inquiry:4 application:4`,
    }),
    person('clerk4', 'Kim Tran', 'clerk', {
      grade: 'I',
      team: 'desk',
      skills: 'mail-in:2 mail-out:2 phone:1',
    }),
    person('clerk5', 'Alicia Begay', 'clerk', {
      grade: 'II',
      team: 'desk',
      skills: `${desk} application:2`,
    }),
    person('clerk6', 'Stefan Wolff', 'clerk', {
      grade: 'II',
      team: 'file-room',
      skills: `${file} verification:3 records-request:3`,
    }),
    person('clerk7', 'Yolanda Cruz', 'clerk', {
      grade: 'III',
      team: 'file-room',
      skills: `${file} verification:4 records-request:4 retention:4`,
    }),
    person('clerk8', 'Jamal Carter', 'clerk', {
      grade: 'I',
      team: 'file-room',
      skills: 'filing:2 scanning:3 data-entry:2 verification:1',
    }),
    person('intake', 'Bea Lindholm', 'clerk', {
      grade: 'I',
      team: 'desk',
      skills: 'mail-in:3 phone:2',
    }),
  ]),
  returnReasons: ['Incomplete', 'Wrong department', 'Not to procedure', 'Poor scan', 'Fee missing'],
  holidays: `US federal and Arizona holidays. ${notAdvice}`,
}
