const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

/**
 * Moves the focus with up and down among things in a column.
 * @returns what has it now; null: the key was another, or there is nothing further
 */
export function goAlong<E extends HTMLElement>(
  event: KeyboardEvent,
  column: readonly E[],
  from: E | undefined | null,
): E | null {
  const at = from ? column.indexOf(from) : -1
  const to = at < 0 ? undefined : column[at + (steps[event.key] ?? Infinity)]
  if (!to) return null
  event.preventDefault()
  to.focus()
  return to
}
