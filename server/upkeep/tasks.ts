/** What an operator does from the command line besides starting the server. */
import { createInterface } from 'node:readline/promises'
import { dirname, resolve } from 'node:path'
import { constants, existsSync } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { backUpFolder } from '../../db/backup.js'
import { embeddedFolder } from '../../db/initialise.js'
import { lockFolder } from '../../db/lock.js'
import { restore } from '../../db/restore.js'
import { connect, type Connection } from '../../db/connect.js'
import { migrate } from '../../db/migrate.js'
import { copyAll } from '../../db/move-to-postgres.js'
import { readAll, readOffices } from '../../db/queries/board.js'
import { fail } from '../../db/settings.js'
import { createApp } from '../app.js'
import { readConfig, type Config } from '../config.js'
import { askForBackup } from './hatch.js'

const say = (line: string) => process.stdout.write(`${line}\n`)

export type Task = (argv: string[], config: Config) => Promise<void>

export const tasks: Record<string, Task> = {
  backup: async ([file], config) => {
    embeddedOnly(config)
    const target = resolve(file ?? stop('Say where to: npm run backup -- FILE'))
    mustExist(config)
    await access(dirname(target), constants.W_OK).catch(() => stop(`Cannot write to ${dirname(target)}; name a folder that is there and yours.`))
    if (!(await askForBackup(config.dataDir, target))) await backUpClosed(config.dataDir, target)
    say(`Backed up to ${target} (${((await stat(target)).size / 1_048_576).toFixed(1)} MB).`)
  },
  restore: async ([file], config) => {
    embeddedOnly(config)
    const source = file ?? stop('Say from where: npm run restore -- FILE')
    const aside = await restore(config.dataDir, resolve(source), new Date())
    say(`Restored ${resolve(source)}.${aside ? ` The former database is kept in ${aside}.` : ''}`)
  },
  'move-to-postgres': async ([url], config) => {
    const target = readConfig({ DATABASE_URL: url ?? stop('Say where to: npm run move-to-postgres -- postgresql://user:password@host/database') })
    mustExist(config)
    const from = await connect({ dataDir: config.dataDir })
    try {
      await moveTo(from, target.databaseUrl ?? '')
    } finally {
      await from.close()
    }
  },
  'reset-admin': async ([username], config) => {
    if (!config.databaseUrl) mustExist(config)
    const db = await connect(config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir })
    try {
      await migrate(db.db)
      await resetAdmin(db, username)
    } finally {
      await db.close()
    }
  },
}

const stop = (message: string): never => {
  throw fail(message)
}

/** Opening a folder without a database would make an empty one. */
function mustExist({ dataDir }: Config): void {
  if (existsSync(embeddedFolder(dataDir))) return
  throw fail(`There is no database in ${resolve(dataDir)}; set DATA_DIR to the folder that has it.`)
}

async function backUpClosed(dataDir: string, file: string): Promise<void> {
  const lock = await lockFolder(dataDir)
  try {
    await backUpFolder(lock.folder, file)
  } finally {
    await lock.release()
  }
}

function embeddedOnly(config: Config): void {
  if (config.databaseUrl) throw fail('This is for the embedded database; back PostgreSQL up with its own pg_dump, and after a restore run: update meta set value = to_jsonb(gen_random_uuid()::text) where key = \'epoch\'')
}

async function moveTo(from: Connection, url: string): Promise<void> {
  const to = await connect({ databaseUrl: url })
  try {
    const copied = await copyAll(from.db, to.db)
    say(`${'table'.padEnd(12)} ${'rows'.padStart(9)}  content, the same on both sides`)
    for (const { table, rows, hash } of copied) say(`${table.padEnd(12)} ${String(rows).padStart(9)}  ${hash}`)
    say('Everything is there and the same. The embedded database was left as it is; start with DATABASE_URL from now on.')
  } finally {
    await to.close()
  }
}

/** Gives an admin a new temporary passphrase and ends their sessions, as another admin would. */
async function resetAdmin(db: Connection, wanted: string | undefined): Promise<void> {
  const found = await admins(db)
  if (found.length === 0) throw fail('There is no admin here; start the server to get a set-up link.')
  let username = wanted
  if (username === undefined && found.length > 1) {
    say(`Admins: ${found.map((one) => one.username).join(', ')}`)
    const ask = createInterface({ input: process.stdin, output: process.stdout })
    username = await ask.question('Whose passphrase? ')
    ask.close()
  }
  const admin = username === undefined ? found[0] : found.find((one) => one.username === username?.trim())
  if (!admin) throw fail(`There is no admin ${username}; there is ${found.map((one) => one.username).join(', ')}.`)
  const app = await createApp({ db, watch: false })
  const answer = await app.execute(admin.office, admin.id, 'password.reset', { person: admin.id })
  await app.close()
  if (!answer.ok) throw fail(answer.error.message)
  say(`${admin.username} signs in with this passphrase and then chooses another; it works for 7 days:`)
  say(`  ${(answer.output as { password: string }).password}`)
}

async function admins(db: Connection) {
  const found: { office: string; id: string; username: string }[] = []
  for (const office of await readOffices(db.db)) {
    const accounts = await readAll(db.db, office, 'account')
    for (const person of await readAll(db.db, office, 'person')) {
      if (person.role !== 'admin' || !person.active) continue
      const username = accounts.find(({ id }) => id === person.id)?.username
      if (username) found.push({ office, id: person.id, username })
    }
  }
  return found
}
