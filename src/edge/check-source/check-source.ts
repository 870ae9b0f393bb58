import { demandAcceptance } from '../../core/promise.ts';
import type { Source } from '../source.ts';
import { checkExample } from './check-example.ts';
import { checkDeletes } from './check-deletes.ts';
import { checkNames } from './check-names.ts';
import { checkPaging } from './check-paging.ts';
import { checkSettings } from './check-settings.ts';
import { checkTables } from './check-tables.ts';
import { checkWindow } from './check-window.ts';
import { mistake, type Refuse } from './mistake.ts';

/** Holds a source to all that can be known of it before it is asked for anything. Throws `SETTINGS` for the first mistake. */
export function checkSource(source: Source): void {
  const { catalog, endpoints } = source;
  const { source: name, streams } = catalog;
  checkSettings(source);
  checkTables(catalog);
  for (const stray of Object.keys(endpoints)) {
    if (!Object.hasOwn(streams, stray)) {
      throw mistake(name, `endpoint ${stray}`, 'a stream of that name', 'there is none', 'Declare the stream in the catalog, or correct the name.');
    }
  }
  for (const [streamName, stream] of Object.entries(streams)) {
    const refuse: Refuse = (expected, came, action) => mistake(name, `stream ${streamName}`, expected, came, action);
    const endpoint = endpoints[streamName];
    if (endpoint === undefined) throw refuse('an endpoint', 'it has none', `Declare its path and the shape of its items in 'endpoints'.`);
    checkWindow(stream, refuse);
    checkPaging(stream, endpoint, refuse);
    checkDeletes(catalog, streamName, stream, refuse);
    checkNames(catalog, checkExample(catalog, stream, endpoint, refuse), refuse);
  }
  demandAcceptance(catalog);
}
