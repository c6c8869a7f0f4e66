import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one plain line for machines and people: `N passed, N failed[, N skipped]`. */
export default class TallyReporter implements Reporter {
  readonly #count = { passed: 0, failed: 0, skipped: 0 }

  onInit(): void {
    // The last word of the process, after whatever the teardown still says.
    process.once('exit', (code) => {
      const { passed, failed, skipped } = this.#count
      // A set-up that breaks fails the run without there being a test that failed.
      const shown = code !== 0 ? Math.max(failed, 1) : failed
      const aside = skipped > 0 ? `, ${skipped} skipped` : ''
      process.stdout.write(`\n${passed} passed, ${shown} failed${aside}\n`)
    })
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = this.#count
    Object.assign(count, { passed: 0, failed: unhandled.length, skipped: 0 })
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        count[state === 'pending' ? 'failed' : state]++
      }
      count.failed += failuresOutsideTests(module)
    }
  }
}

/** A file that does not load, or a suite whose hooks fail, has no test to count. */
function failuresOutsideTests(module: TestModule): number {
  let failures = module.errors().length
  for (const suite of module.children.allSuites()) failures += suite.errors().length
  return failures
}
