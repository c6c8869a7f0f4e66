/** A whole node: database, migrations, application, listening. */
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import type { AddressInfo } from 'node:net'
import { connect, type Connection } from '../db/connect.js'
import { migrate } from '../db/migrate.js'
import { fail } from '../db/settings.js'
import { createApp, type App, type AppOptions } from './app.js'
import { permissionsOf } from './commands/policy.js'
import { isSecure, type Config } from './config.js'
import { boardOf, type House } from './doors/house.js'
import { docsRouter } from './doors/docs.js'
import { importRouter } from './doors/import.js'
import { setupRouter } from './doors/setup.js'
import { meOf } from './feed/snapshot.js'
import { createSetup } from './founding.js'
import { createLog } from './log.js'
import { keepUp } from './upkeep/daily.js'

const webDir = fileURLToPath(new URL('../web', import.meta.url))

export type Running = { app: App; address: string; stop(): Promise<void> }

export type ServeOptions = Partial<AppOptions> & {
  /** False: no backup a day, for data that is made up anyway. */
  daily?: boolean
}

/** Opens the database, brings it up to date and serves it. @throws OperatorError */
export async function serve(config: Config, { daily = true, ...more }: ServeOptions = {}): Promise<Running> {
  const log = createLog(config.logLevel)
  const db = await connect({
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: resolve(config.dataDir) }),
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  })
  try {
    await migrate(db.db)
    const app = await createApp({
      db, log, webDir, origins: config.origins, secure: isSecure(config), idleMinutes: config.idleMinutes,
      metricsToken: config.metricsToken, routers: (house) => routers(house, db), ...more,
    })
    await listen(app, config)
    const { address, port, family } = app.server.address() as AddressInfo
    const host = address === '127.0.0.1' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
    const upkeep = db.folder === null ? null : await keepUp(db, db.folder, { log, daily })
    const stop = async () => {
      await upkeep?.()
      await app.close()
      await db.close()
    }
    return { app, address: `http://${host}:${port}`, stop }
  } catch (error) {
    await db.close()
    throw error
  }
}

function routers(house: House, db: Connection) {
  const me = async ({ office, person }: { office: string; person: string }) => {
    const board = await boardOf(house, office)
    const row = board.tables.person.get(person)
    return row ? meOf(board, row, permissionsOf) : null
  }
  return [setupRouter(createSetup(db.db, () => new Date()), house.access, me), importRouter(house), docsRouter()]
}

function listen(app: App, { port, host }: Config): Promise<void> {
  return new Promise((done, failed) => {
    app.server.once('error', (error: NodeJS.ErrnoException) =>
      failed(error.code === 'EADDRINUSE'
        ? fail(`Port ${port} on ${host} is in use: another server runs there. Stop it, or set PORT to another number.`)
        : error),
    )
    app.server.listen(port, host, () => done())
  })
}
