/** A 311 operations desk: cases from calls, partner departments and graffiti logs. */
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
  type OfficeTemplate,
} from './template.js'

// No field is required here: a 311 case can always be finished with one key.

const serviceOrder = steps(
  'Received',
  'Location checked',
  'Duplicates checked',
  'Service order sent',
  'Filed',
)
const complaint = steps('Received', 'Location checked', 'Routed to inspector', 'Filed')
const goal = (what: string, days: number) =>
  due(days, 'businessDays', `Published service goal, ${what}: ${days} business days`)

const place = [
  field('Nearest address or corner', 'text'),
  field('Duplicate of an open case', 'check'),
]
const agency = field('Partner department', 'choice', {
  choices: [
    'Transportation and Infrastructure',
    'Parks and Recreation',
    'Community Planning and Development',
    'Public Health and Environment',
    'Police, non-emergency',
    'Facilities',
  ],
})

const streetTypes = [
  taskType('pothole', 'Pothole', 6, {
    team: 'cases',
    steps: serviceOrder,
    fields: [
      ...place,
      field('Width', 'number', { unit: 'in' }),
      field('In a travel lane', 'check'),
    ],
    due: goal('pothole', 5),
  }),
  taskType('street-light', 'Street light', 6, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place, field('Pole number', 'text'), field('Lights out', 'count')],
    due: due(1, 'businessDays'),
  }),
  taskType('signal-maintenance', 'Signal repair', 8, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place, field('Dark or flashing', 'check')],
    due: goal('signal maintenance', 30),
    priority: 'high',
    skilled: true,
  }),
  taskType('signal-timing', 'Signal timing', 8, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place, agency],
    due: goal('signal timing', 90),
    skilled: true,
  }),
  taskType('sign-repair', 'Sign', 6, {
    team: 'cases',
    steps: serviceOrder,
    fields: [
      ...place,
      field('Kind of sign', 'choice', { choices: ['Stop', 'Street name', 'Parking', 'Other'] }),
    ],
    due: goal('sign', 45),
  }),
  taskType('sidewalk', 'Sidewalk', 8, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place, field('Trip hazard', 'check')],
    due: due(2, 'businessDays'),
  }),
  taskType('hazard', 'Hazard', 5, {
    team: 'cases',
    steps: steps('Received', 'Location checked', 'Crew called', 'Crew confirmed', 'Filed'),
    fields: [...place, agency, field('Crew told at', 'datetime')],
    due: due(2, 'businessHours'),
    priority: 'high',
    reviewRate: 0.1,
  }),
]

const collectionTypes = [
  taskType('bulky-item', 'Bulky item', 4, {
    team: 'cases',
    steps: steps('Received', 'Address checked', 'Pick-up day given', 'Filed'),
    fields: [field('Items', 'count'), field('Pick-up day', 'date')],
    due: due(1, 'businessDays'),
  }),
  taskType('missed-collection', 'Missed collection', 5, {
    team: 'cases',
    steps: serviceOrder,
    fields: [
      field('Stream', 'choice', { choices: ['Trash', 'Recycling', 'Compost', 'Yard waste'] }),
      field('Route', 'text'),
    ],
    due: due(6, 'businessHours'),
  }),
  taskType('cart', 'Cart or sticker', 4, {
    team: 'cases',
    steps: steps('Received', 'Account checked', 'Order placed', 'Filed'),
    fields: [
      field('Carts', 'count'),
      field('Size', 'choice', { choices: ['35', '65', '95'], unit: 'gal' }),
    ],
    due: due(1, 'businessDays'),
  }),
  taskType('animal', 'Animal', 5, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place],
    due: due(4, 'businessHours'),
  }),
  taskType('graffiti', 'Graffiti', 6, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place, field('Surface', 'text'), field('Offensive', 'check')],
    due: due(1, 'businessDays'),
  }),
  taskType('graffiti-log', 'Graffiti log', 20, {
    team: 'cases',
    steps: steps('Received', 'Columns matched', 'Cases created', 'Duplicates checked', 'Log filed'),
    fields: [
      agency,
      field('Rows in log', 'count'),
      field('Cases created', 'count'),
      field('Duplicates', 'count'),
    ],
    due: due(1, 'businessDays'),
    reviewRate: 0.1,
    skilled: true,
  }),
]

