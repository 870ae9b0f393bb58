import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import { bodyBytesMax } from '../../../src/edge/limits.ts';
import { callOf, localApi, type Answering } from './local-api.ts';
import { oneStream } from './one-stream.ts';

/** Pages of ten rows, whatever is asked for. */
const fixed: Partial<Stream> = { page: { number: 'page', sizeMax: 10 } };

function tens(rows: number, rowBytes = 10): Answering {
  return ({ query }) => {
    const first = (Number(query.get('page')) - 1) * 10;
    const data = Array.from({ length: Math.max(0, Math.min(10, rows - first)) }, (_, nth) => ({ id: first + nth, text: 'x'.repeat(rowBytes) }));
    return { body: { data, total: rows } };
  };
}

test('A list whose pages always have the same size is read in those, whatever page size a connection chooses', async (context) => {
  const api = await localApi(context, tens(34));
  for (const pageSize of ['1', '7', '500']) {
    const answer = await callOf(oneStream(fixed)).call({ secrets: { baseUrl: api.url }, customPayload: { pageSize } });
    assert.deepEqual(answer.insert['things']?.map(({ id }) => Number(id)).toSorted((one, other) => one - other), Array.from({ length: 34 }, (_, id) => id));
  }
});

test('A setup test of such a list asks for one page', async (context) => {
  const api = await localApi(context, tens(34));
  const answer = await callOf(oneStream(fixed)).call({ secrets: { baseUrl: api.url }, setup_test: true, customPayload: { pageSize: '1' } });
  assert.deepEqual([answer.insert, answer.hasMore, api.asked.length], [{}, false, 1]);
});

test('A page that fits no answer and can’t be asked for smaller is an error that names the stream and the sizes', async (context) => {
  const api = await localApi(context, tens(34, 1_000));
  const { call } = callOf(oneStream(fixed), { answerBytesMax: 5_000 });
  await assert.rejects(call({ secrets: { baseUrl: api.url } }), {
    name: 'LIMIT',
    message: /^stream things: expected every page to fit an answer of 5000 bytes, .* but one of 10 rows takes 10\d\d\d bytes; its largest is things \[\d\] with 10\d\d bytes\. .*'page\.size'/,
  });
  assert.equal(api.asked.length, 1);
});

test('A body over the limit that can’t be asked for smaller is asked for once', async (context) => {
  const api = await localApi(context, () => ({ headers: { 'content-length': String(bodyBytesMax + 1) } }));
  await assert.rejects(callOf(oneStream(fixed)).call({ secrets: { baseUrl: api.url } }), { name: 'LIMIT', message: /a body of at most/ });
  assert.equal(api.asked.length, 1);
});

test('A slow first page that can’t be asked for smaller gets the whole time of the call, and not a part of it', async (context) => {
  const api = await localApi(context, tens(3));
  const allowed: number[] = [];
  const timeout = (ms: number): AbortSignal => {
    allowed.push(ms);
    return new AbortController().signal;
  };
  const event = { secrets: { baseUrl: api.url } };
  await callOf(oneStream(fixed), { now: () => 0, timeout }).call(event, 8_000);
  assert.deepEqual(allowed.splice(0), [8_000]);
  await callOf(oneStream({}), { now: () => 0, timeout }).call(event, 8_000);
  assert.deepEqual(allowed, [2_000, 8_000]);
});
