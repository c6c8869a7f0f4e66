/** What each door tells of checks and training to whom: answers, snapshots, live envelopes and resumed feeds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandName, Output } from '../../server/contract/commands.js'
import type { ShownTask, SkillRow } from '../../server/contract/rows.js'
import { found, type FoundedPerson } from '../../server/core/found.js'
import { people, plan } from '../support/floor.js'
import { Hearing, ways, type Heard, type Tables } from '../support/hearing.js'
import { inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

const OFFICE_ID = 'who-hears-checks'
/** Ben may check what Ana does; Cy works beside them. Lou leads with Lee; Mia leads both teams. */
const everyone = ['ana', 'ben', 'cy', 'rae', 'lee', 'lou', 'mia', 'sue', 'ada'] as const
type Who = (typeof everyone)[number]

let now = Date.parse('2026-11-23T16:00:00.000Z')
let shared: Node
let node: Node
let hearing: Hearing
const heardOf = (act: () => Promise<unknown>) => hearing.of(act) as Promise<Map<Who, Heard>>

const taskIn = (tables: Tables, no: number) =>
  tables.task?.find((task) => task.no === no) as ShownTask | undefined

async function ask<N extends CommandName>(who: Who, name: N, input: object): Promise<Output<N>> {
  const answer = await node.run(who, name, input)
  if (!answer.ok) throw new Error(`${name} by ${who}: ${answer.error.message}`)
  return answer.output as Output<N>
}

async function finished(who: Who, title: string): Promise<number> {
  const { no } = (await node.do('lee', 'task.create', { type: 'mail', title })).task
  await node.do(who, 'task.claim', { task: no })
  now += 60_000
  await node.do(who, 'task.step', { task: no, step: 'Read', done: true })
  await node.do(who, 'task.finish', { task: no, outcome: 'Answered' })
  return no
}

const more = (like: string, id: string, change: Partial<FoundedPerson> = {}): FoundedPerson => {
  const one = people.find((person) => person.id === like)
  if (!one) throw new Error('The small office has changed.')
  return { ...one, id, name: id, username: `${id}@${OFFICE_ID}`, ...change }
}

const mail = { id: 'mail', name: 'Mail', standardMinutes: 6, team: 'permits', reviewRate: 1 }

beforeAll(async () => {
  shared = await openNode(await openPglite(), { clock: () => new Date(now), draw: () => 0.5 })
  const office = plan(OFFICE_ID)
  await found(shared.db.db, {
    ...office,
    people: [
      ...office.people.filter(({ id }) => id !== 'ben'),
      more('ana', 'ben', { skills: { mail: 4 } }),
      more('ana', 'cy'),
      more('lee', 'lou'),
      more('lee', 'mia', { leads: ['permits', 'records'] }),
    ],
  })
  node = inOffice(shared, OFFICE_ID)
  hearing = new Hearing(node, everyone, () => new Date(now).toISOString())
  await node.do('lee', 'type.save', { ...mail, steps: ['Read'] })
  await node.do('ada', 'office.save', { desk: { blindShare: 0 } })
})
afterAll(() => shared.close())

