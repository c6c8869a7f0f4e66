import type { Environment } from 'vitest/runtime'

/**
 * Runes as they work in a browser, without a page: under Svelte's server build effects do not run and
 * state does not react.
 */
export default {
  name: 'screen',
  viteEnvironment: 'client',
  setup: () => ({ teardown() {} }),
} satisfies Environment
