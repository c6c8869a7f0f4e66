import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The server as one plain module for node; packages stay outside. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  build: {
    ssr: true,
    outDir: '.build/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      // Each worker is a file of its own, beside the server that starts it.
      input: {
        main: 'server/main.ts',
        balancing: 'server/balancing/worker.ts',
        sums: 'server/threads/sums-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' },
    },
  },
})
