import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector } from '../../../src/core/connector.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { State } from '../../../src/core/state.ts';
import { thingsCatalog, thingsOptions } from '../../simulation/things.ts';
import { begun, next, noon, oneList, pageOf } from './one-list.ts';

/** Every failure that the core can report, word for word: what it says is what an operator acts on. */

const compare = 'The API does not keep what its source declares: compare the two, and correct the source.';
const report = 'Please report it.';

function says(action: () => unknown, message: string): void {
  assert.throws(action, { message });
}

test('A page that is longer than asked for says its stream, its number and both counts', () => {
  const subject = oneList('exact', { pageSize: 2 });
  const { state, ask } = next(subject, begun(subject, 2, 5));
  says(() => subject.step(state, pageOf(ask, 3, 5)), `stream things, page 3: expected at most 2 rows, but 3 came. ${compare}`);
});

test('A first page that stays short says what the total asks for and what came both times', () => {
  const subject = oneList('exact', { pageSize: 4 });
  const { state, ask } = next(subject, begun(subject, 2, 9));
  says(
    () => subject.step(state, pageOf(ask, 1, 9)),
    `stream things, page 1: expected 4 rows or more, since the total says 9, but 1 came, and 2 when it was asked before. The API may limit the page size without a word. ${compare}`,
  );
});

test('A window that rows keep entering says its bounds and its last total', () => {
  const begins = [null, (noon - 60_000) as Instant] as const;
  const printed = ['the beginning', '2026-01-31T11:59:00.000Z'];
  for (const [nth, start] of begins.entries()) {
    const subject = oneList('exact', { pageSize: 2, start });
    says(() => {
      let state: State = { streams: {} };
      for (let total = 5; ; total += 1) {
        const planned = next(subject, state);
        ({ state } = subject.step(planned.state, pageOf(planned.ask, 2, total)));
      }
    }, `stream things, window [${printed[nth] ?? ''}, 2026-01-31T11:59:54.000Z): expected a window with a frozen end that no row enters, but its total grew 4 times, last to 12. The API dates rows back, or settleSeconds is shorter than its slowest commit: raise it, then re-sync the stream.`);
  }
});

test('A window that cannot be cut says how many rows one moment may hold', () => {
  const subject = oneList('exact', { start: (noon - 6_001) as Instant, pageSize: 2 }, 4);
  const { state, ask } = next(subject, { streams: {} });
  says(
    () => subject.step(state, pageOf(ask, 2, 4)),
    'stream things: expected fewer than 4 rows changed within one 1 ms, but the window [2026-01-31T11:59:53.999Z, 2026-01-31T11:59:54.000Z) holds more and cannot be cut again. The API cannot list these rows completely. Ask its owner for a larger result limit.',
  );
});

test('A row without its key says whether the column is missing or holds no key', () => {
  const subject = oneList();
  const empty = subject.respond({ streams: {} });
  const merge = (row: object) => () => subject.merge([{ ...empty, insert: { things: [row as never] } }, empty]);
  const promised = 'The API left out what it promised, or the source names the wrong column.';
  says(merge({}), `table things: expected every row to have its key column id, but a row without it came. ${promised}`);
  says(merge({ id: null }), `table things: expected every row to have its key column id, but a row has null, an array or an object there. ${promised}`);
});

test('A name that the source does not declare says those that it does', () => {
  const subject = connector(thingsCatalog('exact'), thingsOptions);
  const { ask } = next(subject, { streams: {} });
  says(
    () => subject.step({ streams: {} }, pageOf({ ...ask, stream: 'others' }, 1, 1)),
    `source things: expected one of its streams deleted_things, things, but 'others' was asked for. ${report}`,
  );
  const empty = subject.respond({ streams: {} });
  says(
    () => subject.merge([{ ...empty, insert: { others: [] } }, empty]),
    'source things: expected rows of the tables it declares, but rows of others came. Declare the table in the source, or correct the name in its rows.',
  );
});

test('Merging nothing says so', () => {
  says(() => oneList().merge([]), `merge: expected at least one response, but there was none. ${report}`);
});

test('A state that cannot be read says what to do', () => {
  says(
    () => oneList().parse({ version: 1, streams: null }),
    'state.streams: expected an object, but it is null. Set the state back to one that a sync returned, or re-sync the connection from the beginning.',
  );
});
