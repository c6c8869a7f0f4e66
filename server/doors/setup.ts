/** The page behind the one-time link of an empty installation. */
import express, { Router } from 'express'
import { z } from 'zod'
import type { Failure } from '../contract/errors.js'
import { line, prose } from '../contract/text.js'
import { invalid } from '../core/invalid.js'
import type { Access } from './house.js'
import { fail } from './reply.js'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:30')

export const setupInput = z.strictObject({
  token: z.string().min(1).max(200),
  office: z
    .strictObject({
      name: line(120),
      timeZone: z.string().min(1).max(60),
      days: z.array(z.number().int().min(1).max(7)).min(1, 'choose at least one day').max(7),
      opens: clock,
      closes: clock,
      template: z.string().max(60).nullable().default(null),
    })
    .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: 'must be after the opening time' }),
  admin: z.strictObject({
    name: line(80),
    username: z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._@-]{0,59}$/, 'must be 1 to 60 of a-z, 0-9, dot, dash, underscore, @'),
    password: z.string().max(256),
  }),
  /** What people are told is recorded; left out: the text that Tallyboard suggests. */
  notice: z.strictObject({ recorded: prose(4000), where: prose(4000), seenBy: prose(4000), purpose: prose(4000) }).optional(),
})
export type SetupInput = z.output<typeof setupInput>

export type Setup = {
  check(token: string): Promise<boolean>
  templates(): object[]
  /** Founds the office; null when the link has been used. */
  take(input: SetupInput): Promise<{ ok: true } | { ok: false; error: Failure } | null>
}

const used: Failure = {
  code: 'not_found',
  message: 'This link has been used or is not the newest one. Start the server again to get a new link, or sign in.',
}

export function setupRouter(setup: Setup, access: Access, meOf: (session: { office: string; person: string }) => Promise<object | null>): Router {
  const router = Router()
  router.get('/setup', async (req, res) => {
    const token = typeof req.query.token === 'string' ? req.query.token : ''
    if (!(await setup.check(token))) return fail(res, used)
    res.json({ ok: true, templates: setup.templates() })
  })
  router.post('/setup', express.json({ limit: '64kb' }), async (req, res) => {
    const input = setupInput.safeParse(req.body)
    if (!input.success) return fail(res, invalid(input.error.issues))
    const taken = await setup.take(input.data)
    if (taken === null) return fail(res, used)
    if (!taken.ok) return fail(res, taken.error)
    const { username, password } = input.data.admin
    const signed = await access.signIn({ username, password, address: req.ip ?? '' })
    if (!signed.ok) return fail(res, signed.error)
    res.setHeader('Set-Cookie', signed.cookie)
    res.json({ ok: true, me: await meOf(signed.session) })
  })
  return router
}
