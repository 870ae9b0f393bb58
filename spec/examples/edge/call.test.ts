import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import { createBatch } from '../../../src/edge/batch.ts';
import { call, type Budget } from '../../../src/edge/call.ts';
import type { FetchPage } from '../../../src/edge/fetch-page.ts';
import { answerBytesMax } from '../../../src/edge/limits.ts';
import { countRows } from '../../../src/protocol/answer.ts';
import { noon, oneList } from '../core/one-list.ts';

/** The number of the page that is asked for. */
function numberOf({ want }: Ask): number {
  return 'page' in want ? want.page : 1;
}

/** A list in memory whose rows take so many bytes each, and a clock that only its reads move. */
function list(rows: number, given: { rowBytes?: number; millisecondsPerRow?: number; fails?: (ask: Ask) => Error | undefined } = {}) {
  const { rowBytes = 50, millisecondsPerRow = 0, fails = () => undefined } = given;
  const asked: Ask[] = [];
  let now: number = noon;
  let inFlight = 0;
  let mostInFlight = 0;
  const timeouts: { at: number; controller: AbortController }[] = [];
  const passTo = (at: number): void => {
    now = Math.max(now, at);
    for (const timeout of timeouts) if (timeout.at <= now) timeout.controller.abort();
  };
  const fetchPage: FetchPage = async (ask, signal) => {
    asked.push(ask);
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    await Promise.resolve();
    inFlight -= 1;
    const first = (numberOf(ask) - 1) * ask.pageSize;
    const items = Array.from({ length: Math.max(0, Math.min(ask.pageSize, rows - first)) }, (_, nth) => ({
      insert: { things: [{ id: first + nth, text: 'x'.repeat(rowBytes) }] },
    }));
    passTo(now + items.length * millisecondsPerRow);
    signal.throwIfAborted();
    const failure = fails(ask);
    if (failure !== undefined) throw failure;
    const page: Page = { ask, count: items.length, changes: items, total: rows, pastEnd: false, date: null };
    return { page, bytesMost: Buffer.byteLength(JSON.stringify(items)) };
  };
  return {
    asked,
    mostInFlight: () => mostInFlight,
    fetchPage,
    environment: {
      now: () => now,
      timeout: (ms: number) => {
        const controller = new AbortController();
        timeouts.push({ at: now + ms, controller });
        return controller.signal;
      },
    },
  };
}

const unlimited: Budget = { deadlineMs: Number.POSITIVE_INFINITY, answerBytesMax, readsAhead: () => true };

async function oneCall(source: ReturnType<typeof list>, options: Parameters<typeof oneList>[1], budget: Budget = unlimited, state?: JsonObject) {
  const { result, report } = await call(oneList('exact', options), { state }, source.fetchPage, source.environment, budget, createBatch);
  return { answer: result, report };
}

/** All answers of a sync. */
async function wholeSync(source: ReturnType<typeof list>, options: Parameters<typeof oneList>[1], budget: Budget) {
  const answers = [];
  for (let state: JsonObject = {}, hasMore = true; hasMore; ) {
    const { answer } = await oneCall(source, options, budget, state);
    ({ state, hasMore } = answer);
    answers.push(answer);
    assert.ok(answers.length < 1_000, 'the sync does not end');
  }
  return answers;
}

test('A call carries every page that its answer has room for', async () => {
  const source = list(1_000);
  const { answer, report } = await oneCall(source, { pageSize: 100 });
  assert.deepEqual([countRows(answer), answer.hasMore, report.pages], [1_000, false, 10]);
});

test('No answer is ever over its limit, and together they carry every row once', async () => {
  const budget = { ...unlimited, answerBytesMax: 20_000 };
  const answers = await wholeSync(list(1_000), { pageSize: 50 }, budget);
  for (const answer of answers) assert.ok(Buffer.byteLength(JSON.stringify(answer)) <= budget.answerBytesMax);
  const ids = answers.flatMap(({ insert }) => (insert['things'] ?? []).map(({ id }) => id));
  assert.equal(new Set(ids).size, 1_000);
  assert.ok(answers.length <= 7, `${answers.length} answers`);
});

test('Where the source indents its JSON, the rows are counted rather than their text', async () => {
  const source = list(200);
  const loose: FetchPage = async (ask, signal) => {
    const fetched = await source.fetchPage(ask, signal);
    return { ...fetched, bytesMost: fetched.bytesMost * 10 };
  };
  const budget = { ...unlimited, answerBytesMax: 20_000 };
  const { result: answer } = await call(oneList('exact', { pageSize: 10 }), { state: {} }, loose, source.environment, budget, createBatch);
  assert.equal(countRows(answer), 200);
  assert.ok(Buffer.byteLength(JSON.stringify(answer)) <= budget.answerBytesMax);
});

