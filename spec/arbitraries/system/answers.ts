import fc from 'fast-check';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ReadAnswer } from '../../../src/emulator/rules/read-answer.ts';

/** Two tables, one of them with a key of two columns, and few keys, so that they come again. */
const schema = { notes: { primary_key: ['id'] }, lines: { primary_key: ['note', 'place'] } };

const record = { noNullPrototype: true } as const;

/** Columns beyond the key are sometimes left out. */
const note: fc.Arbitrary<JsonObject> = fc.record(
  { id: fc.constantFrom('a', 'b', 'c', 'd'), text: fc.constantFrom('x', 'y', 'é', ''), count: fc.integer() },
  { ...record, requiredKeys: ['id'] },
);

const line: fc.Arbitrary<JsonObject> = fc.record(
  { note: fc.constantFrom('a', 'b'), place: fc.integer({ min: 1, max: 3 }), done: fc.option(fc.boolean()) },
  { ...record, requiredKeys: ['note', 'place'] },
);

/** Rows with distinct keys, some of them to be deleted. */
const touched = (row: fc.Arbitrary<JsonObject>, key: readonly string[]): fc.Arbitrary<{ readonly insert: JsonObject[]; readonly delete: JsonObject[] }> =>
  fc
    .uniqueArray(fc.record({ row, deleted: fc.boolean() }, record), { selector: (drawn) => keyOf(drawn.row, key), maxLength: 5 })
    .map((drawn) => ({
      insert: drawn.filter(({ deleted }) => !deleted).map((found) => found.row),
      delete: drawn.filter(({ deleted }) => deleted).map((found) => Object.fromEntries(key.map((column) => [column, found.row[column] ?? null]))),
    }));

/** An answer that keeps the rules. */
const answer: fc.Arbitrary<ReadAnswer> = fc
  .record(
    {
      notes: touched(note, ['id']),
      lines: touched(line, ['note', 'place']),
      softDelete: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constantFrom(['notes'], ['lines'], ['notes', 'lines']) }),
    },
    record,
  )
  .map(({ notes, lines, softDelete }) => ({
    state: {},
    insert: { notes: notes.insert, lines: lines.insert },
    delete: { notes: notes.delete, lines: lines.delete },
    schema,
    softDelete,
    hasMore: false,
    warnings: [],
  }));

/** Answers that are loaded one after the other. */
export const answers: fc.Arbitrary<readonly ReadAnswer[]> = fc.array(answer, { minLength: 1, maxLength: 6 });

function keyOf(row: JsonObject, key: readonly string[]): string {
  return JSON.stringify(key.map((column) => row[column]));
}
