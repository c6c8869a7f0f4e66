import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../db/connect.js'
import { OperatorError } from '../../db/settings.js'
import { readConfig } from '../../server/config.js'
import { tasks } from '../../server/upkeep/tasks.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyboard-broken-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What the operator is told, as a sentence and not as a trace. */
async function told(trying: Promise<unknown>): Promise<string> {
  const error = await trying.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(OperatorError)
  return (error as OperatorError).message
}

describe('a data folder that cannot be used', () => {
  it('is a file', async () => {
    const dataDir = join(folder, 'file')
    await writeFile(dataDir, 'x')
    expect(await told(connect({ dataDir }))).toContain(`DATA_DIR is ${dataDir}`)
  })

  it('holds something else where the database belongs: no empty office hides that', async () => {
    await mkdir(join(folder, 'database'))
    await writeFile(join(folder, 'database', 'left-over'), 'x')
    expect(await told(connect({ dataDir: folder }))).toContain('holds no database')
  })

  it('has a damaged database, and is let go of', async () => {
    const connection = await connect({ dataDir: folder })
    await connection.close()
    await writeFile(join(folder, 'database', 'global', 'pg_control'), 'not this')
    for (let attempt = 0; attempt < 2; attempt++) {
      const sentence = await told(connect({ dataDir: folder }))
      expect(sentence).toContain('cannot be opened')
      expect(sentence).toContain('npm run restore -- FILE')
    }
  })
})

it('says where a backup cannot be written', async () => {
  const config = readConfig({ DATA_DIR: folder })
  await mkdir(join(folder, 'database'))
  const backup = tasks.backup?.([join(folder, 'missing', 'file.tar')], config) as Promise<void>
  expect(await told(backup)).toContain(`Cannot write to ${join(folder, 'missing')}`)
})
