import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Connection } from '../../db/connect.js'
import { readAll, readByKeys } from '../../db/queries/board.js'
import { readEntries } from '../../db/queries/log.js'
import { loadBoard } from '../../server/core/load.js'
import { nextId } from '../support/floor.js'
import { foundOffice, inOffice, openNode, type Node } from '../support/nodes.js'
import { openPglite } from '../support/pglite.js'

let db: Connection
let node: Node
let offices = 0
beforeAll(async () => {
  db = await openPglite()
})
afterAll(() => db.close())
beforeEach(async () => {
  const office = `app-${++offices}`
  await foundOffice(db, office)
  node = inOffice(await openNode(db), office)
})
afterEach(() => node.app.close())

const make = async (title = 'Fence, Elm St') => (await node.do('ana', 'task.create', { type: 'permit', title })).task.no

/** Every table of the office as the database has it, against memory. */
async function expectMemoryIsTheDatabase(): Promise<void> {
  const memory = await node.app.boardOf(node.office)
  const fresh = await loadBoard(node.db.db, node.office)
  expect(fresh?.seq).toBe(memory.seq)
  expect(fresh?.mark).toBe(memory.mark)
  expect(fresh?.lastNo).toBe(memory.lastNo)
  for (const [name, table] of Object.entries(memory.tables)) {
    const other = fresh?.tables[name as 'task']
    expect(new Map([...(other ?? [])].sort()), name).toEqual(new Map([...(table as Map<never, never>)].sort()))
  }
}

describe('a change of passphrase', () => {
  it('gets one answer under one id, although the present passphrase is another by then', async () => {
    const { person } = await node.do('ada', 'person.add', { username: 'new', name: 'New', role: 'clerk', team: 'permits' })
    const { password: current } = await node.do('ada', 'password.reset', { person: person.id })
    const id = nextId()
    const change = () => node.run(person.id, 'password.change', { current, next: 'marble ferry quiet lantern' }, id)
    const first = await change()
    expect(first).toMatchObject({ ok: true })
    expect(await change()).toEqual(first)
    for (const other of [{ next: 'another ferry quiet lantern' }, { current: 'marble ferry quiet lantern' }]) {
      const input = { current, next: 'marble ferry quiet lantern', ...other }
      expect(await node.run(person.id, 'password.change', input, id)).toMatchObject({ error: { code: 'command_id_reused' } })
    }
    // Nor does a later change make another of the first one.
    const later = { current: 'marble ferry quiet lantern', next: 'granite ferry quiet lantern' }
    expect(await node.run(person.id, 'password.change', later)).toMatchObject({ ok: true })
    expect(await change()).toEqual(first)
    expect(await node.run(person.id, 'password.change', { current, next: 'another ferry quiet lantern' })).toMatchObject({
      error: { code: 'invalid_input', problems: [{ path: 'current' }] },
    })
  })
})

describe('a task’s history', () => {
  const told = async (who: string, no: number) => {
    const answer = await node.run(who, 'task.get', { task: no })
    if (!answer.ok) throw new Error(answer.error.message)
    return (answer.output as { history: { sentence: string }[] }).history.map(({ sentence }) => sentence)
  }

  it('tells what was done to a task held beside it as that', async () => {
    const [one, two, three] = [await make(), await make(), await make()]
    await node.do('ana', 'task.claim', { task: one })
    await node.do('ana', 'task.claimNext', {})
    await node.do('ana', 'task.claim', { task: three })
    await node.do('ana', 'task.hold', { task: two, reason: 'survey' })
    await node.do('ana', 'task.resume', { task: two })
    await node.do('ana', 'task.release', { task: two, reason: 'busy' })
    await node.do('lee', 'task.cancel', { task: three, reason: 'twice' })
    expect(await told('lee', one)).toEqual([
      'Ana Delgado put it into the queue.',
      'Ana Delgado took it in hand.',
      'Ana Delgado took up another task held beside it.',
      'Ana Delgado took up another task held beside it.',
      'Ana Delgado set aside another task held beside it.',
      'Ana Delgado took up again another task held beside it.',
      'Ana Delgado returned another task held beside it.',
      'Lee Alvarez cancelled another task held beside it.',
    ])
    expect(await told('lee', two)).toContain('Ana Delgado returned it to the queue: busy.')
  })

  it('tells who may not read a task what was done, truly and without words', async () => {
    const { task } = await node.do('ana', 'task.create', { type: 'permit', title: 'Secret', confidential: true })
    await node.do('ana', 'task.claim', { task: task.no })
    const steps = (await node.app.boardOf(node.office)).tables.task.get(task.no)?.steps ?? []
    await node.do('ana', 'task.step', { task: task.no, step: steps[0]?.id ?? 0, done: true })
    await node.do('ana', 'task.edit', { task: task.no, title: 'Secret two' })
    await node.do('ana', 'task.hold', { task: task.no, reason: 'Secret three' })
    expect(await told('ben', task.no)).toEqual([
      'Ana Delgado put it into the queue.',
      'Ana Delgado took it in hand.',
      'Ana Delgado worked on its steps.',
      'Ana Delgado changed it.',
      'Ana Delgado set it aside.',
    ])
  })
})

