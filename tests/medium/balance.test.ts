/** Proposals through the real thread: asked for, looked at, taken, taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output, RawInput, ReadName } from '../../server/contract/commands.js'
import { createApp } from '../../server/app.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { readEntries } from '../../db/queries/log.js'
import { hashOf } from '../../server/domain/balance/floor/certificate.js'
import { MONDAY_9, OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
let clock = MONDAY_9
beforeAll(async () => {
  const db = await openPglite()
  await foundOffice(db)
  node = await openNode(db, { clock: () => new Date(clock) })
})
afterAll(() => node.close())

const ask = async <N extends ReadName>(
  who: string,
  name: N,
  input: RawInput<N>,
): Promise<Output<N>> => {
  const answer = await node.run(who, name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
  return answer.output as Output<N>
}
const code = async (who: string, name: ReadName, input: unknown) => {
  const answer = await node.run(who, name, input)
  return answer.ok ? 'ok' : answer.error.code
}
/** The last version of a proposal. */
async function settled(first: Output<'balance.propose'>, floor = false) {
  let shown = first
  while (!shown.done) {
    const { proposal, version: after } = shown
    const next = await ask('lee', 'balance.look', { proposal, after, floor })
    expect(next.version).toBeGreaterThanOrEqual(after)
    shown = next
  }
  return shown
}
const create = async (more: Partial<RawInput<'task.create'>> = {}) =>
  (
    await node.do('lee', 'task.create', {
      type: 'batch',
      title: 'Batch',
      dueAt: '2026-11-23T20:00:00.000Z',
      ...more,
    })
  ).task.no
const task = async (no: number) => (await ask('lee', 'task.get', { task: no })).task

