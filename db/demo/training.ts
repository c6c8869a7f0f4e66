/** What the demo's offices have written and taught: targets, needs, trainings, procedures. Days count from the demo's day. */
export type TrainingScript = {
  /** Username of the lead who writes it down. */
  lead: string
  team: string
  /** Skill, level, how many, by how many days from today, and who (usernames). */
  targets: readonly {
    type: string
    headcount: number
    by: number | null
    who?: readonly string[]
  }[]
  needs: readonly {
    key: string
    person: string
    type: string
    seen: string
    by: number
    priority?: 'high' | 'normal' | 'low'
    daysAgo: number
  }[]
  trainings: readonly {
    topic: string
    type: string
    trainer: string
    attendees: readonly { person: string; need?: string; levelAfter?: 1 | 2 | 3 }[]
    /** Below 0 it was held, signed and acknowledged. */
    day: number
    /** How long it takes; its hour is the first that everybody has free after ten. */
    minutes: number
    place: string
  }[]
  procedures: readonly {
    name: string
    id: string
    types: readonly string[]
    text: string
    daysAgo: number
    /** A second version, and what it changed. */
    change?: { daysAgo: number; what: string; text: string }
    readBy: readonly string[]
  }[]
  sheets: readonly {
    type: string
    steps: readonly { step: string; keyPoints: string[]; reasons: string[] }[]
  }[]
}

const denver: TrainingScript = {
  lead: 'lead',
  team: 'cases',
  targets: [
    { type: 'pothole', headcount: 6, by: null },
    { type: 'street-light', headcount: 6, by: null },
    { type: 'signal-maintenance', headcount: 4, by: null },
    { type: 'signal-timing', headcount: 4, by: 30, who: ['clerk1'] },
    { type: 'graffiti-log', headcount: 4, by: null },
    { type: 'housing', headcount: 6, by: 21, who: ['clerk6'] },
    { type: 'building', headcount: 5, by: 45, who: ['clerk2', 'clerk5'] },
  ],
  needs: [
    {
      key: 'joel-housing',
      person: 'clerk6',
      type: 'housing',
      seen: 'Passes housing complaints on; the heating season begins and there will be more.',
      by: 6,
      priority: 'high',
      daysAgo: 6,
    },
    {
      key: 'ana-timing',
      person: 'clerk1',
      type: 'signal-timing',
      seen: 'Does them well with a second look; two checked ones to go before she does them alone.',
      by: 14,
      daysAgo: 5,
    },
    {
      key: 'tom-signs',
      person: 'clerk4',
      type: 'sign-repair',
      seen: 'Two sign cases went to Traffic that were Street Maintenance’s.',
      by: -2,
      daysAgo: 9,
    },
    {
      key: 'priya-signals',
      person: 'clerk3',
      type: 'signal-maintenance',
      seen: 'Asks each time whether a dark signal is a repair or a power cut.',
      by: -5,
      daysAgo: 12,
    },
  ],
  trainings: [
    {
      topic: 'Signals: repair, timing or power',
      type: 'signal-maintenance',
      trainer: 'lead',
      attendees: [{ person: 'clerk3', need: 'priya-signals', levelAfter: 3 }],
      day: -7,
      minutes: 60,
      place: 'Training room',
    },
    {
      topic: 'Housing complaints: what the inspector needs',
      type: 'housing',
      trainer: 'clerk3',
      attendees: [{ person: 'clerk6', need: 'joel-housing' }],
      day: 1,
      minutes: 60,
      place: 'Main floor, desk 6',
    },
  ],
  procedures: [
    {
      id: 'graffiti-logs-from-other-departments',
      name: 'Graffiti logs from other departments',
      types: ['graffiti-log'],
      text: 'Each department sends its own columns. Count the rows before and after. A row without a street number goes back the same day; it is never guessed. Photographs stay with the log.',
      daysAgo: 19,
      change: {
        daysAgo: 11,
        what: 'Rows without a street number go back the same day',
        text: 'Each department sends its own columns. Count the rows before and after. A row without a street number goes back the same day; it is never guessed. Photographs stay with the log, not in the case.',
      },
      readBy: ['lead', 'lead2', 'clerk1', 'clerk5'],
    },
  ],
  sheets: [
    {
      type: 'graffiti-log',
      steps: [
        {
          step: 'Count the rows of the log',
          keyPoints: ['Before anything is entered', 'Write the count into its field'],
          reasons: ['What gets lost is noticed the same day'],
        },
        {
          step: 'Match its columns to ours',
          keyPoints: ['Street number and street apart', 'Dates month first'],
          reasons: ['Each department has its own sheet'],
        },
        {
          step: 'Create a case a row',
          keyPoints: ['Look first whether there is one already', 'Private walls need consent'],
          reasons: ['Two crews to one wall cost a morning'],
        },
        {
          step: 'Answer the department',
          keyPoints: ['Rows taken, rows sent back, and why'],
          reasons: ['The next log is better'],
        },
      ],
    },
  ],
}

