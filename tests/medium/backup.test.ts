import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { backUp, backUpFolder } from '../../db/backup.js'
import { connect } from '../../db/connect.js'
import { embeddedFolder, restoredFolder } from '../../db/initialise.js'
import { addSession, readExpiredSessions, removeSession } from '../../db/queries/sessions.js'
import { readEpoch } from '../../db/queries/log.js'
import { restore } from '../../db/restore.js'
import { backUpDaily } from '../../server/upkeep/daily.js'
import { askForBackup, openHatch } from '../../server/upkeep/hatch.js'
import { MONDAY_9, OFFICE } from '../support/floor.js'
import { foundOffice, openNode, type Node } from '../support/nodes.js'

// Each opens several databases in turn.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const NOW = new Date(MONDAY_9)

/** Ended after the backup, so that it must not come back as a running one. */
const session = {
  id_hash: 'h',
  office: OFFICE,
  person: 'ana',
  created_at: MONDAY_9,
  idle_until: '2999-01-01T00:00:00.000Z',
  absolute_until: '2999-01-01T00:00:00.000Z',
  last_input_at: MONDAY_9,
}

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyboard-backup-'))
  file = join(folder, 'kept.tar.gz')
  const template = await readFile(inject('pgliteTemplate'))
  const loadDataDir = new Blob([new Uint8Array(template)])
  await (await PGlite.create(embeddedFolder(folder), { loadDataDir })).close()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = async (): Promise<Node> => openNode(await connect({ dataDir: folder }))
const tray = { type: 'mail', title: 'Tray 1' }

async function founded(): Promise<Node> {
  const connection = await connect({ dataDir: folder })
  await foundOffice(connection)
  return openNode(connection)
}

const titles = async (node: Node) =>
  [...(await node.app.boardOf(OFFICE)).tables.task.values()].map(
    (task) => 'title' in task && task.title,
  )

describe('a backup', () => {
  it('brings back what was there as another epoch, and keeps what came after beside it', async () => {
    const before = await founded()
    await addSession(before.db.db, session)
    await before.do('ana', 'task.create', tray)
    const epoch = await readEpoch(before.db.db)
    await backUp(before.db, file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await before.do('ana', 'task.create', { type: 'mail', title: 'Tray 2' })
    await removeSession(before.db.db, session.id_hash)
    await before.close()

    const aside = await restore(folder, file, NOW)
    const after = await open()
    expect(await titles(after)).toEqual(['Tray 1'])
    expect(await readEpoch(after.db.db)).not.toBe(epoch)
    expect(await readExpiredSessions(after.db.db, MONDAY_9, 9)).toMatchObject([{ id_hash: 'h' }])
    await after.do('ana', 'task.create', { type: 'mail', title: 'Tray 3' })
    await after.close()

    await rm(embeddedFolder(folder), { recursive: true })
    await rename(aside ?? '', embeddedFolder(folder))
    const former = await open()
    expect(await titles(former)).toEqual(['Tray 1', 'Tray 2'])
    await former.close()
  })

  it('is whole although people go on working while it is made', async () => {
    const node = await founded()
    const acknowledged: number[] = []
    const state = { busy: true }
    const work = (async () => {
      while (state.busy) {
        acknowledged.push((await node.do('ana', 'task.create', tray)).task.no)
        // As commands from a socket do, it lets others have their turn.
        await setImmediate()
      }
    })()
    await backUp(node.db, file)
    state.busy = false
    await work
    await node.close()

    await restore(folder, file, NOW)
    const restored = await open()
    const board = await restored.app.boardOf(OFFICE)
    const kept = board.tables.task.size
    expect(kept).toBeLessThanOrEqual(acknowledged.length)
    expect(board.seq).toBe(kept + 1)
    await restored.close()
  })

  it('can be made of a folder that nobody has open', async () => {
    await (await founded()).close()
    await backUpFolder(folder, file)
    await rm(embeddedFolder(folder), { recursive: true })
    expect(await restore(folder, file, NOW)).toBeNull()
    const restored = await open()
    expect((await restored.app.boardOf(OFFICE)).seq).toBe(1)
    await restored.close()
  })

  it('leaves nothing behind when it fails', async () => {
    const node = await founded()
    await expect(backUp(node.db, join(folder, 'nowhere', 'kept.tar.gz'))).rejects.toThrow('ENOENT')
    await node.close()
    expect(await readdir(folder)).toEqual(['database'])
  })
})

describe('restoring', () => {
  it('refuses while a server holds the folder', async () => {
    const node = await founded()
    await expect(restore(folder, file, NOW)).rejects.toThrow('is in use by Tallyboard')
    await node.close()
  })

  it('refuses what is no backup, and leaves the folder as it was', async () => {
    await writeFile(file, 'something else')
    await expect(restore(folder, file, NOW)).rejects.toThrow(
      `${file} is not a backup of Tallyboard.`,
    )
    await writeFile(file, Buffer.from([0x1f, 0x8b, 1, 2, 3]))
    await expect(restore(folder, file, NOW)).rejects.toThrow(
      `${file} is not a backup of Tallyboard.`,
    )
    await expect(restore(folder, join(folder, 'gone'), NOW)).rejects.toThrow(
      'Cannot read the backup',
    )
    expect(await readdir(folder)).toEqual(['database', 'kept.tar.gz'])
  })

  it('is finished by the next start when it was interrupted before its last step', async () => {
    await (await founded()).close()
    await rename(embeddedFolder(folder), restoredFolder(folder))
    await mkdir(join(folder, '.copy-for-backup-abc123'))
    const node = await open()
    expect((await node.app.boardOf(OFFICE)).seq).toBe(1)
    await node.close()
    expect(await readdir(folder)).toEqual(['database'])
  })
})

it('is made by the server that holds the folder, for whoever may read the folder', async () => {
  const asked: string[] = []
  const close = await openHatch(folder, async (target) => void asked.push(target))
  const note = join(folder, 'upkeep.json')
  expect((await stat(note)).mode & 0o777).toBe(0o600)
  expect(await askForBackup(folder, file)).toBe(true)
  const { port } = JSON.parse(await readFile(note, 'utf8')) as { port: number }
  const stranger = await fetch(`http://127.0.0.1:${port}/backup`, {
    method: 'POST',
    headers: { authorization: 'Bearer guess' },
    body: JSON.stringify({ file: '/stolen' }),
  })
  expect(stranger.status).toBe(404)
  expect(asked).toEqual([file])
  await close()
  expect(await readdir(folder)).toEqual(['database'])
  expect(await askForBackup(folder, file)).toBe(false)
})

it('is made once a day, and the newest are kept', async () => {
  const node = await founded()
  await mkdir(join(folder, 'backups'))
  for (const day of ['2026-03-01', '2026-03-02']) {
    await writeFile(join(folder, 'backups', `daily-${day}.tar.gz`), '')
  }
  await writeFile(join(folder, 'backups', 'mine.tar.gz'), '')
  await backUpDaily(node.db, folder, '2026-03-03', undefined, 2)
  const made = await stat(join(folder, 'backups', 'daily-2026-03-03.tar.gz'))
  await backUpDaily(node.db, folder, '2026-03-03', undefined, 2)
  await node.close()
  expect(await readdir(join(folder, 'backups'))).toEqual([
    'daily-2026-03-02.tar.gz',
    'daily-2026-03-03.tar.gz',
    'mine.tar.gz',
  ])
  expect((await stat(join(folder, 'backups', 'daily-2026-03-03.tar.gz'))).mtimeMs).toBe(
    made.mtimeMs,
  )
})
