/** The environment, read once; each error names its variable and what to write. */
import { z } from 'zod'
import { fail } from '../db/settings.js'
import { isLoopback } from './doors/origin.js'

const number = (least: number, most: number, usual: number) =>
  z.string().optional().transform((value, ctx) => {
    const given = value === undefined || value === '' ? usual : Number(value)
    if (Number.isInteger(given) && given >= least && given <= most) return given
    ctx.addIssue({ code: 'custom', message: `must be a whole number from ${least} to ${most}` })
    return z.NEVER
  })

const text = (usual: string) => z.string().optional().transform((value) => value || usual)
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const environment = z.object({
  PORT: number(0, 65_535, 3000),
  HOST: text('127.0.0.1'),
  DATA_DIR: text('./data'),
  DATABASE_URL: z.string().optional().transform((value, ctx) => {
    if (!value) return null
    if (/^postgres(ql)?:\/\/./.test(value)) return value
    ctx.addIssue({ code: 'custom', message: 'must be like postgresql://user:password@host/database' })
    return z.NEVER
  }),
  ORIGIN: z.string().optional().transform((value, ctx) => {
    const origins = (value ?? '').split(',').map((one) => one.trim()).filter(Boolean)
    for (const origin of origins) {
      if (!URL.canParse(origin) || new URL(origin).origin !== origin.replace(/\/$/, '').toLowerCase()) {
        ctx.addIssue({ code: 'custom', message: `must be like https://board.example.gov; "${origin}" is not an origin` })
      }
    }
    return origins
  }),
  LOG_LEVEL: text('info').pipe(z.enum(levels, `must be one of ${levels.join(', ')}`)),
  METRICS_TOKEN: z.string().optional().transform((value) => value || null),
  IDLE_MINUTES: number(15, 720, 30),
})

export type Config = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  origins: string[]
  logLevel: (typeof levels)[number]
  metricsToken: string | null
  /** Minutes without input after which a session ends. */
  idleMinutes: number
}

/** @throws OperatorError naming each variable at fault */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = environment.safeParse(env)
  if (!read.success) {
    throw fail(read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'))
  }
  const found = read.data
  return {
    port: found.PORT, host: found.HOST, dataDir: found.DATA_DIR, databaseUrl: found.DATABASE_URL,
    origins: found.ORIGIN, logLevel: found.LOG_LEVEL, metricsToken: found.METRICS_TOKEN,
    idleMinutes: found.IDLE_MINUTES,
  }
}

/** Served over https as far as people see it: some allowed origin is. */
export const isSecure = ({ origins }: Config) => origins.some((origin) => origin.startsWith('https:'))

/** @throws OperatorError when the demo, whose passwords everybody knows, would be reachable from outside */
export function mustBeLoopback(config: Config): void {
  if (!isLoopback(config.host)) {
    throw fail(`The demo's passwords are public, so it serves this machine only; leave HOST out (it is ${config.host}).`)
  }
}
