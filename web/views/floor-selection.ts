import { MOST_TASKS } from '../../server/contract/limits.js'

/** Which rows of a list are selected, as desktops do it: click, ctrl, shift, space. */
export type Selection = {
  chosen: ReadonlySet<number>
  /** Where a range begins. */
  anchor: number | null
}

export const nothingChosen: Selection = { chosen: new Set(), anchor: null }

export const choose = (no: number): Selection => ({ chosen: new Set([no]), anchor: no })

export function toggle({ chosen }: Selection, no: number): Selection {
  const next = new Set(chosen)
  if (!next.delete(no)) next.add(no)
  return { chosen: next, anchor: no }
}

/** Everything between the anchor and `no` in the order shown; without an anchor just `no`. */
export function extend({ anchor }: Selection, no: number, order: readonly number[]): Selection {
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(no)]
  if (from < 0 || to < 0) return choose(no)
  return { chosen: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor }
}

/**
 * With these as well, as far as one command takes them.
 * @returns how many it would be without that limit, under `wanted`
 */
export function withMore(
  { chosen }: Selection,
  nos: readonly number[],
): { selection: Selection; wanted: number } {
  const all = new Set([...chosen, ...nos])
  const kept = new Set([...all].slice(0, MOST_TASKS))
  return { selection: { chosen: kept, anchor: nos.at(-1) ?? null }, wanted: all.size }
}

/** What is left of it once rows have gone; the same object if nothing has. */
export function keep(selection: Selection, present: (no: number) => boolean): Selection {
  const left = [...selection.chosen].filter(present)
  if (left.length === selection.chosen.size) return selection
  const { anchor } = selection
  return { chosen: new Set(left), anchor: anchor !== null && present(anchor) ? anchor : null }
}

/** The tasks an action on `no` is about: the whole selection if it is part of one, else itself. */
export const about = ({ chosen }: Selection, no: number): number[] =>
  chosen.has(no) ? [...chosen] : [no]
