import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainState } from '../../../src/cli/explain-state.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Positions, StrategyName } from '../../../src/core/paging/strategies.ts';
import { printState } from '../../../src/core/state-text.ts';
import type { Paging } from '../../../src/core/state.ts';

const at = Date.parse('2026-01-31T08:00:05Z') as Instant;
const window = { from: null, until: at, end: at };
const cycle = { anchor: 'a', steps: 3 };

function paging<N extends StrategyName>(strategy: N, position: Positions[N], rest: Partial<Paging> = {}): JsonObject {
  const stream = { phase: 'paging', cursor: null, window, pageSize: 100, fingerprint: 'f', restarts: 0, ...rest, strategy, position } as Paging;
  return printState({ streams: { things: stream } });
}

const states: readonly [string, JsonObject, readonly RegExp[]][] = [
  ['a countdown', paging('countdown', { at: 'count', page: 3, total: 210, changed: true }), [/position\.at +count +reading down/, /position\.page +3 +the page counter/, /position\.changed +true +rows left/]],
  ['a climb', paging('countdown', { at: 'climb', page: 3, rows: 7 }), [/reading up/, /position\.rows +7 +rows on the page before/]],
  ['a walk', paging('walked', { at: 'down', since: at, page: 2, next: null }), [/position\.at +down +reading the pages of one group/, /position\.since +2026-\S+ +pages are asked for from this stamp on/, /position\.next +null +behind this group/]],
  ['a seek', paging('keyset', { after: 'k7', cycle }), [/position\.after +k7 +the last key/, /position\.cycle\.anchor +a +an earlier one/, /position\.cycle\.steps +3 +pages read/]],
  ['a token', paging('token', { token: null, cycle }), [/position\.token +null +the first page is next/]],
  ['plain reading', paging('plain', { page: 4 }), [/position\.page +4 +the number of the next page, upward/]],
  [
    'a snapshot',
    paging('keyset', { after: null, cycle }, { cursor: { rows: 12 }, window: null, snapshot: { marked: false, rows: 0 }, readsAll: true, allReadAt: at, restarts: 1 }),
    [/cursor\.rows +12 +rows of the list/, /window +null +none/, /snapshot\.marked +false +the first page/, /readsAll +true/, /allReadAt +2026-01-31T08/, /restarts +1 +how often/],
  ],
  ['a key to go on from', printState({ streams: { things: { phase: 'idle', cursor: { key: 'k' } } } }), [/cursor\.key +k +the last key/]],
  ['a token to go on from', printState({ streams: { things: { phase: 'due', cursor: { token: 't' } } } }), [/cursor\.token +t +the last token/]],
];

for (const [what, state, words] of states) {
  test(`Each field of ${what} is explained`, () => {
    const text = explainState(state);
    for (const word of words) assert.match(text, word);
    assert.doesNotMatch(text, /kept by the strategy|where the strategy stands/);
  });
}

test('A field that nobody knows is shown all the same', () => {
  assert.match(explainState({ version: 1, streams: { things: { phase: 'paging', strategy: 'other', position: { mark: 1 } } } }), /position\.mark +1 +kept by the strategy/);
});