test('Pages are read ahead within the bound, and none that the answer has no room for', async () => {
  const source = list(1_000);
  await oneCall(source, { pageSize: 10, pagesAhead: 4 });
  assert.equal(source.mostInFlight(), 5);
  assert.equal(source.asked.length, 100);

  const small = list(1_000);
  const answers = await wholeSync(small, { pageSize: 10, pagesAhead: 4 }, { ...unlimited, answerBytesMax: 3_000 });
  assert.ok(small.asked.length <= 100 + 2 * answers.length, `${small.asked.length} pages for ${answers.length} answers`);
});

test('Pages whose items have children are not read ahead', async () => {
  const source = list(100);
  await oneCall(source, { pageSize: 10, pagesAhead: 4 }, { ...unlimited, readsAhead: () => false });
  assert.equal(source.mostInFlight(), 1);
});

test('A page too large for any answer is asked for again smaller, inside the same call', async () => {
  const source = list(100, { rowBytes: 500 });
  const { answer } = await oneCall(source, { pageSize: 50 }, { ...unlimited, answerBytesMax: 10_000 });
  assert.ok(countRows(answer) > 0);
  const sizes = source.asked.map(({ pageSize }) => pageSize);
  assert.deepEqual([sizes[0], sizes[1]], [50, 7]);
});

test('A row too large for any answer is an error with its stream, key and size', async () => {
  const source = list(3, { rowBytes: 20_000 });
  await assert.rejects(oneCall(source, { pageSize: 2 }, { ...unlimited, answerBytesMax: 10_000 }), {
    name: 'LIMIT',
    message: /stream things: .* things \[\d\] with 20\d\d\d bytes/,
  });
});

test('Where time runs out the call answers what it has, and the sync goes on from there', async () => {
  const source = list(100, { millisecondsPerRow: 10 });
  const seen = new Set<unknown>();
  let calls = 0;
  for (let state: JsonObject = {}, hasMore = true; hasMore; calls += 1) {
    const budget = { ...unlimited, deadlineMs: source.environment.now() + 450 };
    const { answer } = await oneCall(source, { pageSize: 10 }, budget, state);
    for (const { id } of answer.insert['things'] ?? []) seen.add(id);
    ({ state, hasMore } = answer);
  }
  assert.deepEqual([seen.size, calls], [100, 2]);
});

test("A first page too slow for a call's time is asked for again smaller, inside the same call", async () => {
  const source = list(100, { millisecondsPerRow: 10 });
  const { answer } = await oneCall(source, { pageSize: 80 }, { ...unlimited, deadlineMs: noon + 1_000 });
  assert.deepEqual(source.asked.slice(0, 2).map(({ pageSize }) => pageSize), [80, 10]);
  assert.ok(countRows(answer) > 0 && answer.hasMore);
});

test('A page that fails ends the call with the unbroken run before it', async () => {
  const broken = new Error('the page failed');
  const source = list(100, { fails: (ask) => (numberOf(ask) === 7 ? broken : undefined) });
  const { answer, report } = await oneCall(source, { pageSize: 10, pagesAhead: 3 });
  assert.equal(report.cutShortBy, 'BUG');
  assert.deepEqual([countRows(answer), answer.hasMore], [40, true]);
  await assert.rejects(oneCall(source, { pageSize: 10 }, unlimited, answer.state), broken);
});

test('A page read ahead that fails is asked for again when its turn comes in the next call', async () => {
  let failures = 1;
  const source = list(100, {
    fails: (ask) => {
      if (numberOf(ask) !== 7 || failures === 0) return undefined;
      failures -= 1;
      return new Error('the page failed');
    },
  });
  const first = await oneCall(source, { pageSize: 10, pagesAhead: 3 });
  const second = await oneCall(source, { pageSize: 10, pagesAhead: 3 }, unlimited, first.answer.state);
  assert.equal(countRows(first.answer) + countRows(second.answer), 100);
});

test('Where time ran out with pages but no row, the answer is empty, keeps its progress and ends the sync', async () => {
  const source = list(0);
  const now = (): number => noon;
  const { result: answer } = await call(oneList('none'), { state: {} }, source.fetchPage, { ...source.environment, now }, { ...unlimited, deadlineMs: noon }, createBatch);
  assert.deepEqual([countRows(answer), answer.hasMore], [0, false]);
});

