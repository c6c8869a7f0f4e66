/** A person's record as a file to keep: JSON for programs, a page for people. Pure. */
import type { ShownTask } from '../../server/contract/rows.js'
import {
  checkWords,
  closedWords,
  gradeWord,
  lookLines,
  noteStateWords,
  patternLines,
  periodWords,
  presentWords,
  shiftLine,
  usualWords,
  type Naming,
  type PersonRecord,
} from '../lib/record-words.js'

export type RecordFile = { record: PersonRecord; work: readonly ShownTask[] }

export const recordJson = (file: RecordFile) => `${JSON.stringify(file, null, 2)}\n`

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)

type Cell = string | number | null | undefined

function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const cells = (tag: string, row: readonly Cell[]) =>
    row.map((cell) => `<${tag}>${escape(String(cell ?? ''))}</${tag}>`).join('')
  const body =
    rows.length === 0
      ? '<p>Nothing is held.</p>'
      : `<table><thead><tr>${cells('th', heads)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')}</tbody></table>`
  return `<h2>${escape(title)}</h2>\n${body}`
}

const style = `body{font:14px/20px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:4px 8px 4px 0;text-align:left;vertical-align:top}
h2{margin:2em 0 .5em;font-size:16px}`

type Told = { naming: Naming; at: (instant: string | null | undefined) => string }

/** What is said of their work: figures, grade, notes and checks. */
function judged(record: PersonRecord, { naming, at }: Told): string[] {
  const { next } = record
  return [
    table(
      'Figures',
      ['Figure', 'Value', 'Counts'],
      record.figures.map((one) => [one.name, one.value, one.count]),
    ),
    table(
      next ? `What is asked for grade ${next.grade}` : 'What is asked for the next grade',
      ['Asked', 'State', 'Evidence'],
      (next?.steps ?? []).map((step) => [step.text, gradeWord(step.met), step.evidence]),
    ),
    table(
      'Notes',
      ['Period', 'State', 'Figures', 'Production', 'Training', 'Next', 'Your answer'],
      record.notes.map((note) => [
        periodWords(note),
        noteStateWords[note.state],
        note.figures.map(({ name, value, count }) => `${name}: ${value} (${count})`).join('; '),
        note.production,
        note.training,
        note.next,
        note.answer ? (note.answer.text ?? 'Nothing to add') : '',
      ]),
    ),
    table(
      'Checks',
      ['Checked', 'Task', 'Type', 'Result'],
      record.checks.map((one) => [
        at(one.checkedAt),
        `#${one.task}`,
        naming.type(one.type),
        checkWords(one, naming),
      ]),
    ),
    table(
      'How much is checked',
      ['Type', 'Share', 'Set by', 'When', 'Reason'],
      record.rates.map((one) => [
        naming.type(one.type),
        `${Math.round(one.share * 100)}\u00a0%`,
        naming.person(one.by),
        at(one.at),
        one.reason,
      ]),
    ),
  ]
}

/** What they learnt, and when they were away. */
function kept(record: PersonRecord, { naming, at }: Told): string[] {
  return [
    table(
      'Levels',
      ['Skill', 'Level', 'Since', 'Evidence'],
      record.skills.map((one) => [
        naming.type(one.type),
        one.level,
        at(one.since),
        (one.evidence ?? []).map(({ text }) => text).join('; '),
      ]),
    ),
    table(
      'Training needed',
      ['What', 'Seen', 'State', 'Recorded', 'Closed'],
      record.needs.map((one) => [
        one.topic ?? (one.type ? naming.type(one.type) : ''),
        one.seen,
        one.state,
        at(one.at),
        closedWords(one, naming),
      ]),
    ),
    table(
      'Training',
      ['Day', 'Topic', 'Attended', 'Signed'],
      record.trainings.map((one) => [
        one.day,
        one.topic,
        one.attended === null ? '' : one.attended ? 'yes' : 'no',
        at(one.signedAt),
      ]),
    ),
    table(
      'Training given',
      ['Day', 'From', 'To', 'Topic', 'State'],
      record.given.map((one) => [one.day, one.from, one.to, one.topic, one.state]),
    ),
    table(
      'Procedures read',
      ['Procedure', 'Version', 'When'],
      record.readings.map((one) => [one.procedure, one.version, at(one.at)]),
    ),
    table(
      'Usual weeks',
      ['Work'],
      patternLines(record.pattern).map((line) => [line]),
    ),
    table(
      'Days that differ',
      ['Day', 'Work'],
      record.shifts.map((shift) => [shift.day, shiftLine(shift)]),
    ),
    table(
      'Leave',
      ['From', 'To', 'Kind', 'State', 'Reason'],
      record.leave.map((one) => [one.from, one.to, one.kind, one.state, one.reason]),
    ),
  ]
}

const tenth = (minutes: number) => Math.round(minutes * 10) / 10

/** What they finished, and who looked. */
function done({ record, work }: RecordFile, { naming, at }: Told): string[] {
  return [
    table(
      'Who looked',
      ['Day', 'Who', 'At what', 'Reason', 'Times'],
      lookLines(record.looks, naming).map((one) => [
        one.day,
        one.by,
        one.what,
        one.reason,
        one.times.join(', '),
      ]),
    ),
    table(
      'Finished by day and type',
      ['Day', 'Type', 'Tasks', 'Standard minutes', ...(record.timed ? ['Minutes in hand'] : [])],
      record.production.map((one) => [
        one.day,
        naming.type(one.type),
        one.tasks,
        tenth(one.standardMinutes),
        ...(record.timed ? [tenth(one.handleMinutes ?? 0)] : []),
      ]),
    ),
    ...(record.timed
      ? [
          table(
            'Time learnt',
            ['What the work usually takes'],
            record.usual.map((one) => [usualWords(one, naming)]),
          ),
        ]
      : []),
    table(
      'Finished work',
      [
        'Finished',
        'Task',
        'Type',
        'Title',
        'Standard minutes',
        ...(record.timed ? ['Minutes in hand'] : []),
      ],
      work.map((task) => [
        at(task.finishedAt),
        `#${task.no}`,
        naming.type(task.type),
        task.title ?? 'Confidential',
        task.standardMinutes,
        ...(record.timed ? [tenth(task.handleMinutes ?? 0)] : []),
      ]),
    ),
  ]
}

/** A whole page that needs nothing else; times are of the office's zone. */
export function recordHtml({ record, work }: RecordFile, office: string, naming: Naming): string {
  const { person } = record
  const at = (instant: string | null | undefined) =>
    instant ? `${naming.day(instant)} ${naming.time(instant)}` : ''
  const told = { naming, at }
  const parts = [...judged(record, told), ...kept(record, told), ...done({ record, work }, told)]
  const title = `What ${office} holds about ${person.name}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${style}</style></head>
<body><h1>${escape(title)}</h1><p>As of ${escape(at(record.at))}. ${escape(presentWords(person, naming))}. Figures are of ${escape(periodWords(record))}.</p>
${parts.join('\n')}
</body></html>
`
}
