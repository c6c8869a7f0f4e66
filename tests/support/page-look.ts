/** Looks at a page from within it: the script that page-checks.ts sends there. */
import { smallTargets } from './page-targets.js'
import {
  covered,
  cutDown,
  fieldPiece,
  isUnseen,
  nameOf,
  overlaps,
  piecesOfText,
  runsOut,
  type Piece,
} from './page-text.js'

export { axeFaults, colourFaults } from './page-axe.js'

export function look(): string[] {
  const hits = new CSSStyleSheet()
  // Else what lets the pointer through could not be found by its place.
  hits.replaceSync('*, *::before, *::after { pointer-events: auto !important }')
  const found = [...sideways(), ...smallTargets()]
  document.adoptedStyleSheets.push(hits)
  const seen: Piece[] = []
  for (const piece of piecesOfText()) {
    const { seen: rest, cut } = cutDown(piece)
    const wrong = cut ?? runsOut(piece) ?? (rest && (outside(rest) ?? covered(rest)))
    if (wrong) found.push(`“${piece.words}” ${wrong} (${nameOf(piece.element)})`)
    if (rest) seen.push(rest)
  }
  for (const field of document.querySelectorAll('input, textarea, select')) {
    const piece = isUnseen(field) ? null : fieldPiece(field)
    const rest = piece && cutDown(piece).seen
    if (rest) seen.push(rest)
  }
  found.push(...overlaps(seen))
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== hits)
  return [...new Set(found)]
}

function sideways(): string[] {
  const wide = [document.documentElement, ...document.querySelectorAll('main')].filter(
    (one) => one.scrollWidth > one.clientWidth + 1,
  )
  return wide.map(
    (one) => `${nameOf(one)} scrolls sideways by ${one.scrollWidth - one.clientWidth} px`,
  )
}

/** Beyond the window, where nothing scrolls it in. */
function outside(piece: Piece): string | null {
  const out = Math.max(-piece.left, piece.right - innerWidth)
  if (out > 1.5) return `lies outside the window by ${Math.round(out)} px`
  for (let one: Element | null = piece.element; one; one = one.parentElement) {
    const { position, overflowY } = getComputedStyle(one)
    if (/auto|scroll/.test(overflowY)) return null
    if (position !== 'fixed') continue
    const down = Math.max(-piece.top, piece.bottom - innerHeight)
    return down > 1.5 ? `lies outside the window by ${Math.round(down)} px` : null
  }
  return null
}
