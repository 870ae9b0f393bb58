import { readFileSync } from 'node:fs';
import type { Catalog, Stream } from '../../src/core/catalog.ts';
import { promiseOf } from '../../src/core/promise.ts';
import { everySource } from '../../src/sources/every-source.ts';

export const guideFile = new URL('../../src/sources/README.md', import.meta.url);

const begin = '<!-- promises -->';
const end = '<!-- /promises -->';

/** The guide with its table of promises written anew. */
export function withPromises(): string {
  const text = readFileSync(guideFile, 'utf8');
  const [before, rest] = text.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) throw new Error(`src/sources/README.md has no ${begin} … ${end}`);
  return `${before}${begin}\n${printPromises()}\n${end}${after}`;
}

const window = { from: 'from', until: 'until', format: 'iso', grainMs: 1 } as const;
const since = { from: 'since', format: 'iso', grainMs: 1 } as const;
const token = { name: 'token', next: ['next'], parameter: 'token' } as const;
const keyset = { name: 'keyset', parameter: 'after', key: ['id'] } as const;

/** What APIs offer, and how such a list is declared. */
const offers: readonly [string, Pick<Stream, 'strategy'> & ({ window: Stream['window'] } | { list: Stream['list'] })][] = [
  ['page numbers or offsets, a window with both ends, a strict lasting order, an exact total', { strategy: { name: 'countdown', total: 'exact' }, window }],
  ['the same, the total counted apart', { strategy: { name: 'countdown', total: 'apart' }, window }],
  ['the same without a total', { strategy: { name: 'countdown', total: 'none' }, window }],
  ['page numbers, and rows that are only added at the end', { strategy: { name: 'countdown', total: 'exact' }, list: 'appended' }],
  ["'changed since' only, in the order of change", { strategy: { name: 'walked' }, window: since }],
  ['the rows behind a key, in a window', { strategy: keyset, window }],
  ['the rows behind a key, all of them in every sync', { strategy: keyset, list: 'whole' }],
  ['the rows behind a key that never change and appear in its order', { strategy: keyset, list: 'appended' }],
  ['a new token with every page', { strategy: { ...token, ends: 'fresh' }, window }],
  ['a token that comes again on the last page', { strategy: { ...token, ends: 'sameAtEnd' }, window }],
  ['one token that the server moves on', { strategy: { ...token, ends: 'session' }, window }],
  ['page numbers over an order that changes, such as newest first', { strategy: { name: 'plain' }, window }],
];

function printPromises(): string {
  const rows = offers.map(([offer, list]) => {
    const stream = { tables: ['things'], page: { number: 'page', sizeMax: 100 }, paths: { items: [], stamp: ['at'] }, deletes: { by: 'flag', path: ['gone'] }, ...list } as Stream;
    const { level, because, improvements } = promiseOf({ source: 'things', tables: { things: { primary_key: ['id'] } }, streams: { things: stream } }, 'things');
    return [offer, `\`${stream.strategy.name}\``, `**${level}**`, because, improvements.join(' ')];
  });
  return [
    ...printTable(['the API offers', 'strategy', 'promise', 'why', 'what would improve it'], rows),
    '',
    ...printTable(['source', 'stream', 'strategy', 'promise'], Object.values(everySource).flatMap(({ catalog }) => rowsOf(catalog))),
  ].join('\n');
}

function rowsOf(catalog: Catalog): string[][] {
  return Object.entries(catalog.streams).map(([name, { strategy }]) => [`\`${catalog.source}\``, `\`${name}\``, `\`${strategy.name}\``, `**${promiseOf(catalog, name).level}**`]);
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
