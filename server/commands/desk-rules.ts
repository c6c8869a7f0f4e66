/** What `office.save` changes of how leads run their desks, and what follows from it. */
import type { Input } from '../contract/commands.js'
import type { DeskRules } from '../contract/desk-rows.js'
import type { Problem } from '../contract/errors.js'
import type { OfficeRow } from '../contract/rows.js'
import type { Ctx } from '../core/command.js'
import { refuseInput } from '../core/refusal.js'
import type { Unit } from '../core/rows.js'
import { deskRules } from '../domain/desk-rules.js'
import { uniqueSlug } from '../domain/slug.js'
import { isOfFew } from '../domain/viewer.js'

type Desk = NonNullable<Input<'office.save'>['desk']>

/** Ids that stay when an item is renamed; a new item gets one from its name. */
export function withIds<T extends { id?: string | undefined }>(
  items: T[],
  nameOf: (item: T) => string,
): (T & { id: string })[] {
  const taken = new Set(items.flatMap((item) => item.id ?? []))
  return items.map((item) => {
    const id = item.id ?? uniqueSlug(nameOf(item), (one) => taken.has(one))
    taken.add(id)
    return { ...item, id }
  })
}

function twice(path: string, key: string, names: readonly string[]): Problem[] {
  const lower = names.map((name) => name.toLowerCase())
  return lower.flatMap((name, at) =>
    lower.indexOf(name) === at
      ? []
      : [{ path: `desk.${path}.${at}.${key}`, message: 'is there twice' }],
  )
}

const namedOnly = (items: NonNullable<Desk['causes']>) =>
  withIds(items, ({ name }) => name).map(({ id, name }) => ({ id, name }))

/** What is not named stays; items of a list keep their ids, since the record of past days names them. */
export function deskOf({ desk: old }: OfficeRow, desk: Desk): Partial<DeskRules> {
  const { causes, returnReasons, gradeCriteria, ...rest } = desk
  const problems = [
    ...twice(
      'causes',
      'name',
      (causes ?? []).map(({ name }) => name),
    ),
    ...twice(
      'returnReasons',
      'name',
      (returnReasons ?? []).map(({ name }) => name),
    ),
    ...twice(
      'gradeCriteria',
      'text',
      (gradeCriteria ?? []).map(({ grade, text }) => `${grade} ${text}`),
    ),
  ]
  if (problems.length > 0) refuseInput(problems)
  return {
    ...old,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(causes && { causes: namedOnly(causes) }),
    ...(returnReasons && { returnReasons: namedOnly(returnReasons) }),
    ...(gradeCriteria && { gradeCriteria: withIds(gradeCriteria, ({ text }) => text) }),
  }
}

/** Switching the timing of individuals off forgets what was learnt of their minutes; switching it on begins anew. */
export function followTiming(rows: Unit, before: OfficeRow, after: OfficeRow, ctx: Ctx): void {
  const [was, is] = [deskRules(before).individualTiming, deskRules(after).individualTiming]
  if (was === is) return
  if (!is) {
    for (const { id } of [...rows.all('usual')]) rows.drop('usual', id)
    for (const tally of [...rows.all('tally')])
      if (tally.handleMinutes > 0) rows.put('tally', { ...tally, handleMinutes: 0 })
    for (const standard of [...rows.all('standard')])
      if (standard.measured && isOfFew(standard.measured))
        rows.put('standard', { ...standard, measured: null })
    for (const { task: no } of [...rows.all('review')]) {
      const task = rows.get('task', no)
      if (task?.status === 'review' && task.claimedAt !== null)
        rows.put('task', { ...task, claimedAt: null, handleMinutes: 0, seq: ctx.seq })
    }
  }
  for (const { id } of [...rows.all('person')]) {
    for (const task of rows.heldBy(id)) {
      const activeSince = is && task.status === 'active' ? ctx.now : null
      if (task.handleMinutes === 0 && task.activeSince === activeSince) continue
      rows.put('task', { ...task, handleMinutes: 0, activeSince, seq: ctx.seq })
    }
  }
}
