import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { Failure } from '../../../src/core/failure.ts';
import { bearer } from '../../../src/edge/access/bearer.ts';
import { defineSource } from '../../../src/edge/define-source.ts';
import { endpoint } from '../../../src/edge/endpoint.ts';
import { baseUrl, credential } from '../../../src/edge/settings.ts';
import { described } from '../../../src/protocol/described.ts';
import type { Source } from '../../../src/edge/source.ts';
import { sourceNamed, sourceNames } from '../../../src/sources/sources.ts';

const secrets = z.object({ baseUrl: described(baseUrl, 'where the API is'), token: described(credential, 'the token') });

/** A shop whose orders have lines, and whose deleted orders are listed. */
const shop = {
  catalog: {
    source: 'shop',
    tables: { orders: { primary_key: ['id'] }, lines: { primary_key: ['order_id', 'nr'] } },
    streams: {
      deleted: {
        tables: ['orders'],
        strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'cursor' },
        window: { from: 'from', until: 'to', format: 'iso', grainMs: 1 },
        page: { size: 'limit', sizeMax: 100 },
        paths: { items: ['data'], stamp: ['deletedAt'] },
        example: { item: { id: 7, deletedAt: '2026-01-31T08:00:00Z' } },
      },
      orders: {
        tables: ['orders', 'lines'],
        strategy: { name: 'countdown', total: 'exact' },
        window: { from: 'from', until: 'to', format: 'iso', grainMs: 1 },
        page: { number: 'page', size: 'limit', sizeMax: 100 },
        paths: { items: ['data'], total: ['total'], stamp: ['changedAt'] },
        deletes: { by: 'tombstones', stream: 'deleted', undeleted: true },
        example: { item: { id: 7, changedAt: '2026-01-31T08:00:00Z', cancelled: false }, children: [{ nr: 1, sku: 'a' }] },
      },
    },
  },
  secrets,
  access: ({ baseUrl, token }: z.infer<typeof secrets>) => ({ baseUrl: new URL(baseUrl), ...bearer(token) }),
  endpoints: {
    deleted: endpoint({ path: '/orders/deleted', item: z.object({ id: z.number() }), rows: ({ id }) => ({ delete: { orders: [{ id }] } }) }),
    orders: endpoint({
      path: '/orders',
      item: z.object({ id: z.number(), changedAt: z.string() }),
      children: { path: ({ id }) => `/orders/${id}/lines`, items: ['data'], item: z.object({ nr: z.number() }) },
      rows: (order, lines) => ({ insert: { orders: [order], lines: lines.map((line) => ({ ...line, order_id: order.id })) } }),
    }),
  },
} as const;

type Shop = typeof shop;

/** The shop with something replaced, as a file of plain JavaScript could write it: the types refuse most of these. */

function define(change: (shop: { catalog: Loose; endpoints: Loose; payload?: Loose; secrets: Loose }) => void): Source {
  const copy = {
    ...shop,
    catalog: structuredClone(shop.catalog),
    endpoints: { deleted: { ...shop.endpoints.deleted }, orders: { ...shop.endpoints.orders, children: { ...shop.endpoints.orders.children } } },
  };
  change(copy as never);
  return defineSource(copy as unknown as Shop);
}

type Loose = { [name: string]: Loose };

function loose(value: unknown): Loose {
  return value as Loose;
}

