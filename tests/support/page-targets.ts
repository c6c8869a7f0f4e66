/** Looks at what can be hit: at least 24 px, or room around it (WCAG 2.5.8). */
import { isUnseen, nameOf } from './page-text.js'

const LEAST = 24

/** Where a click on it counts: with its label around it, or on the whole row over which it is stretched. */
function areaOf(target: Element): DOMRect {
  const own = target.getBoundingClientRect()
  const after = getComputedStyle(target, '::after')
  if (after.content !== 'none' && after.position === 'absolute' && after.inset === '0px') {
    let row: Element | null = target
    while (row && getComputedStyle(row).position === 'static') row = row.parentElement
    return row?.getBoundingClientRect() ?? own
  }
  const label = target instanceof HTMLInputElement ? target.closest('label') : null
  if (!label) return own
  const around = label.getBoundingClientRect()
  const left = Math.min(own.left, around.left)
  const top = Math.min(own.top, around.top)
  const right = Math.max(own.right, around.right)
  const bottom = Math.max(own.bottom, around.bottom)
  return new DOMRect(left, top, right - left, bottom - top)
}

/** A link or button within a sentence: its height is the line's. */
function isInline(target: Element): boolean {
  if (getComputedStyle(target).display !== 'inline') return false
  const around = target.parentElement
  return [...(around?.childNodes ?? [])].some(
    (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim().length > 1,
  )
}

/** A circle of 24 px on its middle touches no other target, nor the circle of another small one. */
function hasRoom(area: DOMRect, others: readonly DOMRect[]): boolean {
  const x = area.left + area.width / 2
  const y = area.top + area.height / 2
  return others.every((other) => {
    if (other === area) return true
    const small = other.width < LEAST || other.height < LEAST
    const toMiddle = Math.hypot(other.left + other.width / 2 - x, other.top + other.height / 2 - y)
    if (small && toMiddle < LEAST) return false
    const across = Math.max(other.left - x, x - other.right, 0)
    const down = Math.max(other.top - y, y - other.bottom, 0)
    return Math.hypot(across, down) >= LEAST / 2
  })
}

export function smallTargets(): string[] {
  const selector =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option], [role^=menuitem], [role=tab], [role=button], [role=link], [role=switch]'
  const targets = [...document.querySelectorAll(selector)].filter((one) => {
    if (one.matches('input') && one.closest('label')) return one.closest('label')?.checkVisibility()
    return !isUnseen(one) && getComputedStyle(one).pointerEvents !== 'none'
  })
  const areas = targets.map(areaOf)
  const found: string[] = []
  for (const [at, target] of targets.entries()) {
    const area = areas[at]
    if (!area || area.width === 0 || area.bottom < 0) continue
    if (area.width >= LEAST - 0.5 && area.height >= LEAST - 0.5) continue
    if (isInline(target) || hasRoom(area, areas)) continue
    const words = target.getAttribute('aria-label') ?? target.textContent ?? ''
    const size = `${Math.round(area.width)} × ${Math.round(area.height)} px`
    found.push(
      `“${words.replace(/\s+/g, ' ').trim().slice(0, 60)}” can be hit on ${size} only (${nameOf(target)})`,
    )
  }
  return found
}
