const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

export type Origins = (origin: string) => boolean

/**
 * Exact origins. Without a list: the server's own address; on loopback all its names are one's own.
 * The Host header is no witness: whoever rebinds a name to this machine would bring their own.
 */
export function createOrigins(allowed: readonly string[], own: () => { host: string; port: number } | null): Origins {
  let last: ReturnType<typeof own> = null
  const listed = new Set(allowed.map((origin) => origin.replace(/\/$/, '').toLowerCase()))
  return (origin) => {
    const given = origin.toLowerCase()
    if (listed.size > 0) return listed.has(given)
    // A server that is ending has no address any more, and still answers on open connections.
    last = own() ?? last
    if (!last) return false
    const { host, port } = last
    const names = isLoopback(host) || isAny(host) ? LOOPBACK : [host.includes(':') ? `[${host}]` : host]
    return names.some((name) => given === `http://${name}:${port}`)
  }
}

const isAny = (host: string) => host === '0.0.0.0' || host === '::'
export const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^(::ffff:)?127\./.test(host)
