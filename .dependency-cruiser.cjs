// Who may import whom. A room is a folder of packages/server/src (and of its platform/); its door is index.ts.
const SERVER = '^packages/server/src';
/** Tests, and what only they use. */
const TESTS = '([.]test|[.]test-kit|/test-[^/]+)[.]ts$';

/** What each room may import beside itself and the platform. A room that is not named here may import no other. */
const MAY_IMPORT = {
  audit: [],
  ledger: [],
  pricing: [],
  notifications: [],
  identity: ['audit'],
  reference: ['identity'],
  partners: ['audit', 'identity', 'ledger', 'pricing', 'notifications'],
  customers: ['audit', 'identity', 'ledger', 'pricing', 'notifications', 'partners'],
  wallets: ['audit', 'identity', 'ledger', 'pricing', 'notifications', 'partners', 'customers'],
  rates: ['audit', 'identity', 'pricing', 'partners', 'customers'],
  carriers: ['audit', 'identity', 'pricing'],
  trunks: ['audit', 'identity', 'partners', 'customers'],
  capacity: ['audit', 'identity', 'partners', 'customers'],
  edges: ['audit', 'identity', 'trunks', 'carriers'],
  numbers: ['audit', 'identity', 'ledger', 'pricing', 'notifications', 'partners', 'customers', 'trunks'],
  exports: ['audit', 'identity', 'partners', 'customers', 'wallets', 'cdrs'],
  cdrs: ['audit', 'identity', 'pricing', 'partners', 'customers'],
  analytics: ['identity', 'ledger', 'partners', 'customers', 'cdrs', 'numbers'],
  reconciliation: ['identity', 'ledger', 'partners', 'customers', 'cdrs', 'calls', 'numbers'],
  calls: [
    'audit',
    'identity',
    'ledger',
    'pricing',
    'customers',
    'trunks',
    'carriers',
    'capacity',
    'cdrs',
    'edges',
  ],
};

/** The rooms that wire all others. */
const WIRING = ['cli', 'surfaces', 'demo'];

const layers = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `layer-${room}`,
  comment: `${room} may import ${['platform', ...others].join(', ')} and nothing else of the server.`,
  severity: 'error',
  from: { path: `${SERVER}/${room}/`, pathNot: TESTS },
  to: { path: `${SERVER}/`, pathNot: `${SERVER}/(${[room, 'platform', ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Types may refer to each other inside a room; what is loaded may not. Between rooms the layers forbid both.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'doors-between-rooms',
      comment: 'Import another room through its index.ts.',
      severity: 'error',
      from: { path: `${SERVER}/((?!platform/)[^/]+)/`, pathNot: TESTS },
      to: {
        path: `${SERVER}/(?!platform/)[^/]+/`,
        pathNot: [`${SERVER}/$1/`, `${SERVER}/[^/]+/index[.]ts$`],
      },
    },
    {
      name: 'doors-of-the-platform',
      comment: 'Import a part of the platform through its index.ts.',
      severity: 'error',
      from: { path: `${SERVER}/(?:platform/([^/]+)/|)`, pathNot: TESTS },
      to: {
        path: `${SERVER}/platform/[^/]+/`,
        pathNot: [`${SERVER}/platform/$1/`, `${SERVER}/platform/[^/]+/index[.]ts$`],
      },
    },
    {
      name: 'doors-from-outside',
      comment: 'The files that wire the product use the rooms’ doors too.',
      severity: 'error',
      from: { path: `${SERVER}/[^/]+[.]ts$`, pathNot: TESTS },
      to: { path: `${SERVER}/(?!platform/)[^/]+/`, pathNot: `${SERVER}/[^/]+/index[.]ts$` },
    },
    {
      name: 'platform-knows-no-product',
      severity: 'error',
      from: { path: `${SERVER}/platform/`, pathNot: TESTS },
      to: { path: `${SERVER}/`, pathNot: `${SERVER}/platform/` },
    },
    ...layers,
    {
      name: 'every-room-has-a-layer',
      comment: 'A new room is added to MAY_IMPORT, so that somebody decides where it stands.',
      severity: 'error',
      from: {
        path: `${SERVER}/(?!(${['platform', ...WIRING, ...Object.keys(MAY_IMPORT)].join('|')})/)[^/]+/`,
      },
      to: {},
    },
    {
      name: 'tests-stay-tests',
      comment: 'What is shipped imports no test.',
      severity: 'error',
      from: { path: `${SERVER}/`, pathNot: TESTS },
      to: { path: [TESTS, '^packages/server/test/'] },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      from: { path: '^packages/sdk/src/' },
      to: { path: ['^packages/server/', '^e2e/', '^bench/'] },
    },
    {
      name: 'e2e-sees-the-sdk-alone',
      comment: 'Black-box tests know the product as its users do.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages',
      comment: 'What is shipped uses packages that are installed with it.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|generated)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