describe('a command', () => {
  it('writes its rows, its entry, its answer and the task’s event at once', async () => {
    const id = nextId()
    const answer = await node.run('ana', 'task.create', { type: 'mail', title: '  Tray   3 ' }, id)
    expect(answer).toMatchObject({ ok: true, seq: 2, output: { task: { no: 1, title: 'Tray 3', seq: 2 } } })
    const [row] = await readByKeys(node.db.db, node.office, 'task', [1])
    expect(row).toEqual(answer.ok && (answer.output as { task: object }).task)
    const [entry] = await readEntries(node.db.db, node.office, 1, 10)
    expect(entry).toMatchObject({ seq: 2, actor: 'ana', command: 'task.create', id, input: { type: 'mail', title: 'Tray 3' } })
    expect(await readAll(node.db.db, node.office, 'backlog')).toMatchObject([{ id: 'permits/mail/normal', tasks: 1, standardMinutes: 6 }])
    const events = await sql<object>`select no, seq, status from event where office = ${node.office}`.execute(node.db.db)
    expect(events.rows).toEqual([{ no: 1, seq: 2, status: 'queued' }])
    await expectMemoryIsTheDatabase()
  })

  it('has one effect and one answer under one id, however often it is sent', async () => {
    const id = nextId()
    const input = { type: 'mail', title: 'Tray 3' }
    const sent = await Promise.all([1, 2, 3].map(() => node.run('ana', 'task.create', input, id)))
    expect(new Set(sent.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await node.run('ana', 'task.create', { title: 'Tray 3', type: 'mail' }, id)).toEqual(sent[0])
    expect((await node.app.boardOf(node.office)).tables.task.size).toBe(1)
  })

  it('refuses other content under an id, for the same person only', async () => {
    const id = nextId()
    await node.run('ana', 'task.create', { type: 'mail', title: 'Tray 3' }, id)
    expect(await node.run('ana', 'task.create', { type: 'mail', title: 'Tray 4' }, id)).toMatchObject({ error: { code: 'command_id_reused' } })
    expect(await node.run('ana', 'task.note', { task: 1, text: 'x' }, id)).toMatchObject({ error: { code: 'command_id_reused' } })
    expect(await node.run('ben', 'task.create', { type: 'mail', title: 'Tray 4' }, id)).toMatchObject({ ok: true })
  })

  it('is answered again after the state has moved on', async () => {
    const no = await make()
    const id = nextId()
    const first = await node.run('ana', 'task.claim', { task: no }, id)
    await node.do('ana', 'task.finish', { task: no })
    expect(await node.run('ana', 'task.claim', { task: no }, id)).toEqual(first)
  })

  it('does not store a refusal: the same id may succeed later', async () => {
    const no = await make()
    await node.do('ben', 'task.claim', { task: no })
    const id = nextId()
    expect(await node.run('ana', 'task.claim', { task: no }, id)).toMatchObject({ error: { code: 'task_taken' } })
    await node.do('ben', 'task.release', { task: no })
    expect(await node.run('ana', 'task.claim', { task: no }, id)).toMatchObject({ ok: true })
  })

  it('reaches a finished task that memory has let go', async () => {
    const no = await make()
    await node.do('ana', 'task.claim', { task: no })
    await node.do('ana', 'task.finish', { task: no })
    expect(await node.run('ben', 'task.claim', { task: no })).toMatchObject({ error: { code: 'wrong_state' } })
    expect(await node.do('lee', 'task.reopen', { task: no, reason: 'Signature missing' })).toMatchObject({ task: { status: 'queued' } })
    await expectMemoryIsTheDatabase()
  })

  it('names unknown keys and bad values, and changes nothing', async () => {
    const answer = await node.run('ana', 'task.create', { type: 'mail', title: '', prio: 'high' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect(!answer.ok && answer.error.problems?.map(({ path }) => path).sort()).toEqual(['prio', 'title'])
    expect(await node.run('ana', 'task.create', { type: 'mail', title: 'a\u0000b' })).toMatchObject({ error: { code: 'invalid_input' } })
    expect((await node.app.boardOf(node.office)).seq).toBe(1)
  })
})

describe('a batch', () => {
  it('numbers many commands without a gap, and answers each with its own entry', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => node.run('ana', 'task.create', { type: 'mail', title: `Letter ${n}` })))
    expect(answers.map((answer) => answer.ok && answer.seq)).toEqual(Array.from({ length: 200 }, (_, n) => n + 2))
    const entries = await readEntries(node.db.db, node.office, 0, 1000)
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 201 }, (_, n) => n + 1))
    await expectMemoryIsTheDatabase()
  })

  it('with one that cannot be written fails that one only', async () => {
    const person = (username: string) => ({ username, name: 'New One', role: 'clerk', team: 'permits' })
    // Taken in another office, of which this office's memory knows nothing.
    await node.db.db.insertInto('credential').values({ office: 'elsewhere', key: 'x', row: JSON.stringify({ username: 'taken' }) }).execute()
    const answers = await Promise.all([
      node.run('ana', 'task.create', { type: 'mail', title: 'before' }),
      node.run('ada', 'person.add', person('taken')),
      node.run('ana', 'task.create', { type: 'mail', title: 'after' }),
    ])
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(answers[1]).toMatchObject({ error: { code: 'invalid_input', problems: [{ path: 'username' }] } })
    await expectMemoryIsTheDatabase()
  })

  it('decides in order on what came before it in the same batch', async () => {
    const no = await make()
    const answers = await Promise.all(['ana', 'ben', 'lee'].map((who) => node.run(who, 'task.claim', { task: no })))
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false])
    expect(answers[1]).toMatchObject({ error: { code: 'task_taken', by: 'ana' } })
  })
})

