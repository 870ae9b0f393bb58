import * as z from 'zod/mini';
import { described } from '../../../src/protocol/described.ts';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Access, Endpoint, Source } from '../../../src/edge/source.ts';
import { baseUrl } from '../../../src/edge/settings.ts';

/** A source of one list of things, `GET /things`, read as given. */
export function oneStream(stream: Partial<Stream>, given: { endpoint?: Partial<Endpoint>; access?: Partial<Access> } = {}): Source {
  return {
    catalog: {
      source: 'one-stream',
      tables: { things: { primary_key: ['id'] } },
      streams: { things: { ...things, ...stream } as Stream },
    },
    secrets: z.object({ baseUrl: described(baseUrl, 'where the API is') }),
    access: (secrets) => ({ baseUrl: new URL(String(secrets['baseUrl'])), headers: {}, credentials: [], ...given.access }),
    endpoints: { things: { path: '/things', item: z.object({ id: z.number() }), ...given.endpoint } },
  };
}

const things: Stream = {
  tables: ['things'],
  strategy: { name: 'countdown', total: 'exact' },
  list: 'whole',
  page: { number: 'page', size: 'per_page', sizeMax: 100 },
  paths: { items: ['data'], total: ['total'] },
};
