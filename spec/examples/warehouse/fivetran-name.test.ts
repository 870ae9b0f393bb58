import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fivetranName, fivetranTableName } from '../../../src/protocol/fivetran-name.ts';

const columns: readonly (readonly [name: string, stored: string])[] = [
  ['userData', 'user_data'],
  ['user-data', 'user_data'],
  ['user.data', 'user_data'],
  ['User Data', 'user_data'],
  ['user__data', 'user_data'],
  ['id', 'id'],
  ['order', 'order'],
  ['HTTPServer', 'http_server'],
  ['userID', 'user_id'],
  ['2fa', '_2fa'],
  ['_private', '_private'],
  ['__proto__', '_proto_'],
  ['Größe', 'grosse'],
  ['prénom', 'prenom'],
  ['Łódź', 'lodz'],
  ['naïveÉcole', 'naive_ecole'],
  ['say "hi"', 'say_hi_'],
  ['日本', '日本'],
  ['имя', 'имя'],
  ['a\u0000b', 'a_b'],
  ['🙂', '_'],
  ['', '_'],
];

for (const [name, stored] of columns) {
  test(`column ${JSON.stringify(name)} is stored as ${JSON.stringify(stored)}`, () => {
    assert.equal(fivetranName(name), stored);
    assert.equal(fivetranName(stored), stored);
  });
}

test('a table loses underscores before its first letter, a column keeps them', () => {
  assert.equal(fivetranTableName('_Events'), 'events');
  assert.equal(fivetranTableName('__events'), 'events');
  assert.equal(fivetranTableName('2fa'), '_2fa');
  assert.equal(fivetranName('_Events'), '_events');
});