const caseTypes = [
  taskType('vehicle', 'Abandoned vehicle', 8, {
    team: 'cases',
    steps: complaint,
    fields: [...place, field('Plate', 'text'), field('First seen', 'date')],
    due: due(3, 'businessDays'),
  }),
  taskType('tree', 'Tree', 8, {
    team: 'cases',
    steps: serviceOrder,
    fields: [...place, field('Blocking the way', 'check')],
    due: due(2, 'businessDays'),
  }),
  taskType('housing', 'Housing complaint', 12, {
    team: 'cases',
    steps: complaint,
    fields: [...place, field('Unit', 'text'), field('Landlord told on', 'date')],
    due: due(2, 'businessDays'),
    reviewRate: 0.15,
    skilled: true,
  }),
  taskType('building', 'Building complaint', 10, {
    team: 'cases',
    steps: complaint,
    fields: [...place, field('Permit number', 'text')],
    due: due(3, 'businessDays'),
    reviewRate: 0.1,
    skilled: true,
  }),
  taskType('inquiry', 'Call back', 7, {
    team: 'cases',
    steps: steps('Received', 'Answer found', 'Caller told', 'Filed'),
    fields: [field('Topic', 'text'), field('Reached', 'check')],
    due: due(4, 'businessHours'),
  }),
]

const recordTypes = [
  taskType('cora', 'Records request', 40, {
    team: 'records',
    steps: steps(
      'Received',
      'Acknowledged',
      'Searched',
      'Reviewed for what must be withheld',
      'Fee stated',
      'Released',
      'Filed',
    ),
    fields: [
      field('Records asked for', 'text'),
      field('Notice of 7 more days sent', 'date'),
      field('Pages', 'count'),
      field('Fee', 'money', { unit: '$' }),
    ],
    due: law(
      3,
      'C.R.S. 24-72-203(3)(b): 3 working days, not counting the day of request; 7 more with notice',
      { extension: longer(7, { notice: true }) },
    ),
    priority: 'high',
    reviewRate: 0.25,
    skilled: true,
  }),
  taskType('feedback', 'Employee feedback', 15, {
    team: 'records',
    steps: steps('Received', 'Acknowledged', 'Passed to supervisor', 'Filed'),
    fields: [field('Department', 'text'), field('Reply wanted', 'check')],
    due: due(2, 'businessDays'),
    skilled: true,
  }),
  taskType('comment', 'Program comment', 8, {
    team: 'records',
    steps: steps('Received', 'Topic set', 'Routed to program', 'Filed'),
    fields: [agency, field('Reply wanted', 'check')],
    due: due(3, 'businessDays'),
  }),
  taskType('resolution', 'Enter resolution', 4, {
    team: 'records',
    steps: steps('Received', 'Case found', 'Resolution entered', 'Requester told'),
    fields: [agency, field('Work done on', 'date')],
    due: due(1, 'businessDays'),
  }),
  taskType('action-item', 'Action item', 20, {
    team: 'records',
    steps: steps('Written up', 'Owner told', 'Done', 'Minutes updated'),
    fields: [field('Owner', 'text'), field('Meeting', 'date')],
    due: due(5, 'businessDays'),
  }),
  taskType('procedure', 'Procedure update', 30, {
    team: 'records',
    steps: steps('Drafted', 'Checked with department', 'Published', 'Old version filed'),
    fields: [field('Document', 'text'), field('Kept for', 'number', { unit: 'years' })],
    due: due(10, 'businessDays'),
    priority: 'low',
    reviewRate: 0.5,
    skilled: true,
  }),
  taskType('equipment', 'Equipment', 15, {
    team: 'records',
    steps: steps('Received', 'Tag checked', 'Inventory updated'),
    fields: [field('Asset tag', 'text'), field('Replaced', 'check')],
    priority: 'low',
  }),
]

