/** One import from the choice of a file to its counts. Holds what was typed until the next file. */
import type { ErrorCode, Failure } from '../../server/contract/errors.js'
import type { ImportReport, ImportTarget, Mapping } from '../../server/contract/import.js'
import type { ImportAnswer, Progress, SendImport } from '../wire/import-file.js'
import { NoAnswer } from '../wire/link.js'
import { withColumn } from './import-mapping.js'
import {
  choose,
  madeType,
  makeRest,
  mergeWords,
  newTypes,
  withWords,
  type NewType,
  type TypeChoice,
  type TypeWord,
} from './import-types.js'

export type ImportPhase = 'choose' | 'reading' | 'ready' | 'making' | 'importing' | 'done'
/** An import of a file that did not end: kept on this device, so that it can go on. */
export type Unfinished = { key: string; importId: string; mapping: Mapping }
export type Keep = { read(): Unfinished | null; write(unfinished: Unfinished | null): void }

export type ImportTools = {
  send: SendImport
  /** Makes a type and answers its id, or why not. */
  makeType(
    type: NewType['input'],
  ): Promise<{ ok: true; id: string } | { ok: false; error: Failure }>
  newId(): string
  keep: Keep
  wait(ms: number): Promise<void>
}

/** Ms from a change to the next look at the file, so that typing does not send it for each letter. */
const pause = 350
const longestWait = 15_000
export const largestFile = 32 * 1024 * 1024

/** Refusals after which the same import can go on: rows that came in stay, and the rest is missing. */
const mayGoOn: readonly ErrorCode[] = ['not_signed_in', 'internal']

const choices = ({ types, createTypes }: Mapping) =>
  JSON.stringify([Object.entries(types).sort(), [...createTypes].sort()])

export const keyOf = (file: File) => `${file.name} ${file.size} ${file.lastModified}`

export class ImportWork {
  #phase = $state<ImportPhase>('choose')
  #file = $state.raw<File | null>(null)
  #report = $state.raw<ImportReport | null>(null)
  #mapping = $state.raw<Mapping | null>(null)
  #words = $state.raw<TypeWord[]>([])
  #progress = $state.raw<Progress | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #lost = $state(false)
  #checking = $state(false)
  #unfinished = $state.raw<Unfinished | null>(null)
  /** Where tasks of the types that are made go when their row names no team. */
  team = $state<string | null>(null)
  #tools: ImportTools
  #abort = new AbortController()

  constructor(tools: ImportTools) {
    this.#tools = tools
  }

  get phase() {
    return this.#phase
  }
  get file() {
    return this.#file
  }
  /** Of the last look at the file, or of the import itself. */
  get report() {
    return this.#report
  }
  get mapping() {
    return this.#mapping
  }
  get words(): readonly TypeWord[] {
    return this.#words
  }
  get progress() {
    return this.#progress
  }
  get failure() {
    return this.#failure
  }
  /** The connection is gone; it goes on by itself. */
  get lost() {
    return this.#lost
  }
  /** The counts below are of the mapping before the last change. */
  get checking() {
    return this.#checking
  }
  /** This very file was being imported here and did not end. */
  get unfinished() {
    return this.#unfinished
  }
  get busy() {
    return this.#phase === 'making' || this.#phase === 'importing'
  }

