import type { InstantFormat, PageParameters, Place, Stream, WindowParameters } from '../../core/catalog.ts';
import type { JsonObject } from '../../core/json.ts';
import { UsageError } from '../usage-error.ts';
import type { Asker, Choice } from './asker.ts';
import type { strategyNames} from './description.ts';
import { accessKinds, formats, type Description } from './description.ts';
import type { Guess } from './guess-from-sample.ts';
import type { InitOptions } from './init-options.ts';

/**
 * A source as flags, the sample and answers describe it: a flag says more than an answer, and an answer more than a
 * guess. Throws `UsageError` that names the flag of what nobody said, where nobody can be asked.
 */
export async function describeSource(name: string, options: InitOptions, guess: Guess | null, asker: Asker | null): Promise<Description> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new UsageError(`'${name}' is no name of a source: it is lowercase words with hyphens, such as shop-orders`);
  }
  const text = (flag: Flag, question: string, initial?: string): Promise<string> => said(options, asker, flag, question, initial);
  const path = await text('path', "The list's path below the base URL", asker === null ? undefined : '/v1/items');
  const strategy = await chosen(options, asker, 'strategy', 'What does the API offer?', strategyChoices);
  const items = placeInBody(await text('items', "Where the list of items stands in the body ('.' is the body itself)", guess === null ? undefined : printPath(guess.items)));
  const key = await text('key', 'The field of an item that tells rows apart', guess?.key);
  const table = await text('table', 'The table that its rows go to', tableOf(path));
  const access = oneOf(accessKinds, await chosen(options, asker, 'access', 'How does a request show who asks?', accessKinds.map((value) => ({ value })), 'bearer'));
  const accessName = access === 'header' || access === 'query' ? await text('accessName', `The name of the ${access === 'header' ? 'header' : 'query parameter'} that carries the key`, access === 'header' ? 'X-Api-Key' : 'api_key') : '';
  const scope = await scopeOf(options, asker, strategy);
  const window = scope === 'window' ? await windowOf(options, asker, guess, strategy) : null;
  const stamp = window === null ? '' : await text('stamp', "Where an item's modification time stands (empty: nowhere)", guess?.stamp === undefined ? (strategy === 'walked' ? undefined : '') : printPath(guess.stamp));
  const numbered = strategy === 'countdown' || strategy === 'walked' || strategy === 'plain';
  const page = await pageOf(options, asker, numbered);
  const total = strategy === 'countdown' ? await text('total', 'Where the number of rows stands (empty: nowhere)', guess?.total === undefined ? '' : printPath(guess.total)) : '';
  return {
    name,
    path,
    query: Object.fromEntries(options.query.map(pairOf)),
    table,
    key,
    access,
    accessName,
    strategy: await strategyOf(options, asker, guess, strategy, key, total),
    window,
    list: scope === 'window' ? null : scope,
    page,
    items,
    total: total === '' ? null : placeOf(total),
    stamp: stamp === '' ? null : placeInBody(stamp),
    deletes: options.snapshot === true ? { by: 'snapshot' } : null,
    acceptsLoss: options.acceptLoss === true,
    example: guess?.example ?? exampleOf(key, stamp === '' ? null : placeInBody(stamp), window?.format ?? 'iso'),
  };
}

type Flag = Exclude<keyof InitOptions, 'query' | 'snapshot' | 'acceptLoss' | 'sample' | 'directory'>;

const strategyChoices: readonly Choice[] = [
  { value: 'countdown', hint: 'page numbers or offsets, over windows with both ends or a list that only grows at its end' },
  { value: 'walked', hint: "only 'changed since', in the order of change" },
  { value: 'keyset', hint: 'the rows behind a key, in the order of keys' },
  { value: 'token', hint: 'each page names the token or the link of the next' },
  { value: 'plain', hint: 'page numbers over an order that changes: can lose rows' },
];

