import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** How an API strays from what its source declares of it. */
export type Stray =
  | 'ignores the window'
  | 'counts without the window'
  | 'ignores the end'
  | 'excludes the beginning'
  | 'refuses the future'
  | 'answers strangers'
  | 'in no order'
  | 'limits the page'
  | 'refuses the largest page'
  | 'repeats the last page'
  | 'ends with 404'
  | 'ignores the page'
  | 'counts pages from 0'
  | 'moves the token on';

/** 25 things, a minute apart, in the order of their ids. */
const things = Array.from({ length: 25 }, (_, nth) => ({ id: `t${String(nth).padStart(2, '0')}`, at: new Date(Date.UTC(2026, 0, 1, 8, nth)).toISOString() }));

/** Serves `GET /things` on loopback: since, until, page, size, after, token. Closed when the test is over. */
export async function smallApi(context: TestContext, stray: Stray | null = null): Promise<string> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answer(stray, request, response, requests);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(stray: Stray | null, request: IncomingMessage, response: ServerResponse, requests: number): void {
  const send = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
  if (request.headers.authorization !== 'Bearer key-1' && stray !== 'answers strangers') {
    send(401, {});
    return;
  }
  const since = query.get('since') ?? '';
  if (stray === 'refuses the future' && since > new Date().toISOString()) {
    send(422, {});
    return;
  }
  const until = stray === 'ignores the end' ? '~' : (query.get('until') ?? '~');
  const inWindow = ({ at }: { readonly at: string }): boolean => (stray === 'excludes the beginning' ? at > since : at >= since) && at < until;
  const found = stray === 'ignores the window' ? things : things.filter(inWindow);
  const asked = Number(query.get('size') ?? 10);
  if (stray === 'refuses the largest page' && asked === 20) {
    send(422, {});
    return;
  }
  const size = stray === 'limits the page' ? Math.min(asked, 15) : asked;
  const first = firstOf(stray, query, size, found.length, requests);
  if (first >= found.length && first > 0 && stray === 'ends with 404') {
    send(404, {});
    return;
  }
  const list = stray === 'in no order' && requests % 2 === 0 ? found.toReversed() : found;
  const items = list.filter(({ id }) => id > (query.get('after') ?? '')).slice(first, first + size);
  const next = first + size < found.length ? { next: String(first + size) } : {};
  send(200, { items, total: stray === 'counts without the window' ? things.length : found.length, ...next });
}

function firstOf(stray: Stray | null, query: URLSearchParams, size: number, rows: number, requests: number): number {
  if (stray === 'ignores the page') return 0;
  const token = query.get('token');
  if (token !== null) return stray === 'moves the token on' ? Number(token) + (requests % 2) * 10 : Number(token);
  const page = Number(query.get('page') ?? 1);
  const first = (stray === 'counts pages from 0' ? page : Math.max(0, page - 1)) * size;
  return stray === 'repeats the last page' ? Math.min(first, Math.max(0, Math.ceil(rows / size) - 1) * size) : first;
}
