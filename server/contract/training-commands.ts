/** Levels, targets, needs, trainings, job breakdowns and procedures; what the record suggests to a lead. */
import { z } from 'zod'
import { officeDate, wallClock } from './desk-rows.js'
import { orNull } from './plain-words.js'
import { command, read } from './spec.js'
import { id, idOrNull, line, prose } from './text.js'
import { hole, matrixTarget, suggestion, unreadOf } from './training-figures.js'
import {
  attendanceRow,
  dismissalRow,
  evidenceKinds,
  needPriorities,
  procedureRow,
  readingRow,
  sessionKinds,
  sheetRow,
  skillRow,
  targetRow,
  trainingNeedRow,
  trainingSessionRow,
} from './training-rows.js'

const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])

/** A task's number is given as text; so is the id of a check, a training or a procedure. */
const evidenceInput = z.strictObject({
  kind: z.enum(evidenceKinds),
  ref: line(80).nullable().default(null),
  text: line(300),
})
export const allEvidence = z.array(evidenceInput).max(40)

/** Only pages that a browser opens without running anything. */
const link = z
  .string()
  .max(500)
  .regex(/^https?:\/\/\S+$/i, 'must be an address like https://example.gov/page')
const links = z.array(z.strictObject({ name: line(120), url: link })).max(20)

/** A suggestion's key: its kind, and what it is about. */
const key = line(300)

const need = {
  /** The skill, by task type. */
  type: id.nullable().optional(),
  /** What it is about, beside or instead of a skill. */
  topic: line(120).nullable().optional(),
  by: officeDate.nullable().optional(),
  priority: z.enum(needPriorities).optional(),
  evidence: allEvidence.optional(),
}

const attendee = z.strictObject({
  person: id,
  /** The open need that it answers. */
  need: id.nullable().optional(),
})
const attendees = z.array(attendee).min(1).max(60)

const session = {
  kind: z.enum(sessionKinds),
  topic: line(120),
  type: id.nullable().optional(),
  trainer: id,
  attendees,
  day: officeDate,
  from: wallClock,
  to: wallClock,
  place: line(120).nullable().optional(),
  links: links.optional(),
}

const needOut = z.object({ need: trainingNeedRow })
const sessionOut = z.object({
  session: trainingSessionRow,
  attendance: z.array(attendanceRow),
})

const readErrors = ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found'] as const

