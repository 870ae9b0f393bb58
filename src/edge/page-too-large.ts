import type { Catalog } from '../core/catalog.ts';
import { Failure } from '../core/failure.ts';
import type { Ask } from '../core/page.ts';
import type { Response } from '../core/response.ts';
import { countRows } from '../protocol/answer.ts';
import { jsonBytes } from './json.ts';

/** The failure of a page that fits no answer and cannot be asked for smaller: it names the stream, and the largest row's key and size. */
export function pageTooLarge({ tables, streams }: Catalog, { stream }: Ask, response: Response, bytesMax: number): Failure {
  const { insert, delete: deleted } = response;
  const [largest] = [insert, deleted]
    .flatMap((rows) => Object.entries(rows))
    .flatMap(([table, rows]) => rows.map((row) => ({ table, row, bytes: jsonBytes(row) })))
    .toSorted((one, other) => other.bytes - one.bytes);
  const key = (tables[largest?.table ?? '']?.primary_key ?? []).map((column) => largest?.row[column]);
  const named = `${largest?.table ?? 'a row'} ${JSON.stringify(key)} with ${largest?.bytes ?? 0} bytes`;
  const at = `stream ${stream}`;
  if (streams[stream]?.page.size === undefined) {
    const bytes = jsonBytes({ insert, delete: deleted });
    return new Failure('LIMIT', {
      at,
      expected: `every page to fit an answer of ${bytesMax} bytes, since the API cannot be asked for smaller ones`,
      came: `one of ${countRows(response)} rows takes ${bytes} bytes; its largest is ${named}`,
      action: "Leave large columns out in the source, or name the parameter of the page size ('page.size') if the API has one.",
    });
  }
  return new Failure('LIMIT', {
    at,
    expected: `every row, with its children, to fit an answer of ${bytesMax} bytes`,
    came: `one does not: its largest is ${named}`,
    action: 'Leave its largest column out in the source.',
  });
}
