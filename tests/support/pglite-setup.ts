import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { connect } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'

/** Makes the template that every test's embedded database is loaded from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tallyboard-template-'))
  // A run that is interrupted skips its teardown.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const pglite = await PGlite.create()
  const connection = await connect({ pglite })
  await migrate(connection.db)
  // Not gzipped: loading is done for each test file, writing once.
  const dump = await pglite.dumpDataDir('none')
  const file = join(folder, 'template.tar')
  await writeFile(file, Buffer.from(await dump.arrayBuffer()))
  await connection.close()
  project.provide('pgliteTemplate', file)
  return () => rm(folder, { recursive: true, force: true })
}
