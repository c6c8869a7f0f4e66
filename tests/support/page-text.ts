/** Looks at the text of a page as an eye does: what is cut, what runs out of its box, what lies on what. */

/** A visible piece of one line of text, or a field with what stands in it. */
export type Piece = {
  element: Element
  words: string
  left: number
  top: number
  right: number
  bottom: number
}

/** A cut or an overhang that no eye sees, in px. */
const SLACK = 1.5

export function nameOf(element: Element): string {
  const classes = [...element.classList].filter((name) => !name.startsWith('svelte-'))
  const own = `${element.localName}${classes.map((name) => `.${name}`).join('')}`
  const parent = element.parentElement
  return parent && parent !== document.body && classes.length === 0
    ? `${nameOf(parent)} > ${own}`
    : own
}

/** Not for eyes: hidden, without extent, or read aloud only. */
export function isUnseen(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true
  for (let one: Element | null = element; one; one = one.parentElement) {
    const { clipPath } = getComputedStyle(one)
    if (clipPath === 'inset(50%)') return true
  }
  return false
}

/** The elements whose overflow cuts what stands in this one, innermost first. */
function clippers(element: Element): Element[] {
  const found: Element[] = []
  let positionedOnly = false
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
    const style = getComputedStyle(one)
    const holds = style.position !== 'static' || style.transform !== 'none'
    if (!positionedOnly || holds) {
      positionedOnly = false
      if (style.overflowX !== 'visible' || style.overflowY !== 'visible') found.push(one)
    }
    if (style.position === 'fixed') break
    if (style.position === 'absolute') positionedOnly = true
  }
  return found
}

/** An ellipsis is drawn only where lines of text are laid out, and a clamp only in its own box. */
function mayCut(clipper: Element): { across: boolean; down: boolean } {
  const style = getComputedStyle(clipper)
  const lines = /^(block|inline-block|table-cell|list-item|flow-root)$/.test(style.display)
  const clamped = style.webkitLineClamp !== 'none' && style.webkitLineClamp !== ''
  return { across: lines && style.textOverflow === 'ellipsis', down: clamped }
}

/** Cuts the piece down to what is seen of it; null: nothing. Answers what was cut without a sign. */
export function cutDown(piece: Piece): { seen: Piece | null; cut: string | null } {
  let seen = { ...piece }
  let cut: string | null = null
  for (const clipper of clippers(piece.element)) {
    const box = clipper.getBoundingClientRect()
    const style = getComputedStyle(clipper)
    const inner = {
      left: style.overflowX === 'visible' ? -Infinity : box.left + clipper.clientLeft,
      top: style.overflowY === 'visible' ? -Infinity : box.top + clipper.clientTop,
      right:
        style.overflowX === 'visible'
          ? Infinity
          : box.left + clipper.clientLeft + clipper.clientWidth,
      bottom:
        style.overflowY === 'visible'
          ? Infinity
          : box.top + clipper.clientTop + clipper.clientHeight,
    }
    const across = Math.max(seen.right - inner.right, inner.left - seen.left)
    const down = Math.max(seen.bottom - inner.bottom, inner.top - seen.top)
    const next = {
      ...seen,
      left: Math.max(seen.left, inner.left),
      top: Math.max(seen.top, inner.top),
      right: Math.min(seen.right, inner.right),
      bottom: Math.min(seen.bottom, inner.bottom),
    }
    if (next.right - next.left <= 0 || next.bottom - next.top <= 0) return { seen: null, cut }
    const may = mayCut(clipper)
    if (/hidden|clip/.test(style.overflowX) && across > SLACK) {
      if (!may.across) cut = `cut by ${Math.round(across)} px in ${nameOf(clipper)}`
      else if (next.right - next.left < 20 && seen.left - inner.left < 20)
        cut = `nothing but an ellipsis in ${nameOf(clipper)}`
    }
    if (/hidden|clip/.test(style.overflowY) && down > SLACK + 1 && !may.down)
      cut = `cut off ${Math.round(down)} px in height by ${nameOf(clipper)}`
    seen = next
  }
  return { seen, cut }
}

