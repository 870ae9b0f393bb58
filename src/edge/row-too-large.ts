import type { Catalog } from '../core/catalog.ts';
import { Failure } from '../core/failure.ts';
import type { Response } from '../core/response.ts';
import { jsonBytes } from './json.ts';

/** The failure of a page of one row that fits no answer: it names the stream, and the largest row's key and size. */
export function rowTooLarge({ tables }: Catalog, stream: string, { insert, delete: deleted }: Response, bytesMax: number): Failure {
  const [largest] = [insert, deleted]
    .flatMap((rows) => Object.entries(rows))
    .flatMap(([table, rows]) => rows.map((row) => ({ table, row, bytes: jsonBytes(row) })))
    .toSorted((one, other) => other.bytes - one.bytes);
  const key = (tables[largest?.table ?? '']?.primary_key ?? []).map((column) => largest?.row[column]);
  return new Failure('LIMIT', {
    at: `stream ${stream}`,
    expected: `every row, with its children, to fit an answer of ${bytesMax} bytes`,
    came: `one does not: its largest is ${largest?.table ?? 'a row'} ${JSON.stringify(key)} with ${largest?.bytes ?? 0} bytes`,
    action: 'Leave its largest column out in the source.',
  });
}