const anyCase =
  'pothole:3 street-light:3 sign-repair:3 sidewalk:3 hazard:3 bulky-item:4 missed-collection:3 ' +
  'cart:3 animal:3 graffiti:3 vehicle:3 tree:3 inquiry:3'

export const denver311: OfficeTemplate = {
  id: 'denver-311',
  name: 'Denver 311 Operations',
  describes:
    'A 311 operations desk that opens and routes service cases, works graffiti logs and answers records requests.',
  timeZone: 'America/Denver',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '17:00',
  teams: [
    { id: 'cases', name: 'Case desk', location: 'Main floor' },
    { id: 'records', name: 'Records and documents', location: 'Second floor' },
  ],
  types: [...streetTypes, ...collectionTypes, ...caseTypes, ...recordTypes],
  people: staffed({ opens: '08:00', closes: '17:00' }, 'clerk5', [
    person('admin', 'Mei-Lin Torres', 'admin'),
    person('supervisor', 'Howard Osei', 'supervisor'),
    person('lead', 'Renee Alvarez', 'lead', {
      grade: 'III',
      team: 'cases',
      leads: ['cases', 'records'],
      skills: `${anyCase} housing:4 building:4 graffiti-log:4 signal-maintenance:4 signal-timing:3 cora:3 feedback:3`,
    }),
    person('lead2', 'Dee Nakamura', 'lead', {
      grade: 'III',
      team: 'cases',
      leads: ['cases'],
      skills: `${anyCase} housing:3 building:3 graffiti-log:4 signal-maintenance:3 signal-timing:3`,
    }),
    person('clerk1', 'Ana Delgado', 'clerk', {
      grade: 'II',
      team: 'cases',
      skills: `${anyCase} housing:3 building:3 graffiti-log:3 signal-maintenance:3 signal-timing:2`,
    }),
    person('clerk2', 'Marcus Tillman', 'clerk', {
      grade: 'II',
      team: 'cases',
      skills: `${anyCase} housing:3 building:2 graffiti-log:2 signal-maintenance:3 signal-timing:3`,
    }),
    person('clerk3', 'Priya Raman', 'clerk', {
      grade: 'II',
      team: 'cases',
      skills: `${anyCase} housing:4 building:3 signal-maintenance:2`,
    }),
    person('clerk4', 'Tom Okafor', 'clerk', {
      grade: 'I',
      team: 'cases',
      skills:
        'pothole:2 street-light:2 sign-repair:1 bulky-item:3 missed-collection:2 cart:2 animal:2 inquiry:1',
    }),
    person('clerk5', 'Lena Fischer', 'clerk', {
      grade: 'II',
      team: 'cases',
      skills: `${anyCase} graffiti-log:4 building:2 signal-timing:1`,
    }),
    person('clerk6', 'Joel Baptiste', 'clerk', {
      grade: 'I',
      team: 'cases',
      skills:
        'pothole:3 street-light:2 sidewalk:2 bulky-item:3 missed-collection:3 cart:3 graffiti:2 graffiti-log:1 tree:2',
    }),
    person('clerk7', 'Grace Lindqvist', 'clerk', {
      grade: 'III',
      team: 'records',
      skills: 'cora:4 feedback:4 comment:4 action-item:3 procedure:4 equipment:3 resolution:4',
    }),
    person('clerk8', 'Sam Whitfield', 'clerk', {
      grade: 'II',
      team: 'records',
      skills: 'cora:2 feedback:3 comment:3 action-item:3 equipment:3 resolution:3',
    }),
    person('intake', 'Cam Redhouse', 'clerk', {
      grade: 'I',
      team: 'cases',
      skills: 'bulky-item:2 inquiry:2 missed-collection:1',
    }),
  ]),
  returnReasons: ['Wrong department', 'Location not found', 'Duplicate', 'Not enough to go on'],
  holidays: `US federal and Colorado holidays. ${notAdvice}`,
}
