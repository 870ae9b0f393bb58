import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactAll, redactor } from '../../src/edge/redact.ts';
import { secretsIn } from '../../src/edge/secrets-in.ts';
import { reveals } from './reveals.ts';
import { secrets } from './secrets.ts';
import { writings } from './writings.ts';

for (const [how, write] of Object.entries(writings)) {
  test(`A secret written ${how} is struck out, and would be seen if it were not`, () => {
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, behind) => {
        // Of a path with `/../` in it a URL leaves only what stands behind.
        fc.pre(!reveals(`${before} ${behind}`, secret) && !/(^|[\\/])\./.test(secret));
        const text = `${before} ${write(secret)} ${behind}`;
        assert.ok(reveals(text, secret));
        assert.ok(!reveals(redactor([secret])(text), secret), redactor([secret])(text));
      }),
      { numRuns: 60, seed: 8 },
    );
  });
}

test('Of secrets that hold one another the longest is struck out whole', () => {
  const redact = redactor(['abcdefgh', 'abcdefgh-and-more', 'more']);
  assert.equal(redact('see abcdefgh-and-more, abcdefgh and more'), 'see [secret], [secret] and [secret]');
});

test('Of secrets that overlap nothing is left', () => {
  assert.equal(redactor(['one-and-two', 'two-and-three'])('one-and-two-and-three'), '[secret]');
  assert.equal(redactor(['abcabcab'])('abcabcabcab'), '[secret]');
});

test('A backslash of which a URL made a slash hides nothing', () => {
  assert.equal(redactor(['ab\\cdefgh'])(new URL('https://example.org/ab\\cdefgh').pathname), '/[secret]');
});

test('A secret of any length is struck out, and so is most of a part of it', () => {
  const secret = Array.from({ length: 5_001 }, (_, nth) => `<${nth}>`).join('');
  assert.ok(!reveals(redactor([secret])(`it is ${encodeURIComponent(secret)}.`), secret));
  assert.ok(!reveals(redactor([secret])(Buffer.from(`me:${secret}`).toString('base64')), secret));
});

test('A text without a secret stays as it is', () => {
  fc.assert(
    fc.property(secrets, fc.string({ maxLength: 200 }), (secret, text) => {
      fc.pre(!reveals(text, secret));
      assert.equal(redactor([secret])(text), text);
    }),
    { seed: 8 },
  );
});

test('Names of fields are struck out as well as their values', () => {
  const redact = redactor(['a-secret-of-mine']);
  assert.deepEqual(redactAll({ 'a-secret-of-mine': [{ x: 'a-secret-of-mine' }, 1, null] }, redact), { '[secret]': [{ x: '[secret]' }, 1, null] });
});

test('What is secret in an event is found however deep, and in the parts of a list', () => {
  assert.deepEqual(secretsIn({ secrets: { a: { b: ['deep-inside'] }, c: 'first-part, second-part', d: 'short' } }).toSorted(), [
    'deep-inside',
    'first-part',
    'first-part, second-part',
    'second-part',
  ]);
  const deep = JSON.parse(`{"secrets":${'['.repeat(50_000)}"at-the-bottom"${']'.repeat(50_000)}}`) as unknown;
  assert.deepEqual(secretsIn(deep), ['at-the-bottom']);
  for (const event of [null, undefined, 1, 'text', [], {}, { secrets: null }]) assert.deepEqual(secretsIn(event), []);
});
