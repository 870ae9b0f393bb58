import type { Access } from '../source.ts';

/** How requests show who asks: all of `Access` but where the API is. */
export type Identity = Omit<Access, 'baseUrl'>;
