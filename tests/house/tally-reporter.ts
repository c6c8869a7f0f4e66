import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one plain line for machines and people: `N passed, N failed[, N skipped]`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        count[state === 'pending' ? 'failed' : state]++
      }
      count.failed += failuresOutsideTests(module)
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    const line = `${count.passed} passed, ${count.failed} failed${skipped}\n`
    // The last word of the process, after whatever the teardown still says.
    process.once('exit', () => process.stdout.write(line))
  }
}

/** A file that does not load, or a suite whose hooks fail, has no test to count. */
function failuresOutsideTests(module: TestModule): number {
  let failures = module.errors().length
  for (const suite of module.children.allSuites()) failures += suite.errors().length
  return failures
}
