import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { retryWait, type Outcome } from '../../../src/edge/retry.ts';

const now = Date.UTC(2026, 0, 31, 12);
const half = 0.5;
const status = (code: number, retryAfter: string | null = null, dateMs: number | null = null): Outcome => ({
  kind: 'answer',
  status: code,
  retryAfter,
  dateMs,
});

test('What may pass is tried again: broken connections, 408, 425, 429 and every 5xx', () => {
  for (const outcome of [{ kind: 'broken' } as const, ...[408, 425, 429, 500, 502, 503, 504].map((code) => status(code))]) {
    assert.notEqual(retryWait(outcome, 1, 5, half, now), null);
  }
});

test('What will not pass is not tried again', () => {
  for (const code of [301, 400, 401, 403, 404, 410, 422]) assert.equal(retryWait(status(code), 1, 5, half, now), null);
});

test('After the last attempt there is no wait', () => {
  assert.equal(retryWait(status(503), 5, 5, half, now), null);
});

test('A wait is drawn between nothing and a bound that doubles up to 30 s', () => {
  const bounds = [1, 2, 3, 4, 7, 8, 19].map((tried) => retryWait(status(503), tried, 20, 1, now));
  assert.deepEqual(bounds, [500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
  assert.equal(retryWait(status(503), 4, 20, 0, now), 0);
});

test('Retry-After in seconds is kept', () => {
  assert.equal(retryWait(status(429, '7'), 1, 5, 0, now), 7_000);
});

test("Retry-After as a date is measured by the source's clock where it shows one", () => {
  const date = new Date(now + 9_000).toUTCString();
  assert.equal(retryWait(status(503, date), 1, 5, 0, now), 9_000);
  assert.equal(retryWait(status(503, date, now + 5_000), 1, 5, 0, now), 4_000);
  assert.equal(retryWait(status(503, date, now + 60_000), 1, 5, 0, now), 0);
});

test('A Retry-After that is neither is ignored', () => {
  assert.equal(retryWait(status(503, 'soon'), 1, 5, 1, now), 500);
});

test('A wait is never shorter than what the source asked for, and never negative', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000 }), fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (seconds, tried, draw) => {
      const asked = retryWait(status(429, String(seconds)), tried, 10, draw, now);
      assert.ok(asked !== null && asked >= seconds * 1_000 && asked <= seconds * 1_000 + 500);
      const jittered = retryWait({ kind: 'broken' }, tried, 10, draw, now);
      assert.ok(jittered !== null && jittered >= 0 && jittered <= 30_000);
    }),
    { seed: 1 },
  );
});
