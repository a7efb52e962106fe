/** The layers of the house, checked: each rule says what a folder may know, and why. */

const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Files of `from` that import one of ours outside `allowed`. Packages and Node's own modules are left to other rules. */
const mayOnlyKnow = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { dependencyTypes: ['local'], pathNot: allowed },
});

const commandLine = '^db/(migrate[^/]*|[^/]+-command)\\.ts$';
const rootFiles = '^(environment|temporal)\\.ts$';
const messages = '^workflows/([^/]+-messages|messages|search-attributes)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'Rules without I/O, clock or library can be tested, replayed and read by anyone.',
      severity: 'error',
      from: { path: '^domain/', pathNot: '^domain/working-time\\.ts$' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'working-time-knows-luxon',
      comment:
        'Time zones and changes of summer time are what a library knows better; nothing else is let in.',
      severity: 'error',
      from: { path: '^domain/working-time\\.ts$' },
      to: { pathNot: ['^domain/', packages('luxon', '@types/luxon')] },
    },
    {
      name: 'workflows-are-deterministic',
      comment:
        'A workflow bundle holds the domain and the Temporal SDK: whatever else is in it can break a replay.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: ['^(domain|workflows|activities)/', packages('@temporalio/(workflow|common|activity)')],
      },
    },
    {
      name: 'workflows-see-activities-as-types',
      comment:
        'Activities run outside the sandbox; a workflow knows their signatures and calls them by proxy.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: ['^activities/', packages('@temporalio/activity')], dependencyTypesNot: ['type-only'] },
    },
    mayOnlyKnow(
      'activities-know-domain-and-db',
      'An activity answers a workflow without knowing which one asks.',
      { path: '^activities/' },
      '^(activities|domain|db)/',
    ),
    mayOnlyKnow(
      'db-knows-domain',
      'The store serves every layer above and depends on none.',
      { path: '^db/', pathNot: commandLine },
      '^(db|domain)/',
    ),
    mayOnlyKnow(
      'db-commands-know-the-environment',
      'A command is started by a person, so it may read the environment; it is still part of the store.',
      { path: commandLine },
      ['^(db|domain)/', rootFiles],
    ),
    {
      name: 'only-db-speaks-sql',
      comment: 'One folder to read when a table changes. (The launcher only asks whether a server answers.)',
      severity: 'error',
      from: { pathNot: '^(db|launcher|test|bench)/' },
      to: { path: packages('kysely', 'pg', '@types/pg') },
    },
    mayOnlyKnow(
      'api-carries-messages',
      'The API knows what can be said to a workflow, never how it is carried out.',
      { path: '^api/' },
      ['^(api|domain|db)/', messages, rootFiles],
    ),
    mayOnlyKnow(
      'import-is-a-client',
      'An inventory comes in by the door that everybody uses: over the API.',
      { path: '^import/' },
      '^(import|domain)/',
    ),
    {
      name: 'worker-does-not-know-the-api',
      comment: 'Workers run without an API beside them.',
      severity: 'error',
      from: { path: '^worker/' },
      to: { path: '^api/' },
    },
    mayOnlyKnow(
      'root-files-stand-alone',
      'What every process starts from must not pull a layer in.',
      { path: rootFiles },
      ['^domain/', rootFiles],
    ),
    {
      name: 'product-needs-no-tests',
      comment: 'Tests and benchmarks look at everything; nothing looks at them.',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'product-needs-no-dev-dependencies',
      comment: 'The image and a production install leave them out.',
      severity: 'error',
      from: {
        path: '^(domain|workflows|activities|db|api|worker|import)/|^[^/]+\\.ts$',
        pathNot: '\\.config\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'What cannot be found cannot be checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.countersign|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
