/**
 * A small door for the operator of the embedded database: whoever can read the data folder may ask the
 * server that holds it for a backup. On loopback only, with a token in a file that only its owner reads.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const nameIn = (dataDir: string) => join(dataDir, 'upkeep.json')

type Place = { port: number; token: string }

/** @returns closes the hatch and takes its file away */
export async function openHatch(dataDir: string, backup: (file: string) => Promise<void>): Promise<() => Promise<void>> {
  const token = randomBytes(24).toString('base64url')
  const server = createServer((req, res) => {
    answer(req, token, backup).then(
      ({ status, body }) => res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => res.writeHead(500).end(JSON.stringify({ message: String(error) })),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  server.unref()
  const place: Place = { port: (server.address() as AddressInfo).port, token }
  await writeFile(nameIn(dataDir), JSON.stringify(place), { mode: 0o600 })
  return async () => {
    await rm(nameIn(dataDir), { force: true })
    server.closeAllConnections()
    await new Promise<void>((done) => server.close(() => done()))
  }
}

async function answer(req: IncomingMessage, token: string, backup: (file: string) => Promise<void>) {
  const given = Buffer.from(req.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  const right = given.length === wanted.length && timingSafeEqual(given, wanted)
  if (!right || req.method !== 'POST' || req.url !== '/backup') return { status: 404, body: {} }
  let text = ''
  for await (const chunk of req) text += String(chunk)
  const { file } = JSON.parse(text) as { file: string }
  await backup(file)
  return { status: 200, body: {} }
}

/** Asks the server that holds the folder; false when none does. @throws Error when it could not */
export async function askForBackup(dataDir: string, file: string): Promise<boolean> {
  const place = await readFile(nameIn(dataDir), 'utf8').then((text) => JSON.parse(text) as Place, () => null)
  if (!place) return false
  const answered = await fetch(`http://127.0.0.1:${place.port}/backup`, {
    method: 'POST',
    headers: { authorization: `Bearer ${place.token}` },
    body: JSON.stringify({ file }),
  }).catch(() => null)
  // The file of a server that was killed leads nowhere.
  if (!answered) return false
  if (!answered.ok) throw new Error(`the server could not make the backup: ${await answered.text()}`)
  return true
}
