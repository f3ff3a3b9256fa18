/** The import rules of docs/spec/design.md. Run by `npm run imports`. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle hides which file depends on which.', {}, { circular: true }),
    rule(
      'protocol-does-no-io',
      'The protocol is pure: it runs unchanged in browsers, Bun and Node.',
      { path: '^packages/protocol/src' },
      {
        path: '^(node:|bun|fs$|net$|http)|^packages/(server|client|cli|web|testkit)',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'protocol-has-no-builtins',
      'The protocol is pure: it runs unchanged in browsers, Bun and Node.',
      { path: '^packages/protocol/src' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'server-never-decrypts',
      'The promise of end-to-end encryption is visible in the import graph: nothing the server reaches knows how to open a message.',
      { path: '^packages/server/src' },
      { path: '^packages/protocol/src/trust', reachable: true },
    ),
    rule(
      'wire-knows-no-trust',
      'The wire contract is shared with the server.',
      { path: '^packages/protocol/src/(wire|ids|encoding)' },
      { path: '^packages/protocol/src/trust' },
    ),
    rule(
      'operations-know-no-http-and-no-engine',
      'Operations hold the rules; HTTP and SQL stay outside.',
      { path: '^packages/server/src/operations' },
      { path: '^packages/server/src/http|^packages/server/src/store/engine/(?!engine[.]ts)|^bun$|^bun:' },
    ),
    rule(
      'store-knows-no-operations',
      'Storage knows neither operations nor status codes.',
      { path: '^packages/server/src/store' },
      { path: '^packages/server/src/(operations|http|routes)|^packages/protocol/src/wire/errors' },
    ),
    rule(
      'client-runs-anywhere',
      'The client library uses what browsers, Node and Bun share. What is for files stands in src/node.',
      { path: '^packages/client/src', pathNot: '^packages/client/src/node' },
      { path: '^packages/server|^bun$|^bun:|^packages/client/src/node' },
    ),
    rule(
      'client-has-no-builtins',
      'The client library uses what browsers, Node and Bun share. What is for files stands in src/node.',
      { path: '^packages/client/src', pathNot: '^packages/client/src/node' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'cli-and-web-only-through-client',
      'The command line and the browser client reach the server only through the client library.',
      { path: '^packages/(cli|web)/src', pathNot: '^packages/cli/src/commands/serve' },
      { path: '^packages/server' },
    ),
    rule(
      'no-test-code-in-products',
      'What is shipped does not need what tests need.',
      { path: '^packages/(protocol|server|client|cli|web)/src' },
      { path: '^packages/testkit|/test/|^node_modules/(fast-check|playwright-core|axe-core)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
