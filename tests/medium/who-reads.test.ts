/** Every read of checks and training, by every role: who is let in, what it tells of others, and that looks are kept. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands, isWrite, type CommandName, type Output } from '../../server/contract/commands.js'
import { found } from '../../server/core/found.js'
import { asSeen, people, plan } from '../support/floor.js'
import { inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const OFFICE_ID = 'who-reads'
/** Rob leads the records; Ana is the one about whom the others would like to know. */
const roles = {
  ana: 'herself',
  ben: 'a clerk of her team',
  rae: 'a clerk of another team',
  rob: 'a lead of another team',
  lee: 'her lead',
  sue: 'a supervisor',
  ada: 'an administrator',
} as const
type Who = keyof typeof roles
const everyone = Object.keys(roles) as Who[]
const others = ['ben', 'rae', 'rob', 'sue', 'ada'] as const

type Door = {
  name: CommandName
  input: () => object
  /** Who gets an answer; all others are refused. */
  open: readonly Who[]
  /** Those of them whose answer may tell of Ana; the others' must not even name her. */
  tells: readonly Who[]
  /** What Ana reads when her lead has looked; null: it shows no history of hers. */
  look: string | null
}

let now = Date.parse('2026-11-23T16:00:00.000Z')
let shared: Node
let node: Node
/** A task of Ana's that was returned, and one that waits to be checked. */
let back = 0
let waits = 0
/** One that passed. */
let over = 0
let session = ''

const span = { team: 'permits', from: '2026-11-01', to: '2026-11-23' }
const hers: readonly Who[] = ['ana', 'lee']
const leads: readonly Who[] = ['lee']
const overseers: readonly Who[] = ['lee', 'sue']

const permits = () => ({ team: 'permits' })
const ana = () => ({ person: 'ana' })
const nothing = () => ({})

const doors: Door[] = [
  ...(['type', 'step', 'team'] as const).map((by) => ({
    name: 'quality.yield' as const,
    input: () => ({ ...span, by }),
    open: overseers,
    tells: [],
    look: null,
  })),
  {
    name: 'quality.yield',
    input: () => ({ ...span, by: 'person' }),
    open: ['ana', 'ben', 'rae', 'rob', 'lee'],
    tells: hers,
    look: 'Your first-pass yield',
  },
  { name: 'quality.reasons', input: () => span, open: overseers, tells: [], look: null },
  { name: 'quality.agreement', input: () => span, open: overseers, tells: [], look: null },
  {
    name: 'quality.rates',
    input: permits,
    open: leads,
    tells: leads,
    look: 'How much of your work is checked',
  },
  {
    name: 'quality.reviews',
    input: () => ({ ...span, person: 'ana' }),
    open: hers,
    tells: hers,
    look: 'The checks of your work',
  },
  {
    name: 'quality.reviews',
    input: () => span,
    open: ['ana', 'ben', 'rae', 'rob', 'lee'],
    tells: hers,
    look: 'The checks of your work',
  },
  {
    name: 'training.suggestions',
    input: permits,
    open: leads,
    tells: leads,
    look: 'Your record, for what training it suggests',
  },
  {
    name: 'training.matrix',
    input: permits,
    open: leads,
    tells: leads,
    look: 'Your levels, in the training matrix',
  },
  { name: 'training.record', input: ana, open: hers, tells: hers, look: 'Your training' },
  {
    name: 'training.effect',
    input: permits,
    open: leads,
    tells: [],
    look: 'Your work before and after a training',
  },
  {
    name: 'training.effect',
    input: () => ({ team: 'permits', session }),
    open: leads,
    tells: [],
    look: 'Your work before and after a training',
  },
  {
    name: 'procedure.unread',
    input: permits,
    open: leads,
    tells: leads,
    look: 'Which procedures you have read',
  },
  { name: 'procedure.unread', input: nothing, open: everyone, tells: ['ana'], look: null },
  { name: 'person.checks', input: ana, open: hers, tells: hers, look: 'The checks of your work' },
  { name: 'person.record', input: ana, open: hers, tells: hers, look: 'Your record' },
  { name: 'person.record', input: nothing, open: everyone, tells: ['ana'], look: null },
  { name: 'person.work', input: ana, open: hers, tells: hers, look: 'Your finished work' },
  { name: 'person.work', input: nothing, open: everyone, tells: ['ana'], look: null },
  { name: 'review.queue', input: nothing, open: everyone, tells: leads, look: null },
  { name: 'review.queue', input: permits, open: everyone, tells: leads, look: null },
  { name: 'review.get', input: () => ({ task: waits }), open: leads, tells: leads, look: null },
  { name: 'review.get', input: () => ({ task: back }), open: [], tells: [], look: null },
  // Who does what is on everyone's board; that a lead or supervisor opens what came of it is a look.
  { name: 'task.get', input: () => ({ task: waits }), open: everyone, tells: everyone, look: null },
  {
    name: 'task.get',
    input: () => ({ task: over }),
    open: everyone,
    tells: everyone,
    look: 'Work that you finished',
  },
]

