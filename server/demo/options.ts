import { fail } from '../../db/settings.js'
import { demoOffices } from './office.js'

export type DemoOptions = { office: string; still: boolean; fresh: boolean }

/**
 * `[--still] [--office NAME] [--fresh]`
 * @throws OperatorError that says what may be written
 */
export function readOptions(argv: readonly string[]): DemoOptions {
  const options: DemoOptions = { office: 'denver-311', still: false, fresh: false }
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--still') options.still = true
    else if (word === '--fresh') options.fresh = true
    else if (word === '--office') options.office = rest.shift() ?? ''
    else if (word.startsWith('--office=')) options.office = word.slice('--office='.length)
    else
      throw fail(
        `The demo does not know ${word}. Use: npm run demo [-- --still] [--office NAME] [--fresh]`,
      )
  }
  if (!demoOffices.includes(options.office)) {
    throw fail(
      `There is no demo office "${options.office}"; use one of: ${demoOffices.join(', ')}.`,
    )
  }
  return options
}