describe('a return', () => {
  const reasons = [{ reason: 'signature', text: 'Page 2' }]
  const ofReturn = /signature|Page 2|Answered|"returned"|"review"|"round"|differences|pinned/

  it('is plain assigned work to colleagues, on every way to their screens', async () => {
    const task = await finished('ana', 'Letter to the Hills')
    const heard = await heardOf(() =>
      node.do('ben', 'review.decide', { task, result: 'return', reasons }),
    )
    for (const who of everyone)
      for (const way of ways) {
        const tables = heard.get(who)?.[way] ?? {}
        const row = taskIn(tables, task)
        const concerned = ['ana', 'lee', 'lou', 'mia'].includes(who)
        expect([who, way, row?.status, row?.holder]).toEqual([who, way, 'assigned', 'ana'])
        expect([who, way, ofReturn.test(JSON.stringify(row))]).toEqual([who, way, concerned])
        expect([who, way, (tables.review ?? []).some((one) => one.task === task)]).toEqual([
          who,
          way,
          concerned,
        ])
        expect([who, way, row?.steps?.filter(({ doneBy }) => doneBy).length]).toEqual([
          who,
          way,
          concerned ? 1 : 0,
        ])
        // That somebody gave it who gives no work would tell that they returned it.
        expect([who, way, row?.assignedBy]).toEqual([who, way, 'system'])
      }
    await node.do('ana', 'task.claim', { task })
    await node.do('ana', 'task.step', { task, step: 'Read', done: false })
    const stepsTold = async (who: Who) =>
      (await ask(who, 'task.get', { task })).history.filter(
        ({ command }) => command === 'task.step',
      ).length
    expect([await stepsTold('cy'), await stepsTold('lou')]).toEqual([0, 2])
  })

  it('is plain assigned work in its history and in what is found, and whole again once it was right', async () => {
    const task = await finished('ana', 'Letter to the Lakes')
    const { review } = await node.do('lee', 'review.decide', { task, result: 'return', reasons })
    const strangers = ['ben', 'cy', 'rae', 'sue', 'ada'] as const
    for (const who of strangers) {
      const got = await ask(who, 'task.get', { task })
      expect([who, got.history.map(({ sentence }) => sentence)]).toEqual([
        who,
        [
          'Lee Alvarez put it into the queue.',
          'Ana Delgado took it in hand.',
          'Lee Alvarez gave it to Ana Delgado.',
        ],
      ])
      const answers = [got, await ask(who, 'task.search', { text: 'Lakes' })]
      expect([who, JSON.stringify(answers)]).toEqual([
        who,
        expect.not.stringMatching(/review|correct|Answered|Page 2|"returned"/),
      ])
    }
    for (const who of ['ana', 'lou'] as const)
      expect(JSON.stringify(await ask(who, 'task.get', { task }))).toMatch(
        /returned it to Ana Delgado for correction: Signature missing \(Page 2\)/,
      )
    await node.do('ana', 'review.dispute', { review: review.id, text: 'It is there' })
    await node.do('lou', 'review.settle', { review: review.id, upheld: true, text: 'It is' })
    const { history } = await ask('cy', 'task.get', { task })
    expect(history.map(({ command }) => command)).toEqual([
      'task.create',
      'task.claim',
      'task.step',
      'task.finish',
    ])
  })
})

