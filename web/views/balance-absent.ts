/** Who is counted in a proposal without being here, and who is left out of it. */
import { absence } from '../../server/domain/absent.js'
import { naming } from '../lib/words.js'
import type { Lane } from './floor-lanes.js'

export type Missing = { person: string; name: string; how: 'off' | 'away' }

/** @param people whom the proposal counts */
export function missingOf(
  people: readonly { person: string }[],
  lanes: readonly Pick<Lane, 'person' | 'shift'>[],
  now: number,
): Missing[] {
  const counted = new Set(people.map(({ person }) => person))
  return lanes.flatMap(({ person, shift }) => {
    const how = counted.has(person.id) ? absence(person, shift, now) : null
    return how ? [{ person: person.id, name: person.name, how }] : []
  })
}

/** "Kim Tran is not here yet, Ana Delgado is away: counted all the same." */
export function missingWords(missing: readonly Missing[]): string | null {
  const said = (['off', 'away'] as const).flatMap((how) => {
    const names = missing.filter((one) => one.how === how).map(({ name }) => name)
    if (names.length === 0) return []
    const verb = names.length === 1 ? 'is' : 'are'
    return `${naming(names)} ${verb} ${how === 'off' ? 'not here yet' : 'away'}`
  })
  return said.length > 0 ? `${said.join(', ')}: counted all the same.` : null
}