/** Each mistake that somebody may make, and what is said about it. */
const mistakes: readonly [string, (shop: { catalog: Loose; endpoints: Loose; payload?: Loose; secrets: Loose }) => void, RegExp][] = [
  ['no example', ({ catalog }) => delete of(catalog, 'orders')['example'], /stream orders: expected an example item, but there is none/],
  ['an example of another shape', ({ catalog }) => { set(catalog, 'orders', 'example', 'item', 'id', '7'); }, /of the declared shape, but at 'id' it is no number/],
  ['a stamp that is not where it should be', ({ catalog }) => { set(catalog, 'orders', 'paths', 'stamp', ['changed_at']); }, /a time at 'changed_at' of the example, but it is missing/],
  ['a key column that the rows lack', ({ catalog }) => { set(catalog, 'tables/lines', 'primary_key', ['order_id', 'number']); }, /every row of lines to have its key column number, but a row of the example has only nr, sku, order_id/],
  ['a key that is null', ({ endpoints }) => { set(endpoints, 'orders', 'rows', () => ({ insert: { orders: [{ id: null }] } })); }, /rows with a key \(table orders\), but a row has null/],
  ['a deleted row without its key', ({ endpoints }) => { set(endpoints, 'deleted', 'rows', () => ({ delete: { orders: [{ order: 7 }] } })); }, /stream deleted: expected every row of orders to have its key column id/],
  ['rows of a table that is not declared', ({ endpoints }) => { set(endpoints, 'orders', 'rows', () => ({ insert: { order: [{ id: 7 }] } })); }, /brings rows of 'order', which is not declared/],
  ['rows of a table that the stream does not list', ({ catalog }) => { set(catalog, 'orders', 'tables', ['orders']); }, /no stream lists it/],
  ['rows of another stream’s table', ({ endpoints }) => { set(endpoints, 'deleted', 'rows', () => ({ delete: { lines: [{ order_id: 7, nr: 1 }] } })); }, /brings rows of 'lines', which it does not list/],
  ['rows that fail', ({ endpoints }) => { set(endpoints, 'orders', 'rows', () => { throw new TypeError('x is not a function'); }); }, /'rows' to make rows of the example, but it failed \(x is not a function\)/],
  ['columns that become one', ({ endpoints }) => { set(endpoints, 'orders', 'rows', () => ({ insert: { orders: [{ id: 7, userId: 1, 'user-id': 2 }] } })); }, /turns both 'userId' and 'user-id' into user_id/],
  ['a column of Fivetran’s own', ({ endpoints }) => { set(endpoints, 'orders', 'rows', () => ({ insert: { orders: [{ id: 7, _fivetran_deleted: false }] } })); }, /'_fivetran_deleted' does, and Fivetran keeps/],
  ['tables that become one', ({ catalog }) => { loose(catalog['tables'])['Lines'] = loose({ primary_key: ['id'] }); }, /turns both 'lines' and 'Lines' into lines/],
  ['a table without a key', ({ catalog }) => { set(catalog, 'tables/lines', 'primary_key', []); }, /table lines: expected a primary_key, but it has none/],
  ['a key that names a column twice', ({ catalog }) => { set(catalog, 'tables/lines', 'primary_key', ['nr', 'nr']); }, /of different columns, but it is nr, nr/],
  ['a stream of an unknown table', ({ catalog }) => { set(catalog, 'deleted', 'tables', ['order']); }, /only tables that are declared: orders, lines, but it lists 'order'/],
  ['no stream', ({ catalog, endpoints }) => { catalog['streams'] = {}; catalog['tables'] = {}; for (const name of Object.keys(endpoints)) Reflect.deleteProperty(endpoints, name); }, /streams: expected at least one/],
  ['no endpoint', ({ endpoints }) => delete endpoints['orders'], /stream orders: expected an endpoint, but it has none/],
  ['an endpoint without a stream', ({ endpoints }) => { endpoints['parts'] = loose(shop.endpoints.orders); }, /endpoint parts: expected a stream of that name/],
  ['a path with a query', ({ endpoints }) => { set(endpoints, 'orders', 'path', '/orders?all=1'); }, /begins with '\/' and has no query, but it is '\/orders\?all=1'/],
  ['a path of children without a slash', ({ endpoints }) => { set(endpoints, 'orders', 'children', 'path', () => 'lines'); }, /path of the children/],
  ['children without an example', ({ catalog }) => delete loose(of(catalog, 'orders')['example'])['children'], /an example of its children, but there is none/],
  ['children of another shape', ({ catalog }) => { set(catalog, 'orders', 'example', 'children', [{ sku: 'a' }]); }, /shape of children, but at 'nr' it is missing/],
  ['an example of children that nobody asks for', ({ endpoints }) => delete loose(endpoints['orders'])['children'], /children in the endpoint, since its example has some/],
  ['a parameter for two things', ({ catalog }) => { set(catalog, 'orders', 'page', 'size', 'page'); }, /'page' is used for two/],
  ['a parameter that the endpoint sets too', ({ endpoints }) => { set(endpoints, 'orders', 'query', { to: 'x' }); }, /'to' is used for two/],
  ['a countdown without the window’s end', ({ catalog }) => delete loose(of(catalog, 'orders')['window'])['until'], /a window with both ends, which 'countdown' needs, but there is no 'window\.until'/],
  ['a countdown without page numbers', ({ catalog }) => delete loose(of(catalog, 'orders')['page'])['number'], /page numbers or offsets, which 'countdown' needs/],
  ['a total that stands nowhere', ({ catalog }) => delete loose(of(catalog, 'orders')['paths'])['total'], /'paths\.total', since the total is declared as exact/],
  ['a walk without a stamp', ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'walked' }); delete loose(of(catalog, 'orders')['paths'])['stamp']; }, /'paths\.stamp', which a walk follows/],
  ['a walk without a window', ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'walked' }); toList(catalog, 'orders', 'whole'); }, /a window, which a walk follows/],
  ['neither a window nor a list', ({ catalog }) => { toList(catalog, 'orders', 'whole'); delete of(catalog, 'orders')['list']; }, /a 'window', or 'list', but it has neither/],
  ['a stamp without a window', ({ catalog }) => { delete of(catalog, 'orders')['window']; set(catalog, 'orders', 'list', 'whole'); }, /a window where a stamp is named/],
  ['reading all again without a window', ({ catalog }) => { toList(catalog, 'orders', 'whole'); set(catalog, 'orders', 'readAllEveryDays', 7); }, /'readAllEveryDays' and no window/],
  ['reading all again every 0 days', ({ catalog }) => { set(catalog, 'orders', 'readAllEveryDays', 0); }, /over 0, but it is 0/],
  ['page numbers for tokens', ({ catalog }) => { set(catalog, 'deleted', 'page', 'number', 'page'); }, /no page numbers, since token asks by tokens/],
  ['a parameter for a link', ({ catalog }) => { set(catalog, 'deleted', 'strategy', 'next', { link: 'next' }); }, /a link that is asked for as it is/],
  ['a key that is not in the item', ({ catalog }) => { set(catalog, 'deleted', 'strategy', { name: 'keyset', parameter: 'after', key: ['nr'] }); }, /a key at 'nr' of the example, but it is missing/],
  ['a walk over an appended list', ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'plain' }); toList(catalog, 'orders', 'appended'); delete of(catalog, 'orders')['deletes']; }, /go on behind the last row of an appended list, but it is plain/],
  ['plain that accepts nothing', ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'plain' }); }, /stream orders: expected a stream that loses no row, or accepts: 'loss' in it, but it can lose rows\. Its list is read upward/],
  ['a session that accepts nothing', ({ catalog }) => { set(catalog, 'deleted', 'strategy', 'ends', 'session'); }, /stream deleted: .* it can lose rows\. The server moves its token on/],
  ['a reach without the window’s end', ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'plain' }); set(catalog, 'orders', 'accepts', 'loss'); set(catalog, 'orders', 'window', { from: 'from', format: 'iso', grainMs: 1, resultsMax: 10_000 }); }, /'window\.until' beside 'resultsMax'/],
  ['a reach for tokens', ({ catalog }) => { set(catalog, 'deleted', 'window', 'resultsMax', 10_000); }, /no 'resultsMax', since a list read by keys or tokens is never cut/],
  ['a reach of less than two pages', ({ catalog }) => { set(catalog, 'orders', 'window', 'resultsMax', 150); delete loose(of(catalog, 'orders')['page'])['size']; }, /a 'resultsMax' of two pages at least, 200, but it is 150/],
  ['no page size', ({ catalog }) => { set(catalog, 'orders', 'page', 'sizeMax', 0); }, /'page\.sizeMax' of at least 1/],
  ['a grain finer than its format', ({ catalog }) => { set(catalog, 'orders', 'window', 'format', 'iso seconds'); }, /'grainMs' is 1\. Set 'grainMs' to 1000/],
  ['a grain of nothing', ({ catalog }) => { set(catalog, 'orders', 'window', 'grainMs', 0); }, /at least 1, but it is 0/],
  ['an overlap in the future', ({ catalog }) => { set(catalog, 'orders', 'window', 'overlapMs', -1); }, /an 'overlapMs' of whole milliseconds/],
  ['a zone that there is not', ({ catalog }) => { set(catalog, 'orders', 'window', 'format', { zone: 'Europe/Bern' }); }, /a zone such as Europe\/Berlin, but the format is \{"zone":"Europe\/Bern"\}/],
  ['an offset that is none', ({ catalog }) => { set(catalog, 'orders', 'window', 'format', { offset: '+2' }); }, /an offset such as \+02:00/],
  ['tombstones of no stream', ({ catalog }) => { set(catalog, 'orders', 'deletes', 'stream', 'removed'); }, /another stream that lists what was deleted, one of deleted, but 'removed' is named/],
  ['tombstones of its own', ({ catalog }) => { set(catalog, 'orders', 'deletes', 'stream', 'orders'); }, /but 'orders' is named/],
  ['tombstones that are read behind', ({ catalog }) => { const { deleted, orders } = loose(catalog['streams']); catalog['streams'] = { orders, deleted } as Loose; }, /deleted to be read first, since deleted rows may come back/],
  ['tombstones without a window', ({ catalog }) => { toList(catalog, 'deleted', 'whole'); }, /windows on both lists, since deleted rows may come back, but deleted has none/],
  ['deletes on an appended list', ({ catalog }) => { toList(catalog, 'orders', 'appended'); }, /no 'deletes' on a list to which rows are only ever added/],
  ['a snapshot of a window', ({ catalog }) => { set(catalog, 'orders', 'deletes', { by: 'snapshot' }); }, /the whole list where deletions are noticed by snapshot, but it has a window/],
  ['a snapshot that misses rows', ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'plain' }); toList(catalog, 'orders', 'whole'); set(catalog, 'orders', 'accepts', 'loss'); set(catalog, 'orders', 'deletes', { by: 'snapshot' }); }, /a strategy that misses no row where deletions are noticed by snapshot/],
  ['a snapshot of a shared table', ({ catalog }) => { toList(catalog, 'orders', 'whole'); set(catalog, 'orders', 'deletes', { by: 'snapshot' }); }, /tables of its own .* deleted fills orders too/],
  ['a flag of another table', ({ catalog }) => { set(catalog, 'orders', 'deletes', { by: 'flag', path: ['cancelled'], tables: ['parts'] }); }, /a flag that deletes rows of its own tables: orders, lines, but it names 'parts'/],
  ['a flag that the example lacks', ({ catalog }) => { set(catalog, 'orders', 'deletes', { by: 'flag', path: ['canceled'] }); }, /the flag 'canceled' in the example, but it is missing/],
  ['a flag whose table gets no row', ({ catalog, endpoints }) => { set(catalog, 'orders', 'deletes', { by: 'flag', path: ['cancelled'], tables: ['lines'] }); set(endpoints, 'orders', 'rows', (item: object) => ({ insert: { orders: [item] } })); }, /a deletion where the flag is set/],
  ['a setting of a name that is taken', (shop) => { shop.payload = loose(z.object({ pageSize: described(z.string(), 'rows') })); }, /payload pageSize: expected a name that no other setting has, but every source has/],
  ['a setting named like a secret', (shop) => { shop.payload = loose(z.object({ token: described(z.string(), 'a token') })); }, /payload token: expected a name that no other setting has, but a secret has it/],
  ['a setting without help', (shop) => { shop.payload = loose(z.object({ owner: z.string() })); }, /payload owner: expected a help text, but it has none/],
  ['a secret without help', (shop) => { shop.secrets = loose(z.object({ token: z.string() })); }, /secret token: expected a help text, but it has none/],
];

