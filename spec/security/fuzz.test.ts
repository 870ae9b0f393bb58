import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/core/failure.ts';
import type { Handler } from '../../src/hosts/lambda.ts';
import { fuzzEvent } from './fuzz-event.ts';
import { hostileCases } from './hostile-cases.ts';

test('Whatever comes as an event, and whatever the API answers, a call ends with an answer or a listed error', async () => {
  const endings = new Set<string>();
  await fc.assert(
    fc.asyncProperty(hostileCases, async (hostile) => {
      const { kind, what } = await fuzzEvent(hostile);
      assert.notEqual(kind, 'fault', what);
      endings.add(what);
    }),
    // `npm run fuzz` draws new ones.
    { numRuns: 3_000, seed: 8 },
  );
  // Each of them was really reached.
  assert.deepEqual([...endings].toSorted(), ['AUTHENTICATION', 'CONTRACT', 'SETTINGS', 'SOURCE', 'STATE', 'answer']);
});

test('A call that never ends, an error of no list and an answer of another shape would be found', async () => {
  const hostile = { event: '{}', replies: [{ kind: 'good' }], timeMs: 100 } as const;
  const wrong: readonly [Handler, RegExp][] = [
    [() => new Promise(() => undefined), /does not end/],
    [() => Promise.reject(new TypeError('no')), /threw TypeError/],
    [() => Promise.reject(new Failure('BUG', { at: 'a', expected: 'b', came: 'c', action: 'd' })), /failed with BUG/],
    [() => Promise.reject(new Failure('STATE', { at: 'x'.repeat(9_000), expected: 'b', came: 'c', action: 'd' })), /characters/],
    [() => Promise.resolve({ state: {}, schema: {}, hasMore: false }), /its answer has state schema hasMore/],
  ];
  for (const [handler, said] of wrong) {
    const ending = await fuzzEvent(hostile, ({ log }) => (event) => {
      log({});
      return handler(event);
    });
    assert.equal(ending.kind, 'fault');
    assert.match(ending.what, said);
  }
});
