import type { Catalog } from './catalog.ts';
import { collect } from './collect.ts';
import { Failure } from './failure.ts';
import type { Response } from './response.ts';

/**
 * R3, R4: pure. One response that leaves the warehouse and the state as the list of them would, one after the other.
 * It takes a list, since folding two by two would copy every row again and again; it is associative all the same.
 */
export function merge(catalog: Catalog, responses: readonly Response[]): Response {
  const last = responses.at(-1);
  if (last === undefined) {
    throw new Failure('BUG', {
      at: 'merge',
      expected: 'at least one response',
      came: 'there was none',
      action: 'Please report it.',
    });
  }
  const softDelete = [...new Set(responses.flatMap((response) => response.softDelete))];
  return { ...last, ...collect(catalog, responses), softDelete };
}