/** The nearest box, or one around it, that the text runs out of. */
export function runsOut(piece: Piece): string | null {
  for (
    let one: Element | null = piece.element;
    one && one !== document.body;
    one = one.parentElement
  ) {
    const style = getComputedStyle(one)
    if (style.display === 'contents' || one instanceof SVGElement) continue
    if (style.display !== 'inline') {
      const box = one.getBoundingClientRect()
      const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible'
      if (clips) return null
      const across = Math.max(piece.right - box.right, box.left - piece.left)
      const down = Math.max(piece.bottom - box.bottom, box.top - piece.top)
      if (across > SLACK) return `runs out of ${nameOf(one)} by ${Math.round(across)} px`
      if (down > SLACK + 2) return `is ${Math.round(down)} px higher than ${nameOf(one)}`
    }
    if (style.position === 'absolute' || style.position === 'fixed') break
  }
  return null
}

/** Fields count with the box in which one types; their hints are not text of the page. */
export function fieldPiece(element: Element): Piece | null {
  if (!(element instanceof HTMLElement)) return null
  const box = element.getBoundingClientRect()
  if (box.width < 3 || /checkbox|radio|file|hidden/.test(element.getAttribute('type') ?? ''))
    return null
  const { left, top, right, bottom } = box
  const words = element.getAttribute('placeholder') ?? element.getAttribute('name') ?? 'a field'
  return { element, words, left, top: top + 4, right, bottom: bottom - 4 }
}

export function piecesOfText(): Piece[] {
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const words = (node.textContent ?? '').replace(/\s+/g, ' ').trim()
    if (words === '' || !element || element.closest('select, script, style, textarea')) continue
    if (isUnseen(element)) continue
    range.selectNodeContents(node)
    for (const { left, top, right, bottom, width } of range.getClientRects())
      if (width > 1) pieces.push({ element, words: words.slice(0, 60), left, top, right, bottom })
  }
  return pieces
}

/** Paints over what lies under it. */
function isOpaque(element: Element): boolean {
  if (element.matches('svg, img, button, input, select, textarea')) return true
  const { backgroundColor, opacity } = getComputedStyle(element)
  return !/rgba\(.*, 0(\.\d+)?\)|transparent|\/ 0/.test(backgroundColor) && Number(opacity) === 1
}

/** Whether something opaque lies between the two where they meet, so that only the upper is seen. */
function apart(a: Piece, b: Piece, x: number, y: number): boolean {
  const stack = document.elementsFromPoint(x, y)
  const [first, second] = [stack.indexOf(a.element), stack.indexOf(b.element)]
  if (first < 0 || second < 0) return false
  const between = stack.slice(Math.min(first, second), Math.max(first, second))
  const under = first < second ? b.element : a.element
  return between.some((one) => !one.contains(under) && isOpaque(one))
}

export function overlaps(pieces: readonly Piece[]): string[] {
  const found: string[] = []
  const lines = [...pieces].sort((a, b) => a.top - b.top)
  for (const [at, a] of lines.entries()) {
    for (let other = at + 1; other < lines.length; other++) {
      const b = lines[other]
      // A line's box is higher than its letters: a quarter of it may lie on the next.
      if (!b || b.top > a.bottom - (a.bottom - a.top) / 4) break
      const left = Math.max(a.left, b.left)
      const right = Math.min(a.right, b.right)
      if (right - left <= 1.5 || a.element === b.element) continue
      if (a.element.contains(b.element) && b.element.matches('input, textarea, select')) continue
      const y = (Math.max(a.top, b.top) + Math.min(a.bottom, b.bottom)) / 2
      if (apart(a, b, (left + right) / 2, y)) continue
      found.push(
        `“${a.words}” and “${b.words}” lie on each other (${nameOf(a.element)}, ${nameOf(b.element)})`,
      )
    }
  }
  return found
}

/** Text over which something lies that is not a layer above the page. */
export function covered(piece: Piece): string | null {
  const x = (piece.left + piece.right) / 2
  const y = (piece.top + piece.bottom) / 2
  for (const top of document.elementsFromPoint(x, y)) {
    if (top.contains(piece.element) || piece.element.contains(top)) return null
    if (!isOpaque(top)) continue
    for (
      let one: Element | null = top;
      one && !one.contains(piece.element);
      one = one.parentElement
    )
      if (getComputedStyle(one).position !== 'static') return null
    return `is covered by ${nameOf(top)}`
  }
  return null
}
