import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import type { CountdownDeclaration } from '../../../src/core/paging/countdown.ts';
import type { State } from '../../../src/core/state.ts';
import { kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

function appended(total: CountdownDeclaration['total']): Stream {
  return { ...shared, strategy: { name: 'countdown', total }, list: 'appended' };
}

const exact = listOf(appended('exact'));
const apart = listOf(appended('apart'));
const none = listOf(appended('none'));

/** An API that lists so many rows, named by their place, and counts them unless told otherwise. */
function api(rows: number, total: number | null = rows): (ask: Ask) => Page {
  return (ask) => {
    const page = 'page' in ask.want ? ask.want.page : 1;
    const first = (page - 1) * ask.pageSize;
    const count = Math.max(0, Math.min(ask.pageSize, rows - first));
    return pageWith(ask, Array.from({ length: count }, (_, nth) => `${first + nth + 1}`), { total });
  };
}

const pages = (asks: readonly unknown[]): readonly unknown[] => asks.map((want) => (want as { page: number }).page);
const ended = (state: State): unknown => state.streams['things'];

test('The total of the first page is frozen: what is appended meanwhile waits for the next sync', () => {
  let rows = 5;
  const { asks, ids, state } = sync(exact, nothing, (ask) => api(rows++)(ask));
  assert.deepEqual(pages(asks), [1, 3, 2]);
  assert.deepEqual([...ids].sort(), ['1', '2', '3', '4', '5', '6']);
  assert.deepEqual(ended(state), { phase: 'idle', cursor: { rows: 5 } });
});

test('The next sync ends at the page that holds the row behind the last that was read', () => {
  const from: State = { streams: { things: { phase: 'idle', cursor: { rows: 5 } } } };
  const { asks, ids, state } = sync(exact, from, api(10));
  assert.deepEqual(pages(asks), [3, 5, 4]);
  assert.deepEqual([...ids].sort(), ['10', '5', '6', '7', '8', '9']);
  assert.deepEqual(ended(state), { phase: 'idle', cursor: { rows: 10 } });
});

test('With nothing new one request is enough, and no row comes again', () => {
  for (const rows of [4, 5]) {
    const from: State = { streams: { things: { phase: 'idle', cursor: { rows } } } };
    const { asks, ids, state } = sync(exact, from, api(rows));
    assert.deepEqual([asks.length, ids, state], [1, [], from]);
  }
});

test('A page past the end that is an error means nothing new', () => {
  const from: State = { streams: { things: { phase: 'idle', cursor: { rows: 4 } } } };
  assert.deepEqual(sync(exact, from, (ask) => pageWith(ask, [], { pastEnd: true })).state, from);
});

test('Pages are asked for ahead, since no place changes', () => {
  for (const total of ['exact', 'apart'] as const) {
    const ahead = listOf(appended(total), { pagesAhead: 3 });
    const { state } = read(ahead, nothing, api(20));
    assert.deepEqual(pages(ahead.plan(state, 0 as never).asks.map(({ want }) => want)), [10, 9, 8, 7]);
  }
});

test('A total counted after the rows of its page were found has the first page read again', () => {
  let first = true;
  const { asks, ids } = sync(apart, nothing, (ask) => {
    const page = first ? api(1, 4)(ask) : api(4)(ask);
    first = false;
    return page;
  });
  assert.deepEqual(pages(asks), [1, 2, 1]);
  assert.deepEqual([...new Set(ids)].sort(), ['1', '2', '3', '4']);
});

test('A short first page that is the last one too is read again', () => {
  let first = true;
  const { asks, state } = sync(apart, nothing, (ask) => {
    const page = first ? api(1, 2)(ask) : api(2)(ask);
    first = false;
    return page;
  });
  assert.deepEqual(pages(asks), [1, 1]);
  assert.deepEqual(ended(state), { phase: 'idle', cursor: { rows: 2 } });
});

test('Without a total the list is read up to an empty page, and then down', () => {
  const { asks, ids, state } = sync(none, nothing, api(5, null));
  assert.deepEqual(pages(asks), [1, 2, 3, 4, 3, 2, 1]);
  assert.deepEqual([...new Set(ids)].sort(), ['1', '2', '3', '4', '5']);
  assert.deepEqual(ended(state), { phase: 'idle', cursor: { rows: 5 } });
  const again = sync(none, state, api(5, null));
  assert.deepEqual([pages(again.asks), again.state], [[3, 4], state]);
});

test('Without a total an empty list is one request, and so is one that ended with a full page', () => {
  assert.deepEqual(ended(sync(none, nothing, api(0, null)).state), { phase: 'idle', cursor: null });
  const from: State = { streams: { things: { phase: 'idle', cursor: { rows: 4 } } } };
  assert.deepEqual(pages(sync(none, from, api(4, null)).asks), [3]);
});

test('Rows that disappear from a list that is only appended to are a broken promise', () => {
  const from: State = { streams: { things: { phase: 'idle', cursor: { rows: 5 } } } };
  assert.throws(() => sync(exact, from, api(4)), /5 rows or more in a list that is only appended to, but there are 4/);
  assert.throws(() => sync(none, from, api(4, null)), /5 rows or more .* but there are 4/);
  const { state } = read(exact, nothing, api(9));
  assert.throws(() => read(exact, state, api(8)), /9 rows or more .* but there are 8/);
});

test('A page size that is clamped without a word is noticed on the first page where the total is exact, else on the next', () => {
  const clamped = (ask: Ask): Page => ({ ...api(9)({ ...ask, pageSize: 1 }), ask });
  assert.throws(() => sync(exact, nothing, clamped), /page 1: expected 2 rows or more .*limits the page size without a word/);
  const second = (ask: Ask): Page => ({ ...api(10)({ ...ask, pageSize: 1 }), ask });
  assert.throws(() => sync(apart, nothing, second), /page 5: expected 2 rows or more/);
});

test('With smaller pages the one that holds the last row read is read again', () => {
  const subject = listOf(appended('exact'), { pageSize: 4 });
  const from: State = { streams: { things: { phase: 'idle', cursor: { rows: 3 } } } };
  const { state, ids } = read(subject, from, api(9));
  const rest = sync(subject, subject.shrink(state, 'things', 3), api(9));
  assert.deepEqual([...new Set([...ids, ...rest.ids])].sort(), ['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  assert.deepEqual(ended(rest.state), { phase: 'idle', cursor: { rows: 9 } });
});

test('Every position of an appended list reads back from the state', () => {
  for (const subject of [exact, none]) {
    let at = read(subject, nothing, api(5, subject === none ? null : 5));
    while (at.hasMore) {
      assert.deepEqual(kept(subject, at.state), at.state);
      at = read(subject, at.state, api(5, subject === none ? null : 5));
    }
  }
});

test('A climb that does not say how many rows it saw goes on from as many as it surely saw', () => {
  const { state } = read(none, nothing, api(4, null));
  const second = read(none, state, api(4, null));
  const printed = JSON.stringify(none.print(second.state)).replace(',"rows":2', '');
  const { things } = read(none, none.parse(JSON.parse(printed) as Json).state, api(4, null));
  assert.deepEqual(things?.phase === 'paging' && things.position, { at: 'count', page: 2, total: 2, changed: true });
});

test('The number of rows read is kept between two syncs', () => {
  const state: State = { streams: { things: { phase: 'idle', cursor: { rows: 5 } } } };
  assert.deepEqual(kept(exact, state), state);
});

test('Without a total, rows that disappear while the list is climbed are a broken promise too', () => {
  const from: State = { streams: { things: { phase: 'idle', cursor: { rows: 5 } } } };
  const { state } = read(none, from, (ask) => pageWith(ask, ['5']));
  assert.doesNotThrow(() => read(none, state, (ask) => pageWith(ask, [])));
  const forgetful = kept(none, state);
  const { things } = read(none, forgetful, (ask) => pageWith(ask, []));
  assert.deepEqual(things, { phase: 'idle', cursor: { rows: 5 } });
});

test('A list that ends on its first page is read once', () => {
  const { asks, ids, state } = sync(exact, nothing, api(2));
  assert.deepEqual([pages(asks), ids, ended(state)], [[1], ['1', '2'], { phase: 'idle', cursor: { rows: 2 } }]);
});
