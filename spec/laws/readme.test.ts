import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readmeFamilies, readmeRows } from './readme-table.ts';

const laws = readmeFamilies.flatMap((family) => family.laws);

/** Every line of a comment in src, and where it stands. */
const comments = globSync('src/**/*.ts').flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, nth) => {
      const [, comment] = /(?:\/\/|\/\*\*|^\s*\*)(.*)$/.exec(line) ?? [];
      return comment === undefined ? [] : [{ comment, at: `${file}:${nth + 1}` }];
    }),
);

/** A mark is the id of a law, alone or in a row, before a colon: `C5, C6: …`. */
const marks = comments.flatMap(({ comment, at }) =>
  [...comment.matchAll(/\b((?:[PKCLDRWTF]\d+, )*[PKCLDRWTF]\d+):/g)].flatMap(([, ids = '']) => ids.split(', ').map((id) => ({ id, at }))),
);

test('Every law has an id of its family, in order, and a sentence with always or never', () => {
  for (const { letter, laws: own } of readmeFamilies) {
    for (const [nth, { id, says }] of own.entries()) {
      assert.equal(id, `${letter}${nth + 1}`);
      assert.match(says, /\b(always|never)\b/);
      assert.match(says, /\.$/);
      assert.doesNotMatch(says, /\|/);
    }
  }
});

test('The README has exactly the laws, word for word', () => {
  const rows = readmeRows();
  assert.deepEqual([...rows.keys()], laws.map(({ id }) => id));
  for (const { file, laws: own } of readmeFamilies) {
    for (const { id, says, why, rests } of own) {
      const row = rows.get(id) ?? assert.fail(`${id} is not in spec/README.md`);
      assert.deepEqual(row, { says, why, rests, file: `[${file}](laws/${file})`, kills: row.kills });
    }
  }
});

test('Every law is marked at the line in src that upholds it', () => {
  const marked = new Set(marks.map(({ id }) => id));
  assert.deepEqual(laws.map(({ id }) => id).filter((id) => !marked.has(id)), []);
});

test('No comment in src names a law that does not exist', () => {
  const known = new Set(laws.map(({ id }) => id));
  assert.deepEqual(marks.filter(({ id }) => !known.has(id)), []);
});

test('A comment in src that speaks of a law marks it', () => {
  const loose = comments.filter(({ comment }) => /\b[PKCLDRWTF]\d+\b/.test(comment.replaceAll(/\b(?:[PKCLDRWTF]\d+, )*[PKCLDRWTF]\d+:/g, '')));
  assert.deepEqual(loose, []);
});
