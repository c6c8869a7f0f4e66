/** How Boston's requests become one office's tasks, and what its people say about them. */
import type { ClockSpan, LeaveRow } from '../../server/contract/desk-rows.js'
import type { FieldValue, Priority } from '../../server/contract/rows.js'
import type { DemoRecord } from './records.js'

export type Becomes = {
  type: string
  /** The neighborhood is added: `Pothole, Dorchester`. */
  title: string
  priority?: Priority
  confidential?: boolean
}

/** Work that comes from the desk itself, at a time of every day. */
export type Routine = {
  /** Wall-clock `HH:MM`. */
  at: string
  type: string
  title: string
  priority?: Priority
  confidential?: boolean
  requester?: string
  fields?: Record<string, FieldValue>
  note?: string
  /** Days before today on which it came too and is still open; today is always meant. */
  openSince?: number[]
}

/** Days count from the demo's day: 0 is today. */
export type LeaveScript = {
  /** Username. */
  person: string
  /** First and last day. */
  from: number
  to: number
  /** Only these hours of each day. */
  part?: ClockSpan
  kind: LeaveRow['kind']
  reason: string | null
  /** Wall-clock `HH:MM` of a day before today. */
  asked: { daysAgo: number; at: string }
  /** Absent: it waits for an answer. */
  answer?: { daysAgo: number; at: string; by: string; approve: boolean; reason?: string }
}

/** What somebody has not learnt yet: of their work of a type this share is returned, mostly for one reason. */
export type Weakness = { person: string; type: string; share: number; reason: string }

export type DemoScript = {
  office: string
  /** The first pattern that fits Boston's type decides. */
  becomes: readonly (readonly [RegExp, Becomes])[]
  routine: readonly Routine[]
  leave: readonly LeaveScript[]
  weaknesses: readonly Weakness[]
  /** Whom a task waits on, by task type; `*` for all others. */
  waits: Record<string, readonly string[]>
  notes: readonly string[]
  /** Questions to the lead, by task type; `*` for all others. */
  questions: Record<string, readonly string[]>
  outcomes: Record<string, readonly string[]>
  /** Small true facts for text fields of a finished task, by field id. */
  texts: Record<string, readonly string[]>
}

/** What a record is in the office; null when no pattern knows its type. */
export function becomes(script: DemoScript, record: DemoRecord): Becomes | null {
  const found = script.becomes.find(([pattern]) => pattern.test(record.type))?.[1]
  if (!found) return null
  const title = record.neighborhood ? `${found.title}, ${record.neighborhood}` : found.title
  return { ...found, title }
}

export const demoSource =
  'City of Boston, 311 Service Requests, October 2011 (public domain, PDDL 1.0), data.boston.gov'

/** What every page of a demo must say. */
export const demoNotice = (zone: string) =>
  'Demo: the requests are real records of Boston’s 311 of October 2011, dated anew; the people and what they do are made up. ' +
  `The clock is set to ${zone}, so that it is mid-morning, and every day is worked.`
