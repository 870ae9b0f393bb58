import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import { fingerprints } from '../../../src/edge/fingerprint.ts';
import type { Endpoint } from '../../../src/edge/source.ts';
import { oneStream } from './one-stream.ts';

function fingerprint(stream: Partial<Stream>, endpoint: Partial<Endpoint> = {}, baseUrl = 'https://api.example.com'): string {
  return fingerprints(oneStream(stream, { endpoint }), new URL(baseUrl))['things'] ?? '';
}

const page = { number: 'page', size: 'per_page', sizeMax: 100 };
const before = fingerprint({ page });

/** Whatever shapes the list. */
const changes: readonly [string, string][] = [
  ['another address', fingerprint({ page }, {}, 'https://api.example.com/v2')],
  ['another path', fingerprint({ page }, { path: '/parts' })],
  ['another order', fingerprint({ page }, { query: { sort: 'id' } })],
  ['another strategy', fingerprint({ page, strategy: { name: 'countdown', total: 'apart' } })],
  ['another list', fingerprint({ page, list: 'appended' })],
  ['a window', fingerprint({ page, list: undefined as never, window: { from: 'since', format: 'iso', grainMs: 1 } })],
  ['another place of the total', fingerprint({ page, paths: { items: ['data'], total: ['count'] } })],
  ['another parameter of the page', fingerprint({ page: { ...page, number: 'p' } })],
  ['another parameter of the size', fingerprint({ page: { ...page, size: 'limit' } })],
  ['offsets', fingerprint({ page: { offset: 'skip', size: 'per_page', sizeMax: 100 } })],
  ['pages that begin at 0', fingerprint({ page: { ...page, first: 0 } })],
  ['snapshots', fingerprint({ page, deletes: { by: 'snapshot' } })],
];

test('Whatever shapes a list changes its fingerprint, each in its own way', () => {
  const all = [before, ...changes.map(([, print]) => print)];
  assert.deepEqual(changes.filter(([, print]) => print === before).map(([what]) => what), []);
  assert.equal(new Set(all).size, all.length);
  for (const print of all) assert.match(print, /^[0-9a-f]{12}$/);
});

test('The page size changes nothing, unless pages always have the same size and are counted in it', () => {
  assert.equal(fingerprint({ page: { ...page, sizeMax: 50 } }), before);
  const fixed = { number: 'page', sizeMax: 100 };
  assert.notEqual(fingerprint({ page: { ...fixed, sizeMax: 50 } }), fingerprint({ page: fixed }));
});