const ask = (who: string, name: CommandName, input: object) => node.run(who, name, input)
const code = async (who: string, name: CommandName, input: object) => {
  const answer = await ask(who, name, input)
  return answer.ok ? 'ok' : answer.error.code
}
const looksOf = async (who: string) => {
  const answer = await ask(who, 'person.record', {})
  if (!answer.ok) throw new Error(answer.error.message)
  return (answer.output as Output<'person.record'>).looks.map(({ by, what }) => `${by}: ${what}`)
}

async function finished(title: string, who = 'ana'): Promise<number> {
  const { no } = (await node.do('lee', 'task.create', { type: 'mail', title })).task
  await node.do(who, 'task.claim', { task: no })
  await node.do(who, 'task.finish', { task: no })
  return no
}

async function returned(title: string): Promise<number> {
  const task = await finished(title)
  const reasons = [{ reason: 'signature', text: 'Page 2' }]
  await node.do('lee', 'review.decide', { task, result: 'return', reasons })
  return task
}

beforeAll(async () => {
  shared = await openNode(await openPglite(), { clock: () => new Date(now) })
  const office = plan(OFFICE_ID)
  const [, , rae, lee] = people
  if (!rae || !lee) throw new Error('The small office has changed.')
  const rob = { ...lee, id: 'rob', name: 'Rob Stone', username: `rob@${OFFICE_ID}` }
  await found(shared.db.db, {
    ...office,
    people: [...office.people, { ...rob, team: 'records', leads: ['records'], skills: {} }],
  })
  node = inOffice(shared, OFFICE_ID)
  const mail = { id: 'mail', name: 'Mail', standardMinutes: 6, team: 'permits', reviewRate: 1 }
  await node.do('lee', 'type.save', mail)
  await node.do('lee', 'procedure.save', { name: 'Fees', text: 'Fees', team: 'permits' })
  // As many as make a suggestion, against others' of which none came back.
  for (const place of ['Hills', 'Woods', 'Falls']) back = await returned(`Letter to the ${place}`)
  await node.do('ada', 'person.edit', { person: 'ben', skills: { mail: 2 }, evidence: asSeen })
  for (let letter = 1; letter <= 12; letter++)
    await node.do('lee', 'review.decide', {
      task: await finished(`Letter ${letter}`, 'ben'),
      result: 'pass',
    })
  over = await finished('Letter to the Shore')
  await node.do('lee', 'review.decide', { task: over, result: 'pass' })
  waits = await finished('Letter to the Lakes')
  await node.do('lee', 'need.record', { person: 'ana', type: 'mail', seen: 'Left unsigned' })
  const planned = await node.do('lee', 'training.plan', {
    kind: 'session',
    topic: 'Signatures',
    type: 'mail',
    trainer: 'lee',
    attendees: [{ person: 'ana' }],
    day: '2026-11-23',
    from: '09:10',
    to: '09:20',
  })
  session = planned.session.id
  now += 21 * 60_000
  await node.do('lee', 'training.attend', { session, person: 'ana', attended: true })
  await node.do('lee', 'training.sign', { session })
})
afterAll(() => shared.close())

it('knows every read of checks and training', () => {
  const about = /^(quality|training|review|procedure)\.|^(person\.(checks|record|work)|task\.get)$/
  const reads = (Object.keys(commands) as CommandName[]).filter(
    (name) => !isWrite(name) && about.test(name),
  )
  expect([...new Set(doors.map(({ name }) => name))].sort()).toEqual(reads.sort())
})

/** Words that only an answer about Ana can hold: her id and name, her tasks, what was said of her work. */
const ofAna = /"ana"|Ana Delgado|Letter to the|Page 2|Left unsigned/

