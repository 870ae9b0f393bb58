import { createServer } from 'node:http';

/**
 * A flat list of small rows in a process of its own, so that its work is not counted with the connector's. Bodies are
 * printed once per page and size. `delay` is how long an answer takes, `rows` how many the list has, both from the
 * request, so that one server serves every measurement.
 */
const printed = new Map<string, string>();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, rows = '0', delay = '0'] = pathname.split('/');
  const page = Number(searchParams.get('page'));
  const size = Number(searchParams.get('per_page'));
  const fresh = searchParams.has('updated_from');
  const body = fresh ? printPage(0, page, size) : printPage(Number(rows), page, size);
  setTimeout(
    () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body),
    Number(delay),
  );
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : null);
});
process.once('disconnect', () => {
  server.close();
  server.closeAllConnections();
});

function printPage(rows: number, page: number, size: number): string {
  const name = `${rows} ${page} ${size}`;
  const known = printed.get(name);
  if (known !== undefined) return known;
  const first = (page - 1) * size;
  const data = Array.from({ length: Math.max(0, Math.min(size, rows - first)) }, (_, nth) => row(first + nth));
  const body = JSON.stringify({ data, page: { number: page, size, total: rows, more_data: first + size < rows } });
  // Enough for the largest list here, and bounded all the same.
  if (printed.size < 3_000) printed.set(name, body);
  return body;
}

function row(nth: number): object {
  const id = `row_${String(nth).padStart(10, '0')}`;
  return { id, updated_at: '2026-01-01T00:00:00.000Z', status: nth % 3 === 0 ? 'open' : 'closed', amount: nth / 4, count: nth, name: `name ${nth}` };
}
