import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const api = process.env.TALLYBOARD_API ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: 'web',
  build: { outDir: '../.build/web', emptyOutDir: true },
  plugins: [
    svelte({
      dynamicCompileOptions: ({ filename }) =>
        filename.includes('node_modules') ? undefined : { runes: true },
    }),
  ],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': api, '/socket.io': { target: api, ws: true } },
  },
})
