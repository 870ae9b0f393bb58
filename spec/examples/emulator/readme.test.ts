import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import { parseJson } from '../../../src/edge/json.ts';
import { columnTypes } from '../../../src/emulator/rules/column-types.ts';
import { rulesAsMarkdown } from '../../../src/emulator/rules/print-rules.ts';
import { rules } from '../../../src/emulator/rules/rules.ts';
import { answer, stageFor } from './play.ts';

test('The tables in the README are those that the rules print', async () => {
  const readme = await readFile('src/emulator/README.md', 'utf8');
  assert.ok(readme.includes(`\n${rulesAsMarkdown()}\n`), 'replace the tables in src/emulator/README.md by what `npm run -s connector -- rules --markdown` prints');
});

test('Every rule and every type says how it is known', () => {
  const known = /^(Fivetran's (documentation|code|blog)|AWS's documentation|seen in practice|assumed)/;
  for (const [name, { evidence }] of Object.entries(rules)) assert.match(evidence, known, name);
  for (const { holds, evidence } of columnTypes) assert.match(evidence, known, holds);
});

for (const { holds, values, type } of columnTypes) {
  test(`A column that has held ${holds}, is of type ${type}, whichever value comes first`, async (context) => {
    const { play, warehouse } = await stageFor(context);
    const rows = (texts: readonly string[]): JsonObject[] => texts.map((text) => ({ value: parseJson(text) }));
    const insert = { together: rows(values), apart: rows(values.slice(-1)) };
    await play([answer({ insert, hasMore: true }), answer({ insert: { apart: rows(values.slice(0, -1)) } })]);
    const types = await warehouse.query("SELECT table_name, data_type FROM duckdb_columns() WHERE column_name = 'value' ORDER BY 1");
    assert.deepEqual(types, [{ table_name: 'apart', data_type: type }, { table_name: 'together', data_type: type }]);
  });
}
