/** The contract for people and programs: the document, and a page that shows it with Swagger UI. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Router, type Response } from 'express'
import { openapiDocument } from './openapi.js'

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

const files = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tallyboard: HTTP interface</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="interface"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`

/** A file of its own, since no script may stand in a page here. Nothing is sent to a validator elsewhere. */
const start = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#interface',
  deepLinking: true,
  displayOperationId: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
})
`

/** `GET /openapi.json`, `/docs` and its files, to be mounted under `/api`. */
export function docsRouter(): Router {
  const router = Router()
  let document: string | null = null
  router.get('/openapi.json', (_req, res) => {
    document ??= JSON.stringify(openapiDocument())
    res.type('application/json').send(document)
  })
  // Its links lead from here; with a slash at the end they would not.
  router.get('/docs', (req, res) => {
    if (req.path.endsWith('/')) return void res.redirect(301, '../docs')
    res.type('html').send(page)
  })
  router.get('/docs/start.js', (_req, res) => void cached(res).type('text/javascript').send(start))
  for (const [name, type] of Object.entries(files)) {
    router.get(`/docs/${name}`, (_req, res) =>
      cached(res)
        .type(type)
        .sendFile(join(folder, name), { dotfiles: 'allow', cacheControl: false }),
    )
  }
  return router
}

const cached = (res: Response) => res.setHeader('Cache-Control', 'public, max-age=3600')
