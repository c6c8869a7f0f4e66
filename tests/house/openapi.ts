/** Writes server/doors/openapi.json from the contract; with `--check` only says whether it is up to date. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { openapiDocument } from '../../server/doors/openapi.js'

const path = fileURLToPath(new URL('../../server/doors/openapi.json', import.meta.url))
const document = JSON.parse(JSON.stringify(openapiDocument())) as object

async function written(): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}

if (process.argv.includes('--check')) {
  if (!isDeepStrictEqual(await written(), document)) {
    console.error(
      'server/doors/openapi.json is not what the contract says: run npm run openapi and look at the difference.',
    )
    process.exitCode = 1
  }
} else {
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`)
  console.log(path)
}
