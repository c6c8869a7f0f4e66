import { fileURLToPath } from 'node:url'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where rules are decided, time and chance are given, so that a test can give them too. */
const decided = ['server/commands/**/*.ts', 'server/domain/**/*.ts', 'server/core/**/*.ts']
const given = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The time is given by the caller.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time is given by the caller.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance is given by the caller.',
  },
]

const size = {
  'max-lines': ['error', { max: 320, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 25],
  'max-depth': ['error', 4],
}

const sound = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportAllDeclaration', message: 'Import from where it is, not through a barrel.' },
  ],
}

export const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/only-throw-error': 'error',
}

const untyped = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 1_000 }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
  ],
}

export default ts.config(
  { ignores: ['node_modules/', '.build/', 'data/', '.cache/'] },
  {
    // A rule that does not fit is changed here, for everybody to see.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { ...sound, 'no-console': 'off' },
  },
  {
    files: ['**/*.ts'],
    extends: [ts.configs.recommended],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: root,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: { ...sound, ...typed, ...untyped, ...size },
  },
  svelte.configs.recommended,
  {
    // Plain TypeScript with runes; the parser of components builds the program anew for each.
    files: ['**/*.svelte.ts'],
    languageOptions: {
      parser: ts.parser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: root,
        extraFileExtensions: ['.svelte'],
      },
    },
  },
  {
    // Without types: with them the program is built anew for each component, and all of the web
    // took 5:46 of processor time instead of about 1 minute. eslint.components.js asks with them.
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: {
      // A map that no screen reads, or parameters that live for one call, need not be reactive.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    plugins: { '@typescript-eslint': ts.plugin },
    rules: {
      ...sound,
      ...untyped,
      'max-lines': size['max-lines'],
      'prefer-const': 'off',
      'svelte/no-at-html-tags': 'error',
      // Addresses are made by the router, which knows no base path.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: decided,
    rules: {
      'no-restricted-syntax': [...sound['no-restricted-syntax'], ...given],
    },
  },
  {
    files: [
      'server/contract/commands.ts',
      'db/offices/**',
      'db/demo/**',
      'server/auth/{words,common}.ts',
    ],
    rules: { 'max-lines': 'off' },
  },
  {
    // These speak to the person at the terminal.
    files: ['server/main.ts', 'server/demo/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tests/**'],
    rules: { 'max-lines-per-function': 'off', 'no-console': 'off' },
  },
)
