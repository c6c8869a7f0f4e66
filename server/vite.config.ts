import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The server as one plain module for node; packages stay outside. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  build: {
    ssr: 'server/main.ts',
    outDir: '.build/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
})
