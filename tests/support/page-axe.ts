/** Asks axe-core about a page from within it. */
import axe, { type ElementContext, type RunOptions } from 'axe-core'
import { isUnseen } from './page-text.js'

/** What lies over a page: axe-core has seen the page itself, so it looks closely at this alone. */
const layers = '[role=menu], [role=dialog], [role=alertdialog]'
/** What only a page with its layers together can break. */
const ofWhole = ['region', 'aria-hidden-focus', 'duplicate-id-aria', 'landmark-unique', 'bypass']
/** What another colour scheme can break. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Violations of axe-core's own choice of rules, but for colours. */
export async function axeFaults(): Promise<string[]> {
  const others = ofColours.map((id) => [id, { enabled: false }])
  const rules = Object.fromEntries(others) as RunOptions['rules']
  const over = tops()
  if (over.length === 0) return violations(document, { rules })
  return [
    ...(await violations({ include: over }, { rules })),
    ...(await violations(document, { runOnly: ofWhole })),
  ]
}

/** Violations of the rules about colours, in the scheme that is shown. */
export async function colourFaults(): Promise<string[]> {
  const include = eachColouring(tops())
  return include.length > 0 ? violations({ include }, { runOnly: ofColours }) : []
}

const tops = () => [...document.querySelectorAll<HTMLElement>(layers)]

async function violations(where: ElementContext, options: RunOptions): Promise<string[]> {
  const narrow: RunOptions = {
    resultTypes: ['violations'],
    reporter: 'no-passes',
    preload: false,
  }
  const found = (await axe.run(where, { ...narrow, ...options })).violations
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.replace(/\s+/g, ' ').slice(0, 200)}`),
  )
}

/**
 * Fields, links and, of the text that looks and lies alike, two pieces: on a full screen the contrast
 * of all of it takes longer than all other rules.
 */
function eachColouring(within: HTMLElement[]): HTMLElement[] {
  const seen = new Map<string, number>()
  const all = within.length > 0 ? within : [document.body]
  const elements = all.flatMap((one) => [one, ...one.querySelectorAll<HTMLElement>('*')])
  return elements.filter((one) => {
    if (one.matches('a, input, textarea, select')) return true
    const words = [...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    const text = words.map(({ data }: Node & { data?: string }) => data ?? '').join('')
    if (text.trim() === '' || isUnseen(one)) return false
    const how = colouring(one, text.trim())
    const count = (seen.get(how) ?? 0) + 1
    seen.set(how, count)
    return count <= 2
  })
}

/** All that the rule about contrast depends on. */
function colouring(one: HTMLElement, text: string): string {
  const { left, top, width, height } = one.getBoundingClientRect()
  const at = document.elementsFromPoint(left + width / 2, top + height / 2)
  const style = getComputedStyle(one)
  const under = new Set<Element>(at)
  for (let each: Element | null = one; each; each = each.parentElement) under.add(each)
  return [
    ...[style.color, style.fontSize, style.fontWeight, style.textShadow],
    // It does not judge single characters and signs, and nothing that is disabled or not read aloud.
    ...[text.length > 1, /[\p{L}\p{N}]/u.test(text), at[0] === one, at.includes(one)],
    one.closest(':disabled, [aria-disabled=true], [aria-hidden=true], [inert]') === null,
    one.closest('label')?.control?.matches(':disabled'),
    ...[...under].map(paint),
  ].join('|')
}

function paint(element: Element): string {
  const style = getComputedStyle(element)
  const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = style
  const own = `${backgroundColor} ${backgroundImage} ${opacity} ${filter} ${mixBlendMode}`
  return own === 'rgba(0, 0, 0, 0) none 1 none normal' ? '' : own
}
