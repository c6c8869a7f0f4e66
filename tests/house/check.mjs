/** Runs the checks side by side, the long one beside all others: `npm run check`. Each says its own when it has failed or ended. */
import { spawn } from 'node:child_process'

const lanes = [['lint'], ['check:types', 'check:imports', 'check:openapi']]

function run(name) {
  return new Promise((done) => {
    const said = []
    const check = spawn('npm', ['run', '--silent', name], { shell: process.platform === 'win32' })
    for (const stream of [check.stdout, check.stderr]) stream.on('data', (part) => said.push(part))
    check.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
    check.on('close', (code) => {
      console.log(`${name}: ${code === 0 ? 'passed' : 'failed'}`)
      if (code !== 0) process.stdout.write(Buffer.concat(said))
      done(code === 0)
    })
  })
}

async function lane(names) {
  let passed = true
  for (const name of names) passed = (await run(name)) && passed
  return passed
}

const passed = await Promise.all(lanes.map(lane))
process.exitCode = passed.every(Boolean) ? 0 : 1
