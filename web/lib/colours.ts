/** The page's colours as a canvas needs them: read from the tokens, and anew when light and dark change. */

/** @param of anything on the page: a theme may be set above it */
export function watchColours(of: HTMLElement, onchange: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', onchange)
  const root = new MutationObserver(onchange)
  root.observe(of.ownerDocument.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    dark.removeEventListener('change', onchange)
    root.disconnect()
  }
}

/** The value of a colour token where `of` stands; light-dark() is decided only where a colour is used. */
export function colourOf(of: HTMLElement, token: string): string {
  const before = of.style.color
  of.style.color = `var(--${token})`
  const { color } = getComputedStyle(of)
  of.style.color = before
  return color
}