for (const [what, change, says] of mistakes) {
  test(`A source with ${what} is refused when it is defined`, () => {
    assert.throws(
      () => define(change),
      (error: unknown) => error instanceof Failure && error.code === 'SETTINGS' && error.message.startsWith('source shop, ') && says.test(error.message) || assert.fail(String(error)),
    );
  });
}

test('A source without a mistake is defined, in every way that the mistakes above are near to', () => {
  const right: readonly Parameters<typeof define>[0][] = [
    () => undefined,
    ({ catalog }) => { set(catalog, 'orders', 'readAllEveryDays', 7); },
    ({ catalog }) => { set(catalog, 'orders', 'window', 'resultsMax', 10_000); },
    ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'walked' }); },
    ({ catalog }) => { set(catalog, 'orders', 'window', { from: 'from', until: 'to', format: { zone: 'Europe/Berlin' }, grainMs: 1_000 }); },
    ({ catalog }) => { set(catalog, 'orders', 'strategy', { name: 'plain' }); set(catalog, 'orders', 'accepts', 'loss'); },
    ({ catalog }) => { set(catalog, 'orders', 'deletes', { by: 'flag', path: ['cancelled'], tables: ['orders', 'lines'] }); },
    ({ catalog }) => { toList(catalog, 'orders', 'whole'); set(catalog, 'orders', 'deletes', 'undeleted', false); },
    ({ catalog }) => { toList(catalog, 'orders', 'appended'); delete of(catalog, 'orders')['deletes']; },
    (shop) => { shop.payload = loose(z.object({ owner: described(z.string(), 'who owns it') })); },
  ];
  for (const change of right) assert.equal(define(change).catalog.source, 'shop');
});

