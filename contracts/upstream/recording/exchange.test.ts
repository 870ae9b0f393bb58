import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExchange, printExchange, type Exchange } from './exchange.ts';
import { stripper } from './strip.ts';

const exchange: Exchange = {
  request: {
    method: 'GET',
    url: 'https://loans.test/v1/loan-applications?updated_until=2026-01-31T11%3A59%3A29.000Z&page=1',
    headers: { accept: 'application/json', authorization: 'Bearer [secret]' },
  },
  answer: { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"data":[]}' },
};

const bodies = {
  'no body': '',
  'long numbers': '{"a":12345678901234567.89,"b":9223372036854775807,"c":1.50,"d":-0,"e":1E400}',
  'JSON that is spaced otherwise': '{ "a": 1 }',
  'JSON with escapes': String.raw`{"a":"\u00e9\/"}`,
  'a key that comes twice': '{"a":1,"a":2}',
  'a number as a key': '{"b":1,"1":2}',
  'a text with empty lines': '<p>\n\nOverloaded\n</p>\n\n',
  'JSON that is cut off': '{"a":',
};

for (const [what, body] of Object.entries(bodies)) {
  test(`An exchange with ${what} reads back as it was`, () => {
    const whole = { ...exchange, answer: { ...exchange.answer, body } };
    assert.deepEqual(parseExchange(printExchange(whole)), whole);
  });
}

test('An exchange that its text could not give back is not written', () => {
  const laidOut = { ...exchange, answer: { ...exchange.answer, body: '{\n  "a": 1\n}' } };
  assert.throws(() => printExchange(laidOut), /cannot be written exactly/);
});

test('A text that is no exchange is refused', () => {
  for (const text of ['', '<html>', printExchange(exchange).replace('HTTP 200', '200 OK'), printExchange(exchange).replace('accept: ', 'accept ')]) {
    assert.throws(() => parseExchange(text), SyntaxError);
  }
});

test('Credentials are out of an exchange before it is written, wherever they stood', () => {
  const token = 'a-very-secret-token/+';
  const secret: Exchange = {
    request: {
      method: 'GET',
      url: `https://loans.test/v1?key=${encodeURIComponent(token)}`,
      headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'x-api-key': 'of-another-source' },
    },
    answer: {
      status: 401,
      headers: { 'content-type': 'application/json', 'set-cookie': 'session=1', link: `<https://loans.test/v1?token=${token}>` },
      body: `{"detail":"${token} is not known, nor is ${Buffer.from(token).toString('base64')}"}`,
    },
  };
  assert.deepEqual(stripper([token])(secret), {
    request: {
      method: 'GET',
      url: 'https://loans.test/v1?key=[secret]',
      headers: { accept: 'application/json', authorization: 'Bearer [secret]', 'x-api-key': '[secret]' },
    },
    answer: {
      status: 401,
      headers: { 'content-type': 'application/json', link: '<https://loans.test/v1?token=[secret]>' },
      body: '{"detail":"[secret] is not known, nor is [secret]"}',
    },
  });
});
