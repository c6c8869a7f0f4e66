/** Figures of checks as supervisors get them: of three people or more, and of no fewer when they subtract. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CommandName, Output } from '../../server/contract/commands.js'
import { found } from '../../server/core/found.js'
import { people, plan } from '../support/floor.js'
import { Hearing, ways } from '../support/hearing.js'
import { inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const OFFICE_ID = 'what-supervisors-see'
const WEEK = 7 * 86_400_000
const yieldBy = ['type', 'team', 'step'] as const
const nothing = { checked: null, passed: null, share: null, interval: null }

let now = Date.parse('2026-11-23T16:00:00.000Z')
let shared: Node
let node: Node

async function ask<N extends CommandName>(who: string, name: N, input: object): Promise<Output<N>> {
  const answer = await node.run(who, name, input)
  if (!answer.ok) throw new Error(`${name} by ${who}: ${answer.error.message}`)
  return answer.output as Output<N>
}

const mail = { id: 'mail', name: 'Mail', standardMinutes: 6, team: 'permits', reviewRate: 1 }

async function checked(who: string, result: 'pass' | 'return', checkers = ['lee'], asked = false) {
  const { no: task } = (await node.do('lee', 'task.create', { type: 'mail', title: 'Letter' })).task
  await node.do(who, 'task.claim', { task })
  await node.do(who, 'task.finish', { task })
  if (asked) await node.do('lee', 'review.ask', { task })
  const reasons = result === 'return' ? { reasons: [{ reason: 'signature' }] } : {}
  for (const checker of checkers)
    await node.do(checker, 'review.decide', { task, result, ...reasons })
  return task
}

beforeAll(async () => {
  shared = await openNode(await openPglite(), { clock: () => new Date(now), draw: () => 0.5 })
  const office = plan(OFFICE_ID)
  const [ana] = people
  if (!ana) throw new Error('The small office has changed.')
  const more = ['cy', 'dee', 'eve'].map((id) => ({
    ...ana,
    id,
    name: id,
    username: `${id}@${OFFICE_ID}`,
  }))
  await found(shared.db.db, { ...office, people: [...office.people, ...more] })
  node = inOffice(shared, OFFICE_ID)
  await node.do('lee', 'type.save', mail)
  await node.do('lee', 'checker.set', { person: 'ben', types: ['mail'] })
  await node.do('ada', 'office.save', { desk: { minimumCount: 2, blindShare: 1 } })
  await checked('ana', 'return', ['lee', 'ben'])
  await node.do('ada', 'office.save', { desk: { blindShare: 0 } })
  await checked('ana', 'pass')
})
afterAll(() => shared.close())

it('are withheld, with their counts, where they are of one or two people, or of a week that is not over', async () => {
  const span = { team: 'permits', from: '2026-11-01', to: '2026-11-23' }
  const running = await ask('sue', 'quality.yield', { ...span, by: 'type' })
  expect(running).toMatchObject({ weeks: { to: '2026-11-22' }, lines: [], open: null, asked: null })
  now += WEEK
  span.to = '2026-11-30'
  for (const by of yieldBy) {
    const { all, lines, fewestPeople } = await ask('sue', 'quality.yield', { ...span, by })
    expect([by, fewestPeople, lines]).toEqual([by, 3, []])
    expect(all).toMatchObject(nothing)
  }
  const withheld = { checks: null, returns: null, lines: [], leftOut: ['mail'] }
  expect(await ask('sue', 'quality.reasons', span)).toMatchObject(withheld)
  const leads = await ask('lee', 'quality.yield', { ...span, by: 'type' })
  expect(leads).toMatchObject({ weeks: null, all: { checked: 2 } })
  now -= WEEK
})

it('are of whole weeks of three people or more, beside which nobody’s own week shows', async () => {
  const span = { team: 'permits', from: '2026-11-01', to: '2026-11-30' }
  for (const who of ['cy', 'dee']) await checked(who, 'pass')
  now += WEEK
  const first = await ask('sue', 'quality.yield', { ...span, by: 'type' })
  expect(first).toMatchObject({ all: { checked: 4, passed: 3 }, leftOut: [] })
  // The next week is Ana's alone.
  await checked('ana', 'return')
  now += WEEK
  const wider = { ...span, to: '2026-12-07' }
  const second = await ask('sue', 'quality.yield', { ...wider, by: 'type' })
  expect([second.all, second.leftOut, second.weeks]).toEqual([
    first.all,
    ['mail'],
    { from: '2026-10-26', to: '2026-12-06' },
  ])
  // The two blind checks of Ana's first letter, and one of each of the others.
  const reasons = await ask('sue', 'quality.reasons', wider)
  expect(reasons).toMatchObject({ checks: 5, returns: 2, leftOut: ['mail'] })
  expect((await ask('lee', 'quality.reasons', wider)).returns).toBe(3)
})

it('are of nothing, and say that it is so for want of a whole week, where none is over', async () => {
  const today = new Date(now).toISOString().slice(0, 10)
  const span = { team: 'permits', from: today, to: today }
  const none = { fewestPeople: 3, weeks: null, leftOut: [], lines: [] }
  for (const name of ['quality.reasons', 'quality.agreement'] as const)
    expect([name, await ask('sue', name, span)]).toEqual([name, expect.objectContaining(none)])
  expect(await ask('sue', 'quality.yield', { ...span, by: 'type' })).toMatchObject(none)
  const toLeads = { fewestPeople: null, weeks: null }
  expect(await ask('lee', 'quality.agreement', span)).toMatchObject(toLeads)
})

it('say how far checkers agree from three pairs on, since one tells of one piece of work', async () => {
  const span = { team: 'permits', from: '2026-11-01', to: '2026-12-07' }
  const pairs = async (who: string) =>
    (await ask(who, 'quality.agreement', span)).lines.map((line) => line.pairs)
  expect([await pairs('lee'), await pairs('sue')]).toEqual([[1], []])
})

it('are the same checks in yield and in reasons, so that less yield nobody’s asked check is left', async () => {
  now = Date.parse('2026-12-14T16:00:00.000Z')
  for (const who of ['ana', 'cy', 'dee']) await checked(who, 'pass')
  await node.do('lee', 'type.save', { ...mail, reviewRate: 0 })
  await checked('eve', 'return', ['lee'], true)
  now += WEEK
  const span = { team: 'permits', from: '2026-12-14', to: '2026-12-20' }
  const told = async (who: string) => {
    const { all, open, asked } = await ask(who, 'quality.yield', { ...span, by: 'type' })
    const { checks, returns, lines } = await ask(who, 'quality.reasons', span)
    const named = lines.map((line) => line.returns)
    return { checked: all?.checked, passed: all?.passed, open, asked, checks, returns, named }
  }
  const drawn = { checked: 3, passed: 3, open: 0 }
  expect(await told('lee')).toEqual({ ...drawn, asked: 1, checks: 4, returns: 1, named: [1] })
  expect(await told('sue')).toEqual({ ...drawn, asked: null, checks: 3, returns: 0, named: [] })
})

it('tells how long work took neither them nor colleagues by what the team adds up to', async () => {
  const everyone = ['ana', 'ben', 'rae', 'lee', 'sue', 'ada'] as const
  const hearing = new Hearing(node, everyone, () => new Date(now).toISOString())
  const heard = await hearing.of(async () => {
    const { no: task } = (await node.do('lee', 'task.create', { type: 'mail', title: 'Timed' }))
      .task
    await node.do('ana', 'task.claim', { task })
    now += 60_000
    await node.do('ana', 'task.finish', { task })
  })
  for (const who of everyone)
    for (const way of ways) {
      const tallies = heard.get(who)?.[way].tally ?? []
      expect([who, way, tallies.some(({ person }) => person === null)]).toEqual([who, way, true])
      for (const tally of tallies) {
        const told = who === 'lee' || tally.person === who
        if (!told) expect([who, way, tally.handleMinutes]).toEqual([who, way, 0])
      }
    }
  // Whom it is for, it reaches: the team's to its lead, a person's own to the person.
  for (const [who, whose] of [
    ['ana', 'ana'],
    ['lee', null],
  ] as const)
    for (const way of ways) {
      const tallies = heard.get(who)?.[way].tally ?? []
      const theirs = tallies.filter(({ person }) => person === whose)
      const timed = theirs.some(({ handleMinutes }) => handleMinutes > 0)
      expect([who, way, timed]).toEqual([who, way, true])
    }
})

it('counts work that came back among what was finished, or more would be checked than was', async () => {
  const counts = async () => {
    const { types } = await ask('lee', 'quality.rates', { team: 'permits' })
    const { finished, checked } = types.find(({ type }) => type === 'mail') ?? {}
    return { finished: finished ?? 0, checked: checked ?? 0 }
  }
  await node.do('ada', 'type.save', mail)
  const before = await counts()
  await checked('ana', 'return')
  await checked('ana', 'pass')
  expect(await counts()).toEqual({ finished: before.finished + 2, checked: before.checked + 2 })
  const returned = await checked('ana', 'return')
  await node.do('lee', 'task.cancel', { task: returned, reason: 'Withdrawn' })
  // No finished row is left of it, as of work that was reopened: its check still counts.
  const gone = await checked('ana', 'pass')
  await node.db.db.deleteFrom('task').where('key', '=', gone).execute()
  expect(await counts()).toEqual({ finished: before.finished + 4, checked: before.checked + 4 })
})
