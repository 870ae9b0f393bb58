import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import type { TokenDeclaration } from '../../../src/core/paging/token.ts';
import { kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

function stream(ends: TokenDeclaration['ends'], list: 'whole' | 'appended' = 'whole'): Stream {
  return { ...shared, strategy: { name: 'token', ends, next: ['next'], parameter: 'token', expiredStatus: 410 }, list };
}

/** Answers by token: the ids of its page, and the token of the next one. */
function api(pages: Readonly<Record<string, readonly [ids: readonly string[], next?: string]>>): (ask: Ask) => Page {
  return (ask) => {
    const token = 'token' in ask.want ? (ask.want.token ?? 'none') : 'none';
    const [ids, next] = pages[token] ?? [[]];
    return pageWith(ask, ids, next === undefined ? {} : { token: next });
  };
}

test('Each page is asked for by the token of the one before, until none comes', () => {
  const { asks, ids, state } = sync(listOf(stream('fresh')), nothing, api({ none: [['a'], 't1'], t1: [['b'], 't2'], t2: [['c']] }));
  assert.deepEqual(asks, [{ token: null }, { token: 't1' }, { token: 't2' }]);
  assert.deepEqual(ids, ['a', 'b', 'c']);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: null });
});

for (const falsy of ['', '0', 'false', 'null']) {
  test(`The token '${falsy}' is a token`, () => {
    const { ids } = sync(listOf(stream('fresh')), nothing, api({ none: [['a'], falsy], [falsy]: [['b']] }));
    assert.deepEqual(ids, ['a', 'b']);
  });
}

test('An empty page with a token goes on', () => {
  const { ids } = sync(listOf(stream('fresh')), nothing, api({ none: [[], 't1'], t1: [['a'], 't2'], t2: [[], 't3'], t3: [['b']] }));
  assert.deepEqual(ids, ['a', 'b']);
});

test('Where the last page returns the token it was asked with, that is the end', () => {
  const { asks, state } = sync(listOf(stream('sameAtEnd', 'appended')), nothing, api({ none: [['a'], 't1'], t1: [['b'], 't2'], t2: [[], 't2'] }));
  assert.deepEqual(asks, [{ token: null }, { token: 't1' }, { token: 't2' }]);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: { token: 't2' } });
});

test('An appended list goes on with its last token', () => {
  const first = sync(listOf(stream('fresh', 'appended')), nothing, api({ none: [['a'], 't1'], t1: [['b']] }));
  assert.deepEqual(first.state.streams['things'], { phase: 'idle', cursor: { token: 't1' } });
  assert.deepEqual(sync(listOf(stream('fresh', 'appended')), first.state, api({ t1: [['b', 'c']] })).asks, [{ token: 't1' }]);
});

test('A session ends with an empty page, though its token comes again and again', () => {
  const pages = [['a'], ['b'], ['c'], []];
  let page = 0;
  const { ids, asks } = sync(listOf(stream('session')), nothing, (ask) => pageWith(ask, pages[page++] ?? [], { token: 's' }));
  assert.deepEqual([ids, asks.length], [['a', 'b', 'c'], 4]);
});

for (const length of [1, 2, 3, 5, 8]) {
  test(`Tokens that come again after ${length} are noticed`, () => {
    let page = 0;
    assert.throws(
      () => sync(listOf(stream('fresh')), nothing, (ask) => pageWith(ask, ['a'], { token: `t${page++ % length}` })),
      /one came again, and the list would never end/,
    );
  });
}

test('A session that never ends is stopped', () => {
  const subject = listOf(stream('session'));
  const { state, ask } = read(subject, nothing, (one) => pageWith(one, ['a'], { token: 's' }));
  const near = JSON.parse(JSON.stringify(subject.print(state)).replace('"steps":1', '"steps":999999')) as never;
  const planned = subject.plan(subject.parse(near).state, 0 as never);
  const [next = ask] = planned.asks;
  assert.throws(() => subject.step(planned.state, pageWith(next, ['a'], { token: 's' })), /1000000 pages came/);
});

test('A token longer than the state may hold is a broken promise', () => {
  assert.throws(() => read(listOf(stream('fresh')), nothing, (ask) => pageWith(ask, [], { token: 'x'.repeat(5_000) })), /at most 4096 characters/);
});

test('An expired token starts over from the beginning, up to three times', () => {
  const subject = listOf(stream('fresh', 'appended'));
  let expiries = 0;
  const expiring = (ask: Ask): Page => {
    if (!('token' in ask.want) || ask.want.token === null) return pageWith(ask, ['a'], { token: 't1' });
    expiries += 1;
    return expiries > 3 ? pageWith(ask, ['b']) : pageWith(ask, [], { expired: true });
  };
  const { asks, state } = sync(subject, nothing, expiring);
  assert.equal(asks.length, 8);
  assert.deepEqual(state.streams['things']?.cursor, { token: 't1' });
  expiries = -1;
  assert.throws(() => sync(subject, nothing, expiring), /tokens that live as long as it takes to read a window, but 4 expired/);
});

test('Behind an expired cursor the list is read from its beginning, and the cursor stands still meanwhile', () => {
  const subject = listOf(stream('fresh', 'appended'));
  const first = sync(subject, nothing, api({ none: [['a'], 't1'], t1: [[]] }));
  const expired = read(subject, first.state, (ask) => pageWith(ask, [], { expired: true }));
  assert.deepEqual([expired.things?.cursor, expired.things?.phase], [{ token: 't1' }, 'paging']);
  assert.deepEqual(sync(subject, expired.state, api({ none: [['a', 'b'], 't9'], t9: [[]] })).asks[0], { token: null });
});

test('A page asked for with another token is dropped', () => {
  const subject = listOf(stream('fresh'));
  const { state, ask } = read(subject, nothing, api({ none: [['a'], 't1'] }));
  assert.deepEqual(subject.step(state, pageWith(ask, ['a'], { token: 't1' })).state, state);
});

test('Smaller pages go on with the same token', () => {
  const subject = listOf(stream('fresh'));
  const { state } = read(subject, nothing, api({ none: [['a'], 't1'] }));
  const smaller = subject.shrink(state, 'things', 1);
  assert.deepEqual(read(subject, smaller, api({ t1: [['b']] })).ask.want, { token: 't1' });
});

test('A token goes on from its printed state', () => {
  const subject = listOf(stream('fresh'));
  const { state } = read(subject, nothing, api({ none: [['a'], 't1'] }));
  assert.deepEqual(kept(subject, state), state);
  const { state: begun } = subject.plan(nothing, 0 as never);
  assert.deepEqual(kept(subject, begun), begun);
});