test('Every source of this project is defined, under the name that it has', () => {
  for (const name of sourceNames) assert.equal(sourceNamed(name).catalog.source, name);
});

/** What an editor underlines: each line below a `@ts-expect-error` is a mistake in types, and the compiler says so if it is none. */
export function whatTheTypesRefuse(): void {
  const { catalog, endpoints, access } = shop;
  const { orders } = catalog.streams;
  const { window, ...list } = orders;
  const { paths } = orders;
  const fields = { secrets, access, endpoints };
  const one = { secrets, access, endpoints: { orders: endpoints.orders } };
  const { tables, source } = catalog;
  const flag = { by: 'flag', path: ['cancelled'] } as const;

  // Nothing is wrong with these, so that what is wrong below is what is said there.
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag } } } });
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag, strategy: { name: 'walked' } } } } });
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag, strategy: { name: 'plain' }, accepts: 'loss' } } } });
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, page: { sizeMax: 9 }, deletes: flag, strategy: { name: 'keyset', parameter: 'after', key: ['id'] } } } } });
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, page: { sizeMax: 9 }, deletes: flag, strategy: { name: 'token', ends: 'session', next: ['n'], parameter: 'c' }, accepts: 'loss' } } } });

  // @ts-expect-error: a stream without its endpoint
  defineSource({ ...fields, catalog, endpoints: { orders: endpoints.orders } });
  // @ts-expect-error: a table that is not declared
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...orders, tables: ['order'], deletes: flag } } } });
  // @ts-expect-error: tombstones of a stream that there is not
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...orders, deletes: { by: 'tombstones', stream: 'gone', undeleted: true } } } } });
  // @ts-expect-error: a countdown without the window's end
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, deletes: flag, window: { from: 'from', format: 'iso', grainMs: 1 } } } } });
  // @ts-expect-error: a countdown by a total that stands nowhere
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag, paths: { items: [] } } } } });
  // @ts-expect-error: a walk without a stamp
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag, strategy: { name: 'walked' }, paths: { items: [] } } } } });
  // @ts-expect-error: a walk without a window
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, list: 'whole', deletes: flag, strategy: { name: 'walked' } } } } });
  // @ts-expect-error: plain that accepts nothing
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag, strategy: { name: 'plain' } } } } });
  // @ts-expect-error: a keyset by page numbers
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, deletes: flag, strategy: { name: 'keyset', parameter: 'after', key: ['id'] } } } } });
  // @ts-expect-error: a keyset without its parameter
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, page: { sizeMax: 9 }, deletes: flag, strategy: { name: 'keyset', key: ['id'] } } } } });
  // @ts-expect-error: a session that accepts nothing
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { ...list, window, page: { sizeMax: 9 }, deletes: flag, strategy: { name: 'token', ends: 'session', next: ['n'], parameter: 'c' } } } } });
  // @ts-expect-error: no example
  defineSource({ ...one, catalog: { source, tables, streams: { orders: { tables: ['orders'], window, page: { number: 'p', sizeMax: 9 }, paths, strategy: { name: 'countdown', total: 'exact' } } } } });
  const byHost = (given: { readonly host: string }) => ({ baseUrl: new URL(given.host), ...bearer('a') });
  // @ts-expect-error: a secret that was not declared
  defineSource({ ...fields, catalog, access: byHost });
  // @ts-expect-error: a field that the shape does not have as a number
  endpoint({ path: '/x', item: z.object({ id: z.string() }), rows: ({ id }) => ({ insert: { x: [{ id: id * 2 }] } }) });
}

function of(catalog: Loose, stream: string): Loose {
  const [tables, table] = stream.split('/');
  return loose(table === undefined ? loose(catalog['streams'])[stream] : loose(catalog[tables ?? ''])[table]);
}

function set(root: Loose, name: string, ...path: readonly unknown[]): void {
  const names = path.slice(0, -1).map(String);
  let at = root['streams'] === undefined ? loose(root[name]) : of(root, name);
  for (const step of names.slice(0, -1)) at = loose(at[step]);
  at[names.at(-1) ?? ''] = loose(path.at(-1));
}

/** The stream without its window. */
function toList(catalog: Loose, stream: string, list: 'appended' | 'whole'): void {
  const at = of(catalog, stream);
  delete at['window'];
  delete loose(at['paths'])['stamp'];
  at['list'] = loose(list);
}
