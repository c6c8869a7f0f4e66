/** Sends a file to be read or brought in, and hears how far it is. */
import type { Failure } from '../../server/contract/errors.js'
import type { ImportProgress, ImportReport, RawMapping } from '../../server/contract/import.js'
import { NoAnswer } from './link.js'

export type ImportAsk = {
  file: File
  /** Null: the server guesses it. */
  mapping: RawMapping | null
  dryRun: boolean
  /** The same id goes on with an import that was cut off, and never makes a row twice. */
  importId: string
}
export type Progress = ImportProgress['progress']
export type ImportAnswer = { ok: true; output: ImportReport } | { ok: false; error: Failure }
export type SendImport = (
  ask: ImportAsk,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<ImportAnswer>

/** Ms without a word, once the answer has begun, after which the connection counts as lost. */
export const silence = 30_000

const gone: ImportAnswer = {
  ok: false,
  error: {
    code: 'invalid_input',
    message: 'The file was changed, moved or deleted after it was chosen. Choose it again.',
  },
}

/** @throws NoAnswer when the connection is lost before the last line; DOMException `AbortError` when `signal` ends it */
export const sendImport: SendImport = async (ask, onProgress, signal) => {
  if (!(await readable(ask.file))) return gone
  const body = new FormData()
  body.set('importId', ask.importId)
  body.set('dryRun', String(ask.dryRun))
  if (ask.mapping) body.set('mapping', JSON.stringify(ask.mapping))
  body.set('file', ask.file)
  try {
    const headers = { accept: 'application/x-ndjson' }
    const response = await fetch('/api/import', {
      method: 'POST',
      body,
      headers,
      signal,
      credentials: 'same-origin',
    })
    return await readAnswer(response, onProgress)
  } catch (cause) {
    if (signal.aborted || cause instanceof NoAnswer) throw cause
    throw new NoAnswer('the import was cut off', { cause })
  }
}

/** A file that was changed on disk can no longer be sent, and would look like a lost connection. */
async function readable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}

async function readAnswer(
  response: Response,
  onProgress: (progress: Progress) => void,
): Promise<ImportAnswer> {
  let answer: ImportAnswer | null = null
  const lines = new Lines()
  const take = (line: string) => {
    const said = JSON.parse(line) as ImportProgress | ImportAnswer
    if ('progress' in said) onProgress(said.progress)
    else if ('ok' in said) answer = said
  }
  for await (const chunk of chunks(response)) for (const line of lines.add(chunk)) take(line)
  for (const line of lines.end()) take(line)
  if (!answer) throw new NoAnswer(`the import ended without an answer (${response.status})`)
  return answer
}

async function* chunks(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader()
  if (!reader) return
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await soon(reader.read())
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    void reader.cancel().catch(() => undefined)
  }
}

/** A proxy may keep a line open whose other end is gone; an import that runs says so every moment. */
async function soon<T>(reading: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer('the import fell silent')), silence)
  })
  try {
    return await Promise.race([reading, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Cuts a stream of text into its lines; empty ones are dropped. */
export class Lines {
  #rest = ''

  add(text: string): string[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    return lines.filter((line) => line.trim() !== '')
  }

  end(): string[] {
    const last = this.#rest
    this.#rest = ''
    return last.trim() === '' ? [] : [last]
  }
}