export const trainingCommands = {
  'skill.set': command(
    'Give a person a level in a skill, with what it rests on',
    z.strictObject({
      person: id,
      type: id,
      level,
      /** Needed where the level changes. */
      evidence: allEvidence.default([]),
      /** At level 1: with whom they work, somebody at level 4; null: nobody yet, so they cannot take it. */
      trainer: id.nullable().optional(),
    }),
    z.object({ skill: skillRow }),
  ),
  'target.set': command(
    'Say how many of a team should be at a level in a skill; `headcount: 0` takes it back',
    z.strictObject({
      team: id,
      type: id,
      level: z.number().int().min(1).max(4),
      headcount: z.number().int().min(0).max(1000),
      by: officeDate.nullable().optional(),
      /** Who is to get there. */
      who: z.array(id).max(200).optional(),
    }),
    z.object({ target: targetRow.nullable() }),
  ),
  'need.record': command(
    'Record that a person, or with `person: null` a team, needs training',
    z.strictObject({
      person: idOrNull,
      /** Left out: the person’s team. */
      team: id.optional(),
      ...need,
      /** What was seen. */
      seen: prose(1000),
    }),
    needOut,
  ),
  'need.edit': command(
    'Change a training need that is not closed',
    z.strictObject({ need: id, ...need, seen: prose(1000).optional() }),
    needOut,
  ),
  'need.close': command(
    'Close a training need: it is met, or it is dropped with a reason',
    z.strictObject({
      need: id,
      state: z.enum(['met', 'dropped']),
      text: line(500).nullable().optional(),
    }),
    needOut,
  ),
  'suggestion.accept': command(
    'Record a need from a suggestion, with its evidence',
    z.strictObject({
      key,
      by: officeDate.nullable().optional(),
      priority: z.enum(needPriorities).optional(),
    }),
    needOut,
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'unavailable'],
  ),
  'suggestion.dismiss': command(
    'Put a suggestion aside until its evidence has grown',
    z.strictObject({ key, reason: line(300) }),
    z.object({ dismissal: dismissalRow }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'unavailable'],
  ),
  'training.plan': command(
    'Plan a training, and book it into the timetable of everyone who takes part',
    z.strictObject(session),
    sessionOut,
  ),
  'training.change': command(
    'Change a planned training; `attendees` names all of them',
    z.strictObject({
      session: id,
      topic: session.topic.optional(),
      trainer: id.optional(),
      attendees: attendees.optional(),
      day: officeDate.optional(),
      from: wallClock.optional(),
      to: wallClock.optional(),
      place: session.place,
      links: session.links,
    }),
    sessionOut,
  ),
  'training.cancel': command(
    'Cancel a planned training: its time is free again and its needs are open again',
    z.strictObject({ session: id, reason: line(300) }),
    z.object({ session: trainingSessionRow }),
  ),
  'training.attend': command(
    'Say as its trainer or lead whether somebody took part; null: not known',
    z.strictObject({ session: id, person: id, attended: z.boolean(orNull).nullable() }),
    z.object({ attendance: attendanceRow }),
  ),
  'training.sign': command(
    'Sign as its trainer that a training was held, and say at which level people were seen',
    z.strictObject({ session: id, levels: z.record(id, level).optional() }),
    sessionOut,
  ),
  'training.acknowledge': command(
    'Sign as a trainee that I was taught',
    z.strictObject({ session: id }),
    z.object({ attendance: attendanceRow }),
  ),
  'sheet.save': command(
    'Write the job breakdown of a skill: its important steps, what is key in each, and why',
    z.strictObject({
      type: id,
      steps: z
        .array(
          z.strictObject({
            step: line(200),
            keyPoints: z.array(line(300)).max(12).default([]),
            reasons: z.array(line(300)).max(12).default([]),
          }),
        )
        .max(40),
    }),
    z.object({ sheet: sheetRow }),
  ),
  'procedure.save': command(
    'Add or change a procedure; with `change` it is a new version, to be read again',
    z.strictObject({
      id: id.optional(),
      name: line(120),
      /** Null: for the whole office. */
      team: id.nullable().default(null),
      /** For those who do one of these task types; none: for everyone of the team. */
      types: z.array(id).max(100).default([]),
      text: prose(40_000),
      link: link.nullable().default(null),
      mustRead: z.boolean().default(true),
      /** What is different; left out: a correction that nobody needs to read. */
      change: line(300).optional(),
      active: z.boolean().default(true),
    }),
    z.object({ procedure: procedureRow }),
  ),
  'procedure.read': command(
    'Say that I have read and understood a procedure; with `version`, only if it is the present one',
    z.strictObject({ procedure: id, version: z.number().int().min(1).optional() }),
    z.object({ reading: readingRow }),
    ['invalid_input', 'not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'stale'],
  ),

  'training.suggestions': read(
    'What the record suggests that people of a team be trained in; for its leads alone',
    z.strictObject({ team: id }),
    z.object({
      suggestions: z.array(suggestion),
      /** Pairs of person and cause, and of person and type, that were looked at. */
      looked: z.object({ causes: z.number().int(), times: z.number().int() }),
      /** False: individual timing is off, so that nothing was said of anyone’s time. */
      timing: z.boolean(),
    }),
    readErrors,
  ),
  'training.matrix': read(
    'Levels against targets of a team, and hours that nobody can cover alone; for its leads',
    z.strictObject({
      team: id,
      /** The first of seven days that are looked at for cover; left out: today. */
      from: officeDate.optional(),
    }),
    z.object({
      skills: z.array(
        z.object({
          type: z.string(),
          /** People of the team who can do it alone. */
          alone: z.number().int(),
          targets: z.array(matrixTarget),
        }),
      ),
      holes: z.array(hole),
    }),
    readErrors,
  ),
  'training.record': read(
    'All training of a person, also of long ago: for that person and their leads',
    z.strictObject({ person: id.optional() }),
    z.object({
      person: z.string(),
      skills: z.array(skillRow),
      needs: z.array(trainingNeedRow),
      sessions: z.array(z.object({ session: trainingSessionRow, attendance: attendanceRow })),
      /** Trainings that they gave. */
      given: z.array(trainingSessionRow),
      readings: z.array(readingRow),
      /** Procedures that they must still read. */
      unread: z.array(z.string()),
    }),
    readErrors,
  ),
  'procedure.unread': read(
    'Who must still read which procedure: a lead about a team, anyone about themselves',
    z.strictObject({ team: id.optional() }),
    z.object({ procedures: z.array(unreadOf) }),
    readErrors,
  ),
}
