import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as z from 'zod/mini';
import type { Stream } from '../../../../src/core/catalog.ts';
import type { Source } from '../../../../src/edge/source.ts';
import { askQuestions, type Answered } from '../../../../src/emulator/questions/ask-questions.ts';
import { environment } from '../../../../src/hosts/environment.ts';
import { smallApi, type Stray } from './small-api.ts';

const window = { from: 'since', until: 'until', format: 'iso', grainMs: 1 } as const;
const numbered = { number: 'page', size: 'size', sizeMax: 20 } as const;
const paths = { items: ['items'], total: ['total'], stamp: ['at'] } as const;

const countdown: Stream = { tables: ['things'], strategy: { name: 'countdown', total: 'exact' }, window, page: numbered, paths };
const plain: Stream = { tables: ['things'], strategy: { name: 'plain' }, list: 'whole', page: numbered, paths: { items: ['items'] } };
const walked: Stream = { ...countdown, strategy: { name: 'walked' }, window: { from: 'since', format: 'iso', grainMs: 1 } };
const keyset: Stream = { ...countdown, strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, paths: { items: ['items'] } };
const token: Stream = {
  ...countdown,
  strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' },
  page: { size: 'size', sizeMax: 20 },
  paths: { items: ['items'], stamp: ['at'] },
};

function sourceOf(stream: Stream): Source {
  return {
    catalog: { source: 'things', tables: { things: { primary_key: ['id'] } }, streams: { things: stream } },
    secrets: z.object({ baseUrl: z.string(), key: z.string() }),
    access: ({ baseUrl, key }) => ({ baseUrl: new URL(String(baseUrl)), headers: { authorization: `Bearer ${String(key)}` }, credentials: [String(key)] }),
    endpoints: { things: { path: '/things', item: z.object({ id: z.string(), at: z.string() }) } },
  };
}

async function ask(context: TestContext, stream: Stream, stray: Stray | null): Promise<readonly Answered[]> {
  const baseUrl = await smallApi(context, stray);
  const answered: Answered[] = [];
  const setup = { secrets: { baseUrl, key: 'key-1' }, payload: { pageSize: '10' } };
  for await (const one of askQuestions(sourceOf(stream), setup, environment, new AbortController().signal)) answered.push(one);
  return answered;
}

function failed(answered: readonly Answered[]): string[] {
  return answered.flatMap(({ question, outcome }) => (outcome === 'no' ? [question] : []));
}

const kept: readonly [string, Stream, readonly string[]][] = [
  ['countdown', countdown, ['future-window', 'past-window', 'bounds-as-declared', 'wrong-credential', 'page-one-twice', 'largest-page', 'page-past-the-end', 'pages-follow']],
  ['plain', plain, ['wrong-credential', 'page-one-twice', 'largest-page', 'page-past-the-end', 'pages-follow']],
  ['walked', walked, ['future-window', 'bounds-as-declared', 'wrong-credential', 'page-one-twice', 'largest-page', 'page-past-the-end', 'pages-follow']],
  ['keyset', keyset, ['future-window', 'past-window', 'wrong-credential', 'page-one-twice', 'largest-page', 'pages-follow']],
  ['token', token, ['future-window', 'past-window', 'bounds-as-declared', 'wrong-credential', 'page-one-twice', 'largest-page', 'pages-follow', 'token-twice']],
];

for (const [name, stream, names] of kept) {
  test(`An API that keeps what a source read by ${name} declares answers every question with yes`, async (context) => {
    const answered = await ask(context, stream, null);
    assert.deepEqual(answered.map(({ question }) => question), names);
    assert.deepEqual(answered.filter(({ outcome }) => outcome !== 'yes'), []);
  });
}

/** What an API does, with which stream that is seen, and the question that finds it. */
const strays: readonly [Stray, Stream, string, RegExp][] = [
  ['ignores the window', countdown, 'future-window', /10 rows came for since and until/],
  ['ignores the window', walked, 'future-window', /10 rows came for since that lie/],
  ['counts without the window', countdown, 'future-window', /a total of 25/],
  ['ignores the end', countdown, 'past-window', /10 rows came for a until in 1970/],
  ['excludes the beginning', countdown, 'bounds-as-declared', /is not in the window that begins with/],
  ['answers strangers', countdown, 'wrong-credential', /status 200 and 10 rows/],
  ['in no order', countdown, 'page-one-twice', /came again/],
  ['limits the page', countdown, 'largest-page', /15 of 25 rows came for a page of 20/],
  ['limits the page', plain, 'largest-page', /15 rows came for a page of 20, and more/],
  ['refuses the largest page', countdown, 'largest-page', /status 422 came/],
  ['repeats the last page', countdown, 'page-past-the-end', /5 rows came for page 5/],
  ['repeats the last page', plain, 'page-past-the-end', /5 rows came for page 1000000/],
  ['ends with 404', countdown, 'page-past-the-end', /status 404 came for page 5, and 200 is declared/],
  ['ignores the page', countdown, 'pages-follow', /came again on the second/],
  ['counts pages from 0', countdown, 'pages-follow', /another first one/],
  ['moves the token on', token, 'token-twice', /none of its rows came again/],
];

for (const [stray, stream, question, seen] of strays) {
  test(`An API that ${stray} is found out where a stream is read by ${stream.strategy.name}`, async (context) => {
    const answered = await ask(context, stream, stray);
    const found = answered.find((one) => one.question === question);
    assert.equal(found?.outcome, 'no');
    assert.match(found.seen, seen);
    assert.match(found.matters, /\.$/);
  });
}

test('An API that refuses a window in the future knows it, and one that ends with the declared status keeps its word', async (context) => {
  assert.deepEqual(failed(await ask(context, countdown, 'refuses the future')), []);
  assert.deepEqual(failed(await ask(context, { ...countdown, page: { ...numbered, pastEndStatus: 404 } }, 'ends with 404')), []);
});

test('A page that is short for reasons of its own loses nothing behind a token', async (context) => {
  const answered = await ask(context, token, 'limits the page');
  assert.deepEqual(failed(answered), []);
  assert.equal(answered.find(({ question }) => question === 'largest-page')?.outcome, 'open');
});

test('A bound that the API takes the other way is right once it is declared', async (context) => {
  assert.deepEqual(failed(await ask(context, { ...countdown, window: { ...window, bounds: '()' } }, 'excludes the beginning')).includes('bounds-as-declared'), false);
});

test('An answer in another shape than declared fails the question that met it', async (context) => {
  const answered = await ask(context, { ...countdown, paths: { ...paths, stamp: ['changed'] } }, null);
  assert.ok(failed(answered).includes('page-one-twice'));
  assert.match(answered.find(({ outcome }) => outcome === 'no')?.seen ?? '', /a time at/);
});
