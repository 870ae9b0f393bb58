/**
 * Imports run one way: core ← protocol ← edge ← sources ← hosts, emulator and cli. The demo stands
 * on top, and tests and scripts may use everything.
 */
const layers = ['core', 'protocol', 'edge', 'sources', 'hosts|emulator|cli', 'demo'];

const oneWay = layers.map((layer, nth) => ({
  name: `${layer.replaceAll('|', '-and-')}-imports-nothing-above-it`,
  severity: 'error',
  from: { path: `^src/(${layer})/` },
  to: { path: `^(src/(${layers.slice(nth + 1).join('|') || 'none'})/|spec/|contracts/|scripts/)` },
}));

export default {
  forbidden: [
    ...oneWay,
    {
      name: 'core-depends-on-nothing',
      comment: 'The core is pure: no package, and nothing of Node.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'bundle-has-few-dependencies',
      comment: 'The bundle carries two libraries, and Lambda itself brings that of AWS; anything else needs a reason first.',
      severity: 'error',
      from: { path: '^src/(protocol|edge|sources|hosts)/' },
      to: { dependencyTypesNot: ['local', 'core', 'type-only'], pathNot: 'node_modules/(zod|p-limit|yocto-queue|@aws-sdk/client-s3)/' },
    },
    {
      name: 'no-circle',
      comment: 'Types may refer to each other; code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphan',
      comment: 'A file that nothing imports and that is no entry.',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$|^(spec|contracts)/.*\\.test\\.ts$|^scripts/' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
