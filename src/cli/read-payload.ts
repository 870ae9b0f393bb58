import { payloadShape } from '../edge/settings.ts';
import type { Source } from '../edge/source.ts';
import { describedFields } from './described-fields.ts';
import { nearestName } from './nearest-name.ts';
import { UsageError } from './usage-error.ts';

/**
 * The custom payload from its `key=value` arguments. Names are checked here, where a slip can be answered with the nearest
 * one; what the values mean is for the function to judge, as behind Fivetran. Throws `UsageError`.
 */
export function readPayload(pairs: readonly string[], source: Pick<Source, 'catalog' | 'secrets' | 'payload'>): { readonly [key: string]: string } {
  const secrets = describedFields(source.secrets).map(({ name }) => name);
  const settings = describedFields(payloadShape(source)).map(({ name }) => name);
  const payload = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    // The text may be a secret that was pasted in the wrong place, so it is not shown in full.
    if (at < 1) throw new UsageError(`--payload needs key=value, such as --payload pageSize=200; '${pair.slice(0, 20)}' has no ${at < 0 ? "'='" : 'key'}`);
    const key = pair.slice(0, at);
    if (secrets.includes(key)) {
      throw new UsageError(`${key} is a secret: everybody on this machine can list arguments. Give it in a file (--secrets FILE) or in the environment`);
    }
    if (!settings.includes(key)) throw new UsageError(`--payload ${key} is no setting.${nearestName(key, settings)} There are: ${settings.join(', ')}`);
    if (payload.has(key)) throw new UsageError(`--payload ${key} was given twice: give it once`);
    payload.set(key, pair.slice(at + 1));
  }
  for (const name of namesIn(payload.get('streams'))) checkStream(source, name);
  return Object.fromEntries(payload);
}

/** Throws `UsageError` for a stream that the source does not have. */
export function checkStream({ catalog: { source, streams } }: Pick<Source, 'catalog'>, name: string): void {
  if (Object.hasOwn(streams, name)) return;
  const names = Object.keys(streams);
  throw new UsageError(`${name} is no stream of ${source}.${nearestName(name, names)} There are: ${names.join(', ')}`);
}

/** The names of a setting that lists them with commas; none where it was not given. */
export function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}