describe('a proposal', () => {
  it('comes from a thread that was warmed up as from any other', async () => {
    const app = await createApp({ db: node.db, watch: false, clock: () => new Date(clock) })
    app.warm()
    const answer = await app.execute(OFFICE, 'lee', 'balance.propose', { team: 'permits' })
    expect(answer).toMatchObject({ ok: true, output: { moves: [] } })
    await app.close()
    // Nothing is begun by a server that is going down.
    app.warm()
  })

  it('says so when there is nothing to balance', async () => {
    const shown = await settled(await ask('lee', 'balance.propose', { team: 'permits' }))
    expect(shown).toMatchObject({ done: true, moves: [] })
    expect(shown.nothing).toBe(
      'nothing is in the queue, and nothing is assigned that nobody has begun',
    )
  })

  it('is worked out, verified by anybody, applied and undone', async () => {
    const nos: number[] = []
    for (let n = 0; n < 8; n++) nos.push(await create())
    await node.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
    const waits = await create({ type: 'permit', priority: 'urgent' })
    const last = await settled(
      await ask('lee', 'balance.propose', { team: 'permits', seconds: 1 }),
      true,
    )
    expect(last.nothing).toBeNull()
    expect(last.moves.map(({ task: no }) => no)).toContain(waits)
    expect(last.after.weighted).toBeLessThan(last.before.weighted)

    const { floor, certificate, hash } = last
    if (!floor || !certificate)
      throw new Error('the last version comes with its floor and its proof')
    expect([hashOf(floor), certificate.hash]).toEqual([hash, hash])
    expect(verify(floor, certificate)).toMatchObject({ holds: true })
    const tampered = {
      ...certificate,
      lateness: { ...certificate.lateness, bound: last.after.weighted + 8 },
    }
    expect(verify(floor, tampered)).toMatchObject({ holds: false })

    const moves = last.moves.map((move) => ({ ...move, why: move.why! }))
    const { seq, basis } = last
    const done = await node.do('lee', 'balance.apply', { team: 'permits', seq, basis, moves })
    for (const { task: no, to, place } of moves)
      expect(await task(no)).toMatchObject(
        to ? { status: 'assigned', holder: to, place } : { status: 'queued' },
      )
    const moved = moves.find(({ from, to }) => from === 'ana' && to)!
    const { history } = await ask('ana', 'task.get', { task: moved.task })
    expect(history.at(-1)?.sentence).toMatch(/^Lee Alvarez balanced: gave it to .+, because .+\.$/)

    await node.do('lee', 'undo.apply', { undo: done.undo })
    for (const { task: no, from } of moves)
      expect(await task(no)).toMatchObject(
        from ? { status: 'assigned', holder: from } : { status: 'queued', holder: null },
      )
    const again = await node.run('lee', 'balance.apply', { team: 'permits', seq: last.seq, moves })
    expect(again).toMatchObject({ ok: false, error: { code: 'stale' } })
  })

  it('answers what would be if somebody were in longer', async () => {
    const nos: number[] = []
    for (let n = 0; n < 6; n++) nos.push(await create({ dueAt: '2026-11-24T00:30:00.000Z' }))
    await node.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
    const last = await settled(await ask('lee', 'balance.propose', { team: 'permits', seconds: 1 }))
    const { proposal } = last
    const { sentence } = await ask('lee', 'balance.whatIf', {
      proposal,
      person: 'ana',
      until: '2026-11-24T02:00:00.000Z',
    })
    expect(sentence).toMatch(/Ana Delgado were in until 19:00/)
    expect(
      await code('lee', 'balance.whatIf', {
        proposal,
        person: 'ana',
        until: '2026-11-23T23:00:00.000Z',
      }),
    ).toBe('invalid_input')
    expect(
      await code('lee', 'balance.whatIf', {
        proposal,
        person: 'rae',
        until: '2026-11-24T02:00:00.000Z',
      }),
    ).toBe('not_found')
  })

  it('is for leads of the team, and each is its asker’s alone', async () => {
    expect(await code('ana', 'balance.propose', { team: 'permits' })).toBe('not_allowed')
    expect(await code('sue', 'balance.propose', { team: 'permits' })).toBe('not_allowed')
    expect(await code('lee', 'balance.propose', { team: 'records' })).toBe('not_allowed')
    expect(await code('lee', 'balance.propose', { team: 'nowhere' })).toBe('not_found')
    const { proposal } = await ask('lee', 'balance.propose', { team: 'permits', seconds: 30 })
    expect(await code('ana', 'balance.look', { proposal, after: 0 })).toBe('not_found')
    expect(await code('lee', 'balance.stop', { proposal })).toBe('ok')
    const stopped = await settled(await ask('lee', 'balance.look', { proposal, after: 0 }))
    expect(stopped.done).toBe(true)
    await ask('lee', 'balance.propose', { team: 'permits', seconds: 1 })
    expect(await code('lee', 'balance.look', { proposal, after: 0 })).toBe('not_found')
  })

  it('ends when nobody waits for it, were its first version not there yet', async () => {
    const nos: number[] = []
    for (let n = 0; n < 40; n++) nos.push(await create({ type: n % 2 ? 'permit' : 'batch' }))
    // For half a minute, if it is not stopped.
    const asked = ask('lee', 'balance.propose', { team: 'permits', seconds: 30 })
    expect(await code('lee', 'balance.stop', {})).toBe('ok')
    const began = performance.now()
    expect((await settled(await asked)).done).toBe(true)
    expect(performance.now() - began).toBeLessThan(5_000)
    // Nobody else’s is stopped by it.
    const { proposal } = await ask('lee', 'balance.propose', { team: 'permits', seconds: 30 })
    expect(await code('ana', 'balance.stop', {})).toBe('ok')
    expect((await ask('lee', 'balance.look', { proposal, after: 0 })).done).toBe(false)
    expect(await code('lee', 'balance.stop', {})).toBe('ok')
    for (const no of nos) await node.do('lee', 'task.cancel', { task: no, reason: 'The test ends' })
  })

  it('counts nobody whom the lead leaves out, and takes from them as from who is not at work', async () => {
    const no = await create({ dueAt: '2026-11-23T17:00:00.000Z' })
    await node.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
    const propose = (more: object) =>
      ask('lee', 'balance.propose', { team: 'permits', seconds: 1, ...more })
    const people = ({ people: all }: Output<'balance.propose'>) =>
      all.map(({ person }) => person).sort()
    expect(people(await settled(await propose({})))).toEqual(['ana', 'ben', 'lee'])
    const last = await settled(await propose({ without: ['ana'] }))
    expect(people(last)).toEqual(['ben', 'lee'])
    const move = last.moves.find(({ task: one }) => one === no)
    expect(move?.from).toBe('ana')
    expect(['ben', 'lee']).toContain(move?.to)
    const none = await settled(await propose({ without: ['ana', 'ben', 'lee'] }))
    expect(none.nothing).toBe('nobody else of Permits is at work today')
    const unknown = await node.run('lee', 'balance.propose', { team: 'permits', without: ['zoe'] })
    expect(unknown).toMatchObject({ error: { problems: [{ path: 'without.0' }] } })
    await node.do('lee', 'task.cancel', { task: no, reason: 'The test ends' })
  })

  it('of another server is said to be so, and not to be nobody’s', async () => {
    const { proposal } = await ask('lee', 'balance.propose', { team: 'permits', seconds: 1 })
    const other = await createApp({ db: node.db, watch: false, clock: () => new Date(clock) })
    const there = (name: ReadName, input: unknown) => other.execute(OFFICE, 'lee', name, input)
    for (const [name, input] of [
      ['balance.look', { proposal, after: 0 }],
      ['balance.stop', { proposal }],
      ['balance.whatIf', { proposal, person: 'ana', until: '2026-11-24T02:00:00.000Z' }],
    ] as const)
      expect(await there(name, input)).toMatchObject({ ok: false, error: { code: 'stale' } })
    await other.close()
    expect(await code('lee', 'balance.look', { proposal, after: 0 })).toBe('ok')
  })

  it('has nobody to give work to after the last shift', async () => {
    clock = '2026-11-24T01:00:00.000Z'
    const shown = await settled(await ask('lee', 'balance.propose', { team: 'permits' }))
    expect(shown.nothing).toBe('nobody of Permits is at work any more today')
    expect(shown.moves).toEqual([])
    clock = MONDAY_9
  })
})

