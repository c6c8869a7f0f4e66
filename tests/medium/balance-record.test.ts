/** A part of a proposal through the real thread, and what is kept of what was taken. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Output, RawInput, ReadName } from '../../server/contract/commands.js'
import { createApp } from '../../server/app.js'
import { verify } from '../../server/domain/balance/floor/verify.js'
import { MONDAY_9, OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let node: Node
const clock = MONDAY_9
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

it('comes to less when some of it is left out, and what is taken stays proved after a restart', async () => {
  const nos: number[] = []
  for (let n = 0; n < 14; n++) nos.push(await create({ dueAt: '2026-11-24T00:30:00.000Z' }))
  await node.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
  const last = await settled(await ask('lee', 'balance.propose', { team: 'permits', seconds: 1 }))
  const { proposal, seq } = last
  const whole = await ask('lee', 'balance.part', { proposal, without: [] })
  expect([whole.version, whole.after]).toEqual([last.version, last.after])
  const given = last.moves.filter(({ from }) => from === 'ana')
  // All but one of what she should give away stays with her: more than her day.
  const without = given.slice(1).map(({ task: no }) => no)
  const part = await ask('lee', 'balance.part', { proposal, without })
  expect(part.after.weighted).toBeGreaterThan(last.after.weighted)
  expect(part.words?.lateness).toContain(`${part.after.weighted} weighted minutes late`)

  const taken = last.moves.filter(({ task: no }) => !without.includes(no))
  // What her longer day would change is thought of while a lead reads.
  await new Promise((read) => setTimeout(read, 1_500))
  const done = await node.do('lee', 'balance.apply', {
    team: 'permits',
    proposal,
    seq,
    moves: [
      // Whatever is sent, a clerk reads what the proposal said.
      ...taken.map((move) => ({ ...move, why: 'They are too slow' })),
      ...part.order.map(({ task: no, person, place }) => ({
        task: no,
        from: person,
        to: person,
        place,
      })),
    ],
  })
  // A server that never worked it out reads what was kept.
  const anew = await createApp({ db: node.db, watch: false, clock: () => new Date(clock) })
  const answer = await anew.execute(OFFICE, 'lee', 'balance.record', { record: done.record })
  if (!answer.ok) throw new Error(answer.error.message)
  const { record, holds } = answer.output as Output<'balance.record'>
  expect(holds).toBe(true)
  expect(record).toMatchObject({ team: 'permits', by: 'lee', seq, after: part.after })
  expect(record.words).toEqual(part.words)
  expect(verify(record.floor, record.certificate)).toMatchObject({ holds: true })
  expect(record.after.weighted).toBeGreaterThanOrEqual(record.certificate.lateness.bound)
  const asked = { record: done.record! }
  expect(await code('ana', 'balance.record', asked)).toBe('not_allowed')
  expect(await code('lee', 'balance.record', { record: '1' })).toBe('not_found')

  // What an hour more of Ana’s would change is read by who got it, by her and by their lead.
  const moved = record.moves.find(({ unless }) => unless !== null)!
  for (const { from, to, unless } of record.moves)
    expect(unless === null).toBe(from === null || from === to)
  expect(moved.unless).toMatch(/^(even )?if Ana Delgado were in until 18:00, it .+$/)
  expect(given.map(({ task: no }) => no)).toContain(moved.task)
  expect(moved.why).toBe(given.find(({ task: no }) => no === moved.task)?.why)
  expect((await task(moved.task)).why).toBe(`${moved.why}; ${moved.unless}`)
  const told = async (who: string) => {
    const { history } = await ask(who, 'task.get', { task: moved.task })
    return history.at(-1)
  }
  const because = `because ${moved.why}; ${moved.unless}.`
  for (const who of ['lee', 'ana', moved.to!])
    expect((await told(who))?.sentence.endsWith(because)).toBe(true)
  expect((await told('lee'))?.record).toBe(done.record)
  const other = await told('sue')
  expect([other?.sentence, other?.record]).toEqual([
    `Lee Alvarez balanced: gave it to ${moved.to === 'ben' ? 'Ben Ito' : 'Lee Alvarez'}.`,
    undefined,
  ])
  await anew.close()
})

it('tells the reasons of a proposal of which nothing is proved, and not those that were sent', async () => {
  const late = { dueAt: '2026-11-23T18:00:00.000Z' }
  const nos = [await create(late), await create(late), await create(late)]
  await node.do('lee', 'task.assign', { tasks: nos, to: 'ana' })
  const last = await settled(await ask('lee', 'balance.propose', { team: 'permits', seconds: 1 }))
  const { task: no, ...move } = last.moves.find(({ from, to }) => from === 'ana' && to !== null)!
  // As of a later entry than the floor, so that the proof is not about what is taken.
  await create({ type: 'mail' })
  const input = {
    team: 'permits',
    proposal: last.proposal,
    seq: last.seq + 1,
    moves: [{ ...move, task: no, why: 'They are too slow' }],
  }
  const done = await node.do('lee', 'balance.apply', input)
  expect(done.record).toBeNull()
  expect((await task(no)).why).toBe(move.why)
  const { history } = await ask('lee', 'task.get', { task: no })
  const told = history.at(-1)
  expect(told?.sentence).toMatch(/^Lee Alvarez balanced: gave it to /)
  expect(told?.sentence.endsWith(`because ${move.why}.`)).toBe(true)
  expect(told?.record).toBeUndefined()
  expect(await code('lee', 'balance.record', { record: String(told?.seq) })).toBe('not_found')
})