describe('secrets', () => {
  it('never reach the log, the answers or the board, and a repeated answer is the same', async () => {
    const id = nextId()
    const input = { username: 'newest', name: 'New One', role: 'clerk', team: 'permits' }
    const first = await node.run('ada', 'person.add', input, id)
    const { password } = (first.ok && first.output) as { password: string }
    expect(password.length).toBeGreaterThanOrEqual(15)
    expect(await node.run('ada', 'person.add', input, id)).toEqual(first)
    const change = { current: password, next: 'violet stapler counts forms' }
    const person = (first.ok && (first.output as { person: { id: string } }).person.id) as string
    expect(await node.run(person, 'password.change', { ...change, current: 'wrong' })).toMatchObject({ error: { problems: [{ path: 'current' }] } })
    expect(await node.run(person, 'password.change', change)).toMatchObject({ ok: true })
    for (const table of ['log', 'answer', 'person', 'account'] as const) {
      const text = JSON.stringify(await node.db.db.selectFrom(table).selectAll().execute())
      expect(text).not.toContain(password)
      expect(text).not.toContain('violet')
      expect(text).not.toContain('argon2')
    }
  })
})

describe('reads', () => {
  it('tell a task’s life in sentences', async () => {
    const no = await make()
    await node.do('ana', 'task.claim', { task: no })
    await node.do('ana', 'task.note', { task: no, text: 'Plan is folded' })
    await node.do('ana', 'task.step', { task: no, step: 'received', done: true })
    await node.do('ana', 'task.hold', { task: no, reason: 'Fee not paid', followUpAt: '2026-11-24T17:00:00Z' })
    const answer = await node.run('ben', 'task.get', { task: no })
    const { history } = (answer.ok && answer.output) as { history: { sentence: string; note?: string }[] }
    expect(history.map(({ sentence }) => sentence)).toEqual([
      'Ana Delgado put it into the queue.', 'Ana Delgado took it in hand.', 'Ana Delgado added a note.',
      'Ana Delgado ticked “Received”.', 'Ana Delgado set it aside: Fee not paid, follow-up 24 Nov, 10:00.',
    ])
    expect(history[2]?.note).toBe('Plan is folded')
  })

  it('find by number, title, requester and reference, but no veiled words', async () => {
    await node.do('lee', 'task.create', { type: 'permit', title: 'Sidewalk café', requester: 'Blake Traders', reference: 'ROW-2026-1187' })
    await node.do('lee', 'task.create', { type: 'permit', title: 'Sealed café', confidential: true })
    const find = async (who: string, text: string) => {
      const answer = await node.run(who, 'task.search', { text })
      return ((answer.ok && answer.output) as { tasks: { no: number }[] }).tasks.map(({ no }) => no)
    }
    expect(await find('ana', 'caf')).toEqual([1])
    expect(await find('lee', 'café')).toEqual([2, 1])
    expect(await find('ana', 'blake')).toEqual([1])
    expect(await find('ana', 'row-2026')).toEqual([1])
    expect(await find('ana', '#2')).toEqual([2])
    expect(await find('ana', "'; drop table task; --")).toEqual([])
  })

  it('page through the queue in order', async () => {
    for (let n = 0; n < 7; n++) await make(`Fence ${n}`)
    const seen: number[] = []
    let after: unknown = null
    do {
      const answer = await node.run('ana', 'queue.page', { after, limit: 3 })
      const page = (answer.ok && answer.output) as { seq: number; tasks: { no: number }[]; until: unknown }
      expect(page.seq).toBe(8)
      seen.push(...page.tasks.map(({ no }) => no))
      after = page.until
    } while (after)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

describe('pruning', () => {
  it('empties old payloads but the newest, and a screen from before must read anew', async () => {
    await make()
    await make()
    await node.db.db.updateTable('log').set({ at: '2026-01-01T00:00:00.000Z' }).where('office', '=', node.office).execute()
    await node.db.db.updateTable('answer').set({ at: '2026-01-01T00:00:00.000Z' }).where('office', '=', node.office).execute()
    expect(await node.app.prune()).toEqual({ entries: 3, answers: 2 })
    const entries = await readEntries(node.db.db, node.office, 0, 10)
    expect(entries.map(({ puts }) => puts !== null)).toEqual([false, false, true])
    expect(entries[1]).toMatchObject({ command: 'task.create', actor: 'ana' })
    expect(await node.do('ana', 'task.claim', { task: 1 })).toMatchObject({ task: { status: 'active' } })
  })
})