describe('an open check', () => {
  it('is on nobody’s board, and neither of two blind checkers learns that there is another', async () => {
    await node.do('ada', 'office.save', { desk: { blindShare: 1 } })
    let task = 0
    const opened = await heardOf(async () => {
      task = await finished('ana', 'Letter to the Woods')
    })
    const answers: unknown[] = []
    const taken = await heardOf(async () => {
      answers.push(await ask('ben', 'review.take', { task }))
      answers.push(await ask('lou', 'review.take', { task }))
    })
    for (const who of ['ben', 'lou'] as const) {
      answers.push(await ask(who, 'review.get', { task }), await ask(who, 'review.queue', {}))
    }
    const decided = await heardOf(async () => {
      answers.push(await ask('ben', 'review.decide', { task, result: 'pass' }))
    })
    for (const heard of [opened, taken, decided])
      for (const [who, tables] of heard)
        for (const way of ways) {
          const rows = tables[way].review ?? []
          expect([who, way, rows.filter((one) => one.task === task)]).toEqual([who, way, []])
        }
    expect(JSON.stringify(answers)).not.toMatch(
      new RegExp(`"twin"|"cause"|"share"|"level"|"${task}\\.1\\.2"`),
    )
    // How long somebody took is theirs and their leads'.
    const timesTold = async (who: Who) =>
      /handleMinutes/.test(JSON.stringify(await ask(who, 'review.queue', {})))
    expect([await timesTold('ben'), await timesTold('mia')]).toEqual([false, true])
    await node.do('lou', 'review.decide', { task, result: 'pass' })
    await node.do('ada', 'office.save', { desk: { blindShare: 0 } })
  })

  it('that another lead asked for is told to no lead who does the work', async () => {
    const { no } = (await node.do('lee', 'task.create', { type: 'mail', title: 'Mine' })).task
    await node.do('lou', 'task.claim', { task: no })
    const heard = await heardOf(() => node.do('lee', 'review.ask', { task: no }))
    for (const way of ways) {
      expect([way, taskIn(heard.get('mia')?.[way] ?? {}, no)?.checkAsked]).toEqual([way, 'lee'])
      expect([way, taskIn(heard.get('lou')?.[way] ?? {}, no)?.checkAsked]).toEqual([way, undefined])
    }
    const historyOf = async (who: Who) =>
      (await ask(who, 'task.get', { task: no })).history.map(({ command }) => command)
    expect(await historyOf('mia')).toContain('review.ask')
    expect(await historyOf('lou')).not.toContain('review.ask')
    const span = { team: 'permits', from: '2026-11-01', to: '2026-11-23', by: 'type' }
    await node.do('lou', 'task.finish', { task: no })
    const openTo = async (who: Who) => (await ask(who, 'quality.yield', span)).open
    expect([await openTo('mia'), await openTo('lou')]).toEqual([1, 0])
  })

  it('that a lead asked for once the work was finished is drawn or asked alike to who may check it', async () => {
    await node.do('lee', 'type.save', { ...mail, steps: ['Read'], reviewRate: 0 })
    const task = await finished('ana', 'Letter to the Dunes')
    const heard = await heardOf(() => node.do('lee', 'review.ask', { task }))
    for (const way of ways) {
      const askedBy = (who: Who) => taskIn(heard.get(who)?.[way] ?? {}, task)?.checkAsked
      expect([way, askedBy('lee'), askedBy('mia'), askedBy('ana')]).toEqual([
        way,
        'lee',
        undefined,
        undefined,
      ])
    }
    const got = async (who: Who) => (await ask(who, 'task.get', { task })).task.checkAsked
    expect([await got('lee'), await got('mia')]).toEqual(['lee', undefined])
    await node.do('lee', 'type.save', { ...mail, steps: ['Read'] })
  })
})

it('lists for the leads what was to be checked and nobody may check', async () => {
  const { no } = (await node.do('lee', 'task.create', { type: 'mail', title: 'All' })).task
  // Everyone who could check it had a hand in it.
  for (const who of ['lee', 'lou', 'mia', 'ben'] as const) {
    await node.do(who, 'task.claim', { task: no })
    if (who !== 'ben') await node.do(who, 'task.release', { task: no })
  }
  expect((await node.do('ben', 'task.finish', { task: no })).task.status).toBe('done')
  const { unchecked } = await ask('lee', 'quality.rates', { team: 'permits' })
  expect(unchecked).toMatchObject([
    { task: no, type: 'mail', person: 'ben', cause: 'drawn', waits: false },
  ])
})

it('keeps what a level rests on from administrators, who keep the levels', async () => {
  const evidence = [{ kind: 'text', ref: null, text: 'Seen at the counter' }]
  const set = { person: 'cy', type: 'mail', level: 1, trainer: 'ben', evidence }
  await node.do('lee', 'skill.set', { ...set, level: 2 } as never)
  let answer: unknown
  const heard = await heardOf(async () => {
    answer = await ask('ada', 'skill.set', set)
  })
  const skillIn = (who: Who, way: (typeof ways)[number]) =>
    heard.get(who)?.[way].skill?.find(({ id }) => id === 'cy/mail') as SkillRow | undefined
  const plain = { id: 'cy/mail', person: 'cy', team: 'permits', type: 'mail', level: 1 }
  expect(answer).toEqual({ skill: plain })
  for (const way of ways) {
    expect([way, skillIn('ada', way)]).toEqual([way, plain])
    for (const who of ['cy', 'lee'] as const)
      expect([who, way, skillIn(who, way)]).toEqual([
        who,
        way,
        expect.objectContaining({ trainer: 'ben', evidence, earlier: expect.anything() }),
      ])
    for (const who of ['ana', 'sue'] as const)
      expect([who, way, skillIn(who, way)]).toEqual([who, way, undefined])
  }
})

