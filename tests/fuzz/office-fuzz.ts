import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Connection } from '../../db/connect.js'
import type { Entry } from '../../db/queries/commit.js'
import { readEntries } from '../../db/queries/log.js'
import { createApp, type App } from '../../server/app.js'
import { apply } from '../../server/contract/apply.js'
import type { Snapshot } from '../../server/contract/wire.js'
import { found } from '../../server/core/found.js'
import { loadBoard } from '../../server/core/load.js'
import { checkOffice, type Call } from '../support/checker.js'
import { Dice } from '../support/dice.js'
import { MONDAY_9, people, plan } from '../support/floor.js'
import { nextCommand } from '../support/office-life.js'
import { difference } from '../support/same-board.js'
import {
  readEnvelopes,
  readSnapshot,
  SimulatedScreen,
  tablesOf,
} from '../support/simulated-screen.js'

/** Long enough for a day to close. */
const NIGHT = 15 * 3_600_000
const small = { low: 4, keep: 8, high: 12, screen: 6 }
const narrow = { low: 10, keep: 25, high: 30, screen: 10 }

/** A board that was read once and has only been told of changes since. */
type Told = ReturnType<typeof tell>
const tell = (snapshot: Snapshot) => ({
  epoch: snapshot.epoch,
  seq: snapshot.seq,
  until: snapshot.until,
  tables: tablesOf(snapshot),
})

const checked = ['mail', 'permit', 'batch'].map((id) => {
  return { id, name: id, standardMinutes: 6, team: 'permits', reviewRate: 1 }
})

export class OfficeFuzz {
  readonly #calls: Call[] = []
  readonly #entries: Entry[] = []
  readonly #told = new Map<string, Told>()
  readonly #old: { person: string; snapshot: Snapshot }[] = []
  readonly #screens: SimulatedScreen[]
  #nodes: App[] = []
  #now = Date.parse(MONDAY_9)

  private constructor(
    private readonly db: Connection,
    private readonly office: string,
    private readonly dice: Dice,
    private readonly window: typeof small | undefined,
  ) {
    this.#screens = people.map(({ id }) => new SimulatedScreen(id, office, dice))
  }

  static async open(db: Connection, seed: number): Promise<OfficeFuzz> {
    const dice = new Dice(seed)
    const office = `office-${seed}`
    await found(db.db, plan(office))
    const fuzz = new OfficeFuzz(db, office, dice, [small, narrow, undefined][seed % 3])
    fuzz.#nodes = [await fuzz.#node()]
    await fuzz.#begin(seed)
    return fuzz
  }

