import type { Boundary } from './boundary.ts';
import { fivetran } from './fivetran/boundary.ts';
import { upstream } from './upstream/boundary.ts';

/** Every boundary of the connector. */
export const boundaries: readonly Boundary[] = [fivetran, upstream];
