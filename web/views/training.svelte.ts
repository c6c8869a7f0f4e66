/** The training of the teams that are shown, derived from the board. Read-only. */
import type { Level, PersonRow, SkillRow, TaskTypeRow } from '../../server/contract/rows.js'
import type {
  AttendanceRow,
  ProcedureRow,
  TrainingNeedRow,
  TrainingSessionRow,
} from '../../server/contract/training-rows.js'
import { addDays, weekdayOf } from '../../server/domain/timetable.js'
import type { App } from '../lib/context.js'
import { dateOf } from '../lib/day-words.js'
import { counted } from '../lib/words.js'
import { procedureLine, type ProcedureLine } from './procedure-lines.js'
import { takesWork, worksIn } from './my-claims.js'
import { needLine, sortNeeds, type NeedLine, type NeedOrder } from './need-lines.js'
import { sessionLine, type SessionLine } from './session-lines.js'
import {
  runTime,
  thinRuns,
  thinWords,
  whyThin,
  worstFirst,
  type CoverGround,
} from './training-cover.js'
import { isInMatrix, isOpenNeed, matrixOf } from './training-matrix.js'
import { timetableOf } from './timetable.js'

type Source = Pick<App, 'replica' | 'clock' | 'teams' | 'outbox' | 'times'>

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export type CoverLine = { key: string; name: string; when: string; who: string; why: string }

