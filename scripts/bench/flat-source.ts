import * as z from 'zod';
import { baseUrl } from '../../src/edge/settings.ts';
import type { Source } from '../../src/edge/source.ts';

/** The source of the flat list: its items are its rows. */
export const flat: Source = {
  catalog: {
    source: 'flat',
    tables: { rows: { primary_key: ['id'] } },
    streams: {
      rows: {
        tables: ['rows'],
        strategy: { name: 'countdown', total: 'exact' },
        window: { from: 'updated_from', until: 'updated_until', format: 'iso', grainMs: 1 },
        page: { number: 'page', size: 'per_page', sizeMax: 500 },
        paths: { items: ['data'], total: ['page', 'total'] },
      },
    },
  },
  secrets: z.object({ baseUrl }),
  access: (secrets) => ({ baseUrl: new URL(secrets['baseUrl'] ?? ''), headers: {}, credentials: [] }),
  endpoints: { rows: { path: '/list', item: z.object({ id: z.string(), updated_at: z.string() }) } },
};