async function scopeOf(options: InitOptions, asker: Asker | null, strategy: StrategyWord): Promise<'window' | 'appended' | 'whole'> {
  if (strategy === 'walked' || options.from !== undefined) return 'window';
  if (options.list === undefined && asker !== null) {
    return oneOf(['window', 'appended', 'whole'], await asker.choose('Which part of the list is asked for?', scopes, 'window'));
  }
  return oneOf(['appended', 'whole'], await said(options, null, 'list', 'say --from for a window of modification time, or what the list is'));
}

const scopes: readonly Choice[] = [
  { value: 'window', hint: 'what changed in a window of modification time' },
  { value: 'appended', hint: 'what was added since, to a list that only grows at its end' },
  { value: 'whole', hint: 'all of it, in every sync' },
];

async function windowOf(options: InitOptions, asker: Asker | null, guess: Guess | null, strategy: StrategyWord): Promise<WindowParameters> {
  const from = await said(options, asker, 'from', "The query parameter of a window's beginning", asker === null ? undefined : 'updated_since');
  const until = await said(options, asker, 'until', "The query parameter of a window's end (empty: there is none)", strategy === 'countdown' && asker === null ? undefined : '');
  const format = oneOf(formats, await chosen(options, asker, 'format', "How is a window's bound written?", formats.map((value) => ({ value })), guess?.format));
  const bounds = oneOf(['[)', '[]', '()', '(]'], options.bounds ?? '[)');
  const grain = await said(options, asker, 'grainMs', 'The finest difference between two stamps, in milliseconds', String(grains[format]));
  return { from, ...(until === '' ? {} : { until }), ...(bounds === '[)' ? {} : { bounds }), format, grainMs: wholeNumber('grainMs', grain) };
}

const grains: Readonly<Record<(typeof formats)[number], number>> = { iso: 1, 'iso seconds': 1_000, 'epoch seconds': 1_000, 'epoch milliseconds': 1, date: 86_400_000 };

async function pageOf(options: InitOptions, asker: Asker | null, numbered: boolean): Promise<PageParameters> {
  const number = numbered && options.pageOffset === undefined ? await said(options, asker, 'pageNumber', 'The query parameter of the page number', asker === null ? undefined : 'page') : undefined;
  const size = await said(options, asker, 'pageSize', 'The query parameter of the page size (empty: there is none)', '');
  const sizeMax = await said(options, asker, 'sizeMax', 'The largest page that the API gives, in rows', asker === null ? undefined : '100');
  return {
    ...(number === undefined ? {} : { number }),
    ...(numbered && options.pageOffset !== undefined ? { offset: options.pageOffset } : {}),
    ...(options.firstPage === '0' ? { first: 0 } : {}),
    ...(size === '' ? {} : { size }),
    sizeMax: wholeNumber('sizeMax', sizeMax),
  };
}

async function strategyOf(options: InitOptions, asker: Asker | null, guess: Guess | null, name: StrategyWord, key: string, total: string): Promise<Stream['strategy']> {
  switch (name) {
    case 'countdown':
      // Counted apart is right in either case, only slower: exact has to be said.
      return { name, total: total === '' ? 'none' : oneOf(['exact', 'apart', 'none'], await chosen(options, asker, 'counts', 'How does the API count?', counts, 'apart')) };
    case 'keyset':
      return { name, parameter: await said(options, asker, 'keyParameter', 'The query parameter of the key behind which a page begins', asker === null ? undefined : 'after'), key: [key] };
    case 'token': {
      const next = await said(options, asker, 'next', 'Where the token of the next page stands (a name, header:NAME or link:next)', guess?.next === undefined ? undefined : printPath(guess.next));
      const parameter = next.startsWith('link:') ? '' : await said(options, asker, 'tokenParameter', 'The query parameter of the token (empty: it is a URL)', '');
      const ends = oneOf(['fresh', 'sameAtEnd', 'session'], await chosen(options, asker, 'tokenEnds', 'How does the list end?', endings, 'fresh'));
      return { name, ends, next: next.startsWith('link:') ? { link: next.slice('link:'.length) } : placeOf(next), ...(parameter === '' ? {} : { parameter }) };
    }
    case 'walked':
    case 'plain':
      return { name };
  }
}

