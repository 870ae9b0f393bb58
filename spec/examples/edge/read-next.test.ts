import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../../src/edge/json.ts';
import { readNext } from '../../../src/edge/read-next.ts';
import type { Access } from '../../../src/edge/source.ts';
import type { TokenDeclaration } from '../../../src/core/paging/token.ts';

const access: Access = { baseUrl: new URL('https://api.example.com/v2'), headers: {}, query: { key: 'the-key-of-this-test' }, credentials: [] };
const url = new URL('https://api.example.com/v2/things?page=1');

function inLink(link: string, relation = 'next'): string | undefined {
  return readNext({ ends: 'fresh', next: { link: relation } }, access, { body: null, headers: new Headers({ link }), url });
}

function inBody(text: string, declared: Partial<TokenDeclaration> = {}): string | undefined {
  const declaration: TokenDeclaration = { ends: 'fresh', next: ['paging', 'next'], parameter: 'cursor', ...declared };
  return readNext(declaration, access, { body: parseJson(text), headers: new Headers(), url });
}

/** Link headers, and the next page that each names. */
const links: readonly [string, string | undefined][] = [
  ['<https://api.example.com/v2/things?page=2>; rel="next"', '/v2/things?page=2'],
  ['<https://api.example.com/a>; rel="prev", <https://api.example.com/b>; rel="next"', '/b'],
  ['<https://api.example.com/a>; rel=next', '/a'],
  ['<https://api.example.com/a>;rel="last  NEXT"', '/a'],
  ['<https://api.example.com/a?x=1,2;3>; rel="next"', '/a?x=1,2;3'],
  ['<https://api.example.com/a>; title="a, b; rel=next", <https://api.example.com/b>; rel="next"', '/b'],
  ['<https://api.example.com/a>; title="say \\"rel=next\\""; rel="prev"', undefined],
  ['<https://api.example.com/a>; rel="prev"; rel="next"', undefined],
  ['<https://api.example.com/a>; rel="nextish"', undefined],
  ['<?page=2>; rel="next"', '/v2/things?page=2'],
  ['</things>; REL = next', '/things'],
  ['<https://api.example.com/a?key=the-key-of-this-test&page=2>; rel="next"', '/a?page=2'],
  ['no link at all', undefined],
];

test('The next link is found among others, whatever stands around it, and kept without what shows who asks', () => {
  for (const [header, expected] of links) assert.equal(inLink(header), expected, header);
});

test('A link is found again in any header that is printed as RFC 8288 has it', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const quoted = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '<', '>', '=', '\\"', '\\\\') }).map((text) => `"${text}"`);
  const parameter = fc.tuple(word, fc.oneof(word, quoted)).filter(([name]) => name !== 'rel').map(([name, value]) => `; ${name}=${value}`);
  const link = fc.tuple(fc.nat(), fc.constantFrom('prev', 'first', 'last'), fc.array(parameter), fc.array(parameter));
  fc.assert(
    fc.property(fc.array(link), link, fc.array(link), (before, [id, , ...around], behind) => {
      const print = ([nth, rel, one, other]: readonly [number, string, readonly string[], readonly string[]]): string =>
        `<https://api.example.com/${nth}>${one.join('')}; rel="${rel}"${other.join('')}`;
      const header = [...before.map(print), print([id, 'next', ...around]), ...behind.map(print)].join(', ');
      assert.equal(inLink(header), `/${id}`);
    }),
  );
});

test('A hostile header of many kilobytes is read at once', () => {
  for (const part of ['<a>;', '; ', ' ', '<', 'a=', '"', '\\"', '<a>; a="']) assert.equal(inLink(`<a>; b ${part.repeat(16_000 / part.length)}`), undefined);
});

test('A next link to another origin is refused, however it is written', () => {
  const elsewhere = ['https://elsewhere.example/a', 'http://api.example.com/a', 'https://api.example.com:8443/a', '//elsewhere.example/a', 'https://api.example.com@elsewhere.example/a', 'javascript:alert(1)', 'http://'];
  for (const target of elsewhere) {
    assert.throws(() => inLink(`<${target}>; rel="next"`), { name: 'CONTRACT', message: /expected a next link to https:\/\/api\.example\.com, but/ }, target);
  }
});

test('A falsy token is a token; null, a missing one and the one declared as none are not', () => {
  assert.equal(inBody('{"paging": {"next": 0}}'), '0');
  assert.equal(inBody('{"paging": {"next": ""}}'), '');
  assert.equal(inBody('{"paging": {"next": false}}'), 'false');
  assert.equal(inBody('{"paging": {"next": 12345678901234567890}}'), '12345678901234567890');
  assert.equal(inBody('{"paging": {"next": null}}'), undefined);
  assert.equal(inBody('{"paging": {}}'), undefined);
  assert.equal(inBody('{}'), undefined);
  assert.equal(inBody('{"paging": {"next": ""}}', { none: '' }), undefined);
  assert.equal(inBody('{"paging": {"next": 0}}', { none: 0 }), undefined);
  assert.equal(inBody('{"paging": {"next": false}}', { none: false }), undefined);
});

test('A token in a header is one; an object where a token should be is a contract error', () => {
  const headers = new Headers({ 'x-next': 'n2' });
  assert.equal(readNext({ ends: 'fresh', next: { header: 'X-Next' }, parameter: 'cursor' }, access, { body: null, headers, url }), 'n2');
  assert.throws(() => inBody('{"paging": {"next": {}}}'), { name: 'CONTRACT', message: /a token at 'paging\.next', but it is of type object/ });
});

test('A URL in the body is a link of this origin, relative or not', () => {
  const link: TokenDeclaration = { ends: 'fresh', next: ['next'] };
  const read = (next: string): string | undefined => readNext(link, access, { body: { next }, headers: new Headers(), url });
  assert.equal(read('/v2/things?page=2&key=the-key-of-this-test'), '/v2/things?page=2');
  assert.equal(read('https://user:password@api.example.com/b'), '/b');
  assert.throws(() => read('https://elsewhere.example/'), { name: 'CONTRACT' });
});
