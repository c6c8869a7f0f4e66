/** What a command is: which rows it looks at, and a decision over them. */
import type { KeptBalance } from '../contract/balance-commands.js'
import type { Input, Output, WriteName } from '../contract/commands.js'
import type { StandardRow } from '../contract/desk-rows.js'
import type { ReviewRow } from '../contract/quality-rows.js'
import type { Suggestion } from '../contract/training-figures.js'
import type { CredentialRow, Key, OfficeRow, PersonRow, Role, TableName } from '../contract/rows.js'
import type { Viewer } from '../domain/audience.js'
import type { NoteFigure } from '../domain/fairness/figures.js'
import type { Unit } from './rows.js'

export type Actor = Viewer & { person: PersonRow | null; role: Role }

export type Ctx = {
  actor: Actor
  office: OfficeRow
  /** ISO instant of the decision. */
  now: string
  /** The seq that this command's entry will have. */
  seq: number
  newId(): string
  /**
   * A number in [0, 1) that is always the same for a label within the installation, and that nobody
   * without its secret can tell beforehand.
   */
  draw(label: string): number
  /** The hash of the session that asks; null for the system. */
  session: string | null
}

/** What a decision looks at beyond the people, types and held work that memory always has. */
export type Needs = {
  rows?: { [T in TableName]?: Key<T>[] }
  /** Queued tasks that may be taken: the teams, and the types. */
  queue?: { teams: string[]; types: string[] }
  /** References to look for among all tasks ever. */
  references?: string[]
}

/** What finished tasks of a type took: the median and the middle 80 % of `n`. */
export type Measured = Required<NonNullable<StandardRow['measured']>>

/** What a proposal proves of moves that are to be taken, and under what each task would have stayed. */
export type Proved = Pick<
  KeptBalance,
  'floorAt' | 'floor' | 'certificate' | 'lists' | 'open' | 'before' | 'after' | 'words'
> & { unless: [task: number, sentence: string][] }

/** What is known here of a proposal of which moves are to be taken. */
export type Known = {
  /** Why it moves what is taken, in its own words; nothing for what it did not propose. */
  why: [task: number, sentence: string][]
  /** Null: nothing yet of these moves. */
  proved: Proved | null
}

/** What runs before the line, because it takes time or chance: hashing, passphrases, measures. */
export type Tools = {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
  problemsOf(password: string, person: { username: string; name: string }): string[]
  /** Equal for equal texts under one label, and as dear to guess from as `hash`. */
  fingerprint(label: string, text: string): Promise<string>
  /** A passphrase that the same label always gives, so that it need never be stored. */
  passphraseFor(label: string): string
  credentialOf(office: string, person: string): Promise<CredentialRow | null>
  /** What the record says of a person over days, both included, for a note. */
  figures(
    office: string,
    about: { person: string; from: string; to: string },
  ): Promise<NoteFigure[]>
  /** The same for a note that is there; null: there is none. */
  figuresOfNote(office: string, note: string): Promise<NoteFigure[] | null>
  /** Checks of these ids that have left the board. */
  keptChecks(office: string, ids: readonly string[]): Promise<ReviewRow[]>
  /** Null while too few tasks are timed. */
  measure(office: string, type: string, team?: string): Promise<Measured | null>
  /** Null where the record does not suggest it, or not any more. */
  suggestion(office: string, key: string): Promise<Suggestion | null>
  /** Null where this server does not know the proposal. */
  known(
    office: string,
    asked: Pick<Input<'balance.apply'>, 'team' | 'seq' | 'moves'> & {
      proposal: string
      person: string
    },
  ): Promise<Known | null>
}

export type Asked<I> = { input: I; actor: PersonRow; office: string; id: string }

export type Decision<I, O, Prepared = undefined> = {
  needs?(input: I, actor: Actor, rows: Unit): Needs
  prepare?(asked: Asked<I>, tools: Tools): Promise<Prepared>
  /** Synchronous and pure over `rows`; refuses by throwing. */
  decide(rows: Unit, input: I, ctx: Ctx, prepared: Prepared): O
  /** Adds to an answer what must not be stored with it. */
  present?(output: O, asked: Asked<I>, tools: Tools): O
}

export type CommandOf<N extends WriteName, Prepared = undefined> = Decision<
  Input<N>,
  Output<N>,
  Prepared
>

/** A decision whose types the line need not know. */
export type AnyDecision = {
  needs?(input: never, actor: Actor, rows: Unit): Needs
  prepare?(asked: Asked<never>, tools: Tools): Promise<unknown>
  decide(rows: Unit, input: never, ctx: Ctx, prepared: never): object
  present?(output: never, asked: Asked<never>, tools: Tools): object
}