const counts: readonly Choice[] = [
  { value: 'exact', hint: 'in one statement with the rows: pages are read ahead' },
  { value: 'apart', hint: 'in another query, or nobody knows' },
  { value: 'none', hint: 'not at all' },
];

const endings: readonly Choice[] = [
  { value: 'fresh', hint: 'without a token' },
  { value: 'sameAtEnd', hint: 'with the token that was asked with' },
  { value: 'session', hint: 'one token that the server moves on: can lose rows' },
];

type StrategyWord = (typeof strategyNames)[number];

async function said(options: InitOptions, asker: Asker | null, flag: Flag, question: string, initial?: string): Promise<string> {
  const given = options[flag];
  if (given !== undefined) return given;
  if (asker !== null) return (await asker.text(question, initial ?? '')).trim();
  if (initial !== undefined) return initial;
  throw new UsageError(`--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is missing: ${question}. On a terminal it is asked for`);
}

async function chosen(options: InitOptions, asker: Asker | null, flag: 'strategy', question: string, choices: readonly Choice[]): Promise<StrategyWord>;
async function chosen(options: InitOptions, asker: Asker | null, flag: Flag, question: string, choices: readonly Choice[], initial?: string): Promise<string>;
async function chosen(options: InitOptions, asker: Asker | null, flag: Flag, question: string, choices: readonly Choice[], initial?: string): Promise<string> {
  const given = options[flag];
  if (given !== undefined || asker === null) return said(options, null, flag, question, initial);
  return asker.choose(question, choices, initial ?? choices[0]?.value ?? '');
}

function oneOf<const T extends string>(words: readonly T[], word: string): T {
  const known = words.find((one) => one === word);
  if (known === undefined) throw new UsageError(`'${word}' is none of ${words.join(', ')}`);
  return known;
}

function wholeNumber(flag: Flag, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new UsageError(`${flag === 'grainMs' ? '--grain-ms' : '--size-max'} is '${text}', which is no whole number of at least 1`);
}

function placeOf(text: string): Place {
  return text.startsWith('header:') ? { header: text.slice('header:'.length) } : placeInBody(text);
}

function placeInBody(text: string): readonly string[] {
  return text.split('.').filter((name) => name !== '');
}

function printPath(path: readonly string[]): string {
  return path.length === 0 ? '.' : path.join('.');
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--query needs key=value, such as --query sort=id; '${text}' has no ${at < 0 ? "'='" : 'key'}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** `/v1/loan-applications` fills `loan_applications`. */
function tableOf(path: string): string {
  const name = (path.split('/').findLast((part) => part !== '') ?? '').replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '').toLowerCase();
  return /^[a-z]/.test(name) ? name : 'items';
}

const exampleAt = '2026-01-31T08:00:00.000Z';

function exampleOf(key: string, stamp: readonly string[] | null, format: InstantFormat): JsonObject {
  const item: JsonObject = { [key]: 'example-1' };
  return stamp === null ? item : withField(item, stamp, stampIn(format));
}

function stampIn(format: InstantFormat): string | number {
  if (format === 'epoch seconds') return Date.parse(exampleAt) / 1_000;
  if (format === 'epoch milliseconds') return Date.parse(exampleAt);
  return format === 'date' ? exampleAt.slice(0, 10) : format === 'iso seconds' ? `${exampleAt.slice(0, 19)}Z` : exampleAt;
}

function withField(item: JsonObject, [name = '', ...rest]: readonly string[], value: string | number): JsonObject {
  return { ...item, [name]: rest.length === 0 ? value : withField({}, rest, value) };
}
