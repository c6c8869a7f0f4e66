/** What one command did to the timetable, kept for a while so that it can be taken back as one. */
import type { PatternRow, ShiftRow, UndoRow } from '../contract/desk-rows.js'
import type { Ctx } from '../core/command.js'
import { refuse } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { shortDay } from '../domain/day-words.js'
import { personOf } from './person-presence.js'
import { mayConcern } from './policy.js'

type Change = NonNullable<UndoRow['timetable']>[number]
type Json = Change['before']
export type DayKey = readonly [table: Change['table'], key: string]
export type Remembered = readonly { table: Change['table']; key: string; before: Json }[]

const rowAt = (rows: Unit, [table, key]: DayKey): Json => rows.get(table, key) as unknown as Json

/** What these rows are before a command changes them. */
export const remember = (rows: Unit, keys: readonly DayKey[]): Remembered =>
  keys.map(([table, key]) => ({ table, key, before: rowAt(rows, [table, key]) }))

/** Alike in content; keys stand in another order once a row was read from the database. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>]
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => same(one[key], other[key]))
}

/** What is different now from what was remembered. */
export const changesSince = (rows: Unit, remembered: Remembered): Change[] =>
  remembered.flatMap(({ table, key, before }) => {
    const after = rowAt(rows, [table, key])
    return same(before, after) ? [] : [{ table, key, before, after }]
  })

function nameOf(rows: Unit, { table, key }: Change): string {
  const [person = '', day] = table === 'pattern' ? [key] : key.split('/')
  const name = rows.get('person', person)?.name ?? person
  return day === undefined ? `the weeks of ${name}` : `${shortDay(day)} of ${name}`
}

/** @throws Refusal where somebody has changed one of them since, or it is not the actor's to plan any more */
export function restoreDays(rows: Unit, changes: readonly Change[], ctx: Ctx): void {
  for (const change of changes) {
    const person = personOf(rows, change.key.split('/')[0] ?? '')
    mayConcern('shift.save', ctx.actor, person)
    const { table, key, before, after } = change
    if (!same(rowAt(rows, [table, key]), after))
      refuse('stale', `Nothing was undone: ${nameOf(rows, change)} was changed since.`)
    if (before === null) {
      rows.drop(table, key)
      continue
    }
    if (!person.active)
      refuse('wrong_state', `Nothing was undone: ${person.name} does not work here any more.`)
    // Whoever moved to another team meanwhile is that team's leads' to see.
    const row = { ...before, team: person.team } as unknown
    if (table === 'shift') rows.put('shift', row as ShiftRow)
    else rows.put('pattern', row as PatternRow)
  }
}
