/** What the strip says of the rest of the day: when the queue is clear, and what is finished by closing. */
import type { App } from '../lib/context.js'
import type { OfficeDay } from './floor-day.js'
import { boardOf, isNews, NEVER, REFRESH_MS } from './forecast-news.js'
import type { PaceForecast } from './pace-model.js'

type Source = Pick<App, 'replica' | 'clock'>
type Ground = {
  /** One team; null: none, or several, whose queues are not clear at one time. */
  readonly team: string | null
  readonly day: OfficeDay
}

export class FloorForecast {
  #source: Source
  #ground: () => Ground
  #said = $state.raw<{ of: string; said: PaceForecast } | null>(null)
  #asked = NEVER
  #askedAt = 0
  #askedOf = ''
  #asking = false

  constructor(source: Source, ground: () => Ground) {
    this.#source = source
    this.#ground = ground
  }

  #of = $derived.by(() => {
    const { team, day } = this.#ground()
    return team === null ? '' : `${team}/${day.date}`
  })
  /** Null: there is none, or it is on its way. */
  forecast = $derived.by(() =>
    this.#said !== null && this.#said.of === this.#of ? this.#said.said.forecast : null,
  )

  /** Asks for it where it is of another team or day, or of a floor that was another. */
  async refresh(dispatch: App['dispatch']): Promise<void> {
    const { team } = this.#ground()
    const of = this.#of
    const { replica, clock } = this.#source
    if (team === null || this.#asking || replica.freshness.state === 'stale') return
    const old = replica.seq !== this.#asked.seq && clock.now - this.#askedAt >= REFRESH_MS
    if (of === this.#askedOf && !old && (clock.still || !isNews(replica, team, this.#asked))) return
    this.#asking = true
    this.#asked = boardOf(replica, team)
    this.#askedAt = clock.now
    this.#askedOf = of
    const answer = await dispatch('pace.forecast', { team })
    this.#asking = false
    if (answer.ok) this.#said = { of, said: answer.output }
  }
}
