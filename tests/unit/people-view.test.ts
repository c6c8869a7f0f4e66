import { describe, expect, it } from 'vitest'
import type { PersonRow, ShownTask, TaskTypeRow } from '../../server/contract/rows.js'
import { madeUpPassphrase, tooShort } from '../../web/lib/passphrase.js'
import {
  adminProblems,
  asClock,
  emptyOffice,
  officeChanges,
  officeProblems,
  setUpProblems,
  suggestUsername,
  withDefaults,
} from '../../web/views/office-form.js'
import { filterPeople, leaving, peopleLines } from '../../web/views/people-list.js'
import {
  newPerson,
  changesLevels,
  personChanges,
  personInput,
  personProblems,
} from '../../web/views/person-form.js'
import { problemUnder, tell } from '../../web/views/refusals.js'
import { timeIn, zoneChoices } from '../../web/views/time-zones.js'
import { office, teams, types } from '../support/floor.js'

const person = (id: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name: `Ana ${id}`,
  role: 'clerk',
  grade: 'II',
  team: 'permits',
  leads: [],
  active: true,
  presence: 'off',
  presenceSince: '2026-11-23T16:00:00.000Z',
  help: null,
  ...more,
})
const task = (no: number, holder: string, more: Partial<ShownTask> = {}) =>
  ({
    no,
    holder,
    type: 'permit',
    team: 'permits',
    status: 'active',
    title: `Task ${no}`,
    ...more,
  }) as ShownTask
const typeMap = new Map<string, TaskTypeRow>(types.map((type) => [type.id, type]))

describe('refusals', () => {
  const labels = { name: 'Office name', leads: 'Teams led' }
  it('names the field in a sentence', () => {
    const told = tell(
      {
        code: 'invalid_input',
        message: 'x',
        problems: [
          { path: 'name', message: 'must not be empty' },
          { path: 'leads.0', message: 'there is no team x' },
          { path: 'other', message: 'is odd' },
        ],
      },
      labels,
    )
    expect(told.fields).toEqual({
      name: 'Office name must not be empty.',
      'leads.0': 'There is no team x.',
    })
    expect(told.rest).toBe('other is odd.')
    expect(problemUnder(told, 'leads')).toBe('There is no team x.')
    expect(problemUnder(told, 'lead')).toBeNull()
  })
  it('keeps what belongs to no field', () => {
    expect(tell({ code: 'wrong_state', message: 'Ana is the only admin.' }, labels)).toEqual({
      fields: {},
      rest: 'Ana is the only admin.',
    })
  })
})

describe('the set-up form', () => {
  it('names every field that is missing', () => {
    const office = { ...emptyOffice('America/Denver'), days: [], opens: '17:00', closes: '09:00' }
    const paths = setUpProblems(office, { name: '', username: 'A b', password: 'short' }).map(
      ({ path }) => path,
    )
    expect(paths).toEqual([
      'office.name',
      'office.days',
      'office.closes',
      'admin.name',
      'admin.username',
      'admin.password',
    ])
  })
  it('keeps what somebody set by hand when a ready-made office is chosen', () => {
    const defaults = { timeZone: 'America/Phoenix', days: [1, 2], opens: '07:00', closes: '18:00' }
    const draft = withDefaults(
      { ...emptyOffice('America/Denver'), opens: '09:15' },
      defaults,
      new Set(['opens'] as const),
    )
    expect(draft).toMatchObject({
      timeZone: 'America/Phoenix',
      days: [1, 2],
      opens: '09:15',
      closes: '18:00',
    })
  })
  it('refuses a zone that is none', () => {
    expect(
      officeProblems({ ...emptyOffice('Mars/Olympus'), name: 'x' }).map(({ path }) => path),
    ).toEqual(['timeZone'])
  })
  it('takes times as people type them', () => {
    expect(['8', '830', '8:30 am', '5pm', '17.30', '12 am', '25', 'noon', ''].map(asClock)).toEqual(
      ['08:00', '08:30', '08:30', '17:00', '17:30', '00:00', '25:00', 'noon', ''],
    )
  })
  it('sends only what was changed', () => {
    const draft = {
      name: office.name,
      timeZone: office.timeZone,
      days: [1, 2, 3],
      opens: '08:00',
      closes: '17:00',
    }
    expect(officeChanges(office, draft)).toEqual({ days: [1, 2, 3] })
  })
  it('suggests a user name that the server takes', () => {
    expect(suggestUsername('  Renée  Álvarez-Smith ')).toBe('renee.alvarez.smith')
    expect(
      adminProblems({ name: 'R', username: 'renee.alvarez', password: 'four unrelated words' }),
    ).toEqual([])
  })
  it('makes passphrases up that are long enough and all different', () => {
    const made = madeUpPassphrase((bytes) => Uint8Array.from({ length: bytes }, (_, at) => at * 31))
    expect(made).toMatch(/^([bdfghjklmnprstvz][aeio]){2}(-([bdfghjklmnprstvz][aeio]){2}){4}$/)
    expect(tooShort(made)).toBeNull()
    expect(tooShort('é'.normalize('NFD').repeat(14))).toContain('this has 14')
  })
  it('finds zones by city and common name, and says what time it is there', () => {
    const winter = Date.UTC(2026, 10, 23, 17)
    const denver = zoneChoices(winter, '').find(({ value }) => value === 'America/Denver')
    expect(denver).toEqual({
      value: 'America/Denver',
      label: 'America/Denver · Mountain Time',
      hint: '−7:00',
    })
    expect(zoneChoices(winter, 'Etc/GMT+7').some(({ value }) => value === 'Etc/GMT+7')).toBe(true)
    expect(timeIn('America/Denver', winter)).toBe('Monday 10:00')
    expect(timeIn('nowhere', winter)).toBe('')
  })
})

