/** The rules that need types, for components too. It takes minutes: `npm run lint:components`. */
import { fileURLToPath } from 'node:url'
import ts from 'typescript-eslint'
import house, { typed } from './eslint.config.js'

export default ts.config(...house, {
  files: ['**/*.svelte'],
  languageOptions: {
    parserOptions: {
      projectService: true,
      tsconfigRootDir: fileURLToPath(new URL('../..', import.meta.url)),
      extraFileExtensions: ['.svelte'],
    },
  },
  rules: typed,
})