describe.each(doors)('$name', ({ name, input, open, tells }) => {
  it(`answers ${open.join(', ') || 'nobody'} alone, and tells of Ana to ${tells.join(', ') || 'nobody'}`, async () => {
    for (const who of everyone) {
      const answer = await ask(who, name, input())
      expect([who, answer.ok ? 'ok' : answer.error.code]).toEqual([
        who,
        open.includes(who) ? 'ok' : 'not_allowed',
      ])
      expect([who, ofAna.test(JSON.stringify(answer))]).toEqual([who, tells.includes(who)])
    }
  })
})

it('refuses guessed ids in words that tell no more than that', async () => {
  const guessed: [CommandName, object][] = [
    ['person.record', { person: 'guessed' }],
    ['person.work', { person: 'guessed' }],
    ['person.checks', { person: 'guessed' }],
    ['training.record', { person: 'guessed' }],
    ['quality.reviews', { ...span, person: 'guessed' }],
    ['training.effect', { team: 'permits', session: 'guessed' }],
    ['review.get', { task: 999 }],
    ['quality.reviews', { ...span, team: 'guessed' }],
    ['quality.yield', { ...span, team: 'guessed', by: 'person' }],
    ['quality.rates', { team: 'guessed' }],
    ['training.suggestions', { team: 'guessed' }],
    ['training.matrix', { team: 'guessed' }],
    ['procedure.unread', { team: 'guessed' }],
  ]
  for (const who of everyone)
    for (const [name, input] of guessed)
      expect([who, name, input, await code(who, name, input)]).toEqual([
        who,
        name,
        input,
        expect.stringMatching(/^(not_found|not_allowed)$/),
      ])
  expect(await code('lee', 'quality.reviews', { ...span, person: 'guessed' })).toBe('not_found')
  // Somebody else's person under one's own team's name: nothing is shown, so nothing is written either.
  const looks = await looksOf('ana')
  expect(
    await ask('rob', 'quality.reviews', { ...span, team: 'records', person: 'ana' }),
  ).toMatchObject({ output: { reviews: [], total: 0 } })
  expect(await looksOf('ana')).toEqual(looks)
  expect(await code('rob', 'training.effect', { team: 'records', session })).toBe('not_found')
})

it.each(doors.filter(({ look }) => look !== null))(
  'writes down that a lead looked by $name, for her alone',
  async ({ name, input, look }) => {
    // A new hour, so that it is this look that is found.
    now += 3_600_000
    const before = (await looksOf('ana')).length
    expect(await code('lee', name, input())).toBe('ok')
    const looks = await looksOf('ana')
    expect(looks.length).toBe(before + 1)
    expect(looks[0]).toBe(`lee: ${look ?? ''}`)
    expect(await code('lee', name, input())).toBe('ok')
    expect((await looksOf('ana')).length).toBe(before + 1)
    // What she reads of herself is no look, and nobody else reads who looked at her.
    await ask('ana', name, input())
    expect((await looksOf('ana')).length).toBe(before + 1)
    for (const who of others)
      expect(JSON.stringify(await ask(who, 'person.record', {}))).not.toContain('"ana"')
  },
)

it('writes down too that a supervisor opened her finished work, and nothing of what is under way', async () => {
  const [before] = [await looksOf('ana'), (now += 3_600_000)]
  await ask('sue', 'task.get', { task: waits })
  expect(await looksOf('ana')).toEqual(before)
  await ask('sue', 'task.get', { task: over })
  expect(await looksOf('ana')).toEqual(['sue: Work that you finished', ...before])
})

it('opens a record to a supervisor with a reason, and with it no other door', async () => {
  now += 3_600_000
  await node.do('sue', 'person.look', { person: 'ana', reason: 'A complaint' })
  expect(await code('sue', 'person.record', { person: 'ana' })).toBe('ok')
  expect(await code('sue', 'person.work', { person: 'ana' })).toBe('ok')
  expect(await code('sue', 'person.record', { person: 'ben' })).toBe('not_allowed')
  for (const [name, input] of [
    ['person.checks', { person: 'ana' }],
    ['training.record', { person: 'ana' }],
    ['quality.reviews', { ...span, person: 'ana' }],
    ['quality.yield', { ...span, by: 'person' }],
    ['review.get', { task: waits }],
  ] as const)
    expect([name, await code('sue', name, input)]).toEqual([name, 'not_allowed'])
  expect(await looksOf('ana')).toEqual(
    expect.arrayContaining(['sue: Your record', 'sue: Your finished work']),
  )
})
