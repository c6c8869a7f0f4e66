// Builds what is missing or made of other sources, then runs the built server in this process.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (path) => join(root, path)
const task = process.argv[2] ?? 'start'

function end(sentence) {
  console.error(sentence)
  process.exit(1)
}

function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    end(`Tallyboard needs Node 20.19 or later; this is ${process.versions.node}.`)
  }
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  const missing = Object.keys(dependencies).find((name) => !existsSync(at(`node_modules/${name}`)))
  if (missing) end(`The package ${missing} is missing; run "npm ci" first.`)
}

const vite = at('node_modules/vite/bin/vite.js')
const pages = {
  what: 'Building the pages',
  made: '.build/web',
  sources: ['web', 'server/contract', 'server/domain', 'vite.config.ts', 'package-lock.json'],
  config: 'vite.config.ts',
}
const server = {
  what: 'Building the server',
  made: '.build/server',
  sources: ['server', 'db', 'package-lock.json'],
  config: 'server/vite.config.ts',
}
/** Whatever this process was told: in any other, Svelte adds checks that slow every page down. */
const environment = 'production'
/** What is done beside a running server needs no pages. */
const upkeep = ['backup', 'restore', 'move-to-postgres', 'reset-admin']

/** A slip of the pen would start the real thing on the folder at hand. */
function checkTask() {
  const known = ['start', 'demo', 'dev', 'build', ...upkeep]
  if (!known.includes(task)) end(`There is no task "${task}"; use one of: ${known.join(', ')}.`)
}

/** Of environment, names and content, so that neither clocks nor a change of branch can mislead it. */
function stampOf(sources) {
  const hash = createHash('sha256').update(environment)
  const add = (path) => {
    hash.update(path)
    hash.update(readFileSync(at(path)))
  }
  const walk = (path) => {
    for (const entry of readdirSync(at(path), { withFileTypes: true })) {
      const inner = `${path}/${entry.name}`
      if (entry.isDirectory()) walk(inner)
      else add(inner)
    }
  }
  for (const source of sources) /\.\w+$/.test(source) ? add(source) : walk(source)
  return hash.digest('hex')
}

async function build({ what, made, sources, config }) {
  const stamp = stampOf(sources)
  const note = at(`${made}.stamp`)
  const known = existsSync(note) ? readFileSync(note, 'utf8') : ''
  if (known === stamp && existsSync(at(made))) return
  const began = performance.now()
  console.log(`${what} …`)
  // Beside its place, so that a start at the same time never sees half of it.
  const fresh = at(`${made}.${process.pid}`)
  await run([vite, 'build', '--config', config, '--outDir', fresh, '--emptyOutDir'], what)
  replace(at(made), fresh)
  writeFileSync(note, stamp)
  console.log(`${what}: done in ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

function replace(place, fresh) {
  const old = `${fresh}.old`
  try {
    if (existsSync(place)) renameSync(place, old)
    renameSync(fresh, place)
  } catch (error) {
    // Another start was quicker and has put the same there.
    if (!existsSync(place)) throw error
  }
  for (const left of [old, fresh]) rmSync(left, { recursive: true, force: true })
}

/** Runs node apart, so that the memory of a build goes away with it. */
async function run(args, what) {
  const env = { ...process.env, NODE_ENV: environment }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  const stop = () => {
    child.kill()
    process.exit(0)
  }
  const signals = ['SIGTERM', 'SIGINT']
  for (const signal of signals) process.on(signal, stop)
  const code = await new Promise((resolve) => child.on('close', resolve))
  for (const signal of signals) process.off(signal, stop)
  if (code !== 0) end(`${said}\n${what} failed.`)
}

/** Hot reload of the pages, restart of the server. */
function develop() {
  const port = process.env.PORT || '3000'
  const names = ['127.0.0.1', 'localhost']
  const origins = names.flatMap((name) => [`http://${name}:5173`, `http://${name}:${port}`])
  const env = {
    ...process.env,
    ORIGIN: process.env.ORIGIN || origins.join(),
    TALLYBOARD_API: `http://127.0.0.1:${port}`,
  }
  const tsx = at('node_modules/tsx/dist/cli.mjs')
  if (!existsSync(tsx)) end('The packages for development are missing; run "npm ci" first.')
  const watch = [tsx, 'watch', '--clear-screen=false', 'server/main.ts', ...process.argv.slice(3)]
  const children = [watch, [vite]].map((args) =>
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env }),
  )
  const stop = () => children.forEach((child) => child.kill('SIGTERM'))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // Neither is of use without the other.
  for (const child of children) child.on('exit', stop)
}

/** A shell between npm and this process may die of a signal without handing it on. */
function endWithParent() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  timer.unref()
}

checkTask()
checkMachine()
if (task === 'dev') {
  develop()
  endWithParent()
} else {
  for (const part of upkeep.includes(task) ? [server] : [pages, server]) await build(part)
  if (task !== 'build') {
    endWithParent()
    await import(pathToFileURL(at('.build/server/main.js')))
  }
}