  async choose(file: File): Promise<void> {
    if (this.busy) return
    this.clear()
    this.#file = file
    if (file.size === 0)
      return this.#refuse(file, 'is empty. Choose the file again after saving it.')
    if (file.size > largestFile)
      return this.#refuse(
        file,
        'is larger than 32 MB. Split it, and bring the parts in one after the other.',
      )
    const kept = this.#tools.keep.read()
    this.#unfinished = kept?.key === keyOf(file) ? kept : null
    this.#phase = 'reading'
    await this.#look(null)
  }

  clear() {
    this.#abort.abort()
    this.#phase = 'choose'
    this.#file = null
    this.#report = null
    this.#mapping = null
    this.#words = []
    this.#progress = null
    this.#failure = null
    this.#lost = false
    this.#checking = false
    this.#unfinished = null
  }

  /** Ends what is under way without an answer: the page goes away. */
  close() {
    this.#abort.abort()
  }

  column(target: ImportTarget, header: string) {
    if (!this.#mapping) return
    if (target === 'type' && this.#mapping.columns.type !== (header || undefined)) this.#words = []
    this.change(withColumn(this.#mapping, target, header))
  }

  change(mapping: Mapping) {
    this.#mapping = mapping
    void this.#look(pause)
  }

  /** Takes another mapping as a whole, e.g. a saved one. */
  use(mapping: Mapping) {
    this.#words = []
    this.change(mapping)
  }

  word(value: string, choice: TypeChoice) {
    this.#reword(choose(this.#words, value, choice))
  }

  makeRest(minutes: string) {
    this.#reword(makeRest(this.#words, minutes))
  }

  /** Makes the new types, then brings the rows in. */
  async run(): Promise<void> {
    if (!this.#mapping || !this.#file || this.busy) return
    this.#abort.abort()
    this.#failure = null
    this.#phase = 'making'
    if (!(await this.#makeTypes())) {
      this.#phase = 'ready'
      return
    }
    await this.#import({
      key: keyOf(this.#file),
      importId: this.#tools.newId(),
      mapping: this.#mapping,
    })
  }

  /** Goes on with the import of this file that did not end. */
  async goOn(): Promise<void> {
    if (this.#unfinished && !this.busy) await this.#import(this.#unfinished)
  }

  forgetUnfinished() {
    this.#tools.keep.write(null)
    this.#unfinished = null
  }

  #refuse(file: File, message: string) {
    this.#failure = { code: 'invalid_input', message: `${file.name} ${message}` }
  }

  #reword(words: TypeWord[]) {
    this.#words = words
    if (this.#mapping) this.change(withWords(this.#mapping, words))
  }

  async #makeTypes(): Promise<boolean> {
    const all = newTypes(this.#words, this.team)
    for (const [done, { words, input }] of all.entries()) {
      this.#progress = { done, total: all.length }
      const made = await this.#made(input)
      if (!made.ok) {
        this.#failure = made.error
        return false
      }
      this.#words = madeType(this.#words, words, made.id)
      if (this.#mapping) this.#mapping = withWords(this.#mapping, this.#words)
    }
    return true
  }

  /** A hundred types at once may be asked to slow down. */
  async #made(input: NewType['input']): ReturnType<ImportTools['makeType']> {
    for (;;) {
      const made = await this.#tools.makeType(input)
      if (made.ok || made.error.retryAfterMs === undefined) return made
      await this.#tools.wait(made.error.retryAfterMs)
    }
  }

  async #import(unfinished: Unfinished): Promise<void> {
    const file = this.#file
    if (!file) return
    this.#abort.abort()
    this.#checking = false
    this.#failure = null
    this.#unfinished = null
    this.#phase = 'importing'
    this.#progress = { done: 0, total: this.#report?.rows ?? 0 }
    this.#tools.keep.write(unfinished)
    const { importId, mapping } = unfinished
    const answer = await this.#until({ file, mapping, dryRun: false, importId })
    if (!answer) return
    const goesOn = !answer.ok && mayGoOn.includes(answer.error.code)
    if (goesOn) this.#unfinished = unfinished
    else this.#tools.keep.write(null)
    this.#progress = null
    this.#phase = answer.ok ? 'done' : 'ready'
    if (answer.ok) this.#report = answer.output
    else this.#failure = answer.error
  }

  /** A dry run; what came of an older one is not taken. */
  async #look(after: number | null): Promise<void> {
    const file = this.#file
    if (!file) return
    this.#abort.abort()
    const mine = (this.#abort = new AbortController())
    this.#checking = after !== null
    if (after !== null) await this.#tools.wait(after)
    if (mine.signal.aborted) return
    const answer = await this.#until(
      { file, mapping: this.#mapping, dryRun: true, importId: this.#tools.newId() },
      mine,
    )
    if (!answer) return
    this.#checking = false
    this.#failure = answer.ok ? null : answer.error
    if (answer.ok) this.#looked(answer.output)
    else if (!this.#report) this.#phase = 'choose'
  }

  #looked(report: ImportReport) {
    const asked = this.#mapping ?? report.mapping
    this.#phase = 'ready'
    this.#report = report
    this.#words = mergeWords(this.#words, report)
    this.#mapping = withWords(report.mapping, this.#words)
    // A suggested type is a choice that this report has not counted yet.
    if (choices(this.#mapping) !== choices(asked)) void this.#look(0)
  }

  /** Sends until there is an answer; the same id makes that safe. Null: ended from here. */
  async #until(
    ask: Parameters<SendImport>[0],
    abort = (this.#abort = new AbortController()),
  ): Promise<ImportAnswer | null> {
    for (let tries = 0; !abort.signal.aborted; tries++) {
      const answer = await this.#once(ask, abort.signal)
      if (abort.signal.aborted) break
      this.#lost = answer === null
      const later = answer && !answer.ok ? answer.error.retryAfterMs : undefined
      if (answer && later === undefined) return answer
      await this.#tools.wait(later ?? Math.min(longestWait, 1_000 * 2 ** tries))
    }
    return null
  }

  /** Null: no answer, or one that says that the outcome is unknown. */
  async #once(ask: Parameters<SendImport>[0], signal: AbortSignal): Promise<ImportAnswer | null> {
    try {
      const answer = await this.#tools.send(ask, (progress) => (this.#progress = progress), signal)
      return !answer.ok && answer.error.code === 'unavailable' ? null : answer
    } catch (error) {
      if (signal.aborted || error instanceof NoAnswer) return null
      throw error
    }
  }
}
