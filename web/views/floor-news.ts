/** What has just come up and must be said aloud: a call for help, an urgent task. */
import type { PersonRow, ShownTask } from '../../server/contract/rows.js'

export type News =
  | { key: string; kind: 'help'; person: PersonRow }
  | { key: string; kind: 'urgent'; task: ShownTask }

const helpNews = (people: Iterable<PersonRow>): News[] =>
  [...people]
    .filter((person) => person.help !== null)
    .map((person) => ({ key: `help/${person.id}/${person.help?.since}`, kind: 'help', person }))

const urgentNews = (tasks: Iterable<ShownTask>): News[] =>
  [...tasks]
    .filter((task) => task.priority === 'urgent' && task.status === 'queued')
    .map((task) => ({ key: `urgent/${task.no}`, kind: 'urgent', task }))

/** Remembers what was there already: the first look is silent, and nothing is said twice. */
export class Watch {
  private known: Set<string> | null = null

  look(people: Iterable<PersonRow>, tasks: Iterable<ShownTask>): News[] {
    const present = [...helpNews(people), ...urgentNews(tasks)]
    const known = this.known
    if (known === null) {
      this.known = new Set(present.map((news) => news.key))
      return []
    }
    const fresh = present.filter((news) => !known.has(news.key))
    for (const { key } of fresh) known.add(key)
    return fresh
  }

  /** Another team was chosen: what it has already is not news. */
  forget(): void {
    this.known = null
  }
}
