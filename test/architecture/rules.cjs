// Who may import whom. Read by dependency-cruiser; each rule has a planted violation in guards.test.ts.
const domain = '^main/domain/';
const notTypeOnly = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: notTypeOnly } },
    {
      name: 'domain-is-pure',
      comment: 'Rules see only their arguments: no Node, no database, no validation library, nothing outside domain.',
      severity: 'error',
      from: { path: domain },
      to: { pathNot: [domain, '(^|/)node_modules/libphonenumber-js/'] },
    },
    {
      name: 'services-know-ports-only',
      severity: 'error',
      from: { path: '^main/services/' },
      to: { pathNot: [domain, '^main/services/'] },
    },
    {
      name: 'adapters-stand-alone',
      comment: 'storage, gateways and files know the domain and the types of the ports; never each other.',
      severity: 'error',
      from: { path: '^main/(storage|gateways|files)/' },
      to: { path: '^main/', pathNot: [domain, '^main/$1/'], ...notTypeOnly },
    },
    {
      name: 'adapters-take-only-port-types',
      severity: 'error',
      from: { path: '^main/(storage|gateways|files)/' },
      to: {
        path: '^main/',
        pathNot: [
          domain,
          '^main/$1/',
          '^main/services/(ports|(storage|import|consent|contact|gateway|reply|sending|suppression)-port)\\.ts$',
        ],
      },
    },
    {
      name: 'contract-stands-on-domain',
      severity: 'error',
      from: { path: '^main/contract/' },
      to: { pathNot: [domain, '^main/contract/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'only-electron-imports-electron',
      severity: 'error',
      from: { pathNot: ['^main/electron/', '^main/index\\.ts$', '^preload/', '^test/', '^main/tasks/'] },
      to: { path: ['^electron$', '(^|/)node_modules/electron/'] },
    },
    {
      name: 'nothing-points-at-electron',
      severity: 'error',
      from: { path: '^main/', pathNot: ['^main/electron/', '^main/index\\.ts$'] },
      to: { path: '^main/electron/' },
    },
    {
      name: 'sqlite-lives-in-storage',
      severity: 'error',
      from: { pathNot: ['^main/storage/', '^test/'] },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'cli-has-no-electron-and-no-window',
      severity: 'error',
      from: { path: '^main/(cli|composition)' },
      to: { path: '^(main/electron|renderer|preload)/' },
    },
    {
      name: 'preload-takes-channels-only',
      severity: 'error',
      from: { path: '^preload/', pathNot: 'vite\\.config\\.ts$' },
      to: {
        pathNot: ['^preload/', '^main/contract/channels\\.ts$', '^electron$', '(^|/)node_modules/electron/'],
        ...notTypeOnly,
      },
    },
    {
      name: 'renderer-takes-contract-types-only',
      severity: 'error',
      from: { path: '^renderer/', pathNot: 'vite\\.config\\.ts$' },
      to: { path: '^(main|preload)/', ...notTypeOnly },
    },
    {
      name: 'renderer-knows-nothing-else-of-main',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/', pathNot: ['^main/contract/', domain] },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: 'vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-keep-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'mantine-behind-ui',
      severity: 'error',
      from: { path: '^renderer/features/' },
      to: { path: '@mantine/' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(main|renderer|preload)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^out/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
