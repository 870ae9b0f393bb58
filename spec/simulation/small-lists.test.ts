import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutants } from '../mutants/mutants.ts';
import { ours } from './ours.ts';
import { exploreSmallLists, smallLists } from './small-lists.ts';

/** As many as there were when they were counted first; fewer would mean that some are left out. */
const worldsLeast = 3_600_000;

let worlds = 0;

for (const list of smallLists) {
  test(`No row is ever lost, and no page refused, in a small list: ${list.name}`, (context) => {
    const explored = exploreSmallLists(ours, list);
    assert.equal(explored.lost, null);
    worlds += explored.worlds;
    context.diagnostic(`${explored.worlds} worlds, ${explored.situations} situations`);
  });
}

test('All worlds of small lists are counted', (context) => {
  context.diagnostic(`${worlds} worlds`);
  assert.ok(worlds > worldsLeast, `${worlds} worlds`);
});

/** Wrong cores that lose rows, and the list that shows it. */
const caught = {
  'walks-behind-the-last': 0,
  'walks-up-only': 0,
  'short-page-ends-a-walk': 0,
  'appended-ends-at-the-last-total': 1,
  'appended-counts-full-pages': 3,
  'whole-trusts-its-total': 4,
};

for (const [name, place] of Object.entries(caught)) {
  test(`A small list shows how ${name} loses a row`, (context) => {
    const mutant = mutants.find((candidate) => candidate.name === name) ?? assert.fail(`there is no ${name}`);
    const list = smallLists[place] ?? assert.fail(`there is no list ${place}`);
    const { lost } = exploreSmallLists(mutant.subject, list);
    context.diagnostic(lost?.join(' → ') ?? '');
    assert.match(lost?.at(-1) ?? '', /ends without/);
  });
}
