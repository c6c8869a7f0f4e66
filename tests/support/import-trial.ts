/** Files to import without a server: what would be sent is kept, what is known is given. */
import { mappingSchema, type ImportReport, type RawMapping } from '../../server/contract/import.js'
import type { Answer } from '../../server/contract/wire.js'
import {
  importFile,
  type ImportJob,
  type ImportPorts,
} from '../../server/core/importing/import-file.js'
import { Refusal } from '../../server/core/refusal.js'
import { MONDAY_9, office, teams, types } from './floor.js'

export type Call = {
  name: string
  input: { rows: { line: number; type: string; reference?: string | null }[]; name?: string }
  id: string
}

/** One import after the other, with everything accepted unless a test says otherwise. */
export class Trial {
  calls: Call[] = []
  /** References that some task has already. */
  known: string[] = []

  readonly taken = ({ name, input }: Call): Answer => ({
    ok: true,
    seq: 1,
    output:
      name === 'type.save'
        ? { taskType: { id: `made-${this.calls.length}`, name: input.name, standardMinutes: 10 } }
        : { created: input.rows.length, skipped: [], refused: [] },
  })

  keep(name: string, input: object, id: string): Call {
    const call = { name, input: input as Call['input'], id }
    this.calls.push(call)
    return call
  }

  dry = (
    content: string | Uint8Array,
    mapping: RawMapping | null = null,
    more: Partial<ImportJob> = {},
  ): Promise<ImportReport> => importFile(job(content, mapping, more), this.#ports())

  real = (
    content: string | Uint8Array,
    mapping: RawMapping,
    ports: Partial<ImportPorts> = {},
    more: Partial<ImportJob> = {},
  ): Promise<ImportReport> =>
    importFile(job(content, mapping, { dryRun: false, ...more }), this.#ports(ports))

  #ports(more: Partial<ImportPorts> = {}): ImportPorts {
    return {
      run: async (name, input, id) => this.taken(this.keep(name, input, id)),
      known: async (references) => references.filter((one) => this.known.includes(one)),
      progress: () => {},
      stopped: () => false,
      ...more,
    }
  }
}

const job = (
  content: string | Uint8Array,
  mapping: RawMapping | null,
  more: Partial<ImportJob>,
): ImportJob => ({
  importId: '7c5f2b1e-90d3-4f6a-8f4e-2f6a1c9d3b10',
  dryRun: true,
  name: 'tasks.csv',
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  mapping: mapping && mappingSchema.parse(mapping),
  office,
  words: { types, teams },
  now: MONDAY_9,
  ...more,
})

/** What an import was refused with. */
export async function refusalOf(doing: Promise<ImportReport>): Promise<unknown> {
  const error = await doing.catch((one: unknown) => one)
  return error instanceof Refusal ? error.failure : error
}
