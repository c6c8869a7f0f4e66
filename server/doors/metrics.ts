import { timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { isLoopback } from './origin.js'

/** Prometheus figures, for loopback or for who brings the token. */
export function createMetrics(token: string | null, read: () => { sockets: number; offices: number }): RequestHandler {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'tallyboard_' })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({ name, help, registers: [registry], collect() { this.set(value()) } })
  gauge('tallyboard_sockets', 'Screens connected to this node', () => read().sockets)
  gauge('tallyboard_offices', 'Offices that this node serves', () => read().offices)
  return async (req, res) => {
    const direct = isLoopback(req.socket.remoteAddress ?? '') && !req.headers['x-forwarded-for']
    if (!direct && !carries(req.headers.authorization, token)) return void res.status(404).end()
    res.type(registry.contentType).send(await registry.metrics())
  }
}

function carries(header: string | undefined, token: string | null): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return token !== null && given.length === wanted.length && timingSafeEqual(given, wanted)
}
