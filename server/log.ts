import { pino, type Logger, type LoggerOptions } from 'pino'

const LEVELS: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error' }

/** JSON, a line an event, for whoever collects it; in a terminal, lines for a person. */
export function createLog(level: NonNullable<LoggerOptions['level']>): Logger {
  const options = { level, serializers: { err: told } }
  if (!process.stdout.isTTY) return pino(options)
  return pino({ ...options, base: null }, { write: (line) => void process.stdout.write(readable(line)) })
}

/**
 * What the log keeps of an error. A database driver hangs its whole client on one, with the statement's
 * parameters and the key that cancels it: none of that may leave the process.
 */
export function told(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return {
    type: name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    stack,
    ...(cause === undefined ? {} : { cause: told(cause) }),
  }
}

/** @param line one event as JSON */
export function readable(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>
  const at = new Date(Number(time)).toTimeString().slice(0, 8)
  const more = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const said = [at, LEVELS[Number(level)] ?? String(level), msg, ...more].filter(Boolean).join(' ')
  return `${said}${cause(err)}\n`
}

function cause(err: unknown): string {
  if (err === null || typeof err !== 'object') return ''
  const { stack, message } = err as { stack?: string; message?: string }
  return `\n  ${(stack ?? message ?? '').replaceAll('\n', '\n  ')}`
}
