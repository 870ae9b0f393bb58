import type { Stream } from '../../core/catalog.ts';
import type { Endpoint } from '../source.ts';
import type { Refuse } from './mistake.ts';

/** A stream has what its strategy needs. */
export function checkPaging(stream: Stream, { path, query = {} }: Endpoint, refuse: Refuse): void {
  const { strategy, page, list } = stream;
  if (!/^\/[^?#]*$/.test(path) && path !== '') throw refuse("a path that begins with '/' and has no query", `it is '${path}'`, "Write it below the base URL, and put its parameters into 'query'.");
  if (!Number.isSafeInteger(page.sizeMax) || page.sizeMax < 1) throw refuse("a 'page.sizeMax' of at least 1", `it is ${page.sizeMax}`, 'Name the largest page size that the API keeps.');
  checkParameters(stream, query, refuse);
  checkStrategy(stream, refuse);
  if (list === 'appended' && (strategy.name === 'walked' || strategy.name === 'plain')) {
    throw refuse(`a strategy that can go on behind the last row of an appended list`, `it is ${strategy.name}`, 'Use countdown, keyset or token.');
  }
}

function checkStrategy({ strategy, page, paths, window }: Stream, refuse: Refuse): void {
  const numbered = page.number !== undefined || page.offset !== undefined;
  switch (strategy.name) {
    case 'countdown':
      if (window !== undefined && window.until === undefined) {
        throw refuse("a window with both ends, which 'countdown' needs", "there is no 'window.until'", "Name the parameter of the window's end. An API that only knows 'changed since' is read by 'walked'.");
      }
      if (strategy.total !== 'none' && paths.total === undefined) {
        throw refuse(`'paths.total', since the total is declared as ${strategy.total}`, 'there is none', "Say where the number of rows stands, or declare 'total: \"none\"'.");
      }
      break;
    case 'walked':
      if (paths.stamp === undefined) throw refuse("'paths.stamp', which a walk follows", 'there is none', "Say where an item's modification time stands.");
      break;
    case 'plain':
      break;
    case 'keyset':
    case 'token':
      if (numbered) throw refuse(`no page numbers, since ${strategy.name} asks by ${strategy.name === 'token' ? 'tokens' : 'keys'}`, "'page' names a parameter for them", 'Leave it out.');
      if (strategy.name === 'token' && strategy.parameter !== undefined && 'link' in strategy.next) {
        throw refuse('a link that is asked for as it is', `'parameter' is '${strategy.parameter}'`, "Leave 'parameter' out: the link is the URL of the next page.");
      }
      return;
  }
  if (!numbered) throw refuse(`page numbers or offsets, which '${strategy.name}' needs`, "'page' has neither 'number' nor 'offset'", 'Name the query parameter.');
}

/** Two things that go into one query parameter overwrite each other. */
function checkParameters({ strategy, page, window }: Stream, query: Readonly<Record<string, string>>, refuse: Refuse): void {
  const placed = strategy.name === 'keyset' || strategy.name === 'token' ? strategy.parameter : undefined;
  const names = [window?.from, window?.until, page.number, page.offset, page.size, placed, ...Object.keys(query)].filter((name) => name !== undefined);
  const twice = names.find((name, nth) => names.indexOf(name) < nth);
  if (twice !== undefined) throw refuse('a query parameter for each thing', `'${twice}' is used for two`, 'Correct one of the names.');
}
