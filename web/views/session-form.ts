/** Planning a training: what is filled in, and the command that it makes. Pure. */
import type { RawInput } from '../../server/contract/commands.js'
import type { Problem } from '../../server/contract/errors.js'
import {
  sessionKinds,
  type AttendanceRow,
  type TrainingNeedRow,
  type TrainingSessionRow,
} from '../../server/contract/training-rows.js'
import { sessionKindWords } from '../lib/training-words.js'

export type LinkDraft = { key: number; name: string; url: string }
export type SessionDraft = {
  kind: TrainingSessionRow['kind']
  /** A task type's id; '' for a topic beside the skills. */
  type: string
  topic: string
  trainer: string
  /** The need that it answers by person; null: none. */
  attendees: ReadonlyMap<string, string | null>
  day: string
  from: string
  to: string
  place: string
  links: readonly LinkDraft[]
}

export const sessionLabels = {
  topic: 'Topic',
  type: 'Skill',
  trainer: 'Trainer',
  attendees: 'Who takes part',
  day: 'Day',
  from: 'From',
  to: 'Until',
  place: 'Place',
  links: 'Material',
}

export const sessionKindOptions = sessionKinds.map((value) => ({
  value,
  label: sessionKindWords[value],
}))

export const emptySession = (day: string, some: Partial<SessionDraft> = {}): SessionDraft => ({
  kind: 'session',
  type: '',
  topic: '',
  trainer: '',
  attendees: new Map(),
  day,
  from: '09:00',
  to: '10:00',
  place: '',
  links: [],
  ...some,
})

/** From a need: its skill, its topic and its person. */
export const forNeed = (need: TrainingNeedRow): Partial<SessionDraft> => ({
  type: need.type ?? '',
  topic: need.topic ?? '',
  attendees: need.person === null ? new Map() : new Map([[need.person, need.id]]),
})

export const ofSession = (
  session: TrainingSessionRow,
  attendance: readonly AttendanceRow[],
): SessionDraft => ({
  kind: session.kind,
  type: session.type ?? '',
  topic: session.topic,
  trainer: session.trainer,
  attendees: new Map(attendance.map(({ person, need }) => [person, need])),
  day: session.day,
  from: session.from,
  to: session.to,
  place: session.place ?? '',
  links: session.links.map((link, key) => ({ key, ...link })),
})

export function sessionProblems(draft: SessionDraft, typeName: string | null): Problem[] {
  const problems: Problem[] = []
  const say = (path: string, message: string) => problems.push({ path, message })
  if (draft.topic.trim() === '' && typeName === null)
    say('topic', 'Choose a skill, or say what it is about')
  if (draft.trainer === '') say('trainer', 'Choose who trains')
  if (draft.attendees.size === 0) say('attendees', 'Choose at least one person')
  if (draft.attendees.has(draft.trainer))
    say('attendees', 'The trainer cannot be taught in the same training')
  if (draft.day === '') say('day', 'must be a date')
  if (draft.from === '') say('from', 'must be a time')
  if (draft.to === '') say('to', 'must be a time')
  else if (draft.from !== '' && draft.to <= draft.from) say('to', 'must be after it begins')
  draft.links.forEach(({ url, name }, at) => {
    if ((url.trim() !== '' || name.trim() !== '') && !/^https?:\/\/\S+$/i.test(url.trim()))
      say(`links.${at}.url`, 'Material must have an address like https://example.gov/page')
  })
  return problems
}

const shared = (draft: SessionDraft, typeName: string | null) => ({
  topic: draft.topic.trim() || (typeName ?? ''),
  trainer: draft.trainer,
  attendees: [...draft.attendees].map(([person, need]) => ({ person, need })),
  day: draft.day,
  from: draft.from,
  to: draft.to,
  place: draft.place.trim() || null,
  links: draft.links
    .filter(({ url }) => url.trim() !== '')
    .map(({ name, url }) => ({ name: name.trim() || url.trim(), url: url.trim() })),
})

export const planInput = (
  draft: SessionDraft,
  typeName: string | null,
): RawInput<'training.plan'> => ({
  kind: draft.kind,
  type: draft.type || null,
  ...shared(draft, typeName),
})

export const changeInput = (
  session: string,
  draft: SessionDraft,
  typeName: string | null,
): RawInput<'training.change'> => ({ session, ...shared(draft, typeName) })
