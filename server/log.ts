import { pino, type Logger, type LoggerOptions } from 'pino'

const LEVELS: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error' }

/** JSON, a line an event, for whoever collects it; in a terminal, lines for a person. */
export function createLog(level: NonNullable<LoggerOptions['level']>): Logger {
  if (!process.stdout.isTTY) return pino({ level })
  return pino({ level, base: null }, { write: (line) => void process.stdout.write(readable(line)) })
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
