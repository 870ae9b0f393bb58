import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import { isReadBy } from '../../../src/core/context.ts';
import type { FailureCode } from '../../../src/core/failure.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import type { State, StreamState } from '../../../src/core/state.ts';
import { windowed } from '../../../src/core/windowed.ts';
import { noon } from './one-list.ts';
import { changedSince, listOf, nothing, pageWith, read, shared } from './other-list.ts';

/** What the failures of the other strategies say, word for word, and which field of a state they name. */

const compare = 'The API does not keep what its source declares: compare the two, and correct the source.';
const exact = { name: 'countdown', total: 'exact' } as const;
const uncounted = { name: 'countdown', total: 'none' } as const;
const keys: Stream = { ...shared, strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'whole' };
const tokens: Stream = { ...shared, strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' }, list: 'whole' };
const walked: Stream = { ...shared, strategy: { name: 'walked' }, window: changedSince };
const appended: Stream = { ...shared, strategy: exact, list: 'appended' };
const ago = (seconds: number): Instant => (noon - seconds * 1_000) as Instant;

function says(stream: Stream, changes: object, answer: (ask: Ask) => Page, message: string, code: FailureCode = 'CONTRACT'): void {
  const subject = listOf(stream);
  const { streams } = subject.plan(nothing, noon).state;
  const state: State = { streams: { things: { ...streams['things'], ...changes } as StreamState } };
  assert.throws(() => read(subject, state, answer), { code, message });
}

test('A key that is missing, too long or repeated says behind which one', () => {
  const cycle = { anchor: null, steps: 0 };
  const without = (ask: Ask): Page => pageWith(ask, ['a']);
  says(keys, {}, without, `stream things, behind key none: expected rows with a key, but the last one has none. ${compare}`);
  says(keys, { position: { after: 'k', cycle } }, without, `stream things, behind key 'k': expected rows with a key, but the last one has none. ${compare}`);
  const long = (ask: Ask): Page => pageWith(ask, ['a'], { lastKey: 'x'.repeat(5_000) });
  says(keys, {}, long, `stream things, behind key none: expected a key of at most 4096 characters, but one of 5000 came. ${compare}`);
  const again = (ask: Ask): Page => pageWith(ask, ['a'], { lastKey: 'k' });
  says(
    keys,
    { position: { after: 'k', cycle } },
    again,
    `stream things, behind key 'k': expected rows behind that key, but a key came again. The API may not know the parameter, or its order is another. ${compare}`,
  );
});

test('A token that is too long or repeated says on which page', () => {
  const long = (ask: Ask): Page => pageWith(ask, ['a'], { token: 'x'.repeat(5_000) });
  says(tokens, {}, long, `stream things, the first page: expected a token of at most 4096 characters, but one of 5000 came. ${compare}`);
  says(
    tokens,
    { position: { token: 't', cycle: { anchor: 't', steps: 1 } } },
    (ask) => pageWith(ask, ['a'], { token: 't' }),
    `stream things, a page of 2: expected a token that did not come before, but one came again, and the list would never end. Where that token means the end, the source has to say so. ${compare}`,
  );
});

test('Tokens that expire again and again say what would help', () => {
  says(
    tokens,
    { restarts: 3 },
    (ask) => pageWith(ask, [], { expired: true }),
    'stream things, window of the whole list: expected tokens that live as long as it takes to read a window, but 4 expired. Sync more often or with larger pages, so that a list is read before its tokens expire, then re-sync the stream.',
  );
});

test('Rows without stamps, or out of their order, say from where on they were asked for', () => {
  says(walked, {}, (ask) => pageWith(ask, ['a']), `stream things, changed since the beginning, page 1: expected rows with a stamp, but none has one. ${compare}`);
  says(
    walked,
    { position: { at: 'up', since: ago(60), page: 2 } },
    (ask) => pageWith(ask, ['a'], { stamps: { earliest: ago(60), last: ago(60), ordered: false } }),
    `stream things, changed since 2026-01-31T11:59:00.000Z, page 2: expected rows in the order of their stamps, but a row stands before an earlier one. ${compare}`,
  );
});

test('A list that never ends says on which page it was given up', () => {
  says(
    { ...shared, strategy: uncounted, list: 'whole' },
    { position: { at: 'climb', page: 1_000_000 } },
    (ask) => pageWith(ask, ['a']),
    `stream things, page 1000000: expected the list to come to an end, but 1000000 pages came. The API may answer every page number, or make up tokens. ${compare}`,
  );
});

test('A page without a total, or with a smaller one than a list that only grows may have, says its number', () => {
  const uncountedPage = (ask: Ask): Page => pageWith(ask, ['a']);
  const none = (page: number): string => `stream things, page ${page}: expected a total, but the list named none. ${compare}`;
  const whole: Stream = { ...shared, strategy: exact, list: 'whole' };
  says(appended, { cursor: { rows: 4 } }, uncountedPage, none(3));
  says(whole, {}, uncountedPage, none(1));
  says(whole, { position: { at: 'count', page: 2, total: 4, changed: false } }, uncountedPage, none(2));
  says(
    appended,
    { cursor: { rows: 4 } },
    (ask) => pageWith(ask, [], { total: 3 }),
    `stream things, page 3: expected 4 rows or more in a list that is only appended to, but there are 3. ${compare}`,
  );
});

test('A list that is empty after a snapshot with rows says what to see to', () => {
  says(
    { ...keys, deletes: { by: 'snapshot' } },
    { cursor: { rows: 2 } },
    (ask) => pageWith(ask, []),
    'stream things: expected a list with rows, since the last one had 2, but it is empty. See that the credential still may see the rows. If all of them really were deleted, re-sync the stream.',
  );
});

test('What only a fault of ours can lead to says so', () => {
  assert.throws(() => isReadBy(keys, 'token'), {
    code: 'BUG',
    message: 'a stream read by keyset: expected its own rules, but those of token were applied. Please report it.',
  });
  for (const missing of [null, undefined]) {
    assert.throws(() => windowed(missing), {
      code: 'BUG',
      message: 'a stream without a window: expected to be read as a whole list, but it was walked or cut in time. Please report it.',
    });
  }
});

const cycle = { anchor: 'a', steps: 1 };

/** A field of a state that holds an object where it must not, and the name under which it is refused. */
const fields: readonly [string, Stream, JsonObject][] = [
  ['position.rows', { ...shared, strategy: uncounted, list: 'appended' }, { position: { at: 'climb', page: 2, rows: {} } }],
  ['position.cycle', keys, { position: { after: 'a', cycle: [] } }],
  ['position.cycle.anchor', keys, { position: { after: 'a', cycle: { ...cycle, anchor: {} } } }],
  ['position.cycle.steps', keys, { position: { after: 'a', cycle: { ...cycle, steps: {} } } }],
  ['position.after', keys, { position: { after: {}, cycle } }],
  ['position.token', tokens, { position: { token: {}, cycle } }],
  ['position.cycle', tokens, { position: { token: 'a', cycle: [] } }],
  ['position.page', { ...shared, strategy: { name: 'plain' }, list: 'whole' }, { position: { page: {} } }],
  ['position.at', walked, { position: { at: {}, since: null, page: 1 } }],
  ['position.since', walked, { position: { at: 'up', since: {}, page: 1 } }],
  ['position.page', walked, { position: { at: 'up', since: null, page: {} } }],
  ['position.next', walked, { position: { at: 'down', since: null, page: 1, next: {} } }],
  ['allReadAt', walked, { allReadAt: {} }],
  ['snapshot.rows', keys, { snapshot: { marked: true, rows: {} } }],
  ['cursor.key', keys, { cursor: { key: {} } }],
  ['cursor.token', tokens, { cursor: { token: {} } }],
];

for (const [field, stream, changes] of fields) {
  test(`A state of ${stream.strategy.name} whose ${field} is of another kind is refused by that name`, () => {
    const subject = listOf(stream);
    const printed = subject.print(subject.plan(nothing, noon).state) as { readonly streams: { readonly things: JsonObject } };
    const spoiled: Json = { version: 1, streams: { things: { ...printed.streams.things, ...changes } } };
    assert.throws(
      () => subject.parse(spoiled),
      (error: Error) => error.name === 'STATE' && error.message.startsWith(`state.streams.things.${field}: `),
    );
  });
}
