import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What `src/core` may not do. It is pure: the same arguments always give the same value. */
const purity = {
  files: ['src/core/**/*.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...['fetch', 'process', 'console', 'crypto', 'performance', 'Buffer', 'globalThis', 'Promise', 'queueMicrotask'],
      ...['setTimeout', 'setInterval', 'setImmediate', 'structuredClone', 'Intl', 'Temporal', 'WeakRef'],
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Time is an argument.' },
      { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
    ],
    'no-restricted-syntax': [
      'error',
      { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' },
      { selector: 'CallExpression[callee.name="Date"]', message: 'Time is an argument.' },
      { selector: ':function[async=true]', message: 'The core never waits.' },
      { selector: 'AwaitExpression', message: 'The core never waits.' },
      { selector: 'ImportExpression', message: 'The core never waits.' },
      { selector: 'Program > VariableDeclaration[kind!="const"]', message: 'The core keeps no state between calls.' },
    ],
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // An index signature names what its keys are.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: 'error',
    },
  },
  purity,
  {
    files: ['spec/**/*.ts', 'contracts/**/*.ts'],
    rules: {
      // node:test returns promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
