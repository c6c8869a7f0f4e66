/** A mayor's constituent desk: visitors, calls, letters, papers for signature, records with the bureaus. */
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

const bureau = field('Bureau', 'choice', {
  choices: ['Transportation', 'Water', 'Parks', 'Housing', 'Police', 'Fire', 'Other'],
})
const answered = steps('Received', 'Topic set', 'Answer agreed', 'Answered', 'Filed')

const deskTypes = [
  taskType('visitor', 'Visitor', 6, {
    team: 'front-desk',
    steps: steps('Greeted', 'Appointment checked', 'Host told', 'Met'),
    fields: [field('Here to see', 'text'), field('Appointment at', 'datetime')],
    due: due(0.25, 'businessHours'),
    priority: 'urgent',
  }),
  taskType('call', 'Call', 8, {
    team: 'front-desk',
    steps: answered,
    fields: [bureau, field('Upset', 'check'), field('Call back by', 'datetime')],
    due: due(4, 'businessHours'),
  }),
  taskType('email', 'E-mail', 7, {
    team: 'front-desk',
    steps: answered,
    fields: [bureau],
    due: due(2, 'businessDays'),
  }),
  taskType('letter', 'Letter', 20, {
    team: 'front-desk',
    steps: steps('Scanned', 'Topic set', 'Reply drafted', 'Reply signed', 'Sent', 'Filed'),
    fields: [bureau, field('Reply due', 'date')],
    due: due(5, 'businessDays'),
    reviewRate: 0.25,
    skilled: true,
  }),
  taskType('drop-off', 'Drop-off', 4, {
    team: 'front-desk',
    steps: steps('Received', 'Receipt given', 'Logged', 'Handed on'),
    fields: [field('For', 'text'), field('Pages', 'count')],
    due: due(2, 'businessHours'),
  }),
  taskType('urgent-case', 'Urgent case', 15, {
    team: 'front-desk',
    steps: steps('Received', 'Bureau called', 'Constituent told', 'Checked next day'),
    fields: [bureau, field('Bureau contact', 'text')],
    due: due(2, 'businessHours'),
    priority: 'urgent',
    reviewRate: 0.25,
    skilled: true,
  }),
]

const officeTypes = [
  taskType('signature', 'For signature', 10, {
    team: 'office-support',
    steps: steps('Scanned', 'Logged', 'With the Mayor', 'Signed', 'Returned', 'Copy filed'),
    fields: [field('From', 'text'), field('Needed by', 'date'), field('Pages', 'count')],
    due: due(3, 'businessDays'),
    priority: 'high',
    skilled: true,
  }),
  taskType('records-request', 'Records request', 40, {
    team: 'office-support',
    steps: withClock(
      steps(
        'Received',
        'Bureau found',
        'Acknowledged',
        'Searched',
        'Exemptions reviewed',
        'Fee stated',
        'Released or estimate sent',
        'Filed',
      ),
      'Acknowledged',
      law(5, 'ORS 192.324: acknowledged within 5 business days'),
    ),
    fields: [
      field('Records asked for', 'text'),
      bureau,
      field('Estimate sent on', 'date'),
      field('Exemption cited', 'text'),
      field('Pages', 'count'),
      field('Fee', 'money', { unit: '$' }),
    ],
    due: law(
      15,
      'ORS 192.329: completed, or a written estimate, within 10 business days after the 5 for acknowledging; it stands while the requester owes a fee or a clarification',
      { pauses: true, extension: longer(null, { times: null, notice: true }) },
    ),
    priority: 'high',
    reviewRate: 0.5,
    skilled: true,
  }),
  taskType('briefing', 'Briefing form', 25, {
    team: 'office-support',
    steps: steps('Event confirmed', 'Facts gathered', 'Drafted', 'Checked', 'In the folder'),
    fields: [
      field('Event at', 'datetime'),
      field('Place', 'text'),
      field('Evening or weekend', 'check'),
    ],
    due: due(2, 'businessDays'),
    reviewRate: 0.5,
    skilled: true,
  }),
  taskType('event', 'Event', 30, {
    team: 'office-support',
    steps: steps('Invitation logged', 'Decision noted', 'Host told', 'Calendar set'),
    fields: [field('Event at', 'datetime'), field('Evening or weekend', 'check')],
    due: due(3, 'businessDays'),
  }),
  taskType('calendar', 'Appointment', 5, {
    team: 'office-support',
    steps: steps('Asked', 'Time found', 'Confirmed'),
    fields: [field('With', 'text'), field('At', 'datetime')],
    due: due(1, 'businessDays'),
  }),
]

const desk = 'visitor:3 call:3 email:3 drop-off:4'

export const portlandConstituent: OfficeTemplate = {
  id: 'portland-constituent',
  name: 'Portland Constituent Desk',
  describes:
    "A mayor's constituent desk for visitors, calls and letters, papers for signature, briefings and records requests.",
  timeZone: 'America/Los_Angeles',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
  teams: [
    { id: 'front-desk', name: 'Front desk', location: 'City Hall lobby' },
    { id: 'office-support', name: 'Office support', location: 'City Hall, third floor' },
  ],
  types: [...deskTypes, ...officeTypes],
  people: staffed({ opens: '08:00', closes: '17:00' }, 'clerk5', [
    person('admin', 'Judith Amari', 'admin'),
    person('supervisor', 'Felix Thorne', 'supervisor'),
    person('lead', 'Maribel Santos', 'lead', {
      grade: 'III',
      team: 'front-desk',
      leads: ['front-desk', 'office-support'],
      skills: `${desk} letter:4 urgent-case:4 signature:4 briefing:3`,
    }),
    person('clerk1', 'Owen Ashby', 'clerk', {
      grade: 'II',
      team: 'front-desk',
      skills: `${desk} letter:3 urgent-case:3`,
    }),
    person('clerk2', 'Keiko Mori', 'clerk', {
      grade: 'II',
      team: 'front-desk',
      skills: `${desk} letter:3 urgent-case:2`,
    }),
    person('clerk3', 'Brianna Yates', 'clerk', {
      grade: 'III',
      team: 'front-desk',
      skills: `${desk} letter:4 urgent-case:4`,
    }),
    person('clerk4', 'Diego Luna Ortiz', 'clerk', {
      grade: 'I',
      team: 'front-desk',
      skills: 'visitor:2 call:1 drop-off:2',
    }),
    person('clerk5', 'Hana Yusuf', 'clerk', {
      grade: 'II',
      team: 'front-desk',
      skills: `${desk} letter:2`,
    }),
    person('clerk6', 'Caleb Stone', 'clerk', {
      grade: 'II',
      team: 'office-support',
      skills: 'signature:3 records-request:2 event:3 calendar:3',
    }),
    person('clerk7', 'Vera Kaplan', 'clerk', {
      grade: 'III',
      team: 'office-support',
      skills: 'signature:4 records-request:4 briefing:4 event:4 calendar:4',
    }),
    person('clerk8', 'Minh Dao', 'clerk', {
      grade: 'I',
      team: 'office-support',
      skills: 'signature:2 records-request:1 event:2 calendar:3 briefing:1',
    }),
    person('intake', 'Tess Moreau', 'clerk', {
      grade: 'I',
      team: 'front-desk',
      skills: 'visitor:2 drop-off:3',
    }),
  ]),
  returnReasons: ['Tone', 'Wrong bureau', 'Facts missing', 'Not signed', 'Past its event'],
  // ORS 187.010 names no Columbus Day, so it is a business day of ORS 192.311.
  worked: ['columbus-day'],
  holidays: `US federal holidays but Columbus Day, which Oregon does not keep. ${notAdvice}`,
}