it('returns by the clock what nobody began', async () => {
  // Urgent, so that it is the first of what Ana has, of which alone the time runs.
  const no = await create({ priority: 'urgent' })
  await node.do('lee', 'task.assign', { tasks: [no], to: 'ana' })
  await node.do('lee', 'team.rules', { team: 'permits', returnAfter: 30 })
  clock = '2026-11-23T16:31:00.000Z'
  await node.app.sweep()
  await node.app.sweep()
  expect(await task(no)).toMatchObject({ status: 'queued', holder: null })
  const { history } = await ask('ana', 'task.get', { task: no })
  expect(history.at(-1)?.sentence).toBe(
    'Tallyboard returned it to the queue: nobody began it within 30 minutes.',
  )
  clock = MONDAY_9
})

describe('a team that pushes its work', () => {
  const board = async () => node.app.boardOf(OFFICE)
  const passes = async () =>
    (await readEntries(node.db.db, OFFICE, 0, 2_000)).filter(
      ({ command }) => command === 'team.push',
    )
  const holderOf = async (no: number) => (await task(no)).holder
  const present = (who: string, status: 'available' | 'away') =>
    node.do(who, 'person.presence', { status })
  beforeAll(async () => {
    for (const { no, status } of (await board()).tables.task.values())
      if (status !== 'done')
        await node.do('lee', 'task.cancel', { task: no, reason: 'The test begins' })
    for (const who of ['ana', 'ben']) await present(who, 'away')
  })

  it('begins with what waits when that is switched on, and when somebody comes back', async () => {
    const [mail, permit] = [await create({ type: 'mail' }), await create({ type: 'permit' })]
    await present('ben', 'available')
    await node.do('lee', 'team.rules', {
      team: 'permits',
      returnAfter: null,
      push: true,
      reserveMinutes: 30,
    })
    // Ben has no skill for mail.
    await expect.poll(() => holderOf(permit)).toBe('ben')
    expect(await task(permit)).toMatchObject({ status: 'assigned', assignedBy: 'system' })
    expect(await holderOf(mail)).toBeNull()
    await present('ana', 'available')
    await expect.poll(() => holderOf(mail)).toBe('ana')
    const { history } = await ask('ben', 'task.get', { task: permit })
    expect(history.at(-1)?.sentence).toBe(
      'Tallyboard gave it to Ben Ito, who had most room for it.',
    )
  })

  it('gives what arrives to who has begun their next task, and not what they gave back', async () => {
    await node.do('ana', 'task.claimNext', {})
    const made = await create({ type: 'mail', priority: 'high' })
    await expect.poll(() => holderOf(made)).toBe('ana')
    await node.do('ana', 'task.release', { task: made })
    const behind = await create({ type: 'mail' })
    // What she gave back does not come again, but what lies behind it does.
    await expect.poll(() => holderOf(behind)).toBe('ana')
    await create({ type: 'mail' })
    await node.app.pushed()
    expect((await board()).tables.task.held.get('ana')?.size).toBe(2)
    expect(await holderOf(made)).toBeNull()
    // Taken back by hand, it goes to somebody else if to anybody.
    await node.do('lee', 'task.assign', { tasks: [behind], to: null })
    await expect.poll(async () => (await board()).tables.task.held.get('ana')?.size).toBe(2)
    expect(await holderOf(behind)).toBeNull()
  })

  it('looks once for a whole file, and writes nothing down where nobody can be given anything', async () => {
    await node.do('ana', 'task.claimNext', {})
    for (const who of ['ana', 'ben']) await present(who, 'away')
    const before = (await passes()).length
    const rows = Array.from({ length: 200 }, (_, n) => ({
      line: n + 2,
      type: 'mail',
      title: `Letter ${n}`,
    }))
    await node.do('ada', 'task.import', { rows })
    await create({ type: 'mail' })
    await present('ana', 'available')
    await expect.poll(async () => (await passes()).length).toBe(before + 1)
    expect((await passes()).at(-1)?.puts?.filter(({ t }) => t === 'task')).toHaveLength(1)
  })

  it('goes on when a shift begins', async () => {
    clock = '2026-11-24T14:00:00.000Z'
    for (const no of (await board()).tables.task.held.get('ana') ?? [])
      await node.do('ana', 'task.release', { task: no })
    const fresh = await create({ type: 'mail', priority: 'urgent' })
    await node.app.sweep()
    expect(await holderOf(fresh)).toBeNull()
    clock = '2026-11-24T15:00:10.000Z'
    await node.app.sweep()
    await expect.poll(() => holderOf(fresh)).toBe('ana')
    clock = MONDAY_9
  })
})