const stLouis: TrainingScript = {
  lead: 'lead',
  team: 'pool',
  targets: [
    { type: 'data-entry', headcount: 5, by: null },
    { type: 'mail', headcount: 5, by: null },
    { type: 'correspondence', headcount: 5, by: 30, who: ['clerk4'] },
    { type: 'sunshine', headcount: 4, by: 21, who: ['clerk2'] },
  ],
  needs: [
    {
      key: 'luis-sunshine',
      person: 'clerk2',
      type: 'sunshine',
      seen: 'Two requests went out without the citation of what was withheld.',
      by: -4,
      priority: 'high',
      daysAgo: 12,
    },
    {
      key: 'ben-letters',
      person: 'clerk4',
      type: 'correspondence',
      seen: 'Wants to write letters; types them up well for others.',
      by: 12,
      daysAgo: 6,
    },
    {
      key: 'ben-phone',
      person: 'clerk4',
      type: 'phone',
      seen: 'Hands upset callers over at once; could take more of them.',
      by: -1,
      daysAgo: 8,
    },
  ],
  trainings: [
    {
      topic: 'Records requests: what may be withheld, and saying so',
      type: 'sunshine',
      trainer: 'lead',
      attendees: [{ person: 'clerk2', need: 'luis-sunshine', levelAfter: 3 }],
      day: -7,
      minutes: 60,
      place: 'Room 104',
    },
    {
      topic: 'Letters: form, tone, file copy',
      type: 'correspondence',
      trainer: 'lead2',
      attendees: [{ person: 'clerk4', need: 'ben-letters' }],
      day: 1,
      minutes: 60,
      place: 'Room 104',
    },
  ],
  procedures: [
    {
      id: 'mail-opened-stamped-and-routed',
      name: 'Mail: opened, stamped and routed',
      types: ['mail'],
      text: 'Two people open the mail. Each piece is date-stamped before it is read. Checks are listed at once and walked to Payments; nothing with a check stays on a desk over lunch.',
      daysAgo: 19,
      change: {
        daysAgo: 11,
        what: 'Checks are walked to Payments before lunch',
        text: 'Two people open the mail. Each piece is date-stamped before it is read. Checks are listed at once and walked to Payments before lunch; nothing with a check stays on a desk.',
      },
      readBy: ['lead', 'lead2', 'clerk1', 'clerk2'],
    },
  ],
  sheets: [
    {
      type: 'mail',
      steps: [
        {
          step: 'Open and stamp',
          keyPoints: ['Two people', 'Stamp before reading'],
          reasons: ['The date decides deadlines'],
        },
        {
          step: 'List what has money in it',
          keyPoints: ['Payer, amount, what for'],
          reasons: ['Payments balances against the list'],
        },
        {
          step: 'Route',
          keyPoints: ['By what it asks for, not by whom it names'],
          reasons: ['Names move desks; work does not'],
        },
      ],
    },
  ],
}

export const trainingScripts: Readonly<Record<string, TrainingScript>> = {
  'denver-311': denver,
  'st-louis-clerical': stLouis,
}