it('keeps the levels of a training’s other teams from a lead who leads one of them', async () => {
  const planned = await node.do('mia', 'training.plan', {
    kind: 'session',
    topic: 'Copies',
    type: 'mail',
    trainer: 'lee',
    attendees: [{ person: 'cy' }, { person: 'rae' }],
    day: '2026-11-23',
    from: '15:00',
    to: '15:20',
  })
  expect(planned.attendance.find(({ person }) => person === 'cy')?.levelBefore).toBe(1)
  now = Date.parse('2026-11-23T22:30:00.000Z')
  const session = planned.session.id
  await node.do('ada', 'person.edit', { person: 'cy', team: 'records' })
  const told = async (who: Who) =>
    (await ask(who, 'training.attend', { session, person: 'cy', attended: true })).attendance
  expect(await told('lou')).toMatchObject({ attended: true, levelBefore: null })
  expect(await told('lee')).toMatchObject({ attended: true, levelBefore: 1 })
})

it('shows a supervisor with a reason no note that was not sent to them', async () => {
  const note = await node.do('lee', 'note.draft', {
    person: 'ana',
    from: '2026-11-02',
    to: '2026-11-20',
  })
  const words = { production: 'Steady', training: 'None', next: 'Batches' }
  const id = note.note.id
  await node.do('lee', 'note.write', { note: id, ...words })
  await node.do('lee', 'note.sign', { note: id })
  await node.do('sue', 'person.look', { person: 'ana', reason: 'A complaint' })
  const notes = async (who: Who) =>
    (await ask(who, 'person.record', { person: 'ana' })).notes.map(({ state }) => state)
  expect(await notes('sue')).toEqual([])
  expect([await notes('ana'), await notes('lou')]).toEqual([['signed'], ['signed']])
  await node.do('ana', 'note.answer', { note: id, text: null })
  expect(await notes('sue')).toEqual([])
  await node.do('lee', 'note.send', { note: id })
  expect(await notes('sue')).toEqual(['sent'])
})

it('lists an open check too when all who might do it have left, and not for who did the work', async () => {
  const { no } = (await node.do('lee', 'task.create', { type: 'mail', title: 'Last' })).task
  await node.do('lou', 'task.claim', { task: no })
  await node.do('lou', 'task.release', { task: no })
  await node.do('lee', 'task.claim', { task: no })
  expect((await node.do('lee', 'task.finish', { task: no })).task.status).toBe('review')
  for (const person of ['ben', 'mia'])
    await node.do('ada', 'person.edit', { person, active: false })
  const waitingTo = async (who: Who) =>
    (await ask(who, 'quality.rates', { team: 'permits' })).unchecked
      .filter(({ waits }) => waits)
      .map(({ task }) => task)
  expect([await waitingTo('lou'), await waitingTo('lee')]).toEqual([[no], []])
})

it('tells neither of two blind checkers that there is another who names its check', async () => {
  await node.do('ada', 'office.save', { desk: { blindShare: 1 } })
  const task = await finished('ana', 'Twice')
  await node.do('ada', 'office.save', { desk: { blindShare: 0 } })
  for (const review of [`${task}.1`, `${task}.1.2`, `${task}.1.3`])
    expect(
      await node.run('lou', 'review.settle', { review, upheld: true, text: 'x' }),
    ).toMatchObject({ error: { code: 'not_found', message: `There is no check ${review}.` } })
})
