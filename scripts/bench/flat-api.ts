import { createServer } from 'node:http';

/**
 * A flat list of small rows in a process of its own, so that its work is not counted with the connector's. The path
 * says how many rows the list has and how many milliseconds an answer takes, `/<rows>/<delay>/list`, so that one server
 * serves every measurement. Bodies are printed once and kept.
 */
const printed = new Map<string, Buffer>();

/** Enough for the pages of every list that is measured, and bounded all the same. */
const printedPagesMax = 5_000;

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, rows = '0', delay = '0'] = pathname.split('/');
  const body = bodyOf(Number(rows), Number(searchParams.get('page')), Number(searchParams.get('per_page')));
  const answer = (): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  };
  if (delay === '0') answer();
  else setTimeout(answer, Number(delay));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : null);
});
process.once('disconnect', () => {
  server.close();
  server.closeAllConnections();
});

function bodyOf(rows: number, page: number, size: number): Buffer {
  const name = `${rows} ${page} ${size}`;
  const known = printed.get(name);
  if (known !== undefined) return known;
  const first = (page - 1) * size;
  const data = Array.from({ length: Math.max(0, Math.min(size, rows - first)) }, (_, nth) => rowOf(first + nth));
  const body = Buffer.from(JSON.stringify({ data, page: { number: page, size, total: rows, more_data: first + size < rows } }));
  if (printed.size < printedPagesMax) printed.set(name, body);
  return body;
}

function rowOf(nth: number): object {
  return {
    id: `row_${String(nth).padStart(10, '0')}`,
    updated_at: '2026-01-01T00:00:00.000Z',
    status: nth % 3 === 0 ? 'open' : 'closed',
    amount: nth / 4,
    count: nth,
    name: `name ${nth}`,
  };
}
