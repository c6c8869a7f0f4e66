import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
const support = (name: string): string => `${root}tests/support/${name}`

type Test = NonNullable<TestProjectInlineConfiguration['test']>

/** Files of one kind run side by side where they share nothing, and each kind after the one before. */
const project = (
  name: string,
  test: Test & { sequence: { groupOrder: number } },
): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: [`tests/${name}/**/*.test.ts`], ...test },
})

export default defineConfig({
  root,
  plugins: [
    svelte({
      configFile: false,
      dynamicCompileOptions: ({ filename }) =>
        filename.includes('node_modules') ? undefined : { runes: true },
    }),
  ],
  // Svelte's own choice of its browser build; it matters only where files are made for a browser.
  resolve: { conditions: ['browser'] },
  test: {
    reporters: ['default', fileURLToPath(new URL('tally-reporter.ts', import.meta.url))],
    pool: 'forks',
    maxWorkers: 2,
    unstubEnvs: true,
    restoreMocks: true,
    projects: [
      project('unit', {
        pool: 'threads',
        setupFiles: support('property-setup.ts'),
        // Pure rules keep nothing; read once a worker, what they import takes a third of the time.
        isolate: false,
        exclude: ['**/*.svelte.test.ts'],
        // Some are simulations; a busy machine takes several times as long for them.
        testTimeout: 30_000,
        sequence: { groupOrder: 0 },
      }),
      // Classes of runes: files named *.svelte.test.ts, which may use runes themselves.
      project('unit-screens', {
        include: ['tests/unit/**/*.svelte.test.ts'],
        environment: support('screen-environment.ts'),
        sequence: { groupOrder: 0 },
      }),
      project('medium', {
        globalSetup: support('pglite-setup.ts'),
        testTimeout: 60_000,
        hookTimeout: 60_000,
        sequence: { groupOrder: 1 },
      }),
      project('fuzz', {
        globalSetup: support('pglite-setup.ts'),
        testTimeout: 120_000,
        hookTimeout: 30_000,
        sequence: { groupOrder: 1 },
      }),
      // A race must have the machine to itself.
      project('pg', {
        globalSetup: support('postgres-setup.ts'),
        maxWorkers: 1,
        testTimeout: 60_000,
        hookTimeout: 30_000,
        sequence: { groupOrder: 3 },
      }),
      project('process', {
        globalSetup: [support('build-setup.ts'), support('postgres-setup.ts')],
        // They wait for most of their time: for a start, for the moment of a kill.
        maxWorkers: 2,
        testTimeout: 240_000,
        hookTimeout: 120_000,
        sequence: { groupOrder: 4 },
      }),
      project('e2e', {
        globalSetup: [support('build-setup.ts'), support('postgres-setup.ts')],
        // Each file has a server and a browser of its own, and waits for what it sees, not for time.
        maxWorkers: 2,
        testTimeout: 60_000,
        hookTimeout: 120_000,
        sequence: { groupOrder: 5 },
      }),
    ],
  },
})
