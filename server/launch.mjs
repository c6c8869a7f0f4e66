// Builds what is missing or older than its sources, then runs the built server in this process.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)

const end = (sentence) => {
  console.error(sentence)
  process.exit(1)
}
if (major < 20 || (major === 20 && minor < 19)) end(`Tallyboard needs Node 20.19 or later; this is ${process.versions.node}.`)
if (!existsSync(join(root, 'node_modules/vite'))) end('The packages are missing; run "npm ci" first.')

const newest = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** True when `made` is missing or older than something that it is made of. */
const isStale = (made, sources) =>
  !existsSync(join(root, made)) ||
  statSync(join(root, made)).mtimeMs < Math.max(...sources.map((one) => newest(join(root, one))))

const run = (args, what) =>
  new Promise((done) => {
    // In a process of its own, whose memory goes away with it.
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (text) => (said += text))
    child.stderr.on('data', (text) => (said += text))
    child.on('close', (code) => (code === 0 ? done() : end(`${said}\n${what} failed.`)))
  })

const vite = join(root, 'node_modules/vite/bin/vite.js')
const steps = [
  { what: 'Building the pages', made: '.build/web/index.html', sources: ['web', 'server/contract', 'server/domain', 'vite.config.ts', 'package-lock.json'], args: [vite, 'build'] },
  { what: 'Building the server', made: '.build/server/main.js', sources: ['server', 'db', 'package-lock.json'], args: [vite, 'build', '--config', 'server/vite.config.ts'] },
]

/** Upkeep needs no pages. */
const upkeep = ['backup', 'restore', 'move-to-postgres', 'reset-admin'].includes(process.argv[2])

async function build() {
  for (const { what, made, sources, args } of upkeep ? steps.slice(1) : steps) {
    if (!isStale(made, sources)) continue
    const began = performance.now()
    console.log(`${what} …`)
    await run(args, what)
    console.log(`${what}: done in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
}

/** Hot reload of the pages, restart of the server. */
function develop() {
  const web = { ORIGIN: 'http://127.0.0.1:5173,http://localhost:5173', PORT: '3000', ...process.env }
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const children = [
    spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', 'server/main.ts', ...process.argv.slice(3)], { cwd: root, stdio: 'inherit', env: web }),
    spawn(process.execPath, [vite], { cwd: root, stdio: 'inherit' }),
  ]
  const stop = () => children.forEach((child) => child.kill('SIGTERM'))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

if (process.argv[2] === 'dev') develop()
else if (process.argv[2] === 'build') await build()
else {
  await build()
  await import(pathToFileURL(join(root, '.build/server/main.js')))
}
