import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutants } from '../mutants/mutants.ts';
import { ours } from './ours.ts';
import { exploreSmallWorlds, smallEditsMax, smallKinds, smallPageSizeMax, smallRowsMax } from './small-worlds.ts';

/** As many as there were when they were counted first; fewer would mean that some are left out. */
const worldsLeast = 27_000_000;

let worlds = 0;

for (const kind of smallKinds) {
  test(`No row is ever lost in a list of up to ${smallRowsMax}, pages of up to ${smallPageSizeMax} and up to ${smallEditsMax} edits: ${kind.name}`, (context) => {
    const explored = exploreSmallWorlds(ours, kind);
    assert.equal(explored.lost, null);
    worlds += explored.worlds;
    context.diagnostic(`${explored.worlds} worlds, ${explored.situations} situations`);
  });
}

test('All small worlds are counted', (context) => {
  context.diagnostic(`${worlds} worlds`);
  assert.ok(worlds > worldsLeast, `${worlds} worlds`);
});

/** Wrong cores that lose rows, and the kind of list that shows it. */
const caught = {
  article: 'none',
  upward: 'exact, one page at a time',
  'ahead-without-totals': 'exact, pages ahead in every order',
  'trusts-a-total-apart': 'apart, counted before',
  'rounding-down': 'exact, one page at a time',
  'first-page-read-once': 'exact, one page at a time',
  'forgets-changes': 'exact, one page at a time',
  'resize-rounds-down': 'exact, one page at a time',
  'skips-what-it-drops': 'exact, pages ahead, an error past the end',
  'empty-page-is-end': 'none',
};

for (const [name, list] of Object.entries(caught)) {
  test(`A small world shows how ${name} loses a row`, (context) => {
    const mutant = mutants.find((candidate) => candidate.name === name) ?? assert.fail(`there is no ${name}`);
    const kind = smallKinds.find((candidate) => candidate.name === list) ?? assert.fail(`there is no ${list}`);
    const { lost } = exploreSmallWorlds(mutant.subject, kind);
    context.diagnostic(lost?.join(' → ') ?? '');
    assert.match(lost?.at(-1) ?? '', /ends without/);
  });
}