  /** Some offices let supervisors answer leave, and some teams do a part of their work by themselves. */
  async #begin(seed: number): Promise<void> {
    const standing = { team: 'permits', push: true, returnAfter: 5 }
    if (seed % 2 === 1) {
      await this.#any().execute(this.office, 'lee', 'team.rules', standing)
      // Lists that a lead gives come soon; till then there is somebody to push to.
      for (const clerk of ['ana', 'ben'])
        await this.#any().execute(this.office, clerk, 'person.presence', { status: 'available' })
    }
    const desk = { leaveBy: seed % 4 < 2 ? 'supervisor' : 'lead', blindShare: 0.2 }
    await this.#any().execute(this.office, 'ada', 'office.save', { desk })
    // Most offices check all work, by a clerk too; some checks are blind.
    if (seed % 4 === 0) return
    for (const type of checked) await this.#any().execute(this.office, 'ada', 'type.save', type)
    const checker = { person: 'ben', types: checked.map(({ id }) => id) }
    await this.#any().execute(this.office, 'ada', 'checker.set', checker)
  }

  async step(): Promise<void> {
    const { dice } = this
    this.#now += dice.chance(0.02) ? NIGHT : dice.pick([0, 1, 3, 20]) * 60_000
    await this.#moveNodes()
    const burst = Array.from({ length: dice.pick([1, 2, 3, 8, 20]) }, () => this.#send())
    if (dice.chance(0.1)) burst.push(this.#any().sweep())
    for (const screen of this.#screens) if (dice.chance(0.1)) screen.disconnect()
    await Promise.all(burst)
    await this.#quiet()
    for (const screen of this.#screens)
      if (!screen.connected && dice.chance(0.5)) await screen.connect(this.#any())
    if (dice.chance(0.3)) for (const node of this.#nodes) node.heads()
    await this.#readLog()
    if (dice.chance(0.1)) await this.#prune()
    for (const screen of this.#screens) screen.deliver()
    await this.#checkLaw()
  }

  /** The trouble ends; every screen must come to show what is. */
  async settle(): Promise<void> {
    for (const screen of this.#screens) {
      screen.troubled = false
      // Some have a connection and must find out by themselves what they missed.
      if (!screen.connected || this.dice.chance(0.3)) await screen.connect(this.#any())
    }
    for (let n = 0; n < 3; n++) await this.#send('task.create')
    await this.#quiet()
    await this.#readLog()
    const deadline = performance.now() + 10_000
    for (;;) {
      await this.#quiet()
      for (const node of this.#nodes) node.heads()
      for (const screen of this.#screens) screen.deliver()
      const apart = await this.#apart()
      if (!apart) return
      if (performance.now() > deadline) throw new Error(apart)
      await new Promise((done) => setTimeout(done, 50))
    }
  }

  /** How often each command, and each rule of the system, has changed something. */
  get done(): Map<string, number> {
    const done = new Map<string, number>()
    for (const { command, puts, drops } of this.#entries)
      if (puts.length + drops.length > 0) done.set(command, (done.get(command) ?? 0) + 1)
    return done
  }

  /** Every entry and every answer, against the model. */
  check(): void {
    const model = checkOffice(this.#entries, this.#calls)
    const backlog = new Map<string, number>()
    for (const { team, type, priority, status } of model.tasks.values()) {
      const id = `${team}/${type}/${priority}`
      if (status === 'queued' || status === 'waiting') backlog.set(id, (backlog.get(id) ?? 0) + 1)
    }
    const counted = new Map(
      [...(this.#any().lineOf(this.office).board?.tables.backlog.values() ?? [])].map(
        ({ id, tasks }) => [id, tasks],
      ),
    )
    if (!isDeepStrictEqual(counted, backlog))
      throw new Error(
        `backlog ${JSON.stringify([...counted])}, should be ${JSON.stringify([...backlog])}`,
      )
  }

  async close(): Promise<void> {
    for (const screen of this.#screens) screen.close()
    await Promise.all(this.#nodes.map((node) => node.close()))
  }

  #any = () => this.dice.pick(this.#nodes)

  /** What teams do by themselves follows commands without being waited for. */
  async #quiet(): Promise<void> {
    for (const node of this.#nodes) await node.pushed()
    for (const node of this.#nodes) await node.lineOf(this.office).refresh()
  }

  #node(): Promise<App> {
    return createApp({
      db: this.db,
      watch: false,
      clock: () => new Date(this.#now),
      fanOut: () => (to, event, payload) => to.forEach((one) => one.send(event, payload)),
      ...(this.window ? { window: this.window } : {}),
    })
  }

  /** Nodes start, stop and start anew; their screens lose the connection. */
  async #moveNodes(): Promise<void> {
    if (this.#nodes.length < 2 && this.dice.chance(0.1)) this.#nodes.push(await this.#node())
    if (!this.dice.chance(0.08)) return
    const leaving = this.#nodes.shift()
    for (const screen of this.#screens) screen.disconnect()
    if (this.#nodes.length === 0) this.#nodes = [await this.#node()]
    // What it still has in hand it finishes while the other works.
    await Promise.all([leaving?.close(), this.#send()])
  }

  /** Sends a command, sometimes twice, and sometimes without hearing the first answer. */
  async #send(kind?: 'task.create'): Promise<void> {
    const { dice, office } = this
    const node = this.#any()
    const board = await node.boardOf(office)
    const { person, name, input } = nextCommand(dice, board, kind && { [kind]: 1 })
    const id = dice.uuid()
    const call = async (to: App, deaf = false) => {
      const from = this.#entries.length
      const answer = await to.execute(office, person, name, input, id)
      if (!answer.ok && answer.error.code === 'internal')
        throw new Error(`${name} ${JSON.stringify(input)}: ${answer.error.message}`)
      const seqs = this.#nodes.map((one) => one.lineOf(office).board?.seq ?? 0)
      this.#calls.push({
        person,
        id,
        name,
        input,
        answer: deaf ? null : answer,
        from,
        to: Math.max(...seqs),
      })
    }
    if (dice.chance(0.05)) await Promise.all([call(node), call(this.#any())])
    else if (dice.chance(0.05)) await call(node, true).then(() => call(this.#any()))
    else await call(node)
  }

  async #readLog(): Promise<void> {
    const read = await readEntries(this.db.db, this.office, this.#entries.length, 100_000)
    this.#entries.push(...(read as Entry[]))
  }

  async #prune(): Promise<void> {
    const before = this.#entries.length - this.dice.whole(1, 30)
    await sql`update log set puts = null, drops = null where office = ${this.office} and seq < ${before}`.execute(
      this.db.db,
    )
  }

  /** Snapshot and log make the fresh snapshot, for each audience, from the last step and from long ago. */
  async #checkLaw(): Promise<void> {
    const node = this.#any()
    await node.lineOf(this.office).refresh()
    await this.#checkMemory(node)
    for (const { id } of people) {
      const fresh = await readSnapshot(node, this.office, id)
      if (!fresh) {
        this.#told.delete(id)
        continue
      }
      const told = this.#told.get(id) ?? tell(fresh)
      this.#told.set(id, await this.#bring(node, id, told, fresh))
      if (this.dice.chance(0.1)) this.#old.push({ person: id, snapshot: fresh })
    }
    if (this.#old.length === 0) return
    const { person, snapshot } = this.dice.pick(this.#old)
    const fresh = await readSnapshot(node, this.office, person)
    if (fresh) await this.#bring(node, person, tell(structuredClone(snapshot)), fresh)
  }

  async #bring(node: App, person: string, told: Told, fresh: Snapshot): Promise<Told> {
    const answer = await readEnvelopes(node, this.office, person, {
      epoch: told.epoch,
      since: told.seq,
    })
    if ('reset' in answer) return tell(fresh)
    for (const envelope of answer.envelopes) apply(told, envelope)
    const apart = difference(told, tell(fresh))
    if (apart) throw new Error(`the board told to ${person}: ${apart}`)
    return told
  }

  async #checkMemory(node: App): Promise<void> {
    const board = await node.boardOf(this.office)
    const fresh = await loadBoard(this.db.db, this.office, this.window)
    if (!fresh) throw new Error('the office is gone')
    const apart = difference(board, fresh)
    if (apart) throw new Error(`memory and database: ${apart}`)
    if (board.lastNo !== fresh.lastNo) throw new Error(`lastNo ${board.lastNo} and ${fresh.lastNo}`)
  }

  async #apart(): Promise<string | null> {
    for (const screen of this.#screens) {
      const fresh = await readSnapshot(this.#any(), this.office, screen.person)
      if (!fresh) continue
      if (!screen.connected) await screen.connect(this.#any())
      const apart = difference(screen.board, tell(fresh)) ?? short(screen)
      if (apart) return `the screen of ${screen.person}: ${apart}`
      if (!isDeepStrictEqual(screen.board.me?.permissions, fresh.me.permissions))
        return `permissions of ${screen.person}`
    }
    return null
  }
}

/** A window that has run low although the queue goes on should have been filled. */
function short({ board }: SimulatedScreen): string | null {
  for (const [team, edge] of Object.entries(board.until)) {
    const queued = [...board.tables.task.values()].filter(
      (task) => task.status === 'queued' && task.team === team,
    )
    if (edge !== null && queued.length < 4)
      return `only ${queued.length} queued of ${team} up to ${edge.no}`
  }
  return null
}
