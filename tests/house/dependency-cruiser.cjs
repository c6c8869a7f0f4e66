/**
 * Who may import whom. `only` says what a folder may import of the project (itself always); `home` says
 * which files are the only ones to know a package.
 */
const local = '^(server|db|web|tests)/'

const only = (from, allowed, comment) => ({
  name: `${from.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}` },
  to: { path: local, pathNot: [`^${from}`, ...allowed.map((path) => `^${path}`)] },
})

const home = (name, packages, homes) => ({
  name: `${name}-has-one-home`,
  comment: `${packages.join(', ')}: only in ${homes.join(', ')}`,
  severity: 'error',
  from: { path: local, pathNot: [...homes.map((path) => `^${path}`), '^tests/'] },
  // A type names what is passed along; it does nothing with it.
  to: {
    path: packages.map((name) => `(^|/)node_modules/${name}/`),
    dependencyTypesNot: ['type-only'],
  },
})

const CONTRACT = 'server/contract/'
const DOMAIN = 'server/domain/'
/** The shape of the database, as types: whoever hands a query its connection must name it. */
const SHAPE = 'db/schema\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'found',
      comment: 'An import that does not resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^lucia$'] },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'contract-knows-zod-only',
      severity: 'error',
      from: { path: `^${CONTRACT}` },
      to: { pathNot: [`^${CONTRACT}`, '(^|/)node_modules/zod/'] },
    },
    {
      name: 'domain-has-no-input-or-output',
      severity: 'error',
      from: { path: `^${DOMAIN}` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'undeclared',
      comment: 'A package that package.json does not name',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'tools-stay-out',
      comment: 'The product must run without development packages',
      severity: 'error',
      from: { path: '^(server|db|web)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'migrations-are-frozen',
      comment:
        'A migration must mean the same in ten years: it imports nothing that may change, which others of them do not',
      severity: 'error',
      from: { path: '^db/migrations/\\d' },
      to: { path: local, pathNot: '^db/migrations/\\d' },
    },

    only(CONTRACT, [], 'the contract is a leaf'),
    only(DOMAIN, [CONTRACT], 'rules know the contract'),
    only('db/', [CONTRACT], 'the database knows the contract'),
    only('server/core/', [CONTRACT, DOMAIN, 'db/'], 'the registry is handed in by app.ts'),
    only('server/commands/', ['server/core/', CONTRACT, DOMAIN], 'rows come through `rows`'),
    only('server/threads/', ['server/core/', CONTRACT, DOMAIN], ''),
    only(
      'server/reads/',
      ['server/core/', 'server/threads/', CONTRACT, DOMAIN, 'db/queries/', SHAPE],
      '',
    ),
    only('server/feed/', ['server/core/', CONTRACT, DOMAIN, 'db/queries/', SHAPE], ''),
    only(
      'server/balancing/',
      ['server/core/', 'server/threads/', CONTRACT, DOMAIN, 'db/queries/', SHAPE],
      '',
    ),
    only('server/auth/', [CONTRACT, 'db/queries/', SHAPE], ''),
    only(
      'server/doors/',
      ['server/core/', 'server/reads/', 'server/feed/', 'server/auth/', CONTRACT, SHAPE],
      'doors are adapters',
    ),
    only('web/', [CONTRACT, DOMAIN], 'the browser knows the contract and the rules'),
    {
      name: 'parts-know-no-wire',
      comment: 'props in, callbacks out',
      severity: 'error',
      from: { path: '^web/(parts|lib)/' },
      to: { path: '^web/(wire|replica|pages|views)/', dependencyTypesNot: ['type-only'] },
    },

    home('sql', ['kysely', 'pg', '@electric-sql/pglite'], ['db/']),
    home('web-server', ['express', 'socket\\.io', 'helmet'], ['server/doors/', 'server/app\\.ts$']),
    home('socket-client', ['socket\\.io-client'], ['server/demo/', 'web/wire/']),
    home('sessions', ['lucia'], ['server/auth/sessions\\.ts$']),
    home('hashing', ['@node-rs/argon2'], ['server/auth/passwords\\.ts$']),
    home('throttle', ['rate-limiter-flexible'], ['server/auth/', 'server/doors/']),
    home('charts', ['chart\\.js'], ['web/parts/ChartCanvas']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.build/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.json', '.mjs', '.cjs'],
    },
  },
}