export class TrainingView {
  #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  #tables = $derived.by(() => this.#source.replica.tables)
  me = $derived.by(() => this.#source.replica.viewer)
  today = $derived.by(() => this.#source.times.day(this.#source.clock.now))
  #hour = $derived.by(() => this.#source.times.hour(this.#source.clock.now))

  /** The teams that are shown. */
  teams = $derived.by(() => {
    const { all, current } = this.#source.teams
    return current === null ? all : all.filter(({ id }) => id === current)
  })
  teamIds = $derived.by<ReadonlySet<string>>(() => new Set(this.teams.map(({ id }) => id)))
  /** Of one team only its leads are told who can do what. */
  leads = (team: string | null) =>
    this.me.role === 'lead' && team !== null && this.me.leads.includes(team)
  ledTeams = $derived.by(() => this.teams.filter(({ id }) => this.leads(id)))

  nameOf = (id: string) => this.#tables.person.get(id)?.name ?? 'Somebody'
  firstName = (id: string) => this.nameOf(id).split(' ')[0] ?? ''
  typeName = (id: string) => this.#tables.taskType.get(id)?.name ?? id

  types = $derived.by<TaskTypeRow[]>(() =>
    [...this.#tables.taskType.values()].filter(
      ({ active, team }) => active && (team === null || this.teamIds.has(team)),
    ),
  )
  #skills = $derived.by(
    () =>
      new Map<string, SkillRow>(
        [...this.#tables.skill.values()].map((one) => [`${one.person}/${one.type}`, one]),
      ),
  )
  skillOf = (person: string, type: string) => this.#skills.get(`${person}/${type}`) ?? null
  levelOf = (person: string, type: string): Level | null =>
    this.skillOf(person, type)?.level ?? null
  #skilled = $derived.by(
    () =>
      new Set(
        [...this.#tables.skill.values()].flatMap(({ person, level }) =>
          level > 0 ? [person] : [],
        ),
      ),
  )
  people = $derived.by<PersonRow[]>(() =>
    [...this.#tables.person.values()]
      .filter(
        (one) =>
          one.team !== null &&
          this.teamIds.has(one.team) &&
          isInMatrix(one, this.#skilled.has(one.id)),
      )
      .sort((a, b) => a.name.localeCompare(b.name)),
  )
  /** Everybody who takes work of the teams shown, with or without a level on record. */
  everybody = $derived.by<PersonRow[]>(() =>
    [...this.#tables.person.values()]
      .filter(
        (one) => one.active && takesWork(one) && this.teams.some(({ id }) => worksIn(one, id)),
      )
      .sort((a, b) => a.name.localeCompare(b.name)),
  )
  /** Who may train a skill: level 4 in it. */
  trainersOf = (type: string): PersonRow[] =>
    [...this.#tables.skill.values()]
      .filter((one) => one.type === type && one.level === 4)
      .flatMap(({ person }) => this.#tables.person.get(person) ?? [])
      .filter(({ active }) => active)
      .sort((a, b) => a.name.localeCompare(b.name))

  targets = $derived.by(() =>
    [...this.#tables.target.values()].filter(({ team }) => this.teamIds.has(team)),
  )
  #needRows = $derived.by(() =>
    [...this.#tables.trainingNeed.values()].filter(
      ({ team, person }) => (team !== null && this.teamIds.has(team)) || person === this.me.id,
    ),
  )
  #pendingCells = $derived.by(
    () =>
      new Set(
        [...this.#source.outbox.pending.values()].flatMap(({ name, input }) => {
          if (name !== 'skill.set') return []
          const { person, type } = input as { person: string; type: string }
          return [`${person}/${type}`]
        }),
      ),
  )
  matrix = $derived.by(() =>
    matrixOf({
      people: this.people,
      types: this.types,
      skills: this.#tables.skill.values(),
      targets: this.targets,
      needs: this.#needRows,
      pending: this.#pendingCells,
    }),
  )

  // Needs
  #sessions = $derived.by(() => this.#tables.trainingSession)
  readingCount = (procedure: string) => this.procedureLineOf(procedure)?.count ?? null
  needLineOf = (need: TrainingNeedRow): NeedLine =>
    needLine(need, {
      today: this.today,
      nameOf: this.nameOf,
      typeName: this.typeName,
      session: need.session === null ? null : (this.#sessions.get(need.session) ?? null),
      trainer:
        need.person !== null && need.type !== null
          ? (this.skillOf(need.person, need.type)?.trainer ?? null)
          : null,
      everyone: `All, ${counted(this.#peopleOf(need.team).length, 'person', 'people')}`,
      readingCount: this.readingCount,
      leads: this.leads(need.team),
    })
  #peopleOf = (team: string | null) =>
    [...this.#tables.person.values()].filter(
      (one) => one.active && one.team === team && (one.role === 'clerk' || one.role === 'lead'),
    )
  openNeedRows = $derived.by(() => this.#needRows.filter(isOpenNeed))
  needs = (order: NeedOrder): NeedLine[] => sortNeeds(this.openNeedRows.map(this.needLineOf), order)
  closedNeeds = $derived.by(() =>
    this.#needRows
      .filter((need) => !isOpenNeed(need))
      .sort((a, b) => (b.closed?.at ?? b.at).localeCompare(a.closed?.at ?? a.at))
      .map(this.needLineOf),
  )
  needsOf = (person: string, type: string) =>
    this.openNeedRows.filter((one) => one.person === person && one.type === type)

  // Sessions
  #attendance = $derived.by(() => {
    const bySession = new Map<string, AttendanceRow[]>()
    for (const row of this.#tables.attendance.values())
      bySession.set(row.session, [...(bySession.get(row.session) ?? []), row])
    return bySession
  })
  attendanceOf = (session: string) => this.#attendance.get(session) ?? []
  sessionLineOf = (session: TrainingSessionRow): SessionLine =>
    sessionLine(session, {
      today: this.today,
      now: this.#source.times.stamp(this.#source.clock.now),
      me: this.me.id,
      leads: this.leads(session.team),
      nameOf: this.nameOf,
      typeName: this.typeName,
      attendance: this.attendanceOf(session.id),
    })
  /** Those of the teams shown, and those that the viewer trains. */
  sessions = $derived.by(() =>
    [...this.#sessions.values()]
      .filter(({ team, trainer }) => this.teamIds.has(team) || trainer === this.me.id)
      .map(this.sessionLineOf),
  )
  /** Not over, or over and not signed: something is still to do. */
  coming = $derived.by(() =>
    this.sessions
      .filter(({ stage }) => stage === 'coming' || stage === 'now' || stage === 'toSign')
      .sort((a, b) => a.at.localeCompare(b.at)),
  )
  held = $derived.by(() =>
    this.sessions
      .filter(({ stage }) => stage === 'held' || stage === 'cancelled')
      .sort((a, b) => b.at.localeCompare(a.at)),
  )

  /** What concerns the viewer alone, whatever team is looked at. */
  own = $derived.by(() => {
    const mine = [...this.#sessions.values()].flatMap((session) => {
      const row = this.attendanceOf(session.id).find(({ person }) => person === this.me.id)
      return row ? [{ row, line: this.sessionLineOf(session) }] : []
    })
    const at = (a: SessionLine, b: SessionLine) => a.at.localeCompare(b.at)
    return {
      unread: [...this.#tables.procedure.values()]
        .filter(({ active }) => active)
        .map(this.#procedureLine)
        .filter((line) => line.mine)
        .sort((a, b) => a.procedure.name.localeCompare(b.procedure.name)),
      coming: mine
        .map(({ line }) => line)
        .filter(({ stage }) => stage === 'coming' || stage === 'now')
        .sort(at),
      toSign: mine
        .filter(
          ({ row, line }) =>
            row.signedAt === null && row.attended === true && line.stage === 'held',
        )
        .map(({ line }) => line)
        .sort(at),
      given: [...this.#sessions.values()]
        .filter(({ trainer }) => trainer === this.me.id)
        .map(this.sessionLineOf)
        .filter(({ stage }) => stage === 'coming' || stage === 'now' || stage === 'toSign')
        .sort(at),
    }
  })

  // Procedures
  #procedureLine = (procedure: ProcedureRow): ProcedureLine =>
    procedureLine(procedure, {
      people: [...this.#tables.person.values()],
      readings: [...this.#tables.reading.values()],
      types: this.#tables.taskType,
      level: (id) => this.#skills.get(id)?.level ?? null,
      me: this.me.id,
      /** Only their leads are told who has read. */
      told: (person) => person.id === this.me.id || this.leads(person.team),
      changes: this.me.role === 'admin' || procedure.team === null || this.leads(procedure.team),
    })
  procedures = $derived.by(() =>
    [...this.#tables.procedure.values()]
      .filter(({ active, team }) => active && (team === null || this.teamIds.has(team)))
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(this.#procedureLine),
  )
  procedureLineOf = (id: string): ProcedureLine | null => {
    const row = this.#tables.procedure.get(id)
    return row ? this.#procedureLine(row) : null
  }
  sheetOf = (type: string) => this.#tables.sheet.get(type) ?? null

  // Cover
  coverGround = $derived.by<CoverGround>(() => ({
    table: timetableOf(this.#source.replica),
    timeZone: this.#source.replica.office.timeZone,
    people: this.people,
    types: this.types,
    levelOf: this.levelOf,
    teamOf: (team) => this.#tables.team.get(team ?? '') ?? null,
  }))
  /** The next day on which the office is open, after today. */
  nextDay = $derived.by(() => {
    const days = Array.from({ length: 14 }, (_, at) => addDays(this.today, at + 1))
    return days.find((day) => this.coverGround.table.calendar.on(day).open) ?? this.today
  })
  /** From today to the end of the office's week; on its last day the next week too. */
  coverDays = $derived.by(() => {
    const left = 7 - weekdayOf(this.today)
    const days = Array.from({ length: left + 1 }, (_, at) => addDays(this.today, at))
    return left > 2
      ? days
      : [...days, ...Array.from({ length: 7 }, (_, at) => addDays(this.today, left + 1 + at))]
  })
  /** "Cover this week", or until a day of the next. */
  coverTitle = $derived.by(() => {
    const last = this.coverDays.at(-1) ?? this.today
    const when =
      this.coverDays.length > 7 - weekdayOf(this.today) + 1 ? `until ${dateOf(last)}` : 'this week'
    return `Cover ${when}, alone or better`
  })
  #thin = $derived.by(() =>
    worstFirst(thinRuns(this.coverGround, this.coverDays, { fromHour: this.#hour })),
  )
  cover = $derived.by<CoverLine[]>(() =>
    this.#thin.map((run) => ({
      key: run.key,
      name: run.name,
      when: upperFirst(runTime(run, this.today)),
      who: thinWords(run, this.firstName),
      why: whyThin(this.coverGround, run, this.firstName),
    })),
  )
  /** Skills that nobody shown can do alone although somebody is in training for it or a target asks for it. */
  nobodyAlone = $derived.by(() =>
    this.matrix.columns.filter(
      ({ alone, needed, id }, at) =>
        alone === 0 &&
        ((needed ?? 0) > 0 || this.matrix.rows.some(({ cells }) => (cells[at]?.level ?? 0) > 0)) &&
        id !== '',
    ),
  )
}