describe('people', () => {
  const ground = {
    people: [
      person('b'),
      person('a', { role: 'lead', leads: ['permits', 'records'] }),
      person('z', { name: 'Aaron', active: false }),
    ],
    accounts: new Map([['b', { id: 'b', username: 'bee', temporary: true }]]),
    teams: new Map(teams.map((team) => [team.id, team])),
    skills: [{ id: 'b/permit', person: 'b', team: 'permits', type: 'permit', level: 3 as const }],
    tasks: [task(1, 'b'), task(2, 'b', { status: 'waiting' })],
  }
  it('lists those at work first, each with skills and tasks', () => {
    const lines = peopleLines(ground)
    expect(lines.map((line) => line.person.id)).toEqual(['a', 'b', 'z'])
    expect(lines[0]).toMatchObject({ leads: ['Permits', 'Records'], held: 0, role: 'lead II' })
    expect(lines[1]).toMatchObject({
      username: 'bee',
      temporary: true,
      alone: 1,
      onRecord: 1,
      held: 2,
      team: 'Permits',
    })
  })
  it('filters by words, team led or worked in, and activity', () => {
    const lines = peopleLines(ground)
    expect(filterPeople(lines, { text: 'bee', team: '', inactive: false })).toHaveLength(1)
    expect(
      filterPeople(lines, { text: '', team: 'records', inactive: false }).map(
        (line) => line.person.id,
      ),
    ).toEqual(['a'])
    expect(filterPeople(lines, { text: '', team: '', inactive: true })).toHaveLength(3)
  })
  it('says beforehand what happens to the tasks of somebody who leaves', () => {
    const one = leaving(
      person('b'),
      [task(7, 'b'), task(8, 'c'), task(9, 'b', { status: 'review' })],
      typeMap,
    )
    expect(one.returned).toEqual([{ no: 7, what: 'Task 7' }])
    expect(one.sentences[0]).toBe(
      '1 task goes back to the queue of its team, with steps, fields and notes kept.',
    )
    expect(one.sentences[1]).toBe('1 finished task is being checked and stays so.')
    expect(leaving(person('b'), [], typeMap).sentences[0]).toContain('no task')
  })
  it('does not show the title of a confidential task', () => {
    const veiled = { ...task(7, 'b'), confidential: true } as Partial<ShownTask> & ShownTask
    delete (veiled as { title?: string }).title
    expect(leaving(person('b'), [veiled], typeMap).returned[0]?.what).toBe('Permit, confidential')
  })
})

describe('the form of a person', () => {
  const before = newPerson('permits', [
    { id: 'permit', active: true },
    { id: 'old', active: false },
  ])
  it('starts as a clerk who can do every type in use alone', () => {
    expect(before).toMatchObject({ role: 'clerk', team: 'permits', skills: { permit: 3 } })
  })
  it('wants a team of a clerk and teams of a lead', () => {
    expect(
      personProblems({ ...before, name: 'A', username: 'a', team: '' }).map(({ path }) => path),
    ).toEqual(['team'])
    expect(
      personProblems({ ...before, name: 'A', username: 'a', role: 'lead' }).map(({ path }) => path),
    ).toEqual(['leads'])
    expect(
      personProblems({ ...before, name: ' ', username: '.x', role: 'admin', team: '' }).map(
        ({ path }) => path,
      ),
    ).toEqual(['name', 'username'])
  })
  it('sends no grade and no skills of somebody who takes no tasks', () => {
    expect(personInput({ ...before, role: 'supervisor', leads: ['permits'] })).toMatchObject({
      grade: null,
      leads: [],
      skills: {},
    })
  })
  it('sends only what was changed', () => {
    const old = { ...before, name: 'Ana', username: 'ana' }
    expect(personChanges('p', old, { ...old })).toBeNull()
    expect(personChanges('p', old, { ...old, grade: '', skills: { permit: 1 } })).toEqual({
      person: 'p',
      grade: null,
      skills: { permit: 1 },
    })
    const lower = { ...old, skills: { permit: 1 as const }, evidence: ' Seen ' }
    expect([changesLevels(old, lower), changesLevels(old, old)]).toEqual([true, false])
    expect(changesLevels(old, { ...old, skills: { ...old.skills, old: 3 } })).toBe(false)
    expect(personChanges('p', old, lower)).toEqual({
      person: 'p',
      skills: { permit: 1 },
      evidence: [{ kind: 'text', ref: null, text: 'Seen' }],
    })
    expect(personChanges('p', old, { ...old, role: 'lead', leads: ['b', 'a'] })).toEqual({
      person: 'p',
      role: 'lead',
      leads: ['b', 'a'],
    })
  })
})
